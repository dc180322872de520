// answer.js - what a call brought about, copied out of what the library lends.
import { copyOut, groups, native, Scratch, structs } from "./library.js";
import { Refusal } from "./errors.js";
import { check, word } from "./handles.js";
import { counter, get, viewOf } from "./values.js";

const [TRANSITION, EFFECT, ACTION] = ["transition", "effect", "action"].map((name) => groups.struct.numbers.get(name));
const [effectsOf, firstEffect, recordSize] = ["effects", "first_effect", "record_size"].map((name) => counter("transition", name));
const scratch = { transition: new Scratch(), effect: new Scratch(), action: new Scratch() };

/** A view of so many structs that lie `size` bytes apart, good until the next of that name. */
function lent(name, pointer, count = 1) {
  return scratch[name].copy(pointer, count * structs[name].size);
}

/** The transitions, each with its own effects and its record; records lie end to end. */
export function readTransitions(answer) {
  const count = native.answerCount(answer, TRANSITION);
  if (count === 0) return [];
  const effectCount = native.answerCount(answer, EFFECT);
  const transitions = lent("transition", native.answerTransition(answer, 0), count);
  const effects = effectCount > 0 ? lent("effect", native.answerEffect(answer, 0), effectCount) : null;
  const records = readRecords(answer, transitions, count);
  const found = [];
  for (let i = 0, at = 0; i < count; i++) {
    const t = get("transition", transitions, i);
    const [from, size] = [firstEffect(transitions, i), recordSize(transitions, i)];
    t.effects = [];
    for (let e = from; e < from + effectsOf(transitions, i); e++) t.effects.push(get("effect", effects, e));
    t.record = records && size > 0 ? records.slice(at, at + size) : null;
    at += size;
    found.push(t);
  }
  return found;
}

function readRecords(answer, transitions, count) {
  let size = 0;
  for (let i = 0; i < count; i++) size += recordSize(transitions, i);
  const first = size > 0 ? native.answerRecord(answer, 0, null) : null;
  return first ? copyOut(first, size) : null;
}

export function readActions(answer) {
  const count = native.answerCount(answer, ACTION);
  if (count === 0) return [];
  const actions = lent("action", native.answerAction(answer, 0), count);
  return Array.from({ length: count }, (_, i) => get("action", actions, i));
}

function readOne(name, pointer) {
  return pointer ? get(name, viewOf(copyOut(pointer, structs[name].size))) : null;
}

/** What a call brought about. `result` is "done", or the word of the refusal that `problem` explains. */
export class Answer {
  #number;
  #problem;

  constructor(number, answer) {
    const at = number === 0 ? null : native.answerProblem(answer);
    const problem = at ? copyOut(at, structs.problem.size) : null;
    check(number, problem);
    this.result = word(number);
    this.transitions = readTransitions(answer);
    this.outcome = readOne("outcome", native.answerOutcome(answer));
    this.prospect = readOne("prospect", native.answerProspect(answer));
    this.problem = problem && get("problem", viewOf(problem));
    this.#number = number;
    this.#problem = problem;
  }

  get refused() {
    return this.#number > 0;
  }

  /** Those of all transitions, in order: what must happen outside. */
  get effects() {
    return this.transitions.flatMap((t) => t.effects);
  }

  /** The journal records of all transitions, end to end. */
  get record() {
    return new Uint8Array(Buffer.concat(this.transitions.map((t) => t.record ?? new Uint8Array())));
  }

  /** Why it was refused, before people; null where it was done. */
  sentence(language = "en") {
    return this.refused ? new Refusal(this.#number, this.#problem, this).sentence(language) : null;
  }

  /** This answer, or the refusal thrown. What fell due before the event stands: it is in the refusal's `answer`. */
  orThrow() {
    if (this.refused) throw new Refusal(this.#number, this.#problem, this);
    return this;
  }
}
