// Made by examples/generate.py from the library.

/** The groups of words, each with its number. */
export type Group =
  | "group"
  | "party"
  | "class"
  | "reason"
  | "terms"
  | "state"
  | "goods"
  | "funds"
  | "evidence"
  | "claim"
  | "event"
  | "deadline"
  | "effect"
  | "account"
  | "why"
  | "topic"
  | "tally"
  | "via"
  | "fault"
  | "count"
  | "silence"
  | "result"
  | "rule"
  | "key"
  | "preset"
  | "language"
  | "struct"
  | "type"
  | "limit"
  | "detail"
  | "waits_for"
  | "unmatched"
  | "fact"
  | "measure"
  | "sanction"
  | "exclusion"
  | "base"
  | "standing"
  | "requirement"
  | "estimate"
  | "cost"
  | "cause"
  | "fit"
  | "ground";

/** Who takes part in a case. */
export type Party =
  | "buyer"
  | "seller"
  | "platform"
  | "carrier"
  | "system";

/** What kind of trouble a reason belongs to. */
export type Class =
  | "not_received"
  | "not_as_described"
  | "buyer_choice"
  | "usage"
  | "payment";

/** Why the buyer opens a case. */
export type Reason =
  | "tracking_invalid"
  | "wrong_address"
  | "in_transit"
  | "customs_hold"
  | "parcel_returned"
  | "lost"
  | "transport_changed"
  | "description_mismatch"
  | "quality"
  | "damaged"
  | "short_shipment"
  | "counterfeit"
  | "wrong_choice"
  | "changed_mind"
  | "usage_difficulty"
  | "unauthorised"
  | "duplicate_charge"
  | "incorrect_amount"
  | "credit_not_processed"
  | "subscription_cancelled";

/** What a request, an offer or a ruling asks for. */
export type TermsKind =
  | "no_refund"
  | "refund"
  | "return_refund"
  | "replacement"
  | "return_replacement"
  | "coupon"
  | "guidance";

/** Where a case stands, and so whose move it is. */
export type State =
  | "contact.waiting"
  | "negotiation.seller"
  | "negotiation.buyer"
  | "guarantee.waiting"
  | "platform.review"
  | "platform.proposed"
  | "return.address"
  | "return.shipment"
  | "return.receipt"
  | "replacement.dispatch"
  | "replacement.receipt"
  | "ruling.made"
  | "ruling.appealed"
  | "settling.paying"
  | "closed.done";

/** Where the goods are. */
export type Goods =
  | "not_shipped"
  | "in_transit"
  | "detained"
  | "delivered"
  | "bounced"
  | "returning"
  | "returned";

/** Where the order's money is. */
export type Funds =
  | "escrow"
  | "released"
  | "settled";

/** How it stands with the evidence of a party. */
export type Evidence =
  | "requested"
  | "given"
  | "expired";

/** How it stands with the claim against the carrier. */
export type Claim =
  | "due"
  | "filed"
  | "accepted"
  | "refused"
  | "expired";

/** What happens to a case. */
export type EventKind =
  | "open"
  | "amend"
  | "withdraw"
  | "reopen"
  | "propose"
  | "refuse"
  | "accept"
  | "escalate"
  | "take_over"
  | "request_evidence"
  | "rule"
  | "extend"
  | "suspend"
  | "resume"
  | "settle_elsewhere"
  | "submit_evidence"
  | "appeal"
  | "migrate"
  | "confirm_address"
  | "confirm_return"
  | "object_return"
  | "waive_return"
  | "ship_return"
  | "ship_replacement"
  | "confirm_replacement"
  | "object_replacement"
  | "parcel"
  | "file_claim"
  | "answer_claim"
  | "paid"
  | "payment_failed"
  | "deadline.contact"
  | "deadline.response"
  | "deadline.stage"
  | "deadline.takeover"
  | "deadline.evidence"
  | "deadline.review"
  | "deadline.plan"
  | "deadline.appeal"
  | "deadline.claim";

/** What runs out in a case where nobody acts. */
export type Deadline =
  | "contact"
  | "response"
  | "stage"
  | "takeover"
  | "evidence"
  | "review"
  | "plan"
  | "appeal"
  | "claim";

