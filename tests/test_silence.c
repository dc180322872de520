/* test_silence.c - every row of the rulebook's table of deadlines: what each silence brings, when, and who gets what.
 */
#include "play.h"

static play p;

typedef struct silence {
    const char *value;          /* of the key's on_silence; "": the key has no choice */
    dispute_terms asked, given; /* kind 0: refund 2000; no offer, no other terms ruled or agreed */
    const char *path;           /* the one transition: event, state, day */
    const char *outcome, *transfers;
    int64_t protected_until; /* 0: for long */
} silence;

typedef void (*story)(const silence *s); /* plays on from the opening at T0 */

static void is_the_rule(int32_t rule) {
    const dispute_transition *t = dispute_answer_transition(p.answer, 0);
    assert_int_equal(t->by, DISPUTE_PARTY_SYSTEM);
    if (rule) assert_int_equal(t->rule, rule);
}

static void begin(const char *key, const char *more, const silence *s, story play_on) {
    char changes[512];
    snprintf(changes, sizeof changes, s->value[0] ? "%s%s.on_silence = %s\n" : "%s", more, key, s->value);
    play_again(&p, changes);
    p.order.seller_guarantee = strncmp(key, "guarantee", 9) == 0;
    if (s->protected_until) p.order.protected_until = s->protected_until;
    dispute_terms asked = s->asked.kind ? s->asked : (dispute_terms)REFUND(2000);
    GOES(&p, play_ask(&p, DISPUTE_REASON_QUALITY, asked, T0));
    if (play_on) play_on(s);
}

/* Nothing before `due`; then, asked at that instant or later, the row's one transition. */
static void fires(const char *key, const char *more, const silence *rows, size_t row, story play_on, int64_t due,
                  int32_t rule) {
    const silence *s = &rows[row];
    for (int64_t late = 0; late <= 1; late++) {
        begin(key, more, s, play_on);
        play_row(row);
        GOES(&p, play_advance(&p, due - 1));
        IS(play_path(&p), "");
        GOES(&p, play_advance(&p, due + late));
        IS(play_path(&p), s->path);
        IS(play_outcome(&p), s->outcome);
        IS(play_transfers(&p), s->transfers);
        is_the_rule(rule);
    }
}
#define EACH(rows, key, more, play_on, due, rule) \
    for (size_t i = 0; i < COUNT_OF(rows); i++) fires(key, more, rows, i, play_on, due, rule)

#define ONE       " counts dispute_rate"
#define TWO       " counts dispute_rate arbitration_rate"
#define OWES      " fault seller payer seller"
#define NOBODY    " fault none payer none"
#define PARTED    "escrow>buyer 2000 refund, escrow>seller 3000 release"
#define RELEASE   "escrow>seller 5000 release"
#define WITHDRAWN "no_refund 0 via withdrawn fault none payer none counts"
#define RETURN    RETURN_REFUND(2000)
#define REPLACE   TERMS(REPLACEMENT)
#define EXCHANGE  TERMS(RETURN_REPLACEMENT)
#define NO \
    { .kind = 0 }

#define CONTACT "contact.wait = P3D\n"

static const silence contact[] = {
    {"proceed", NO, NO, "deadline.contact negotiation.seller 3", "", "", 0},
    {"proceed", COUPON(800), NO, "deadline.contact negotiation.seller 3", "", "", 0},
    {"escalate", NO, NO, "deadline.contact platform.review 3", "", "", 0},
    {"close_for_buyer", NO, NO, "deadline.contact settling.paying 3", "refund 2000 via seller_silence" OWES ONE, PARTED,
     0},
    {"close_for_buyer", RETURN, NO, "deadline.contact settling.paying 3", "refund 2000 via seller_silence" OWES ONE,
     PARTED, 0},
    {"close_for_buyer", REPLACE, NO, "deadline.contact settling.paying 3", "refund 5000 via seller_silence" OWES ONE,
     "escrow>buyer 5000 refund", 0},
    {"close_for_buyer", COUPON(800), NO, "deadline.contact settling.paying 3",
     "coupon 800 via seller_silence fault seller payer none" ONE, RELEASE, 0},
};

