/* chart.h - the rulebook: one table of integer rows, from which the machine, the questions, the policy check, the
 * diagram and the exhaustive tests are all read. */
#ifndef DISPUTE_LIB_CHART_H
#define DISPUTE_LIB_CHART_H

#include "case.h"
#include "policy.h"

/* what must hold for a row to exist now; a row that does not exist is `not_now` */
enum when {
    WHEN_ALWAYS,
    WHEN_REQUEST_STANDS,
    WHEN_OFFER_STANDS,
    WHEN_ESCALATION, /* the policy lets this party escalate at all (N8) */
    WHEN_GUARANTEED, /* the seller is enrolled and the reason eligible (P1) */
    WHEN_WITHDRAWN,  /* closed by the buyer, and the policy knows re-opening (N10) */
    WHEN_CLAIM_DUE,
    WHEN_CLAIM_FILED,
    WHEN_PAUSED,         /* it was suspended; whether `until` has passed is the guard's question (T2) */
    WHEN_RUNS,           /* a deadline runs that may be extended (T1) */
    WHEN_OPEN,           /* neither paying nor closed */
    WHEN_MONEY,          /* a transfer was made, or the case is closed (S1) */
    WHEN_REVERSES,       /* opening moves the money at once (O8) */
    WHEN_PROVISIONAL,    /* it did, in this case */
    WHEN_ROUND_TURNS,    /* starting the next round decides it (P8) */
    WHEN_ROUND_OF_BUYER, /* the buyer started a round that waits for the seller's answer */
    WHEN_ROUND_OF_SELLER,
    WHEN_GRANTED,       /* what is asked for is granted at the opening (O7) */
    WHEN_SELLER_LAPSES, /* the seller's evidence lapses, the buyer's not, and its silence decides (P9) */
    WHEN_BUYER_LAPSES,
    WHEN_SILENCE = 32 /* + [silence]: the deadline's key says so */
};
#define WHEN_SILENT(word) (WHEN_SILENCE + DISPUTE_SILENCE_##word)

/* what a row does; step.c has one function for each */
enum action {
    ACT_OPEN,
    ACT_GRANT,
    ACT_AMEND,
    ACT_REQUEST,
    ACT_OFFER,
    ACT_REFUSE,
    ACT_ACCEPT,
    ACT_ACCEPT_REQUEST,
    ACT_ACCEPT_OFFER,
    ACT_ACCEPT_RETURN,
    ACT_WITHDRAW,
    ACT_REOPEN,
    ACT_MOVE,
    ACT_REVIEW,
    ACT_OBJECT,
    ACT_PLAN,
    ACT_ACCEPT_PLAN,
    ACT_DROP_PLAN,
    ACT_EXTEND,
    ACT_SUSPEND,
    ACT_RESUME,
    ACT_ELSEWHERE,
    ACT_ASK_EVIDENCE,
    ACT_GIVE_EVIDENCE,
    ACT_EXPIRE_EVIDENCE,
    ACT_RULE,
    ACT_STAND,
    ACT_APPEAL,
    ACT_SHIP_RETURN,
    ACT_RECEIVE,
    ACT_WAIVE,
    ACT_REPLACED,
    ACT_FOR_BUYER,
    ACT_FOR_SELLER,
    ACT_OVERDUE,
    ACT_PARCEL,
    ACT_FILE_CLAIM,
    ACT_ANSWER_CLAIM,
    ACT_EXPIRE_CLAIM,
    ACT_PAID,
    ACT_PAYMENT_FAILED,
    ACT_OPEN_REVERSED,
    ACT_TURN,
    ACT_CONCEDE,
    ACT_REBUT,
    ACT_MIGRATE,
    ACT_COUNT
};

