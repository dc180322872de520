/* test_checks.c - clauses K1 to K5: which check answers first, retries, the clock, apply, and the end of silence. */
#include "play.h"

static play p, other; /* other: under another policy */

/* dispute_step(): the machine without the advance before and after it. */
static dispute_result step(int32_t kind, int32_t by, dispute_event e) {
    e.size = sizeof e;
    e.kind = kind;
    e.by = by;
    return dispute_step(p.policy, p.c, &e, p.answer);
}
#define STEP(event, party, ...) step(DISPUTE_EVENT_##event, DISPUTE_PARTY_##party, (dispute_event){.at = __VA_ARGS__})
#define STEPS(wanted, ...)      GIVES(&p, STEP(__VA_ARGS__), DISPUTE_##wanted)

static void begin(void) { play_reach(&p, "", DISPUTE_STATE_NEGOTIATION_SELLER); }

TEST(K1_well_formed_comes_before_other_policy_and_other_case) {
    begin();
    play_again(&other, "negotiation.stage = P9D\n");
    dispute_event e = {.size = sizeof e, .kind = DISPUTE_EVENT_ACCEPT, .by = DISPUTE_PARTY_SELLER, .at = D(1)};
    assert_int_equal(dispute_step(other.policy, p.c, &e, p.answer), DISPUTE_ERROR_OTHER_POLICY);
    e.terms.kind = DISPUTE_TERMS_REFUND; /* accept takes no terms */
    assert_int_equal(dispute_step(other.policy, p.c, &e, p.answer), DISPUTE_ERROR_BAD_VALUE);
    STEPS(ERROR_OTHER_CASE, ACCEPT, SELLER, D(1), .case_id = "C-2");
    STEPS(ERROR_BAD_VALUE, ACCEPT, SELLER, D(1), .case_id = "C-2", .terms = REFUND(1));
}

TEST(K1_other_policy_and_other_case_come_before_the_events_id) {
    begin();
    play_again(&other, "negotiation.stage = P9D\n");
    STEPS(DONE, REFUSE, SELLER, D(1), .id = "e1");
    STEPS(REFUSED_ALREADY_DONE, REFUSE, SELLER, D(1), .id = "e1");
    dispute_event again = {.size = sizeof again, .kind = DISPUTE_EVENT_REFUSE, .by = DISPUTE_PARTY_SELLER, .id = "e1"};
    again.at = D(1);
    assert_int_equal(dispute_step(other.policy, p.c, &again, p.answer), DISPUTE_ERROR_OTHER_POLICY);
    STEPS(ERROR_OTHER_CASE, REFUSE, SELLER, D(1), .id = "e1", .case_id = "C-2");
}

TEST(K1_the_events_id_comes_before_the_clock) {
    begin();
    STEPS(DONE, REFUSE, SELLER, D(1), .id = "e1");
    STEPS(DONE, PROPOSE, SELLER, D(2), .terms = REFUND(1));
    STEPS(ERROR_CLOCK_BACKWARDS, REFUSE, SELLER, D(1), .id = "e2");
    STEPS(REFUSED_ALREADY_DONE, REFUSE, SELLER, D(1), .id = "e1");
    STEPS(ERROR_KEY_REUSED, ACCEPT, SELLER, D(1), .id = "e1");
}

TEST(K1_the_clock_comes_before_stale) {
    begin();
    STEPS(DONE, REFUSE, SELLER, D(1));
    STEPS(REFUSED_STALE, ACCEPT, SELLER, D(1), .expects = 1, .expect = 1);
    STEPS(ERROR_CLOCK_BACKWARDS, ACCEPT, SELLER, D(1) - 1, .expects = 1, .expect = 1);
}

TEST(K1_stale_comes_before_due_first) {
    begin();
    STEPS(REFUSED_DUE_FIRST, ACCEPT, SELLER, D(5));
    STEPS(REFUSED_STALE, ACCEPT, SELLER, D(5), .expects = 1, .expect = 2);
    STEPS(REFUSED_STALE, ACCEPT, SELLER, D(5), .expects = 1, .expect = 0);
    STEPS(REFUSED_DUE_FIRST, ACCEPT, SELLER, D(5), .expects = 1, .expect = 1);
}

