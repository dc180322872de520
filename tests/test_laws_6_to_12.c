/* test_laws_6_to_12.c - laws 6 to 12, as in test_laws.c: money, ids, silence, the policy, the journal,
 * sizes. */
#include "world.h"

/* ---- 6. money is conserved ---- */

static int accounts_fit(const moved *m) { /* which way money goes, by its reason */
    int seller = m->from == DISPUTE_ACCOUNT_SELLER, platform = m->from == DISPUTE_ACCOUNT_PLATFORM;
    int escrow = m->from == DISPUTE_ACCOUNT_ESCROW, buyer = m->to == DISPUTE_ACCOUNT_BUYER;
    switch (m->why) {
    case DISPUTE_WHY_REFUND: return escrow && buyer;
    case DISPUTE_WHY_RELEASE: return escrow && m->to == DISPUTE_ACCOUNT_SELLER;
    case DISPUTE_WHY_COMPENSATION: return platform && buyer;
    case DISPUTE_WHY_FREIGHT: return (seller || platform) && buyer;
    case DISPUTE_WHY_RECOUP: return seller && buyer;
    case DISPUTE_WHY_RECOVERY:
        return m->from == DISPUTE_ACCOUNT_CARRIER
               && (m->to == DISPUTE_ACCOUNT_SELLER || m->to == DISPUTE_ACCOUNT_PLATFORM);
    case DISPUTE_WHY_REVERSAL:
        return m->from != m->to && m->from <= DISPUTE_ACCOUNT_PLATFORM && m->to <= DISPUTE_ACCOUNT_PLATFORM;
    default: return 0;
    }
}

static void every_transfer_fits(world *w) {
    uint64_t sum = 0;
    for (int i = 0; i < w->transfers; i++) HOLDS(w, w->moved[i].amount > 0 && accounts_fit(&w->moved[i]));
    for (int i = 0; i < 8; i++) sum += (uint64_t)w->balance[i];
    HOLDS(w, sum == 0);
}

static int64_t unpaid(const world *w, int *waits) {
    int64_t sum = 0;
    *waits = 0;
    for (int i = 0; i < w->transfers; i++) {
        if (!w->moved[i].waits) continue;
        *waits = 1;
        sum = sum > INT64_MAX - w->moved[i].amount ? INT64_MAX : sum + w->moved[i].amount;
    }
    return sum;
}

static void money_is_conserved(world *w) {
    dispute_view v;
    const dispute_outcome *o = &v.outcome;
    int64_t buyer = w->balance[DISPUTE_ACCOUNT_BUYER], carrier = w->balance[DISPUTE_ACCOUNT_CARRIER];
    int64_t escrow = w->held + w->balance[DISPUTE_ACCOUNT_ESCROW];
    int waits;
    see(w, &v);
    every_transfer_fits(w);                     /* M1 */
    HOLDS(w, escrow >= 0 && escrow <= w->held); /* M2 */
    HOLDS(w, v.escrow == escrow);
    HOLDS(w, v.to_buyer == w->sent[DISPUTE_ACCOUNT_BUYER] && v.to_seller == w->sent[DISPUTE_ACCOUNT_SELLER]);
    HOLDS(w, buyer >= 0 && buyer <= w->p.order.amount + w->p.order.freight); /* M5 */
    HOLDS(w, carrier <= 0 && -carrier <= buyer);
    HOLDS(w, v.unpaid == unpaid(w, &waits));
    HOLDS(w, v.state != DISPUTE_STATE_SETTLING_PAYING || waits);
    HOLDS(w, v.funds != DISPUTE_FUNDS_SETTLED || (escrow == 0 && !waits)); /* M7 */
    int ends_unpaid = o->via == DISPUTE_VIA_WITHDRAWN || o->via == DISPUTE_VIA_ELSEWHERE;
    if (ends_unpaid && strstr(policy_texts[w->policy], "open.money = reverse")) /* O8: what was given goes back */
        HOLDS(w, escrow == 0 && buyer == 0 && w->balance[DISPUTE_ACCOUNT_SELLER] == w->held);
    if (!o->kind || o->via == DISPUTE_VIA_WITHDRAWN || o->via == DISPUTE_VIA_ELSEWHERE) return; /* nothing moves */
    int with_freight = o->kind == DISPUTE_TERMS_RETURN_REFUND && buyer > o->amount;
    HOLDS(w, escrow == 0 && (buyer == o->amount || with_freight));
}

