/* world.h - random cases for the laws: a seed plays thousands of them, event by event, and keeps the host's books. */
#ifndef DISPUTE_TESTS_WORLD_H
#define DISPUTE_TESTS_WORLD_H

#include "play.h"
#include <stdlib.h>

enum { CASES = 2000, EVENTS = 40, POLICIES = 12, SENT = 30 /* kinds of events */, TRANSFERS = 32, KEPT = 1 << 17 };

static const char *const policy_texts[POLICIES] = {
    "",
    "settlement.confirm = no\nappeal.rounds = 3\nescalate.buyer = P1D..P5D\nescalate.seller = after_refusal\n",
    "appeal.money = execute\nappeal.rounds = 3\nescalate.buyer = 0..none\nescalate.seller = after_refusal\n",
    "journal.chain = none\nnegotiation.reply = P2D\nnegotiation.reply.on_silence = accept_offer\n"
    "platform.review.on_silence = close_for_buyer\nclaim.file = P10D\nclaim.answer = P20D\nplatform.evidence = none\n",
    "negotiation.response.on_silence = escalate\nreturn.receive.on_silence = escalate\n"
    "replacement.ship.on_silence = escalate\nreplacement.receive.on_silence = escalate\n"
    "guarantee.review.on_silence = wait\nreturn.address.on_silence = close_for_buyer\n"
    "return.ship.on_silence = withdraw\nappeal.money = execute\n",
    "negotiation.stage = 0\nappeal.window = 0\nreturn.address = 0\nplatform.review.on_silence = close_for_seller\n",
    "negotiation.response = none\nnegotiation.stage = B3D\nnegotiation.stage.on_silence = close_for_seller\n"
    "appeal.rounds = 0\nopen.after = none\ncalendar.offset = -08:00\ncalendar.holidays = 2026-01-06\n"
    "calendar.offset.2026-03-08T10:00:00Z = -07:00\nreturn.receive.on_silence = close_for_buyer\nguarantee.after = "
    "none\n",
    "negotiation.response.on_silence = withdraw\nnegotiation.stage.on_silence = withdraw\nnegotiation.reply = P1D\n"
    "negotiation.reply.on_silence = withdraw\nopen.reopen.times = 9\nreason.quality.evidence = yes\n",
    "contact.wait = P3D\nplatform.plan = P2D\nsuspend.at_most = P20D\nextend.times = 9\nclaim.file = P10D\n",
    "contact.wait = P2D\ncontact.wait.on_silence = close_for_buyer\nplatform.plan = PT5H\nsuspend.at_most = none\n"
    "extend.times = 0\nappeal.money = execute\nsettlement.confirm = no\nopen.reopen.times = 9\n",
    /* as a card scheme: the opening moves the money, then representment, pre-arbitration, arbitration */
    "open.money = reverse\nappeal.money = execute\nappeal.rounds = 3\nappeal.window = P20D\nround.1.starter = seller\n"
    "round.1.decides = start\nround.2.starter = buyer\nround.2.decides = answer\nround.2.answer = P10D\n"
    "round.2.fee = 25\nround.3.window = P5D\nround.3.fee = 600\nround.3.loser_pays = yes\n",
    "negotiation.response.on_silence = escalate\nappeal.rounds = 4\nround.1.decides = answer\nround.1.answer = P3D\n"
    "round.1.fee = 7\nround.1.loser_pays = yes\nround.2.decides = start\nround.2.fee = 9\nround.3.decides = answer\n"
    "round.3.answer = P4D\nround.3.window = 0\nround.4.starter = seller\nround.4.loser_pays = yes\nround.4.fee = 11\n",
};

/* a transfer, as the host's books have it */
typedef struct moved {
    int64_t sequence, amount;
    int32_t index, from, to, why, waits;
} moved;

typedef struct world {
    play p; /* the case, and the answer to the last event */
    dispute_case *was, *copy, *mirror;
    dispute_answer *other, *tiny;
    dispute_event event;
    dispute_result result;
    uint64_t random;
    int number, nth; /* of the case, of its event */
    int policy;
    moved moved[TRANSFERS];
    int transfers;
    int64_t balance[8]; /* by account: what came less what went */
    int64_t sent[8];    /* by account: what came less what was reversed */
    int64_t held;
    uint8_t *kept; /* bytes of answers, to be compared */
    size_t kept_size;
} world;

