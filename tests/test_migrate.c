/* test_migrate.c - T5: an open case is moved to another policy, what runs keeps its time, and the journal tells it. */
#include "play.h"

static play p;             /* its policy is the old one */
static dispute_policy *to; /* the new one */
static char to_name[DISPUTE_NAME_SIZE];

/* The journal of the case, as a host keeps it, and where each record of it begins. */
enum { RECORDS = 32 };
static uint8_t journal[1 << 14];
static size_t begins[RECORDS + 1];
static uint32_t records;

static void write_down(void) {
    const uint8_t *record;
    size_t size;
    for (uint32_t i = 0; (record = dispute_answer_record(p.answer, i, &size)) != NULL; i++) {
        assert_true(records < RECORDS);
        memcpy(journal + begins[records], record, size);
        begins[records + 1] = begins[records] + size;
        records++;
    }
}

static void policy_of(const char *changes) {
    char text[1024];
    dispute_problem problem = {.size = sizeof problem};
    dispute_policy_free(to);
    assert_int_equal(dispute_policy_new(NULL, &to), DISPUTE_DONE);
    int size = snprintf(text, sizeof text, "preset = aliexpress@2017\nname = market@2\n%s", changes);
    if (dispute_policy_parse(to, text, (size_t)size, &problem) != DISPUTE_DONE
        || dispute_policy_seal(to, &problem) != DISPUTE_DONE)
        fail_msg("%s", play_sentence(&problem));
    assert_int_equal(dispute_policy_name(to, to_name, sizeof to_name, NULL), DISPUTE_DONE);
}

static void opens(const char *old, const char *new) {
    play_again(&p, old);
    policy_of(new);
    records = 0;
    GOES(&p, play_open(&p, DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 2000));
    write_down();
}

static dispute_event migration(int64_t at) {
    dispute_event e = {
        .size = sizeof e, .kind = DISPUTE_EVENT_MIGRATE, .by = DISPUTE_PARTY_PLATFORM, .at = at, .id = "m-1"};
    assert_int_equal(dispute_policy_digest(to, e.digest), DISPUTE_DONE);
    memcpy(e.reference, to_name, strlen(to_name) + 1);
    return e;
}

static dispute_result migrate(int64_t at) {
    dispute_event e = migration(at);
    dispute_result result = dispute_apply(to, p.c, &e, p.answer);
    write_down();
    return result;
}

static dispute_result sends(const dispute_policy *policy, int32_t kind, int32_t by, int64_t at) {
    dispute_event e = {.size = sizeof e, .kind = kind, .by = by, .at = at};
    dispute_result result = dispute_apply(policy, p.c, &e, p.answer);
    write_down();
    return result;
}

static void advances(const dispute_policy *policy, int64_t at) {
    assert_int_equal(dispute_advance(policy, p.c, at, p.answer), DISPUTE_DONE);
    write_down();
}

static void is_refused(dispute_result got, dispute_result wanted, int32_t rule) {
    play_must(&p, got, wanted, __FILE__, __LINE__);
    assert_int_equal(dispute_answer_problem(p.answer)->rule, rule);
    assert_non_null(play_sentence(dispute_answer_problem(p.answer)));
}

/* ---- what becomes of a case ---- */

