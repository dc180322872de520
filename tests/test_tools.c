/* test_tools.c - clauses T1 to T3: the platform extends deadlines, suspends and resumes, and settles elsewhere. */
#include "play.h"

static play p;

enum { BUYER = DISPUTE_PARTY_BUYER, SELLER, PLATFORM, CARRIER };

static void begin(const char *changes) { play_begun(&p, changes, DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 5000); }

static void begin_enrolled(const char *changes) {
    play_again(&p, changes);
    p.order.seller_guarantee = 1;
    GOES(&p, play_open(&p, DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 5000));
}

/* A parcel on its way, promised for day 30; it holds the stage (N6). */
static void begin_in_transit(const char *changes) {
    play_again(&p, changes);
    p.order.delivered_at = 0;
    p.order.promised_at = D(30);
    GOES(&p, play_open(&p, DISPUTE_REASON_LOST, DISPUTE_TERMS_REFUND, 5000));
    DID(&p, REFUSE, SELLER, T0);
    IS(play_deadlines(&p), "stage 30");
}

/* ---- T1: extend ---- */

#define QUIET  "platform.evidence = none\n"
#define LIABLE "reason.quality.liable = carrier\nclaim.file = P5D\nclaim.answer = P6D\n"

static const struct {
    const char *changes;
    int32_t state, deadline;
    int64_t until;
    const char *before, *after, *fires; /* what is armed; the one transition at `until` */
} extensions[] = {
    {"", DISPUTE_STATE_CONTACT_WAITING, DISPUTE_DEADLINE_CONTACT, D(9), "contact 3", "contact 9",
     "deadline.contact negotiation.seller 9"},
    {"", DISPUTE_STATE_NEGOTIATION_SELLER, DISPUTE_DEADLINE_RESPONSE, D(6), "response 5, stage 7",
     "response 6, stage 7", "deadline.response settling.paying 6"},
    {"", DISPUTE_STATE_NEGOTIATION_BUYER, DISPUTE_DEADLINE_STAGE, D(20), "stage 7", "stage 20",
     "deadline.stage platform.review 20"},
    {"", DISPUTE_STATE_PLATFORM_REVIEW, DISPUTE_DEADLINE_EVIDENCE, D(6), "evidence 4, review 8", "evidence 6, review 8",
     "deadline.evidence platform.review 6"},
    {QUIET, DISPUTE_STATE_PLATFORM_REVIEW, DISPUTE_DEADLINE_REVIEW, D(30), "review 8", "review 30",
     "deadline.review platform.review 30"},
    {QUIET, DISPUTE_STATE_PLATFORM_PROPOSED, DISPUTE_DEADLINE_PLAN, D(12), "plan 6", "plan 12",
     "deadline.plan platform.review 12"},
    {"", DISPUTE_STATE_PLATFORM_PROPOSED, DISPUTE_DEADLINE_EVIDENCE, D(5), "evidence 4, plan 6", "evidence 5, plan 6",
     "deadline.evidence platform.proposed 5"},
    {"", DISPUTE_STATE_GUARANTEE_WAITING, DISPUTE_DEADLINE_REVIEW, D(5), "review 3", "review 5",
     "deadline.review settling.paying 5"},
    {"", DISPUTE_STATE_RETURN_ADDRESS, DISPUTE_DEADLINE_RESPONSE, D(7), "response 6", "response 7",
     "deadline.response return.shipment 7"},
    {"", DISPUTE_STATE_RETURN_SHIPMENT, DISPUTE_DEADLINE_RESPONSE, D(15), "response 11", "response 15",
     "deadline.response settling.paying 15"},
    {"", DISPUTE_STATE_RETURN_RECEIPT, DISPUTE_DEADLINE_RESPONSE, D(90), "response 31", "response 90",
     "deadline.response settling.paying 90"},
    {"", DISPUTE_STATE_REPLACEMENT_DISPATCH, DISPUTE_DEADLINE_RESPONSE, D(7), "response 6", "response 7",
     "deadline.response settling.paying 7"},
    {"", DISPUTE_STATE_REPLACEMENT_RECEIPT, DISPUTE_DEADLINE_RESPONSE, D(32), "response 31", "response 32",
     "deadline.response settling.paying 32"},
    {"", DISPUTE_STATE_RULING_MADE, DISPUTE_DEADLINE_APPEAL, D(9), "appeal 8", "appeal 9",
     "deadline.appeal settling.paying 9"},
    {"", DISPUTE_STATE_RULING_APPEALED, DISPUTE_DEADLINE_REVIEW, D(9), "review 8", "review 9",
     "deadline.review ruling.appealed 9"},
    {LIABLE, DISPUTE_STATE_SETTLING_PAYING, DISPUTE_DEADLINE_CLAIM, D(8), "claim 6", "claim 8",
     "deadline.claim settling.paying 8"},
    {LIABLE, DISPUTE_STATE_CLOSED_DONE, DISPUTE_DEADLINE_CLAIM, D(40), "claim 6", "claim 40",
     "deadline.claim closed.done 40"},
};

