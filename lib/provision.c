/* provision.c - what disputes will cost an order: a bound that is honest where there are few orders, and parts that add
 * up to the whole. Every division says how it rounds; docs/provision.md has the same by hand. */
#include "event.h"
#include "wide.h"
#include <string.h>

#define MILLION     INT64_C(1000000)
#define ORDERS_MOST INT64_C(10000000000)
enum { Z_MOST = 10000, Z_USUAL = 1960, CELLS_MOST = 64, SIZE_MOST = 4096 };

/* ---- Wilson's interval ---- */

/* Is `upper` (millionths, below a million) not below the bound? With p = losses / orders that is p < u and
 * orders * (u - p)^2 >= z^2 * u * (1 - u), here without a fraction. */
static int is_above(int64_t losses, int64_t orders, int64_t z, int64_t upper) {
    int64_t distance = orders * upper - losses * MILLION; /* at most 10^16 */
    if (distance <= 0) return 0;                          /* at 0 lies the lower end, where nothing was lost */
    wide left = dispute__wide_product((uint64_t)distance * 1000, (uint64_t)distance * 1000);
    wide right = dispute__wide_product((uint64_t)(z * z * orders), (uint64_t)(upper * (MILLION - upper)));
    return dispute__wide_compare(left, right) >= 0;
}

dispute_result dispute_rate_upper(int64_t losses, int64_t orders, int32_t z, int64_t *upper) {
    if (!upper) return DISPUTE_ERROR_BAD_ARGUMENT;
    if (orders < 0 || orders > ORDERS_MOST || losses < 0 || losses > orders || z < 0 || z > Z_MOST)
        return DISPUTE_ERROR_BAD_VALUE;
    int64_t below = 0, enough = MILLION; /* at a million it always is */
    if (orders == 0) below = MILLION;
    while (below < enough) {
        int64_t middle = (below + enough) / 2;
        if (is_above(losses, orders, z ? z : Z_USUAL, middle))
            enough = middle;
        else
            below = middle + 1;
    }
    *upper = enough;
    return DISPUTE_DONE;
}

/* ---- parts of a whole ---- */

static int64_t weight_of(const int64_t *weights, uint32_t i, int64_t sum) { return sum ? weights[i] : 1; }

dispute_result dispute_split(int64_t whole, const int64_t *weights, uint32_t count, int64_t *parts) {
    int64_t sum = 0, given = 0, remains = 0;
    if (!weights || !parts || count == 0) return DISPUTE_ERROR_BAD_ARGUMENT;
    if (whole < 0) return DISPUTE_ERROR_BAD_VALUE;
    for (uint32_t i = 0; i < count; i++) {
        if (weights[i] < 0) return DISPUTE_ERROR_BAD_VALUE;
        if (weights[i] > INT64_MAX - sum) return DISPUTE_ERROR_OVERFLOW;
        sum += weights[i];
    }
    int64_t by = sum ? sum : (int64_t)count;
    for (uint32_t i = 0; i < count; i++) { /* at most `whole` each, so it fits */
        dispute__proportion(whole, weight_of(weights, i, sum), by, &parts[i], &remains);
        given += parts[i];
    }
    /* Fewer units than parts are left: a part gets one where fewer parts than that come before it. Its remainder is
     * worked out anew, so that no memory is needed. */
    int64_t left = whole - given, down;
    for (uint32_t i = 0; left > 0 && i < count; i++) {
        int64_t own, other, before = 0;
        dispute__proportion(whole, weight_of(weights, i, sum), by, &down, &own);
        for (uint32_t k = 0; k < count && before < left; k++) {
            dispute__proportion(whole, weight_of(weights, k, sum), by, &down, &other);
            before += k < i ? other >= own : other > own;
        }
        parts[i] += before < left;
    }
    return DISPUTE_DONE;
}

/* ---- the provision ---- */

static dispute_result wrong(dispute_problem *problem, uint32_t cell, int32_t detail, const char *name) {
    dispute_problem why;
    dispute__problem_set(&why, DISPUTE_ERROR_BAD_VALUE, detail, name);
    why.line = (int32_t)cell; /* from 1; 0: the ask */
    dispute__problem_lend(problem, &why);
    return DISPUTE_ERROR_BAD_VALUE;
}

static dispute_result overflow(dispute_problem *problem) {
    dispute_problem why;
    dispute__problem_set(&why, DISPUTE_ERROR_OVERFLOW, 0, "amount");
    dispute__problem_lend(problem, &why);
    return DISPUTE_ERROR_OVERFLOW;
}