TEST(T5_what_runs_keeps_its_due_and_what_comes_next_is_by_the_new_policy) {
    uint8_t bytes[DISPUTE_SNAPSHOT_SIZE], digest[32], about[32];
    char name[40], id[40];
    opens("",
          "negotiation.response = P1D\nnegotiation.reply = P2D\nnegotiation.response.on_silence = close_for_seller\n");
    IS(play_deadlines(&p), "response 5, stage 7");
    GOES(&p, migrate(D(1)));
    IS(play_path(&p), "migrate negotiation.seller 1");
    assert_int_equal(dispute_answer_transition(p.answer, 0)->rule, DISPUTE_RULE_T5);
    assert_int_equal(dispute_answer_count(p.answer, DISPUTE_STRUCT_EFFECT), 0);
    IS(play_deadlines(&p), "response 5, stage 7");
    play_snapshot(&p, bytes);
    assert_int_equal(dispute_bytes_about(bytes, sizeof bytes, name, about, id), DISPUTE_DONE);
    assert_int_equal(dispute_policy_digest(to, digest), DISPUTE_DONE);
    assert_memory_equal(about, digest, sizeof digest);
    IS(name, "market@2");
    assert_int_equal(sends(p.policy, DISPUTE_EVENT_REFUSE, DISPUTE_PARTY_SELLER, D(2)), DISPUTE_ERROR_OTHER_POLICY);
    GOES(&p, sends(to, DISPUTE_EVENT_REFUSE, DISPUTE_PARTY_SELLER, D(2)));
    IS(play_deadlines(&p), "response 4, stage 7"); /* the old policy has no deadline for the buyer */
}

TEST(T5_silence_is_what_the_new_policy_says_at_the_due_of_the_old_one) {
    opens("", "negotiation.response.on_silence = close_for_seller\n");
    GOES(&p, migrate(D(1)));
    advances(to, D(5) - 1);
    IS(play_where(&p), "negotiation.seller");
    advances(to, D(5));
    IS(play_transfers(&p), "escrow>seller 5000 release");
}

TEST(T5_a_state_whose_deadline_does_not_run_gets_one_from_now) {
    opens("negotiation.response = none\n", "negotiation.response = P4D\n");
    IS(play_deadlines(&p), "stage 7");
    GOES(&p, migrate(D(2)));
    IS(play_deadlines(&p), "response 6, stage 7");
    opens("negotiation.stage = none\nnegotiation.reply = P3D\n", ""); /* the stage is the new policy's only deadline */
    GOES(&p, migrate(D(2)));
    IS(play_deadlines(&p), "response 5, stage 9");
    opens("platform.review = none\n", "platform.review = P6D\nplatform.review.on_silence = close_for_buyer\n");
    GOES(&p, sends(p.policy, DISPUTE_EVENT_TAKE_OVER, DISPUTE_PARTY_PLATFORM, D(1)));
    GOES(&p, migrate(D(2)));
    IS(play_deadlines(&p), "evidence 4, review 8");
    opens("negotiation.response = none\n", "negotiation.response = 0\n"); /* due at once, and fires at once */
    GOES(&p, migrate(D(2)));
    IS(play_path(&p), "migrate negotiation.seller 2, deadline.response settling.paying 2");
}

TEST(T5_a_round_that_is_being_answered_stays_one) {
    opens("round.1.decides = answer\nround.1.answer = P3D\n", "");
    DID(&p, TAKE_OVER, PLATFORM, D(1));
    DID(&p, RULE, PLATFORM, D(1), .terms = REFUND(500));
    DID(&p, APPEAL, BUYER, D(2));
    GOES(&p, migrate(D(3)));
    IS(play_deadlines(&p), "response 5");
    advances(to, D(5));
    IS(play_path(&p), "deadline.response settling.paying 5");
}

/* ---- what is refused ---- */

TEST(T5_the_event_names_the_policy_that_it_is_sent_under) {
    opens("", "negotiation.response = P1D\n");
    dispute_event e = migration(D(1));
    e.digest[31] ^= 1;
    assert_int_equal(dispute_apply(to, p.c, &e, p.answer), DISPUTE_ERROR_OTHER_POLICY);
    e = migration(D(1));
    memcpy(e.reference, "market@3", 9);
    assert_int_equal(dispute_apply(to, p.c, &e, p.answer), DISPUTE_ERROR_OTHER_POLICY);
    memcpy(e.reference, "market@22", 10);
    assert_int_equal(dispute_apply(to, p.c, &e, p.answer), DISPUTE_ERROR_OTHER_POLICY);
    assert_int_equal(dispute_step(to, p.c, &e, p.answer), DISPUTE_ERROR_OTHER_POLICY);
    assert_int_equal(sends(to, DISPUTE_EVENT_REFUSE, DISPUTE_PARTY_SELLER, D(1)), DISPUTE_ERROR_OTHER_POLICY);
    assert_int_equal(dispute_advance(to, p.c, D(9), p.answer), DISPUTE_ERROR_OTHER_POLICY);
    e = migration(D(1)); /* under the old policy, it is no migration at all */
    is_refused(dispute_apply(p.policy, p.c, &e, p.answer), DISPUTE_REFUSED_NOT_YOURS, DISPUTE_RULE_K1);
}

