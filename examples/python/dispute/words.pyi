# Written by `python -m dispute.stubs` from the library itself: change nothing here.
from typing import Literal, TypeAlias

from ._words import Word as Word

class Group(Word):
    GROUP = "group"
    PARTY = "party"
    CLASS = "class"
    REASON = "reason"
    TERMS = "terms"
    STATE = "state"
    GOODS = "goods"
    FUNDS = "funds"
    EVIDENCE = "evidence"
    CLAIM = "claim"
    EVENT = "event"
    DEADLINE = "deadline"
    EFFECT = "effect"
    ACCOUNT = "account"
    WHY = "why"
    TOPIC = "topic"
    TALLY = "tally"
    VIA = "via"
    FAULT = "fault"
    COUNT = "count"
    SILENCE = "silence"
    RESULT = "result"
    RULE = "rule"
    KEY = "key"
    PRESET = "preset"
    LANGUAGE = "language"
    STRUCT = "struct"
    TYPE = "type"
    LIMIT = "limit"
    DETAIL = "detail"
    WAITS_FOR = "waits_for"
    UNMATCHED = "unmatched"
    FACT = "fact"
    MEASURE = "measure"
    SANCTION = "sanction"
    EXCLUSION = "exclusion"
    BASE = "base"
    STANDING = "standing"
    REQUIREMENT = "requirement"
    ESTIMATE = "estimate"
    COST = "cost"
    CAUSE = "cause"
    FIT = "fit"
    GROUND = "ground"
GroupWord: TypeAlias = Group | Literal["group", "party", "class", "reason", "terms", "state", "goods", "funds",
        "evidence", "claim", "event", "deadline", "effect", "account", "why", "topic", "tally", "via", "fault",
        "count", "silence", "result", "rule", "key", "preset", "language", "struct", "type", "limit", "detail",
        "waits_for", "unmatched", "fact", "measure", "sanction", "exclusion", "base", "standing", "requirement",
        "estimate", "cost", "cause", "fit", "ground"]

class Party(Word):
    BUYER = "buyer"
    SELLER = "seller"
    PLATFORM = "platform"
    CARRIER = "carrier"
    SYSTEM = "system"
PartyWord: TypeAlias = Party | Literal["buyer", "seller", "platform", "carrier", "system"]

class Class(Word):
    NOT_RECEIVED = "not_received"
    NOT_AS_DESCRIBED = "not_as_described"
    BUYER_CHOICE = "buyer_choice"
    USAGE = "usage"
    PAYMENT = "payment"
ClassWord: TypeAlias = Class | Literal["not_received", "not_as_described", "buyer_choice", "usage", "payment"]

class Reason(Word):
    TRACKING_INVALID = "tracking_invalid"
    WRONG_ADDRESS = "wrong_address"
    IN_TRANSIT = "in_transit"
    CUSTOMS_HOLD = "customs_hold"
    PARCEL_RETURNED = "parcel_returned"
    LOST = "lost"
    TRANSPORT_CHANGED = "transport_changed"
    DESCRIPTION_MISMATCH = "description_mismatch"
    QUALITY = "quality"
    DAMAGED = "damaged"
    SHORT_SHIPMENT = "short_shipment"
    COUNTERFEIT = "counterfeit"
    WRONG_CHOICE = "wrong_choice"
    CHANGED_MIND = "changed_mind"
    USAGE_DIFFICULTY = "usage_difficulty"
    UNAUTHORISED = "unauthorised"
    DUPLICATE_CHARGE = "duplicate_charge"
    INCORRECT_AMOUNT = "incorrect_amount"
    CREDIT_NOT_PROCESSED = "credit_not_processed"
    SUBSCRIPTION_CANCELLED = "subscription_cancelled"
ReasonWord: TypeAlias = Reason | Literal["tracking_invalid", "wrong_address", "in_transit", "customs_hold",
        "parcel_returned", "lost", "transport_changed", "description_mismatch", "quality", "damaged",
        "short_shipment", "counterfeit", "wrong_choice", "changed_mind", "usage_difficulty", "unauthorised",
        "duplicate_charge", "incorrect_amount", "credit_not_processed", "subscription_cancelled"]

class Terms(Word):
    NO_REFUND = "no_refund"
    REFUND = "refund"
    RETURN_REFUND = "return_refund"
    REPLACEMENT = "replacement"
    RETURN_REPLACEMENT = "return_replacement"
    COUPON = "coupon"
    GUIDANCE = "guidance"
TermsWord: TypeAlias = Terms | Literal["no_refund", "refund", "return_refund", "replacement", "return_replacement",
        "coupon", "guidance"]

