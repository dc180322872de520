/* policy.h - a market's rules as plain numbers: what keys and presets fill in, and what every station reads. */
#ifndef DISPUTE_LIB_POLICY_H
#define DISPUTE_LIB_POLICY_H

#include "dispute.h"
#include "text.h"

/* A span of time as the policy wrote it. Calendar days and business days depend on the policy's calendar; `ms` does
 * not. P1D is a calendar day, PT24H is 24 hours. */
typedef struct span {
    int32_t given;    /* 0: `none`, there is no such deadline. 1: the rest counts; all 0 is `0`, at once */
    int32_t days;     /* calendar days */
    int32_t business; /* business days; never together with days or ms */
    int32_t reserved;
    int64_t ms;
} span;

/* every key whose value is a span; those from CONTACT_WAIT on arm a deadline */
enum window {
    WINDOW_OPEN_AFTER,
    WINDOW_OPEN_AT_ONCE_UNDER,
    WINDOW_OPEN_UNTIL,
    WINDOW_STAGE_AT_MOST, /* negotiation.stage.at_most */
    WINDOW_RETURN_WAIVE,
    WINDOW_SUSPEND_AT_MOST,
    WINDOW_CONTACT_WAIT,
    WINDOW_NEGOTIATION_RESPONSE,
    WINDOW_NEGOTIATION_REPLY,
    WINDOW_NEGOTIATION_STAGE,
    WINDOW_GUARANTEE_AFTER,
    WINDOW_GUARANTEE_REVIEW,
    WINDOW_PLATFORM_EVIDENCE,
    WINDOW_EVIDENCE_BUYER, /* platform.evidence.buyer; where it is not given: platform.evidence */
    WINDOW_EVIDENCE_SELLER,
    WINDOW_PLATFORM_REVIEW,
    WINDOW_PLATFORM_PLAN,
    WINDOW_RETURN_ADDRESS,
    WINDOW_RETURN_SHIP,
    WINDOW_RETURN_RECEIVE,
    WINDOW_REPLACEMENT_SHIP,
    WINDOW_REPLACEMENT_RECEIVE,
    WINDOW_APPEAL,
    WINDOW_CLAIM_FILE,
    WINDOW_CLAIM_ANSWER,
    WINDOW_COUNT
};

enum { ESCALATE_NO, ESCALATE_BETWEEN, ESCALATE_AFTER_REFUSAL };
enum { APPEAL_MONEY_WAIT, APPEAL_MONEY_EXECUTE };
enum { CHAIN_NONE, CHAIN_SHA256 };
enum { REOPEN_NO, REOPEN_WHILE_PROTECTED };
enum { FROM_USUAL, FROM_PAYMENT, FROM_SHIPMENT, FROM_PROMISE, FROM_DELIVERY }; /* open.after.from, open.until.from */
enum { OPEN_MONEY_HOLD, OPEN_MONEY_REVERSE };
enum { GRANT_BY_SELLER, GRANT_BY_PLATFORM };
enum { AMEND_REASON_YES, AMEND_REASON_SAME_CLASS, AMEND_REASON_NO };
enum { REVIEW_FROM_ENTRY, REVIEW_FROM_EVIDENCE };
enum { FREIGHT_NOBODY, FREIGHT_BUYER, FREIGHT_SELLER, FREIGHT_PLATFORM, FREIGHT_LIABLE };
enum { STARTER_LOSER, STARTER_BUYER, STARTER_SELLER };
enum { DECIDES_PLATFORM, DECIDES_START, DECIDES_ANSWER };
enum {
    REASON_SLOTS = 100, /* reasons are numbered below this */
    OFFSETS_MAX = 128,  /* changes of the calendar's offset */
    HOLIDAYS_MAX = 1024,
    TIMES_MAX = 9,
    MULTIPLE_MAX = 9,
    AMOUNT_ROWS_MAX = 4,
    NO_LIMIT = -1,          /* of what is counted */
    NOT_DATED = INT32_MIN,  /* effective.from = none */
    EXECUTE_ROUNDS_MAX = 3, /* each executed round moves money: the case has room for that many transfers */
    CHART_STATES = 100,     /* states are numbered below this */
    CHART_EVENTS = 128      /* events and deadline events are numbered below this */
};

/* escalate.buyer, escalate.seller: `no`, `A..B` counted from opening, `after_refusal` (N8)  */
typedef struct escalation {
    int32_t mode;
    int32_t reserved;
    span from;
    span to;
} escalation;

/* reason.<reason>.* */
typedef struct reason_rules {
    uint8_t enabled;
    uint8_t liable;          /* [fault] */
    uint8_t evidence;        /* required at opening */
    uint8_t guarantee;       /* eligible */
    uint8_t may_change_kind; /* binds the buyer's amend and propose (O4) */
    uint8_t multiple;        /* times the order's amount (S7) */
    int64_t grant;           /* up to this at stake it is granted at the opening (O7); NO_LIMIT: never */
} reason_rules;

/* a row of negotiation.response.by_amount, both ends included */
typedef struct amount_row {
    int64_t from, to; /* INT64_MAX: open */
    int32_t silence;  /* [silence] */
    int32_t reserved;
} amount_row;

/* round.N.* (P8) */
typedef struct round_rules {
    span window; /* not given: appeal.window */
    span answer;
    int64_t fee;
    int32_t starter;
    int32_t decides;
    int32_t loser_pays; /* yes 1 */
    int32_t reserved;
} round_rules;