TEST(K1_due_first_comes_before_no_options) {
    play_reach(&p, "", DISPUTE_STATE_GUARANTEE_WAITING);
    STEPS(REFUSED_NO_OPTIONS, ACCEPT, SELLER, D(3) - 1);
    STEPS(REFUSED_DUE_FIRST, ACCEPT, SELLER, D(3));
}

TEST(K1_no_options_comes_before_not_yours) {
    play_reach(&p, "", DISPUTE_STATE_GUARANTEE_WAITING);
    STEPS(REFUSED_NO_OPTIONS, RULE, SELLER, D(1), .terms = REFUND(1));
    STEPS(REFUSED_NOT_YOURS, WITHDRAW, PLATFORM, D(1));
}

TEST(K1_not_yours_comes_before_not_now) {
    begin();
    STEPS(REFUSED_NOT_NOW, PAID, PLATFORM, D(1), .reference = "C-1:1:0");
    STEPS(REFUSED_NOT_YOURS, PAID, BUYER, D(1), .reference = "C-1:1:0");
}

TEST(K1_not_now_comes_before_the_guards) {
    begin();
    STEPS(REFUSED_NOT_NOW, RULE, PLATFORM, D(1), .terms = REFUND(5001));
    play_reach(&p, "escalate.buyer = P3D..P15D\n", DISPUTE_STATE_RETURN_ADDRESS);
    STEPS(REFUSED_NOT_NOW, ESCALATE, BUYER, D(2)); /* too early, were it in a negotiation */
}

/* Guards: the order of the refusal list. Two that can't meet in one event are joined over a third. */
static dispute_result open_at(int64_t at, int32_t reason, dispute_terms terms) {
    assert_int_equal(dispute_case_begin(p.policy, p.c, p.id, strlen(p.id), &p.order, NULL), DISPUTE_DONE);
    return STEP(OPEN, BUYER, at, .reason = reason, .terms = terms);
}

static void order_too_old(const char *changes) {
    play_again(&p, changes);
    p.order.completed_at = D(-15);
}

TEST(K1_too_early_comes_before_too_late) {
    order_too_old("");
    GIVES(&p, open_at(T0, DISPUTE_REASON_LOST, (dispute_terms)REFUND(1)), DISPUTE_REFUSED_TOO_LATE);
    p.order.shipped_at = p.order.delivered_at = 0;
    GIVES(&p, open_at(T0, DISPUTE_REASON_LOST, (dispute_terms)REFUND(1)), DISPUTE_REFUSED_TOO_EARLY);
}

TEST(K1_too_late_comes_before_over_limit) {
    order_too_old("");
    GIVES(&p, open_at(T0 - 1, DISPUTE_REASON_QUALITY, (dispute_terms)REFUND(5001)), DISPUTE_REFUSED_OVER_LIMIT);
    GIVES(&p, open_at(T0, DISPUTE_REASON_QUALITY, (dispute_terms)REFUND(5001)), DISPUTE_REFUSED_TOO_LATE);
}

TEST(K1_over_limit_comes_before_wrong_terms) {
    play_reach(&p, "", DISPUTE_STATE_GUARANTEE_WAITING);
    const int32_t seller = DISPUTE_ACCOUNT_SELLER;
    STEPS(REFUSED_WRONG_TERMS, RULE, PLATFORM, D(1), .terms = REFUND(5000), .payer = seller);
    STEPS(REFUSED_OVER_LIMIT, RULE, PLATFORM, D(1), .terms = REFUND(5001), .payer = seller);
}

TEST(K1_wrong_terms_comes_before_evidence_missing) {
    play_again(&p, "reason.quality.evidence = yes\n");
    GIVES(&p, open_at(T0, DISPUTE_REASON_QUALITY, (dispute_terms)REFUND(1)), DISPUTE_REFUSED_EVIDENCE_MISSING);
    GIVES(&p, open_at(T0, DISPUTE_REASON_QUALITY, (dispute_terms)TERMS(NO_REFUND)), DISPUTE_REFUSED_WRONG_TERMS);
}

TEST(K1_evidence_missing_comes_before_not_eligible) {
    play_again(&p, "reason.quality.evidence = yes\nreason.quality.enabled = no\n");
    GIVES(&p, open_at(T0, DISPUTE_REASON_QUALITY, (dispute_terms)REFUND(1)), DISPUTE_REFUSED_EVIDENCE_MISSING);
}

