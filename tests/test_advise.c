/* test_advise.c - dispute_advise(): what is allowed, what it costs, how it fits the root cause, in which order. */
#include "play.h"
#include <stdlib.h>

static play p;
static dispute_offer offers[DISPUTE_OFFERS];
static uint32_t count;

enum { SELLER = DISPUTE_PARTY_SELLER, BUYER = DISPUTE_PARTY_BUYER, WHOLE = 10000 };
#define ANY_EVENT 0

static dispute_result advise_at(int64_t now, const dispute_facts *facts) {
    dispute_problem problem = {.size = sizeof problem};
    memset(offers, 0, sizeof offers);
    offers[0].size = (uint32_t)sizeof offers[0];
    dispute_result result = dispute_advise(p.policy, p.c, now, facts, offers, DISPUTE_OFFERS, &count, &problem);
    if (result != DISPUTE_DONE) play_sentence(&problem);
    return result;
}

#define ADVISE(...) \
    assert_int_equal(advise_at(D(1), &(dispute_facts){.size = sizeof(dispute_facts), __VA_ARGS__}), DISPUTE_DONE)

/* The offer of this kind; of several the first in rank. */
static const dispute_offer *of(int32_t kind, int32_t event) {
    uint32_t i = 0;
    while (i < count && (offers[i].terms.kind != kind || (event && offers[i].event != event))) i++;
    if (i == count) fail_msg("no offer of kind %d", kind);
    return &offers[i % DISPUTE_OFFERS];
}

static int speaks(const int32_t list[DISPUTE_GROUNDS], int32_t ground) {
    for (int i = 0; i < DISPUTE_GROUNDS && list[i]; i++)
        if (list[i] == ground) return 1;
    return 0;
}

/* ---- every offer is tried with the guards that dispute_step() has ---- */

static dispute_event event_of(const dispute_offer *o, int64_t at) {
    dispute_event e = {.size = sizeof e, .kind = o->event, .by = SELLER, .at = at};
    if (o->event == DISPUTE_EVENT_PROPOSE) e.terms = o->terms;
    return e;
}

static void as_stepped(int64_t now) {
    dispute_case *copy = NULL;
    assert_int_equal(dispute_case_new(NULL, &copy), DISPUTE_DONE);
    assert_int_equal(advise_at(now, NULL), DISPUTE_DONE);
    assert_true(count >= 7);
    for (uint32_t i = 0; i < count; i++) {
        dispute_event e = event_of(&offers[i], now);
        dispute_case_copy(copy, p.c);
        dispute_result result = dispute_step(p.policy, copy, &e, p.answer);
        const dispute_problem *why = dispute_answer_problem(p.answer);
        assert_int_equal(offers[i].refused, result);
        assert_int_equal(offers[i].rule, why ? why->rule : 0);
        assert_int_equal(offers[i].at, why ? why->at : 0);
        assert_int_equal(offers[i].limit, why ? why->limit : 0);
        assert_int_equal(offers[i].deadline, why ? why->deadline : 0);
    }
    dispute_case_free(copy);
}

TEST(an_offer_is_refused_exactly_where_a_step_refuses_it_and_is_listed_all_the_same) {
    static const char *const policies[] = {"", "propose.seller.times = 0\n",
                                           "reason.quality.multiple = 2\npropose.seller.times = 1\n"};
    for (size_t k = 0; k < COUNT_OF(policies); k++)
        for (int i = 0; i < PLAY_STATES; i++) {
            play_reach(&p, policies[k], play_states[i]);
            for (int64_t day = 1; day < 40; day += 6) as_stepped(D(day));
        }
}

TEST(nothing_of_the_case_changes) {
    uint8_t before[DISPUTE_SNAPSHOT_SIZE], after[DISPUTE_SNAPSHOT_SIZE];
    play_reach(&p, "", DISPUTE_STATE_NEGOTIATION_SELLER);
    play_snapshot(&p, before);
    ADVISE(.salvage = 5000);
    play_snapshot(&p, after);
    assert_memory_equal(before, after, sizeof before);
}