/** What must happen outside after a step. */
export type EffectKind =
  | "transfer"
  | "coupon"
  | "notify"
  | "evidence_request"
  | "claim_due"
  | "deadline"
  | "tally"
  | "closed";

/** What a transfer moves money from and to. */
export type Account =
  | "buyer"
  | "seller"
  | "platform"
  | "carrier"
  | "escrow";

/** What a transfer is for. */
export type Why =
  | "refund"
  | "release"
  | "compensation"
  | "freight"
  | "recovery"
  | "recoup"
  | "fee"
  | "reversal";

/** What a notice tells about. */
export type Topic =
  | "opened"
  | "amended"
  | "withdrawn"
  | "reopened"
  | "offer"
  | "refused"
  | "agreed"
  | "escalated"
  | "taken_over"
  | "evidence"
  | "plan"
  | "ruled"
  | "appealed"
  | "address"
  | "return_shipped"
  | "return_received"
  | "return_objected"
  | "return_waived"
  | "replacement_shipped"
  | "replacement_received"
  | "replacement_objected"
  | "parcel"
  | "overdue"
  | "paid"
  | "payment_failed"
  | "closed"
  | "claim";

/** What a closed case is counted in, told at the moment of closing. */
export type Tally =
  | "dispute_rate"
  | "arbitration_rate"
  | "seller_fault_rate";

/** How a case came to its end. */
export type Via =
  | "consensus"
  | "ruling"
  | "seller_silence"
  | "buyer_silence"
  | "withdrawn"
  | "guarantee"
  | "elsewhere";

/** Whose fault it was. */
export type Fault =
  | "buyer"
  | "seller"
  | "platform"
  | "carrier";

/** Which rates a case counts for. */
export type Count =
  | "dispute_rate"
  | "arbitration_rate"
  | "seller_fault_rate";

/** What a deadline does where nobody acted. */
export type Silence =
  | "accept_request"
  | "accept_offer"
  | "escalate"
  | "close_for_buyer"
  | "close_for_seller"
  | "withdraw"
  | "use_default"
  | "deem_received"
  | "proceed"
  | "wait"
  | "accept_return";

/** What a call answers: done, refused by the rules, or an error. */
export type Result =
  | "unsafe_policy"
  | "not_sealed"
  | "key_reused"
  | "overflow"
  | "clock_backwards"
  | "bad_value"
  | "bad_key"
  | "other_case"
  | "other_policy"
  | "wrong_version"
  | "corrupt_record"
  | "buffer_too_small"
  | "no_memory"
  | "bad_size"
  | "bad_argument"
  | "done"
  | "not_now"
  | "not_yours"
  | "no_options"
  | "too_early"
  | "too_late"
  | "over_limit"
  | "wrong_terms"
  | "evidence_missing"
  | "in_transit"
  | "limit_reached"
  | "not_eligible"
  | "stale"
  | "due_first"
  | "already_done";

/** The clauses of the rulebook that a step or a refusal names. */
export type Rule =
  | "K1"
  | "K2"
  | "K3"
  | "K4"
  | "K5"
  | "O1"
  | "O2"
  | "O3"
  | "O4"
  | "O5"
  | "O6"
  | "O7"
  | "O8"
  | "N1"
  | "N2"
  | "N3"
  | "N4"
  | "N5"
  | "N6"
  | "N7"
  | "N8"
  | "N9"
  | "N10"
  | "N1a"
  | "N11"
  | "P1"
  | "P2"
  | "P3"
  | "P4"
  | "P5"
  | "P6"
  | "P7"
  | "P8"
  | "P9"
  | "R1"
  | "R2"
  | "R3"
  | "R4"
  | "S1"
  | "S2"
  | "S3"
  | "S4"
  | "S5"
  | "S6"
  | "S7"
  | "T1"
  | "T2"
  | "T3"
  | "T4"
  | "T5"
  | "Z1"
  | "Z2"
  | "Z3"
  | "Z4"
  | "Z5"
  | "Z6"
  | "Z7"
  | "Z8"
  | "Z9"
  | "Z10"
  | "Z11"
  | "Z12"
  | "Z13";