TEST(K1_too_early_and_too_late_come_before_in_transit) {
    const int64_t at[] = {D(2), D(4), D(6)};
    const dispute_result wanted[] = {DISPUTE_REFUSED_TOO_EARLY, DISPUTE_REFUSED_IN_TRANSIT, DISPUTE_REFUSED_TOO_LATE};
    for (size_t i = 0; i < COUNT_OF(at); i++) {
        play_again(&p, "escalate.buyer = P3D..P6D\n");
        p.order.delivered_at = 0;
        p.order.promised_at = D(20);
        GIVES(&p, open_at(T0, DISPUTE_REASON_IN_TRANSIT, (dispute_terms)REFUND(1)), DISPUTE_DONE);
        STEPS(DONE, REFUSE, SELLER, D(1));
        GIVES(&p, STEP(ESCALATE, BUYER, at[i]), wanted[i]);
    }
}

TEST(K1_too_late_over_limit_and_wrong_terms_come_before_limit_reached) {
    play_reach(&p, "open.reopen.times = 0\n", DISPUTE_STATE_NEGOTIATION_SELLER);
    STEPS(DONE, WITHDRAW, BUYER, D(1));
    STEPS(REFUSED_LIMIT_REACHED, REOPEN, BUYER, D(1));
    STEPS(REFUSED_WRONG_TERMS, REOPEN, BUYER, D(1), .terms = TERMS(NO_REFUND));
    STEPS(REFUSED_OVER_LIMIT, REOPEN, BUYER, D(1), .terms = REFUND(5001));
    STEPS(REFUSED_TOO_LATE, REOPEN, BUYER, D(60), .terms = REFUND(5001));
}

TEST(K1_a_refusal_says_when_it_would_be_time_and_how_much_would_do) {
    play_reach(&p, "escalate.buyer = P3D..P6D\n", DISPUTE_STATE_NEGOTIATION_BUYER);
    STEPS(REFUSED_TOO_EARLY, ESCALATE, BUYER, D(2));
    assert_true(dispute_answer_problem(p.answer)->at == D(3));
    STEPS(REFUSED_TOO_LATE, ESCALATE, BUYER, D(6));
    assert_true(dispute_answer_problem(p.answer)->at == D(6));
    STEPS(REFUSED_OVER_LIMIT, PROPOSE, SELLER, D(2), .terms = REFUND(5001));
    assert_int_equal(dispute_answer_problem(p.answer)->limit, 5000);
    IS(dispute_answer_problem(p.answer)->currency, "USD");
    STEPS(REFUSED_DUE_FIRST, ACCEPT, SELLER, D(9));
    assert_true(dispute_answer_problem(p.answer)->at == D(7));
    assert_int_equal(dispute_answer_problem(p.answer)->deadline, DISPUTE_DEADLINE_STAGE);
}

/* K2: two events of the same kind that differ in one thing, and a state where the first is accepted */
#define GOOD(event, party, ...)                                                                               \
    {                                                                                                         \
        .size = sizeof(dispute_event), .kind = DISPUTE_EVENT_##event, .by = DISPUTE_PARTY_##party, .id = "e", \
        .at = D(1), __VA_ARGS__                                                                               \
    }
#define TRANSIT .goods = DISPUTE_GOODS_DELIVERED