/* ---- what an offer costs is what the machine then moves ---- */

static int32_t next_event(const dispute_case *c, int32_t *by) {
    *by = SELLER;
    switch (dispute_case_state(c)) {
    case DISPUTE_STATE_NEGOTIATION_BUYER: *by = BUYER; return DISPUTE_EVENT_ACCEPT;
    case DISPUTE_STATE_RETURN_ADDRESS: return DISPUTE_EVENT_CONFIRM_ADDRESS;
    case DISPUTE_STATE_RETURN_SHIPMENT: *by = BUYER; return DISPUTE_EVENT_SHIP_RETURN;
    case DISPUTE_STATE_RETURN_RECEIPT: return DISPUTE_EVENT_CONFIRM_RETURN;
    case DISPUTE_STATE_REPLACEMENT_DISPATCH: return DISPUTE_EVENT_SHIP_REPLACEMENT;
    case DISPUTE_STATE_REPLACEMENT_RECEIPT: *by = BUYER; return DISPUTE_EVENT_CONFIRM_REPLACEMENT;
    default: return 0;
    }
}

/* What the transfers of a whole case take from the seller, who would keep it all if the sale stood. */
static void add_moves(int64_t *refund, int64_t *freight, int64_t *coupon) {
    const dispute_effect *e;
    for (uint32_t i = 0; (e = dispute_answer_effect(p.answer, i)) != NULL; i++) {
        if (e->kind == DISPUTE_EFFECT_COUPON) *coupon += e->amount;
        if (e->kind != DISPUTE_EFFECT_TRANSFER || e->to_account != DISPUTE_ACCOUNT_BUYER) continue;
        if (e->from_account == DISPUTE_ACCOUNT_PLATFORM) continue;
        *(e->why == DISPUTE_WHY_FREIGHT ? freight : refund) += e->amount;
    }
}

static void as_played(const dispute_offer *o) {
    int64_t refund = 0, freight = 0, coupon = 0;
    dispute_event e = event_of(o, D(1));
    dispute_case *was = NULL, *run = p.c;
    assert_int_equal(dispute_case_new(NULL, &was), DISPUTE_DONE);
    dispute_case_copy(was, run);
    for (int steps = 0; e.kind; steps++) {
        assert_true(steps < 8);
        assert_int_equal(dispute_apply(p.policy, run, &e, p.answer), DISPUTE_DONE);
        add_moves(&refund, &freight, &coupon);
        e = (dispute_event){.size = sizeof e, .at = D(1), .reference = ""};
        e.kind = next_event(run, &e.by);
        if (e.kind == DISPUTE_EVENT_SHIP_RETURN || e.kind == DISPUTE_EVENT_SHIP_REPLACEMENT)
            memcpy(e.reference, "RR1", 4);
    }
    const dispute_outcome *outcome = dispute_answer_outcome(p.answer);
    assert_non_null(outcome);
    assert_int_equal(o->counts, outcome->counts);
    assert_int_equal(o->buyer_money, refund);
    assert_int_equal(o->buyer_coupon, coupon);
    if (o->taken == WHOLE) assert_int_equal(o->line[DISPUTE_COST_REFUND], refund);
    if (o->taken == WHOLE) assert_true(o->line[DISPUTE_COST_FREIGHT_BACK] >= freight);
    dispute_case_copy(run, was);
    dispute_case_free(was);
}

