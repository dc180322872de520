import assert from "node:assert/strict";
import { test } from "node:test";
import * as dispute from "dispute";

const { Case, ClosedError, DisputeError, Policy, Refusal, snapshotSize } = dispute;
const monday = Date.UTC(2026, 0, 5, 8);
const day = (days) => new Date(monday + days * 86400000);
const ORDER = { currency: "USD", amount: 5000n, deliveredAt: day(-5) };
const OPEN = { kind: "open", by: "buyer", at: day(0), reason: "quality", terms: { kind: "refund", amount: 2000n } };
const ACCEPT = { kind: "accept", by: "seller", at: day(0) };
const code = (word) => (error) => error instanceof DisputeError && error.code === word && error.message.length > 9;
const policy = new Policy();

function opened(id = "C-1", under = policy) {
  const c = under.begin(id, ORDER);
  c.apply(OPEN).orThrow();
  return c;
}

test("silence refunds", () => {
  const c = opened();
  assert.deepEqual(c.nextDue, day(5));
  const answer = c.advance(day(9));
  assert.equal(answer.result, "done");
  assert.deepEqual(answer.transitions.map((t) => [t.sequence, t.event, t.at, t.nextDue]), [[2n, "deadline.response", day(5), null]]);
  assert.deepEqual(answer.effects.filter((e) => e.kind === "transfer").map((e) => [e.id, e.amount, e.why]),
    [["C-1:2:0", 2000n, "refund"], ["C-1:2:1", 3000n, "release"]]);
  assert.ok(answer.transitions[0].record.length > 0);
  assert.deepEqual([c.state, c.sequence, c.nextDue], ["settling.paying", 2n, null]);
});

test("a refusal is an answer, or thrown where one likes", () => {
  const c = opened();
  const before = c.snapshot();
  const answer = c.apply({ kind: "withdraw", by: "seller", at: day(0) });
  assert.deepEqual([answer.result, answer.refused, answer.problem.party], ["not_yours", true, "seller"]);
  for (const language of dispute.words.language) assert.ok(answer.sentence(language));
  assert.throws(() => answer.orThrow(), (e) => e instanceof Refusal && e.code === "not_yours" && e.answer === answer &&
    e.message === answer.sentence("en") && e.sentence("zh-Hans") === answer.sentence("zh-Hans"));
  assert.deepEqual(c.snapshot(), before);
  const late = c.apply({ ...ACCEPT, at: day(6) });
  assert.deepEqual([late.result, late.transitions.length], ["not_now", 1]);
});

test("misuse throws and changes nothing", () => {
  const c = opened();
  const before = c.snapshot();
  for (const [wrong, kind] of [
    [{ ...ACCEPT, kind: "acept" }, RangeError], [{ ...ACCEPT, kind: undefined }, DisputeError], [{ ...ACCEPT, by: 2 }, RangeError],
    [{ ...ACCEPT, at: "2026-01-05" }, TypeError], [{ ...ACCEPT, at: new Date(NaN) }, RangeError],
    [{ ...ACCEPT, at: new Date(0) }, DisputeError], [{ ...ACCEPT, at: day(-1) }, DisputeError],
    [{ ...ACCEPT, amount: 1 }, TypeError], [{ ...ACCEPT, amount: 1n }, DisputeError], [{ ...ACCEPT, amount: 1n << 63n }, RangeError],
    [{ ...ACCEPT, amuont: 1n }, TypeError], [{ ...ACCEPT, terms: 5 }, TypeError], [{ ...ACCEPT, terms: { sum: 1n } }, TypeError],
    [{ ...ACCEPT, id: "x".repeat(72) }, RangeError], [{ ...ACCEPT, id: "a\0b" }, RangeError], [{ ...ACCEPT, id: "\ud800" }, RangeError],
    [{ ...ACCEPT, id: 7 }, TypeError], [{ ...ACCEPT, digest: new Uint8Array(31) }, RangeError], [{ ...ACCEPT, digest: "ab" }, TypeError],
    [{ ...ACCEPT, expects: 1 }, TypeError], [{ ...ACCEPT, caseId: "C-2" }, DisputeError],
    [{ ...ACCEPT, kind: "deadline.response" }, DisputeError], [null, TypeError], ["accept", TypeError],
  ])
    assert.throws(() => c.apply(wrong), (e) => e instanceof kind && e.message !== "", String(wrong?.kind));
  assert.throws(() => c.apply({ ...ACCEPT, by: "byer" }), /"byer" is no word of party: buyer, seller/);
  assert.throws(() => c.apply({ ...ACCEPT, amuont: 1n }), /event has no field amuont, but .*amount/);
  assert.throws(() => c.apply({ ...ACCEPT, at: day(-1) }), code("clock_backwards"));
  assert.throws(() => c.advance(), TypeError);
  assert.throws(() => c.allowed(day(0), "nobody"), RangeError);
  assert.throws(() => c.view(), RangeError);
  assert.throws(() => c.replay("bytes"), TypeError);
  assert.deepEqual(c.snapshot(), before);
  assert.throws(() => new Policy("no.such = key"), code("bad_key"));
  assert.throws(() => new Policy("negotiation.response = soon"), (e) => code("bad_value")(e) && e.problem.line === 1);
  assert.throws(() => new Policy(7), TypeError);
  for (const id of ["", "a:b", "x".repeat(40)]) assert.throws(() => policy.begin(id, ORDER), code("bad_value"));
  assert.throws(() => policy.begin("C-2", { ...ORDER, currency: "DOLLAR" }), RangeError);
  assert.throws(() => policy.begin("C-2"), DisputeError);
});