/** What a market can set in its policy. */
export type PolicyKey =
  | "open.after"
  | "open.at_once_under"
  | "open.until"
  | "open.reopen"
  | "open.reopen.times"
  | "open.after.from"
  | "open.until.from"
  | "open.money"
  | "open.grant.payer"
  | "contact.wait"
  | "contact.wait.on_silence"
  | "amend.reason"
  | "amend.times"
  | "propose.buyer.times"
  | "propose.seller.times"
  | "negotiation.response"
  | "negotiation.response.on_silence"
  | "negotiation.reply"
  | "negotiation.reply.on_silence"
  | "negotiation.stage"
  | "negotiation.stage.on_silence"
  | "negotiation.stage.at_most"
  | "negotiation.response.by_amount"
  | "escalate.buyer"
  | "escalate.seller"
  | "guarantee.after"
  | "guarantee.review"
  | "guarantee.review.on_silence"
  | "platform.review.from"
  | "platform.pays_up_to"
  | "platform.evidence"
  | "platform.evidence.on_silence"
  | "platform.review"
  | "platform.review.on_silence"
  | "platform.plan"
  | "platform.plan.on_silence"
  | "platform.evidence.buyer"
  | "platform.evidence.buyer.on_silence"
  | "platform.evidence.seller"
  | "platform.evidence.seller.on_silence"
  | "return.address"
  | "return.address.on_silence"
  | "return.ship"
  | "return.ship.on_silence"
  | "return.receive"
  | "return.receive.on_silence"
  | "return.waive"
  | "return.freight_by"
  | "replacement.ship"
  | "replacement.ship.on_silence"
  | "replacement.receive"
  | "replacement.receive.on_silence"
  | "appeal.window"
  | "appeal.rounds"
  | "appeal.money"
  | "settlement.confirm"
  | "claim.file"
  | "claim.answer"
  | "suspend.at_most"
  | "extend.times"
  | "journal.chain"
  | "calendar.offset"
  | "calendar.weekend"
  | "calendar.holidays"
  | "reason.*.enabled"
  | "reason.*.liable"
  | "reason.*.evidence"
  | "reason.*.guarantee"
  | "reason.*.may_change_kind"
  | "reason.*.grant"
  | "reason.*.multiple"
  | "name"
  | "effective.from"
  | "round.*.starter"
  | "round.*.window"
  | "round.*.decides"
  | "round.*.answer"
  | "round.*.fee"
  | "round.*.loser_pays";

/** The policies that ship with the library. */
export type Preset =
  | "aliexpress@2017"
  | "aliexpress@2013"
  | "aliexpress@2015"
  | "taobao@2025-08-15"
  | "wechat-shop@before-2024-03-25"
  | "wechat-shop@2024-03-25"
  | "shopee-sg@2023"
  | "lazada-sg@2023-03-20"
  | "lazada-sg-refunds@2023-03-20"
  | "mercadolibre@2024-11-07"
  | "ebay@2020"
  | "paypal@2014-11-18"
  | "amazon@2020-07-27"
  | "etsy@2022-08-01"
  | "klarna@2026"
  | "klarna-unauthorised@2026"
  | "card-visa@2018"
  | "card-visa@2024-10-01"
  | "card-visa-allocation@2024-10-01"
  | "card-mastercard@2020-07-17";

/** The languages that labels and sentences exist in. */
export type Language =
  | "en"
  | "zh-Hans"
  | "zh-Hant";

/** The public structs of the library. */
export type StructKind =
  | "terms"
  | "order"
  | "event"
  | "transition"
  | "effect"
  | "outcome"
  | "action"
  | "view"
  | "problem"
  | "field"
  | "prospect"
  | "edge"
  | "report"
  | "foreign"
  | "foreign_list"
  | "fact"
  | "score_policy"
  | "score"
  | "sanction"
  | "seller"
  | "seller_policy"
  | "standing"
  | "provision_ask"
  | "provision_cell"
  | "provision_part"
  | "facts"
  | "offer"
  | "exposure";

/** What the field of a struct holds. */
export type FieldType =
  | "number"
  | "money"
  | "instant"
  | "word"
  | "set"
  | "text"
  | "bytes"
  | "yes_no";