static const struct {
    int32_t state;
    dispute_event first, changed;
} contents[] = {
    {DISPUTE_STATE_NEGOTIATION_SELLER, GOOD(REFUSE, SELLER, .amount = 0), GOOD(ACCEPT, SELLER, .amount = 0)},
    {DISPUTE_STATE_NEGOTIATION_SELLER, GOOD(REFUSE, SELLER, .amount = 0), GOOD(REFUSE, BUYER, .amount = 0)},
    {DISPUTE_STATE_NEGOTIATION_SELLER, GOOD(PROPOSE, SELLER, .terms = REFUND(1)),
     GOOD(PROPOSE, SELLER, .terms = REFUND(2))},
    {DISPUTE_STATE_NEGOTIATION_SELLER, GOOD(PROPOSE, SELLER, .terms = REFUND(1)),
     GOOD(PROPOSE, SELLER, .terms = RETURN_REFUND(1))},
    {DISPUTE_STATE_NEGOTIATION_SELLER, GOOD(PROPOSE, SELLER, .terms = REFUND(1)),
     GOOD(PROPOSE, SELLER, .terms = {.kind = DISPUTE_TERMS_REFUND, .amount = 1, .coupon = 1})},
    {DISPUTE_STATE_NEGOTIATION_SELLER, GOOD(PROPOSE, SELLER, .terms = {DISPUTE_TERMS_RETURN_REFUND, 1, 9, 0, 9}),
     GOOD(PROPOSE, SELLER, .terms = {DISPUTE_TERMS_RETURN_REFUND, 2, 9, 0, 9})},
    {DISPUTE_STATE_NEGOTIATION_SELLER, GOOD(PROPOSE, SELLER, .terms = {DISPUTE_TERMS_RETURN_REFUND, 2, 9, 0, 8}),
     GOOD(PROPOSE, SELLER, .terms = {DISPUTE_TERMS_RETURN_REFUND, 2, 9, 0, 9})},
    {DISPUTE_STATE_NEGOTIATION_SELLER, GOOD(AMEND, BUYER, .reason = DISPUTE_REASON_DAMAGED),
     GOOD(AMEND, BUYER, .reason = DISPUTE_REASON_COUNTERFEIT)},
    {DISPUTE_STATE_NEGOTIATION_SELLER, GOOD(PARCEL, CARRIER, TRANSIT),
     GOOD(PARCEL, CARRIER, .goods = DISPUTE_GOODS_BOUNCED)},
    {DISPUTE_STATE_NEGOTIATION_SELLER, GOOD(PARCEL, CARRIER, .until = D(2)), GOOD(PARCEL, CARRIER, .until = D(3))},
    {DISPUTE_STATE_NEGOTIATION_SELLER, GOOD(SUBMIT_EVIDENCE, SELLER, .reference = "a", .digest = {1}),
     GOOD(SUBMIT_EVIDENCE, SELLER, .reference = "b", .digest = {1})},
    {DISPUTE_STATE_NEGOTIATION_SELLER, GOOD(SUBMIT_EVIDENCE, SELLER, .reference = "a", .digest = {1}),
     GOOD(SUBMIT_EVIDENCE, SELLER, .reference = "a", .digest = {[31] = 1})},
    {DISPUTE_STATE_PLATFORM_REVIEW, GOOD(RULE, PLATFORM, .terms = REFUND(1)),
     GOOD(RULE, PLATFORM, .terms = REFUND(1), .payer = DISPUTE_ACCOUNT_PLATFORM)},
    {DISPUTE_STATE_PLATFORM_REVIEW, GOOD(RULE, PLATFORM, .terms = REFUND(1)),
     GOOD(RULE, PLATFORM, .terms = REFUND(1), .fault = DISPUTE_FAULT_SELLER)},
    {DISPUTE_STATE_PLATFORM_REVIEW, GOOD(REQUEST_EVIDENCE, PLATFORM, .party = DISPUTE_PARTY_BUYER),
     GOOD(REQUEST_EVIDENCE, PLATFORM, .party = DISPUTE_PARTY_SELLER)},
};

TEST(K2_content_is_everything_but_expect) {
    uint8_t before[DISPUTE_SNAPSHOT_SIZE], after[DISPUTE_SNAPSHOT_SIZE];
    for (size_t i = 0; i < COUNT_OF(contents); i++) {
        play_reach(&p, "", contents[i].state);
        play_row(i);
        dispute_event e = contents[i].first, again = e, later = e;
        GIVES(&p, dispute_step(p.policy, p.c, &e, p.answer), DISPUTE_DONE);
        play_snapshot(&p, before);
        again.expects = 1;
        again.expect = 99;
        GIVES(&p, dispute_step(p.policy, p.c, &again, p.answer), DISPUTE_REFUSED_ALREADY_DONE);
        GIVES(&p, dispute_apply(p.policy, p.c, &again, p.answer), DISPUTE_REFUSED_ALREADY_DONE);
        later.at++;
        GIVES(&p, dispute_step(p.policy, p.c, &later, p.answer), DISPUTE_ERROR_KEY_REUSED);
        GIVES(&p, dispute_step(p.policy, p.c, &contents[i].changed, p.answer), DISPUTE_ERROR_KEY_REUSED);
        play_snapshot(&p, after);
        assert_memory_equal(before, after, sizeof before);
    }
}