/* where a row leads; a number from 20 on is a state */
enum next {
    NEXT_SAME = 1,      /* =      */
    NEXT_TERMS = 2,     /* T      what the terms say */
    NEXT_MONEY = 3,     /* M      settling.paying where a transfer is waited for, else closed.done */
    NEXT_RULING = 4,    /* →RM/T  ruling.made where somebody may appeal */
    NEXT_WITHDRAWN = 5, /* →CL/M  closed; the release once protection is over */
    NEXT_RECEIVED = 6,  /* →M/XD  replacement.dispatch for return_replacement */
    NEXT_PAID = 7,      /* →=/CL  closed with the last transfer that is waited for */
    NEXT_PLAN = 8       /* →PP/T  platform.proposed until both have accepted, then what the terms say */
};

enum { ANY_STATE = 99 }; /* rows that hold in every open or closed state */

typedef struct row {
    uint8_t state;
    uint8_t event;    /* [event] */
    uint8_t by;       /* set of [party] */
    uint8_t when;     /* enum when */
    uint8_t action;   /* enum action */
    uint8_t next;     /* enum next, or [state] */
    uint8_t rule;     /* [rule] */
    uint8_t via;      /* [via] that it decides (S2); 0: none */
    uint8_t topic;    /* [topic] */
    uint8_t audience; /* set of [party] to notify; whoever acted is left out */
} row;

extern const row dispute__chart[];
extern const uint32_t dispute__chart_rows;

/* The row that exists now for the state, the event and who sent it; NULL: none. */
const row *dispute__chart_find(const dispute_policy *policy, const dispute_case *c, const dispute_event *e);

extern const uint8_t dispute__senders[CHART_EVENTS];

/* Which parties ever send an event, as a set (docs/events.md); 0: no such event. */
static inline int32_t dispute__chart_senders(int32_t event) {
    return event > 0 && event < CHART_EVENTS ? dispute__senders[event] : 0;
}

/* what a state owns: its deadline, the window that arms it, and whose move it is */
typedef struct station {
    uint8_t deadline; /* 0: none, and no window either */
    uint8_t window;
    uint8_t moves;
} station;

extern const station dispute__stations[CHART_STATES];

static inline const station *chart_station(int32_t state) {
    return &dispute__stations[(uint32_t)state < CHART_STATES ? state : 0];
}

/* The window that arms the state's own deadline (response, review, appeal); -1: the state has none. */
static inline int32_t dispute__chart_window(int32_t state) {
    const station *s = chart_station(state);
    return s->deadline ? s->window : -1;
}

/* Which [deadline] that is; 0: none. */
static inline int32_t dispute__chart_deadline(int32_t state) { return chart_station(state)->deadline; }
/* The window behind a deadline in a state, whose silence the rows ask for; -1: it has no choice. */
int32_t dispute__chart_silence_window(int32_t state, int32_t deadline);
/* What the silence of a window does in this case, [silence]; 0: it has no choice. */
int32_t dispute__chart_silence(const dispute_policy *policy, const dispute_case *c, int32_t window);
/* Whose move it is, as a set of [party]. */
static inline int32_t dispute__chart_moves(int32_t state) { return chart_station(state)->moves; }
/* T2: may it be sent while a case is suspended? */
static inline int dispute__chart_open_while_paused(int32_t event) {
    switch (event) {
    case DISPUTE_EVENT_WITHDRAW:
    case DISPUTE_EVENT_SUBMIT_EVIDENCE:
    case DISPUTE_EVENT_PARCEL:
    case DISPUTE_EVENT_SETTLE_ELSEWHERE:
    case DISPUTE_EVENT_RESUME:
    case DISPUTE_EVENT_PAID:
    case DISPUTE_EVENT_PAYMENT_FAILED:
    case DISPUTE_EVENT_FILE_CLAIM:
    case DISPUTE_EVENT_ANSWER_CLAIM: return 1;
    default: return 0;
    }
}
int dispute__chart_guaranteed(const dispute_policy *policy, const dispute_case *c, int32_t reason);

#endif
