/* cost.c - what an offer costs the seller, line by line, measured against the sale standing as it is. Every
 * division says which way it rounds; the parts of the expected cost sum to it exactly. */
#include "advise.h"
#include "event.h"
#include <string.h>

/* ---- the facts ---- */

static dispute_result bad(dispute_problem *problem, int32_t detail, const char *name, int64_t limit) {
    dispute__problem_set(problem, DISPUTE_ERROR_BAD_VALUE, detail, name);
    problem->limit = limit;
    return DISPUTE_ERROR_BAD_VALUE;
}

/* One fact that is an amount: checked, and filled in where it was not given. */
static dispute_result amount_of(int64_t *amount, int given, int64_t otherwise, const char *name,
                                dispute_problem *problem) {
    if (*amount < 0) return bad(problem, DISPUTE_DETAIL_NEGATIVE, name, 0);
    if (!*amount && !given) *amount = otherwise;
    return DISPUTE_DONE;
}

static dispute_result share_of(int32_t *share, int given, int32_t otherwise, int32_t most, const char *name,
                               dispute_problem *problem) {
    if (*share < 0) return bad(problem, DISPUTE_DETAIL_NEGATIVE, name, 0);
    if (*share > most) return bad(problem, DISPUTE_DETAIL_TOO_LARGE, name, most);
    if (!*share && !given) *share = otherwise;
    return DISPUTE_DONE;
}

#define GIVEN(fact) (f->given >> DISPUTE_ESTIMATE_##fact & 1)

enum { NOT_SAID = -1 }; /* of accept_chance: it follows from the offer */

static int all_facts(void) {
    int all = 0;
    for (uint32_t i = 0; i < dispute_word_count(DISPUTE_GROUP_ESTIMATE); i++)
        all |= 1 << dispute_word_at(DISPUTE_GROUP_ESTIMATE, i);
    return all;
}

dispute_result dispute__cost_facts(const dispute_facts *given, const dispute_case *c, dispute_facts *f,
                                   dispute_problem *problem) {
    dispute_result result = DISPUTE_DONE;
    int64_t tenth = dispute__money_at_stake(c);
    memset(f, 0, sizeof *f);
    if (given) result = dispute__struct_copy_in(f, sizeof *f, given, 8);
    if (result != DISPUTE_DONE) return dispute__problem_set(problem, result, 0, "facts.size");
    if (f->given & ~all_facts()) return bad(problem, DISPUTE_DETAIL_UNKNOWN_WORD, "given", 0);
    if (f->reserved) return bad(problem, DISPUTE_DETAIL_NOT_TAKEN, "reserved", 0);
    tenth = tenth / 10 + (tenth % 10 != 0); /* rounded up */
    result = amount_of(&f->unit_cost, GIVEN(UNIT_COST), c->amount, "unit_cost", problem);
    if (!result) result = amount_of(&f->return_cost, GIVEN(RETURN_COST), c->freight, "return_cost", problem);
    if (!result) result = amount_of(&f->resend_cost, GIVEN(RESEND_COST), c->freight, "resend_cost", problem);
    if (!result && GIVEN(COUPON) && !f->coupon) result = bad(problem, DISPUTE_DETAIL_MISSING, "coupon", 0);
    if (!result)
        result = amount_of(&f->coupon, GIVEN(COUPON), f->return_cost ? f->return_cost : tenth, "coupon", problem);
    if (!result) result = share_of(&f->salvage, GIVEN(SALVAGE), 0, SHARES, "salvage", problem);
    if (!result) result = share_of(&f->return_possible, GIVEN(RETURN_POSSIBLE), 1, 1, "return_possible", problem);
    if (!result) result = share_of(&f->coupon_margin, GIVEN(COUPON_MARGIN), 0, SHARES, "coupon_margin", problem);
    if (!result)
        result = share_of(&f->coupon_redeemed, GIVEN(COUPON_REDEEMED), SHARES, SHARES, "coupon_redeemed", problem);
    if (!result) result = share_of(&f->win_chance, GIVEN(WIN_CHANCE), 0, SHARES, "win_chance", problem);
    if (!result) result = share_of(&f->accept_chance, GIVEN(ACCEPT_CHANCE), NOT_SAID, SHARES, "accept_chance", problem);
    if (!result) result = share_of(&f->recovery_chance, GIVEN(RECOVERY_CHANCE), 0, SHARES, "recovery_chance", problem);
    return result;
}