class State(Word):
    CONTACT_WAITING = "contact.waiting"
    NEGOTIATION_SELLER = "negotiation.seller"
    NEGOTIATION_BUYER = "negotiation.buyer"
    GUARANTEE_WAITING = "guarantee.waiting"
    PLATFORM_REVIEW = "platform.review"
    PLATFORM_PROPOSED = "platform.proposed"
    RETURN_ADDRESS = "return.address"
    RETURN_SHIPMENT = "return.shipment"
    RETURN_RECEIPT = "return.receipt"
    REPLACEMENT_DISPATCH = "replacement.dispatch"
    REPLACEMENT_RECEIPT = "replacement.receipt"
    RULING_MADE = "ruling.made"
    RULING_APPEALED = "ruling.appealed"
    SETTLING_PAYING = "settling.paying"
    CLOSED_DONE = "closed.done"
StateWord: TypeAlias = State | Literal["contact.waiting", "negotiation.seller", "negotiation.buyer",
        "guarantee.waiting", "platform.review", "platform.proposed", "return.address", "return.shipment",
        "return.receipt", "replacement.dispatch", "replacement.receipt", "ruling.made", "ruling.appealed",
        "settling.paying", "closed.done"]

class Goods(Word):
    NOT_SHIPPED = "not_shipped"
    IN_TRANSIT = "in_transit"
    DETAINED = "detained"
    DELIVERED = "delivered"
    BOUNCED = "bounced"
    RETURNING = "returning"
    RETURNED = "returned"
GoodsWord: TypeAlias = Goods | Literal["not_shipped", "in_transit", "detained", "delivered", "bounced", "returning",
        "returned"]

class Funds(Word):
    ESCROW = "escrow"
    RELEASED = "released"
    SETTLED = "settled"
FundsWord: TypeAlias = Funds | Literal["escrow", "released", "settled"]

class Evidence(Word):
    REQUESTED = "requested"
    GIVEN = "given"
    EXPIRED = "expired"
EvidenceWord: TypeAlias = Evidence | Literal["requested", "given", "expired"]

class Claim(Word):
    DUE = "due"
    FILED = "filed"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    EXPIRED = "expired"
ClaimWord: TypeAlias = Claim | Literal["due", "filed", "accepted", "refused", "expired"]

class Event(Word):
    OPEN = "open"
    AMEND = "amend"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"
    PROPOSE = "propose"
    REFUSE = "refuse"
    ACCEPT = "accept"
    ESCALATE = "escalate"
    TAKE_OVER = "take_over"
    REQUEST_EVIDENCE = "request_evidence"
    RULE = "rule"
    EXTEND = "extend"
    SUSPEND = "suspend"
    RESUME = "resume"
    SETTLE_ELSEWHERE = "settle_elsewhere"
    SUBMIT_EVIDENCE = "submit_evidence"
    APPEAL = "appeal"
    MIGRATE = "migrate"
    CONFIRM_ADDRESS = "confirm_address"
    CONFIRM_RETURN = "confirm_return"
    OBJECT_RETURN = "object_return"
    WAIVE_RETURN = "waive_return"
    SHIP_RETURN = "ship_return"
    SHIP_REPLACEMENT = "ship_replacement"
    CONFIRM_REPLACEMENT = "confirm_replacement"
    OBJECT_REPLACEMENT = "object_replacement"
    PARCEL = "parcel"
    FILE_CLAIM = "file_claim"
    ANSWER_CLAIM = "answer_claim"
    PAID = "paid"
    PAYMENT_FAILED = "payment_failed"
    DEADLINE_CONTACT = "deadline.contact"
    DEADLINE_RESPONSE = "deadline.response"
    DEADLINE_STAGE = "deadline.stage"
    DEADLINE_TAKEOVER = "deadline.takeover"
    DEADLINE_EVIDENCE = "deadline.evidence"
    DEADLINE_REVIEW = "deadline.review"
    DEADLINE_PLAN = "deadline.plan"
    DEADLINE_APPEAL = "deadline.appeal"
    DEADLINE_CLAIM = "deadline.claim"
EventWord: TypeAlias = Event | Literal["open", "amend", "withdraw", "reopen", "propose", "refuse", "accept",
        "escalate", "take_over", "request_evidence", "rule", "extend", "suspend", "resume", "settle_elsewhere",
        "submit_evidence", "appeal", "migrate", "confirm_address", "confirm_return", "object_return", "waive_return",
        "ship_return", "ship_replacement", "confirm_replacement", "object_replacement", "parcel", "file_claim",
        "answer_claim", "paid", "payment_failed", "deadline.contact", "deadline.response", "deadline.stage",
        "deadline.takeover", "deadline.evidence", "deadline.review", "deadline.plan", "deadline.appeal",
        "deadline.claim"]

class Deadline(Word):
    CONTACT = "contact"
    RESPONSE = "response"
    STAGE = "stage"
    TAKEOVER = "takeover"
    EVIDENCE = "evidence"
    REVIEW = "review"
    PLAN = "plan"
    APPEAL = "appeal"
    CLAIM = "claim"
DeadlineWord: TypeAlias = Deadline | Literal["contact", "response", "stage", "takeover", "evidence", "review", "plan",
        "appeal", "claim"]

class Effect(Word):
    TRANSFER = "transfer"
    COUPON = "coupon"
    NOTIFY = "notify"
    EVIDENCE_REQUEST = "evidence_request"
    CLAIM_DUE = "claim_due"
    DEADLINE = "deadline"
    TALLY = "tally"
    CLOSED = "closed"