TEST(T1_every_running_deadline_gets_a_later_due_and_fires_then) {
    for (size_t i = 0; i < COUNT_OF(extensions); i++) {
        play_reach(&p, extensions[i].changes, extensions[i].state);
        play_row(i);
        IS(play_deadlines(&p), extensions[i].before);
        DID(&p, EXTEND, PLATFORM, D(2), .deadline = extensions[i].deadline, .until = extensions[i].until);
        assert_int_equal(play_state(&p), extensions[i].state);
        IS(play_deadlines(&p), extensions[i].after);
        IS(play_transfers(&p), "");
        assert_int_equal(dispute_answer_transition(p.answer, 0)->rule, DISPUTE_RULE_T1);
        play_lasts(&p);
        GOES(&p, play_advance(&p, extensions[i].until - 1));
        IS(play_path(&p), strstr(extensions[i].after, "evidence 4") ? "deadline.evidence platform.review 4" : "");
        GOES(&p, play_advance(&p, extensions[i].until));
        IS(play_path(&p), extensions[i].fires);
    }
}

TEST(T1_takeover_is_extended_alone) {
    begin_enrolled("");
    DID(&p, EXTEND, PLATFORM, D(1), .deadline = DISPUTE_DEADLINE_TAKEOVER, .until = D(4));
    IS(play_deadlines(&p), "response 5, stage 7, takeover 4");
    play_lasts(&p);
    GOES(&p, play_advance(&p, D(4)));
    IS(play_path(&p), "deadline.takeover guarantee.waiting 4");
}

TEST(T1_not_later_is_wrong_terms_and_what_does_not_run_is_not_now) {
    for (size_t i = 0; i < COUNT_OF(extensions); i++) {
        play_reach(&p, extensions[i].changes, extensions[i].state);
        play_row(i);
        for (int32_t d = DISPUTE_DEADLINE_CONTACT; d <= DISPUTE_DEADLINE_CLAIM; d++) {
            int64_t due = play_due(&p, d);
            REFUSED(&p, NOT_YOURS, EXTEND, CARRIER, D(1), .deadline = d, .until = D(99));
            if (due) {
                REFUSED(&p, WRONG_TERMS, EXTEND, PLATFORM, D(1), .deadline = d, .until = due);
                REFUSED(&p, WRONG_TERMS, EXTEND, PLATFORM, D(1), .deadline = d, .until = D(1));
            } else {
                REFUSED(&p, NOT_NOW, EXTEND, PLATFORM, D(1), .deadline = d, .until = D(99));
                REFUSED(&p, NOT_NOW, EXTEND, PLATFORM, D(1), .deadline = d, .until = 1);
            }
        }
        IS(play_deadlines(&p), extensions[i].before);
    }
}

#define EXTENDED(d, to) .deadline = DISPUTE_DEADLINE_##d, .until = to

