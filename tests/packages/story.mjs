// Plays a story through the package and prints what story.c prints: story.mjs one|many. Standard input has the text of the
// policy and the calls as JSON. `many` goes through the calls for many.
import { readFileSync } from "node:fs";
import { DisputeError, Policy } from "dispute";

const INSTANTS = /At$|^at$|^until$|Until$/;
const MONEY = /^(amount|coupon|freight|expect)$/;

function typed(key, value) {
  if (INSTANTS.test(key)) return new Date(value);
  if (MONEY.test(key)) return BigInt(value);
  return key === "digest" ? Uint8Array.from(value) : value;
}

const story = JSON.parse(readFileSync(0, "utf8"), typed);
const many = process.argv[2] === "many";
const policy = new Policy(story.policy);
const hex = (bytes) => Buffer.from(bytes).toString("hex");
let c = null;

function play({ event }) {
  try {
    const { result, transitions } = event.kind ? c.apply(event) : c.advance(event.at);
    return { result, transitions };
  } catch (error) {
    if (!(error instanceof DisputeError)) throw error;
    return { result: error.code, transitions: [] };
  }
}

function playMany(move) {
  const { event } = move;
  if (!event.kind && c.sequence === 0n) return play(move);
  if (event.kind) return one(policy.applyMany([[c, event]]));
  const snapshot = c.snapshot();
  const batch = policy.advanceMany([snapshot], event.at);
  c.close();
  c = policy.load(snapshot);
  return one(batch);
}

const one = ({ results, transitions }) => ({ result: results[0], transitions });

for (const move of story.moves) {
  if (move.begin) {
    c?.close();
    c = policy.begin(move.begin, move.order);
  }
  const { result, transitions } = many ? playMany(move) : play(move);
  console.log(move.number, result);
  for (const t of transitions) if (t.record) console.log("record", hex(t.record));
  for (const t of transitions) for (const e of t.effects) console.log("effect", e.kind, e.id, String(e.amount));
  console.log("snapshot", hex(c.snapshot()));
  console.log("head", hex(c.head()));
}
c.close();
policy.close();