static void law_06_money_is_conserved(void **state) {
    (void)state;
    walk(6, money_is_conserved);
}

/* ---- 7. money moves once ---- */

static int is_sent_again(const world *w, const dispute_effect *e) { /* payment_failed: the very same transfer */
    for (int i = 0; i < w->transfers; i++) {
        const moved *m = &w->moved[i];
        if (m->sequence == e->sequence && m->index == e->index)
            return m->amount == e->amount && m->from == e->from_account && m->to == e->to_account && m->why == e->why;
    }
    return 0;
}

static void ids_are_unique(world *w) {
    const dispute_transition *t;
    int64_t sequence = dispute_case_sequence(w->was);
    uint32_t at = 0;
    for (uint32_t i = 0; (t = dispute_answer_transition(w->p.answer, i)) != NULL; i++) {
        int32_t index = 0;
        HOLDS(w, t->sequence == ++sequence);
        for (uint32_t n = 0; n < t->effects; n++) {
            char id[DISPUTE_EFFECT_ID_SIZE] = "";
            const dispute_effect *e = dispute_answer_effect(w->p.answer, at++);
            int has_id = e->kind != DISPUTE_EFFECT_DEADLINE;
            if (has_id) snprintf(id, sizeof id, "C-1:%lld:%d", (long long)e->sequence, (int)e->index);
            HOLDS(w, strcmp(e->id, id) == 0);
            if (has_id && e->sequence == t->sequence)
                HOLDS(w, e->index == index++);
            else if (has_id)
                HOLDS(w, t->event == DISPUTE_EVENT_PAYMENT_FAILED && is_sent_again(w, e));
        }
    }
    HOLDS(w, at == dispute_answer_count(w->p.answer, DISPUTE_STRUCT_EFFECT));
}

static void law_07_effect_ids_are_unique_for_the_life_of_the_case(void **state) {
    (void)state;
    walk(7, ids_are_unique);
}

static void again_is_already_done(world *w) {
    dispute_event e = w->event;
    if (w->result != DISPUTE_DONE || !e.id[0]) return;
    dispute_case_copy(w->copy, w->p.c);
    HOLDS(w, dispute_apply(w->p.policy, w->copy, &e, w->other) == DISPUTE_REFUSED_ALREADY_DONE);
    e.expects = !e.expects; /* content is everything but `expect` */
    e.expect = e.expects ? 77 : 0;
    HOLDS(w, dispute_step(w->p.policy, w->copy, &e, w->other) == DISPUTE_REFUSED_ALREADY_DONE);
    e.at += 1 + below(w, 5);
    HOLDS(w, dispute_apply(w->p.policy, w->copy, &e, w->other) == DISPUTE_ERROR_KEY_REUSED);
    HOLDS(w, same(w, w->copy, w->p.c));
}

static void law_07_the_same_event_again_is_already_done(void **state) {
    (void)state;
    walk(107, again_is_already_done);
}

static void law_07_a_case_knows_its_last_eight_ids(void **state) { /* K2: of older ones the host does */
    enum { EVENTS_SENT = 12, KNOWN = 8 };
    dispute_event sent[EVENTS_SENT];
    play *p = &plays[0];
    (void)state;
    assert_int_equal(dispute_limit(DISPUTE_LIMIT_IDS_KEPT), KNOWN);
    assert_int_equal(play_open(p, DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 1), DISPUTE_DONE);
    for (int i = 0; i < EVENTS_SENT; i++) {
        sent[i] = (dispute_event){.size = sizeof sent[i],
                                  .kind = DISPUTE_EVENT_SUBMIT_EVIDENCE,
                                  .by = DISPUTE_PARTY_BUYER,
                                  .at = T0 + i,
                                  .reference = "R",
                                  .digest = {1}};
        sent[i].id[0] = (char)('a' + i); /* as short as an id can be */
        assert_int_equal(dispute_apply(p->policy, p->c, &sent[i], p->answer), DISPUTE_DONE);
    }
    for (int i = EVENTS_SENT; i-- > 0;) {
        dispute_result r = dispute_apply(p->policy, p->c, &sent[i], p->answer);
        if (i >= EVENTS_SENT - KNOWN)
            assert_int_equal(r, DISPUTE_REFUSED_ALREADY_DONE);
        else
            assert_int_equal(r, DISPUTE_ERROR_CLOCK_BACKWARDS); /* like any event that comes too late */
    }
}