EffectWord: TypeAlias = Effect | Literal["transfer", "coupon", "notify", "evidence_request", "claim_due", "deadline",
        "tally", "closed"]

class Account(Word):
    BUYER = "buyer"
    SELLER = "seller"
    PLATFORM = "platform"
    CARRIER = "carrier"
    ESCROW = "escrow"
AccountWord: TypeAlias = Account | Literal["buyer", "seller", "platform", "carrier", "escrow"]

class Why(Word):
    REFUND = "refund"
    RELEASE = "release"
    COMPENSATION = "compensation"
    FREIGHT = "freight"
    RECOVERY = "recovery"
    RECOUP = "recoup"
    FEE = "fee"
    REVERSAL = "reversal"
WhyWord: TypeAlias = Why | Literal["refund", "release", "compensation", "freight", "recovery", "recoup", "fee",
        "reversal"]

class Topic(Word):
    OPENED = "opened"
    AMENDED = "amended"
    WITHDRAWN = "withdrawn"
    REOPENED = "reopened"
    OFFER = "offer"
    REFUSED = "refused"
    AGREED = "agreed"
    ESCALATED = "escalated"
    TAKEN_OVER = "taken_over"
    EVIDENCE = "evidence"
    PLAN = "plan"
    RULED = "ruled"
    APPEALED = "appealed"
    ADDRESS = "address"
    RETURN_SHIPPED = "return_shipped"
    RETURN_RECEIVED = "return_received"
    RETURN_OBJECTED = "return_objected"
    RETURN_WAIVED = "return_waived"
    REPLACEMENT_SHIPPED = "replacement_shipped"
    REPLACEMENT_RECEIVED = "replacement_received"
    REPLACEMENT_OBJECTED = "replacement_objected"
    PARCEL = "parcel"
    OVERDUE = "overdue"
    PAID = "paid"
    PAYMENT_FAILED = "payment_failed"
    CLOSED = "closed"
    CLAIM = "claim"
TopicWord: TypeAlias = Topic | Literal["opened", "amended", "withdrawn", "reopened", "offer", "refused", "agreed",
        "escalated", "taken_over", "evidence", "plan", "ruled", "appealed", "address", "return_shipped",
        "return_received", "return_objected", "return_waived", "replacement_shipped", "replacement_received",
        "replacement_objected", "parcel", "overdue", "paid", "payment_failed", "closed", "claim"]

class Tally(Word):
    DISPUTE_RATE = "dispute_rate"
    ARBITRATION_RATE = "arbitration_rate"
    SELLER_FAULT_RATE = "seller_fault_rate"
TallyWord: TypeAlias = Tally | Literal["dispute_rate", "arbitration_rate", "seller_fault_rate"]

class Via(Word):
    CONSENSUS = "consensus"
    RULING = "ruling"
    SELLER_SILENCE = "seller_silence"
    BUYER_SILENCE = "buyer_silence"
    WITHDRAWN = "withdrawn"
    GUARANTEE = "guarantee"
    ELSEWHERE = "elsewhere"
ViaWord: TypeAlias = Via | Literal["consensus", "ruling", "seller_silence", "buyer_silence", "withdrawn", "guarantee",
        "elsewhere"]

class Fault(Word):
    BUYER = "buyer"
    SELLER = "seller"
    PLATFORM = "platform"
    CARRIER = "carrier"
FaultWord: TypeAlias = Fault | Literal["buyer", "seller", "platform", "carrier"]

class Count(Word):
    DISPUTE_RATE = "dispute_rate"
    ARBITRATION_RATE = "arbitration_rate"
    SELLER_FAULT_RATE = "seller_fault_rate"
CountWord: TypeAlias = Count | Literal["dispute_rate", "arbitration_rate", "seller_fault_rate"]

class Silence(Word):
    ACCEPT_REQUEST = "accept_request"
    ACCEPT_OFFER = "accept_offer"
    ESCALATE = "escalate"
    CLOSE_FOR_BUYER = "close_for_buyer"
    CLOSE_FOR_SELLER = "close_for_seller"
    WITHDRAW = "withdraw"
    USE_DEFAULT = "use_default"
    DEEM_RECEIVED = "deem_received"
    PROCEED = "proceed"
    WAIT = "wait"
    ACCEPT_RETURN = "accept_return"
SilenceWord: TypeAlias = Silence | Literal["accept_request", "accept_offer", "escalate", "close_for_buyer",
        "close_for_seller", "withdraw", "use_default", "deem_received", "proceed", "wait", "accept_return"]

