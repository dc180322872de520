/* layout.c - the fields of every public struct, one row each: names inside the rows, so that nothing needs a pointer.
 */
#include "event.h"
#include <stddef.h>
#include <string.h>

typedef struct field {
    uint8_t of; /* [struct] */
    uint8_t kind;
    uint8_t group;
    uint8_t by; /* [group] whose numbers are the index of an array */
    uint8_t elements;
    uint16_t offset;
    uint16_t bytes;
    char name[DISPUTE_NAME_SIZE];
} field;

#define SIZEOF(type, member) sizeof(((dispute_##type *)0)->member)
#define ROW(of, type, member, kind, group, by, elements)                                                           \
    {                                                                                                              \
        DISPUTE_STRUCT_##of, DISPUTE_TYPE_##kind, group, by, elements, (uint16_t)offsetof(dispute_##type, member), \
            (uint16_t)(SIZEOF(type, member) / (elements)), #member                                                 \
    }
#define OF(of, type, member, kind)                  ROW(of, type, member, kind, 0, 0, 1)
#define WORD(of, type, member, group)               ROW(of, type, member, WORD, DISPUTE_GROUP_##group, 0, 1)
#define SET(of, type, member, group)                ROW(of, type, member, SET, DISPUTE_GROUP_##group, 0, 1)
#define ARRAY(of, type, member, kind, group, by, n) ROW(of, type, member, kind, group, DISPUTE_GROUP_##by, n)
#define TERMS_IN(of, type, member)                                                                                    \
    WORD(of, type, member.kind, TERMS), WORD(of, type, member.freight_by, PARTY), OF(of, type, member.amount, MONEY), \
        OF(of, type, member.coupon, MONEY), OF(of, type, member.freight, MONEY)