TEST(T5_only_the_platform_migrates_and_only_once) {
    opens("", "negotiation.response = P1D\n");
    dispute_event e = migration(D(1));
    for (int32_t by = DISPUTE_PARTY_BUYER; by <= DISPUTE_PARTY_CARRIER; by++) {
        e.by = by;
        if (by != DISPUTE_PARTY_PLATFORM)
            is_refused(dispute_apply(to, p.c, &e, p.answer), DISPUTE_REFUSED_NOT_YOURS, DISPUTE_RULE_K1);
    }
    GOES(&p, migrate(D(1)));
    is_refused(migrate(D(1)), DISPUTE_REFUSED_ALREADY_DONE, DISPUTE_RULE_K2); /* the same id */
    e = migration(D(2));
    e.id[2] = '2';
    is_refused(dispute_apply(to, p.c, &e, p.answer), DISPUTE_REFUSED_NOT_YOURS, DISPUTE_RULE_K1);
    assert_int_equal(dispute_case_sequence(p.c), 2);
}

TEST(T5_what_is_due_before_belongs_to_the_old_policy) {
    opens("", "negotiation.response.on_silence = close_for_seller\n");
    is_refused(migrate(D(5)), DISPUTE_REFUSED_DUE_FIRST, DISPUTE_RULE_K4);
    assert_int_equal(dispute_answer_problem(p.answer)->at, D(5));
    assert_int_equal(dispute_answer_problem(p.answer)->deadline, DISPUTE_DEADLINE_RESPONSE);
    assert_int_equal(dispute_case_sequence(p.c), 1); /* nothing fired */
    dispute_event e = migration(D(5));
    assert_int_equal(dispute_step(to, p.c, &e, p.answer), DISPUTE_REFUSED_DUE_FIRST);
    GOES(&p, migrate(D(5) - 1));
}

TEST(T5_a_decided_a_closed_and_an_unopened_case_stay_where_they_are) {
    opens("", "negotiation.response = P1D\n");
    advances(p.policy, D(5));
    IS(play_where(&p), "settling.paying");
    is_refused(migrate(D(6)), DISPUTE_REFUSED_NOT_NOW, DISPUTE_RULE_K1);
    opens("", "negotiation.response = P1D\n");
    GOES(&p, sends(p.policy, DISPUTE_EVENT_WITHDRAW, DISPUTE_PARTY_BUYER, D(1)));
    is_refused(migrate(D(6)), DISPUTE_REFUSED_NOT_NOW, DISPUTE_RULE_K1);
    assert_int_equal(dispute_case_begin(p.policy, p.c, "C-1", 3, &p.order, NULL), DISPUTE_DONE);
    is_refused(migrate(D(6)), DISPUTE_REFUSED_NOT_NOW, DISPUTE_RULE_K1);
    opens("", "negotiation.response = P1D\n");
    DID(&p, SUSPEND, PLATFORM, D(1), .until = D(3));
    is_refused(migrate(D(2)), DISPUTE_REFUSED_NOT_NOW, DISPUTE_RULE_T2);
    GOES(&p, migrate(D(3)));
}