class Result(Word):
    UNSAFE_POLICY = "unsafe_policy"
    NOT_SEALED = "not_sealed"
    KEY_REUSED = "key_reused"
    OVERFLOW = "overflow"
    CLOCK_BACKWARDS = "clock_backwards"
    BAD_VALUE = "bad_value"
    BAD_KEY = "bad_key"
    OTHER_CASE = "other_case"
    OTHER_POLICY = "other_policy"
    WRONG_VERSION = "wrong_version"
    CORRUPT_RECORD = "corrupt_record"
    BUFFER_TOO_SMALL = "buffer_too_small"
    NO_MEMORY = "no_memory"
    BAD_SIZE = "bad_size"
    BAD_ARGUMENT = "bad_argument"
    DONE = "done"
    NOT_NOW = "not_now"
    NOT_YOURS = "not_yours"
    NO_OPTIONS = "no_options"
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"
    OVER_LIMIT = "over_limit"
    WRONG_TERMS = "wrong_terms"
    EVIDENCE_MISSING = "evidence_missing"
    IN_TRANSIT = "in_transit"
    LIMIT_REACHED = "limit_reached"
    NOT_ELIGIBLE = "not_eligible"
    STALE = "stale"
    DUE_FIRST = "due_first"
    ALREADY_DONE = "already_done"
ResultWord: TypeAlias = Result | Literal["unsafe_policy", "not_sealed", "key_reused", "overflow", "clock_backwards",
        "bad_value", "bad_key", "other_case", "other_policy", "wrong_version", "corrupt_record", "buffer_too_small",
        "no_memory", "bad_size", "bad_argument", "done", "not_now", "not_yours", "no_options", "too_early",
        "too_late", "over_limit", "wrong_terms", "evidence_missing", "in_transit", "limit_reached", "not_eligible",
        "stale", "due_first", "already_done"]

class Rule(Word):
    K1 = "K1"
    K2 = "K2"
    K3 = "K3"
    K4 = "K4"
    K5 = "K5"
    O1 = "O1"
    O2 = "O2"
    O3 = "O3"
    O4 = "O4"
    O5 = "O5"
    O6 = "O6"
    O7 = "O7"
    O8 = "O8"
    N1 = "N1"
    N2 = "N2"
    N3 = "N3"
    N4 = "N4"
    N5 = "N5"
    N6 = "N6"
    N7 = "N7"
    N8 = "N8"
    N9 = "N9"
    N10 = "N10"
    N1A = "N1a"
    N11 = "N11"
    P1 = "P1"
    P2 = "P2"
    P3 = "P3"
    P4 = "P4"
    P5 = "P5"
    P6 = "P6"
    P7 = "P7"
    P8 = "P8"
    P9 = "P9"
    R1 = "R1"
    R2 = "R2"
    R3 = "R3"
    R4 = "R4"
    S1 = "S1"
    S2 = "S2"
    S3 = "S3"
    S4 = "S4"
    S5 = "S5"
    S6 = "S6"
    S7 = "S7"
    T1 = "T1"
    T2 = "T2"
    T3 = "T3"
    T4 = "T4"
    T5 = "T5"
    Z1 = "Z1"
    Z2 = "Z2"
    Z3 = "Z3"
    Z4 = "Z4"
    Z5 = "Z5"
    Z6 = "Z6"
    Z7 = "Z7"
    Z8 = "Z8"
    Z9 = "Z9"
    Z10 = "Z10"
    Z11 = "Z11"
    Z12 = "Z12"
    Z13 = "Z13"
RuleWord: TypeAlias = Rule | Literal["K1", "K2", "K3", "K4", "K5", "O1", "O2", "O3", "O4", "O5", "O6", "O7", "O8",
        "N1", "N2", "N3", "N4", "N5", "N6", "N7", "N8", "N9", "N10", "N1a", "N11", "P1", "P2", "P3", "P4", "P5", "P6",
        "P7", "P8", "P9", "R1", "R2", "R3", "R4", "S1", "S2", "S3", "S4", "S5", "S6", "S7", "T1", "T2", "T3", "T4",
        "T5", "Z1", "Z2", "Z3", "Z4", "Z5", "Z6", "Z7", "Z8", "Z9", "Z10", "Z11", "Z12", "Z13"]