static void sent_again_with(const play *p, const dispute_event *e, dispute_result expected) {
    dispute_case *copy;
    assert_int_equal(dispute_case_new(NULL, &copy), DISPUTE_DONE);
    dispute_case_copy(copy, p->c);
    assert_int_equal(dispute_apply(p->policy, copy, e, p->answer), expected);
    dispute_case_free(copy);
}

#define CHANGED(field, value)                                   \
    do {                                                        \
        dispute_event changed = e;                              \
        changed.field = value;                                  \
        sent_again_with(p, &changed, DISPUTE_ERROR_KEY_REUSED); \
    } while (0)

static void law_07_an_id_stands_for_its_whole_content(void **state) {
    play *p = &plays[0];
    (void)state;
    assert_int_equal(play_open(p, DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 5000), DISPUTE_DONE);
    dispute_event e = {.size = sizeof e,
                       .kind = DISPUTE_EVENT_PARCEL,
                       .by = DISPUTE_PARTY_CARRIER,
                       .at = D(1),
                       .id = "x",
                       .goods = DISPUTE_GOODS_DELIVERED,
                       .until = D(2)};
    assert_int_equal(dispute_apply(p->policy, p->c, &e, p->answer), DISPUTE_DONE);
    sent_again_with(p, &e, DISPUTE_REFUSED_ALREADY_DONE);
    CHANGED(goods, DISPUTE_GOODS_BOUNCED);
    CHANGED(until, D(3));
    CHANGED(until, 0);
    CHANGED(by, DISPUTE_PARTY_PLATFORM);
    CHANGED(at, D(1) + 1);
    e = (dispute_event){
        .size = sizeof e, .kind = DISPUTE_EVENT_TAKE_OVER, .by = DISPUTE_PARTY_PLATFORM, .at = D(1), .id = "y"};
    assert_int_equal(dispute_apply(p->policy, p->c, &e, p->answer), DISPUTE_DONE);
    CHANGED(kind, DISPUTE_EVENT_WITHDRAW);
    e = (dispute_event){.size = sizeof e,
                        .kind = DISPUTE_EVENT_SUBMIT_EVIDENCE,
                        .by = DISPUTE_PARTY_BUYER,
                        .at = D(1),
                        .id = "z",
                        .reference = "R1",
                        .digest = {1}};
    assert_int_equal(dispute_apply(p->policy, p->c, &e, p->answer), DISPUTE_DONE);
    CHANGED(reference[1], '2');
    CHANGED(digest[0], 2);
    CHANGED(digest[31], 1);
    e = (dispute_event){.size = sizeof e,
                        .kind = DISPUTE_EVENT_REQUEST_EVIDENCE,
                        .by = DISPUTE_PARTY_PLATFORM,
                        .at = D(1),
                        .id = "u",
                        .party = DISPUTE_PARTY_CARRIER};
    assert_int_equal(dispute_apply(p->policy, p->c, &e, p->answer), DISPUTE_DONE);
    CHANGED(party, DISPUTE_PARTY_BUYER);
    e = (dispute_event){.size = sizeof e,
                        .kind = DISPUTE_EVENT_RULE,
                        .by = DISPUTE_PARTY_PLATFORM,
                        .at = D(1),
                        .id = "v",
                        .terms = {DISPUTE_TERMS_REFUND, 0, 100, 10, 1},
                        .fault = DISPUTE_FAULT_SELLER};
    assert_int_equal(dispute_apply(p->policy, p->c, &e, p->answer), DISPUTE_DONE);
    CHANGED(terms.kind, DISPUTE_TERMS_RETURN_REFUND);
    CHANGED(terms.freight_by, DISPUTE_PARTY_SELLER);
    CHANGED(terms.amount, 101);
    CHANGED(terms.coupon, 11);
    CHANGED(terms.freight, 2);
    CHANGED(payer, DISPUTE_ACCOUNT_SELLER);
    CHANGED(fault, DISPUTE_FAULT_BUYER);
}

