/* case.h - the case: one plain value. Laid out so that what every step and a sweep read comes first. */
#ifndef DISPUTE_LIB_CASE_H
#define DISPUTE_LIB_CASE_H

#include "dispute.h"
#include "text.h"

enum {
    TRANSFERS_MAX = 10, /* two a decision and three executed corrections (P7), the coupon, the carrier's recovery */
    IDS_KEPT = 8,       /* K2 */
    POLICY_NAME_SIZE = 32,
    RECORD_BLOCKS = 8, /* of SHA-256, in the longest record */
    CASE_SIZE = 552,   /* with its allocator 576 (law 12) */
    INSTANT_MIN = 1
};
#define INSTANT_MAX INT64_C(253402300799999) /* 9999-12-31T23:59:59.999Z */
#define NEVER       INT64_MAX

enum case_flag {
    FLAG_ENROLLED = 1, /* the seller is in the guarantee */
    FLAG_VERIFIED = 2,
    FLAG_STANDS = 4,               /* the buyer's request stands: it may be accepted (N2) */
    FLAG_REFUSED = 8,              /* somebody refused since the opening (N8) */
    FLAG_GUARANTEED = 16,          /* was in guarantee.waiting (S5) */
    FLAG_REVIEWED = 32,            /* was in platform.review (S5) */
    FLAG_RULED = 64,               /* a ruling stands behind the deal */
    FLAG_RULED_IN_GUARANTEE = 128, /* that ruling was made under the guarantee (P2) */
    FLAG_EXECUTED = 256,           /* a ruling's money moved before it was final (P7) */
    FLAG_PLAN_BUYER = 512,         /* the buyer has accepted the platform's plan (P4) */
    FLAG_PLAN_SELLER = 1024,
    FLAG_PAUSED = 2048,            /* suspended, until `suspended_until` (T2); open cases only */
    FLAG_PROVISIONAL = 4096,       /* the opening moved the money, until somebody contests it (O8) */
    FLAG_STARTED_BY_SELLER = 8192, /* the round that is being decided; else the buyer started it (P8) */
    FLAG_REVIEW_HELD = 16384,      /* the review's deadline begins with the last evidence (P3) */
    FLAG_ALL = 32767
};

/* the numbers of terms; their kind and freight_by lie in the first cache line */
typedef struct amounts {
    int64_t amount, coupon, freight;
} amounts;

/* A transfer that was made, or a coupon (why 0). The id is never stored: it follows from sequence and index (law 7). */
enum transfer_bits {
    TRANSFER_INDEX = 0, /* 4 bits */
    TRANSFER_FROM = 4,  /* 3 bits [account] */
    TRANSFER_TO = 7,    /* 3 bits [account] */
    TRANSFER_WHY = 10,  /* 4 bits [why] */
    TRANSFER_PAID = 14  /* 1 bit */
};

struct dispute_case {
    /* line 0: every step */
    uint64_t policy_tag; /* the policy digest's first eight bytes; 0 with state 0 and an empty id: nothing was begun */
    int64_t clock;       /* instant of the last transition (K3) */
    int64_t next_due;
    uint32_t sequence;
    uint8_t state;
    uint8_t reason;
    uint8_t goods;
    uint8_t funds;
    uint8_t claim;
    uint8_t evidence[3]; /* buyer, seller, carrier */
    uint8_t request_kind, request_freight_by;
    uint8_t offer_kind, offer_freight_by; /* the seller's offer; kind 0: none stands */
    uint8_t deal_kind, deal_freight_by;   /* agreed, planned or ruled; once the money is decided, the outcome */
    uint8_t deal_by;                      /* whose terms the deal is: buyer, seller, or the platform's plan or ruling */
    uint8_t payer;                        /* of a refund: seller or platform; of an outcome also 0 */
    uint8_t fault;
    uint8_t via;
    uint8_t rounds;
    uint8_t reopened_extended; /* re-openings (N10) in the low four bits, extensions (T1) in the high ones */
    uint8_t claimer_amended; /* who paid, and may claim it (S6), in the low four bits; amends (N11) in the high ones */
    uint8_t transfers;
    uint8_t print_tallied; /* where the next fingerprint goes in the low four bits; set of [tally] that were told
                              already in the high ones: a re-opened case is counted once */
    uint8_t proposed;      /* proposals of the buyer in the low four bits, of the seller in the high ones (N11) */
    uint16_t flags;
    uint8_t id_size;   /* bytes of `id` */
    uint8_t paused[5]; /* ms of all suspensions so far, little-endian: 40 bits are 34 years (T2) */
    uint32_t blocks;   /* of the journal, hashed so far */
    /* line 1: the chain, and the deadlines that the state owns */
    uint32_t chain[8]; /* the state of SHA-256 behind all records so far (journal.c) */
    int64_t due;       /* response, review or appeal: they exclude each other by state */
    int64_t window[3]; /* contact, negotiation: own due of stage, of takeover, and until when transit holds both (N6);
                          platform.review: evidence due of buyer, seller, carrier; return.*: [0] when it began (R1);
                          ruling.appealed: [0] due of the answer, where a round is decided by one (P8) */
    /* the rest: deadlines that outlive a state, the order, terms */
    union {
        int64_t claim_due;       /* once the money is decided: a claim arises only there */
        int64_t suspended_until; /* before */
    } later;
    int64_t opened_at;
    int64_t amount;
    int64_t freight;
    int64_t promised_at;
    int64_t protected_until;
    amounts request, offer, deal;
    union {
        int64_t transfer_amount[TRANSFERS_MAX];
        struct { /* before the opening; they decide whether the case may open, and the first record keeps them */
            int64_t paid_at, shipped_at, delivered_at, completed_at;
        } before;
    } money;
    uint64_t print[IDS_KEPT];
    uint8_t policy_digest[24]; /* what follows the tag */
    uint32_t transfer_sequence[TRANSFERS_MAX];
    uint16_t transfer_bits[TRANSFERS_MAX];
    char currency[4];
    char policy_name[POLICY_NAME_SIZE];
    char id[DISPUTE_CASE_ID_SIZE];
    /* not part of the value: who frees the block */
    dispute_allocator allocator;
};