/** The sizes and counts that the library keeps to. */
export type Limit =
  | "case_id"
  | "event_id"
  | "effect_id"
  | "reference"
  | "snapshot"
  | "record"
  | "effects"
  | "ids_kept"
  | "name"
  | "silences"
  | "digest"
  | "deadlines"
  | "parties"
  | "scorecard"
  | "offers"
  | "cost_lines"
  | "grounds"
  | "exposure_days"
  | "exposure_later"
  | "exposure_paying"
  | "exposure_slots";

/** What exactly is wrong, and what would be right. */
export type Detail =
  | "missing"
  | "not_taken"
  | "unknown_word"
  | "negative"
  | "too_large"
  | "too_long"
  | "not_text"
  | "colon"
  | "duration"
  | "silence"
  | "yes_no"
  | "number"
  | "window"
  | "choice"
  | "word"
  | "calendar_offset"
  | "calendar_days"
  | "calendar_dates"
  | "name"
  | "syntax"
  | "preset_first"
  | "sealed"
  | "twice"
  | "no_preset"
  | "amount"
  | "amounts"
  | "date"
  | "times"
  | "multiple"
  | "not_in_force"
  | "hangs"
  | "loops"
  | "loses_money"
  | "no_reason"
  | "rounds"
  | "empty_window"
  | "no_working_day"
  | "overlap"
  | "gap"
  | "reverse"
  | "last_round"
  | "no_answer"
  | "no_next_round"
  | "threshold"
  | "seller_rule"
  | "other_days";

/** Who has to act where silence does not end a case. */
export type WaitsFor =
  | "platform"
  | "host";

/** Why a word of another system means none of ours. */
export type Unmatched =
  | "unspecific"
  | "several"
  | "early"
  | "other_matter"
  | "finding"
  | "no_twin"
  | "question";

/** What counts for or against a seller. */
export type Fact =
  | "dispute_rate"
  | "arbitration_rate"
  | "seller_fault_rate"
  | "opened"
  | "withdrawn"
  | "confirmed"
  | "shipped"
  | "strike"
  | "points"
  | "serious"
  | "listing";

/** What a scorecard measures. */
export type Measure =
  | "dispute_rate"
  | "arbitration_rate"
  | "seller_fault_rate"
  | "strikes"
  | "points"
  | "serious"
  | "listing";

/** What follows where a threshold is reached. */
export type Sanction =
  | "warn"
  | "freeze"
  | "close_category"
  | "close_account";

/** Why a case or a fact does not count. */
export type Exclusion =
  | "withdrawn"
  | "not_reviewed"
  | "others_fault"
  | "over_daily_cap"
  | "too_close"
  | "expired"
  | "not_closed";

/** Which orders a rate is a part of. */
export type Base =
  | "concluded"
  | "shipped"
  | "disputed";

/** What a seller may be asked about. */
export type Standing =
  | "trade"
  | "cover";

/** What a seller must be. */
export type Requirement =
  | "verified"
  | "guarantee"
  | "not_category";

/** What the seller knows, for advice. */
export type Estimate =
  | "unit_cost"
  | "salvage"
  | "return_cost"
  | "return_possible"
  | "resend_cost"
  | "coupon"
  | "coupon_margin"
  | "coupon_redeemed"
  | "win_chance"
  | "accept_chance"
  | "recovery_chance";

/** What an offer costs the seller, line by line. */
export type Cost =
  | "refund"
  | "goods_sent"
  | "goods_back"
  | "freight_out"
  | "freight_back"
  | "coupon"
  | "recovery"
  | "ruling";

/** What a case really comes from. */
export type Cause =
  | "own_choice"
  | "use"
  | "on_the_way"
  | "product"
  | "charge";

/** How an offer fits the root cause. */
export type Fit =
  | "advised"
  | "suitable"
  | "unsuitable";

/** What speaks for or against an offer. */
export type Ground =
  | "as_asked"
  | "less_than_asked"
  | "return_pays"
  | "return_dearer"
  | "return_impossible"
  | "nothing_to_return"
  | "new_order"
  | "guidance_first"
  | "money_later"
  | "guidance_tried"
  | "carrier_liable"
  | "decide_now"
  | "own_choice"
  | "evidence_strong"
  | "evidence_weak"
  | "guarantee_pays"
  | "platform_pays";

