// index.js - marketplace disputes as a pure function, (policy, case, event) -> (case', answer), on libdispute.
import { groups, native, path, structs } from "./library.js";
import { Answer, readActions, readTransitions } from "./answer.js";
import { ClosedError, DisputeError, Refusal } from "./errors.js";
import { answerForMany, answerForOne, check, Handle, newProblem, word } from "./handles.js";
import { bytesOf, get, instantNumber, lend, put, putInto, textBytes, viewOf, wordNumber } from "./values.js";

export { Answer, ClosedError, DisputeError, Refusal };
export { path as libraryPath };

const dispose = Symbol.dispose ?? Symbol.for("nodejs.dispose");
const NEVER = native.never();
const KEY = Symbol("a policy makes cases");
let handleOf, pointerOf; // what this module alone sees of a policy and of a case; they throw where it is closed
const BATCH_ITEMS = 1024; // that are handed over at once

/** How many bytes every snapshot has. */
export const snapshotSize = native.limit(wordNumber("limit", "snapshot"));

/** The words of each group. */
export const words = Object.freeze(
  Object.fromEntries(Object.entries(groups).map(([name, group]) => [name, Object.freeze([...group.numbers.keys()])])));

/** What to call a word before people. */
export function label(group, name, language = "en") {
  return native.wordLabel(groupNumber(group), wordNumber(group, name), wordNumber("language", language));
}

/** A whole sentence about a word. */
export function sentence(group, name, language = "en") {
  return native.wordSentence(groupNumber(group), wordNumber(group, name), wordNumber("language", language));
}

function groupNumber(group) {
  if (!groups[group]) throw new RangeError(`${group} is none of the groups ${Object.keys(groups).join(", ")}`);
  return groups[group].number;
}

/** Decimals of a currency of ISO 4217: JPY 0, USD 2, KWD 3. */
export function decimals(currency) {
  const code = Buffer.alloc(4);
  code.set(textBytes("currency", currency).subarray(0, 3));
  return native.decimals(code);
}

/** An amount in minor units as text: money(2000n, "USD") is "20.00". */
export function money(amount, currency) {
  if (typeof amount !== "bigint") throw new TypeError("an amount must be a bigint, such as 2000n for 20.00");
  const places = decimals(currency);
  const digits = (amount < 0n ? -amount : amount).toString().padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  return (amount < 0n ? "-" : "") + whole + (places > 0 ? `.${digits.slice(-places)}` : "");
}

/** What a call writes into a buffer, asked for its size first. */
function written(call) {
  const needed = new BigUint64Array(1);
  const short = call(null, 0, needed);
  if (word(short) !== "buffer_too_small") check(short);
  const buffer = Buffer.alloc(Number(needed[0]));
  check(call(buffer, buffer.length, needed));
  return buffer.toString("utf8", 0, buffer.length - 1);
}

/** Rules of a market, sealed. */
export class Policy {
  #handle;

  /** `key = value` lines; without a line for `preset` they change the default market. */
  constructor(text = "") {
    const bytes = textBytes("policy", text);
    const problem = newProblem();
    const handle = new Handle(this, "policy", (out) => native.policyNew(null, out), native.policyFree);
    try {
      check(native.policyParse(handle.pointer, lend(bytes), bytes.length, problem), problem);
      check(native.policySeal(handle.pointer, problem), problem);
    } catch (error) {
      handle.free();
      throw error;
    }
    this.#handle = handle;
  }

  /** Frees it. Afterwards it and its cases throw ClosedError; again does nothing. */
  close() {
    this.#handle.free();
  }

  static {
    handleOf = (policy) => policy.#handle;
  }