class Key(Word):
    OPEN_AFTER = "open.after"
    OPEN_AT_ONCE_UNDER = "open.at_once_under"
    OPEN_UNTIL = "open.until"
    OPEN_REOPEN = "open.reopen"
    OPEN_REOPEN_TIMES = "open.reopen.times"
    OPEN_AFTER_FROM = "open.after.from"
    OPEN_UNTIL_FROM = "open.until.from"
    OPEN_MONEY = "open.money"
    OPEN_GRANT_PAYER = "open.grant.payer"
    CONTACT_WAIT = "contact.wait"
    CONTACT_WAIT_ON_SILENCE = "contact.wait.on_silence"
    AMEND_REASON = "amend.reason"
    AMEND_TIMES = "amend.times"
    PROPOSE_BUYER_TIMES = "propose.buyer.times"
    PROPOSE_SELLER_TIMES = "propose.seller.times"
    NEGOTIATION_RESPONSE = "negotiation.response"
    NEGOTIATION_RESPONSE_ON_SILENCE = "negotiation.response.on_silence"
    NEGOTIATION_REPLY = "negotiation.reply"
    NEGOTIATION_REPLY_ON_SILENCE = "negotiation.reply.on_silence"
    NEGOTIATION_STAGE = "negotiation.stage"
    NEGOTIATION_STAGE_ON_SILENCE = "negotiation.stage.on_silence"
    NEGOTIATION_STAGE_AT_MOST = "negotiation.stage.at_most"
    NEGOTIATION_RESPONSE_BY_AMOUNT = "negotiation.response.by_amount"
    ESCALATE_BUYER = "escalate.buyer"
    ESCALATE_SELLER = "escalate.seller"
    GUARANTEE_AFTER = "guarantee.after"
    GUARANTEE_REVIEW = "guarantee.review"
    GUARANTEE_REVIEW_ON_SILENCE = "guarantee.review.on_silence"
    PLATFORM_REVIEW_FROM = "platform.review.from"
    PLATFORM_PAYS_UP_TO = "platform.pays_up_to"
    PLATFORM_EVIDENCE = "platform.evidence"
    PLATFORM_EVIDENCE_ON_SILENCE = "platform.evidence.on_silence"
    PLATFORM_REVIEW = "platform.review"
    PLATFORM_REVIEW_ON_SILENCE = "platform.review.on_silence"
    PLATFORM_PLAN = "platform.plan"
    PLATFORM_PLAN_ON_SILENCE = "platform.plan.on_silence"
    PLATFORM_EVIDENCE_BUYER = "platform.evidence.buyer"
    PLATFORM_EVIDENCE_BUYER_ON_SILENCE = "platform.evidence.buyer.on_silence"
    PLATFORM_EVIDENCE_SELLER = "platform.evidence.seller"
    PLATFORM_EVIDENCE_SELLER_ON_SILENCE = "platform.evidence.seller.on_silence"
    RETURN_ADDRESS = "return.address"
    RETURN_ADDRESS_ON_SILENCE = "return.address.on_silence"
    RETURN_SHIP = "return.ship"
    RETURN_SHIP_ON_SILENCE = "return.ship.on_silence"
    RETURN_RECEIVE = "return.receive"
    RETURN_RECEIVE_ON_SILENCE = "return.receive.on_silence"
    RETURN_WAIVE = "return.waive"
    RETURN_FREIGHT_BY = "return.freight_by"
    REPLACEMENT_SHIP = "replacement.ship"
    REPLACEMENT_SHIP_ON_SILENCE = "replacement.ship.on_silence"
    REPLACEMENT_RECEIVE = "replacement.receive"
    REPLACEMENT_RECEIVE_ON_SILENCE = "replacement.receive.on_silence"
    APPEAL_WINDOW = "appeal.window"
    APPEAL_ROUNDS = "appeal.rounds"
    APPEAL_MONEY = "appeal.money"
    SETTLEMENT_CONFIRM = "settlement.confirm"
    CLAIM_FILE = "claim.file"
    CLAIM_ANSWER = "claim.answer"
    SUSPEND_AT_MOST = "suspend.at_most"
    EXTEND_TIMES = "extend.times"
    JOURNAL_CHAIN = "journal.chain"
    CALENDAR_OFFSET = "calendar.offset"
    CALENDAR_WEEKEND = "calendar.weekend"
    CALENDAR_HOLIDAYS = "calendar.holidays"
    REASON___ENABLED = "reason.*.enabled"
    REASON___LIABLE = "reason.*.liable"
    REASON___EVIDENCE = "reason.*.evidence"
    REASON___GUARANTEE = "reason.*.guarantee"
    REASON___MAY_CHANGE_KIND = "reason.*.may_change_kind"
    REASON___GRANT = "reason.*.grant"
    REASON___MULTIPLE = "reason.*.multiple"
    NAME = "name"
    EFFECTIVE_FROM = "effective.from"
    ROUND___STARTER = "round.*.starter"
    ROUND___WINDOW = "round.*.window"
    ROUND___DECIDES = "round.*.decides"
    ROUND___ANSWER = "round.*.answer"
    ROUND___FEE = "round.*.fee"
    ROUND___LOSER_PAYS = "round.*.loser_pays"