TEST(what_an_offer_costs_is_what_the_machine_moves_when_it_is_taken) {
    static const char *const policies[] = {"", "return.freight_by = liable\n", "settlement.confirm = no\n"};
    static const int32_t reasons[] = {DISPUTE_REASON_QUALITY, DISPUTE_REASON_DAMAGED, DISPUTE_REASON_WRONG_CHOICE,
                                      DISPUTE_REASON_USAGE_DIFFICULTY};
    static const dispute_terms asked[] = {REFUND(2000), RETURN_REFUND(5000), COUPON(700), TERMS(REPLACEMENT),
                                          TERMS(RETURN_REPLACEMENT)};
    for (size_t k = 0; k < COUNT_OF(policies); k++)
        for (size_t r = 0; r < COUNT_OF(reasons); r++)
            for (size_t t = 0; t < COUNT_OF(asked); t++) {
                play_again(&p, policies[k]);
                GOES(&p, play_ask(&p, reasons[r], asked[t], T0));
                assert_int_equal(advise_at(D(1), &(dispute_facts){.size = sizeof(dispute_facts), .salvage = 3000}), 0);
                for (uint32_t i = 0; i < count; i++) as_played(&offers[i]);
            }
}

TEST(a_claim_against_the_carrier_arises_exactly_where_it_is_netted) {
    static const int32_t reasons[] = {DISPUTE_REASON_QUALITY, DISPUTE_REASON_DAMAGED, DISPUTE_REASON_LOST};
    for (size_t r = 0; r < COUNT_OF(reasons); r++) {
        play_begun(&p, "", reasons[r], DISPUTE_TERMS_REFUND, 4000);
        ADVISE(.recovery_chance = 5000);
        const dispute_offer o = *of(DISPUTE_TERMS_REFUND, DISPUTE_EVENT_ACCEPT);
        DID(&p, ACCEPT, SELLER, D(1));
        int claims = 0;
        const dispute_effect *e;
        for (uint32_t i = 0; (e = dispute_answer_effect(p.answer, i)) != NULL; i++)
            if (e->kind == DISPUTE_EFFECT_CLAIM_DUE) claims++;
        assert_int_equal(o.line[DISPUTE_COST_RECOVERY], claims ? -2000 : 0);
        assert_int_equal(o.cost, claims ? 2000 : 4000);
        assert_int_equal(speaks(o.speaks_for, DISPUTE_GROUND_CARRIER_LIABLE), claims);
    }
}

TEST(what_comes_to_the_same_as_the_request_is_listed_once) {
    static const dispute_terms asked[] = {RETURN_REFUND(5000),
                                          {.kind = DISPUTE_TERMS_RETURN_REFUND, .amount = 5000, .freight_by = BUYER},
                                          {.kind = DISPUTE_TERMS_RETURN_REFUND, .amount = 5000, .freight_by = SELLER}};
    for (size_t i = 0; i < COUNT_OF(asked); i++) {
        play_again(&p, "");
        GOES(&p, play_ask(&p, DISPUTE_REASON_CHANGED_MIND, asked[i], T0));
        ADVISE(.given = 0);
        int seen = 0;
        for (uint32_t k = 0; k < count; k++) seen += offers[k].terms.kind == DISPUTE_TERMS_RETURN_REFUND;
        assert_int_equal(seen, asked[i].freight_by == SELLER ? 2 : 1);
    }
}

TEST(nobody_takes_nothing) {
    play_begun(&p, "", DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 4000);
    ADVISE(.accept_chance = 6000);
    assert_int_equal(of(DISPUTE_TERMS_NO_REFUND, ANY_EVENT)->taken, 0);
    assert_int_equal(of(DISPUTE_TERMS_GUIDANCE, ANY_EVENT)->taken, 6000);
    assert_int_equal(of(DISPUTE_TERMS_COUPON, ANY_EVENT)->taken, 6000);
}