/** The words of each group. */
export interface Words {
  group: Group;
  party: Party;
  class: Class;
  reason: Reason;
  terms: TermsKind;
  state: State;
  goods: Goods;
  funds: Funds;
  evidence: Evidence;
  claim: Claim;
  event: EventKind;
  deadline: Deadline;
  effect: EffectKind;
  account: Account;
  why: Why;
  topic: Topic;
  tally: Tally;
  via: Via;
  fault: Fault;
  count: Count;
  silence: Silence;
  result: Result;
  rule: Rule;
  key: PolicyKey;
  preset: Preset;
  language: Language;
  struct: StructKind;
  type: FieldType;
  limit: Limit;
  detail: Detail;
  waits_for: WaitsFor;
  unmatched: Unmatched;
  fact: Fact;
  measure: Measure;
  sanction: Sanction;
  exclusion: Exclusion;
  base: Base;
  standing: Standing;
  requirement: Requirement;
  estimate: Estimate;
  cost: Cost;
  cause: Cause;
  fit: Fit;
  ground: Ground;
}

/** dispute_terms of dispute.h. */
export interface Terms {
  kind: TermsKind | null;
  /** buyer, seller or platform: who bears the return freight */
  freightBy: Party | null;
  /** minor units, at most the order's amount; 1 or more for refund and return_refund (O4) */
  amount: bigint;
  /** minor units; 1 or more for coupon, may ride on refund and return_refund */
  coupon: bigint;
  /** minor units, at most the order's freight; paid when a return_refund is received (R4) */
  freight: bigint;
}

/** dispute_order of dispute.h. */
export interface Order {
  /** 0: escrow */
  funds: Funds | null;
  /** yes 1, no 0: the seller is enrolled in the market's after-sales guarantee */
  sellerGuarantee: boolean;
  /** yes 1, no 0: a verified business; kept in the journal, no rule reads it yet */
  sellerVerified: boolean;
  /** ISO 4217, required */
  currency: string;
  /** what the buyer paid for the goods, 1 or more; minor units */
  amount: bigint;
  /** what a return may cost at most */
  freight: bigint;
  /** instant, or 0; kept in the journal, no rule reads it yet */
  paidAt: Date | null;
  /** instant, or 0: `not_received` cannot be opened without it (O1) */
  shippedAt: Date | null;
  /** promised delivery, or 0 */
  promisedAt: Date | null;
  /** instant, or 0 */
  deliveredAt: Date | null;
  /** instant, or 0: `open.until` counts from here, else from protected_until (O2) */
  completedAt: Date | null;
  /** end of the buyer's protection, or 0: no end is known */
  protectedUntil: Date | null;
}

/** dispute_event of dispute.h. */
export interface Event {
  /** not a deadline: those fire in dispute_advance() */
  kind: EventKind | null;
  by: Party | null;
  /** yes 1, no 0: refuse as stale unless the case's sequence is `expect` */
  expects: boolean;
  /** instant, not before the case's last transition: when you received it, by one clock of yours; never a webhook's or a browser's own time */
  at: Date | null;
  /** sequence, 0 included */
  expect: bigint;
  /** open amend reopen propose rule */
  terms: Terms;
  /** open amend */
  reason: Reason | null;
  /** parcel */
  goods: Goods | null;
  /** rule: seller (0 means seller; under the guarantee platform) or platform */
  payer: Account | null;
  /** rule */
  fault: Fault | null;
  /** request_evidence: buyer, seller or carrier; 0: buyer and seller */
  party: Party | null;
  /** extend: which one */
  deadline: Deadline | null;
  /** instant; parcel: the newly promised date; extend: the later due; suspend: when it goes on */
  until: Date | null;
  /** minor units; answer_claim: what the carrier pays, 0 refuses; settle_elsewhere: what the buyer got outside, 0 nothing */
  amount: bigint;
  /** the host's own id: the same event again, `at` too, is already_done; other content under it is KEY_REUSED. Keep the instant with the request. Empty: no retry is recognised. Leave it empty in `paid`: there the effect's id recognises a retry. In `payment_failed` give the key of the attempt that was declined, else one decline reported twice counts as two */
  id: string;
  /** tracking or claim number, key of the evidence; paid, payment_failed: the effect's id */
  reference: string;
  /** open, submit_evidence: SHA-256 of what was handed in */
  digest: Uint8Array;
  /** which case is meant; empty: not checked, else DISPUTE_ERROR_OTHER_CASE where it differs */
  caseId: string;
}

