/* test_policy_check.c - the check of a policy: every fault with the knob that makes it, and how long a case may last.
 * The figures are worked out by hand, from the keys that stand beside them. */
#include "play.h"

static dispute_policy *policy;

static void policy_of(const char *changes) {
    dispute_problem problem = {.size = sizeof problem};
    dispute_policy_free(policy);
    assert_int_equal(dispute_policy_new(NULL, &policy), DISPUTE_DONE);
    if (dispute_policy_parse(policy, changes, strlen(changes), &problem) != DISPUTE_DONE)
        fail_msg("%s: %s", changes, play_sentence(&problem));
}

static dispute_report check(const char *changes) {
    dispute_report report = {.size = sizeof report};
    policy_of(changes);
    assert_int_equal(dispute_policy_check(policy, &report), DISPUTE_DONE);
    return report;
}

/* ---- faults ---- */

/* Every fault, as "hangs return.shipment return.ship, …" */
static const char *faults_of(const char *changes) {
    static char text[2048];
    dispute_problem problem = {.size = sizeof problem};
    dispute_report report = check(changes);
    text[0] = 0;
    uint32_t count = 0;
    for (; dispute_policy_fault(policy, count, &problem) == DISPUTE_DONE; count++) {
        char one[128];
        const char *state = dispute_word_name(DISPUTE_GROUP_STATE, problem.state);
        assert_int_equal(problem.result, DISPUTE_ERROR_UNSAFE_POLICY);
        assert_non_null(strstr(play_sentence(&problem), problem.name));
        snprintf(one, sizeof one, "%s%s %s %s", count ? ", " : "",
                 dispute_word_name(DISPUTE_GROUP_DETAIL, problem.detail), state ? state : "-", problem.name);
        strncat(text, one, sizeof text - strlen(text) - 1);
    }
    assert_int_equal(count, report.faults);
    return text;
}

static const struct {
    const char *changes, *faults;
} faulty[] = {
    {"", ""},
    {"return.ship = none\n", "hangs return.shipment return.ship"},
    {"negotiation.response = none\nnegotiation.stage = none\n",
     "hangs negotiation.seller negotiation.stage, hangs negotiation.buyer negotiation.stage"},
    {"negotiation.stage = none\n", "hangs negotiation.buyer negotiation.stage"},
    {"platform.review = none\nplatform.review.on_silence = close_for_buyer\n",
     "hangs platform.review platform.review, hangs ruling.appealed platform.review"},
    {"platform.review = none\n", ""},                  /* it waits, and says so */
    {"appeal.rounds = 0\nappeal.window = none\n", ""}, /* what cannot be reached may hang */
    {"appeal.rounds = 0\nplatform.review = none\nplatform.review.on_silence = close_for_buyer\n",
     "hangs platform.review platform.review"},
    {"escalate.buyer = P3D..P3D\nescalate.seller = P5D..P2D\n",
     "empty_window negotiation.seller escalate.buyer, empty_window negotiation.seller escalate.seller"},
    {"appeal.money = execute\nappeal.rounds = 9\nreturn.address = none\nguarantee.review = none\n",
     "rounds ruling.made appeal.rounds, hangs guarantee.waiting guarantee.review, hangs return.address return.address"},
};

TEST(every_fault_is_found_and_names_state_and_key) {
    for (size_t i = 0; i < COUNT_OF(faulty); i++) {
        play_row(i);
        IS(faults_of(faulty[i].changes), faulty[i].faults);
        assert_int_equal(dispute_policy_seal(policy, NULL),
                         faulty[i].faults[0] ? DISPUTE_ERROR_UNSAFE_POLICY : DISPUTE_DONE);
    }
}

TEST(sealing_tells_the_first_of_them) {
    dispute_problem sealing = {.size = sizeof sealing}, first = {.size = sizeof first};
    policy_of("appeal.money = execute\nappeal.rounds = 4\nreturn.ship = none\n");
    assert_int_equal(dispute_policy_seal(policy, &sealing), DISPUTE_ERROR_UNSAFE_POLICY);
    assert_int_equal(dispute_policy_fault(policy, 0, &first), DISPUTE_DONE);
    assert_memory_equal(&sealing, &first, sizeof first);
    assert_int_equal(first.limit, 3);
    assert_int_equal(dispute_policy_fault(policy, 2, &first), DISPUTE_ERROR_BAD_ARGUMENT);
}