TEST(T5_the_journal_keeps_its_kind_of_chain) {
    opens("", "journal.chain = none\n");
    is_refused(migrate(D(1)), DISPUTE_REFUSED_WRONG_TERMS, DISPUTE_RULE_T5);
    opens("journal.chain = none\n", "");
    is_refused(migrate(D(1)), DISPUTE_REFUSED_WRONG_TERMS, DISPUTE_RULE_T5);
    opens("journal.chain = none\n", "journal.chain = none\n");
    GOES(&p, migrate(D(1)));
}

TEST(T5_no_more_rounds_than_a_case_whose_money_has_moved_has_room_for) {
    for (int rounds = 3; rounds <= 4; rounds++) {
        opens("appeal.money = execute\n", rounds == 3 ? "appeal.rounds = 3\n" : "appeal.rounds = 4\n");
        DID(&p, TAKE_OVER, PLATFORM, D(1));
        DID(&p, RULE, PLATFORM, D(1), .terms = REFUND(500));
        if (rounds == 3) {
            GOES(&p, migrate(D(2)));
            continue;
        }
        is_refused(migrate(D(2)), DISPUTE_REFUSED_LIMIT_REACHED, DISPUTE_RULE_T5);
        assert_int_equal(dispute_answer_problem(p.answer)->limit, 3);
    }
}

/* The new policy is safe for the cases that it opens: nobody negotiates under it. This one would hang. */
TEST(T5_law_8_holds_for_a_state_that_the_new_policy_never_comes_to) {
    static const char reverses[] = "open.money = reverse\nappeal.money = execute\nnegotiation.response = none\n"
                                   "negotiation.stage = none\nguarantee.after = none\n";
    opens("", reverses);
    is_refused(migrate(D(1)), DISPUTE_REFUSED_WRONG_TERMS, DISPUTE_RULE_T5);
    GOES(&p, sends(p.policy, DISPUTE_EVENT_TAKE_OVER, DISPUTE_PARTY_PLATFORM, D(1)));
    GOES(&p, migrate(D(2))); /* from here on it is safe */
}

/* Round 2 never comes to a case that begins under the new policy; this one has round 1 behind it, and would wait in
 * ruling.made for ever. */
TEST(T5_law_8_holds_for_a_round_that_the_new_policy_never_comes_to) {
    static const char reverses[] = "open.money = reverse\nappeal.money = execute\nappeal.rounds = 2\n"
                                   "appeal.window = %s\nround.1.starter = seller\nround.1.window = P1D\n"
                                   "round.1.decides = start\nround.2.starter = seller\n";
    for (int hangs = 0; hangs < 2; hangs++) {
        char text[512];
        snprintf(text, sizeof text, reverses, hangs ? "none" : "P3D");
        opens("", text);
        DID(&p, TAKE_OVER, PLATFORM, D(1));
        DID(&p, RULE, PLATFORM, D(1), .terms = REFUND(500));
        DID(&p, APPEAL, SELLER, D(2));
        if (hangs)
            is_refused(migrate(D(3)), DISPUTE_REFUSED_WRONG_TERMS, DISPUTE_RULE_T5);
        else
            GOES(&p, migrate(D(3)));
    }
}

TEST(T5_a_review_that_waited_for_evidence_begins_where_nobody_has_a_due_any_more) {
    opens("platform.review.from = evidence\n", "platform.evidence = none\nplatform.review = P6D\n");
    DID(&p, TAKE_OVER, PLATFORM, D(1));
    IS(play_deadlines(&p), "evidence 4");
    GOES(&p, migrate(D(2)));
    IS(play_deadlines(&p), "evidence 4");
    GOES(&p, sends(to, DISPUTE_EVENT_REQUEST_EVIDENCE, DISPUTE_PARTY_PLATFORM, D(3))); /* anew, and without a due */
    IS(play_asked(&p), "buyer 0, seller 0");
    IS(play_deadlines(&p), "review 9");
}

/* Law 5: what stands is too much for the new policy, or its reason is no longer enabled; a smaller request, or another
 * reason, is accepted. */