KeyWord: TypeAlias = Key | Literal["open.after", "open.at_once_under", "open.until", "open.reopen",
        "open.reopen.times", "open.after.from", "open.until.from", "open.money", "open.grant.payer", "contact.wait",
        "contact.wait.on_silence", "amend.reason", "amend.times", "propose.buyer.times", "propose.seller.times",
        "negotiation.response", "negotiation.response.on_silence", "negotiation.reply",
        "negotiation.reply.on_silence", "negotiation.stage", "negotiation.stage.on_silence",
        "negotiation.stage.at_most", "negotiation.response.by_amount", "escalate.buyer", "escalate.seller",
        "guarantee.after", "guarantee.review", "guarantee.review.on_silence", "platform.review.from",
        "platform.pays_up_to", "platform.evidence", "platform.evidence.on_silence", "platform.review",
        "platform.review.on_silence", "platform.plan", "platform.plan.on_silence", "platform.evidence.buyer",
        "platform.evidence.buyer.on_silence", "platform.evidence.seller", "platform.evidence.seller.on_silence",
        "return.address", "return.address.on_silence", "return.ship", "return.ship.on_silence", "return.receive",
        "return.receive.on_silence", "return.waive", "return.freight_by", "replacement.ship",
        "replacement.ship.on_silence", "replacement.receive", "replacement.receive.on_silence", "appeal.window",
        "appeal.rounds", "appeal.money", "settlement.confirm", "claim.file", "claim.answer", "suspend.at_most",
        "extend.times", "journal.chain", "calendar.offset", "calendar.weekend", "calendar.holidays",
        "reason.*.enabled", "reason.*.liable", "reason.*.evidence", "reason.*.guarantee", "reason.*.may_change_kind",
        "reason.*.grant", "reason.*.multiple", "name", "effective.from", "round.*.starter", "round.*.window",
        "round.*.decides", "round.*.answer", "round.*.fee", "round.*.loser_pays"]

class Preset(Word):
    ALIEXPRESS_2017 = "aliexpress@2017"
    ALIEXPRESS_2013 = "aliexpress@2013"
    ALIEXPRESS_2015 = "aliexpress@2015"
    TAOBAO_2025_08_15 = "taobao@2025-08-15"
    WECHAT_SHOP_BEFORE_2024_03_25 = "wechat-shop@before-2024-03-25"
    WECHAT_SHOP_2024_03_25 = "wechat-shop@2024-03-25"
    SHOPEE_SG_2023 = "shopee-sg@2023"
    LAZADA_SG_2023_03_20 = "lazada-sg@2023-03-20"
    LAZADA_SG_REFUNDS_2023_03_20 = "lazada-sg-refunds@2023-03-20"
    MERCADOLIBRE_2024_11_07 = "mercadolibre@2024-11-07"
    EBAY_2020 = "ebay@2020"
    PAYPAL_2014_11_18 = "paypal@2014-11-18"
    AMAZON_2020_07_27 = "amazon@2020-07-27"
    ETSY_2022_08_01 = "etsy@2022-08-01"
    KLARNA_2026 = "klarna@2026"
    KLARNA_UNAUTHORISED_2026 = "klarna-unauthorised@2026"
    CARD_VISA_2018 = "card-visa@2018"
    CARD_VISA_2024_10_01 = "card-visa@2024-10-01"
    CARD_VISA_ALLOCATION_2024_10_01 = "card-visa-allocation@2024-10-01"
    CARD_MASTERCARD_2020_07_17 = "card-mastercard@2020-07-17"
PresetWord: TypeAlias = Preset | Literal["aliexpress@2017", "aliexpress@2013", "aliexpress@2015", "taobao@2025-08-15",
        "wechat-shop@before-2024-03-25", "wechat-shop@2024-03-25", "shopee-sg@2023", "lazada-sg@2023-03-20",
        "lazada-sg-refunds@2023-03-20", "mercadolibre@2024-11-07", "ebay@2020", "paypal@2014-11-18",
        "amazon@2020-07-27", "etsy@2022-08-01", "klarna@2026", "klarna-unauthorised@2026", "card-visa@2018",
        "card-visa@2024-10-01", "card-visa-allocation@2024-10-01", "card-mastercard@2020-07-17"]

class Language(Word):
    EN = "en"
    ZH_HANS = "zh-Hans"
    ZH_HANT = "zh-Hant"
LanguageWord: TypeAlias = Language | Literal["en", "zh-Hans", "zh-Hant"]

class Struct(Word):
    TERMS = "terms"
    ORDER = "order"
    EVENT = "event"
    TRANSITION = "transition"
    EFFECT = "effect"
    OUTCOME = "outcome"
    ACTION = "action"
    VIEW = "view"
    PROBLEM = "problem"
    FIELD = "field"
    PROSPECT = "prospect"
    EDGE = "edge"
    REPORT = "report"
    FOREIGN = "foreign"
    FOREIGN_LIST = "foreign_list"
    FACT = "fact"
    SCORE_POLICY = "score_policy"
    SCORE = "score"
    SANCTION = "sanction"
    SELLER = "seller"
    SELLER_POLICY = "seller_policy"
    STANDING = "standing"
    PROVISION_ASK = "provision_ask"
    PROVISION_CELL = "provision_cell"
    PROVISION_PART = "provision_part"
    FACTS = "facts"
    OFFER = "offer"
    EXPOSURE = "exposure"
StructWord: TypeAlias = Struct | Literal["terms", "order", "event", "transition", "effect", "outcome", "action",
        "view", "problem", "field", "prospect", "edge", "report", "foreign", "foreign_list", "fact", "score_policy",
        "score", "sanction", "seller", "seller_policy", "standing", "provision_ask", "provision_cell",
        "provision_part", "facts", "offer", "exposure"]

class Type(Word):
    NUMBER = "number"
    MONEY = "money"
    INSTANT = "instant"
    WORD = "word"
    SET = "set"
    TEXT = "text"
    BYTES = "bytes"
    YES_NO = "yes_no"
