/** @file
 * dispute.h - (policy, case, event) -> (case', answer)
 *
 * One page of conventions; nothing below repeats them.
 *
 *   Order      Arguments follow the flow: what decides (policy), what changes (case), what comes in, what comes out.
 *              A length follows its pointer; out-bytes are (buffer, room, needed), nothing written when room is short;
 *              `needed` and other sizes that come out may be NULL.
 *   Results    0 done. > 0 refused by the rules: a legal answer, show it to a person. < 0 misuse or environment.
 *              On anything but 0 the case is byte for byte what it was (dispute_apply() says where it differs). No call
 *              aborts; a NULL that is not allowed is DISPUTE_ERROR_BAD_ARGUMENT.
 *   Threads    const means shareable: a sealed policy serves all threads. A case and an answer belong to one thread at a
 *              time, an answer also while it is read: it is written out when first asked. There is no global state and nothing to initialise.
 *   Memory     Who made it frees it; free(NULL) does nothing. Only the *_new() and policy calls allocate. A case is 576
 *              bytes, an answer of the default room 72 KB, a policy 32 KB; sealing takes about 40 KB of stack.
 *   Borrowed   Pointers from an answer die at the next call that is given that answer. Words live for ever.
 *   Structs    No pointers, no padding, `size` first. Set size and zero the rest: 0 is "not given". The library may know
 *              more fields or fewer than you: fields are only ever added at the end, and an unknown tail must be zero
 *              (else DISPUTE_ERROR_BAD_SIZE). A struct that you hand in to be filled is filled as far as its size goes, 8
 *              bytes at least. Structs that the library hands out are const and may be longer than yours.
 *   Text       UTF-8. In structs: NUL-terminated. As arguments: (pointer, length), no NUL.
 *   Numbers    Instants are milliseconds since 1970 UTC, 1 to 253402300799999 (the end of the year 9999); 0 is "not
 *              given". Money is in minor units of the order's currency, 0 to INT64_MAX.
 *              Fields marked [word] hold a number of dispute_words.h of the group of that name.
 */
#ifndef DISPUTE_H
#define DISPUTE_H

#ifndef DISPUTE_CDEF /* defined when a binding generator reads this file: gcc -E -P -DDISPUTE_CDEF dispute.h */
#include <stddef.h>
#include <stdint.h>
#endif
#include "dispute_words.h"

#ifdef DISPUTE_API /* the caller's own: `static`, or nothing, where he compiles the library into his program */
#elif defined __GNUC__ && !defined DISPUTE_CDEF
#define DISPUTE_API __attribute__((visibility("default")))
#else
#define DISPUTE_API /**< what the shared library exports */
#endif

#define DISPUTE_VERSION 0x000100 /**< 0xMMmmpp of this header; dispute_version() is what was linked */