static const field fields[] = {
    WORD(TERMS, terms, kind, TERMS),
    WORD(TERMS, terms, freight_by, PARTY),
    OF(TERMS, terms, amount, MONEY),
    OF(TERMS, terms, coupon, MONEY),
    OF(TERMS, terms, freight, MONEY),

    OF(ORDER, order, size, NUMBER),
    WORD(ORDER, order, funds, FUNDS),
    OF(ORDER, order, seller_guarantee, YES_NO),
    OF(ORDER, order, seller_verified, YES_NO),
    OF(ORDER, order, currency, TEXT),
    OF(ORDER, order, reserved, NUMBER),
    OF(ORDER, order, amount, MONEY),
    OF(ORDER, order, freight, MONEY),
    OF(ORDER, order, paid_at, INSTANT),
    OF(ORDER, order, shipped_at, INSTANT),
    OF(ORDER, order, promised_at, INSTANT),
    OF(ORDER, order, delivered_at, INSTANT),
    OF(ORDER, order, completed_at, INSTANT),
    OF(ORDER, order, protected_until, INSTANT),

    OF(EVENT, event, size, NUMBER),
    WORD(EVENT, event, kind, EVENT),
    WORD(EVENT, event, by, PARTY),
    OF(EVENT, event, expects, YES_NO),
    OF(EVENT, event, at, INSTANT),
    OF(EVENT, event, expect, NUMBER),
    TERMS_IN(EVENT, event, terms),
    WORD(EVENT, event, reason, REASON),
    WORD(EVENT, event, goods, GOODS),
    WORD(EVENT, event, payer, ACCOUNT),
    WORD(EVENT, event, fault, FAULT),
    WORD(EVENT, event, party, PARTY),
    WORD(EVENT, event, deadline, DEADLINE),
    OF(EVENT, event, until, INSTANT),
    OF(EVENT, event, amount, MONEY),
    OF(EVENT, event, id, TEXT),
    OF(EVENT, event, reference, TEXT),
    OF(EVENT, event, digest, BYTES),
    OF(EVENT, event, case_id, TEXT),

    OF(TRANSITION, transition, size, NUMBER),
    OF(TRANSITION, transition, item, NUMBER),
    OF(TRANSITION, transition, sequence, NUMBER),
    OF(TRANSITION, transition, at, INSTANT),
    OF(TRANSITION, transition, next_due, INSTANT),
    WORD(TRANSITION, transition, event, EVENT),
    WORD(TRANSITION, transition, by, PARTY),
    WORD(TRANSITION, transition, rule, RULE),
    WORD(TRANSITION, transition, from_state, STATE),
    WORD(TRANSITION, transition, state, STATE),
    OF(TRANSITION, transition, effects, NUMBER),
    OF(TRANSITION, transition, record_size, NUMBER),
    OF(TRANSITION, transition, first_effect, NUMBER),

    OF(EFFECT, effect, size, NUMBER),
    OF(EFFECT, effect, item, NUMBER),
    OF(EFFECT, effect, sequence, NUMBER),
    OF(EFFECT, effect, index, NUMBER),
    WORD(EFFECT, effect, kind, EFFECT),
    WORD(EFFECT, effect, from_account, ACCOUNT),
    WORD(EFFECT, effect, to_account, ACCOUNT),
    WORD(EFFECT, effect, why, WHY),
    WORD(EFFECT, effect, to_party, PARTY),
    WORD(EFFECT, effect, topic, TOPIC),
    WORD(EFFECT, effect, deadline, DEADLINE),
    WORD(EFFECT, effect, tally, TALLY),
    OF(EFFECT, effect, currency, TEXT),
    OF(EFFECT, effect, amount, MONEY),
    OF(EFFECT, effect, due, INSTANT),
    OF(EFFECT, effect, id, TEXT),

    OF(OUTCOME, outcome, size, NUMBER),
    WORD(OUTCOME, outcome, kind, TERMS),
    WORD(OUTCOME, outcome, via, VIA),
    WORD(OUTCOME, outcome, fault, FAULT),
    WORD(OUTCOME, outcome, payer, ACCOUNT),
    SET(OUTCOME, outcome, counts, COUNT),
    OF(OUTCOME, outcome, amount, MONEY),
    OF(OUTCOME, outcome, coupon, MONEY),

    OF(ACTION, action, size, NUMBER),
    WORD(ACTION, action, party, PARTY),
    WORD(ACTION, action, event, EVENT),
    SET(ACTION, action, kinds, TERMS),
    WORD(ACTION, action, deadline, DEADLINE),
    WORD(ACTION, action, silence, SILENCE),
    OF(ACTION, action, due, INSTANT),
    OF(ACTION, action, amount_max, MONEY),

    OF(VIEW, view, size, NUMBER),
    WORD(VIEW, view, viewer, PARTY),
    OF(VIEW, view, sequence, NUMBER),
    OF(VIEW, view, opened_at, INSTANT),
    OF(VIEW, view, changed_at, INSTANT),
    OF(VIEW, view, next_due, INSTANT),
    WORD(VIEW, view, state, STATE),
    SET(VIEW, view, moves, PARTY),
    WORD(VIEW, view, reason, REASON),
    WORD(VIEW, view, goods, GOODS),
    WORD(VIEW, view, funds, FUNDS),
    WORD(VIEW, view, claim, CLAIM),
    OF(VIEW, view, round, NUMBER),
    WORD(VIEW, view, offer_by, PARTY),
    TERMS_IN(VIEW, view, request),
    TERMS_IN(VIEW, view, offer),
    OF(VIEW, view, amount, MONEY),
    OF(VIEW, view, escrow, MONEY),
    OF(VIEW, view, to_buyer, MONEY),
    OF(VIEW, view, to_seller, MONEY),
    OF(VIEW, view, unpaid, MONEY),
    ARRAY(VIEW, view, due, INSTANT, 0, DEADLINE, DISPUTE_DEADLINES),
    ARRAY(VIEW, view, evidence, WORD, DISPUTE_GROUP_EVIDENCE, PARTY, DISPUTE_PARTIES),
    OF(VIEW, view, outcome.size, NUMBER),
    WORD(VIEW, view, outcome.kind, TERMS),
    WORD(VIEW, view, outcome.via, VIA),
    WORD(VIEW, view, outcome.fault, FAULT),
    WORD(VIEW, view, outcome.payer, ACCOUNT),
    SET(VIEW, view, outcome.counts, COUNT),
    OF(VIEW, view, outcome.amount, MONEY),
    OF(VIEW, view, outcome.coupon, MONEY),
    OF(VIEW, view, id, TEXT),
    OF(VIEW, view, currency, TEXT),
    OF(VIEW, view, reserved, NUMBER),

    OF(PROBLEM, problem, size, NUMBER),
    WORD(PROBLEM, problem, result, RESULT),
    WORD(PROBLEM, problem, detail, DETAIL),
    OF(PROBLEM, problem, line, NUMBER),
    WORD(PROBLEM, problem, rule, RULE),
    WORD(PROBLEM, problem, state, STATE),
    WORD(PROBLEM, problem, event, EVENT),
    WORD(PROBLEM, problem, party, PARTY),
    WORD(PROBLEM, problem, deadline, DEADLINE),
    OF(PROBLEM, problem, currency, TEXT),
    OF(PROBLEM, problem, at, INSTANT),
    OF(PROBLEM, problem, limit, NUMBER), /* money only where `currency` is set */
    OF(PROBLEM, problem, name, TEXT),

    OF(FIELD, field, size, NUMBER),
    OF(FIELD, field, offset, NUMBER),
    OF(FIELD, field, bytes, NUMBER),
    OF(FIELD, field, elements, NUMBER),
    WORD(FIELD, field, kind, TYPE),
    WORD(FIELD, field, group, GROUP),
    WORD(FIELD, field, by, GROUP),
    OF(FIELD, field, reserved, NUMBER),
    OF(FIELD, field, name, TEXT),

    OF(PROSPECT, prospect, size, NUMBER),
    WORD(PROSPECT, prospect, state, STATE),
    OF(PROSPECT, prospect, at, INSTANT),
    WORD(PROSPECT, prospect, waits_for, WAITS_FOR),
    OF(PROSPECT, prospect, reserved, NUMBER),

    OF(EDGE, edge, size, NUMBER),
    WORD(EDGE, edge, from_state, STATE),
    WORD(EDGE, edge, event, EVENT),
    SET(EDGE, edge, parties, PARTY),
    WORD(EDGE, edge, rule, RULE),
    WORD(EDGE, edge, deadline, DEADLINE),
    WORD(EDGE, edge, key, KEY),
    WORD(EDGE, edge, silence_key, KEY),
    WORD(EDGE, edge, silence, SILENCE),
    SET(EDGE, edge, silent, PARTY),
    WORD(EDGE, edge, winner, PARTY),
    OF(EDGE, edge, nexts, NUMBER),
    ROW(EDGE, edge, next, WORD, DISPUTE_GROUP_STATE, 0, 8),

    OF(REPORT, report, size, NUMBER),
    OF(REPORT, report, states, NUMBER),
    OF(REPORT, report, edges, NUMBER),
    OF(REPORT, report, faults, NUMBER),
    OF(REPORT, report, waits, NUMBER),
    OF(REPORT, report, turns, NUMBER),
    OF(REPORT, report, longest_silence, NUMBER), /* milliseconds */
    OF(REPORT, report, longest_case, NUMBER),

    OF(FOREIGN, foreign, size, NUMBER),
    WORD(FOREIGN, foreign, group, GROUP),
    OF(FOREIGN, foreign, number, NUMBER), /* a word of that group */
    WORD(FOREIGN, foreign, unmatched, UNMATCHED),
    OF(FOREIGN, foreign, first, NUMBER),
    OF(FOREIGN, foreign, rows, NUMBER),
    OF(FOREIGN, foreign, system, TEXT),
    OF(FOREIGN, foreign, kind, TEXT),
    OF(FOREIGN, foreign, word, TEXT),

    OF(FOREIGN_LIST, foreign_list, size, NUMBER),
    OF(FOREIGN_LIST, foreign_list, first, NUMBER),
    OF(FOREIGN_LIST, foreign_list, rows, NUMBER),
    OF(FOREIGN_LIST, foreign_list, words, NUMBER),
    OF(FOREIGN_LIST, foreign_list, whole, YES_NO),
    OF(FOREIGN_LIST, foreign_list, reserved, NUMBER),
    OF(FOREIGN_LIST, foreign_list, system, TEXT),
    OF(FOREIGN_LIST, foreign_list, kind, TEXT),
    OF(FOREIGN_LIST, foreign_list, about, TEXT),

    OF(FACTS, facts, size, NUMBER),
    SET(FACTS, facts, given, ESTIMATE),
    OF(FACTS, facts, unit_cost, MONEY),
    OF(FACTS, facts, return_cost, MONEY),
    OF(FACTS, facts, resend_cost, MONEY),
    OF(FACTS, facts, coupon, MONEY),
    OF(FACTS, facts, salvage, NUMBER), /* per 10,000, like the other shares and chances */
    OF(FACTS, facts, return_possible, YES_NO),
    OF(FACTS, facts, coupon_margin, NUMBER),
    OF(FACTS, facts, coupon_redeemed, NUMBER),
    OF(FACTS, facts, win_chance, NUMBER),
    OF(FACTS, facts, accept_chance, NUMBER),
    OF(FACTS, facts, recovery_chance, NUMBER),
    OF(FACTS, facts, reserved, NUMBER),

    OF(OFFER, offer, size, NUMBER),
    WORD(OFFER, offer, event, EVENT),
    TERMS_IN(OFFER, offer, terms),
    WORD(OFFER, offer, refused, RESULT),
    WORD(OFFER, offer, rule, RULE),
    WORD(OFFER, offer, deadline, DEADLINE),
    WORD(OFFER, offer, fit, FIT),
    OF(OFFER, offer, at, INSTANT),
    OF(OFFER, offer, limit, NUMBER), /* money only where `refused` is over_limit */
    WORD(OFFER, offer, cause, CAUSE),
    OF(OFFER, offer, taken, NUMBER),
    SET(OFFER, offer, counts, COUNT),
    SET(OFFER, offer, counts_ruled, COUNT),
    OF(OFFER, offer, cost, MONEY),
    OF(OFFER, offer, cost_taken, MONEY),
    OF(OFFER, offer, cost_ruled, MONEY),
    ARRAY(OFFER, offer, line, MONEY, 0, COST, DISPUTE_COST_LINES),
    OF(OFFER, offer, buyer_money, MONEY),
    OF(OFFER, offer, buyer_coupon, MONEY),
    OF(OFFER, offer, buyer_freight, MONEY),
    OF(OFFER, offer, buyer_keeps, YES_NO),
    OF(OFFER, offer, buyer_gets, YES_NO),
    ROW(OFFER, offer, speaks_for, WORD, DISPUTE_GROUP_GROUND, 0, DISPUTE_GROUNDS),
    ROW(OFFER, offer, speaks_against, WORD, DISPUTE_GROUP_GROUND, 0, DISPUTE_GROUNDS),

    OF(EXPOSURE, exposure, size, NUMBER),
    OF(EXPOSURE, exposure, days, NUMBER),
    OF(EXPOSURE, exposure, begins_at, INSTANT),
    OF(EXPOSURE, exposure, currency, TEXT),
    OF(EXPOSURE, exposure, reserved, NUMBER),
    OF(EXPOSURE, exposure, cases, NUMBER),
    OF(EXPOSURE, exposure, held, MONEY),
    OF(EXPOSURE, exposure, waiting, MONEY),
    OF(EXPOSURE, exposure, waiting_cases, NUMBER),
    ROW(EXPOSURE, exposure, to_buyer, MONEY, 0, 0, DISPUTE_EXPOSURE_SLOTS), /* by day */
    ROW(EXPOSURE, exposure, to_seller, MONEY, 0, 0, DISPUTE_EXPOSURE_SLOTS),
    ROW(EXPOSURE, exposure, to_platform, MONEY, 0, 0, DISPUTE_EXPOSURE_SLOTS),
    ROW(EXPOSURE, exposure, to_order, MONEY, 0, 0, DISPUTE_EXPOSURE_SLOTS),
    ROW(EXPOSURE, exposure, from_seller, MONEY, 0, 0, DISPUTE_EXPOSURE_SLOTS),
    ROW(EXPOSURE, exposure, ends, NUMBER, 0, 0, DISPUTE_EXPOSURE_SLOTS),

    OF(FACT, fact, size, NUMBER),
    WORD(FACT, fact, kind, FACT),
    OF(FACT, fact, at, INSTANT),
    OF(FACT, fact, count, NUMBER),

    OF(SCORE_POLICY, score_policy, size, NUMBER),
    OF(SCORE_POLICY, score_policy, day_offset, NUMBER),
    OF(SCORE_POLICY, score_policy, points_per_day, NUMBER),
    OF(SCORE_POLICY, score_policy, serious_every, NUMBER),
    OF(SCORE_POLICY, score_policy, rate_least, NUMBER),
    OF(SCORE_POLICY, score_policy, reserved, NUMBER),
    ARRAY(SCORE_POLICY, score_policy, over, WORD, DISPUTE_GROUP_BASE, MEASURE, 4),
    ROW(SCORE_POLICY, score_policy, measure, WORD, DISPUTE_GROUP_MEASURE, 0, 32),
    ROW(SCORE_POLICY, score_policy, window, NUMBER, 0, 0, 32),
    ROW(SCORE_POLICY, score_policy, limit, NUMBER, 0, 0, 32),
    ROW(SCORE_POLICY, score_policy, every, YES_NO, 0, 0, 32),
    ROW(SCORE_POLICY, score_policy, sanction, WORD, DISPUTE_GROUP_SANCTION, 0, 32),
    ROW(SCORE_POLICY, score_policy, days, NUMBER, 0, 0, 32),
    OF(SCORE_POLICY, score_policy, name, TEXT),

    OF(SCORE, score, size, NUMBER),
    WORD(SCORE, score, measure, MEASURE),
    OF(SCORE, score, window, NUMBER),
    WORD(SCORE, score, over, BASE),
    OF(SCORE, score, count, NUMBER),
    OF(SCORE, score, base, NUMBER),
    OF(SCORE, score, rate, NUMBER),
    OF(SCORE, score, reached, NUMBER),
    OF(SCORE, score, next, NUMBER),
    OF(SCORE, score, more, NUMBER),
    ARRAY(SCORE, score, excluded, NUMBER, 0, EXCLUSION, 8),

    OF(SANCTION, sanction, size, NUMBER),
    OF(SANCTION, sanction, threshold, NUMBER),
    WORD(SANCTION, sanction, measure, MEASURE),
    OF(SANCTION, sanction, window, NUMBER),
    WORD(SANCTION, sanction, sanction, SANCTION),
    OF(SANCTION, sanction, days, NUMBER),
    OF(SANCTION, sanction, reached, YES_NO),
    OF(SANCTION, sanction, reserved, NUMBER),
    OF(SANCTION, sanction, limit, NUMBER),
    OF(SANCTION, sanction, value, NUMBER),
    OF(SANCTION, sanction, more, NUMBER),
    OF(SANCTION, sanction, since, INSTANT),
    OF(SANCTION, sanction, until, INSTANT),
    OF(SANCTION, sanction, id, TEXT),

    OF(SELLER, seller, size, NUMBER),
    OF(SELLER, seller, verified, YES_NO),
    OF(SELLER, seller, guarantee, YES_NO),
    OF(SELLER, seller, reserved, NUMBER),
    OF(SELLER, seller, category, TEXT),

    OF(SELLER_POLICY, seller_policy, size, NUMBER),
    OF(SELLER_POLICY, seller_policy, day_offset, NUMBER),
    ROW(SELLER_POLICY, seller_policy, standing, WORD, DISPUTE_GROUP_STANDING, 0, 16),
    ROW(SELLER_POLICY, seller_policy, requirement, WORD, DISPUTE_GROUP_REQUIREMENT, 0, 16),
    ROW(SELLER_POLICY, seller_policy, first_day, NUMBER, 0, 0, 16),
    ROW(SELLER_POLICY, seller_policy, last_day, NUMBER, 0, 0, 16),
    OF(SELLER_POLICY, seller_policy, category, BYTES), /* 40 a rule */
    OF(SELLER_POLICY, seller_policy, name, TEXT),

    OF(STANDING, standing, size, NUMBER),
    WORD(STANDING, standing, standing, STANDING),
    OF(STANDING, standing, eligible, YES_NO),
    OF(STANDING, standing, rule, NUMBER),
    WORD(STANDING, standing, requirement, REQUIREMENT),
    OF(STANDING, standing, rules, NUMBER),
    OF(STANDING, standing, holds_from, INSTANT),
    OF(STANDING, standing, holds_until, INSTANT),

    OF(PROVISION_ASK, provision_ask, size, NUMBER),
    OF(PROVISION_ASK, provision_ask, z, NUMBER),
    OF(PROVISION_ASK, provision_ask, orders, NUMBER),
    OF(PROVISION_ASK, provision_ask, ahead, NUMBER),
    OF(PROVISION_ASK, provision_ask, actual_orders, NUMBER),
    OF(PROVISION_ASK, provision_ask, price, MONEY),

    OF(PROVISION_CELL, provision_cell, size, NUMBER),
    WORD(PROVISION_CELL, provision_cell, reason, REASON),
    OF(PROVISION_CELL, provision_cell, losses, NUMBER),
    OF(PROVISION_CELL, provision_cell, amount, MONEY),
    OF(PROVISION_CELL, provision_cell, severity, MONEY),
    OF(PROVISION_CELL, provision_cell, actual_losses, NUMBER),
    OF(PROVISION_CELL, provision_cell, actual_amount, MONEY),

    OF(PROVISION_PART, provision_part, size, NUMBER),
    WORD(PROVISION_PART, provision_part, reason, REASON),
    OF(PROVISION_PART, provision_part, rate, NUMBER),
    OF(PROVISION_PART, provision_part, upper, NUMBER),
    OF(PROVISION_PART, provision_part, mean, MONEY),
    OF(PROVISION_PART, provision_part, loss, NUMBER),
    OF(PROVISION_PART, provision_part, bound, NUMBER),
    OF(PROVISION_PART, provision_part, expected, MONEY),
    OF(PROVISION_PART, provision_part, provision, MONEY),
    OF(PROVISION_PART, provision_part, uplift, MONEY),
    OF(PROVISION_PART, provision_part, uplift_rate, NUMBER),
    OF(PROVISION_PART, provision_part, forecast, MONEY),
    OF(PROVISION_PART, provision_part, actual, MONEY),
    OF(PROVISION_PART, provision_part, over, MONEY),
    OF(PROVISION_PART, provision_part, beyond, NUMBER),
    OF(PROVISION_PART, provision_part, unknown, NUMBER),
};