TEST(Z1_contact_wait) {
    EACH(contact, "contact.wait", CONTACT, NULL, D(3), DISPUTE_RULE_Z1);
    begin("contact.wait", CONTACT, &contact[2], NULL);
    GOES(&p, play_advance(&p, D(3)));
    IS(play_asked(&p), "buyer 6, seller 6"); /* P3: as on every entry into the review */
}

static const silence response[] = {
    {"accept_request", NO, NO, "deadline.response settling.paying 5", "refund 2000 via seller_silence" OWES ONE, PARTED,
     0},
    {"accept_request", COUPON(800), NO, "deadline.response settling.paying 5",
     "coupon 800 via seller_silence fault seller payer none" ONE, RELEASE, 0},
    {"accept_request", RETURN, NO, "deadline.response return.shipment 5", "", "", 0},
    {"accept_request", EXCHANGE, NO, "deadline.response return.shipment 5", "", "", 0},
    {"accept_request", REPLACE, NO, "deadline.response replacement.dispatch 5", "", "", 0},
    {"escalate", NO, NO, "deadline.response platform.review 5", "", "", 0},
    {"close_for_buyer", NO, NO, "deadline.response settling.paying 5", "refund 2000 via seller_silence" OWES ONE,
     PARTED, 0},
    {"close_for_buyer", RETURN, NO, "deadline.response settling.paying 5", "refund 2000 via seller_silence" OWES ONE,
     PARTED, 0},
    {"close_for_buyer", REPLACE, NO, "deadline.response settling.paying 5", "refund 5000 via seller_silence" OWES ONE,
     "escrow>buyer 5000 refund", 0},
    {"close_for_buyer", COUPON(800), NO, "deadline.response settling.paying 5",
     "coupon 800 via seller_silence fault seller payer none" ONE, RELEASE, 0},
    {"close_for_seller", NO, NO, "deadline.response settling.paying 5", "no_refund 0 via seller_silence" NOBODY ONE,
     RELEASE, 0},
    {"withdraw", NO, NO, "deadline.response closed.done 5", WITHDRAWN, "", D(5) + 1},
    {"withdraw", NO, NO, "deadline.response settling.paying 5", WITHDRAWN, RELEASE, D(5)},
};

TEST(Z2_negotiation_response) { EACH(response, "negotiation.response", "", NULL, D(5), DISPUTE_RULE_Z2); }

static void answered(const silence *s) { /* on day 1, by a refusal or an offer */
    if (s->given.kind)
        DID(&p, PROPOSE, SELLER, D(1), .terms = s->given);
    else
        DID(&p, REFUSE, SELLER, D(1));
}

static const silence reply[] = {
    {"accept_offer", NO, NO, "deadline.response platform.review 4", "", "", 0},
    {"accept_offer", NO, REFUND(1000), "deadline.response settling.paying 4", "refund 1000 via buyer_silence" OWES ONE,
     "escrow>buyer 1000 refund, escrow>seller 4000 release", 0},
    {"accept_offer", NO, TERMS(NO_REFUND), "deadline.response settling.paying 4",
     "no_refund 0 via buyer_silence" NOBODY ONE, RELEASE, 0},
    {"accept_offer", NO, TERMS(GUIDANCE), "deadline.response settling.paying 4",
     "guidance 0 via buyer_silence" NOBODY ONE, RELEASE, 0},
    {"accept_offer", NO, COUPON(800), "deadline.response settling.paying 4",
     "coupon 800 via buyer_silence fault seller payer none" ONE, RELEASE, 0},
    {"accept_offer", NO, RETURN, "deadline.response return.address 4", "", "", 0},
    {"accept_offer", NO, EXCHANGE, "deadline.response return.address 4", "", "", 0},
    {"accept_offer", NO, REPLACE, "deadline.response replacement.dispatch 4", "", "", 0},
    {"escalate", NO, NO, "deadline.response platform.review 4", "", "", 0},
    {"escalate", NO, REFUND(1000), "deadline.response platform.review 4", "", "", 0},
    {"close_for_seller", NO, REFUND(1000), "deadline.response settling.paying 4",
     "no_refund 0 via buyer_silence" NOBODY ONE, RELEASE, 0},
    {"withdraw", NO, REFUND(1000), "deadline.response closed.done 4", WITHDRAWN, "", D(4) + 1},
    {"withdraw", NO, NO, "deadline.response settling.paying 4", WITHDRAWN, RELEASE, D(4)},
};

