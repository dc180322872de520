/// <reference lib="esnext.disposable" />
import type {
  Action, Edge, EventGiven, Language, Order, OrderGiven, Outcome, Party, Problem, Prospect, Report, Result, State,
  Transition, Effect, View, Words, Event as DisputeEvent,
} from "./generated.js";

export * from "./generated.js";

/** Rules of a market, sealed. */
export class Policy {
  /** `key = value` lines; without a line for `preset` they change the default market. Close it in the end. */
  constructor(text?: string);
  /** Name and version, as "aliexpress@2017". */
  readonly name: string;
  /** All keys and values in canonical order, from which the same policy is made again. Store it under its digest. */
  readonly text: string;
  /** SHA-256 of the text, by which a snapshot knows its policy. */
  readonly digest: Uint8Array;
  /** The value of one key. */
  get(key: string): string;
  /** What the check of the policy found out: how long silence and a case may last, and so on. */
  check(): Report;
  /** The ways between states as the policy switches them on. */
  edges(): Edge[];
  /** The case of an order, not open yet. */
  begin(id: string, order: OrderGiven): Case;
  /** A case from a snapshot. */
  load(snapshot: Uint8Array): Case;
  /** A case from its journal, all records end to end; each is verified. */
  replay(records: Uint8Array): Case;
  /** apply() for each [case, event], with far fewer calls. Misuse throws before anything is done; what the library says no
   *  to is in `results`. */
  applyMany(pairs: Iterable<readonly [Case, EventGiven]>): Batch;
  /** advance() for each snapshot; where something fell due, its bytes are changed in place. */
  advanceMany(snapshots: Iterable<Uint8Array>, now: Date): Batch;
  /** Frees it. Afterwards it and its cases throw ClosedError; again does nothing. */
  close(): void;
  [Symbol.dispose](): void;
}

/** One case; a policy makes it. What the library says no to throws a DisputeError, and nothing has changed. */
export class Case {
  private constructor();
  readonly policy: Policy;
  /** One event, with what falls due before it and at once behind it. A refusal is no error but an answer. */
  apply(event: EventGiven): Answer;
  /** Fires what is due, each deadline at its own instant. */
  advance(now: Date): Answer;
  /** Where silence leads. It changes nothing. */
  forecast(): Answer;
  /** What `party` may do, or everybody. It changes nothing. */
  allowed(now: Date, party?: Party | null): Action[];
  /** What a party may see. */
  view(party: Party): View;
  /** Takes it on by the records that follow, end to end. All or nothing. */
  replay(records: Uint8Array): void;
  /** Another case that equals this one. */
  clone(): Case;
  /** The case as bytes. */
  snapshot(): Uint8Array;
  /** The hash of all records so far. */
  head(): Uint8Array;
  /** When advance() has something to do: the one timer; null where nothing is armed. */
  readonly nextDue: Date | null;
  /** Number of transitions so far. */
  readonly sequence: bigint;
  /** null: not open. */
  readonly state: State | null;
  /** Frees it. Afterwards everything throws ClosedError; again does nothing. */
  close(): void;
  [Symbol.dispose](): void;
}

/** What a call brought about. */
export class Answer {
  private constructor();
  /** "done", or the refusal that `problem` explains. */
  readonly result: Result;
  readonly refused: boolean;
  readonly transitions: Transition[];
  /** Those of all transitions, in order: what must happen outside. */
  readonly effects: Effect[];
  /** The journal records of all transitions, end to end. */
  readonly record: Uint8Array;
  /** How the case ended, or what is decided; null: nothing yet. */
  readonly outcome: Outcome | null;
  /** Where silence leads, of forecast(). */
  readonly prospect: Prospect | null;
  readonly problem: Problem | null;
  /** Why it was refused, before people; null where it was done. */
  sentence(language?: Language): string | null;
  /** This answer, or its refusal thrown. What fell due before the event stands: it is in the refusal's `answer`. */
  orThrow(): this;
}

/** What a call for many brought about. */
export interface Batch {
  /** One an item, as apply() would say or throw. */
  results: Result[];
  /** Of all items, in order; `item` says to which each belongs. */
  transitions: Transition[];
}

/** Misuse or environment: nothing has changed. */
export class DisputeError extends Error {
  readonly code: Result;
  readonly problem: Problem | null;
  sentence(language?: Language): string;
}

/** A refusal of the rules, thrown by Answer.orThrow(). */
export class Refusal extends DisputeError {
  readonly answer: Answer;
}

/** Something was used after close(). */
export class ClosedError extends Error {
  readonly code: "closed";
}

/** How many bytes every snapshot has. */
export const snapshotSize: number;
/** The file of the library. */
export const libraryPath: string;
/** The words of each group. */
export const words: { readonly [G in keyof Words]: readonly Words[G][] };
/** What to call a word before people. */
export function label<G extends keyof Words>(group: G, word: Words[G], language?: Language): string;
/** A whole sentence about a word. */
export function sentence<G extends keyof Words>(group: G, word: Words[G], language?: Language): string;
/** Decimals of a currency of ISO 4217: JPY 0, USD 2, KWD 3. */
export function decimals(currency: string): number;
/** An amount in minor units as text: money(2000n, "USD") is "20.00". */
export function money(amount: bigint, currency: string): string;
/** The first of these records: what happened, what was made of it, and the records behind it. */
export function readRecord(records: Uint8Array): { transition: Transition; event: DisputeEvent; rest: Uint8Array };
/** The order that a first record carries. */
export function readOrder(record: Uint8Array): Order;
/** Which policy and which case a snapshot or a first record belongs to. */
export function about(bytes: Uint8Array): { policy: string; digest: Uint8Array; caseId: string };