TEST(a_lost_ruling_counts_as_the_rules_say) {
    const int32_t agreed = 1 << DISPUTE_COUNT_DISPUTE_RATE;
    play_begun(&p, "", DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 4000);
    ADVISE(.given = 0);
    const dispute_offer *o = of(DISPUTE_TERMS_NO_REFUND, ANY_EVENT);
    assert_int_equal(o->counts, agreed);
    assert_int_equal(o->counts_ruled,
                     agreed | 1 << DISPUTE_COUNT_ARBITRATION_RATE | 1 << DISPUTE_COUNT_SELLER_FAULT_RATE);
    assert_int_equal(o->cost, 4000); /* nothing speaks for him, so it is lost */
    p.order.seller_guarantee = 1;
    GOES(&p, play_open(&p, DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 4000));
    ADVISE(.given = 0);
    o = of(DISPUTE_TERMS_NO_REFUND, ANY_EVENT);
    assert_true(play_due(&p, DISPUTE_DEADLINE_TAKEOVER) != 0);
    assert_int_equal(o->cost, 0);
    assert_true(speaks(o->speaks_for, DISPUTE_GROUND_GUARANTEE_PAYS));
    assert_int_equal(o->counts_ruled, agreed | 1 << DISPUTE_COUNT_SELLER_FAULT_RATE);
    play_begun(&p, "platform.pays_up_to = 5000\n", DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 4000);
    ADVISE(.given = 0);
    o = of(DISPUTE_TERMS_NO_REFUND, ANY_EVENT);
    assert_int_equal(o->cost, 0);
    assert_true(speaks(o->speaks_for, DISPUTE_GROUND_PLATFORM_PAYS));
}

/* ---- the four root causes; the pages of docs/advice.md tell the same stories ---- */

TEST(own_choice_the_advice_changes_where_the_return_freight_crosses_what_comes_back) {
    play_begun(&p, "", DISPUTE_REASON_CHANGED_MIND, DISPUTE_TERMS_RETURN_REFUND, 5000);
    for (int64_t freight = 1500; freight <= 2100; freight += 100) { /* goods of 20.00 keep nine tenths: 18.00 */
        ADVISE(.unit_cost = 2000, .salvage = 9000, .return_cost = freight, .coupon = 500, .accept_chance = 6000);
        int pays = freight < 1800;
        assert_int_equal(offers[0].cause, DISPUTE_CAUSE_OWN_CHOICE);
        assert_int_equal(offers[0].terms.kind, pays ? DISPUTE_TERMS_RETURN_REFUND : DISPUTE_TERMS_COUPON);
        const dispute_offer *back = of(DISPUTE_TERMS_RETURN_REFUND, DISPUTE_EVENT_ACCEPT);
        assert_true(speaks(pays ? back->speaks_for : back->speaks_against,
                           pays ? DISPUTE_GROUND_RETURN_PAYS : DISPUTE_GROUND_RETURN_DEARER));
        assert_int_equal(back->cost, 5000 - 1800); /* the buyer chose, he pays the freight */
        assert_int_equal(back->buyer_freight, freight);
    }
}

TEST(use_guidance_first_money_later) {
    play_begun(&p, "", DISPUTE_REASON_USAGE_DIFFICULTY, DISPUTE_TERMS_REFUND, 5000);
    ADVISE(.accept_chance = 5000);
    assert_int_equal(offers[0].terms.kind, DISPUTE_TERMS_GUIDANCE);
    assert_int_equal(offers[0].cost_taken, 0);
    assert_true(speaks(of(DISPUTE_TERMS_COUPON, ANY_EVENT)->speaks_against, DISPUTE_GROUND_MONEY_LATER));
    DID(&p, PROPOSE, SELLER, D(1), .terms = TERMS(GUIDANCE));
    ADVISE(.accept_chance = 5000);
    assert_int_equal(offers[0].terms.kind, DISPUTE_TERMS_COUPON);
    assert_true(speaks(offers[0].speaks_for, DISPUTE_GROUND_GUIDANCE_TRIED));
    assert_int_equal(of(DISPUTE_TERMS_GUIDANCE, ANY_EVENT)->fit, DISPUTE_FIT_UNSUITABLE);
    DID(&p, REFUSE, BUYER, D(1)); /* which strikes the offer */
    ADVISE(.accept_chance = 5000);
    assert_int_equal(offers[0].terms.kind, DISPUTE_TERMS_COUPON);
    assert_int_equal(of(DISPUTE_TERMS_GUIDANCE, ANY_EVENT)->fit, DISPUTE_FIT_UNSUITABLE);
    play_begun(&p, "", DISPUTE_REASON_USAGE_DIFFICULTY, DISPUTE_TERMS_REFUND, 5000);
    DID(&p, PROPOSE, SELLER, D(1), .terms = COUPON(100)); /* money first: guidance may still come */
    ADVISE(.accept_chance = 5000);
    assert_int_equal(offers[0].terms.kind, DISPUTE_TERMS_GUIDANCE);
}