/* ---- what is carried out ---- */

int64_t dispute__cost_share(int64_t amount, int32_t share) { /* no product is larger than the amount, or than 10^8 */
    return amount / SHARES * share + amount % SHARES * share / SHARES;
}

static int add(int64_t *sum, int64_t amount) {
    if (amount > 0 ? *sum > INT64_MAX - amount : *sum < -INT64_MAX - amount) return 0;
    *sum += amount;
    return 1;
}

static int sum_of(const int64_t line[DISPUTE_COST_LINES], int64_t *sum) {
    int64_t more = 0, less = 0; /* so that the order of the lines decides nothing */
    for (int i = 0; i < DISPUTE_COST_LINES; i++)
        if (!add(line[i] > 0 ? &more : &less, line[i])) return 0;
    *sum = more + less;
    return 1;
}

/* Who bears the freight of a return (R4), and how much the case itself moves for it. */
static int32_t freight_bearer(const prospects *p, const dispute_terms *terms, int64_t *moved) {
    int32_t by = terms->freight_by;
    *moved = terms->freight;
    if (!by && p->policy->freight_by != FREIGHT_NOBODY) {
        int liable = p->policy->reason[p->c->reason].liable == DISPUTE_FAULT_SELLER;
        by = p->policy->freight_by != FREIGHT_LIABLE ? p->policy->freight_by : liable ? DISPUTE_PARTY_SELLER : 0;
        if (!*moved) *moved = p->c->freight;
    }
    return by ? by : DISPUTE_PARTY_BUYER;
}

int dispute__cost_same(const prospects *p, const dispute_terms *a, const dispute_terms *b) {
    int64_t of_a, of_b;
    if (a->kind != b->kind || a->amount != b->amount || a->coupon != b->coupon) return 0;
    if (!is_return(a->kind)) return 1;
    int32_t by = freight_bearer(p, a, &of_a);
    return by == freight_bearer(p, b, &of_b) && (by == DISPUTE_PARTY_BUYER || of_a == of_b);
}

/* What a return costs who bears it: the seller pays all of it, by the case or by a label. */
static int64_t freight_of(const prospects *p, const dispute_terms *terms, int32_t party) {
    int64_t moved;
    if (!is_return(terms->kind) || freight_bearer(p, terms, &moved) != party) return 0;
    return party == DISPUTE_PARTY_SELLER && moved > p->facts.return_cost ? moved : p->facts.return_cost;
}

static int64_t coupon_cost(const dispute_facts *f, int64_t coupon) { /* rounded up */
    int64_t kept = SHARES * (int64_t)SHARES - (int64_t)f->coupon_redeemed * (SHARES - f->coupon_margin);
    const int64_t whole = SHARES * (int64_t)SHARES;
    return coupon - (coupon / whole * kept + coupon % whole * kept / whole);
}

int dispute__cost_of(const prospects *p, const dispute_terms *terms, int64_t line[DISPUTE_COST_LINES], int64_t *sum) {
    const dispute_facts *f = &p->facts;
    int carrier = p->policy->reason[p->c->reason].liable == DISPUTE_FAULT_CARRIER;
    memset(line, 0, DISPUTE_COST_LINES * sizeof line[0]);
    if (is_refund(terms->kind)) line[DISPUTE_COST_REFUND] = terms->amount;
    if (is_refund(terms->kind) && carrier) /* S6: money alone is claimed. Rounded down */
        line[DISPUTE_COST_RECOVERY] = -dispute__cost_share(terms->amount, f->recovery_chance);
    if (is_replacement(terms->kind)) {
        line[DISPUTE_COST_GOODS_SENT] = f->unit_cost;
        line[DISPUTE_COST_FREIGHT_OUT] = f->resend_cost;
    }
    if (is_return(terms->kind)) {
        line[DISPUTE_COST_GOODS_BACK] = -p->back;
        line[DISPUTE_COST_FREIGHT_BACK] = freight_of(p, terms, DISPUTE_PARTY_SELLER);
    }
    line[DISPUTE_COST_COUPON] = coupon_cost(f, terms->coupon);
    return sum_of(line, sum);
}

/* ---- what the buyer has of it ---- */