typedef void (*law)(world *w);
static play plays[POLICIES];

static inline void broken(const world *w, const char *what, int line) {
    fail_msg("line %d, policy %d, case %d, event %d (%s by %s: %s): %s", line, w->policy, w->number, w->nth,
             dispute_word_name(DISPUTE_GROUP_EVENT, w->event.kind), dispute_word_name(DISPUTE_GROUP_PARTY, w->event.by),
             dispute_word_name(DISPUTE_GROUP_RESULT, w->result), what);
}
#define HOLDS(w, truth)                            \
    do {                                           \
        if (!(truth)) broken(w, #truth, __LINE__); \
    } while (0)

/* ---- random orders, instants and events ---- */

static inline uint32_t below(world *w, uint32_t n) { /* splitmix64 */
    uint64_t z = w->random += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return (uint32_t)((z ^ z >> 31) >> 33) % n;
}

#define ONE_OF(w, array) (array)[below(w, (uint32_t)(sizeof(array) / sizeof(array)[0]))]

static inline void random_order(world *w) {
    static const int64_t amounts[] = {1, 2, 5000, 123457, INT64_MAX - 400}, freights[] = {0, 1, 400};
    static const int64_t shipped[] = {0, D(-20), D(-20), D(-1)}, promised[] = {0, D(-2), D(4), D(30), D(100)};
    static const int64_t delivered[] = {0, D(-5)}, completed[] = {0, 0, D(-3), D(-14)};
    static const int64_t protected_until[] = {0, D(3), D(20), D(60)};
    dispute_order *o = &w->p.order;
    o->amount = ONE_OF(w, amounts);
    o->freight = ONE_OF(w, freights);
    o->shipped_at = ONE_OF(w, shipped);
    o->promised_at = ONE_OF(w, promised);
    o->delivered_at = ONE_OF(w, delivered);
    o->completed_at = ONE_OF(w, completed);
    o->protected_until = ONE_OF(w, protected_until);
    o->funds = below(w, 4) ? DISPUTE_FUNDS_ESCROW : DISPUTE_FUNDS_RELEASED;
    o->seller_guarantee = (int32_t)below(w, 2);
    w->held = o->funds == DISPUTE_FUNDS_ESCROW ? o->amount : 0;
}

static inline void see(const world *w, dispute_view *v) {
    memset(v, 0, sizeof *v);
    v->size = (uint32_t)sizeof *v;
    HOLDS(w, dispute_case_view(w->p.c, DISPUTE_PARTY_PLATFORM, v) == DISPUTE_DONE);
}

static inline int64_t clock_of(const world *w) {
    dispute_view v;
    see(w, &v);
    return v.changed_at ? v.changed_at : T0;
}

static inline int64_t random_instant(world *w) {
    int64_t now = clock_of(w), due = dispute_case_next_due(w->p.c);
    switch (below(w, 10)) {
    case 0: return now;
    case 1: return now + below(w, 20) * DAY;
    case 2: return due < FOREVER ? due - (due > now) : now + 1;
    case 3: return due < FOREVER ? due : now + DAY;
    case 4:
    case 5: return now + below(w, 48) * HOUR;
    default: return now + below(w, (uint32_t)HOUR);
    }
}

static inline void random_content(world *w) {
    dispute_event *e = &w->event;
    int32_t kind = dispute_word_at(DISPUTE_GROUP_EVENT, below(w, SENT));
    int rarely = kind == DISPUTE_EVENT_SETTLE_ELSEWHERE || kind == DISPUTE_EVENT_SUSPEND; /* little happens after it */
    if (rarely && below(w, 4)) kind = dispute_word_at(DISPUTE_GROUP_EVENT, below(w, SENT));
    int64_t at = e->at;
    w->p.now = at;
    if (w->result == DISPUTE_DONE && dispute_case_sequence(w->p.c) == 0) kind = DISPUTE_EVENT_OPEN;
    int index = (int)below(w, 128);
    while (!play_content(&w->p, kind, index, e)) index /= 2;
    int payment = kind == DISPUTE_EVENT_PAID || kind == DISPUTE_EVENT_PAYMENT_FAILED;
    if (payment && w->transfers) {
        const moved *m = &w->moved[below(w, (uint32_t)w->transfers)];
        snprintf(e->reference, sizeof e->reference, "%s:%lld:%d", w->p.id, (long long)m->sequence, (int)m->index);
    }
    e->by = (int32_t)below(w, 4) + 1;
    e->at = at;
    if (below(w, 3)) snprintf(e->id, sizeof e->id, "e%d", w->nth);
    if (below(w, 8) == 0) {
        e->expects = 1;
        e->expect = dispute_case_sequence(w->p.c) + (below(w, 4) == 0);
    }
}

/* Three of four are events that the case will take. */
static inline void random_event(world *w) {
    w->event.at = random_instant(w);
    int tries = below(w, 4) ? 24 : 1;
    dispute_case_copy(w->copy, w->p.c);
    HOLDS(w, dispute_advance(w->p.policy, w->copy, w->event.at, w->other) == DISPUTE_DONE);
    do random_content(w);
    while (--tries > 0 && dispute_step(w->p.policy, w->copy, &w->event, w->other) != DISPUTE_DONE);
}

/* ---- the host's books ---- */

static inline int is_transfer_again(const world *w, const dispute_effect *e, const dispute_transition *t) {
    (void)w;
    return e->kind == DISPUTE_EFFECT_TRANSFER && e->sequence != t->sequence;
}

static inline void book(world *w, const dispute_effect *e) {
    if (e->why == DISPUTE_WHY_FEE) { /* between the market and a party: none of the case's money (P8) */
        HOLDS(w, e->to_account == DISPUTE_ACCOUNT_PLATFORM && e->amount > 0);
        HOLDS(w, e->from_account == DISPUTE_ACCOUNT_BUYER || e->from_account == DISPUTE_ACCOUNT_SELLER);
        return;
    }
    HOLDS(w, w->transfers < TRANSFERS);
    int out = e->from_account == DISPUTE_ACCOUNT_ESCROW;
    int to_buyer = e->to_account == DISPUTE_ACCOUNT_BUYER
                   && (e->from_account == DISPUTE_ACCOUNT_SELLER || e->from_account == DISPUTE_ACCOUNT_PLATFORM);
    int waits = (out || to_buyer) && !strstr(policy_texts[w->policy], "settlement.confirm = no");
    w->moved[w->transfers++] = (moved){e->sequence, e->amount, e->index, e->from_account, e->to_account, e->why, waits};
    w->balance[e->from_account] -= e->amount;
    w->balance[e->to_account] += e->amount;
    w->sent[e->to_account] += e->amount;
    if (e->why == DISPUTE_WHY_REVERSAL) w->sent[e->from_account] -= e->amount;
}

static inline void keep_books(world *w) {
    const dispute_transition *t;
    uint32_t at = 0;
    for (uint32_t i = 0; (t = dispute_answer_transition(w->p.answer, i)) != NULL; i++)
        for (uint32_t n = 0; n < t->effects; n++, at++) {
            const dispute_effect *e = dispute_answer_effect(w->p.answer, at);
            if (e->kind == DISPUTE_EFFECT_TRANSFER && !is_transfer_again(w, e, t)) book(w, e);
        }
    if (w->result != DISPUTE_DONE || w->event.kind != DISPUTE_EVENT_PAID) return;
    for (int i = 0; i < w->transfers; i++) {
        char id[DISPUTE_EFFECT_ID_SIZE];
        snprintf(id, sizeof id, "%s:%lld:%d", w->p.id, (long long)w->moved[i].sequence, (int)w->moved[i].index);
        if (strcmp(id, w->event.reference) == 0) w->moved[i].waits = 0;
    }
}

/* ---- walks ---- */

static inline void walk_case(world *w, law check) {
    memset(w->balance, 0, sizeof w->balance);
    memset(w->sent, 0, sizeof w->sent);
    w->transfers = 0;
    w->kept_size = 0;
    w->result = DISPUTE_DONE;
    random_order(w);
    HOLDS(w, dispute_case_begin(w->p.policy, w->p.c, w->p.id, strlen(w->p.id), &w->p.order, NULL) == DISPUTE_DONE);
    dispute_case_copy(w->mirror, w->p.c);
    for (w->nth = 0; w->nth < EVENTS; w->nth++) {
        random_event(w);
        dispute_case_copy(w->was, w->p.c);
        w->result = dispute_apply(w->p.policy, w->p.c, &w->event, w->p.answer);
        keep_books(w);
        check(w);
        if (dispute_case_state(w->p.c) == DISPUTE_STATE_CLOSED_DONE && below(w, 6) == 0) break;
    }
}

static inline int worlds_begin(void **state) {
    (void)state;
    for (int i = 0; i < POLICIES; i++) play_new(&plays[i], policy_texts[i]);
    return 0;
}

static inline int worlds_end(void **state) {
    (void)state;
    for (int i = 0; i < POLICIES; i++) play_free(&plays[i]);
    return 0;
}

static inline void world_new(world *w, uint64_t seed) {
    memset(w, 0, sizeof *w);
    w->random = seed;
    w->kept = malloc(KEPT);
    assert_non_null(w->kept);
    assert_int_equal(dispute_case_new(NULL, &w->was), DISPUTE_DONE);
    assert_int_equal(dispute_case_new(NULL, &w->copy), DISPUTE_DONE);
    assert_int_equal(dispute_case_new(NULL, &w->mirror), DISPUTE_DONE);
    assert_int_equal(dispute_answer_new(NULL, 0, &w->other), DISPUTE_DONE);
    assert_int_equal(dispute_answer_new(NULL, 1, &w->tiny), DISPUTE_DONE);
}

static inline void world_free(world *w) {
    dispute_answer_free(w->other);
    dispute_answer_free(w->tiny);
    dispute_case_free(w->was);
    dispute_case_free(w->copy);
    dispute_case_free(w->mirror);
    free(w->kept);
}

static inline void walk(uint64_t seed, law check) {
    world w;
    world_new(&w, seed);
    for (w.number = 0; w.number < CASES; w.number++) {
        w.policy = w.number % POLICIES;
        w.p = plays[w.policy];
        walk_case(&w, check);
    }
    world_free(&w);
}

static inline void snapshot(const world *w, const dispute_case *c, uint8_t bytes[DISPUTE_SNAPSHOT_SIZE]) {
    HOLDS(w, dispute_case_save(c, bytes, DISPUTE_SNAPSHOT_SIZE, NULL) == DISPUTE_DONE);
}

static inline int same(const world *w, const dispute_case *a, const dispute_case *b) {
    uint8_t one[DISPUTE_SNAPSHOT_SIZE], two[DISPUTE_SNAPSHOT_SIZE];
    snapshot(w, a, one);
    snapshot(w, b, two);
    return memcmp(one, two, sizeof one) == 0;
}

static inline void keep_bytes(world *w, const void *from, size_t size) {
    HOLDS(w, w->kept_size + size < KEPT);
    memcpy(w->kept + w->kept_size, from, size);
    w->kept_size += size;
}

/* Everything that an answer says, transition by transition, behind what is kept already. */
static inline void keep(world *w, const dispute_answer *answer) {
    const dispute_transition *t;
    uint32_t at = 0;
    for (uint32_t i = 0; (t = dispute_answer_transition(answer, i)) != NULL; i++) {
        size_t size;
        const uint8_t *record = dispute_answer_record(answer, i, &size);
        dispute_transition anywhere = *t; /* wherever in an answer it lies */
        HOLDS(w, t->first_effect == at);
        anywhere.first_effect = 0;
        keep_bytes(w, &anywhere, sizeof anywhere);
        keep_bytes(w, record, size);
        for (uint32_t n = 0; n < t->effects; n++)
            keep_bytes(w, dispute_answer_effect(answer, at++), sizeof(dispute_effect));
    }
}

#endif