typedef struct calendar {
    int64_t offset_from[OFFSETS_MAX]; /* instants, ascending; [0] is INT64_MIN */
    int32_t offset_ms[OFFSETS_MAX];   /* local time minus UTC from then on */
    int32_t offsets;                  /* how many, 1 at least */
    int32_t weekend;                  /* bit 0 Monday .. bit 6 Sunday */
    int32_t holidays;                 /* how many */
    int32_t holiday[HOLIDAYS_MAX];    /* days since 1970-01-01 in local time, ascending, without repeats */
} calendar;

struct dispute_policy {
    dispute_allocator allocator;
    int32_t sealed;
    char name[DISPUTE_NAME_SIZE]; /* "aliexpress@2017", at most 31 bytes: a case keeps it */
    uint8_t digest[32];           /* of the canonical text, set by sealing */
    uint64_t tag;                 /* the digest's first eight bytes, little-endian: what a case compares */
    span window[WINDOW_COUNT];
    int64_t plain[WINDOW_COUNT];   /* a window's length where it is the same on every day, in ms; -1: ask the calendar.
                                      No rule: worked out by sealing */
    uint8_t silence[WINDOW_COUNT]; /* [silence] of the windows that have a choice (Z), else 0 */
    escalation escalate[2];        /* 0 buyer, 1 seller */
    int32_t reopen;
    int32_t reopen_times;
    int32_t extend_times;
    int32_t appeal_rounds;
    int32_t appeal_money;
    int32_t settlement_confirm; /* yes 1: wait in settling.paying until the host reports `paid` */
    int32_t journal_chain;
    int32_t after_from, until_from;
    int32_t open_money;
    int32_t grant_payer;
    int32_t amend_reason;
    int32_t amend_times, propose_times[2]; /* buyer, seller; NO_LIMIT: as often as he likes */
    int32_t review_from;
    int32_t freight_by;
    int32_t effective_from; /* local day; NOT_DATED: none */
    int32_t amount_rows;
    int64_t pays_up_to; /* NO_LIMIT: never */
    amount_row by_amount[AMOUNT_ROWS_MAX];
    round_rules round[TIMES_MAX]; /* [0] is round 1 */
    int32_t sha_instructions;     /* yes 1: this processor has them; no rule, and not part of the text */
    reason_rules reason[REASON_SLOTS];
    calendar calendar;
    uint16_t row[CHART_STATES][CHART_EVENTS]; /* chart.c: first row of (state, event), 0: none; built by sealing */
};

/* keys.c: text in, numbers out. DONE, or BAD_KEY, BAD_VALUE with the problem. */
enum { LAST_REASON_KEY = DISPUTE_KEY_REASON_MULTIPLE, LAST_ROUND_KEY = DISPUTE_KEY_ROUND_LOSER_PAYS };
dispute_result dispute__key_set(dispute_policy *policy, const char *key, size_t key_size, const char *value,
                                size_t value_size, dispute_problem *problem);
/* [key], and what one of `reason.*` or `round.*` speaks of: the [reason], or the number of the round; 0: no such key */
int32_t dispute__key_read(const char *key, size_t size, int32_t *of);
void dispute__key_write(pen *p, const dispute_policy *policy, int32_t key, int32_t of); /* its value as text */
int dispute__key_is_many(int32_t key); /* one of `reason.*` or `round.*`, which there are many of */
int dispute__round_is_said(const dispute_policy *policy, int32_t round); /* does it say more than the defaults? */

/* amounts.c: values that are amounts. DONE, or the [detail] of what would be right. */
int32_t dispute__amount_read(const char *text, size_t size, int may_be_none, int64_t *to);
void dispute__amount_write(pen *p, int64_t amount);
int32_t dispute__amount_rows_read(dispute_policy *policy, int32_t silences, const char *text, size_t size);
void dispute__amount_rows_write(pen *p, const dispute_policy *policy);
int32_t dispute__amount_rows_fault(const dispute_policy *policy); /* [detail]; 0: every amount has one row */
/* What the row of an amount says, [silence]; `otherwise` where there is no table. */
int32_t dispute__amount_rows_silence(const dispute_policy *policy, int64_t amount, int32_t otherwise);
int32_t dispute__key_of_window(int32_t window);         /* [key] whose value it is */
int32_t dispute__silence_key_of_window(int32_t window); /* [key] that says what its silence does; 0: no choice */
void dispute__key_defaults(dispute_policy *policy);     /* before any text: no deadlines, silences of clause Z */

/* preset.c, made from lib/presets by the build: the texts that ship with the library. */
typedef struct preset {
    const char *name; /* "aliexpress@2017" */
    const char *text;
    size_t size;
    int32_t effective_from;                         /* local day; NOT_DATED: began long ago */
    const char *sentence[DISPUTE_LANGUAGE_ZH_HANT]; /* by [language] - 1: what it is */
} preset;
extern const preset dispute__presets[];
extern const uint32_t
    dispute__preset_count; /* in the order of their numbers; presets[0]'s family is the default market */

/* presets.c: which preset a name means; NULL: none, and *detail says why (0: no memory). Versions are read into a copy
 * of `draft`, which is not changed. */
const preset *dispute__preset_default(void);
const preset *dispute__preset_find(const char *name, size_t size, int32_t *detail);
const preset *dispute__preset_at(const dispute_policy *draft, const char *name, size_t size, int64_t at,
                                 int32_t *detail);
/* policy.c: replaces every value by those of a preset. */
dispute_result dispute__policy_start(dispute_policy *policy, const preset *from, dispute_problem *problem);

/* check.c: the last step of sealing; the problem is the first fault. */
dispute_result dispute__check_policy(dispute_policy *policy, dispute_problem *problem);
/* chart.c: where the rows of each state begin. due.c: the lengths that need no calendar. Both before a case is played.
 */
void dispute__chart_index(dispute_policy *policy);
void dispute__due_lengths(dispute_policy *policy);

#endif