TEST(Z3_negotiation_reply) {
    EACH(reply, "negotiation.reply", "negotiation.reply = P3D\n", answered, D(4), DISPUTE_RULE_Z3);
}

static const silence stage_of_the_seller[] = {
    {"escalate", NO, NO, "deadline.stage platform.review 7", "", "", 0},
    {"close_for_buyer", NO, NO, "deadline.stage settling.paying 7", "refund 2000 via seller_silence" OWES ONE, PARTED,
     0},
    {"close_for_seller", NO, NO, "deadline.stage settling.paying 7", "no_refund 0 via seller_silence" NOBODY ONE,
     RELEASE, 0},
    {"withdraw", NO, NO, "deadline.stage closed.done 7", WITHDRAWN, "", 0},
    {"withdraw", NO, NO, "deadline.stage settling.paying 7", WITHDRAWN, RELEASE, D(7)},
};

TEST(Z4_negotiation_stage_in_negotiation_seller) {
    EACH(stage_of_the_seller, "negotiation.stage", "negotiation.response = P9D\n", NULL, D(7), DISPUTE_RULE_Z4);
}

static const silence stage_of_the_buyer[] = {
    {"escalate", NO, REFUND(1000), "deadline.stage platform.review 7", "", "", 0},
    {"close_for_buyer", NO, NO, "deadline.stage settling.paying 7", "refund 2000 via buyer_silence" OWES ONE, PARTED,
     0},
    {"close_for_buyer", COUPON(800), NO, "deadline.stage settling.paying 7",
     "coupon 800 via buyer_silence fault seller payer none" ONE, RELEASE, 0},
    {"close_for_seller", NO, REFUND(1000), "deadline.stage settling.paying 7",
     "no_refund 0 via buyer_silence" NOBODY ONE, RELEASE, 0},
    {"withdraw", NO, NO, "deadline.stage closed.done 7", WITHDRAWN, "", 0},
    {"withdraw", NO, NO, "deadline.stage settling.paying 7", WITHDRAWN, RELEASE, D(7)},
};

TEST(Z4_negotiation_stage_in_negotiation_buyer) {
    EACH(stage_of_the_buyer, "negotiation.stage", "", answered, D(7), DISPUTE_RULE_Z4);
}

static const silence taken_over[] = {{"", NO, NO, "deadline.takeover guarantee.waiting 2", "", "", 0}};

TEST(Z_guarantee_after_in_both_states_of_the_negotiation) {
    EACH(taken_over, "guarantee.after", "", NULL, D(2), 0);
    EACH(taken_over, "guarantee.after", "", answered, D(2), 0);
    EACH(taken_over, "guarantee.after", CONTACT, NULL, D(2), 0);
}

static void take_over(const silence *s) {
    (void)s;
    DID(&p, TAKE_OVER, PLATFORM, D(1));
}

static const silence guarantee[] = {
    {"close_for_buyer", NO, NO, "deadline.review settling.paying 3",
     "refund 2000 via guarantee fault seller payer platform" ONE,
     "platform>buyer 2000 compensation, escrow>seller 5000 release", 0},
    {"wait", NO, NO, "deadline.review guarantee.waiting 3", "", "", 0},
};

static void overdue_once(void) {
    assert_non_null(strstr(play_notices(&p), "platform overdue"));
    IS(play_deadlines(&p), "");
    GOES(&p, play_advance(&p, FOREVER));
    IS(play_path(&p), "");
}

