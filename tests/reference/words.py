"""The vocabulary, in the order of the permanent numbers."""

PARTIES = ("buyer", "seller", "platform", "carrier")
BY = PARTIES + ("system",)

CLASSES = {
    "not_received": ("tracking_invalid", "wrong_address", "in_transit", "customs_hold",
                     "parcel_returned", "lost", "transport_changed"),
    "not_as_described": ("description_mismatch", "quality", "damaged", "short_shipment", "counterfeit"),
    "buyer_choice": ("wrong_choice", "changed_mind"),
    "usage": ("usage_difficulty",),
    "payment": ("unauthorised", "duplicate_charge", "incorrect_amount", "credit_not_processed",
                "subscription_cancelled"),
}
CLASS_OF = {reason: name for name, reasons in CLASSES.items() for reason in reasons}
REASONS = tuple(CLASS_OF)

KINDS = ("no_refund", "refund", "return_refund", "replacement", "return_replacement", "coupon", "guidance")

CO = "contact.waiting"
NS, NB = "negotiation.seller", "negotiation.buyer"
GW = "guarantee.waiting"
PR, PP = "platform.review", "platform.proposed"
RA, RS, RR = "return.address", "return.shipment", "return.receipt"
XD, XR = "replacement.dispatch", "replacement.receipt"
RM, AP = "ruling.made", "ruling.appealed"
SP = "settling.paying"
CL = "closed.done"
STATES = (CO, NS, NB, GW, PR, PP, RA, RS, RR, XD, XR, RM, AP, SP, CL)
NEGOTIATION = (NS, NB)
BEFORE_PLATFORM = (CO,) + NEGOTIATION  # where takeover runs, too (P1)

# Whose move a state is. The host is no party.
MOVES = {CO: ["seller"], NS: ["seller"], NB: ["buyer"], GW: ["platform"], PR: ["platform"], PP: ["buyer", "seller"],
         RA: ["seller"], RS: ["buyer"], RR: ["seller"], XD: ["seller"], XR: ["buyer"], RM: ["buyer", "seller"],
         AP: ["platform"], SP: ["platform"], CL: []}

GOODS = ("not_shipped", "in_transit", "detained", "delivered", "bounced", "returning", "returned")
GOODS_STEPS = {  # N7
    "not_shipped": ("in_transit",),
    "in_transit": ("detained", "delivered", "bounced"),
    "detained": ("in_transit", "delivered", "bounced"),
    "delivered": (), "bounced": (),
    "returning": ("returned",),
    "returned": (),
}
FUNDS = ("escrow", "released", "settled")
FAULTS = ("none", "buyer", "seller", "carrier", "platform")

# Events and who may send them; the order is that of the permanent numbers.
SENDERS = {
    "open": ("buyer",), "amend": ("buyer",), "withdraw": ("buyer",), "reopen": ("buyer",),
    "propose": ("buyer", "seller", "platform"), "refuse": ("buyer", "seller"), "accept": ("buyer", "seller"),
    "escalate": ("buyer", "seller"),
    "take_over": ("platform",), "request_evidence": ("platform",), "rule": ("platform",),
    "extend": ("platform",), "suspend": ("platform",), "resume": ("platform",), "settle_elsewhere": ("platform",),
    "submit_evidence": ("buyer", "seller", "carrier"), "appeal": ("buyer", "seller"),
    "confirm_address": ("seller",), "confirm_return": ("seller",), "object_return": ("seller",),
    "waive_return": ("seller",), "ship_return": ("buyer",),
    "ship_replacement": ("seller",), "confirm_replacement": ("buyer",), "object_replacement": ("buyer",),
    "parcel": ("seller", "platform", "carrier"),
    "file_claim": ("seller", "platform"), "answer_claim": ("carrier",),
    "paid": ("platform",), "payment_failed": ("platform",),
}
EVENTS = tuple(SENDERS)

# Also the order of N5.
DEADLINES = ("contact", "response", "stage", "takeover", "evidence", "review", "plan", "appeal", "claim")

REFUSALS = ("not_now", "not_yours", "no_options", "too_early", "too_late", "over_limit", "wrong_terms",
            "evidence_missing", "in_transit", "limit_reached", "not_eligible", "stale", "due_first", "already_done")

WHYS = ("refund", "compensation", "recoup", "freight", "recovery", "fee", "reversal", "release")  # the order of E1
ACCOUNTS = ("buyer", "seller", "platform", "carrier", "escrow")
COUNTS = ("dispute_rate", "arbitration_rate", "seller_fault_rate")