uint32_t dispute_struct_size(int32_t which) {
    switch (which) {
    case DISPUTE_STRUCT_TERMS: return sizeof(dispute_terms);
    case DISPUTE_STRUCT_ORDER: return sizeof(dispute_order);
    case DISPUTE_STRUCT_EVENT: return sizeof(dispute_event);
    case DISPUTE_STRUCT_TRANSITION: return sizeof(dispute_transition);
    case DISPUTE_STRUCT_EFFECT: return sizeof(dispute_effect);
    case DISPUTE_STRUCT_OUTCOME: return sizeof(dispute_outcome);
    case DISPUTE_STRUCT_ACTION: return sizeof(dispute_action);
    case DISPUTE_STRUCT_VIEW: return sizeof(dispute_view);
    case DISPUTE_STRUCT_PROBLEM: return sizeof(dispute_problem);
    case DISPUTE_STRUCT_FIELD: return sizeof(dispute_field);
    case DISPUTE_STRUCT_PROSPECT: return sizeof(dispute_prospect);
    case DISPUTE_STRUCT_EDGE: return sizeof(dispute_edge);
    case DISPUTE_STRUCT_REPORT: return sizeof(dispute_report);
    case DISPUTE_STRUCT_FOREIGN: return sizeof(dispute_foreign);
    case DISPUTE_STRUCT_FOREIGN_LIST: return sizeof(dispute_foreign_list);
    case DISPUTE_STRUCT_FACTS: return sizeof(dispute_facts);
    case DISPUTE_STRUCT_OFFER: return sizeof(dispute_offer);
    case DISPUTE_STRUCT_EXPOSURE: return sizeof(dispute_exposure);
    case DISPUTE_STRUCT_FACT: return sizeof(dispute_fact);
    case DISPUTE_STRUCT_SCORE_POLICY: return sizeof(dispute_score_policy);
    case DISPUTE_STRUCT_SCORE: return sizeof(dispute_score);
    case DISPUTE_STRUCT_SANCTION: return sizeof(dispute_sanction);
    case DISPUTE_STRUCT_SELLER: return sizeof(dispute_seller);
    case DISPUTE_STRUCT_SELLER_POLICY: return sizeof(dispute_seller_policy);
    case DISPUTE_STRUCT_STANDING: return sizeof(dispute_standing);
    case DISPUTE_STRUCT_PROVISION_ASK: return sizeof(dispute_provision_ask);
    case DISPUTE_STRUCT_PROVISION_CELL: return sizeof(dispute_provision_cell);
    case DISPUTE_STRUCT_PROVISION_PART: return sizeof(dispute_provision_part);
    default: return 0;
    }
}

dispute_result dispute_struct_field(int32_t which, uint32_t index, dispute_field *out) {
    size_t at = 0, rows = sizeof fields / sizeof fields[0];
    if (!out) return DISPUTE_ERROR_BAD_ARGUMENT;
    while (at < rows && fields[at].of != which) at++;
    if (index >= rows - at || fields[at + index].of != which) return DISPUTE_ERROR_BAD_ARGUMENT;
    const field *f = &fields[at + index];
    dispute_field told = {(uint32_t)sizeof told, f->offset, f->bytes, f->elements, f->kind, f->group, f->by, 0, ""};
    memcpy(told.name, f->name, sizeof told.name);
    return dispute__struct_copy_out(out, &told, sizeof told, 8);
}