/* one number that must be at least 0 and at most `most` */
typedef struct bounded {
    const char *name;
    int64_t number, most;
} bounded;

static dispute_result check_numbers(const bounded *row, size_t rows, uint32_t cell, dispute_problem *problem) {
    for (size_t i = 0; i < rows; i++) {
        if (row[i].number < 0) return wrong(problem, cell, DISPUTE_DETAIL_NEGATIVE, row[i].name);
        if (row[i].number > row[i].most) return wrong(problem, cell, DISPUTE_DETAIL_TOO_LARGE, row[i].name);
    }
    return DISPUTE_DONE;
}

static dispute_result check_ask(const dispute_provision_ask *ask, dispute_problem *problem) {
    const bounded rows[] = {{"z", ask->z, Z_MOST},
                            {"orders", ask->orders, ORDERS_MOST},
                            {"ahead", ask->ahead, ORDERS_MOST},
                            {"actual_orders", ask->actual_orders, ORDERS_MOST},
                            {"price", ask->price, INT64_MAX}};
    return check_numbers(rows, sizeof rows / sizeof rows[0], 0, problem);
}

static dispute_result check_cell(const dispute_provision_ask *ask, const dispute_provision_cell *c, uint32_t number,
                                 dispute_problem *problem) {
    const bounded rows[] = {{"losses", c->losses, ask->orders},
                            {"amount", c->amount, INT64_MAX},
                            {"severity", c->severity, INT64_MAX},
                            {"actual_losses", c->actual_losses, ask->actual_orders},
                            {"actual_amount", c->actual_amount, INT64_MAX}};
    if (c->reason && !dispute_word_name(DISPUTE_GROUP_REASON, c->reason))
        return wrong(problem, number, DISPUTE_DETAIL_UNKNOWN_WORD, "reason");
    dispute_result result = check_numbers(rows, sizeof rows / sizeof rows[0], number, problem);
    if (result != DISPUTE_DONE) return result;
    if (c->amount > 0 && c->losses == 0) return wrong(problem, number, DISPUTE_DETAIL_NOT_TAKEN, "amount");
    if (c->actual_amount > 0 && c->actual_losses == 0)
        return wrong(problem, number, DISPUTE_DETAIL_NOT_TAKEN, "actual_amount");
    return DISPUTE_DONE;
}

/* what is worked out, before any of it is handed out */
typedef struct sheet {
    dispute_provision_ask ask;
    uint32_t count;
    dispute_provision_cell cell[CELLS_MOST];
    dispute_provision_part part[CELLS_MOST], whole;
    int64_t amounts[CELLS_MOST], bounds[CELLS_MOST], shares[CELLS_MOST];
    int64_t amount; /* of all cells */
} sheet;

static dispute_result read_cells(sheet *s, const dispute_provision_cell *cells, size_t stride,
                                 dispute_problem *problem) {
    for (uint32_t i = 0; i < s->count; i++) {
        const uint8_t *at = (const uint8_t *)cells + i * stride;
        dispute_result result = dispute__struct_copy_in(&s->cell[i], sizeof s->cell[i], at, 8);
        if (result == DISPUTE_DONE) result = check_cell(&s->ask, &s->cell[i], i + 1, problem);
        if (result != DISPUTE_DONE) return result;
        for (uint32_t k = 0; k < i; k++)
            if (s->cell[k].reason == s->cell[i].reason) return wrong(problem, i + 1, DISPUTE_DETAIL_TWICE, "reason");
    }
    return DISPUTE_DONE;
}

static int add(int64_t *sum, int64_t number) {
    if (number > INT64_MAX - *sum) return 0;
    *sum += number;
    return 1;
}

/* What one reason says by itself; 0: too large. */
static int work_out(sheet *s, uint32_t i) {
    const dispute_provision_cell *c = &s->cell[i];
    dispute_provision_part *p = &s->part[i];
    int64_t orders = s->ask.orders;
    p->size = (uint32_t)sizeof *p;
    p->reason = c->reason;
    dispute_rate_upper(c->losses, orders, s->ask.z, &p->upper);
    if (orders && !dispute__proportion_nearest(c->losses, MILLION, orders, &p->rate)) return 0;
    if (orders && !dispute__proportion_nearest(c->amount, MILLION, orders, &p->loss)) return 0;
    p->mean = c->losses ? c->amount / c->losses + (c->amount % c->losses > 0) : c->severity;
    p->unknown = p->mean == 0 && c->losses == 0;
    if (!dispute__proportion_up(p->upper, p->mean, 1, &p->bound)) return 0;
    p->actual = c->actual_amount;
    p->beyond = c->actual_losses * MILLION > p->upper * s->ask.actual_orders;
    s->amounts[i] = c->amount;
    s->bounds[i] = p->bound;
    dispute_provision_part *w = &s->whole;
    w->beyond += p->beyond;
    w->unknown += p->unknown;
    return add(&w->rate, p->rate) && add(&w->upper, p->upper) && add(&w->loss, p->loss) && add(&w->bound, p->bound)
           && add(&w->actual, p->actual) && add(&s->amount, c->amount);
}