/** dispute_transition of dispute.h. */
export interface Transition {
  /** which pair or snapshot of a *_many() call, from 0 */
  item: number;
  /** of the case, from 1, without gaps */
  sequence: bigint;
  /** instant; of a deadline: its due time */
  at: Date | null;
  /** after it: the host's one timer; dispute_never() where nothing is armed */
  nextDue: Date | null;
  event: EventKind | null;
  by: Party | null;
  /** that made it */
  rule: Rule | null;
  /** 0: opened by it */
  fromState: State | null;
  /** after it */
  state: State | null;
  /** Its own, in the order of clause E1. */
  effects: Effect[];
  /** Its journal record; null where none was made. */
  record: Uint8Array | null;
}

/** dispute_effect of dispute.h. */
export interface Effect {
  /** as in the transition */
  item: number;
  /** of the transition that first made it (a payment sent again keeps the old one) */
  sequence: bigint;
  /** within that transition, from 0; -1 for `deadline` and in a forecast */
  index: number;
  kind: EffectKind | null;
  /** transfer */
  fromAccount: Account | null;
  /** transfer */
  toAccount: Account | null;
  /** transfer */
  why: Why | null;
  /** notify evidence_request coupon */
  toParty: Party | null;
  /** notify */
  topic: Topic | null;
  /** deadline */
  deadline: Deadline | null;
  /** tally */
  tally: Tally | null;
  /** ISO 4217 */
  currency: string;
  /** minor units, above 0: transfer coupon claim_due */
  amount: bigint;
  /** instant: evidence_request (0: no due), deadline (0: cleared) */
  due: Date | null;
  /** the idempotency key. The same comes again after payment_failed: insert or keep. Empty: never carry it out (a forecast's effects, deadline; E3) */
  id: string;
}

/** dispute_outcome of dispute.h. */
export interface Outcome {
  /** 0: nothing is decided yet */
  kind: TermsKind | null;
  via: Via | null;
  fault: Fault | null;
  /** 0: no money goes to the buyer */
  payer: Account | null;
  counts: Count[];
  /** minor units to the buyer, freight not counted */
  amount: bigint;
  /** minor units */
  coupon: bigint;
}

/** dispute_action of dispute.h. */
export interface Action {
  party: Party | null;
  event: EventKind | null;
  /** that may be asked for; 0: it takes no terms */
  kinds: TermsKind[];
  /** that runs against that party now; 0: none */
  deadline: Deadline | null;
  /** what happens at `due` when nobody acts; 0: no deadline, or one without a choice */
  silence: Silence | null;
  /** instant; 0: open-ended */
  due: Date | null;
  /** minor units; 0: it takes no amount */
  amountMax: bigint;
}

/** dispute_view of dispute.h. */
export interface View {
  viewer: Party | null;
  /** 0: not open */
  sequence: bigint;
  /** instant of the opening or the last re-opening */
  openedAt: Date | null;
  /** instant of the last transition */
  changedAt: Date | null;
  /** dispute_never(): nothing is armed, or hidden from this viewer */
  nextDue: Date | null;
  state: State | null;
  /** whose move it is; the payment side acts as platform */
  moves: Party[];
  reason: Reason | null;
  goods: Goods | null;
  funds: Funds | null;
  /** 0: none */
  claim: Claim | null;
  /** appeals so far */
  round: number;
  /** whose terms `offer` are: the seller's offer, or the platform's plan or ruling */
  offerBy: Party | null;
  /** the buyer's; kind 0: hidden from this viewer */
  request: Terms;
  /** the last that stands against it: an offer, what was agreed, or a ruling; kind 0: none */
  offer: Terms;
  /** minor units: the order's amount */
  amount: bigint;
  /** minor units still held */
  escrow: bigint;
  /** minor units sent to the buyer, less reversals */
  toBuyer: bigint;
  /** minor units sent to the seller, less reversals */
  toSeller: bigint;
  /** minor units of transfers that are out and waited for (S1), INT64_MAX where they are more */
  unpaid: bigint;
  /** instant, by number of [deadline]; 0: not armed, or hidden */
  due: Partial<Record<Deadline, Date>>;
  /** by number of [party] */
  evidence: Partial<Record<Party, Evidence>>;
  /** kind 0 while nothing is decided */
  outcome: Outcome;
  /** of the case */
  id: string;
  /** ISO 4217 */
  currency: string;
}