TEST(T1_at_most_extend_times_a_case) {
    begin("");
    DID(&p, EXTEND, PLATFORM, D(1), EXTENDED(RESPONSE, D(6)));
    REFUSED(&p, WRONG_TERMS, EXTEND, PLATFORM, D(1), EXTENDED(RESPONSE, D(6))); /* a refusal does not count */
    DID(&p, EXTEND, PLATFORM, D(1), EXTENDED(STAGE, D(9)));
    DID(&p, WITHDRAW, BUYER, D(2));
    DID(&p, REOPEN, BUYER, D(2)); /* N10: they stay counted */
    DID(&p, EXTEND, PLATFORM, D(2), EXTENDED(STAGE, D(10)));
    play_lasts(&p);
    REFUSED(&p, LIMIT_REACHED, EXTEND, PLATFORM, D(2), EXTENDED(STAGE, D(11)));
    assert_int_equal(dispute_answer_problem(p.answer)->limit, 3);
    REFUSED(&p, WRONG_TERMS, EXTEND, PLATFORM, D(2), EXTENDED(STAGE, D(10))); /* K1: in the order of the refusals */
    assert_null(strstr(play_allowed(&p, PLATFORM, D(2)), "extend"));
    begin("extend.times = 0\n");
    REFUSED(&p, LIMIT_REACHED, EXTEND, PLATFORM, D(2), EXTENDED(STAGE, D(10)));
    assert_null(strstr(play_allowed(&p, PLATFORM, D(2)), "extend"));
}

TEST(T1_of_two_evidence_dues_the_later_one_stays) {
    play_reach(&p, "", DISPUTE_STATE_PLATFORM_REVIEW);
    DID(&p, REQUEST_EVIDENCE, PLATFORM, D(3), .party = DISPUTE_PARTY_SELLER);
    IS(play_deadlines(&p), "evidence 4, review 8"); /* the buyer's; the seller's is day 6 */
    DID(&p, EXTEND, PLATFORM, D(3), EXTENDED(EVIDENCE, D(5)));
    play_lasts(&p);
    GOES(&p, play_advance(&p, D(5)));
    IS(play_path(&p), "deadline.evidence platform.review 5");
    assert_int_equal(play_view(&p, PLATFORM).evidence[BUYER], DISPUTE_EVIDENCE_EXPIRED);
    assert_int_equal(play_view(&p, PLATFORM).evidence[SELLER], DISPUTE_EVIDENCE_REQUESTED);
    IS(play_deadlines(&p), "evidence 6, review 8");
    play_reach(&p, "", DISPUTE_STATE_PLATFORM_REVIEW);
    DID(&p, REQUEST_EVIDENCE, PLATFORM, D(3), .party = DISPUTE_PARTY_SELLER);
    DID(&p, EXTEND, PLATFORM, D(3), EXTENDED(EVIDENCE, D(7))); /* later than both: both */
    GOES(&p, play_advance(&p, D(7)));
    IS(play_path(&p), "deadline.evidence platform.review 7");
}

TEST(T1_a_stage_that_a_parcel_holds_is_extended_from_what_it_shows) {
    begin_in_transit("");
    REFUSED(&p, WRONG_TERMS, EXTEND, PLATFORM, D(1), EXTENDED(STAGE, D(30)));
    DID(&p, EXTEND, PLATFORM, D(1), EXTENDED(STAGE, D(40)));
    IS(play_deadlines(&p), "stage 40");
    DID(&p, PARCEL, CARRIER, D(2), .until = D(50));
    IS(play_deadlines(&p), "stage 50");
    DID(&p, PARCEL, CARRIER, D(3), .goods = DISPUTE_GOODS_DELIVERED);
    IS(play_deadlines(&p), "stage 40");
    play_lasts(&p);
}

TEST(T1_a_response_armed_anew_counts_from_then) {
    begin("");
    DID(&p, EXTEND, PLATFORM, D(1), EXTENDED(RESPONSE, D(20)));
    DID(&p, AMEND, BUYER, D(2), .terms = REFUND(3000));
    IS(play_deadlines(&p), "response 7, stage 7");
}

/* ---- T2: suspend and resume ---- */

