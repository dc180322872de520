// errors.js - what the library says no to, as errors.
import { groups, native } from "./library.js";
import { get, viewOf, wordNumber } from "./values.js";

/** What a problem's bytes say, as one sentence with its dates and amounts. */
function problemSentence(bytes, language) {
  const number = wordNumber("language", language);
  const needed = new BigUint64Array(1);
  native.problemSentence(bytes, number, null, 0, needed);
  if (needed[0] === 0n) return null;
  const buffer = Buffer.alloc(Number(needed[0]));
  native.problemSentence(bytes, number, buffer, buffer.length, needed);
  return buffer.toString("utf8", 0, buffer.length - 1);
}

/** Misuse or environment: nothing has changed. `code` is the word of the result, or "closed". */
export class DisputeError extends Error {
  #bytes;

  constructor(result, problemBytes = null) {
    const code = groups.result.names.get(result);
    const problem = problemBytes && get("problem", viewOf(problemBytes));
    const told = problem && problem.result === code;
    super((told && problemSentence(problemBytes, "en")) ?? native.wordSentence(groups.result.number, result, wordNumber("language", "en")));
    this.code = code;
    this.problem = told ? problem : null;
    this.#bytes = told ? problemBytes : null;
  }

  get name() {
    return this.constructor.name;
  }

  /** The whole sentence, before people. */
  sentence(language = "en") {
    return (this.#bytes && problemSentence(this.#bytes, language)) ??
      native.wordSentence(groups.result.number, wordNumber("result", this.code), wordNumber("language", language));
  }
}

/** A refusal of the rules, for those who would rather have it thrown: Answer.orThrow(). */
export class Refusal extends DisputeError {
  constructor(result, problemBytes, answer) {
    super(result, problemBytes);
    this.answer = answer;
  }
}

/** Something is used after close(). */
export class ClosedError extends Error {
  constructor(what) {
    super(`the ${what} is closed`);
    this.code = "closed";
  }

  get name() {
    return "ClosedError";
  }
}