test("after close everything throws, and close again does nothing", () => {
  const mine = new Policy();
  const c = opened("C-1", mine);
  c.close();
  c.close();
  const calls = (c) => [
    () => c.apply(OPEN), () => c.advance(day(0)), () => c.forecast(), () => c.allowed(day(0)), () => c.view("buyer"),
    () => c.snapshot(), () => c.head(), () => c.clone(), () => c.replay(new Uint8Array()), () => c.nextDue, () => c.state,
    () => c.sequence, () => mine.applyMany([[c, OPEN]]),
  ];
  for (const call of calls(c)) assert.throws(call, ClosedError, String(call));
  const left = opened("C-2", mine);
  mine.close();
  mine.close();
  for (const call of calls(left).slice(0, 4)) assert.throws(call, ClosedError, String(call));
  left.close();
  for (const call of [
    () => mine.begin("C-1", ORDER), () => mine.load(new Uint8Array(snapshotSize)), () => mine.replay(new Uint8Array()), () => mine.name,
    () => mine.text, () => mine.digest, () => mine.get("name"), () => mine.check(), () => mine.edges(), () => mine.applyMany([]),
    () => mine.advanceMany([], day(0)),
  ]) assert.throws(call, ClosedError, String(call));
});

test("wrong handles throw", () => {
  for (const wrong of [null, {}, policy, 7, Object.create(Case.prototype)]) {
    assert.throws(() => policy.applyMany([[wrong, ACCEPT]]), TypeError);
    assert.throws(() => Case.prototype.apply.call(wrong, ACCEPT), TypeError);
    assert.throws(() => new Case(wrong, policy, () => {}), TypeError);
  }
  assert.throws(() => Policy.prototype.begin.call({}, "C-1", ORDER), TypeError);
  const other = new Policy("negotiation.response = P3D");
  const c = opened();
  assert.throws(() => other.load(c.snapshot()), code("other_policy"));
  assert.deepEqual(other.applyMany([[c, ACCEPT]]).results, ["other_policy"]);
  assert.deepEqual(other.advanceMany([c.snapshot()], day(400)).results, ["other_policy"]);
  other.close();
});

test("what is dropped is freed by the collector, and a case keeps its policy", async () => {
  let c = opened("C-1", new Policy());
  for (let i = 0; i < 3000; i++) new Policy().begin("C-1", ORDER);
  globalThis.gc?.();
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(c.advance(day(9)).transitions.length, 1);
  c = null;
});

test("snapshot and journal go round", () => {
  const begun = policy.begin("C-1", ORDER);
  const first = begun.apply(OPEN);
  const journal = Buffer.concat([first.record, begun.advance(day(9)).record]);
  assert.deepEqual(policy.load(begun.snapshot()).snapshot(), begun.snapshot());
  assert.deepEqual(policy.replay(journal).snapshot(), begun.snapshot());
  assert.deepEqual(policy.replay(journal).head(), begun.head());
  assert.deepEqual(begun.clone().snapshot(), begun.snapshot());
  for (const bad of [new Uint8Array(), begun.snapshot().subarray(1), new Uint8Array(snapshotSize).fill(7)])
    assert.throws(() => policy.load(bad), code("corrupt_record"));
  journal[journal.length - 40] ^= 1;
  assert.throws(() => policy.replay(journal), code("corrupt_record"));
  class Liar extends Uint8Array {
    get length() {
      return 1 << 30;
    }
  }
  assert.throws(() => policy.load(new Liar(4)), code("corrupt_record"));

  const { transition, event, rest } = dispute.readRecord(first.record);
  assert.deepEqual([transition.state, event.terms.amount, event.at, rest.length], ["negotiation.seller", 2000n, day(0), 0]);
  assert.deepEqual(dispute.readOrder(first.record).deliveredAt, day(-5));
  const about = dispute.about(begun.snapshot());
  assert.deepEqual([about.policy, about.caseId, about.digest], ["aliexpress@2017", "C-1", policy.digest]);
  for (const bad of [new Uint8Array(), new Uint8Array(3)])
    for (const read of [dispute.readRecord, dispute.readOrder, dispute.about]) assert.throws(() => read(bad), DisputeError);
});