TEST(T5_an_amend_that_would_be_accepted_is_listed) {
    static const char *const changes[] = {"", "reason.quality.enabled = no\n"};
    for (size_t i = 0; i < COUNT_OF(changes); i++) {
        play_again(&p, "reason.quality.multiple = 3\n");
        policy_of(changes[i]);
        records = 0;
        GOES(&p, play_open(&p, DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 12000));
        GOES(&p, migrate(D(1)));
        int listed = 0;
        assert_int_equal(dispute_allowed(to, p.c, DISPUTE_PARTY_BUYER, D(1), p.answer), DISPUTE_DONE);
        for (uint32_t k = 0; dispute_answer_action(p.answer, k); k++)
            listed |= dispute_answer_action(p.answer, k)->event == DISPUTE_EVENT_AMEND;
        assert_true(listed);
        dispute_event e = {.size = sizeof e, .kind = DISPUTE_EVENT_AMEND, .by = DISPUTE_PARTY_BUYER, .at = D(1)};
        e.terms = (dispute_terms)REFUND(5000);
        e.reason = i == 1 ? DISPUTE_REASON_DAMAGED : 0;
        GOES(&p, dispute_apply(to, p.c, &e, p.answer));
    }
}

/* ---- the journal ---- */

static void story(void) { /* 1 open, 2 refuse, 3 migrate, 4 escalate, 5 rule */
    opens("", "escalate.seller = after_refusal\nappeal.rounds = 0\n");
    GOES(&p, sends(p.policy, DISPUTE_EVENT_REFUSE, DISPUTE_PARTY_SELLER, D(1)));
    GOES(&p, migrate(D(2)));
    GOES(&p, sends(to, DISPUTE_EVENT_ESCALATE, DISPUTE_PARTY_SELLER, D(3)));
    dispute_event rule = {.size = sizeof rule,
                          .kind = DISPUTE_EVENT_RULE,
                          .by = DISPUTE_PARTY_PLATFORM,
                          .at = D(4),
                          .terms = REFUND(700)};
    GOES(&p, dispute_apply(to, p.c, &rule, p.answer));
    write_down();
    assert_int_equal(records, 5);
}

static dispute_result replay(const dispute_policy *policy, dispute_case *c, uint32_t from, uint32_t until,
                             dispute_problem *problem) {
    return dispute_replay(policy, c, journal + begins[from], begins[until] - begins[from], problem);
}

TEST(T5_a_journal_is_replayed_under_the_old_policy_and_then_under_the_new_one) {
    uint8_t one[DISPUTE_SNAPSHOT_SIZE], two[DISPUTE_SNAPSHOT_SIZE];
    dispute_case *c;
    story();
    play_snapshot(&p, one);
    for (uint32_t stop = 3; stop <= 5; stop++) { /* in any pieces from the migration on */
        assert_int_equal(dispute_case_new(NULL, &c), DISPUTE_DONE);
        assert_int_equal(replay(p.policy, c, 0, 2, NULL), DISPUTE_DONE);
        assert_int_equal(replay(to, c, 2, stop, NULL), DISPUTE_DONE);
        assert_int_equal(dispute_case_save(c, two, sizeof two, NULL), DISPUTE_DONE);
        assert_int_equal(dispute_case_load(to, c, two, sizeof two), DISPUTE_DONE);
        assert_int_equal(replay(to, c, stop, 5, NULL), DISPUTE_DONE);
        assert_int_equal(dispute_case_save(c, two, sizeof two, NULL), DISPUTE_DONE);
        assert_memory_equal(one, two, sizeof one);
        dispute_case_free(c);
    }
}