TEST(Z5_guarantee_review) {
    EACH(guarantee, "guarantee.review", "", take_over, D(3), DISPUTE_RULE_Z5);
    overdue_once();
}

static const silence evidence[] = {{"proceed", NO, NO, "deadline.evidence platform.review 4", "", "", 0}};

TEST(Z6_platform_evidence) {
    EACH(evidence, "platform.evidence", "", take_over, D(4), DISPUTE_RULE_Z6);
    dispute_view v = play_view(&p, DISPUTE_PARTY_PLATFORM);
    assert_int_equal(v.evidence[DISPUTE_PARTY_BUYER], DISPUTE_EVIDENCE_EXPIRED);
    assert_int_equal(v.evidence[DISPUTE_PARTY_SELLER], DISPUTE_EVIDENCE_EXPIRED);
}

static void planned(const silence *s) {
    take_over(s);
    DID(&p, PROPOSE, PLATFORM, D(1), .terms = REFUND(1000));
}

static const silence evidence_of_a_plan[] = {{"proceed", NO, NO, "deadline.evidence platform.proposed 4", "", "", 0}};
static const silence lapse[] = {{"proceed", NO, NO, "deadline.plan platform.review 6", "", "", 0}};

TEST(Z6_platform_evidence_while_a_plan_is_on_the_table) {
    EACH(evidence_of_a_plan, "platform.evidence", "", planned, D(4), DISPUTE_RULE_Z6);
}

TEST(Z7_platform_plan) {
    EACH(lapse, "platform.plan", "platform.evidence = none\n", planned, D(6), DISPUTE_RULE_Z7);
    IS(play_deadlines(&p), "review 13");
}

#define LATE_REVIEW "platform.evidence = none\nreason.quality.liable = none\n"

static const silence review[] = {
    {"close_for_buyer", NO, NO, "deadline.review settling.paying 8",
     "refund 2000 via seller_silence fault none payer seller" TWO, PARTED, 0},
    {"close_for_buyer", RETURN, NO, "deadline.review settling.paying 8",
     "refund 2000 via seller_silence fault none payer seller" TWO, PARTED, 0},
    {"close_for_seller", NO, NO, "deadline.review settling.paying 8", "no_refund 0 via buyer_silence" NOBODY TWO,
     RELEASE, 0},
    {"wait", NO, NO, "deadline.review platform.review 8", "", "", 0},
};

TEST(Z8_platform_review) {
    EACH(review, "platform.review", LATE_REVIEW, take_over, D(8), DISPUTE_RULE_Z8);
    overdue_once();
}

static void appealed(const silence *s) {
    take_over(s);
    DID(&p, RULE, PLATFORM, D(1), .terms = REFUND(1000));
    DID(&p, APPEAL, BUYER, D(1));
}

static const silence review_of_an_appeal[] = {
    {"close_for_buyer", NO, NO, "deadline.review settling.paying 8",
     "refund 2000 via seller_silence fault none payer seller" TWO, PARTED, 0},
    {"close_for_seller", NO, NO, "deadline.review settling.paying 8", "no_refund 0 via buyer_silence" NOBODY TWO,
     RELEASE, 0},
    {"wait", NO, NO, "deadline.review ruling.appealed 8", "", "", 0},
};

TEST(Z8_platform_review_of_an_appeal) {
    EACH(review_of_an_appeal, "platform.review", LATE_REVIEW, appealed, D(8), DISPUTE_RULE_Z8);
    overdue_once();
}

/* A return agreed on day 1: what was asked for, or what the seller offered. */
static void agreed(const silence *s) {
    if (s->given.kind) DID(&p, PROPOSE, SELLER, D(1), .terms = s->given);
    if (s->given.kind)
        DID(&p, ACCEPT, BUYER, D(1));
    else
        DID(&p, ACCEPT, SELLER, D(1));
}

