/* test_boundaries.c - every deadline of every policy that ships: one second before it, at it, and one second after it
 * (law 4, N5). Cases are played at random into every state that has a deadline. */
#include "play.h"

enum { CASES = 2000, MOST_CASES = 200000, MOVES = 24, STATES = 100, DEADLINES = 16, EDGES = 256 };
#define SECOND INT64_C(1000)

static play p;
static dispute_case *copy, *later;
static dispute_answer *answer;
static uint8_t tried[STATES][DEADLINES];
static uint64_t number;

static uint32_t chance(uint32_t below) { /* the same numbers in every run */
    number = number * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(number >> 33) % below;
}

static void bytes_of(const dispute_case *c, uint8_t bytes[DISPUTE_SNAPSHOT_SIZE]) {
    assert_int_equal(dispute_case_save(c, bytes, DISPUTE_SNAPSHOT_SIZE, NULL), DISPUTE_DONE);
}

static void again(void) { assert_int_equal(dispute_case_copy(copy, p.c), DISPUTE_DONE); }

static int leads_nowhere(int32_t event) { /* or out of the case at once: tried more rarely, to come to the far states */
    return event == DISPUTE_EVENT_SUBMIT_EVIDENCE || event == DISPUTE_EVENT_PARCEL || event == DISPUTE_EVENT_WITHDRAW
           || (event >= DISPUTE_EVENT_REQUEST_EVIDENCE && event <= DISPUTE_EVENT_SETTLE_ELSEWHERE
               && event != DISPUTE_EVENT_RULE);
}

/* Some event that somebody may send at `now`; 0: nobody may send any, or the ones that were tried were refused. */
static int some_event(dispute_case *c, int64_t now, dispute_event *e) {
    uint32_t count;
    assert_int_equal(dispute_allowed(p.policy, c, 0, now, answer), DISPUTE_DONE);
    if ((count = dispute_answer_count(answer, DISPUTE_STRUCT_ACTION)) == 0) return 0;
    dispute_action a = *dispute_answer_action(answer, chance(count));
    for (int tries = 0; leads_nowhere(a.event) && tries < 6; tries++) a = *dispute_answer_action(answer, chance(count));
    int contents = 0;
    play probe = p;
    probe.c = c;
    probe.now = now;
    while (play_content(&probe, a.event, contents, e)) contents++;
    for (int tries = 0; contents && tries < 8; tries++) {
        play_content(&probe, a.event, (int)chance((uint32_t)contents), e);
        e->kind = a.event;
        e->by = a.party;
        e->at = now;
        if (dispute_step(p.policy, c, e, answer) == DISPUTE_DONE) return 1;
    }
    return 0;
}

/* ---- the three instants ---- */

static void a_second_before(int64_t due) { /* nothing fires, and whoever may act still acts */
    uint8_t before[DISPUTE_SNAPSHOT_SIZE], after[DISPUTE_SNAPSHOT_SIZE];
    dispute_event e;
    dispute_view v = play_view(&p, DISPUTE_PARTY_PLATFORM);
    if (due - SECOND < v.changed_at) return; /* it was armed less than a second before it was due */
    again();
    bytes_of(copy, before);
    assert_int_equal(dispute_advance(p.policy, copy, due - SECOND, answer), DISPUTE_DONE);
    assert_int_equal(dispute_answer_count(answer, DISPUTE_STRUCT_TRANSITION), 0);
    bytes_of(copy, after);
    assert_memory_equal(before, after, sizeof before);
    if (!some_event(copy, due - SECOND, &e)) return;
    const dispute_transition *t = dispute_answer_transition(answer, 0);
    assert_non_null(t);
    assert_true(t->at == due - SECOND && t->by != DISPUTE_PARTY_SYSTEM);
}

