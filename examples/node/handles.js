// handles.js - things of the library that are freed once: close() is the contract, the garbage collector only the net.
import { groups, native, structs } from "./library.js";
import { ClosedError, DisputeError } from "./errors.js";

const net = new FinalizationRegistry((handle) => handle.free());

export class Handle {
  #what;
  #pointer;
  #free;

  /** `owner` is what is collected; it holds the handle, and the handle does not hold it. */
  constructor(owner, what, made, free) {
    const out = [null];
    check(made(out));
    this.#what = what;
    this.#pointer = out[0];
    this.#free = free;
    net.register(owner, this, this);
  }

  get pointer() {
    if (this.#pointer === null) throw new ClosedError(this.#what);
    return this.#pointer;
  }

  free() {
    if (this.#pointer === null) return;
    net.unregister(this);
    this.#free(this.#pointer);
    this.#pointer = null;
  }
}

export function newProblem() {
  const bytes = new Uint8Array(structs.problem.size);
  new DataView(bytes.buffer).setUint32(0, bytes.length, true);
  return bytes;
}

/** Throws for an error; the result otherwise. */
export function check(result, problem = null) {
  if (result < 0) throw new DisputeError(result, problem);
  return result;
}

export const word = (result) => groups.result.names.get(result);

let one = null;
let many = null;
const BATCH_ROOM = 2048; // transitions

/** Everything here happens at once and nothing calls back: one answer serves all cases of this thread. */
export function answerForOne() {
  return (one ??= newAnswer(0));
}

export function answerForMany() {
  return (many ??= newAnswer(BATCH_ROOM));
}

function newAnswer(room) {
  const out = [null];
  check(native.answerNew(null, room, out));
  return out[0];
}
