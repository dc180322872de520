// node.mjs CASES REPEATS - what an event costs through the package examples/node, answers copied out, and upon xstate. It
// prints a row h-node-WHAT for each; see calls_c.c for the same events in C, and floor.c for the rules that are written by
// hand upon xstate, for this story alone.
import { Policy } from "dispute";
import { assign, setup, initialTransition, transition } from "xstate";

const [count, repeats] = process.argv.slice(2).map(Number);
const DAY = 86400000;
const day = (n) => new Date(Date.UTC(2026, 0, 5, 8) + n * DAY);
const refund = (amount) => ({ kind: "refund", amount });

// The negotiation of stories.c.
const ORDER = {
  funds: "escrow", currency: "USD", amount: 5000n, freight: 400n, paidAt: day(-21), shippedAt: day(-20), promisedAt: day(-2),
  deliveredAt: day(-5), protectedUntil: day(60),
};
const EVENTS = [
  { kind: "open", by: "buyer", at: day(0), reason: "quality", terms: refund(5000n), reference: "evidence/7f3a11",
    digest: new Uint8Array(32).fill(7) },
  { kind: "refuse", by: "seller", at: day(1) },
  { kind: "propose", by: "buyer", at: day(2), terms: refund(4000n) },
  { kind: "take_over", by: "platform", at: day(3) },
  { kind: "rule", by: "platform", at: day(5), terms: refund(5000n), fault: "seller" },
  { kind: "paid", by: "platform", at: new Date(day(12).getTime() + DAY / 24), reference: "C-1001:6:0" },
];

// ---- the package ----

const policy = new Policy("preset = aliexpress@2017\njournal.chain = none\n");
let cases = [];

function prepare() {
  for (const c of cases) c.close();
  cases = Array.from({ length: count }, () => policy.begin("C-1001", ORDER));
}

function apply() {
  for (const event of EVENTS) for (const c of cases) c.apply(event).orThrow();
}

function many() {
  for (const event of EVENTS) policy.applyMany(cases.map((c) => [c, event]));
}

const closed = () => cases.every((c) => c.state === "closed.done");

// ---- xstate ----

const by = (party) => ({ event }) => event.by === party;
const inTime = ({ context, event }) => event.at.getTime() < context.due;
const within = ({ context, event }) => event.terms.amount >= 1n && event.terms.amount <= context.amount;
const all = (...guards) => (what) => guards.every((guard) => guard(what));
const due = (days) => ({ event }) => event.at.getTime() + days * DAY;

const machine = setup({}).createMachine({
  context: { amount: 5000n, request: 0n, deal: 0n, due: 0, stage: 0, evidence: 0, transfers: 0 },
  initial: "unopened",
  states: {
    unopened: { on: { open: { target: "seller", guard: all(by("buyer"), within),
      actions: assign({ request: ({ event }) => event.terms.amount, due: due(5), stage: due(7) }) } } },
    seller: { on: {
      refuse: { target: "buyer", guard: all(by("seller"), inTime), actions: assign({ due: ({ context }) => context.stage }) },
      take_over: { target: "review", guard: all(by("platform"), inTime), actions: assign({ due: due(7), stage: 0, evidence: due(3) }) },
    } },
    buyer: { on: {
      propose: { target: "seller", guard: all(by("buyer"), within, inTime),
        actions: assign({ request: ({ event }) => event.terms.amount, due: due(5) }) },
      take_over: { target: "review", guard: all(by("platform"), inTime), actions: assign({ due: due(7), stage: 0, evidence: due(3) }) },
    } },
    review: { on: { rule: { target: "ruled", guard: all(by("platform"), within, inTime),
      actions: assign({ deal: ({ event }) => event.terms.amount, due: due(7), evidence: 0 }) } } },
    ruled: { on: { deadline: { target: "paying",
      actions: assign({ due: 0, transfers: ({ context }) => [context.deal, context.amount - context.deal].filter(Boolean).length }) } } },
    paying: { on: { paid: { target: "closed", guard: by("platform") } } },
    closed: {},
  },
});

let states = [];
const events = EVENTS.map((event) => ({ ...event, type: event.kind }));

function prepareXstate() {
  const [begun] = initialTransition(machine);
  states = Array.from({ length: count }, () => begun);
}

function xstate() { // the pure function, which is the cheapest that xstate has
  for (const event of events)
    for (let i = 0; i < states.length; i++) {
      let state = states[i];
      if (state.value === "ruled" && event.at.getTime() >= state.context.due)
        [state] = transition(machine, state, { type: "deadline", at: event.at });
      [states[i]] = transition(machine, state, event);
    }
}

const closedXstate = () => states.every((state) => state.value === "closed" && state.context.transfers === 1);

// ---- in turn ----

const rows = [["apply", prepare, apply, closed], ["many", prepare, many, closed],
  ["xstate", prepareXstate, xstate, closedXstate]];
const found = new Map(rows.map(([name]) => [name, []]));
for (let n = -1; n < repeats; n++) { // the first one warms up
  for (const [name, begin, run, ended] of rows) {
    begin();
    const began = process.hrtime.bigint();
    run();
    const took = Number(process.hrtime.bigint() - began);
    if (!ended()) throw new Error(`h-node-${name}: a case did not come to its end`);
    if (n >= 0) found.get(name).push(took / count / EVENTS.length);
  }
}
for (const [name, ns] of found) {
  ns.sort((a, b) => a - b);
  console.log(`h-node-${name}\t\t${ns[0].toFixed(2)}\t${ns[ns.length >> 1].toFixed(2)}`);
}