#ifdef __cplusplus
extern "C" {
#endif

/* ---- 1. Things --------------------------------------------------------------------------------------------------- */

typedef int32_t dispute_result;                 /**< [result] 0 done, > 0 refused, < 0 misuse or environment */
typedef struct dispute_policy dispute_policy;   /**< rules of a market: built, sealed, then immutable and shareable */
typedef struct dispute_case dispute_case;       /**< one case: a plain value in one block, no pointers inside */
typedef struct dispute_answer dispute_answer;   /**< what a call brought about: transitions, effects, records, or why not */

/** Sizes of text fields, each with its NUL, and of the snapshot; each has a twin in dispute_limit(). */
enum {
    DISPUTE_CASE_ID_SIZE = 40,      /**< 39 bytes and a NUL; likewise below */
    DISPUTE_EVENT_ID_SIZE = 72,     /**< the host's own id of an event */
    DISPUTE_EFFECT_ID_SIZE = 56,    /**< "CASE:SEQUENCE:INDEX", short enough for a payment provider's idempotency key */
    DISPUTE_REFERENCE_SIZE = 72,    /**< a tracking number, or the key of a row in the host's own table */
    DISPUTE_NAME_SIZE = 40,         /**< a key, a field; name and version of a policy (at most 31 bytes) */
    DISPUTE_DIGEST_SIZE = 32,       /**< SHA-256 */
    DISPUTE_SNAPSHOT_SIZE = 568,    /**< of every snapshot of this version */
    DISPUTE_DEADLINES = 16,         /**< elements of dispute_view.due */
    DISPUTE_PARTIES = 8             /**< elements of dispute_view.evidence */
};

/** Takes memory for the library; NULL where there is none. */
typedef void *(*dispute_allocate)(void *user, size_t size);
/** Gives back what dispute_allocate made. */
typedef void (*dispute_release)(void *user, void *block);

/** The only callbacks of the library, kept by what was made with them. NULL instead of this struct: malloc and free. */
typedef struct dispute_allocator {
    void *user;                /**< handed to both */
    dispute_allocate allocate; /**< required */
    dispute_release release;   /**< required */
} dispute_allocator;

/* ---- 2. What goes in --------------------------------------------------------------------------------------------- */

/** What a request, an offer, a plan or a ruling asks for. Frozen: it is part of other structs. */
typedef struct dispute_terms {
    int32_t kind;       /**< [terms] */
    int32_t freight_by; /**< [party] buyer, seller or platform: who bears the return freight */
    int64_t amount;     /**< minor units, at most the order's amount; 1 or more for refund and return_refund (O4) */
    int64_t coupon;     /**< minor units; 1 or more for coupon, may ride on refund and return_refund */
    int64_t freight;    /**< minor units, at most the order's freight; paid when a return_refund is received (R4) */
} dispute_terms;

/** What the host knows about the order when the case begins. */
typedef struct dispute_order {
    uint32_t size;            /**< sizeof(dispute_order) */
    int32_t funds;            /**< [funds] 0: escrow */
    int32_t seller_guarantee; /**< yes 1, no 0: the seller is enrolled in the market's after-sales guarantee */
    int32_t seller_verified;  /**< yes 1, no 0: a verified business; kept in the journal, no rule reads it yet */
    char currency[4];         /**< ISO 4217, required */
    int32_t reserved;         /**< 0 */
    int64_t amount;           /**< what the buyer paid for the goods, 1 or more; minor units */
    int64_t freight;          /**< what a return may cost at most */
    int64_t paid_at;          /**< instant, or 0; kept in the journal, no rule reads it yet */
    int64_t shipped_at;       /**< instant, or 0: `not_received` cannot be opened without it (O1) */
    int64_t promised_at;      /**< promised delivery, or 0 */
    int64_t delivered_at;     /**< instant, or 0 */
    int64_t completed_at;     /**< instant, or 0: `open.until` counts from here, else from protected_until (O2) */
    int64_t protected_until;  /**< end of the buyer's protection, or 0: no end is known */
} dispute_order;

/** One thing that happened. May end before `id`, before `reference`, before `digest` or before `case_id`. Which fields
 *  an event takes is in docs/events.md (J1); a field that it does not take must be 0. */
typedef struct dispute_event {
    uint32_t size;        /**< sizeof(dispute_event), or the offset of one of the fields named above */
    int32_t kind;         /**< [event] not a deadline: those fire in dispute_advance() */
    int32_t by;           /**< [party] */
    int32_t expects;      /**< yes 1, no 0: refuse as stale unless the case's sequence is `expect` */
    int64_t at;           /**< instant, not before the case's last transition: when you received it, by one clock of
                               yours; never a webhook's or a browser's own time */
    int64_t expect;       /**< sequence, 0 included */
    dispute_terms terms;  /**< open amend reopen propose rule */
    int32_t reason;       /**< [reason] open amend */
    int32_t goods;        /**< [goods] parcel */
    int32_t payer;        /**< [account] rule: seller (0 means seller; under the guarantee platform) or platform */
    int32_t fault;        /**< [fault] rule */
    int32_t party;        /**< [party] request_evidence: buyer, seller or carrier; 0: buyer and seller */
    int32_t deadline;     /**< [deadline] extend: which one */
    int64_t until;        /**< instant; parcel: the newly promised date; extend: the later due; suspend: when it goes on */
    int64_t amount;       /**< minor units; answer_claim: what the carrier pays, 0 refuses; settle_elsewhere: what the buyer
                               got outside, 0 nothing */
    char id[72];          /**< the host's own id: the same event again, `at` too, is already_done; other content under it
                               is KEY_REUSED. Keep the instant with the request. Empty: no retry is recognised. Leave it
                               empty in `paid`: there the effect's id recognises a retry. In `payment_failed` give the key
                               of the attempt that was declined, else one decline reported twice counts as two */
    char reference[72];   /**< tracking or claim number, key of the evidence; paid, payment_failed: the effect's id */
    uint8_t digest[32];   /**< open, submit_evidence: SHA-256 of what was handed in */
    char case_id[40];     /**< which case is meant; empty: not checked, else DISPUTE_ERROR_OTHER_CASE where it differs */
} dispute_event;

/* ---- 3. What comes out ------------------------------------------------------------------------------------------- */

/** One step of a case: by an event, or by a deadline at its own due time. */
typedef struct dispute_transition {
    uint32_t size;        /**< distance to the next transition of the same answer */
    uint32_t item;        /**< which pair or snapshot of a *_many() call, from 0 */
    int64_t sequence;     /**< of the case, from 1, without gaps */
    int64_t at;           /**< instant; of a deadline: its due time */
    int64_t next_due;     /**< after it: the host's one timer; dispute_never() where nothing is armed */
    int32_t event;        /**< [event] */
    int32_t by;           /**< [party] */
    int32_t rule;         /**< [rule] that made it */
    int32_t from_state;   /**< [state] 0: opened by it */
    int32_t state;        /**< [state] after it */
    uint32_t effects;     /**< how many of the answer's effects are its own */
    uint32_t record_size; /**< bytes of its journal record */
    uint32_t first_effect; /**< where they begin: index of the first among the answer's effects */
} dispute_transition;

/** Something that must happen outside. In the order of clause E1. */
typedef struct dispute_effect {
    uint32_t size;        /**< distance to the next effect of the same answer */
    uint32_t item;        /**< as in the transition */
    int64_t sequence;     /**< of the transition that first made it (a payment sent again keeps the old one) */
    int32_t index;        /**< within that transition, from 0; -1 for `deadline` and in a forecast */
    int32_t kind;         /**< [effect] */
    int32_t from_account; /**< [account] transfer */
    int32_t to_account;   /**< [account] transfer */
    int32_t why;          /**< [why] transfer */
    int32_t to_party;     /**< [party] notify evidence_request coupon */
    int32_t topic;        /**< [topic] notify */
    int32_t deadline;     /**< [deadline] deadline */
    int32_t tally;        /**< [tally] tally */
    char currency[4];     /**< ISO 4217 */
    int64_t amount;       /**< minor units, above 0: transfer coupon claim_due */
    int64_t due;          /**< instant: evidence_request (0: no due), deadline (0: cleared) */
    char id[56];          /**< the idempotency key. The same comes again after payment_failed: insert or keep. Empty: never
                               carry it out (a forecast's effects, deadline; E3) */
} dispute_effect;

/** How a case ended, or what was decided while payments are still out. */
typedef struct dispute_outcome {
    uint32_t size;  /**< sizeof */
    int32_t kind;   /**< [terms] 0: nothing is decided yet */
    int32_t via;    /**< [via] */
    int32_t fault;  /**< [fault] */
    int32_t payer;  /**< [account] 0: no money goes to the buyer */
    int32_t counts; /**< set of [count] */
    int64_t amount; /**< minor units to the buyer, freight not counted */
    int64_t coupon; /**< minor units */
} dispute_outcome;

/** Where silence leads: read it after dispute_forecast(). */
typedef struct dispute_prospect {
    uint32_t size;     /**< sizeof */
    int32_t state;     /**< [state] */
    int64_t at;        /**< instant of the last deadline that fires; the case's clock where none does; 0: not open */
    int32_t waits_for; /**< [waits_for] who has to act, where silence does not end the case; else 0 */
    int32_t reserved;  /**< 0 */
} dispute_prospect;

/** Something that a party may do now. */
typedef struct dispute_action {
    uint32_t size;      /**< distance to the next action of the same answer */
    int32_t party;      /**< [party] */
    int32_t event;      /**< [event] */
    int32_t kinds;      /**< set of [terms] that may be asked for; 0: it takes no terms */
    int32_t deadline;   /**< [deadline] that runs against that party now; 0: none */
    int32_t silence;    /**< [silence] what happens at `due` when nobody acts; 0: no deadline, or one without a choice */
    int64_t due;        /**< instant; 0: open-ended */
    int64_t amount_max; /**< minor units; 0: it takes no amount */
} dispute_action;

/** What one party may see of a case (Q3). */
typedef struct dispute_view {
    uint32_t size;           /**< sizeof */
    int32_t viewer;          /**< [party] */
    int64_t sequence;        /**< 0: not open */
    int64_t opened_at;       /**< instant of the opening or the last re-opening */
    int64_t changed_at;      /**< instant of the last transition */
    int64_t next_due;        /**< dispute_never(): nothing is armed, or hidden from this viewer */
    int32_t state;           /**< [state] */
    int32_t moves;           /**< set of [party] whose move it is; the payment side acts as platform */
    int32_t reason;          /**< [reason] */
    int32_t goods;           /**< [goods] */
    int32_t funds;           /**< [funds] */
    int32_t claim;           /**< [claim] 0: none */
    int32_t round;           /**< appeals so far */
    int32_t offer_by;        /**< [party] whose terms `offer` are: the seller's offer, or the platform's plan or ruling */
    dispute_terms request;   /**< the buyer's; kind 0: hidden from this viewer */
    dispute_terms offer;     /**< the last that stands against it: an offer, what was agreed, or a ruling; kind 0: none */
    int64_t amount;          /**< minor units: the order's amount */
    int64_t escrow;          /**< minor units still held */
    int64_t to_buyer;        /**< minor units sent to the buyer, less reversals */
    int64_t to_seller;       /**< minor units sent to the seller, less reversals */
    int64_t unpaid;          /**< minor units of transfers that are out and waited for (S1), INT64_MAX where they are more */
    int64_t due[16];         /**< instant, by number of [deadline]; 0: not armed, or hidden */
    int32_t evidence[8];     /**< [evidence] by number of [party] */
    dispute_outcome outcome; /**< kind 0 while nothing is decided */
    char id[40];             /**< of the case */
    char currency[4];        /**< ISO 4217 */
    uint32_t reserved;       /**< 0 */
} dispute_view;

/** Why not: behind every refusal and every error. */
typedef struct dispute_problem {
    uint32_t size;         /**< sizeof */
    dispute_result result; /**< [result] */
    int32_t detail;        /**< [detail] what is wrong with `name`, and what would be right; 0: the result says it all */
    int32_t line;          /**< of a policy text, or number of a journal record; from 1; 0: none */
    int32_t rule;          /**< [rule] that says no */
    int32_t state;         /**< [state] the case is in; of an unsafe policy: where it goes wrong */
    int32_t event;         /**< [event] */
    int32_t party;         /**< [party] */
    int32_t deadline;      /**< [deadline] */
    char currency[4];      /**< of `limit`, where that is money */
    int64_t at;            /**< instant: from when it is allowed, until when it was, or what is due first; 0: none */
    int64_t limit;         /**< what was exceeded: minor units where `currency` is set, else a count; 0: none */
    char name[40];         /**< the field, key or word that is wrong; empty: none */
} dispute_problem;

/* ---- 4. Policy: preset or parse, set, seal ----------------------------------------------------------------------- */

/** Make a policy. It begins as the newest default preset, aliexpress@2017; start from another one, or change keys, then seal
 *  it: until then no case can be played under it.
 *  @return DONE · BAD_ARGUMENT · NO_MEMORY. */
DISPUTE_API dispute_result dispute_policy_new(const dispute_allocator *allocator, dispute_policy **policy);
/** Free it; NULL does nothing. No call that was given it may still run. */
DISPUTE_API void dispute_policy_free(dispute_policy *policy);
/** Start from a preset: "aliexpress@2017", or "aliexpress" for the newest of that name, or "aliexpress@2014-06-01" for the
 *  version that was in force on that day. Replaces every value.
 *  @param problem what is wrong, filled where the result is not DONE; set its size. May be NULL (here and below).
 *  @return DONE · BAD_ARGUMENT (NULL, sealed) · BAD_VALUE (no such preset, or none in force) · NO_MEMORY. */
DISPUTE_API dispute_result dispute_policy_preset(dispute_policy *policy, const char *name, size_t name_size,
                                                 dispute_problem *problem);
/** The same by the instant at which a case opens: of the versions of one name ("aliexpress") the newest whose day of
 *  `effective.from` has begun then, in its own calendar; a version without one is in force from ever.
 *  @return DONE · BAD_ARGUMENT (NULL, sealed, no instant) · BAD_VALUE (no such preset, or none in force) · NO_MEMORY. */
DISPUTE_API dispute_result dispute_policy_preset_at(dispute_policy *policy, const char *name, size_t name_size,
                                                    int64_t at, dispute_problem *problem);
/** Read `key = value` lines, `#` begins a comment. A first key `preset` names what to start from; without it the newest
 *  default is (J2). All or nothing: on an error the policy is what it was.
 *  @return DONE · BAD_ARGUMENT (NULL, sealed) · BAD_KEY · BAD_VALUE (problem.line and problem.name say where) · NO_MEMORY. */
DISPUTE_API dispute_result dispute_policy_parse(dispute_policy *policy, const char *text, size_t text_size,
                                                dispute_problem *problem);
/** Set one key. The keys are the words of group `key`; each one's sentence explains it.
 *  @return DONE · BAD_ARGUMENT (NULL, sealed) · BAD_KEY · BAD_VALUE · NO_MEMORY. */
DISPUTE_API dispute_result dispute_policy_set(dispute_policy *policy, const char *key, size_t key_size,
                                              const char *value, size_t value_size, dispute_problem *problem);
/** The value of one key, as text that dispute_policy_set() takes.
 *  @return DONE · BAD_ARGUMENT · BAD_KEY · BUFFER_TOO_SMALL (*needed says how much). */
DISPUTE_API dispute_result dispute_policy_get(const dispute_policy *policy, const char *key, size_t key_size,
                                              char *buffer, size_t room, size_t *needed);
/** All keys and values in one canonical order: the text that the digest is made of.
 *  @return DONE · BAD_ARGUMENT · BUFFER_TOO_SMALL. */
DISPUTE_API dispute_result dispute_policy_print(const dispute_policy *policy, char *buffer, size_t room,
                                                size_t *needed);
/** Check it and make it immutable: the reachable states are walked, and a policy under which a case could hang, loop or
 *  lose money is refused; the problem names the state, the key and the reason. Sealing twice does nothing.
 *  @return DONE · BAD_ARGUMENT · NO_MEMORY · UNSAFE_POLICY. */
DISPUTE_API dispute_result dispute_policy_seal(dispute_policy *policy, dispute_problem *problem);
/** Name and version, as "aliexpress@2017".
 *  @return DONE · BAD_ARGUMENT · BUFFER_TOO_SMALL. */
DISPUTE_API dispute_result dispute_policy_name(const dispute_policy *policy, char *buffer, size_t room,
                                               size_t *needed);
/** SHA-256 of the canonical text. @return DONE · BAD_ARGUMENT · NOT_SEALED. */
DISPUTE_API dispute_result dispute_policy_digest(const dispute_policy *policy, uint8_t digest[32]);

/** A way from one state to others, as the policy switches it on: what a chart, a diagram and a check are made of. Where
 *  several parties may send an event and it does the same for all of them, or where what the case says decides where it
 *  leads, that is one edge. */
typedef struct dispute_edge {
    uint32_t size;       /**< sizeof */
    int32_t from_state;  /**< [state] 0: not open yet */
    int32_t event;       /**< [event] */
    int32_t parties;     /**< set of [party] who may send it; system: a deadline, which fires by itself */
    int32_t rule;        /**< [rule] */
    int32_t deadline;    /**< [deadline] that fires; 0: it is an event that somebody sends */
    int32_t key;         /**< [key] that says how long the deadline runs; of a claim claim.file, if the policy has it;
                              round.*.window, round.*.answer where the rounds say it, each for itself; 0: no deadline */
    int32_t silence_key; /**< [key] that says what its silence does; 0: no deadline, or one without a choice */
    int32_t silence;     /**< [silence] that the policy chose; 0: no choice */
    int32_t silent;      /**< set of [party] who can keep the deadline from firing by acting in time; 0: nobody, or no
                              deadline */
    int32_t winner;      /**< [party] for whom the silence decides: buyer or seller (of accept_offer: where an offer
                              stands); 0: it decides nothing yet, or no deadline */
    uint32_t nexts;      /**< how many of `next` */
    int32_t next[8];     /**< [state] where it may lead, ascending; from_state itself where the case may stay. The money
                              leads to settling.paying, or where nothing is to be paid to closed.done */
} dispute_edge;

/** What the check of a policy found. Spans are counted in whole: a day of a key has 24 hours, business days are as many days
 *  as the policy's weekend and holidays can make of them, and what a change of calendar.offset adds is left out.
 *  dispute_never() where nothing bounds a span. */
typedef struct dispute_report {
    uint32_t size;           /**< sizeof */
    int32_t states;          /**< states that a case can come to, closed.done included */
    int32_t edges;           /**< dispute_policy_edge() has so many */
    int32_t faults;          /**< dispute_policy_fault() has so many; 0: it can be sealed */
    int32_t waits;           /**< states in which silence ends nothing because the policy says so (`wait`): the case goes on
                                  waiting for the platform (law 8). settling.paying, which waits for payments, not counted */
    int32_t turns;           /**< the most transitions that silence makes in a row (K5) */
    int64_t longest_silence; /**< ms: the most that can pass between what somebody did and the last deadline that fires behind
                                  it while nobody acts, those of claims not counted: where dispute_forecast() says `at`. In a
                                  negotiation a parcel may hold stage and takeover back until negotiation.stage.at_most (N6) */
    int64_t longest_case;    /**< ms: the most that can pass from the opening until the money is decided, on the longest way
                                  on which no state is entered twice. Both states of the negotiation last together as long as
                                  its stage (or at_most, N6; where the guarantee takes over: guarantee.after), every other
                                  one as long as its deadline; ruling.made and ruling.appealed as long as all rounds (P8). Not counted: what the platform
                                  takes beyond its deadline where the policy says `wait`, a second return after an
                                  objection, re-openings, payments, claims */
} dispute_report;

/** Edge `index`, in the order of states and of the rows of the rulebook: what can happen in every state that the policy can
 *  reach. Works before sealing, too, so that a faulty policy can be looked at; that a deadline of `0` leaves nobody the
 *  time to act is not looked at.
 *  @param edge set its size. @return DONE · BAD_ARGUMENT (NULL, past the end) · BAD_SIZE. */
DISPUTE_API dispute_result dispute_policy_edge(const dispute_policy *policy, uint32_t index, dispute_edge *edge);
/** The check that sealing makes, without sealing, and what it found out on the way.
 *  @param report set its size. @return DONE (also where there are faults) · BAD_ARGUMENT · BAD_SIZE · NO_MEMORY. */
DISPUTE_API dispute_result dispute_policy_check(const dispute_policy *policy, dispute_report *report);
/** Fault `index`: the problem names state, key and reason, as that of dispute_policy_seal() does, which tells the first.
 *  @param problem set its size. @return DONE · BAD_ARGUMENT (NULL, past the end) · BAD_SIZE · NO_MEMORY. */
DISPUTE_API dispute_result dispute_policy_fault(const dispute_policy *policy, uint32_t index,
                                                dispute_problem *problem);

/* ---- 5. Case: one block, used again and again -------------------------------------------------------------------- */

/** Make an empty case; begin(), load(), replay() and copy() fill it. @return DONE · BAD_ARGUMENT · NO_MEMORY. */
DISPUTE_API dispute_result dispute_case_new(const dispute_allocator *allocator, dispute_case **out);
/** Free it; NULL does nothing. */
DISPUTE_API void dispute_case_free(dispute_case *c);
/** Begin a case about an order. After it the sequence is 0 and the case is not open: dispute_allowed() then answers "may
 *  the buyer open a dispute about this order?", and the event `open` opens it.
 *  @param id 1 to 39 bytes of UTF-8 without ':' (it begins every effect id).
 *  @param problem which field of the order is wrong, and what would be right; may be NULL.
 *  @return DONE · BAD_ARGUMENT (NULL) · BAD_SIZE · BAD_VALUE (the id, a field of the order) · NOT_SEALED. */
DISPUTE_API dispute_result dispute_case_begin(const dispute_policy *policy, dispute_case *c, const char *id,
                                              size_t id_size, const dispute_order *order, dispute_problem *problem);
/** Fill a case from a snapshot.
 *  @return DONE · BAD_ARGUMENT · CORRUPT_RECORD · WRONG_VERSION · OTHER_POLICY · NOT_SEALED. */
DISPUTE_API dispute_result dispute_case_load(const dispute_policy *policy, dispute_case *c, const uint8_t *snapshot,
                                             size_t snapshot_size);
/** Write the snapshot: DISPUTE_SNAPSHOT_SIZE canonical bytes, one byte string per state.
 *  @return DONE · BAD_ARGUMENT (NULL, or an empty case) · BUFFER_TOO_SMALL. */
DISPUTE_API dispute_result dispute_case_save(const dispute_case *c, uint8_t *buffer, size_t room, size_t *needed);
/** Make one case equal to another. @return DONE · BAD_ARGUMENT. */
DISPUTE_API dispute_result dispute_case_copy(dispute_case *c, const dispute_case *from);
/** Number of transitions so far; 0: not open (or NULL). */
DISPUTE_API int64_t dispute_case_sequence(const dispute_case *c);
/** [state]; 0: not open (or NULL). */
DISPUTE_API int32_t dispute_case_state(const dispute_case *c);
/** Instant at which dispute_advance() has something to do; dispute_never(): nothing is armed. The host's one timer. */
DISPUTE_API int64_t dispute_case_next_due(const dispute_case *c);

/* ---- 6. The machine ---------------------------------------------------------------------------------------------- */

/** Make an answer: once, filled again by each call.
 *  @param room how many transitions it can hold at once; 0 means enough for one case (K5). At most 1000000.
 *  @return DONE · BAD_ARGUMENT · NO_MEMORY. */
DISPUTE_API dispute_result dispute_answer_new(const dispute_allocator *allocator, uint32_t room, dispute_answer **out);
/** Free it; NULL does nothing. */
DISPUTE_API void dispute_answer_free(dispute_answer *answer);

/** Fire every deadline that is due at `now` or before, each at its own instant, ties in the order of N5. Nothing due:
 *  done, without a transition, and not a byte changes (K3).
 *  @return DONE · BAD_ARGUMENT · BAD_VALUE (now) · CLOCK_BACKWARDS · OTHER_POLICY · NOT_SEALED · BUFFER_TOO_SMALL (the
 *  answer's room) · OVERFLOW. */
DISPUTE_API dispute_result dispute_advance(const dispute_policy *policy, dispute_case *c, int64_t now,
                                           dispute_answer *answer);
/** One event, one transition; DISPUTE_REFUSED_DUE_FIRST where dispute_advance() has not been called up to its instant.
 *  The first check that fails answers, in the order of K1.
 *
 *  `migrate` alone is sent under another policy than the case has (T5): under the one that it leads to, whose digest and
 *  name are its `digest` and `reference`. Deadlines that run keep their dues, and all that comes next is by the new policy.
 *  What is due before is the old policy's: advance under that first. Of an open case only; the journal has to be of the
 *  same kind (WRONG_TERMS), and no state that the case may come to may hang (WRONG_TERMS).
 *  @return DONE · a refusal · BAD_ARGUMENT, BAD_SIZE, BAD_VALUE (the event) · OTHER_POLICY · OTHER_CASE · KEY_REUSED ·
 *  CLOCK_BACKWARDS · OVERFLOW · NOT_SEALED · BUFFER_TOO_SMALL. */
DISPUTE_API dispute_result dispute_step(const dispute_policy *policy, dispute_case *c, const dispute_event *event,
                                        dispute_answer *answer);

/** What a host wants: advance to the event's instant, step, advance again (for what falls due at once), in one answer. The
 *  result is the event's: where it is refused, the deadlines before it stand and are in the answer, and must be stored
 *  like any others (K4); on an error nothing has changed.
 *  @return as dispute_step(), but never DUE_FIRST, except of `migrate`. */
DISPUTE_API dispute_result dispute_apply(const dispute_policy *policy, dispute_case *c, const dispute_event *event,
                                         dispute_answer *answer);

/** Whether journal records are made: yes 1, as in every new answer, or no 0, for a host that keeps a log of its own or
 *  only wants to know where an event would lead. Under `journal.chain = sha256` they are made all the same, since the
 *  chain needs them. @return DONE · BAD_ARGUMENT. */
DISPUTE_API dispute_result dispute_answer_keep_records(dispute_answer *answer, int32_t yes);

/** How many there are of a struct ([struct] transition, effect, action) in the answer of the last call. */
DISPUTE_API uint32_t dispute_answer_count(const dispute_answer *answer, int32_t which);
/** Transition `index`, NULL past the end. They lie `size` bytes apart, so do effects and actions: a binding may read all
 *  of them from the first one's address and the count. */
DISPUTE_API const dispute_transition *dispute_answer_transition(const dispute_answer *answer, uint32_t index);
/** Journal record of a transition; NULL past the end, in a forecast, and where none was made. Records lie end to end. */
DISPUTE_API const uint8_t *dispute_answer_record(const dispute_answer *answer, uint32_t transition, size_t *size);
/** Effect `index`, counted over all transitions; NULL past the end. */
DISPUTE_API const dispute_effect *dispute_answer_effect(const dispute_answer *answer, uint32_t index);
/** Action `index` of dispute_allowed(); NULL past the end. */
DISPUTE_API const dispute_action *dispute_answer_action(const dispute_answer *answer, uint32_t index);
/** The outcome that the call decided or the case already has; NULL: none, and after a *_many() call, whose cases each have
 *  their own (see the view). */
DISPUTE_API const dispute_outcome *dispute_answer_outcome(const dispute_answer *answer);
/** Where silence leads, after dispute_forecast(); else NULL. */
DISPUTE_API const dispute_prospect *dispute_answer_prospect(const dispute_answer *answer);
/** What the result was not done for; NULL: done (of a *_many() call: no item was refused or failed). */
DISPUTE_API const dispute_problem *dispute_answer_problem(const dispute_answer *answer);

/* ---- 7. Questions: they change nothing ---------------------------------------------------------------------------- */

/** Exactly the events that dispute_step() would accept at `now`, with some well-formed content (Q1), ordered by party and
 *  event. Empty for everybody while a deadline is due.
 *  @param party [party]; 0: of everybody.
 *  @return DONE · BAD_ARGUMENT · BAD_VALUE (party, now) · CLOCK_BACKWARDS · OTHER_POLICY · NOT_SEALED. */
DISPUTE_API dispute_result dispute_allowed(const dispute_policy *policy, const dispute_case *c, int32_t party,
                                           int64_t now, dispute_answer *answer);
/** What silence will bring: transitions, effects without ids, the outcome and the prospect (Q2).
 *  @return DONE · BAD_ARGUMENT · OTHER_POLICY · NOT_SEALED · BUFFER_TOO_SMALL. */
DISPUTE_API dispute_result dispute_forecast(const dispute_policy *policy, const dispute_case *c,
                                            dispute_answer *answer);
/** What one party may see (Q3). @param view set its size. @return DONE · BAD_ARGUMENT · BAD_SIZE · BAD_VALUE (party). */
DISPUTE_API dispute_result dispute_case_view(const dispute_case *c, int32_t party, dispute_view *view);

/* ---- 8. Journal --------------------------------------------------------------------------------------------------- */

/** Apply records (one or many, end to end) to an empty case or to one that they continue; each is verified first. All or
 *  nothing: on an error the case is what it was. A journal with a `migrate` (T5) takes one call for each policy: up to that
 *  record under the old one, from it on under the new one. Where a call goes too far, or begins too early, it is
 *  OTHER_POLICY, and problem.line the first record that needs another policy; dispute_record_read() says which.
 *  @return DONE · BAD_ARGUMENT · CORRUPT_RECORD (problem.line is the record's number) · WRONG_VERSION · OTHER_POLICY ·
 *  OTHER_CASE · NOT_SEALED. */
DISPUTE_API dispute_result dispute_replay(const dispute_policy *policy, dispute_case *c, const uint8_t *records,
                                          size_t records_size, dispute_problem *problem);
/** Read one record, by itself. `transition` (its next_due, effects are not in the record: 0), `event` and `next` may be
 *  NULL; set the sizes of the first two. `next` is where the following record begins.
 *  @return DONE · BAD_ARGUMENT · BAD_SIZE · CORRUPT_RECORD · WRONG_VERSION. */
DISPUTE_API dispute_result dispute_record_read(const uint8_t *record, size_t record_size,
                                               dispute_transition *transition, dispute_event *event, size_t *next);
/** The order that a first record carries. @return DONE · BAD_ARGUMENT · BAD_SIZE · CORRUPT_RECORD (or no first record) ·
 *  WRONG_VERSION. */
DISPUTE_API dispute_result dispute_record_order(const uint8_t *record, size_t record_size, dispute_order *order);
/** The head of the journal: the hash of all records so far (docs/formats.md). Anchor it elsewhere: only against an anchor is
 *  a cut tail seen. Zero while the policy says `journal.chain = none`. @return DONE · BAD_ARGUMENT. */
DISPUTE_API dispute_result dispute_case_head(const dispute_case *c, uint8_t digest[32]);
/** Which policy and which case a snapshot or a first record belongs to, before anything is loaded.
 *  @return DONE · BAD_ARGUMENT · CORRUPT_RECORD · WRONG_VERSION. */
DISPUTE_API dispute_result dispute_bytes_about(const uint8_t *bytes, size_t bytes_size, char policy_name[40],
                                               uint8_t policy_digest[32], char case_id[40]);

/* ---- 9. Many at once: for hosts to which a call is dear ------------------------------------------------------------ */

/** dispute_apply() for each pair. Stops when the answer is full: *done says how many items are finished, call again with
 *  the rest. results[i] is item i's own result, also where a case is NULL; dispute_answer_problem() is about the last item
 *  that was refused or failed.
 *  @param stride distance between two events in bytes, a multiple of 8.
 *  @return DONE · BAD_ARGUMENT (NULL, stride) · BUFFER_TOO_SMALL (the answer cannot hold one item). */
DISPUTE_API dispute_result dispute_apply_many(const dispute_policy *policy, dispute_case *const *cases,
                                              const dispute_event *events, size_t stride, size_t count,
                                              dispute_answer *answer, dispute_result *results, size_t *done);
/** dispute_advance() for each snapshot, where it lies; it is written again where something fell due. One that is not due is
 *  looked at only as far as that: policy, clock and `next_due`; whether it is whole is seen by dispute_case_load(). Stops and
 *  answers like dispute_apply_many().
 *  @param stride distance between two snapshots in bytes, any from DISPUTE_SNAPSHOT_SIZE on. */
DISPUTE_API dispute_result dispute_advance_many(const dispute_policy *policy, uint8_t *snapshots, size_t stride,
                                                size_t count, int64_t now, dispute_answer *answer,
                                                dispute_result *results, size_t *done);

/* ---- 10. Words, limits and layouts: everything that a binding would otherwise copy --------------------------------- */

/** DISPUTE_VERSION of the library that was linked. */
DISPUTE_API uint32_t dispute_version(void);
/** The instant that never comes: INT64_MAX. */
DISPUTE_API int64_t dispute_never(void);
/** The value of a [limit]; 0: no such limit. */
DISPUTE_API int32_t dispute_limit(int32_t limit);
/** Decimals of a currency (JPY 0, USD 2, KWD 3), from ISO 4217; 2 where the code is not known. */
DISPUTE_API int32_t dispute_currency_decimals(const char currency[4]);
/** How many words a group has. */
DISPUTE_API uint32_t dispute_word_count(int32_t group);
/** The number of word `index` of a group, in the order of the numbers; 0 past the end. Count with dispute_word_count():
 *  `done` and the group `group` have the number 0 themselves. */
DISPUTE_API int32_t dispute_word_at(int32_t group, uint32_t index);
/** The number of a word; 0: no such word, or `done`, or the group `group`. */
DISPUTE_API int32_t dispute_word_number(int32_t group, const char *name, size_t name_size);
/** The word, as in JSON, journal and docs; NULL: no such number. */
DISPUTE_API const char *dispute_word_name(int32_t group, int32_t number);
/** What to call it before people, [language]; NULL: no such number. */
DISPUTE_API const char *dispute_word_label(int32_t group, int32_t number, int32_t language);
/** A whole sentence about it, [language]; NULL: no such number. */
DISPUTE_API const char *dispute_word_sentence(int32_t group, int32_t number, int32_t language);
/** The whole sentence of a problem with its dates and amounts, as one would show it.
 *  @return DONE · BAD_ARGUMENT · BAD_SIZE · BUFFER_TOO_SMALL. The text is NUL-terminated, `needed` counts the NUL. */
DISPUTE_API dispute_result dispute_problem_sentence(const dispute_problem *problem, int32_t language, char *buffer,
                                                    size_t room, size_t *needed);

/** One field of a public struct, for bindings that check themselves at load. */
typedef struct dispute_field {
    uint32_t size;     /**< sizeof */
    uint32_t offset;   /**< from the beginning of the struct */
    uint32_t bytes;    /**< of one element */
    uint32_t elements; /**< 1, or more for an array */
    int32_t kind;      /**< [type] */
    int32_t group;     /**< of its words, where kind is word or set; else 0 */
    int32_t by;        /**< [group] whose numbers are the index of an array; 0: none, or a list */
    int32_t reserved;  /**< 0 */
    char name[40];     /**< "terms.amount" */
} dispute_field;

/** sizeof a public struct, [struct]; 0: no such struct. */
DISPUTE_API uint32_t dispute_struct_size(int32_t which);
/** Field `index` of a struct. @return DONE · BAD_ARGUMENT (past the end) · BAD_SIZE. */
DISPUTE_API dispute_result dispute_struct_field(int32_t which, uint32_t index, dispute_field *field);

/* ---- 11. Foreign words: what other systems say, and which of our words it means ------------------------------------ */

/** The words that one field of another system may hold, such as `reason` of `stripe`. */
typedef struct dispute_foreign_list {
    uint32_t size;    /**< sizeof */
    uint32_t first;   /**< index of its first row, for dispute_foreign_at() */
    uint32_t rows;    /**< so many rows from there on are its own */
    uint32_t words;   /**< how many words it has, each with one row or more */
    int32_t whole;    /**< yes 1: all that the system publishes for this field; no 0: there are more, which are not known */
    int32_t reserved; /**< 0 */
    char system[24];  /**< "stripe", "aliexpress.old"; the lists of a system stand together */
    char kind[40];    /**< the field, as the system's own interface names it: "reason", "return.status" */
    char about[128];  /**< what it is and where it was read, in English */
} dispute_foreign_list;

/** A word of another system, and one of ours that it means. A word that means several of ours has a row for each, one
 *  behind the other: a status may be a state, an event, and who caused it. */
typedef struct dispute_foreign {
    uint32_t size;     /**< sizeof */
    int32_t group;     /**< [group] of our word; 0: it means none of ours */
    int32_t number;    /**< our word: a number of that group. A party is who acted, who was asked, or whom it concerns */
    int32_t unmatched; /**< [unmatched] why it means none of ours; 0: it means one */
    uint32_t first;    /**< index of the word's first row, the one that answers it best */
    uint32_t rows;     /**< how many rows it has, from there on */
    char system[24];   /**< as in its list */
    char kind[40];     /**< as in its list */
    char word[64];     /**< as the system spells it, numbers too: "product_not_received", "104" */
} dispute_foreign;

/** The name of system `index`, in the order of the lists; NULL past the end. */
DISPUTE_API const char *dispute_foreign_system(uint32_t index);
/** List `index`, system by system. @param list set its size. @return DONE · BAD_ARGUMENT (NULL, past the end) · BAD_SIZE. */
DISPUTE_API dispute_result dispute_foreign_list_at(uint32_t index, dispute_foreign_list *list);
/** Row `index`, list by list. All of them are the whole table, and the way from our words to theirs.
 *  @param row set its size. @return DONE · BAD_ARGUMENT (NULL, past the end) · BAD_SIZE. */
DISPUTE_API dispute_result dispute_foreign_at(uint32_t index, dispute_foreign *row);
/** The first row of a word, which must be spelled as its system spells it; the others follow behind `first`.
 *  @param row set its size.
 *  @param problem which of the three is not known: its name is `system`, `kind` or `word`. May be NULL.
 *  @return DONE (also where the word means none of ours) · BAD_ARGUMENT (NULL) · BAD_SIZE · BAD_VALUE. */
DISPUTE_API dispute_result dispute_foreign_word(const char *system, size_t system_size, const char *kind,
                                                size_t kind_size, const char *word, size_t word_size,
                                                dispute_foreign *row, dispute_problem *problem);
/** Our word of one group that a foreign word means, the first where there are several; 0: none, or the word is unknown.
 *  @param group [group], such as DISPUTE_GROUP_REASON. */
DISPUTE_API int32_t dispute_foreign_number(const char *system, size_t system_size, const char *kind,
                                           size_t kind_size, const char *word, size_t word_size, int32_t group);

/* ---- 12. Decide: what it does to the seller, and what it will cost -------------------------------------------------- */

/** Bytes of every scorecard of this version. */
enum { DISPUTE_SCORECARD_SIZE = 19272 };

/** Something that counts for or against a seller. Numbers 1 to 3 of [fact] are those of [tally], so that the `tally` of an
 *  effect is the kind of a fact. */
typedef struct dispute_fact {
    uint32_t size;  /**< sizeof(dispute_fact) */
    int32_t kind;   /**< [fact] */
    int64_t at;     /**< instant, never of the future: a later day pushes earlier ones out of the card. Of `withdrawn` when the
                         case was opened, so that it takes away on the day on which that added */
    int64_t count;  /**< how many, 1 to 4294967295: orders, cases, strikes or points */
} dispute_fact;

/** How sellers are counted and when that has consequences: filled by dispute_score_policy_parse(). The arrays have one
 *  element for each threshold by its number, 0 not used. */
typedef struct dispute_score_policy {
    uint32_t size;          /**< sizeof(dispute_score_policy) */
    int32_t day_offset;     /**< minutes east of UTC, -1080 to 1080: where a day begins */
    int32_t points_per_day; /**< at most so many points count of a day; 0: all */
    int32_t serious_every;  /**< of serious violations one counts in so many days, 1 to 30 */
    int32_t rate_least;     /**< a threshold of a rate speaks from so many orders (of the rate's base) on */
    int32_t reserved;       /**< 0 */
    int32_t over[4];        /**< [base] by number of [measure]: what a rate is a part of */
    int32_t measure[32];    /**< [measure] 0: there is no such threshold */
    int32_t window[32];     /**< days, 1 to 365, the day that is asked about included */
    int32_t limit[32];      /**< reached at this: millionths of a rate, else a count; 1 or more */
    int32_t every[32];      /**< yes 1: at every multiple of the limit again; no 0 */
    int32_t sanction[32];   /**< [sanction] */
    int32_t days[32];       /**< of freeze: how many; else 0 */
    char name[40];          /**< "aliexpress@2017" */
} dispute_score_policy;

/** One measure of a seller over one window. */
typedef struct dispute_score {
    uint32_t size;       /**< sizeof */
    int32_t measure;     /**< [measure] */
    int32_t window;      /**< days */
    int32_t over;        /**< [base] of a rate; 0: a count */
    int64_t count;       /**< cases, strikes or points that count */
    int64_t base;        /**< of a rate: orders that it is a part of; else 0 */
    int64_t rate;        /**< of a rate: millionths, to the nearest, halves up; 0 where the base is 0; above a million where
                              more was counted than the base */
    int32_t reached;     /**< number of the highest threshold of this measure and window that is reached; 0: none */
    int32_t next;        /**< of the lowest that is not; 0: none */
    int64_t more;        /**< the fewest further cases, strikes or points that reach `next`, all else as it is; dispute_never():
                              none can, or there is no next */
    int64_t excluded[8]; /**< by number of [exclusion]: what was not counted, and why */
} dispute_score;

/** A threshold and how it stands: once reached, a fact for the host, which carries it out or not. */
typedef struct dispute_sanction {
    uint32_t size;      /**< sizeof */
    int32_t threshold;  /**< its number in the policy */
    int32_t measure;    /**< [measure] */
    int32_t window;     /**< days */
    int32_t sanction;   /**< [sanction] */
    int32_t days;       /**< of freeze */
    int32_t reached;    /**< yes 1, no 0 */
    int32_t reserved;   /**< 0 */
    int64_t limit;      /**< what it is reached at; of `every` the highest multiple that is, else the first */
    int64_t value;      /**< millionths of a rate (to the nearest, halves up), else a count */
    int64_t more;       /**< until it is reached, of `every` until the next multiple; see dispute_score */
    int64_t since;      /**< instant at which the day begins since which it has been reached without a break; 0: not
                             reached, or for longer than the card can tell (see docs/scorecard.md) */
    int64_t until;      /**< instant: end of a freeze that begins with `since`; 0: none */
    char id[56];        /**< the idempotency key, once a seller: insert or keep. Empty where `since` is 0 */
} dispute_sanction;

/** Read `key = value` lines as in docs/scorecard.md. A first key `preset` names what to start from ("aliexpress@2017",
 *  "aliexpress" for the newest, "none" for no threshold); without it the newest default is. All or nothing.
 *  @param policy set its size. @return DONE · BAD_ARGUMENT · BAD_SIZE · BAD_KEY · BAD_VALUE (problem.line, problem.name). */
DISPUTE_API dispute_result dispute_score_policy_parse(const char *text, size_t text_size, dispute_score_policy *policy,
                                                      dispute_problem *problem);
/** All keys and values in one canonical order. @return DONE · BAD_ARGUMENT · BAD_SIZE · BAD_VALUE · BUFFER_TOO_SMALL. */
DISPUTE_API dispute_result dispute_score_policy_print(const dispute_score_policy *policy, char *buffer, size_t room,
                                                      size_t *needed);

/** Make an empty card: canonical bytes, which are the card; store and send them as they are. One a seller and category.
 *  @return DONE · BAD_ARGUMENT · BAD_SIZE · BAD_VALUE (a policy that was not parsed). */
DISPUTE_API dispute_result dispute_scorecard_begin(const dispute_score_policy *policy,
                                                   uint8_t card[DISPUTE_SCORECARD_SIZE]);
/** Count a fact. It must be fed once: the host feeds it in the transaction that stores the effect or the order.
 *  @return DONE · BAD_ARGUMENT · BAD_SIZE · BAD_VALUE (a field) · OVERFLOW (more than 4294967295 of a kind in a card's
 *  life) · CORRUPT_RECORD · WRONG_VERSION (the card). On anything but DONE the card is what it was. */
DISPUTE_API dispute_result dispute_scorecard_add(uint8_t card[DISPUTE_SCORECARD_SIZE], const dispute_fact *fact,
                                                 dispute_problem *problem);
/** Add another card to it. The bytes depend on what was counted alone: not on where, nor in which order. To merge a card twice
 *  counts it twice.
 *  @return DONE · BAD_ARGUMENT · OVERFLOW · CORRUPT_RECORD · WRONG_VERSION · BAD_VALUE (their days begin differently). */
DISPUTE_API dispute_result dispute_scorecard_merge(uint8_t card[DISPUTE_SCORECARD_SIZE],
                                                   const uint8_t other[DISPUTE_SCORECARD_SIZE],
                                                   dispute_problem *problem);
/** What a measure comes to over the days up to that of `at`.
 *  @param window days, 1 to 365. @param score set its size.
 *  @return DONE · BAD_ARGUMENT · BAD_SIZE · BAD_VALUE (measure, window, a policy of other days, `at` before what the card can
 *  tell: 400 days less the window before its newest day) · CORRUPT_RECORD · WRONG_VERSION. */
DISPUTE_API dispute_result dispute_scorecard_score(const dispute_score_policy *policy,
                                                   const uint8_t card[DISPUTE_SCORECARD_SIZE], int64_t at,
                                                   int32_t measure, int32_t window, dispute_score *score,
                                                   dispute_problem *problem);
/** How threshold `index` stands, counted from 0 over those that the policy has.
 *  @param sanction set its size. @return as dispute_scorecard_score(); BAD_ARGUMENT also past the end. */
DISPUTE_API dispute_result dispute_scorecard_sanction(const dispute_score_policy *policy,
                                                      const uint8_t card[DISPUTE_SCORECARD_SIZE], int64_t at,
                                                      uint32_t index, dispute_sanction *sanction,
                                                      dispute_problem *problem);
/** Why a case does not count in a rate, [exclusion]; 0: it counts, or there is no such [tally].
 *  @param outcome of its view; kind 0: not_closed. */
DISPUTE_API int32_t dispute_score_excluded(const dispute_outcome *outcome, int32_t tally);

/** What the host knows of a seller. */
typedef struct dispute_seller {
    uint32_t size;      /**< sizeof(dispute_seller) */
    int32_t verified;   /**< yes 1, no 0: a verified business; as in the order */
    int32_t guarantee;  /**< yes 1, no 0: enrolled in the after-sales guarantee */
    int32_t reserved;   /**< 0 */
    char category[40];  /**< what he sells, in the host's own words; empty: not said */
} dispute_seller;

/** What a seller must be, and since when: filled by dispute_seller_policy_parse(). One element a rule, by its number. */
typedef struct dispute_seller_policy {
    uint32_t size;           /**< sizeof(dispute_seller_policy) */
    int32_t day_offset;      /**< minutes east of UTC, -1080 to 1080: where a day begins */
    int32_t standing[16];    /**< [standing] that it is about; 0: there is no such rule */
    int32_t requirement[16]; /**< [requirement] */
    int32_t first_day[16];   /**< days since 1970-01-01; 0: from ever */
    int32_t last_day[16];    /**< the same; 0: no end */
    char category[640];      /**< 40 bytes a rule, NUL-terminated: the category that is excluded; else empty */
    char name[40];           /**< "aliexpress@2017" */
} dispute_seller_policy;

/** May he? And by which rule not. */
typedef struct dispute_standing {
    uint32_t size;       /**< sizeof */
    int32_t standing;    /**< [standing] */
    int32_t eligible;    /**< yes 1, no 0 */
    int32_t rule;        /**< number of the first rule in force that says no; 0: none does */
    int32_t requirement; /**< [requirement] that is not met; its sentence says so before people; 0: none */
    int32_t rules;       /**< how many rules were in force */
    int64_t holds_from;  /**< instant from which that rule holds; 0: from ever */
    int64_t holds_until; /**< instant from which it no longer does; 0: no end */
} dispute_standing;

/** Read `key = value` lines as in docs/scorecard.md; `preset` as in dispute_score_policy_parse().
 *  @param policy set its size. @return DONE · BAD_ARGUMENT · BAD_SIZE · BAD_KEY · BAD_VALUE. */
DISPUTE_API dispute_result dispute_seller_policy_parse(const char *text, size_t text_size,
                                                       dispute_seller_policy *policy, dispute_problem *problem);
/** All keys and values in one canonical order. @return DONE · BAD_ARGUMENT · BAD_SIZE · BAD_VALUE · BUFFER_TOO_SMALL. */
DISPUTE_API dispute_result dispute_seller_policy_print(const dispute_seller_policy *policy, char *buffer, size_t room,
                                                       size_t *needed);
/** May this seller trade, or be covered, on the day of `at`? Every rule in force must hold.
 *  @param standing [standing]. @param answer set its size.
 *  @return DONE · BAD_ARGUMENT · BAD_SIZE · BAD_VALUE (standing, at, a field of the seller). */
DISPUTE_API dispute_result dispute_seller_standing(const dispute_seller_policy *policy, const dispute_seller *seller,
                                                   int32_t standing, int64_t at, dispute_standing *answer,
                                                   dispute_problem *problem);

/** Orders that went one way: one route, one category, one currency. */
typedef struct dispute_provision_ask {
    uint32_t size;         /**< sizeof(dispute_provision_ask) */
    int32_t z;             /**< thousandths, 1 to 10000: how cautious the bound is; 0: 1960, that is 95 % on both sides */
    int64_t orders;        /**< of the history, 0 to 10000000000 */
    int64_t ahead;         /**< orders that the provision is for, 0 to 10000000000 */
    int64_t actual_orders; /**< of a later period, to be compared; 0: none */
    int64_t price;         /**< minor units, what such an order costs; 0: not given */
} dispute_provision_ask;

/** What one reason has cost in that history. */
typedef struct dispute_provision_cell {
    uint32_t size;          /**< sizeof(dispute_provision_cell) */
    int32_t reason;         /**< [reason], or 0: all together */
    int64_t losses;         /**< orders that were lost to it, at most `orders` */
    int64_t amount;         /**< minor units, what all of them cost; 0 where there were none */
    int64_t severity;       /**< minor units, what one would cost: used where there were none, such as the price */
    int64_t actual_losses;  /**< of the later period, at most `actual_orders` */
    int64_t actual_amount;  /**< minor units */
} dispute_provision_cell;

/** What a reason will cost; or the whole, of which the parts add up. */
typedef struct dispute_provision_part {
    uint32_t size;      /**< sizeof; parts lie one behind the other */
    int32_t reason;     /**< [reason]; 0 in the whole */
    int64_t rate;       /**< millionths of orders lost, to the nearest, halves up; 0 without orders */
    int64_t upper;      /**< millionths, up: the upper end of Wilson's interval; a million without orders; of the whole the sum */
    int64_t mean;       /**< minor units, up: what one loss costs; without losses `severity`; 0 in the whole */
    int64_t loss;       /**< millionths of a minor unit an order: amount / orders, to the nearest, halves up; whole: the sum */
    int64_t bound;      /**< millionths of a minor unit an order: upper * mean, exact; whole: the sum */
    int64_t expected;   /**< minor units: whole: what the history makes of `ahead`, up; parts by largest remainder */
    int64_t provision;  /**< minor units: whole: bound * ahead / 1000000, up; parts by largest remainder */
    int64_t uplift;     /**< minor units a price must rise by: whole: bound / (1000000 - upper), up, since what is refunded is
                             then the higher price; dispute_never(): no price covers it; parts by largest remainder */
    int64_t uplift_rate;/**< whole: millionths of `price`, up; 0: no price was given; parts: 0 */
    int64_t forecast;   /**< minor units: whole: what the history makes of `actual_orders`, up; parts by largest remainder */
    int64_t actual;     /**< minor units that it did cost */
    int64_t over;       /**< actual less forecast; below 0: it cost less */
    int32_t beyond;     /**< yes 1: more orders were lost than `upper` lets expect; no 0; whole: how many parts */
    int32_t unknown;    /**< yes 1: neither a loss nor a severity says what one costs, so it is not provided for; whole: how many */
} dispute_provision_part;

/** From a history to what an order must earn for the disputes to come. Takes about 12 KB of stack.
 *  @param cells each with its size, `stride` bytes apart. @param count 1 to 64.
 *  @param parts `count` of them, each as large as the size in the first one says. @param whole set its size.
 *  @return DONE · BAD_ARGUMENT (NULL, stride, count) · BAD_SIZE · BAD_VALUE (negative or too large, more losses than orders, an
 *  amount without a loss, a reason twice; problem.name says which, problem.line is the cell, from 1) · OVERFLOW. */
DISPUTE_API dispute_result dispute_provision(const dispute_provision_ask *ask, const dispute_provision_cell *cells,
                                             size_t stride, uint32_t count, dispute_provision_part *parts,
                                             dispute_provision_part *whole, dispute_problem *problem);
/** The upper end of Wilson's score interval for `losses` of `orders`: the least number of millionths that is not below it, found
 *  by whole numbers alone. A million where there are no orders.
 *  @param z thousandths, 1 to 10000; 0: 1960.
 *  @return DONE · BAD_ARGUMENT (NULL) · BAD_VALUE (losses below 0 or above orders, orders above 10000000000, z). */
DISPUTE_API dispute_result dispute_rate_upper(int64_t losses, int64_t orders, int32_t z, int64_t *upper);
/** Split a whole in proportion to weights so that the parts add up to it: each gets its share rounded down, and what is
 *  left goes one by one to the largest remainders, the earlier first. Where all weights are 0 they count as 1.
 *  Takes no memory, and so a time that grows with the square of `count`.
 *  @return DONE · BAD_ARGUMENT (NULL, count 0) · BAD_VALUE (below 0) · OVERFLOW (the weights' sum). */
DISPUTE_API dispute_result dispute_split(int64_t whole, const int64_t *weights, uint32_t count, int64_t *parts);

/* ---- 13. Advise: what to offer, what it will cost, and when money comes free --------------------------------------- */

enum {
    DISPUTE_OFFERS = 12,          /**< dispute_advise() lists at most so many */
    DISPUTE_COST_LINES = 10,      /**< elements of dispute_offer.line */
    DISPUTE_GROUNDS = 8,          /**< elements of dispute_offer.speaks_for and speaks_against */
    DISPUTE_EXPOSURE_DAYS = 120,  /**< a funds calendar has at most so many days */
    DISPUTE_EXPOSURE_LATER = 120, /**< index of the element for all that comes later */
    DISPUTE_EXPOSURE_PAYING = 121, /**< index of the element for what is decided and whose payments are not reported yet */
    DISPUTE_EXPOSURE_SLOTS = 122  /**< elements of the arrays of dispute_exposure */
};

/** What the seller knows, all of it optional. Money is in minor units of the order's currency, 0 or more; shares and chances
 *  are per 10,000, 0 to 10,000. A field that is not 0 is given; a 0 that is meant is given by its bit in `given`. What is not
 *  given is taken at its worst for the seller. */
typedef struct dispute_facts {
    uint32_t size;           /**< sizeof(dispute_facts) */
    int32_t given;           /**< set of [estimate]: which zeros are meant */
    int64_t unit_cost;       /**< what the goods cost the seller; else the order's amount */
    int64_t return_cost;     /**< what a return costs by this route, at the rate without a discount; else the order's freight */
    int64_t resend_cost;     /**< what sending a replacement costs; else the order's freight */
    int64_t coupon;          /**< the coupon that he would offer, 1 or more; else the return's cost, or where that is 0 a
                                  tenth of what is at stake, rounded up */
    int32_t salvage;         /**< share of unit_cost that returned goods are worth; else 0 */
    int32_t return_possible; /**< yes 1, no 0: do parcels come back on this route? Else yes */
    int32_t coupon_margin;   /**< share of a coupon that stays with the seller where it is used, his margin; else 0 */
    int32_t coupon_redeemed; /**< share of coupons that are used; else 10,000 */
    int32_t win_chance;      /**< to win a ruling by the evidence at hand; else 0 */
    int32_t accept_chance;   /**< that the buyer takes less than he asked for, no_refund excepted, which nobody takes; else the
                                  offer's worth to him over that of his request, rounded down */
    int32_t recovery_chance; /**< that the carrier pays what is claimed from him; else 0 */
    int32_t reserved;        /**< 0 */
} dispute_facts;

/** One thing that the seller could offer, and what is to be expected of it. Costs are measured against the sale standing as it
 *  is: above 0 the seller has less, below 0 more. */
typedef struct dispute_offer {
    uint32_t size;            /**< distance to the next offer of the same advice */
    int32_t event;            /**< [event] accept: the buyer's request as it stands; propose: anything else */
    dispute_terms terms;      /**< what the event says, or the request */
    dispute_result refused;   /**< [result] 0: the rules allow it now, else why not */
    int32_t rule;             /**< [rule] that says no */
    int32_t deadline;         /**< [deadline] as in a problem */
    int32_t fit;              /**< [fit] to the root cause */
    int64_t at;               /**< instant, as in a problem */
    int64_t limit;            /**< as in a problem; minor units where refused is over_limit */
    int32_t cause;            /**< [cause] the same in all of them */
    int32_t taken;            /**< chance that the buyer takes it, per 10,000 */
    int32_t counts;           /**< set of [count] if he does */
    int32_t counts_ruled;     /**< set of [count] if he does not and the ruling is lost */
    int64_t cost;             /**< to be expected: taken x cost_taken + (1 - taken) x (1 - win_chance) x cost_ruled, rounded to the
                                   nearest, a half up */
    int64_t cost_taken;       /**< if he takes it */
    int64_t cost_ruled;       /**< if the ruling gives him what he asked for */
    int64_t line[10];         /**< by number of [cost]: the parts of `cost`, which sum to it exactly (largest remainder, of equal
                                   ones the lower number) */
    int64_t buyer_money;      /**< money to the buyer, freight not counted */
    int64_t buyer_coupon;     /**< coupon to the buyer */
    int64_t buyer_freight;    /**< what a return costs him */
    int32_t buyer_keeps;      /**< yes 1, no 0: he keeps what he has */
    int32_t buyer_gets;       /**< yes 1, no 0: goods are sent to him again */
    int32_t speaks_for[8];    /**< [ground] for it, 0 behind the last */
    int32_t speaks_against[8]; /**< [ground] against it, 0 behind the last */
} dispute_offer;

/** What the seller could offer at `now`, the best first: what the rules allow before what they refuse; then what fits the root
 *  cause (fit, lower first), then what costs less, then what is worth more to the buyer, then the lower kind, then the lower
 *  amount, then accept before propose. Nothing is left out because it is refused. docs/advice.md shows every step.
 *  @param known NULL: nothing is known.
 *  @param offers set the size of the first: the others lie so far behind it. May be NULL where room is 0.
 *  @param room how many there is room for; DISPUTE_OFFERS is always enough. @param needed how many there are; may be NULL.
 *  @param problem what is wrong, filled where the result is not DONE; may be NULL.
 *  @return DONE · NOT_NOW (the case is not open yet) · BAD_ARGUMENT · BAD_SIZE · BAD_VALUE (a fact, now) · CLOCK_BACKWARDS ·
 *  OTHER_POLICY · NOT_SEALED · OVERFLOW (costs are no amount any more) · BUFFER_TOO_SMALL. */
DISPUTE_API dispute_result dispute_advise(const dispute_policy *policy, const dispute_case *c, int64_t now,
                                          const dispute_facts *known, dispute_offer *offers, uint32_t room,
                                          uint32_t *needed, dispute_problem *problem);

/** A funds calendar: what open cases hold, and when silence frees it, to whom, for one currency. Fill it with
 *  dispute_exposure_begin() and dispute_exposure_add(); its size does not depend on how many cases there are, and their order
 *  changes nothing. The arrays are by day from `begins_at` on, then DISPUTE_EXPOSURE_LATER and DISPUTE_EXPOSURE_PAYING. Always
 *  held = waiting + the sum of to_buyer, to_seller, to_platform and to_order. */
typedef struct dispute_exposure {
    uint32_t size;            /**< sizeof(dispute_exposure) */
    int32_t days;             /**< of the calendar, 1 to DISPUTE_EXPOSURE_DAYS */
    int64_t begins_at;        /**< instant at which day 0 begins; a day is 24 hours. What is overdue is in day 0 */
    char currency[4];         /**< ISO 4217 */
    int32_t reserved;         /**< 0 */
    int64_t cases;            /**< open cases that were added */
    int64_t held;             /**< minor units: held by them, and sent out of what was held but not reported as paid */
    int64_t waiting;          /**< minor units that silence never frees: they wait for the platform */
    int64_t waiting_cases;    /**< how many cases wait so */
    int64_t to_buyer[122];    /**< minor units out of what is held */
    int64_t to_seller[122];   /**< minor units */
    int64_t to_platform[122]; /**< minor units */
    int64_t to_order[122];    /**< minor units that stay held where the case ends without moving them: the order has them */
    int64_t from_seller[122]; /**< minor units that the seller pays himself, beside what is held */
    int64_t ends[122];        /**< how many cases silence ends */
} dispute_exposure;

/** Begin an empty calendar. @param exposure set its size, which must be the whole struct's.
 *  @return DONE · BAD_ARGUMENT · BAD_SIZE · BAD_VALUE (currency, begins_at, days). */
DISPUTE_API dispute_result dispute_exposure_begin(dispute_exposure *exposure, const char currency[4], int64_t begins_at,
                                                  int32_t days);
/** Add one case: where its forecast leads (dispute_forecast()). A case that is not open, or closed, adds nothing.
 *  @param answer filled as by dispute_forecast(). All or nothing: on an error the calendar is what it was.
 *  @return DONE · BAD_ARGUMENT · BAD_SIZE · BAD_VALUE (another currency) · OTHER_POLICY · NOT_SEALED · BUFFER_TOO_SMALL ·
 *  OVERFLOW (a sum is no amount any more). */
DISPUTE_API dispute_result dispute_exposure_add(dispute_exposure *exposure, const dispute_policy *policy,
                                                const dispute_case *c, dispute_answer *answer);

#ifdef __cplusplus
}
#endif
#endif
