// Plays the same case as ../host/story.c, ../python/play.py and ../go/play, and says the same, byte for byte.
import { Policy } from "./index.js";

const monday = Date.UTC(2026, 0, 5, 8);
const after = (days, hours = 0) => new Date(monday + (24 * days + hours) * 3600000);
const date = (at) => (at ? at.toISOString().replace(".000Z", "Z") : "never");

function tellEffect(e) {
  const said = [" ", e.id, e.kind];
  if (e.kind === "transfer") said.push(`${e.fromAccount}>${e.toAccount}`, e.amount, e.currency, e.why);
  console.log(...[...said, e.toParty, e.topic, e.tally].filter((word) => word !== null).map(String));
}

function tellOutcome(o) {
  console.log("outcome", o.kind, String(o.amount), "via", o.via, "fault", o.fault ?? "none", "payer", o.payer ?? "none", "counts",
    ...o.counts);
}

function tell(answer, what) {
  for (const t of answer.transitions) {
    console.log(`${t.sequence} ${date(t.at)} ${t.by} ${t.event}: ${t.state}, next due ${date(t.nextDue)}`);
    for (const e of t.effects) if (e.id) tellEffect(e); // a deadline has none: the next due says it all
  }
  if (answer.refused) console.log(`${what}: ${answer.result}. ${answer.sentence()}`);
  return answer;
}

const policy = new Policy();
const c = policy.begin("C-1001", {
  sellerVerified: true, currency: "USD", amount: 5000n, freight: 400n, paidAt: after(-21), shippedAt: after(-20),
  deliveredAt: after(-5), protectedUntil: after(60),
});
const act = (event) => tell(c.apply(event), `${event.kind} by ${event.by}`);
const form = {
  kind: "open", at: after(0), by: "buyer", id: "form 1", reason: "quality", terms: { kind: "refund", amount: 2000n },
};
act(form);
const forecast = c.forecast();
const { state, at, waitsFor } = forecast.prospect;
console.log(`silence leads to ${state} at ${date(at)}, waits for ${waitsFor ?? "none"}`);
tellOutcome(forecast.outcome);

act(form); // the form is sent twice
const late = tell(c.advance(after(9)), "sweep by system"); // the seller was silent, and the sweep is four days late
act({ kind: "accept", at: after(9, 1), by: "seller", id: "form 2", expects: true, expect: 1n }); // from an old page

function report(kind, at, effect) {
  const id = kind === "payment_failed" ? effect.id : ""; // the key that was declined: said twice, it counts once
  return act({ kind, at, by: "platform", reference: effect.id, id });
}
const [refund, release] = late.effects.filter((e) => e.kind === "transfer");
report("payment_failed", after(9, 2), refund); // declined: it stays owed under its id
report("paid", after(9, 2), release);
tellOutcome(report("paid", after(10), refund).outcome);
console.log("head", Buffer.from(c.head()).toString("hex"));
console.log("snapshot", Buffer.from(c.snapshot()).toString("hex"));
c.close();
policy.close();