/* A parcel event on day 1 that changes nothing, with an id as long as may be, which ends in this letter. */
static dispute_result parcel(char letter) {
    dispute_event e = {.at = D(1), .goods = DISPUTE_GOODS_DELIVERED};
    memset(e.id, 'x', sizeof e.id - 2);
    e.id[sizeof e.id - 2] = letter;
    return step(DISPUTE_EVENT_PARCEL, DISPUTE_PARTY_CARRIER, e);
}

TEST(K2_a_case_knows_the_ids_of_its_last_eight_accepted_events) {
    begin();
    for (char letter = 'a'; letter <= 'h'; letter++) GIVES(&p, parcel(letter), DISPUTE_DONE);
    for (char letter = 'a'; letter <= 'h'; letter++) GIVES(&p, parcel(letter), DISPUTE_REFUSED_ALREADY_DONE);
    GIVES(&p, parcel('i'), DISPUTE_DONE);
    for (char letter = 'b'; letter <= 'i'; letter++) GIVES(&p, parcel(letter), DISPUTE_REFUSED_ALREADY_DONE);
    GIVES(&p, parcel('a'), DISPUTE_DONE); /* the host's unique index answers from here on */
}

TEST(K2_the_id_of_a_refused_event_is_not_known_and_no_id_is_no_retry) {
    begin();
    STEPS(REFUSED_NOT_NOW, ACCEPT, BUYER, D(1), .id = "e1");
    STEPS(REFUSED_NOT_NOW, ACCEPT, BUYER, D(1), .id = "e1");
    STEPS(DONE, REFUSE, SELLER, D(1), .id = "e1");
    STEPS(DONE, PARCEL, CARRIER, D(1), TRANSIT);
    STEPS(DONE, PARCEL, CARRIER, D(1), TRANSIT);
}

TEST(K3_the_clock_is_the_instant_of_the_last_transition) {
    uint8_t before[DISPUTE_SNAPSHOT_SIZE], after[DISPUTE_SNAPSHOT_SIZE];
    begin();
    play_snapshot(&p, before);
    STEPS(REFUSED_NOT_NOW, ACCEPT, BUYER, D(3));
    GOES(&p, play_advance(&p, D(4)));
    IS(play_path(&p), "");
    play_snapshot(&p, after);
    assert_memory_equal(before, after, sizeof before);
    STEPS(DONE, PROPOSE, SELLER, D(2), .terms = REFUND(1)); /* before the refusal and the advance */
    STEPS(DONE, ACCEPT, BUYER, D(2));
    assert_int_equal(dispute_advance(p.policy, p.c, D(2) - 1, p.answer), DISPUTE_ERROR_CLOCK_BACKWARDS);
    assert_int_equal(dispute_advance(p.policy, p.c, D(2), p.answer), DISPUTE_DONE);
}

TEST(K4_where_the_event_is_refused_the_deadlines_before_it_stand_and_are_in_the_answer) {
    begin();
    REFUSED(&p, NOT_NOW, REFUSE, SELLER, D(6));
    IS(play_path(&p), "deadline.response settling.paying 5");
    IS(play_transfers(&p), "escrow>buyer 5000 refund");
    IS(play_where(&p), "settling.paying");
    begin();
    REFUSED(&p, STALE, PARCEL, CARRIER, D(6), TRANSIT, .expects = 1, .expect = 1);
    IS(play_path(&p), "deadline.response settling.paying 5");
    IS(play_where(&p), "settling.paying");
}

TEST(K4_on_an_error_nothing_has_changed) {
    uint8_t before[DISPUTE_SNAPSHOT_SIZE], after[DISPUTE_SNAPSHOT_SIZE];
    begin();
    DID(&p, PARCEL, CARRIER, D(1), TRANSIT, .id = "e1");
    play_snapshot(&p, before);
    GIVES(&p, DO(&p, PARCEL, CARRIER, D(6), TRANSIT, .id = "e1"), DISPUTE_ERROR_KEY_REUSED);
    GIVES(&p, DO(&p, PARCEL, CARRIER, D(6), TRANSIT, .case_id = "C-2"), DISPUTE_ERROR_OTHER_CASE);
    GIVES(&p, DO(&p, ACCEPT, SELLER, D(6), .terms = REFUND(1)), DISPUTE_ERROR_BAD_VALUE);
    play_snapshot(&p, after);
    assert_memory_equal(before, after, sizeof before);
}