static void dues(int64_t due[DISPUTE_DEADLINES]) {
    dispute_view v = play_view(&p, PLATFORM);
    memcpy(due, v.due, sizeof v.due);
}

static void moved_by(const int64_t before[DISPUTE_DEADLINES], int64_t by) {
    int64_t after[DISPUTE_DEADLINES], next = dispute_never();
    dues(after);
    for (int d = 1; d < DISPUTE_DEADLINES; d++) {
        assert_true(after[d] == (before[d] ? before[d] + by : 0));
        if (after[d] && after[d] < next) next = after[d];
    }
    assert_true(dispute_case_next_due(p.c) == next);
}

TEST(T2_suspension_moves_every_deadline_and_an_early_resume_moves_back) {
    for (size_t i = 0; i < PLAY_STATES; i++) {
        int64_t before[DISPUTE_DEADLINES];
        int over = play_states[i] == DISPUTE_STATE_SETTLING_PAYING || play_states[i] == DISPUTE_STATE_CLOSED_DONE;
        play_reach(&p, "", play_states[i]);
        play_row(i);
        dues(before);
        REFUSED(&p, NOT_NOW, RESUME, PLATFORM, D(1));
        GIVES(&p, DO(&p, SUSPEND, PLATFORM, D(1) + HOUR, .until = D(11) + HOUR),
              over ? DISPUTE_REFUSED_NOT_NOW : DISPUTE_DONE);
        if (over) continue;
        assert_int_equal(play_state(&p), play_states[i]);
        moved_by(before, 10 * DAY);
        play_lasts(&p);
        REFUSED(&p, NOT_NOW, SUSPEND, PLATFORM, D(2), .until = D(20));
        DID(&p, RESUME, PLATFORM, D(4) + HOUR);
        assert_int_equal(play_state(&p), play_states[i]);
        moved_by(before, 3 * DAY);
        play_lasts(&p);
        REFUSED(&p, NOT_NOW, RESUME, PLATFORM, D(4) + HOUR);
    }
}

TEST(T2_until_passing_is_no_transition) {
    begin_enrolled("guarantee.after = P4D\n");
    DID(&p, SUSPEND, PLATFORM, D(1), .until = D(11));
    IS(play_deadlines(&p), "response 15, stage 17, takeover 14");
    REFUSED(&p, NOT_NOW, PROPOSE, SELLER, D(11) - 1, .terms = REFUND(1));
    GOES(&p, play_advance(&p, D(12)));
    IS(play_path(&p), "");
    assert_int_equal(dispute_case_sequence(p.c), 2);
    REFUSED(&p, NOT_NOW, RESUME, PLATFORM, D(11)); /* half-open: at `until` the case goes on */
    DID(&p, REFUSE, SELLER, D(11));
    IS(play_deadlines(&p), "stage 17, takeover 14");
    DID(&p, SUSPEND, PLATFORM, D(12), .until = D(13));
    IS(play_deadlines(&p), "stage 18, takeover 15");
    play_lasts(&p);
    GOES(&p, play_advance(&p, D(15)));
    IS(play_path(&p), "deadline.takeover guarantee.waiting 15");
}

TEST(T2_until_lies_ahead_and_all_suspensions_fit_into_suspend_at_most) {
    begin("");
    REFUSED(&p, WRONG_TERMS, SUSPEND, PLATFORM, D(1), .until = D(1));
    REFUSED(&p, WRONG_TERMS, SUSPEND, PLATFORM, D(1), .until = D(1) - 1);
    REFUSED(&p, LIMIT_REACHED, SUSPEND, PLATFORM, D(1), .until = D(91) + 1);
    DID(&p, SUSPEND, PLATFORM, D(1), .until = D(91));
    DID(&p, RESUME, PLATFORM, D(11)); /* gives 80 days back */
    play_lasts(&p);
    REFUSED(&p, LIMIT_REACHED, SUSPEND, PLATFORM, D(12), .until = D(92) + 1);
    DID(&p, SUSPEND, PLATFORM, D(12), .until = D(92) - HOUR);
    GOES(&p, play_advance(&p, D(92) - HOUR));
    DID(&p, SUSPEND, PLATFORM, D(92), .until = D(92) + HOUR); /* the last that there is */
    REFUSED(&p, LIMIT_REACHED, SUSPEND, PLATFORM, D(93), .until = D(93) + 1);
    assert_null(strstr(play_allowed(&p, PLATFORM, D(93)), "suspend"));
    begin("suspend.at_most = none\n");
    DID(&p, SUSPEND, PLATFORM, D(1), .until = D(2000));
    IS(play_deadlines(&p), "response 2004, stage 2006");
    begin("suspend.at_most = P2D\n");
    REFUSED(&p, LIMIT_REACHED, SUSPEND, PLATFORM, D(1), .until = D(3) + 1);
    DID(&p, SUSPEND, PLATFORM, D(1), .until = D(3));
}