TypeWord: TypeAlias = Type | Literal["number", "money", "instant", "word", "set", "text", "bytes", "yes_no"]

class Limit(Word):
    CASE_ID = "case_id"
    EVENT_ID = "event_id"
    EFFECT_ID = "effect_id"
    REFERENCE = "reference"
    SNAPSHOT = "snapshot"
    RECORD = "record"
    EFFECTS = "effects"
    IDS_KEPT = "ids_kept"
    NAME = "name"
    SILENCES = "silences"
    DIGEST = "digest"
    DEADLINES = "deadlines"
    PARTIES = "parties"
    SCORECARD = "scorecard"
    OFFERS = "offers"
    COST_LINES = "cost_lines"
    GROUNDS = "grounds"
    EXPOSURE_DAYS = "exposure_days"
    EXPOSURE_LATER = "exposure_later"
    EXPOSURE_PAYING = "exposure_paying"
    EXPOSURE_SLOTS = "exposure_slots"
LimitWord: TypeAlias = Limit | Literal["case_id", "event_id", "effect_id", "reference", "snapshot", "record",
        "effects", "ids_kept", "name", "silences", "digest", "deadlines", "parties", "scorecard", "offers",
        "cost_lines", "grounds", "exposure_days", "exposure_later", "exposure_paying", "exposure_slots"]

class Detail(Word):
    MISSING = "missing"
    NOT_TAKEN = "not_taken"
    UNKNOWN_WORD = "unknown_word"
    NEGATIVE = "negative"
    TOO_LARGE = "too_large"
    TOO_LONG = "too_long"
    NOT_TEXT = "not_text"
    COLON = "colon"
    DURATION = "duration"
    SILENCE = "silence"
    YES_NO = "yes_no"
    NUMBER = "number"
    WINDOW = "window"
    CHOICE = "choice"
    WORD = "word"
    CALENDAR_OFFSET = "calendar_offset"
    CALENDAR_DAYS = "calendar_days"
    CALENDAR_DATES = "calendar_dates"
    NAME = "name"
    SYNTAX = "syntax"
    PRESET_FIRST = "preset_first"
    SEALED = "sealed"
    TWICE = "twice"
    NO_PRESET = "no_preset"
    AMOUNT = "amount"
    AMOUNTS = "amounts"
    DATE = "date"
    TIMES = "times"
    MULTIPLE = "multiple"
    NOT_IN_FORCE = "not_in_force"
    HANGS = "hangs"
    LOOPS = "loops"
    LOSES_MONEY = "loses_money"
    NO_REASON = "no_reason"
    ROUNDS = "rounds"
    EMPTY_WINDOW = "empty_window"
    NO_WORKING_DAY = "no_working_day"
    OVERLAP = "overlap"
    GAP = "gap"
    REVERSE = "reverse"
    LAST_ROUND = "last_round"
    NO_ANSWER = "no_answer"
    NO_NEXT_ROUND = "no_next_round"
    THRESHOLD = "threshold"
    SELLER_RULE = "seller_rule"
    OTHER_DAYS = "other_days"
DetailWord: TypeAlias = Detail | Literal["missing", "not_taken", "unknown_word", "negative", "too_large", "too_long",
        "not_text", "colon", "duration", "silence", "yes_no", "number", "window", "choice", "word", "calendar_offset",
        "calendar_days", "calendar_dates", "name", "syntax", "preset_first", "sealed", "twice", "no_preset", "amount",
        "amounts", "date", "times", "multiple", "not_in_force", "hangs", "loops", "loses_money", "no_reason",
        "rounds", "empty_window", "no_working_day", "overlap", "gap", "reverse", "last_round", "no_answer",
        "no_next_round", "threshold", "seller_rule", "other_days"]

class WaitsFor(Word):
    PLATFORM = "platform"
    HOST = "host"
WaitsForWord: TypeAlias = WaitsFor | Literal["platform", "host"]

class Unmatched(Word):
    UNSPECIFIC = "unspecific"
    SEVERAL = "several"
    EARLY = "early"
    OTHER_MATTER = "other_matter"
    FINDING = "finding"
    NO_TWIN = "no_twin"
    QUESTION = "question"
UnmatchedWord: TypeAlias = Unmatched | Literal["unspecific", "several", "early", "other_matter", "finding", "no_twin",
        "question"]

class Fact(Word):
    DISPUTE_RATE = "dispute_rate"
    ARBITRATION_RATE = "arbitration_rate"
    SELLER_FAULT_RATE = "seller_fault_rate"
    OPENED = "opened"
    WITHDRAWN = "withdrawn"
    CONFIRMED = "confirmed"
    SHIPPED = "shipped"
    STRIKE = "strike"
    POINTS = "points"
    SERIOUS = "serious"
    LISTING = "listing"
FactWord: TypeAlias = Fact | Literal["dispute_rate", "arbitration_rate", "seller_fault_rate", "opened", "withdrawn",
        "confirmed", "shipped", "strike", "points", "serious", "listing"]