TEST(K4_step_alone_answers_due_first_and_apply_advances_before_and_after) {
    play_again(&p, "negotiation.stage = 0\n");
    GIVES(&p, open_at(T0, DISPUTE_REASON_QUALITY, (dispute_terms)REFUND(1)), DISPUTE_DONE);
    IS(play_path(&p), "open negotiation.seller 0");
    STEPS(REFUSED_DUE_FIRST, ACCEPT, SELLER, T0);
    DID(&p, ACCEPT, SELLER, D(4));
    IS(play_path(&p),
       "deadline.stage platform.review 0, deadline.evidence platform.review 3, accept settling.paying 4");
}

#define AT_ONCE "platform.evidence = 0\nplatform.review = 0\n"

static const char *const restless[] = {
    "",
    AT_ONCE "negotiation.response = 0\nnegotiation.response.on_silence = escalate\n",
    AT_ONCE "negotiation.stage = 0\nplatform.review.on_silence = close_for_buyer\n",
    "negotiation.response = 0\nreturn.address = 0\nreturn.ship = 0\nreplacement.ship = 0\n",
};

TEST(K5_silence_never_makes_more_than_32_transitions_in_a_row) {
    assert_int_equal(dispute_limit(DISPUTE_LIMIT_SILENCES), 32);
    for (size_t i = 0; i < COUNT_OF(restless); i++)
        for (int32_t kind = DISPUTE_TERMS_REFUND; kind <= DISPUTE_TERMS_RETURN_REPLACEMENT; kind++) {
            play_begun(&p, restless[i], DISPUTE_REASON_QUALITY, kind, 5000);
            play_row(i);
            uint32_t at_once = dispute_answer_count(p.answer, DISPUTE_STRUCT_TRANSITION) - 1;
            GOES(&p, play_advance(&p, FOREVER));
            assert_in_range(at_once + dispute_answer_count(p.answer, DISPUTE_STRUCT_TRANSITION), 1, 32);
            assert_int_equal(dispute_case_next_due(p.c), dispute_never());
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(K1_well_formed_comes_before_other_policy_and_other_case),
        cmocka_unit_test(K1_other_policy_and_other_case_come_before_the_events_id),
        cmocka_unit_test(K1_the_events_id_comes_before_the_clock),
        cmocka_unit_test(K1_the_clock_comes_before_stale),
        cmocka_unit_test(K1_stale_comes_before_due_first),
        cmocka_unit_test(K1_due_first_comes_before_no_options),
        cmocka_unit_test(K1_no_options_comes_before_not_yours),
        cmocka_unit_test(K1_not_yours_comes_before_not_now),
        cmocka_unit_test(K1_not_now_comes_before_the_guards),
        cmocka_unit_test(K1_too_early_comes_before_too_late),
        cmocka_unit_test(K1_too_late_comes_before_over_limit),
        cmocka_unit_test(K1_over_limit_comes_before_wrong_terms),
        cmocka_unit_test(K1_wrong_terms_comes_before_evidence_missing),
        cmocka_unit_test(K1_evidence_missing_comes_before_not_eligible),
        cmocka_unit_test(K1_too_early_and_too_late_come_before_in_transit),
        cmocka_unit_test(K1_too_late_over_limit_and_wrong_terms_come_before_limit_reached),
        cmocka_unit_test(K1_a_refusal_says_when_it_would_be_time_and_how_much_would_do),
        cmocka_unit_test(K2_content_is_everything_but_expect),
        cmocka_unit_test(K2_a_case_knows_the_ids_of_its_last_eight_accepted_events),
        cmocka_unit_test(K2_the_id_of_a_refused_event_is_not_known_and_no_id_is_no_retry),
        cmocka_unit_test(K3_the_clock_is_the_instant_of_the_last_transition),
        cmocka_unit_test(K4_where_the_event_is_refused_the_deadlines_before_it_stand_and_are_in_the_answer),
        cmocka_unit_test(K4_on_an_error_nothing_has_changed),
        cmocka_unit_test(K4_step_alone_answers_due_first_and_apply_advances_before_and_after),
        cmocka_unit_test(K5_silence_never_makes_more_than_32_transitions_in_a_row),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    play_free(&p);
    play_free(&other);
    return failed;
}