TEST(T5_a_replay_under_the_wrong_policy_says_from_which_record_on) {
    dispute_problem problem = {.size = sizeof problem};
    dispute_policy *third = NULL;
    dispute_case *c;
    story();
    assert_int_equal(dispute_case_new(NULL, &c), DISPUTE_DONE);
    assert_int_equal(replay(p.policy, c, 0, 5, &problem), DISPUTE_ERROR_OTHER_POLICY); /* too far with the old one */
    assert_int_equal(problem.line, 3);
    assert_int_equal(replay(to, c, 0, 5, &problem), DISPUTE_ERROR_OTHER_POLICY); /* too early with the new one */
    assert_int_equal(problem.line, 1);
    assert_int_equal(dispute_case_sequence(c), 0); /* all or nothing */
    assert_int_equal(replay(p.policy, c, 0, 1, &problem), DISPUTE_DONE);
    assert_int_equal(replay(to, c, 1, 5, &problem), DISPUTE_ERROR_OTHER_POLICY);
    assert_int_equal(problem.line, 1);
    assert_int_equal(replay(p.policy, c, 1, 2, &problem), DISPUTE_DONE);
    third = to;
    to = NULL;
    policy_of("negotiation.response = P9D\n"); /* neither the one nor the other */
    assert_int_equal(replay(to, c, 2, 5, &problem), DISPUTE_ERROR_OTHER_POLICY);
    assert_int_equal(problem.line, 1);
    assert_int_equal(replay(third, c, 2, 5, &problem), DISPUTE_DONE);
    dispute_policy_free(third);
    dispute_case_free(c);
}

TEST(T5_the_record_says_where_to_change_the_policy) {
    dispute_event e = {.size = sizeof e};
    dispute_transition t = {.size = sizeof t};
    uint8_t digest[32];
    story();
    assert_int_equal(dispute_record_read(journal + begins[2], begins[5] - begins[2], &t, &e, NULL), DISPUTE_DONE);
    assert_int_equal(e.kind, DISPUTE_EVENT_MIGRATE);
    assert_int_equal(t.from_state, DISPUTE_STATE_NEGOTIATION_BUYER);
    assert_int_equal(t.state, DISPUTE_STATE_NEGOTIATION_BUYER);
    assert_int_equal(dispute_policy_digest(to, digest), DISPUTE_DONE);
    assert_memory_equal(e.digest, digest, sizeof digest);
    IS(e.reference, "market@2");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(T5_what_runs_keeps_its_due_and_what_comes_next_is_by_the_new_policy),
        cmocka_unit_test(T5_silence_is_what_the_new_policy_says_at_the_due_of_the_old_one),
        cmocka_unit_test(T5_a_state_whose_deadline_does_not_run_gets_one_from_now),
        cmocka_unit_test(T5_a_round_that_is_being_answered_stays_one),
        cmocka_unit_test(T5_the_event_names_the_policy_that_it_is_sent_under),
        cmocka_unit_test(T5_only_the_platform_migrates_and_only_once),
        cmocka_unit_test(T5_what_is_due_before_belongs_to_the_old_policy),
        cmocka_unit_test(T5_a_decided_a_closed_and_an_unopened_case_stay_where_they_are),
        cmocka_unit_test(T5_the_journal_keeps_its_kind_of_chain),
        cmocka_unit_test(T5_no_more_rounds_than_a_case_whose_money_has_moved_has_room_for),
        cmocka_unit_test(T5_law_8_holds_for_a_state_that_the_new_policy_never_comes_to),
        cmocka_unit_test(T5_law_8_holds_for_a_round_that_the_new_policy_never_comes_to),
        cmocka_unit_test(T5_a_review_that_waited_for_evidence_begins_where_nobody_has_a_due_any_more),
        cmocka_unit_test(T5_an_amend_that_would_be_accepted_is_listed),
        cmocka_unit_test(T5_a_journal_is_replayed_under_the_old_policy_and_then_under_the_new_one),
        cmocka_unit_test(T5_a_replay_under_the_wrong_policy_says_from_which_record_on),
        cmocka_unit_test(T5_the_record_says_where_to_change_the_policy),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