static inline int64_t dispute__least(int64_t a, int64_t b) { return a < b ? a : b; }

static inline int32_t case_reopened(const dispute_case *c) { return c->reopened_extended & 15; }
static inline int32_t case_extended(const dispute_case *c) { return c->reopened_extended >> 4; }
static inline int32_t case_claimer(const dispute_case *c) { return c->claimer_amended & 15; }
static inline int32_t case_amended(const dispute_case *c) { return c->claimer_amended >> 4; }
static inline int32_t case_print_next(const dispute_case *c) { return c->print_tallied & 15; }
static inline int32_t case_tallied(const dispute_case *c) { return c->print_tallied >> 4; }
static inline int32_t case_proposed(const dispute_case *c, int32_t by) {
    return by == DISPUTE_PARTY_BUYER ? c->proposed & 15 : c->proposed >> 4;
}
/* One more in a half of a byte; 15 is "15 or more", which no limit reaches. */
static inline uint8_t one_more(uint8_t halves, int high) {
    int count = high ? halves >> 4 : halves & 15;
    return count == 15 ? halves : (uint8_t)(halves + (high ? 16 : 1));
}

static inline int is_final_state(int32_t state) { /* the money is decided */
    return state == DISPUTE_STATE_SETTLING_PAYING || state == DISPUTE_STATE_CLOSED_DONE;
}

/* T2: half-open like every window; `until` passing is no transition */
static inline int case_is_paused(const dispute_case *c, int64_t at) {
    return (c->flags & FLAG_PAUSED) && at < c->later.suspended_until;
}

static inline int dispute__case_is_full(const dispute_case *c) { /* what is counted has no number more */
    return c->sequence == UINT32_MAX || c->blocks > UINT32_MAX - RECORD_BLOCKS;
}

/* A state's number is its stage's number and one more digit. */
static inline int in_stage(int32_t state, int32_t stage) { return (uint32_t)(state - stage * 10) < 10; }
enum {
    STAGE_CONTACT = 1,
    STAGE_NEGOTIATION = 2,
    STAGE_GUARANTEE = 3,
    STAGE_PLATFORM = 4,
    STAGE_RETURN = 5,
    STAGE_REPLACEMENT = 6,
    STAGE_RULING = 7
};

static inline int transfer_field(const dispute_case *c, int i, int shift, int mask) {
    return (c->transfer_bits[i] >> shift) & mask;
}

#define TRANSFER_INDEX_OF(c, i) transfer_field(c, i, TRANSFER_INDEX, 15)
#define TRANSFER_FROM_OF(c, i)  transfer_field(c, i, TRANSFER_FROM, 7)
#define TRANSFER_TO_OF(c, i)    transfer_field(c, i, TRANSFER_TO, 7)
#define TRANSFER_WHY_OF(c, i)   transfer_field(c, i, TRANSFER_WHY, 15)
#define TRANSFER_PAID_OF(c, i)  transfer_field(c, i, TRANSFER_PAID, 1)

/* case.c */
void dispute__case_value_copy(dispute_case *c, const dispute_case *from); /* the value, not the allocator */
int dispute__case_is_begun(const dispute_case *c);
/* Is this the case's policy? By the whole digest, where it comes in (load, replay). */
dispute_result dispute__case_fits_policy(const dispute_policy *policy, const dispute_case *c);

#endif