int64_t dispute__cost_worth(const prospects *p, const dispute_terms *terms) {
    int64_t worth = is_refund(terms->kind) ? terms->amount : is_replacement(terms->kind) ? p->c->amount : 0;
    int64_t freight = freight_of(p, terms, DISPUTE_PARTY_BUYER);
    worth = terms->coupon > INT64_MAX - worth ? INT64_MAX : worth + terms->coupon;
    return freight > worth ? 0 : worth - freight;
}

/* 10,000 times a part, divided by the whole, rounded down; the part is the smaller one. No step leaves 64 bits. */
static int32_t share_down(int64_t part, int64_t whole) {
    uint64_t rest = 0, of = (uint64_t)whole;
    int32_t share = 0;
    for (int bit = 13; bit >= 0; bit--) { /* 10,000 has 14 bits */
        share *= 2;
        rest *= 2;
        if (rest >= of) rest -= of, share++;
        if (SHARES >> bit & 1) rest += (uint64_t)part;
        if (rest >= of) rest -= of, share++;
    }
    return share;
}

static int32_t chance_taken(const prospects *p, const dispute_offer *o) {
    int64_t worth = dispute__cost_worth(p, &o->terms), asked = dispute__cost_worth(p, &p->request);
    if (o->event == DISPUTE_EVENT_ACCEPT) return SHARES;
    if (o->terms.kind == DISPUTE_TERMS_NO_REFUND) return 0; /* there is nothing to take */
    if (worth >= asked) return SHARES;
    return p->facts.accept_chance != NOT_SAID ? p->facts.accept_chance : share_down(worth, asked);
}

/* ---- what is to be expected ---- */

static const int64_t WEIGHTS = (int64_t)SHARES * SHARES; /* the whole of a weight */

/* amount x weight / WEIGHTS, rounded down, and what is left over. */
static int64_t weigh(int64_t amount, int64_t weight, int64_t *left) {
    int64_t whole = amount / WEIGHTS * weight, part = amount % WEIGHTS * weight; /* at most 10^16 */
    *left = part % WEIGHTS;
    if (*left < 0) *left += WEIGHTS;
    return whole + (part - *left) / WEIGHTS;
}

/* Gives the units that rounding down left over to the lines with the largest remainders; of equal ones, to the first.
 */
static void hand_out(int64_t line[DISPUTE_COST_LINES], int64_t left[DISPUTE_COST_LINES], int64_t units) {
    for (; units > 0; units--) {
        int most = 0;
        for (int i = 1; i < DISPUTE_COST_LINES; i++)
            if (left[i] > left[most]) most = i;
        line[most]++;
        left[most] = -1;
    }
}

int dispute__cost_expect(const prospects *p, dispute_offer *o) {
    int64_t full[DISPUTE_COST_LINES], left[DISPUTE_COST_LINES], lefts = 0, moved;
    if (!dispute__cost_of(p, &o->terms, full, &o->cost_taken)) return 0;
    o->taken = chance_taken(p, o);
    o->cost_ruled = p->cost_ruled;
    full[DISPUTE_COST_RULING] = p->cost_ruled;
    for (int i = 0; i < DISPUTE_COST_LINES; i++) {
        int64_t weight = i == DISPUTE_COST_RULING ? (int64_t)(SHARES - o->taken) * (SHARES - p->facts.win_chance)
                                                  : (int64_t)o->taken * SHARES;
        o->line[i] = weigh(full[i], weight, &left[i]);
        lefts += left[i];
    }
    hand_out(o->line, left, (lefts + WEIGHTS / 2) / WEIGHTS); /* the whole: to the nearest, a half up */
    o->buyer_money = is_refund(o->terms.kind) ? o->terms.amount : 0;
    o->buyer_coupon = o->terms.coupon;
    o->buyer_freight = freight_of(p, &o->terms, DISPUTE_PARTY_BUYER);
    if (is_return(o->terms.kind) && freight_bearer(p, &o->terms, &moved) == DISPUTE_PARTY_PLATFORM)
        o->buyer_freight = p->facts.return_cost > moved ? p->facts.return_cost - moved : 0;
    o->buyer_keeps = !is_return(o->terms.kind);
    o->buyer_gets = is_replacement(o->terms.kind);
    return sum_of(o->line, &o->cost);
}