TEST(T2_a_withdrawal_gives_back_what_was_not_used) {
    begin("");
    p.order.protected_until = D(60);
    DID(&p, SUSPEND, PLATFORM, D(1), .until = D(91));
    DID(&p, WITHDRAW, BUYER, D(11));
    IS(play_deadlines(&p), "");
    DID(&p, REOPEN, BUYER, D(12));
    IS(play_deadlines(&p), "response 17, stage 19"); /* and nothing is suspended any more */
    play_lasts(&p);
    DID(&p, AMEND, BUYER, D(12), .terms = REFUND(4000));
    REFUSED(&p, LIMIT_REACHED, SUSPEND, PLATFORM, D(13), .until = D(93) + 1);
    DID(&p, SUSPEND, PLATFORM, D(13), .until = D(93));
}

#define CALM "submit_evidence parcel"

static const struct {
    int32_t state;
    const char *buyer, *seller, *carrier;
} meanwhile[] = {
    {DISPUTE_STATE_CONTACT_WAITING, "withdraw submit_evidence", CALM, CALM},
    {DISPUTE_STATE_NEGOTIATION_SELLER, "withdraw submit_evidence", CALM, CALM},
    {DISPUTE_STATE_NEGOTIATION_BUYER, "withdraw submit_evidence", CALM, CALM},
    {DISPUTE_STATE_GUARANTEE_WAITING, "withdraw submit_evidence", "", CALM},
    {DISPUTE_STATE_PLATFORM_REVIEW, "withdraw submit_evidence", CALM, CALM},
    {DISPUTE_STATE_PLATFORM_PROPOSED, "withdraw submit_evidence", CALM, CALM},
    {DISPUTE_STATE_RETURN_ADDRESS, "submit_evidence", CALM, CALM},
    {DISPUTE_STATE_RETURN_SHIPMENT, "submit_evidence", CALM, CALM},
    {DISPUTE_STATE_RETURN_RECEIPT, "submit_evidence", CALM, CALM},
    {DISPUTE_STATE_REPLACEMENT_DISPATCH, "submit_evidence", CALM, CALM},
    {DISPUTE_STATE_REPLACEMENT_RECEIPT, "submit_evidence", CALM, CALM},
    {DISPUTE_STATE_RULING_MADE, "", "parcel", "parcel"},
    {DISPUTE_STATE_RULING_APPEALED, "submit_evidence", CALM, CALM},
};

TEST(T2_meanwhile_only_the_listed_events_are_open) {
    for (size_t i = 0; i < COUNT_OF(meanwhile); i++) {
        play_reach(&p, "escalate.buyer = 0..none\n", meanwhile[i].state);
        play_row(i);
        DID(&p, SUSPEND, PLATFORM, D(1), .until = D(3));
        IS(play_allowed(&p, BUYER, D(2)), meanwhile[i].buyer);
        IS(play_allowed(&p, SELLER, D(2)), meanwhile[i].seller);
        IS(play_allowed(&p, PLATFORM, D(2)), "resume settle_elsewhere parcel");
        IS(play_allowed(&p, CARRIER, D(2)), meanwhile[i].carrier);
        assert_non_null(strstr(play_allowed(&p, PLATFORM, D(3)), "extend suspend settle_elsewhere"));
    }
}