/** dispute_problem of dispute.h. */
export interface Problem {
  result: Result | null;
  /** what is wrong with `name`, and what would be right; 0: the result says it all */
  detail: Detail | null;
  /** of a policy text, or number of a journal record; from 1; 0: none */
  line: number;
  /** that says no */
  rule: Rule | null;
  /** the case is in; of an unsafe policy: where it goes wrong */
  state: State | null;
  event: EventKind | null;
  party: Party | null;
  deadline: Deadline | null;
  /** of `limit`, where that is money */
  currency: string;
  /** instant: from when it is allowed, until when it was, or what is due first; 0: none */
  at: Date | null;
  /** what was exceeded: minor units where `currency` is set, else a count; 0: none */
  limit: bigint;
  /** the field, key or word that is wrong; empty: none */
  name: string;
}

/** dispute_prospect of dispute.h. */
export interface Prospect {
  state: State | null;
  /** instant of the last deadline that fires; the case's clock where none does; 0: not open */
  at: Date | null;
  /** who has to act, where silence does not end the case; else 0 */
  waitsFor: WaitsFor | null;
}

/** dispute_edge of dispute.h. */
export interface Edge {
  /** 0: not open yet */
  fromState: State | null;
  event: EventKind | null;
  /** who may send it; system: a deadline, which fires by itself */
  parties: Party[];
  rule: Rule | null;
  /** that fires; 0: it is an event that somebody sends */
  deadline: Deadline | null;
  /** that says how long the deadline runs; of a claim claim.file, if the policy has it; round.*.window, round.*.answer where the rounds say it, each for itself; 0: no deadline */
  key: PolicyKey | null;
  /** that says what its silence does; 0: no deadline, or one without a choice */
  silenceKey: PolicyKey | null;
  /** that the policy chose; 0: no choice */
  silence: Silence | null;
  /** who can keep the deadline from firing by acting in time; 0: nobody, or no deadline */
  silent: Party[];
  /** for whom the silence decides: buyer or seller (of accept_offer: where an offer stands); 0: it decides nothing yet, or no deadline */
  winner: Party | null;
  /** where it may lead, ascending; from_state itself where the case may stay. The money leads to settling.paying, or where nothing is to be paid to closed.done */
  next: State[];
}

/** dispute_report of dispute.h. */
export interface Report {
  /** states that a case can come to, closed.done included */
  states: number;
  /** dispute_policy_edge() has so many */
  edges: number;
  /** dispute_policy_fault() has so many; 0: it can be sealed */
  faults: number;
  /** states in which silence ends nothing because the policy says so (`wait`): the case goes on waiting for the platform (law 8). settling.paying, which waits for payments, not counted */
  waits: number;
  /** the most transitions that silence makes in a row (K5) */
  turns: number;
  /** ms: the most that can pass between what somebody did and the last deadline that fires behind it while nobody acts, those of claims not counted: where dispute_forecast() says `at`. In a negotiation a parcel may hold stage and takeover back until negotiation.stage.at_most (N6) */
  longestSilence: bigint;
  /** ms: the most that can pass from the opening until the money is decided, on the longest way on which no state is entered twice. Both states of the negotiation last together as long as its stage (or at_most, N6; where the guarantee takes over: guarantee.after), every other one as long as its deadline; ruling.made and ruling.appealed as long as all rounds (P8). Not counted: what the platform takes beyond its deadline where the policy says `wait`, a second return after an objection, re-openings, payments, claims */
  longestCase: bigint;
}

/** dispute_foreign of dispute.h. */
export interface Foreign {
  /** of our word; 0: it means none of ours */
  group: Group | null;
  /** our word: a number of that group. A party is who acted, who was asked, or whom it concerns */
  number: number;
  /** why it means none of ours; 0: it means one */
  unmatched: Unmatched | null;
  /** index of the word's first row, the one that answers it best */
  first: number;
  /** how many rows it has, from there on */
  rows: number;
  /** as in its list */
  system: string;
  /** as in its list */
  kind: string;
  /** as the system spells it, numbers too: "product_not_received", "104" */
  word: string;
}