TEST(on_the_way_refund_and_claim) {
    play_begun(&p, "", DISPUTE_REASON_DAMAGED, DISPUTE_TERMS_REFUND, 5000);
    ADVISE(.recovery_chance = 7000);
    assert_int_equal(offers[0].event, DISPUTE_EVENT_ACCEPT);
    assert_int_equal(offers[0].cause, DISPUTE_CAUSE_ON_THE_WAY);
    assert_int_equal(offers[0].cost, 1500);
    play_begun(&p, "", DISPUTE_REASON_LOST, DISPUTE_TERMS_REFUND, 5000);
    ADVISE(.salvage = 9000);
    const dispute_offer *back = of(DISPUTE_TERMS_RETURN_REFUND, ANY_EVENT);
    assert_true(speaks(back->speaks_against, DISPUTE_GROUND_NOTHING_TO_RETURN));
    assert_int_equal(back->line[DISPUTE_COST_GOODS_BACK], 0);
    assert_int_equal(back->fit, DISPUTE_FIT_UNSUITABLE);
}

TEST(product_decide_at_once_with_a_return_where_it_pays) {
    play_begun(&p, "", DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 5000);
    ADVISE(.unit_cost = 2000, .salvage = 5000, .return_cost = 300); /* 10.00 come back for 3.00 */
    assert_int_equal(offers[0].terms.kind, DISPUTE_TERMS_RETURN_REPLACEMENT);
    assert_int_equal(offers[0].cost_taken, 2000 + 400 - 1000 + 300);
    assert_int_equal(offers[0].terms.freight_by, SELLER);
    assert_true(speaks(offers[0].speaks_for, DISPUTE_GROUND_DECIDE_NOW));
    assert_int_equal(offers[1].terms.kind, DISPUTE_TERMS_RETURN_REFUND);
    ADVISE(.unit_cost = 2000, .salvage = 5000, .return_cost = 300, .given = 1 << DISPUTE_ESTIMATE_RETURN_POSSIBLE);
    assert_int_equal(offers[0].terms.kind, DISPUTE_TERMS_REPLACEMENT);
    const dispute_offer *back = of(DISPUTE_TERMS_RETURN_REFUND, ANY_EVENT);
    assert_true(speaks(back->speaks_against, DISPUTE_GROUND_RETURN_IMPOSSIBLE));
    assert_int_equal(back->refused, DISPUTE_DONE); /* the rules would let him */
    assert_int_equal(offers[1].terms.kind, DISPUTE_TERMS_REFUND);
}

TEST(charge_the_goods_have_nothing_to_do_with_it) {
    play_begun(&p, "reason.duplicate_charge.enabled = yes\n", DISPUTE_REASON_DUPLICATE_CHARGE, DISPUTE_TERMS_REFUND,
               5000);
    ADVISE(.win_chance = 8000);
    assert_int_equal(offers[0].cause, DISPUTE_CAUSE_CHARGE);
    assert_int_equal(offers[0].terms.kind, DISPUTE_TERMS_NO_REFUND);
    assert_int_equal(offers[0].cost, 1000);
    assert_true(speaks(offers[0].speaks_for, DISPUTE_GROUND_EVIDENCE_STRONG));
    assert_int_equal(of(DISPUTE_TERMS_REPLACEMENT, ANY_EVENT)->fit, DISPUTE_FIT_UNSUITABLE);
}

/* ---- defaults, and the order ---- */