/* ---- 8. no case hangs ---- */

static void silence_is_foreseen(world *w) {
    dispute_view v = {.size = sizeof v};
    uint32_t transitions, effects;
    dispute_case_copy(w->copy, w->p.c);
    HOLDS(w, dispute_forecast(w->p.policy, w->copy, w->other) == DISPUTE_DONE && same(w, w->copy, w->p.c));
    HOLDS(w, dispute_advance(w->p.policy, w->copy, FOREVER, w->p.answer) == DISPUTE_DONE);
    HOLDS(w, dispute_case_view(w->copy, DISPUTE_PARTY_PLATFORM, &v) == DISPUTE_DONE);
    transitions = dispute_answer_count(w->other, DISPUTE_STRUCT_TRANSITION);
    effects = dispute_answer_count(w->other, DISPUTE_STRUCT_EFFECT);
    HOLDS(w, transitions == dispute_answer_count(w->p.answer, DISPUTE_STRUCT_TRANSITION));
    HOLDS(w, transitions <= (uint32_t)dispute_limit(DISPUTE_LIMIT_SILENCES)); /* K5 */
    HOLDS(w, effects == dispute_answer_count(w->p.answer, DISPUTE_STRUCT_EFFECT));
    for (uint32_t i = 0; i < transitions; i++) {
        dispute_transition t = *dispute_answer_transition(w->p.answer, i);
        t.record_size = 0;
        HOLDS(w, memcmp(&t, dispute_answer_transition(w->other, i), sizeof t) == 0);
    }
    for (uint32_t i = 0; i < effects; i++) {
        dispute_effect e = *dispute_answer_effect(w->p.answer, i);
        memset(e.id, 0, sizeof e.id);
        e.index = -1; /* E3 */
        HOLDS(w, memcmp(&e, dispute_answer_effect(w->other, i), sizeof e) == 0);
    }
    const dispute_prospect *p = dispute_answer_prospect(w->other);
    const dispute_outcome *o = dispute_answer_outcome(w->other);
    HOLDS(w, p && p->state == v.state && p->at == v.changed_at);
    HOLDS(w, o ? memcmp(o, &v.outcome, sizeof *o) == 0 : v.outcome.kind == 0);
}

static void law_08_a_forecast_is_what_silence_brings(void **state) {
    (void)state;
    walk(8, silence_is_foreseen);
}

static int says_wait(const world *w, int32_t state) {
    char text[32] = "";
    const char *key =
        state == DISPUTE_STATE_GUARANTEE_WAITING ? "guarantee.review.on_silence" : "platform.review.on_silence";
    int may_wait = state == DISPUTE_STATE_GUARANTEE_WAITING || state == DISPUTE_STATE_PLATFORM_REVIEW
                   || state == DISPUTE_STATE_RULING_APPEALED;
    dispute_policy_get(w->p.policy, key, strlen(key), text, sizeof text, NULL);
    return may_wait && strcmp(text, "wait") == 0;
}

static void silence_ends_every_case(world *w) {
    HOLDS(w, dispute_forecast(w->p.policy, w->p.c, w->other) == DISPUTE_DONE);
    const dispute_prospect *p = dispute_answer_prospect(w->other);
    if (dispute_case_sequence(w->p.c) == 0)
        HOLDS(w, p->state == 0 && p->at == 0 && p->waits_for == 0);
    else if (p->state == DISPUTE_STATE_CLOSED_DONE)
        HOLDS(w, p->waits_for == 0);
    else if (p->state == DISPUTE_STATE_SETTLING_PAYING)
        HOLDS(w, p->waits_for == DISPUTE_WAITS_FOR_HOST);
    else
        HOLDS(w, p->waits_for == DISPUTE_WAITS_FOR_PLATFORM && says_wait(w, p->state));
}