static const silence address[] = {
    {"use_default", RETURN, NO, "deadline.response return.shipment 6", "", "", 0},
    {"use_default", EXCHANGE, NO, "deadline.response return.shipment 6", "", "", 0},
    {"close_for_buyer", RETURN, NO, "deadline.response settling.paying 6", "refund 2000 via seller_silence" OWES ONE,
     PARTED, 0},
    {"close_for_buyer", NO, RETURN_REFUND(1000), "deadline.response settling.paying 6",
     "refund 2000 via seller_silence" OWES ONE, PARTED, 0}, /* the request, not what was agreed */
};

TEST(Z9_return_address) { EACH(address, "return.address", "", agreed, D(6), DISPUTE_RULE_Z9); }

static void at_shipment(const silence *s) {
    agreed(s);
    DID(&p, CONFIRM_ADDRESS, SELLER, D(1));
}

static const silence ship[] = {
    {"close_for_seller", RETURN, NO, "deadline.response settling.paying 11", "no_refund 0 via buyer_silence" NOBODY ONE,
     RELEASE, 0},
    {"close_for_seller", EXCHANGE, NO, "deadline.response settling.paying 11",
     "no_refund 0 via buyer_silence" NOBODY ONE, RELEASE, 0},
    {"withdraw", RETURN, NO, "deadline.response closed.done 11", WITHDRAWN, "", 0},
    {"withdraw", RETURN, NO, "deadline.response settling.paying 11", WITHDRAWN, RELEASE, D(11)},
};

TEST(Z10_return_ship) { EACH(ship, "return.ship", "", at_shipment, D(11), DISPUTE_RULE_Z10); }

static void at_receipt(const silence *s) {
    at_shipment(s);
    DID(&p, SHIP_RETURN, BUYER, D(1), .reference = "RR1");
}

static const silence receive[] = {
    {"deem_received", RETURN, NO, "deadline.response settling.paying 31",
     "return_refund 2000 via seller_silence" OWES ONE, PARTED, 0},
    {"deem_received", EXCHANGE, NO, "deadline.response replacement.dispatch 31", "", "", 0},
    {"close_for_buyer", RETURN, NO, "deadline.response settling.paying 31", "refund 2000 via seller_silence" OWES ONE,
     PARTED, 0},
    {"close_for_buyer", EXCHANGE, NO, "deadline.response settling.paying 31", "refund 5000 via seller_silence" OWES ONE,
     "escrow>buyer 5000 refund", 0},
    {"close_for_buyer", NO, RETURN_REFUND(1000), "deadline.response settling.paying 31",
     "refund 2000 via seller_silence" OWES ONE, PARTED, 0},
    {"escalate", RETURN, NO, "deadline.response platform.review 31", "", "", 0},
};

TEST(Z11_return_receive) { EACH(receive, "return.receive", "", at_receipt, D(31), DISPUTE_RULE_Z11); }

static const silence dispatch[] = {
    {"close_for_buyer", REPLACE, NO, "deadline.response settling.paying 6", "refund 5000 via seller_silence" OWES ONE,
     "escrow>buyer 5000 refund", 0},
    {"close_for_buyer", NO, REPLACE, "deadline.response settling.paying 6", "refund 2000 via seller_silence" OWES ONE,
     PARTED, 0},
    {"escalate", REPLACE, NO, "deadline.response platform.review 6", "", "", 0},
};

TEST(Z12_replacement_ship) { EACH(dispatch, "replacement.ship", "", agreed, D(6), DISPUTE_RULE_Z12); }

static void sent(const silence *s) {
    agreed(s);
    DID(&p, SHIP_REPLACEMENT, SELLER, D(1), .reference = "RR2");
}

static const silence arrival[] = {
    {"deem_received", REPLACE, NO, "deadline.response settling.paying 31",
     "replacement 0 via buyer_silence fault seller payer none" ONE, RELEASE, 0},
    {"escalate", REPLACE, NO, "deadline.response platform.review 31", "", "", 0},
};

TEST(Z13_replacement_receive) { EACH(arrival, "replacement.receive", "", sent, D(31), DISPUTE_RULE_Z13); }