class Measure(Word):
    DISPUTE_RATE = "dispute_rate"
    ARBITRATION_RATE = "arbitration_rate"
    SELLER_FAULT_RATE = "seller_fault_rate"
    STRIKES = "strikes"
    POINTS = "points"
    SERIOUS = "serious"
    LISTING = "listing"
MeasureWord: TypeAlias = Measure | Literal["dispute_rate", "arbitration_rate", "seller_fault_rate", "strikes",
        "points", "serious", "listing"]

class Sanction(Word):
    WARN = "warn"
    FREEZE = "freeze"
    CLOSE_CATEGORY = "close_category"
    CLOSE_ACCOUNT = "close_account"
SanctionWord: TypeAlias = Sanction | Literal["warn", "freeze", "close_category", "close_account"]

class Exclusion(Word):
    WITHDRAWN = "withdrawn"
    NOT_REVIEWED = "not_reviewed"
    OTHERS_FAULT = "others_fault"
    OVER_DAILY_CAP = "over_daily_cap"
    TOO_CLOSE = "too_close"
    EXPIRED = "expired"
    NOT_CLOSED = "not_closed"
ExclusionWord: TypeAlias = Exclusion | Literal["withdrawn", "not_reviewed", "others_fault", "over_daily_cap",
        "too_close", "expired", "not_closed"]

class Base(Word):
    CONCLUDED = "concluded"
    SHIPPED = "shipped"
    DISPUTED = "disputed"
BaseWord: TypeAlias = Base | Literal["concluded", "shipped", "disputed"]

class Standing(Word):
    TRADE = "trade"
    COVER = "cover"
StandingWord: TypeAlias = Standing | Literal["trade", "cover"]

class Requirement(Word):
    VERIFIED = "verified"
    GUARANTEE = "guarantee"
    NOT_CATEGORY = "not_category"
RequirementWord: TypeAlias = Requirement | Literal["verified", "guarantee", "not_category"]

class Estimate(Word):
    UNIT_COST = "unit_cost"
    SALVAGE = "salvage"
    RETURN_COST = "return_cost"
    RETURN_POSSIBLE = "return_possible"
    RESEND_COST = "resend_cost"
    COUPON = "coupon"
    COUPON_MARGIN = "coupon_margin"
    COUPON_REDEEMED = "coupon_redeemed"
    WIN_CHANCE = "win_chance"
    ACCEPT_CHANCE = "accept_chance"
    RECOVERY_CHANCE = "recovery_chance"
EstimateWord: TypeAlias = Estimate | Literal["unit_cost", "salvage", "return_cost", "return_possible", "resend_cost",
        "coupon", "coupon_margin", "coupon_redeemed", "win_chance", "accept_chance", "recovery_chance"]

class Cost(Word):
    REFUND = "refund"
    GOODS_SENT = "goods_sent"
    GOODS_BACK = "goods_back"
    FREIGHT_OUT = "freight_out"
    FREIGHT_BACK = "freight_back"
    COUPON = "coupon"
    RECOVERY = "recovery"
    RULING = "ruling"
CostWord: TypeAlias = Cost | Literal["refund", "goods_sent", "goods_back", "freight_out", "freight_back", "coupon",
        "recovery", "ruling"]

class Cause(Word):
    OWN_CHOICE = "own_choice"
    USE = "use"
    ON_THE_WAY = "on_the_way"
    PRODUCT = "product"
    CHARGE = "charge"
CauseWord: TypeAlias = Cause | Literal["own_choice", "use", "on_the_way", "product", "charge"]

class Fit(Word):
    ADVISED = "advised"
    SUITABLE = "suitable"
    UNSUITABLE = "unsuitable"
FitWord: TypeAlias = Fit | Literal["advised", "suitable", "unsuitable"]

class Ground(Word):
    AS_ASKED = "as_asked"
    LESS_THAN_ASKED = "less_than_asked"
    RETURN_PAYS = "return_pays"
    RETURN_DEARER = "return_dearer"
    RETURN_IMPOSSIBLE = "return_impossible"
    NOTHING_TO_RETURN = "nothing_to_return"
    NEW_ORDER = "new_order"
    GUIDANCE_FIRST = "guidance_first"
    MONEY_LATER = "money_later"
    GUIDANCE_TRIED = "guidance_tried"
    CARRIER_LIABLE = "carrier_liable"
    DECIDE_NOW = "decide_now"
    OWN_CHOICE = "own_choice"
    EVIDENCE_STRONG = "evidence_strong"
    EVIDENCE_WEAK = "evidence_weak"
    GUARANTEE_PAYS = "guarantee_pays"
    PLATFORM_PAYS = "platform_pays"
GroundWord: TypeAlias = Ground | Literal["as_asked", "less_than_asked", "return_pays", "return_dearer",
        "return_impossible", "nothing_to_return", "new_order", "guidance_first", "money_later", "guidance_tried",
        "carrier_liable", "decide_now", "own_choice", "evidence_strong", "evidence_weak", "guarantee_pays",
        "platform_pays"]