  get name() {
    return written((...room) => native.policyName(this.#handle.pointer, ...room));
  }

  get text() {
    return written((...room) => native.policyPrint(this.#handle.pointer, ...room));
  }

  get digest() {
    const digest = new Uint8Array(native.limit(wordNumber("limit", "digest")));
    check(native.policyDigest(this.#handle.pointer, digest));
    return digest;
  }

  get(key) {
    const bytes = textBytes("key", key);
    return written((...room) => native.policyGet(this.#handle.pointer, lend(bytes), bytes.length, ...room));
  }

  check() {
    const report = put("report");
    check(native.policyCheck(this.#handle.pointer, report));
    return get("report", viewOf(report));
  }

  edges() {
    const edges = [];
    const edge = put("edge");
    while (native.policyEdge(this.#handle.pointer, edges.length, edge) === 0) edges.push(get("edge", viewOf(edge)));
    return edges;
  }

  begin(id, order) {
    const name = textBytes("id", id);
    const given = put("order", order);
    const problem = newProblem();
    return new Case(KEY, this, (policy, c) => check(native.caseBegin(policy, c, lend(name), name.length, given, problem), problem));
  }

  load(snapshot) {
    const bytes = bytesOf("snapshot", snapshot);
    return new Case(KEY, this, (policy, c) => check(native.caseLoad(policy, c, lend(bytes), bytes.length)));
  }

  replay(records) {
    const bytes = bytesOf("records", records);
    const problem = newProblem();
    return new Case(KEY, this, (policy, c) => check(native.replay(policy, c, lend(bytes), bytes.length, problem), problem));
  }

  /** apply() for each [case, event], with far fewer calls. Misuse throws before anything is done. */
  applyMany(pairs) {
    const list = Array.from(pairs, ([c, event]) => ({ c, event }));
    const size = structs.event.size;
    const events = new Uint8Array(list.length * size);
    list.forEach(({ event }, i) => putInto("event", events, i * size, event));
    const cases = BigUint64Array.from(list, ({ c }) => pointerOf(c)); // last: from here on nothing of the caller's runs
    const policy = this.#handle.pointer;
    return inBatches(list.length, (from, count, results, done) =>
      native.applyMany(policy, cases.subarray(from), events.subarray(from * size), size, count, answerForMany(), results, done));
  }

  /** advance() for each snapshot; where something fell due, its bytes are changed in place. */
  advanceMany(snapshots, now) {
    const at = instantNumber("now", now);
    const list = Array.from(snapshots, (snapshot) => bytesOf("a snapshot", snapshot));
    const bytes = new Uint8Array(list.length * snapshotSize);
    list.forEach((snapshot, i) => {
      if (snapshot.length === snapshotSize) bytes.set(snapshot, i * snapshotSize); // else it stays zero: corrupt_record
    });
    const policy = this.#handle.pointer;
    const batch = inBatches(list.length, (from, count, results, done) =>
      native.advanceMany(policy, bytes.subarray(from * snapshotSize), snapshotSize, count, at, answerForMany(), results, done));
    for (const t of batch.transitions)
      list[t.item].set(bytes.subarray(t.item * snapshotSize, (t.item + 1) * snapshotSize));
    return batch;
  }
}

/** Hands items over until all are finished: a call stops where the answer is full. */
function inBatches(total, call) {
  const batch = { results: [], transitions: [] };
  const results = new Int32Array(total);
  const done = new BigUint64Array(1);
  for (let from = 0; from < total; from += Number(done[0])) {
    check(call(from, Math.min(BATCH_ITEMS, total - from), results.subarray(from), done));
    for (const t of readTransitions(answerForMany())) {
      t.item += from;
      for (const e of t.effects) e.item += from;
      batch.transitions.push(t);
    }
  }
  batch.results = Array.from(results, word);
  return batch;
}

/** One case. Made by a policy: begin(), load(), replay(). */
export class Case {
  #handle;
  #policy;

  constructor(key, policy, fill) {
    if (key !== KEY) throw new TypeError("a policy makes cases: begin(), load() or replay()");
    this.#policy = handleOf(policy);
    this.policy = policy;
    const open = this.#policy.pointer;
    const handle = new Handle(this, "case", (out) => native.caseNew(null, out), native.caseFree);
    try {
      fill(open, handle.pointer);
    } catch (error) {
      handle.free();
      throw error;
    }
    this.#handle = handle;
  }

  static {
    pointerOf = (c) => {
      if (typeof c !== "object" || c === null || !(#handle in c)) throw new TypeError("this is no Case");
      return c.#handle.pointer;
    };
  }

  /** Frees it. Afterwards everything throws ClosedError; again does nothing. */
  close() {
    this.#handle.free();
  }

  apply(event) {
    const given = put("event", event);
    return new Answer(native.apply(this.#policy.pointer, this.#handle.pointer, given, answerForOne()), answerForOne());
  }

  advance(now) {
    const at = instantNumber("now", now);
    return new Answer(native.advance(this.#policy.pointer, this.#handle.pointer, at, answerForOne()), answerForOne());
  }

  forecast() {
    return new Answer(native.forecast(this.#policy.pointer, this.#handle.pointer, answerForOne()), answerForOne());
  }

  /** What `party` may do, or everybody. */
  allowed(now, party = null) {
    const at = instantNumber("now", now);
    const number = party === null ? 0 : wordNumber("party", party);
    const result = native.allowed(this.#policy.pointer, this.#handle.pointer, number, at, answerForOne());
    new Answer(result, answerForOne()).orThrow();
    return readActions(answerForOne());
  }

  view(party) {
    const view = put("view");
    check(native.caseView(this.#handle.pointer, wordNumber("party", party), view));
    return get("view", viewOf(view));
  }

  replay(records) {
    const bytes = bytesOf("records", records);
    const problem = newProblem();
    check(native.replay(this.#policy.pointer, this.#handle.pointer, lend(bytes), bytes.length, problem), problem);
  }

  clone() {
    const from = this.#handle.pointer;
    return new Case(KEY, this.policy, (_, c) => check(native.caseCopy(c, from)));
  }

  snapshot() {
    const bytes = new Uint8Array(snapshotSize);
    check(native.caseSave(this.#handle.pointer, bytes, bytes.length, null));
    return bytes;
  }

  head() {
    const digest = new Uint8Array(native.limit(wordNumber("limit", "digest")));
    check(native.caseHead(this.#handle.pointer, digest));
    return digest;
  }

  /** When advance() has something to do: the one timer; null where nothing is armed. */
  get nextDue() {
    const ms = BigInt(native.caseNextDue(this.#handle.pointer));
    return ms === NEVER ? null : new Date(Number(ms));
  }

  get sequence() {
    return BigInt(native.caseSequence(this.#handle.pointer));
  }

  /** null: not open. */
  get state() {
    return groups.state.names.get(native.caseState(this.#handle.pointer)) ?? null;
  }
}

Policy.prototype[dispose] = Policy.prototype.close;
Case.prototype[dispose] = Case.prototype.close;

/** The first of these records: what happened, and what was made of it; and the records behind it. */
export function readRecord(records) {
  const bytes = bytesOf("records", records);
  const [transition, event, next] = [put("transition"), put("event"), new BigUint64Array(1)];
  check(native.recordRead(lend(bytes), bytes.length, transition, event, next));
  const size = Number(next[0]);
  const t = { ...get("transition", viewOf(transition)), effects: [], record: bytes.slice(0, size) };
  return { transition: t, event: get("event", viewOf(event)), rest: bytes.subarray(size) };
}

/** The order that a first record carries. */
export function readOrder(record) {
  const bytes = bytesOf("record", record);
  const order = put("order");
  check(native.recordOrder(lend(bytes), bytes.length, order));
  return get("order", viewOf(order));
}

/** Which policy and which case a snapshot or a first record belongs to. */
export function about(snapshotOrRecord) {
  const bytes = bytesOf("bytes", snapshotOrRecord);
  const limit = (name) => Buffer.alloc(native.limit(wordNumber("limit", name)));
  const [policy, digest, id] = [limit("name"), limit("digest"), limit("case_id")];
  check(native.bytesAbout(lend(bytes), bytes.length, policy, digest, id));
  const text = (buffer) => buffer.toString("utf8", 0, buffer.indexOf(0));
  return { policy: text(policy), digest: new Uint8Array(digest), caseId: text(id) };
}