static void ruled(const silence *s) {
    take_over(s);
    DID(&p, RULE, PLATFORM, D(1), .terms = s->given, .fault = DISPUTE_FAULT_SELLER);
}

static const silence window[] = {
    {"", NO, REFUND(2000), "deadline.appeal settling.paying 8", "refund 2000 via ruling" OWES TWO " seller_fault_rate",
     PARTED, 0},
    {"", NO, TERMS(NO_REFUND), "deadline.appeal settling.paying 8",
     "no_refund 0 via ruling fault seller payer none" TWO " seller_fault_rate", RELEASE, 0},
    {"", NO, COUPON(800), "deadline.appeal settling.paying 8",
     "coupon 800 via ruling fault seller payer none" TWO " seller_fault_rate", RELEASE, 0},
    {"", NO, RETURN, "deadline.appeal return.address 8", "", "", 0},
    {"", NO, EXCHANGE, "deadline.appeal return.address 8", "", "", 0},
    {"", NO, REPLACE, "deadline.appeal replacement.dispatch 8", "", "", 0},
};

TEST(Z_appeal_window) { EACH(window, "appeal.window", "", ruled, D(8), 0); }

#define LIABLE  "reason.quality.liable = carrier\nclaim.file = P5D\nclaim.answer = P6D\n"
#define CARRIED "refund 2000 via consensus fault carrier payer seller" ONE

static void filed(const silence *s) {
    agreed(s);
    DID(&p, FILE_CLAIM, SELLER, D(1));
}

static const silence unfiled[] = {{"", NO, NO, "deadline.claim settling.paying 6", CARRIED, "", 0}};
static const silence unfiled_closed[] = {{"", NO, NO, "deadline.claim closed.done 6", CARRIED, "", 0}};
static const silence unanswered[] = {{"", NO, NO, "deadline.claim settling.paying 7", CARRIED, "", 0}};
static const silence unanswered_closed[] = {{"", NO, NO, "deadline.claim closed.done 7", CARRIED, "", 0}};

TEST(Z_claim_file_and_claim_answer) {
    EACH(unfiled, "claim", LIABLE, agreed, D(6), 0);
    assert_int_equal(play_view(&p, DISPUTE_PARTY_SELLER).claim, DISPUTE_CLAIM_EXPIRED);
    EACH(unfiled_closed, "claim", LIABLE "settlement.confirm = no\n", agreed, D(6), 0);
    EACH(unanswered, "claim", LIABLE, filed, D(7), 0);
    EACH(unanswered_closed, "claim", LIABLE "settlement.confirm = no\n", filed, D(7), 0);
    assert_int_equal(play_view(&p, DISPUTE_PARTY_SELLER).claim, DISPUTE_CLAIM_EXPIRED);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(Z1_contact_wait),
        cmocka_unit_test(Z2_negotiation_response),
        cmocka_unit_test(Z3_negotiation_reply),
        cmocka_unit_test(Z4_negotiation_stage_in_negotiation_seller),
        cmocka_unit_test(Z4_negotiation_stage_in_negotiation_buyer),
        cmocka_unit_test(Z_guarantee_after_in_both_states_of_the_negotiation),
        cmocka_unit_test(Z5_guarantee_review),
        cmocka_unit_test(Z6_platform_evidence),
        cmocka_unit_test(Z6_platform_evidence_while_a_plan_is_on_the_table),
        cmocka_unit_test(Z7_platform_plan),
        cmocka_unit_test(Z8_platform_review),
        cmocka_unit_test(Z8_platform_review_of_an_appeal),
        cmocka_unit_test(Z9_return_address),
        cmocka_unit_test(Z10_return_ship),
        cmocka_unit_test(Z11_return_receive),
        cmocka_unit_test(Z12_replacement_ship),
        cmocka_unit_test(Z13_replacement_receive),
        cmocka_unit_test(Z_appeal_window),
        cmocka_unit_test(Z_claim_file_and_claim_answer),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    play_free(&p);
    return failed;
}