TEST(T2_payments_of_an_executed_ruling_go_on_meanwhile) {
    play_reach(&p, "appeal.money = execute\n", DISPUTE_STATE_PLATFORM_REVIEW);
    DID(&p, RULE, PLATFORM, D(1), .terms = REFUND(2000));
    DID(&p, SUSPEND, PLATFORM, D(2), .until = D(5));
    IS(play_allowed(&p, PLATFORM, D(2)), "resume settle_elsewhere parcel paid payment_failed");
    DID(&p, PAYMENT_FAILED, PLATFORM, D(3), .reference = "C-1:3:0");
    DID(&p, PAID, PLATFORM, D(3), .reference = "C-1:3:0");
    REFUSED(&p, NOT_NOW, APPEAL, BUYER, D(3));
    play_lasts(&p);
}

TEST(T2_a_parcel_meanwhile_never_makes_anything_due_before_until) {
    begin_in_transit("");
    DID(&p, SUSPEND, PLATFORM, D(1), .until = D(6));
    IS(play_deadlines(&p), "stage 30"); /* its own is day 12; the promise does not move */
    DID(&p, PARCEL, CARRIER, D(2), .goods = DISPUTE_GOODS_DELIVERED);
    IS(play_deadlines(&p), "stage 12");
    begin_in_transit("");
    DID(&p, SUSPEND, PLATFORM, D(10), .until = D(18));
    IS(play_deadlines(&p), "stage 30"); /* its own would have been day 7 and 8 more */
    DID(&p, PARCEL, CARRIER, D(11), .goods = DISPUTE_GOODS_DELIVERED);
    IS(play_deadlines(&p), "stage 18");
    play_lasts(&p);
    GOES(&p, play_advance(&p, D(18) - 1));
    IS(play_path(&p), "");
    GOES(&p, play_advance(&p, D(18)));
    IS(play_path(&p), "deadline.stage platform.review 18");
    begin_in_transit("");
    DID(&p, SUSPEND, PLATFORM, D(10), .until = D(18));
    DID(&p, PARCEL, CARRIER, D(11), .goods = DISPUTE_GOODS_DELIVERED);
    DID(&p, RESUME, PLATFORM, D(12)); /* a due that has passed becomes that instant */
    IS(play_path(&p), "resume negotiation.buyer 12, deadline.stage platform.review 12");
    begin_in_transit(""); /* a promise that passes meanwhile */
    DID(&p, SUSPEND, PLATFORM, D(25), .until = D(40));
    IS(play_deadlines(&p), "stage 40");
    play_lasts(&p);
    DID(&p, PARCEL, CARRIER, D(26), .until = D(45));
    IS(play_deadlines(&p), "stage 45");
}

TEST(T2_each_partys_evidence_due_is_moved) {
    play_reach(&p, "", DISPUTE_STATE_PLATFORM_REVIEW);
    DID(&p, REQUEST_EVIDENCE, PLATFORM, D(3), .party = DISPUTE_PARTY_SELLER);
    DID(&p, SUSPEND, PLATFORM, D(3), .until = D(13));
    IS(play_deadlines(&p), "evidence 14, review 18");
    DID(&p, SUBMIT_EVIDENCE, BUYER, D(4), .reference = "photo", .digest = {1});
    IS(play_deadlines(&p), "evidence 16, review 18");
    DID(&p, RESUME, PLATFORM, D(5));
    IS(play_deadlines(&p), "evidence 8, review 10");
    play_lasts(&p);
}

TEST(T2_what_is_no_deadline_does_not_wait) {
    play_reach(&p, "", DISPUTE_STATE_RETURN_RECEIPT); /* return.waive: 30 days from day 1 */
    DID(&p, SUSPEND, PLATFORM, D(2), .until = D(20));
    GOES(&p, play_advance(&p, D(31)));
    REFUSED(&p, TOO_LATE, WAIVE_RETURN, SELLER, D(31));
    IS(play_deadlines(&p), "response 49");
    begin("escalate.buyer = P3D..P9D\n");
    DID(&p, SUSPEND, PLATFORM, D(2), .until = D(9));
    REFUSED(&p, TOO_LATE, ESCALATE, BUYER, D(9));
}