/** dispute_foreign_list of dispute.h. */
export interface ForeignList {
  /** index of its first row, for dispute_foreign_at() */
  first: number;
  /** so many rows from there on are its own */
  rows: number;
  /** how many words it has, each with one row or more */
  words: number;
  /** yes 1: all that the system publishes for this field; no 0: there are more, which are not known */
  whole: boolean;
  /** "stripe", "aliexpress.old"; the lists of a system stand together */
  system: string;
  /** the field, as the system's own interface names it: "reason", "return.status" */
  kind: string;
  /** what it is and where it was read, in English */
  about: string;
}

/** dispute_terms of dispute.h, as it is handed in. */
export interface TermsGiven {
  kind: TermsKind;
  /** buyer, seller or platform: who bears the return freight */
  freightBy?: Party;
  /** minor units, at most the order's amount; 1 or more for refund and return_refund (O4) */
  amount?: bigint;
  /** minor units; 1 or more for coupon, may ride on refund and return_refund */
  coupon?: bigint;
  /** minor units, at most the order's freight; paid when a return_refund is received (R4) */
  freight?: bigint;
}

/** dispute_order of dispute.h, as it is handed in. */
export interface OrderGiven {
  /** 0: escrow */
  funds?: Funds;
  /** yes 1, no 0: the seller is enrolled in the market's after-sales guarantee */
  sellerGuarantee?: boolean;
  /** yes 1, no 0: a verified business; kept in the journal, no rule reads it yet */
  sellerVerified?: boolean;
  /** ISO 4217, required */
  currency: string;
  /** what the buyer paid for the goods, 1 or more; minor units */
  amount: bigint;
  /** what a return may cost at most */
  freight?: bigint;
  /** instant, or 0; kept in the journal, no rule reads it yet */
  paidAt?: Date;
  /** instant, or 0: `not_received` cannot be opened without it (O1) */
  shippedAt?: Date;
  /** promised delivery, or 0 */
  promisedAt?: Date;
  /** instant, or 0 */
  deliveredAt?: Date;
  /** instant, or 0: `open.until` counts from here, else from protected_until (O2) */
  completedAt?: Date;
  /** end of the buyer's protection, or 0: no end is known */
  protectedUntil?: Date;
}

/** dispute_event of dispute.h, as it is handed in. */
export interface EventGiven {
  /** not a deadline: those fire in dispute_advance() */
  kind: EventKind;
  by: Party;
  /** yes 1, no 0: refuse as stale unless the case's sequence is `expect` */
  expects?: boolean;
  /** instant, not before the case's last transition: when you received it, by one clock of yours; never a webhook's or a browser's own time */
  at: Date;
  /** sequence, 0 included */
  expect?: bigint;
  /** open amend reopen propose rule */
  terms?: TermsGiven;
  /** open amend */
  reason?: Reason;
  /** parcel */
  goods?: Goods;
  /** rule: seller (0 means seller; under the guarantee platform) or platform */
  payer?: Account;
  /** rule */
  fault?: Fault;
  /** request_evidence: buyer, seller or carrier; 0: buyer and seller */
  party?: Party;
  /** extend: which one */
  deadline?: Deadline;
  /** instant; parcel: the newly promised date; extend: the later due; suspend: when it goes on */
  until?: Date;
  /** minor units; answer_claim: what the carrier pays, 0 refuses; settle_elsewhere: what the buyer got outside, 0 nothing */
  amount?: bigint;
  /** the host's own id: the same event again, `at` too, is already_done; other content under it is KEY_REUSED. Keep the instant with the request. Empty: no retry is recognised. Leave it empty in `paid`: there the effect's id recognises a retry. In `payment_failed` give the key of the attempt that was declined, else one decline reported twice counts as two */
  id?: string;
  /** tracking or claim number, key of the evidence; paid, payment_failed: the effect's id */
  reference?: string;
  /** open, submit_evidence: SHA-256 of what was handed in */
  digest?: Uint8Array;
  /** which case is meant; empty: not checked, else DISPUTE_ERROR_OTHER_CASE where it differs */
  caseId?: string;
}