TEST(what_is_not_known_is_taken_at_its_worst) {
    play_begun(&p, "", DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 4001);
    assert_int_equal(advise_at(D(1), NULL), DISPUTE_DONE);
    const dispute_offer *o = of(DISPUTE_TERMS_RETURN_REPLACEMENT, ANY_EVENT);
    assert_int_equal(o->cost, 5000 + 400 + 400);
    o = of(DISPUTE_TERMS_COUPON, ANY_EVENT);
    assert_int_equal(o->buyer_coupon, 400);
    assert_int_equal(o->cost_taken, 400);
    assert_int_equal(o->taken, 400 * 10000 / 4001); /* rounded down */
    assert_int_equal(o->cost_ruled, 4001);
    ADVISE(.given = 1 << DISPUTE_ESTIMATE_RETURN_COST | 1 << DISPUTE_ESTIMATE_RESEND_COST | 1 << DISPUTE_ESTIMATE_UNIT_COST);
    o = of(DISPUTE_TERMS_RETURN_REPLACEMENT, ANY_EVENT);
    assert_int_equal(o->cost, 0); /* zeros that are meant */
    assert_int_equal(of(DISPUTE_TERMS_COUPON, ANY_EVENT)->buyer_coupon, 401);
    ADVISE(.given = 1 << DISPUTE_ESTIMATE_COUPON_REDEEMED);
    assert_int_equal(of(DISPUTE_TERMS_COUPON, ANY_EVENT)->cost_taken, 0);
}

static int64_t worth(const dispute_offer *o) {
    int64_t all = o->buyer_money + o->buyer_coupon + (o->buyer_gets ? 5000 : 0) - o->buyer_freight;
    return all > 0 ? all : 0;
}

TEST(the_order_is_the_documented_one) {
    for (int32_t win = 0; win <= WHOLE; win += 2500)
        for (int32_t salvage = 0; salvage <= WHOLE; salvage += 2500)
            for (int i = 0; i < PLAY_STATES; i++) {
                play_reach(&p, "", play_states[i]);
                ADVISE(.unit_cost = 2000, .salvage = salvage, .win_chance = win, .return_cost = 777);
                for (uint32_t k = 1; k < count; k++) {
                    const dispute_offer *a = &offers[k - 1], *b = &offers[k];
                    int64_t keys[][2] = {{a->refused != 0, b->refused != 0},
                                         {a->fit, b->fit},
                                         {a->cost, b->cost},
                                         {worth(b), worth(a)},
                                         {a->terms.kind, b->terms.kind},
                                         {a->terms.amount, b->terms.amount},
                                         {a->event == DISPUTE_EVENT_PROPOSE, b->event == DISPUTE_EVENT_PROPOSE}};
                    size_t n = 0;
                    while (n < COUNT_OF(keys) - 1 && keys[n][0] == keys[n][1]) n++;
                    assert_true(keys[n][0] < keys[n][1]);
                }
            }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(an_offer_is_refused_exactly_where_a_step_refuses_it_and_is_listed_all_the_same),
    cmocka_unit_test(nothing_of_the_case_changes),
    cmocka_unit_test(what_an_offer_costs_is_what_the_machine_moves_when_it_is_taken),
    cmocka_unit_test(a_claim_against_the_carrier_arises_exactly_where_it_is_netted),
    cmocka_unit_test(what_comes_to_the_same_as_the_request_is_listed_once),
    cmocka_unit_test(nobody_takes_nothing),
    cmocka_unit_test(a_lost_ruling_counts_as_the_rules_say),
    cmocka_unit_test(own_choice_the_advice_changes_where_the_return_freight_crosses_what_comes_back),
    cmocka_unit_test(use_guidance_first_money_later),
    cmocka_unit_test(on_the_way_refund_and_claim),
    cmocka_unit_test(product_decide_at_once_with_a_return_where_it_pays),
    cmocka_unit_test(charge_the_goods_have_nothing_to_do_with_it),
    cmocka_unit_test(what_is_not_known_is_taken_at_its_worst),
    cmocka_unit_test(the_order_is_the_documented_one),
};

int main(void) {
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    play_free(&p);
    return failed;
}