TEST(T2_a_forecast_waits_for_until) {
    begin("");
    DID(&p, SUSPEND, PLATFORM, D(1), .until = D(11));
    IS(play_forecast(&p), "settling.paying at 15, waits for host: refund 5000 via seller_silence fault seller payer "
                          "seller counts dispute_rate");
    assert_true(play_view(&p, BUYER).due[DISPUTE_DEADLINE_RESPONSE] == D(15));
}

/* ---- T3: settle_elsewhere ---- */

static const char *counted(int32_t state) {
    int reviewed = state / 10 == DISPUTE_STATE_PLATFORM_REVIEW / 10 || state / 10 == DISPUTE_STATE_RULING_MADE / 10;
    return reviewed ? "dispute_rate arbitration_rate" : "dispute_rate";
}

TEST(T3_settle_elsewhere_closes_every_case_that_is_neither_paying_nor_closed) {
    for (size_t i = 0; i < PLAY_STATES; i++)
        for (int64_t amount = 0; amount <= 5000; amount += 2500)
            for (int suspended = 0; suspended < 2; suspended++) {
                int32_t state = play_states[i];
                char outcome[160];
                play_reach(&p, "", state);
                play_row(i);
                if (state == DISPUTE_STATE_SETTLING_PAYING || state == DISPUTE_STATE_CLOSED_DONE) {
                    int paying = state == DISPUTE_STATE_SETTLING_PAYING;
                    GIVES(&p, DO(&p, SETTLE_ELSEWHERE, PLATFORM, D(2), .amount = amount),
                          paying ? DISPUTE_REFUSED_TOO_LATE : DISPUTE_REFUSED_NOT_NOW);
                    continue;
                }
                if (suspended) DID(&p, SUSPEND, PLATFORM, D(1), .until = D(3));
                REFUSED(&p, OVER_LIMIT, SETTLE_ELSEWHERE, PLATFORM, D(2), .amount = 5001);
                DID(&p, SETTLE_ELSEWHERE, PLATFORM, D(2), .amount = amount);
                IS(play_where(&p), "closed.done");
                IS(play_transfers(&p), "");
                IS(play_deadlines(&p), "");
                int ruled = state / 10 == DISPUTE_STATE_RULING_MADE / 10; /* that ruling had no fault: S4 */
                snprintf(outcome, sizeof outcome, "%s %lld via elsewhere fault %s payer none counts %s",
                         amount ? "refund" : "no_refund", (long long)amount, amount && !ruled ? "seller" : "none",
                         counted(state));
                IS(play_outcome(&p), outcome);
                dispute_view v = play_view(&p, PLATFORM);
                assert_int_equal(v.funds, DISPUTE_FUNDS_ESCROW);
                assert_true(v.escrow == 5000 && v.to_buyer == 0 && v.to_seller == 0 && v.moves == 0);
                assert_int_equal(v.claim, 0);
                assert_non_null(strstr(play_notices(&p), "buyer closed"));
                IS(play_allowed(&p, 0, D(2)), "");
                play_lasts(&p);
            }
}

TEST(T3_funds_stay_as_they_were_and_nothing_is_released_behind_the_protection) {
    for (int released = 0; released < 2; released++) {
        play_again(&p, "");
        p.order.protected_until = D(1);
        if (released) p.order.funds = DISPUTE_FUNDS_RELEASED;
        GOES(&p, play_open(&p, DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 5000));
        DID(&p, SETTLE_ELSEWHERE, PLATFORM, D(2), .amount = 100);
        IS(play_transfers(&p), "");
        assert_int_equal(play_view(&p, PLATFORM).funds, released ? DISPUTE_FUNDS_RELEASED : DISPUTE_FUNDS_ESCROW);
    }
}