static void law_08_silence_alone_ends_every_case(void **state) {
    (void)state;
    walk(108, silence_ends_every_case);
}

/* ---- 9. a pinned policy ---- */

static void only_its_own_policy(world *w) {
    const dispute_policy *other = plays[(w->policy + 1) % POLICIES].policy;
    uint8_t bytes[DISPUTE_SNAPSHOT_SIZE];
    size_t size;
    const uint8_t *record = dispute_answer_record(w->p.answer, 0, &size);
    dispute_case_copy(w->copy, w->p.c);
    snapshot(w, w->copy, bytes);
    HOLDS(w, dispute_apply(other, w->copy, &w->event, w->other) == DISPUTE_ERROR_OTHER_POLICY);
    HOLDS(w, dispute_step(other, w->copy, &w->event, w->other) == DISPUTE_ERROR_OTHER_POLICY);
    HOLDS(w, dispute_advance(other, w->copy, FOREVER, w->other) == DISPUTE_ERROR_OTHER_POLICY);
    HOLDS(w, dispute_allowed(other, w->copy, 0, FOREVER, w->other) == DISPUTE_ERROR_OTHER_POLICY);
    HOLDS(w, dispute_forecast(other, w->copy, w->other) == DISPUTE_ERROR_OTHER_POLICY);
    HOLDS(w, dispute_case_load(other, w->copy, bytes, sizeof bytes) == DISPUTE_ERROR_OTHER_POLICY);
    HOLDS(w, !record || dispute_replay(other, w->copy, record, size, NULL) == DISPUTE_ERROR_OTHER_POLICY);
    HOLDS(w, same(w, w->copy, w->p.c));
}

static void law_09_a_case_knows_no_policy_but_its_own(void **state) {
    (void)state;
    walk(9, only_its_own_policy);
}

/* ---- 10. explained ---- */

static void everything_is_explained(world *w) {
    const dispute_transition *t;
    const dispute_problem *problem = dispute_answer_problem(w->p.answer);
    for (uint32_t i = 0; (t = dispute_answer_transition(w->p.answer, i)) != NULL; i++)
        for (int32_t language = DISPUTE_LANGUAGE_EN; language <= DISPUTE_LANGUAGE_ZH_HANT; language++) {
            const char *sentence = dispute_word_sentence(DISPUTE_GROUP_RULE, t->rule, language);
            HOLDS(w, dispute_word_name(DISPUTE_GROUP_RULE, t->rule) != NULL);
            HOLDS(w, sentence != NULL && strlen(sentence) > 10);
        }
    HOLDS(w, (w->result == DISPUTE_DONE) == (problem == NULL));
    if (!problem) return;
    HOLDS(w, problem->result == w->result && problem->size == sizeof *problem);
    HOLDS(w, w->result < 0 || dispute_word_name(DISPUTE_GROUP_RULE, problem->rule) != NULL);
    HOLDS(w, play_sentence(problem) != NULL);
}

static void law_10_every_transition_and_every_refusal_is_explained(void **state) {
    (void)state;
    walk(10, everything_is_explained);
}

/* ---- 11. replayable ---- */

static void replay_gives_the_bytes(world *w) {
    dispute_problem problem = {.size = sizeof problem};
    uint8_t bytes[DISPUTE_SNAPSHOT_SIZE];
    for (uint32_t i = 0; i < dispute_answer_count(w->p.answer, DISPUTE_STRUCT_TRANSITION); i++) {
        size_t size;
        const uint8_t *record = dispute_answer_record(w->p.answer, i, &size);
        keep_bytes(w, record, size);
        HOLDS(w, dispute_replay(w->p.policy, w->mirror, record, size, &problem) == DISPUTE_DONE);
        HOLDS(w, dispute_case_sequence(w->mirror) == dispute_answer_transition(w->p.answer, i)->sequence);
    }
    HOLDS(w, same(w, w->mirror, w->p.c));
    snapshot(w, w->p.c, bytes);
    HOLDS(w, dispute_case_load(w->p.policy, w->mirror, bytes, sizeof bytes) == DISPUTE_DONE); /* S1: canonical */
    HOLDS(w, same(w, w->mirror, w->p.c));
    if (w->kept_size == 0 || below(w, 4)) return;
    dispute_case *whole; /* all of it at once, into a case that nobody began */
    HOLDS(w, dispute_case_new(NULL, &whole) == DISPUTE_DONE);
    HOLDS(w, dispute_replay(w->p.policy, whole, w->kept, w->kept_size, &problem) == DISPUTE_DONE);
    HOLDS(w, same(w, whole, w->p.c));
    dispute_case_free(whole);
}