static int work_out_whole(sheet *s) {
    dispute_provision_part *w = &s->whole;
    const dispute_provision_ask *ask = &s->ask;
    w->size = (uint32_t)sizeof *w;
    if (ask->orders
        && (!dispute__proportion_up(s->amount, ask->ahead, ask->orders, &w->expected)
            || !dispute__proportion_up(s->amount, ask->actual_orders, ask->orders, &w->forecast)))
        return 0;
    if (!dispute__proportion_up(w->bound, ask->ahead, MILLION, &w->provision)) return 0;
    w->over = w->actual - w->forecast;
    if (w->upper >= MILLION && w->bound) {
        w->uplift = dispute_never();
        w->uplift_rate = ask->price ? dispute_never() : 0;
        return 1;
    }
    if (w->bound && !dispute__proportion_up(w->bound, 1, MILLION - w->upper, &w->uplift)) return 0;
    return !ask->price || dispute__proportion_up(w->uplift, MILLION, ask->price, &w->uplift_rate);
}

static void share_out(sheet *s) {
    enum { EXPECTED, PROVISION, UPLIFT, FORECAST, SHARED };
    const dispute_provision_part *w = &s->whole;
    const int64_t wholes[SHARED] = {w->expected, w->provision, w->uplift, w->forecast};
    for (int what = 0; what < SHARED; what++) {
        int has_no_end = what == UPLIFT && w->uplift == dispute_never();
        const int64_t *weights = what == EXPECTED || what == FORECAST ? s->amounts : s->bounds;
        dispute_split(wholes[what], weights, s->count, s->shares); /* weights were added up before: they fit */
        for (uint32_t i = 0; i < s->count; i++) {
            dispute_provision_part *p = &s->part[i];
            int64_t share = has_no_end ? w->uplift : s->shares[i];
            if (what == EXPECTED) p->expected = share;
            if (what == PROVISION) p->provision = share;
            if (what == UPLIFT) p->uplift = share;
            if (what == FORECAST) p->forecast = share;
        }
    }
    for (uint32_t i = 0; i < s->count; i++) s->part[i].over = s->part[i].actual - s->part[i].forecast;
}

dispute_result dispute_provision(const dispute_provision_ask *ask, const dispute_provision_cell *cells, size_t stride,
                                 uint32_t count, dispute_provision_part *parts, dispute_provision_part *whole,
                                 dispute_problem *problem) {
    sheet s;
    uint32_t part_size, whole_size;
    if (!ask || !cells || !parts || !whole || count == 0 || count > CELLS_MOST || stride < 8 || stride % 8)
        return DISPUTE_ERROR_BAD_ARGUMENT;
    memset(&s, 0, sizeof s);
    s.count = count;
    memcpy(&part_size, parts, sizeof part_size);
    memcpy(&whole_size, whole, sizeof whole_size);
    if (part_size < 8 || part_size % 8 || part_size > SIZE_MOST || whole_size < 8 || whole_size > SIZE_MOST)
        return DISPUTE_ERROR_BAD_SIZE; /* before anything is worked out: all or nothing */
    dispute_result result = dispute__struct_copy_in(&s.ask, sizeof s.ask, ask, 8);
    if (result == DISPUTE_DONE) result = check_ask(&s.ask, problem);
    if (result == DISPUTE_DONE) result = read_cells(&s, cells, stride, problem);
    if (result != DISPUTE_DONE) return result;
    for (uint32_t i = 0; i < count; i++)
        if (!work_out(&s, i)) return overflow(problem);
    if (!work_out_whole(&s)) return overflow(problem);
    share_out(&s);
    for (uint32_t i = 0; i < count; i++) {
        uint8_t *to = (uint8_t *)parts + (size_t)i * part_size;
        memcpy(to, &part_size, sizeof part_size);
        dispute__struct_copy_out(to, &s.part[i], sizeof s.part[i], 8);
    }
    return dispute__struct_copy_out(whole, &s.whole, sizeof s.whole, 8);
}