static void at_it(int32_t state, int32_t deadline, int64_t due) { /* it has won: nobody may act before it has fired */
    const dispute_transition *t;
    dispute_event e = {.size = sizeof e, .kind = DISPUTE_EVENT_PARCEL, .by = DISPUTE_PARTY_CARRIER, .at = due};
    e.goods = play_view(&p, DISPUTE_PARTY_PLATFORM).goods;
    again();
    assert_int_equal(dispute_step(p.policy, copy, &e, answer), DISPUTE_REFUSED_DUE_FIRST);
    assert_int_equal(dispute_answer_problem(answer)->deadline, deadline);
    assert_int_equal(dispute_answer_problem(answer)->at, due);
    assert_int_equal(dispute_allowed(p.policy, copy, 0, due, answer), DISPUTE_DONE);
    assert_int_equal(dispute_answer_count(answer, DISPUTE_STRUCT_ACTION), 0);
    assert_int_equal(dispute_advance(p.policy, copy, due, answer), DISPUTE_DONE);
    assert_non_null(t = dispute_answer_transition(answer, 0));
    assert_int_equal(t->event, 100 + deadline);
    assert_int_equal(t->by, DISPUTE_PARTY_SYSTEM);
    assert_int_equal(t->from_state, state);
    assert_int_equal(t->at, due);
    /* what is due at the same instant follows in the order of N5; nothing of it is left */
    for (uint32_t i = 1; (t = dispute_answer_transition(answer, i)) != NULL; i++) assert_int_equal(t->at, due);
    assert_true(dispute_case_next_due(copy) > due);
}

static void a_second_after(int64_t due) { /* asked late it fires at its own time all the same */
    uint8_t at_once[DISPUTE_SNAPSHOT_SIZE], late[DISPUTE_SNAPSHOT_SIZE];
    again();
    assert_int_equal(dispute_advance(p.policy, copy, due, answer), DISPUTE_DONE);
    if (dispute_case_next_due(copy) <= due + SECOND) return;
    bytes_of(copy, at_once);
    assert_int_equal(dispute_case_copy(later, p.c), DISPUTE_DONE);
    assert_int_equal(dispute_advance(p.policy, later, due + SECOND, answer), DISPUTE_DONE);
    assert_int_equal(dispute_answer_transition(answer, 0)->at, due);
    bytes_of(later, late);
    assert_memory_equal(at_once, late, sizeof late);
}

static void try_boundaries(void) {
    dispute_view v = play_view(&p, DISPUTE_PARTY_PLATFORM);
    int64_t due = v.next_due;
    int32_t deadline = 0;
    if (due == dispute_never()) return;
    for (int32_t d = DEADLINES - 1; d > 0; d--)
        if (v.due[d] == due) deadline = d;
    assert_true(deadline > 0);
    if (tried[v.state][deadline] == 3) return;
    tried[v.state][deadline]++;
    a_second_before(due);
    at_it(v.state, deadline, due);
    a_second_after(due);
}

/* ---- cases at random ---- */

static int try_to_begin(void) {
    int reasons = (int)dispute_word_count(DISPUTE_GROUP_REASON);
    p.order.seller_guarantee = (int32_t)chance(2);
    p.order.funds = chance(3) ? DISPUTE_FUNDS_ESCROW : DISPUTE_FUNDS_RELEASED;
    dispute_terms terms = {.kind = DISPUTE_TERMS_REFUND + (int32_t)chance(5)};
    if (terms.kind <= DISPUTE_TERMS_RETURN_REFUND) terms.amount = chance(2) ? 5000 : 1000;
    if (terms.kind == DISPUTE_TERMS_COUPON) terms.coupon = 800;
    dispute_event e = {
        .size = sizeof e, .kind = DISPUTE_EVENT_OPEN, .by = DISPUTE_PARTY_BUYER, .at = T0, .terms = terms};
    e.reason = dispute_word_at(DISPUTE_GROUP_REASON, chance((uint32_t)reasons));
    e.digest[0] = 1;
    assert_int_equal(dispute_case_begin(p.policy, p.c, "C-1", 3, &p.order, NULL), DISPUTE_DONE);
    return dispute_apply(p.policy, p.c, &e, p.answer) == DISPUTE_DONE;
}

