// What the types take and what they do not: `tsc -p test`. It is compiled, not run.
import { Policy, money, words } from "dispute";
import type { Answer, Batch, Case, EventGiven, Party, State } from "dispute";

const policy: Policy = new Policy("negotiation.response = P3D");
const c: Case = policy.begin("C-1", { currency: "USD", amount: 5000n, deliveredAt: new Date() });
const event: EventGiven = {
  kind: "open", by: "buyer", at: new Date(), reason: "quality", terms: { kind: "refund", amount: 2000n },
};
const answer: Answer = c.apply(event).orThrow();
for (const t of answer.transitions) {
  const state: State | null = t.state;
  const at: Date | null = t.at;
  for (const e of t.effects) if (e.kind === "transfer") console.log(e.id, money(e.amount, e.currency), e.toAccount, state, at);
}
const batch: Batch = policy.applyMany([[c, event]]);
const due: Date | undefined = c.view("buyer").due.response;
const parties: readonly Party[] = words.party;
console.log(batch.results, due, parties);

// @ts-expect-error money is bigint
policy.begin("C-1", { currency: "USD", amount: 5000 });
// @ts-expect-error a misspelt word
c.apply({ ...event, by: "byer" });
// @ts-expect-error a misspelt field
c.apply({ ...event, amuont: 1n });
// @ts-expect-error an instant is a Date
c.advance("2026-01-05");
// @ts-expect-error a policy makes cases
new (policy.begin("C-1", { currency: "USD", amount: 1n }).constructor as typeof Case)();
// @ts-expect-error what was not decided is null
answer.outcome.amount;