TEST(a_check_changes_nothing_and_says_no_to_nonsense) {
    char before[16384], after[16384];
    dispute_report report = {.size = sizeof report};
    dispute_problem problem = {.size = sizeof problem};
    policy_of("return.ship = none\n");
    assert_int_equal(dispute_policy_print(policy, before, sizeof before, NULL), DISPUTE_DONE);
    assert_int_equal(dispute_policy_check(policy, &report), DISPUTE_DONE);
    assert_int_equal(dispute_policy_print(policy, after, sizeof after, NULL), DISPUTE_DONE);
    IS(after, before);
    assert_int_equal(dispute_policy_set(policy, "return.ship", 11, "P1D", 3, NULL),
                     DISPUTE_DONE); /* not sealed by it */
    assert_int_equal(dispute_policy_seal(policy, NULL), DISPUTE_DONE);
    assert_int_equal(dispute_policy_check(policy, &report), DISPUTE_DONE);
    assert_int_equal(report.faults, 0);
    assert_int_equal(dispute_policy_check(NULL, &report), DISPUTE_ERROR_BAD_ARGUMENT);
    assert_int_equal(dispute_policy_check(policy, NULL), DISPUTE_ERROR_BAD_ARGUMENT);
    assert_int_equal(dispute_policy_fault(NULL, 0, &problem), DISPUTE_ERROR_BAD_ARGUMENT);
    assert_int_equal(dispute_policy_fault(policy, 0, NULL), DISPUTE_ERROR_BAD_ARGUMENT);
    assert_int_equal(dispute_policy_fault(policy, 0, &problem), DISPUTE_ERROR_BAD_ARGUMENT); /* it has none */
    report.size = 7;
    assert_int_equal(dispute_policy_check(policy, &report), DISPUTE_ERROR_BAD_SIZE);
    problem.size = 7;
    policy_of("return.ship = none\n");
    assert_int_equal(dispute_policy_fault(policy, 0, &problem), DISPUTE_ERROR_BAD_SIZE);
}

/* ---- what can be reached ---- */

TEST(states_edges_and_waits_are_counted) {
    dispute_edge edge = {.size = sizeof edge};
    dispute_report r = check("");
    assert_int_equal(r.states, 14);
    assert_int_equal(dispute_policy_edge(policy, (uint32_t)r.edges - 1, &edge), DISPUTE_DONE);
    assert_int_equal(dispute_policy_edge(policy, (uint32_t)r.edges, &edge), DISPUTE_ERROR_BAD_ARGUMENT);
    assert_int_equal(r.waits, 2); /* platform.review, ruling.appealed */
    assert_int_equal(check("appeal.rounds = 0\n").states, 12);
    assert_int_equal(check("contact.wait = P3D\n").states, 15);
    assert_int_equal(check("appeal.rounds = 0\n").waits, 1);
    assert_int_equal(check("settlement.confirm = no\n").states, 13);
    assert_int_equal(check("guarantee.review.on_silence = wait\n").waits, 3);
    assert_int_equal(check("platform.review.on_silence = close_for_seller\n").waits, 0);
}

/* ---- how long silence lasts ---- */

#define NO_TRANSIT                                                                                              \
    "reason.tracking_invalid.enabled = no\nreason.wrong_address.enabled = no\nreason.in_transit.enabled = no\n" \
    "reason.customs_hold.enabled = no\nreason.parcel_returned.enabled = no\nreason.lost.enabled = no\n"         \
    "reason.transport_changed.enabled = no\n"

static const struct {
    const char *changes;
    double silence, longest; /* days */
    int32_t turns;
} lasting[] = {
    /* Silence: the negotiation, which a parcel holds for 60 days, then the review, 7. Deadlines: stage, evidence of
     * three parties, review. A case: 60, the guarantee 2, ruling and appeal 7 + 7, return 5 + 10 + 30, review 7 after
     * an objection, the platform's plan 5, replacement 5 + 30. Each row below has the plan, too, but for those
     * that are said to be without. */
    {"", 67, 168, 5},
    /* Nothing is in transit: 30 for a return to be received, 5 for its replacement. A case: without the guarantee the
     * stage, 7, and the review 7, ruling and appeal 7 + 7, return 5 + 10 + 30, replacement 5 + 30; with it 2 + 2 for
     * both, and then the review after an objection, 7, and a plan there, 5, which makes this way the longer one by 2. */
    {NO_TRANSIT, 35, 110, 5},
    /* Silence: 5 of the seller, then the return, 10. A case: the platform steps in by itself at the end of the stage,
     * 7, and does not decide for 2; return 5 + 10 + 1, review 7, replacement 5 + 1. */
    {NO_TRANSIT "appeal.rounds = 0\nreturn.receive = P1D\nreplacement.receive = P1D\nguarantee.after = none\n", 15, 43,
     5},
    {NO_TRANSIT "appeal.rounds = 3\nappeal.money = execute\n", 35, 138, 5},
    /* Both states of the negotiation without a stage: 5 + 4, each on its own. */
    {"negotiation.stage = none\nnegotiation.reply = P4D\nguarantee.after = none\nappeal.rounds = 0\n", 35,
     5 + 4 + 2 + 5 + 10 + 30 + 7 + 5 + 5 + 30, 5},
    /* No parcel can hold it for longer than its stage. */
    {"negotiation.stage.at_most = P1D\nappeal.rounds = 0\nguarantee.after = none\n", 35,
     7 + 2 + 5 + 10 + 30 + 7 + 5 + 5 + 30, 5},
    /* Business days: 3 that begin on a Thursday are 5; holidays on the Monday and Tuesday behind make 7 of them. */
    {NO_TRANSIT "return.ship = B3D\nappeal.rounds = 0\nguarantee.after = none\n", 35,
     7 + 2 + 5 + 5 + 30 + 7 + 5 + 5 + 30, 5},
    {NO_TRANSIT "return.ship = B3D\nappeal.rounds = 0\nguarantee.after = none\ncalendar.holidays = "
                "2026-10-05,2026-10-06\n",
     35, 7 + 2 + 5 + 7 + 30 + 7 + 5 + 5 + 30, 5},
    {NO_TRANSIT "return.ship = PT36H\nappeal.rounds = 0\nguarantee.after = none\ncalendar.weekend = none\n"
                "return.address = B2D\n",
     35, 7 + 2 + 2 + 1.5 + 30 + 7 + 5 + 5 + 30, 5},
    /* The claim fires by itself, but only its deadline is counted. */
    {NO_TRANSIT "claim.file = P50D\n", 35, 110, 5},
};