TEST(T3_the_fault_is_the_rulings_and_the_rate_of_sellers_counts_rulings_alone) {
    play_reach(&p, "", DISPUTE_STATE_PLATFORM_REVIEW);
    DID(&p, RULE, PLATFORM, D(1), .terms = REFUND(2000), .fault = DISPUTE_FAULT_SELLER);
    DID(&p, SETTLE_ELSEWHERE, PLATFORM, D(2), .amount = 0);
    IS(play_outcome(&p), "no_refund 0 via elsewhere fault seller payer none counts dispute_rate arbitration_rate");
    play_lasts(&p);
}

TEST(T3_nobody_claims_what_was_paid_elsewhere) {
    begin(LIABLE);
    DID(&p, SETTLE_ELSEWHERE, PLATFORM, D(2), .amount = 5000);
    IS(play_outcome(&p), "refund 5000 via elsewhere fault carrier payer none counts dispute_rate");
    IS(play_deadlines(&p), "");
    REFUSED(&p, NOT_NOW, FILE_CLAIM, PLATFORM, D(2));
    REFUSED(&p, NOT_NOW, REOPEN, BUYER, D(2)); /* N10: it was not withdrawn */
}

TEST(T3_what_a_ruling_has_moved_stays_where_it_is) {
    play_reach(&p, "appeal.money = execute\n", DISPUTE_STATE_PLATFORM_REVIEW);
    DID(&p, RULE, PLATFORM, D(1), .terms = REFUND(2000));
    IS(play_transfers(&p), "escrow>buyer 2000 refund, escrow>seller 3000 release");
    DID(&p, SETTLE_ELSEWHERE, PLATFORM, D(2), .amount = 1000);
    IS(play_transfers(&p), "");
    dispute_view v = play_view(&p, PLATFORM);
    assert_true(v.to_buyer == 2000 && v.to_seller == 3000 && v.escrow == 0 && v.outcome.amount == 1000);
    play_lasts(&p);
    DID(&p, PAID, PLATFORM, D(3), .reference = "C-1:3:0");
    play_lasts(&p);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(T1_every_running_deadline_gets_a_later_due_and_fires_then),
        cmocka_unit_test(T1_takeover_is_extended_alone),
        cmocka_unit_test(T1_not_later_is_wrong_terms_and_what_does_not_run_is_not_now),
        cmocka_unit_test(T1_at_most_extend_times_a_case),
        cmocka_unit_test(T1_of_two_evidence_dues_the_later_one_stays),
        cmocka_unit_test(T1_a_stage_that_a_parcel_holds_is_extended_from_what_it_shows),
        cmocka_unit_test(T1_a_response_armed_anew_counts_from_then),
        cmocka_unit_test(T2_suspension_moves_every_deadline_and_an_early_resume_moves_back),
        cmocka_unit_test(T2_until_passing_is_no_transition),
        cmocka_unit_test(T2_until_lies_ahead_and_all_suspensions_fit_into_suspend_at_most),
        cmocka_unit_test(T2_a_withdrawal_gives_back_what_was_not_used),
        cmocka_unit_test(T2_meanwhile_only_the_listed_events_are_open),
        cmocka_unit_test(T2_payments_of_an_executed_ruling_go_on_meanwhile),
        cmocka_unit_test(T2_a_parcel_meanwhile_never_makes_anything_due_before_until),
        cmocka_unit_test(T2_each_partys_evidence_due_is_moved),
        cmocka_unit_test(T2_what_is_no_deadline_does_not_wait),
        cmocka_unit_test(T2_a_forecast_waits_for_until),
        cmocka_unit_test(T3_settle_elsewhere_closes_every_case_that_is_neither_paying_nor_closed),
        cmocka_unit_test(T3_funds_stay_as_they_were_and_nothing_is_released_behind_the_protection),
        cmocka_unit_test(T3_the_fault_is_the_rulings_and_the_rate_of_sellers_counts_rulings_alone),
        cmocka_unit_test(T3_nobody_claims_what_was_paid_elsewhere),
        cmocka_unit_test(T3_what_a_ruling_has_moved_stays_where_it_is),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    play_free(&p);
    return failed;
}