static void play_a_case(void) {
    dispute_event e;
    int tries = 0;
    while (!try_to_begin())
        if (++tries == 60) return; /* few reasons are enabled */
    for (int move = 0; move < MOVES; move++) {
        dispute_view v = play_view(&p, DISPUTE_PARTY_PLATFORM);
        try_boundaries();
        int64_t now = v.changed_at + (int64_t)chance(48) * HOUR + chance(7);
        if (v.next_due != dispute_never() && (chance(4) == 0 || now >= v.next_due)) {
            assert_int_equal(dispute_advance(p.policy, p.c, v.next_due, answer), DISPUTE_DONE);
        } else if (!some_event(p.c, now, &e) && v.next_due == dispute_never()) {
            return;
        }
    }
}

/* ---- every deadline was met ---- */

static int is_at_once(const char *key) {
    char value[80];
    assert_int_equal(dispute_policy_get(p.policy, key, strlen(key), value, sizeof value, NULL), DISPUTE_DONE);
    return strcmp(value, "0") == 0;
}

static int is_asked_for(const dispute_edge *e) {
    if (!e->deadline || e->deadline == DISPUTE_DEADLINE_CLAIM) return 0; /* no preset limits a claim's time */
    /* passed through in the same instant (O6) */
    return e->from_state / 10 != 2 || !is_at_once("negotiation.stage");
}

static int all_were_met(void) {
    dispute_edge e = {.size = sizeof e};
    for (uint32_t i = 0; dispute_policy_edge(p.policy, i, &e) == DISPUTE_DONE; i++)
        if (is_asked_for(&e) && !tried[e.from_state][e.deadline]) return 0;
    return 1;
}

static void every_deadline_was_met(const char *name) {
    dispute_edge e = {.size = sizeof e};
    int met = 0;
    for (uint32_t i = 0; dispute_policy_edge(p.policy, i, &e) == DISPUTE_DONE; i++) {
        if (!is_asked_for(&e)) continue;
        if (!tried[e.from_state][e.deadline])
            fail_msg("%s: %s in %s was never due", name, dispute_word_name(DISPUTE_GROUP_DEADLINE, e.deadline),
                     dispute_word_name(DISPUTE_GROUP_STATE, e.from_state));
        met++;
    }
    print_message("%s: %d ways by a deadline, each at three instants\n", name, met);
    assert_true(met > 0);
}

TEST(law_04_each_deadline_of_each_preset_a_second_before_at_and_after_it) {
    int32_t preset;
    assert_int_equal(dispute_case_new(NULL, &copy), DISPUTE_DONE);
    assert_int_equal(dispute_case_new(NULL, &later), DISPUTE_DONE);
    assert_int_equal(dispute_answer_new(NULL, 0, &answer), DISPUTE_DONE);
    for (uint32_t i = 0; (preset = dispute_word_at(DISPUTE_GROUP_PRESET, i)) != 0; i++) {
        const char *name = dispute_word_name(DISPUTE_GROUP_PRESET, preset);
        play_again(&p, "");
        dispute_policy_free(p.policy);
        assert_int_equal(dispute_policy_new(NULL, &p.policy), DISPUTE_DONE);
        assert_int_equal(dispute_policy_preset(p.policy, name, strlen(name), NULL), DISPUTE_DONE);
        assert_int_equal(dispute_policy_seal(p.policy, NULL), DISPUTE_DONE);
        memset(tried, 0, sizeof tried);
        number = i;
        for (int n = 0; n < CASES || (!all_were_met() && n < MOST_CASES); n++) play_a_case();
        every_deadline_was_met(name);
    }
    dispute_case_free(copy);
    dispute_case_free(later);
    dispute_answer_free(answer);
    play_free(&p);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(law_04_each_deadline_of_each_preset_a_second_before_at_and_after_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