test("questions", () => {
  const c = opened();
  assert.ok(c.allowed(day(0), "seller").map((a) => a.event).join(" ").startsWith("propose refuse accept"));
  assert.ok(c.allowed(day(0)).length > c.allowed(day(0), "seller").length);
  const view = c.view("buyer");
  assert.deepEqual([view.id, view.escrow, view.due.response, view.moves, view.request.amount],
    ["C-1", 5000n, c.nextDue, ["seller"], 2000n]);
  const { outcome, effects, prospect } = c.forecast();
  assert.deepEqual([outcome.amount, effects[0].id, prospect.waitsFor], [2000n, "", "host"]);
});

test("a policy tells about itself", () => {
  const mine = new Policy("negotiation.response = P3D");
  assert.deepEqual(new Policy(mine.text).digest, mine.digest);
  assert.deepEqual(opened("C-1", mine).nextDue, day(3));
  assert.equal(mine.get("negotiation.response"), "P3D");
  assert.throws(() => mine.get("no.such"), code("bad_key"));
  assert.ok(mine.name.startsWith("aliexpress@2017"));
  assert.equal(mine.check().faults, 0);
  assert.ok(mine.check().longestCase > 86400000n);
  const [edge] = mine.edges();
  assert.deepEqual([edge.fromState, edge.event, edge.parties], [null, "open", ["buyer"]]);
  assert.ok(edge.next.length > 0);
});

test("words and money", () => {
  assert.deepEqual(dispute.words.party.slice(0, 2), ["buyer", "seller"]);
  assert.ok(dispute.label("party", "buyer") && dispute.sentence("party", "buyer", "zh-Hant"));
  assert.throws(() => dispute.label("partys", "buyer"), RangeError);
  assert.throws(() => dispute.label("party", "byer"), RangeError);
  assert.deepEqual([0n, 5n, 2000n, -7n].map((amount) => dispute.money(amount, "USD")), ["0.00", "0.05", "20.00", "-0.07"]);
  assert.deepEqual([dispute.money(5n, "JPY"), dispute.money(5n, "KWD")], ["5", "0.005"]);
  assert.throws(() => dispute.money(5, "USD"), TypeError);
});

test("many do what one does", () => {
  const one = opened();
  const single = one.apply(ACCEPT).transitions[0];
  const pairs = Array.from({ length: 2500 }, () => [opened(), ACCEPT]);
  pairs[7] = [pairs[7][0], { ...ACCEPT, by: "carrier" }];
  pairs[12] = pairs[11]; // twice the same case
  const { results, transitions } = policy.applyMany(pairs);
  assert.deepEqual([results[0], results[7], results[12], transitions.length], ["done", "not_yours", "not_now", 2498]);
  const { item, ...last } = transitions.at(-1);
  assert.equal(item, 2499);
  assert.ok(last.effects.every((e) => e.item === 2499));
  const bare = (t) => ({ ...t, item: 0, effects: t.effects.map((e) => ({ ...e, item: 0 })) });
  assert.deepEqual(bare(last), bare(single));
  assert.deepEqual(pairs[2499][0].snapshot(), one.snapshot());
  assert.deepEqual(policy.applyMany([]), { results: [], transitions: [] });
  const [fresh] = [opened()];
  assert.throws(() => policy.applyMany([[fresh, ACCEPT], [fresh, { ...ACCEPT, amount: 1 }]]), TypeError);
  assert.equal(fresh.sequence, 1n); // thrown before anything was done
});

test("many snapshots advance", () => {
  const c = opened();
  const snapshots = Array.from({ length: 2500 }, () => c.snapshot());
  snapshots[3] = new Uint8Array();
  snapshots[4] = new Uint8Array(snapshotSize).fill(7);
  c.advance(day(9));
  const { results, transitions } = policy.advanceMany(snapshots, day(9));
  assert.deepEqual([results[0], results[3], results[4], transitions.length, transitions.at(-1).item],
    ["done", "corrupt_record", results[4], 2498, 2499]);
  assert.notEqual(results[4], "done");
  snapshots.forEach((snapshot, i) => i === 3 || i === 4 || assert.deepEqual(snapshot, c.snapshot()));
  assert.throws(() => policy.advanceMany(["bytes"], day(9)), TypeError);
});