static void law_11_replay_gives_the_bytes_at_every_prefix(void **state) {
    (void)state;
    walk(11, replay_gives_the_bytes);
}

/* ---- 12. bounded ---- */

static void give(void *user, void *block) {
    (void)user;
    free(block);
}

typedef struct counter {
    int blocks;
    size_t largest;
} counter;

static void *count(void *user, size_t size) {
    counter *c = user;
    c->blocks++;
    if (size > c->largest) c->largest = size;
    return malloc(size);
}

static void law_12_a_case_is_one_block_and_a_step_allocates_nothing(void **state) {
    counter counted = {0, 0};
    dispute_allocator allocator = {&counted, count, give};
    world w;
    (void)state;
    world_new(&w, 12);
    w.p = plays[0];
    assert_int_equal(dispute_case_new(&allocator, &w.p.c), DISPUTE_DONE);
    assert_int_equal(counted.blocks, 1);
    assert_true(counted.largest <= 576);
    assert_int_equal(dispute_answer_new(&allocator, 0, &w.p.answer), DISPUTE_DONE);
    assert_int_equal(counted.blocks, 2);
    for (w.number = 0; w.number < 100; w.number++) walk_case(&w, silence_is_foreseen);
    for (w.number = 0; w.number < 100; w.number++) walk_case(&w, replay_gives_the_bytes);
    assert_int_equal(counted.blocks, 2);
    dispute_case_free(w.p.c);
    dispute_answer_free(w.p.answer);
    world_free(&w);
}

static void law_12_a_step_without_a_deadline_writes_the_first_128_bytes(void **state) {
    enum { HEAD = 8, FIRST = 128, SUM = 8 };
    uint8_t before[DISPUTE_SNAPSHOT_SIZE], after[DISPUTE_SNAPSHOT_SIZE];
    play *p = &plays[0];
    (void)state;
    assert_int_equal(play_open(p, DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 5000), DISPUTE_DONE);
    play_snapshot(p, before);
    assert_int_equal(DO(p, SUBMIT_EVIDENCE, SELLER, D(1), .reference = "R", .digest = {1}), DISPUTE_DONE);
    play_snapshot(p, after);
    assert_int_equal(dispute_limit(DISPUTE_LIMIT_SNAPSHOT), sizeof after);
    assert_memory_not_equal(before, after, HEAD + FIRST);
    assert_memory_equal(before + HEAD + FIRST, after + HEAD + FIRST, sizeof after - HEAD - FIRST - SUM);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(law_06_money_is_conserved),
        cmocka_unit_test(law_07_effect_ids_are_unique_for_the_life_of_the_case),
        cmocka_unit_test(law_07_the_same_event_again_is_already_done),
        cmocka_unit_test(law_07_a_case_knows_its_last_eight_ids),
        cmocka_unit_test(law_07_an_id_stands_for_its_whole_content),
        cmocka_unit_test(law_08_a_forecast_is_what_silence_brings),
        cmocka_unit_test(law_08_silence_alone_ends_every_case),
        cmocka_unit_test(law_09_a_case_knows_no_policy_but_its_own),
        cmocka_unit_test(law_10_every_transition_and_every_refusal_is_explained),
        cmocka_unit_test(law_11_replay_gives_the_bytes_at_every_prefix),
        cmocka_unit_test(law_12_a_case_is_one_block_and_a_step_allocates_nothing),
        cmocka_unit_test(law_12_a_step_without_a_deadline_writes_the_first_128_bytes),
    };
    return cmocka_run_group_tests(tests, worlds_begin, worlds_end);
}