TEST(how_long_it_lasts_is_what_the_keys_add_up_to) {
    for (size_t i = 0; i < COUNT_OF(lasting); i++) {
        dispute_report r = check(lasting[i].changes);
        double silence = (double)r.longest_silence / (double)DAY, longest = (double)r.longest_case / (double)DAY;
        if (silence < lasting[i].silence || silence > lasting[i].silence || longest < lasting[i].longest
            || longest > lasting[i].longest || r.turns != lasting[i].turns || r.faults)
            fail_msg("row %d: silence %g, case %g, turns %d, faults %d", (int)i, silence, longest, r.turns, r.faults);
    }
}

TEST(what_nothing_bounds_never_ends) {
    dispute_report r = check("negotiation.stage.at_most = none\n"); /* a parcel may be promised for any day */
    assert_true(r.longest_silence == dispute_never() && r.longest_case == dispute_never());
    r = check("return.ship = none\n"); /* a fault */
    assert_true(r.longest_silence == dispute_never() && r.longest_case == dispute_never());
    r = check("platform.review = none\n"); /* it waits: what comes before is counted, and evidence, 3 */
    assert_true(r.longest_silence == 63 * DAY && r.longest_case == 154 * DAY);
}

/* ---- and the machine keeps to it ---- */

static const char *const kept[] = {
    "",
    NO_TRANSIT,
    NO_TRANSIT "return.ship = B3D\nnegotiation.reply = B2D\ncalendar.holidays = 2026-01-09,2026-01-12\n",
    "negotiation.response.on_silence = escalate\nplatform.review.on_silence = close_for_buyer\n",
    "return.receive.on_silence = escalate\nappeal.rounds = 2\n",
};

TEST(K5_no_forecast_is_longer_or_has_more_steps) {
    play p;
    memset(&p, 0, sizeof p);
    for (size_t i = 0; i < COUNT_OF(kept); i++) {
        dispute_report r = check(kept[i]);
        int64_t longest = 0;
        for (int s = 0; s < PLAY_STATES; s++) {
            play_reach(&p, kept[i], play_states[s]);
            assert_int_equal(dispute_forecast(p.policy, p.c, p.answer), DISPUTE_DONE);
            const dispute_prospect *prospect = dispute_answer_prospect(p.answer);
            assert_in_range(dispute_answer_count(p.answer, DISPUTE_STRUCT_TRANSITION), 0, r.turns);
            int64_t changed = play_view(&p, DISPUTE_PARTY_PLATFORM).changed_at;
            if (prospect->at - changed > longest) longest = prospect->at - changed;
        }
        if (longest > r.longest_silence) fail_msg("row %d: %g days", (int)i, (double)longest / (double)DAY);
    }
    play_free(&p);
}

TEST(the_longest_silence_is_one_that_a_case_can_come_to) {
    play p;
    dispute_report r = check("");
    play_new(&p, "");
    p.order.delivered_at = 0;
    p.order.promised_at = D(90);
    assert_int_equal(play_ask(&p, DISPUTE_REASON_LOST, (dispute_terms)REFUND(5000), T0), DISPUTE_DONE);
    DID(&p, REFUSE, SELLER, T0);
    IS(play_forecast(&p), "platform.review at 67, waits for platform");
    assert_true(r.longest_silence == 67 * DAY);
    play_free(&p);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_fault_is_found_and_names_state_and_key),
        cmocka_unit_test(sealing_tells_the_first_of_them),
        cmocka_unit_test(a_check_changes_nothing_and_says_no_to_nonsense),
        cmocka_unit_test(states_edges_and_waits_are_counted),
        cmocka_unit_test(how_long_it_lasts_is_what_the_keys_add_up_to),
        cmocka_unit_test(what_nothing_bounds_never_ends),
        cmocka_unit_test(K5_no_forecast_is_longer_or_has_more_steps),
        cmocka_unit_test(the_longest_silence_is_one_that_a_case_can_come_to),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
