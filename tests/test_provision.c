/* test_provision.c - the bound is Wilson's, parts add up to the whole, and a bookkeeper comes to the same. */
#include "play.h"

#define MILLION INT64_C(1000000)

static int64_t upper(int64_t losses, int64_t orders, int32_t z) {
    int64_t u = -1;
    assert_int_equal(dispute_rate_upper(losses, orders, z, &u), DISPUTE_DONE);
    return u;
}

/* Wilson's inequality in plain 64 bits, for few orders: is u (here in thousandths) not below the bound? */
static int is_above(int64_t k, int64_t n, int64_t z, int64_t u) {
    int64_t distance = n * u - k * 1000;
    return u == 1000 || (distance > 0 && distance * distance * MILLION >= z * z * n * u * (1000 - u));
}

TEST(the_bound_is_the_least_that_holds) {
    static const int32_t zs[] = {1, 1000, 1645, 1960, 2576, 10000};
    for (size_t z = 0; z < COUNT_OF(zs); z++)
        for (int64_t n = 1; n <= 40; n++)
            for (int64_t k = 0; k <= n; k++) {
                int64_t thousandths = 0, u = upper(k, n, zs[z]);
                while (!is_above(k, n, zs[z], thousandths)) thousandths++;
                assert_int_equal((u + 999) / 1000, thousandths);
                assert_true(u * n >= k * MILLION && u <= MILLION);
            }
}

TEST(the_bound_grows_with_losses_and_caution_and_falls_with_orders) {
    for (int64_t n = 1; n <= 60; n++)
        for (int64_t k = 0; k < n; k++) {
            assert_true(upper(k, n, 0) <= upper(k + 1, n, 0));
            assert_true(upper(k, n, 1960) <= upper(k, n, 1961));
            assert_true(upper(k, n + 1, 0) <= upper(k, n, 0));
        }
    assert_int_equal(upper(3, 100, 0), upper(3, 100, 1960));
}

TEST(known_values_of_the_bound) { /* worked out with bc to 30 digits, and rounded up */
    assert_int_equal(upper(0, 0, 0), MILLION);
    assert_int_equal(upper(0, 1, 0), 793457);
    assert_int_equal(upper(1, 1, 0), MILLION);
    assert_int_equal(upper(0, 100, 0), 36995);
    assert_int_equal(upper(8, 400, 0), 38964);
    assert_int_equal(upper(0, INT64_C(10000000000), 0), 1);
    assert_int_equal(upper(INT64_C(10000000000), INT64_C(10000000000), 0), MILLION);
    assert_int_equal(upper(INT64_C(5000000000), INT64_C(10000000000), 0), 500010);
}

TEST(a_bound_of_nonsense_is_refused) {
    int64_t u = 7;
    assert_int_equal(dispute_rate_upper(0, 1, 0, NULL), DISPUTE_ERROR_BAD_ARGUMENT);
    static const struct {
        int64_t k, n;
        int32_t z;
    } bad[] = {{-1, 1, 0}, {2, 1, 0}, {0, -1, 0}, {0, INT64_C(10000000001), 0}, {0, 1, -1}, {0, 1, 10001}};
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_int_equal(dispute_rate_upper(bad[i].k, bad[i].n, bad[i].z, &u), DISPUTE_ERROR_BAD_VALUE);
    assert_int_equal(u, 7);
}

/* ---- parts of a whole ---- */

/* Each part is its exact share, rounded down or up; nobody who got a unit more had a smaller remainder. */
static void check_split(int64_t whole, const int64_t *w, uint32_t n) {
    int64_t parts[4], sum = 0, all = 0, lowest_raised = INT64_MAX, highest_kept = -1;
    assert_int_equal(dispute_split(whole, w, n, parts), DISPUTE_DONE);
    for (uint32_t i = 0; i < n; i++) all += w[i];
    for (uint32_t i = 0; i < n; i++) {
        int64_t share = (all ? w[i] : 1) * whole, by = all ? all : n, extra = parts[i] - share / by;
        assert_true(extra == 0 || extra == 1);
        if (extra && share % by < lowest_raised) lowest_raised = share % by;
        if (!extra && share % by > highest_kept) highest_kept = share % by;
        for (uint32_t k = 0; k < i; k++) /* of equals the earlier comes first */
            assert_true((all && w[k] != w[i]) || parts[k] >= parts[i]);
        sum += parts[i];
    }
    assert_int_equal(sum, whole);
    assert_true(lowest_raised >= highest_kept);
}

TEST(every_small_split_adds_up) {
    for (int64_t whole = 0; whole <= 25; whole++)
        for (int64_t a = 0; a <= 6; a++)
            for (int64_t b = 0; b <= 6; b++)
                for (int64_t c = 0; c <= 6; c++)
                    for (int64_t d = 0; d <= 3; d++) {
                        const int64_t w[] = {a, b, c, d};
                        for (uint32_t n = 1; n <= 4; n++) check_split(whole, w, n);
                    }
}

TEST(large_splits_add_up_and_nonsense_is_refused) {
    int64_t parts[3];
    const int64_t third[] = {INT64_MAX / 3, INT64_MAX / 3, INT64_MAX / 3}, much[] = {INT64_MAX, 1}, less[] = {1, -1};
    assert_int_equal(dispute_split(INT64_MAX, third, 3, parts), DISPUTE_DONE);
    assert_int_equal(parts[0] + parts[1] + parts[2], INT64_MAX);
    assert_int_equal(parts[0] - parts[2], 1);
    assert_int_equal(dispute_split(1, much, 2, parts), DISPUTE_ERROR_OVERFLOW);
    assert_int_equal(dispute_split(1, less, 2, parts), DISPUTE_ERROR_BAD_VALUE);
    assert_int_equal(dispute_split(-1, much, 1, parts), DISPUTE_ERROR_BAD_VALUE);
    assert_int_equal(dispute_split(1, much, 0, parts), DISPUTE_ERROR_BAD_ARGUMENT);
    assert_int_equal(dispute_split(1, NULL, 1, parts), DISPUTE_ERROR_BAD_ARGUMENT);
    assert_int_equal(dispute_split(1, much, 1, NULL), DISPUTE_ERROR_BAD_ARGUMENT);
}

/* ---- the provision ---- */

enum { MOST = 64 };

typedef struct books {
    dispute_provision_ask ask;
    dispute_provision_cell cell[MOST + 1];
    dispute_provision_part part[MOST + 1], whole;
    dispute_problem problem;
    uint32_t count;
} books;

static dispute_result work_out(books *b) {
    b->ask.size = sizeof b->ask;
    b->whole.size = sizeof b->whole;
    b->part[0].size = sizeof b->part[0];
    b->problem.size = sizeof b->problem;
    for (uint32_t i = 0; i < b->count && i <= MOST; i++) b->cell[i].size = sizeof b->cell[i];
    return dispute_provision(&b->ask, b->cell, sizeof b->cell[0], b->count, b->part, &b->whole, &b->problem);
}

/* docs/provision.md, line by line */
static books the_bookkeepers(void) {
    books b;
    memset(&b, 0, sizeof b);
    b.ask.orders = 400;
    b.ask.ahead = 1000;
    b.ask.price = 2500;
    b.ask.actual_orders = 200;
    b.cell[0] = (dispute_provision_cell){.reason = DISPUTE_REASON_LOST, .losses = 8, .amount = 20000};
    b.cell[0].actual_losses = 9;
    b.cell[0].actual_amount = 22500;
    b.cell[1] = (dispute_provision_cell){.reason = DISPUTE_REASON_DAMAGED, .losses = 3, .amount = 4000};
    b.cell[1].actual_losses = 1;
    b.cell[1].actual_amount = 900;
    b.cell[2] = (dispute_provision_cell){.reason = DISPUTE_REASON_QUALITY, .severity = 2500};
    b.count = 3;
    return b;
}

TEST(a_bookkeeper_comes_to_the_same) {
    books b = the_bookkeepers();
    assert_int_equal(work_out(&b), DISPUTE_DONE);
    const dispute_provision_part *p = b.part, *w = &b.whole;
    assert_int_equal(p[0].rate, 20000);
    assert_int_equal(p[0].upper, 38964);
    assert_int_equal(p[0].mean, 2500);
    assert_int_equal(p[0].loss, 50 * MILLION);
    assert_int_equal(p[0].bound, 97410000);
    assert_int_equal(p[1].rate, 7500);
    assert_int_equal(p[1].upper, 21817);
    assert_int_equal(p[1].mean, 1334);
    assert_int_equal(p[1].bound, 29103878);
    assert_int_equal(p[2].rate, 0);
    assert_int_equal(p[2].upper, 9513);
    assert_int_equal(p[2].bound, 23782500);
    assert_int_equal(w->bound, 150296378);
    assert_int_equal(w->upper, 70294);
    assert_int_equal(w->provision, 150297);
    assert_int_equal(p[0].provision, 97410);
    assert_int_equal(p[1].provision, 29104);
    assert_int_equal(p[2].provision, 23783);
    assert_int_equal(w->uplift, 162); /* 1.50296378 / (1 - 0.070294) = 1.6166, up */
    assert_int_equal(w->uplift_rate, 64800);
    assert_int_equal(w->expected, 60000);
    assert_int_equal(w->forecast, 12000);
    assert_int_equal(w->actual, 23400);
    assert_int_equal(w->over, 11400);
    assert_int_equal(p[0].forecast, 10000);
    assert_int_equal(p[0].over, 12500);
    assert_int_equal(p[1].over, -1100);
    assert_int_equal(p[0].beyond, 1); /* 9 of 200 is 4.5 %, and 3.9 % was the bound */
    assert_int_equal(p[1].beyond, 0);
    assert_int_equal(w->beyond, 1);
    assert_int_equal(w->unknown, 0);
}

static void parts_add_up(const books *b) {
    dispute_provision_part sum;
    memset(&sum, 0, sizeof sum);
    for (uint32_t i = 0; i < b->count; i++) {
        sum.loss += b->part[i].loss;
        sum.bound += b->part[i].bound;
        sum.expected += b->part[i].expected;
        sum.provision += b->part[i].provision;
        if (b->whole.uplift != dispute_never()) sum.uplift += b->part[i].uplift;
        sum.forecast += b->part[i].forecast;
        sum.actual += b->part[i].actual;
        sum.over += b->part[i].over;
    }
    assert_int_equal(sum.loss, b->whole.loss);
    assert_int_equal(sum.bound, b->whole.bound);
    assert_int_equal(sum.expected, b->whole.expected);
    assert_int_equal(sum.provision, b->whole.provision);
    if (b->whole.uplift != dispute_never()) assert_int_equal(sum.uplift, b->whole.uplift);
    assert_int_equal(sum.forecast, b->whole.forecast);
    assert_int_equal(sum.actual, b->whole.actual);
    assert_int_equal(sum.over, b->whole.over);
}

TEST(every_small_history_adds_up) {
    for (int64_t orders = 0; orders <= 5; orders++)
        for (int64_t k = 0; k <= orders; k++)
            for (int64_t m = 0; m <= orders; m++)
                for (int64_t ahead = 0; ahead <= 7; ahead += 7)
                    for (int64_t amount = 0; amount <= 100; amount += 33) {
                        books b;
                        memset(&b, 0, sizeof b);
                        b.ask.orders = orders;
                        b.ask.ahead = ahead;
                        b.ask.actual_orders = 3;
                        b.cell[0] = (dispute_provision_cell){
                            .reason = DISPUTE_REASON_LOST, .losses = k, .amount = k ? amount : 0, .severity = 71};
                        b.cell[1] = (dispute_provision_cell){.reason = DISPUTE_REASON_QUALITY,
                                                             .losses = m,
                                                             .amount = m ? amount + 1 : 0,
                                                             .actual_losses = 3,
                                                             .actual_amount = 10};
                        b.cell[2] = (dispute_provision_cell){.reason = 0, .severity = 5};
                        b.count = 3;
                        assert_int_equal(work_out(&b), DISPUTE_DONE);
                        parts_add_up(&b);
                        if (orders == 0) {
                            assert_int_equal(b.whole.expected, 0);
                            assert_int_equal(b.whole.uplift, dispute_never());
                            assert_int_equal(b.part[2].upper, MILLION);
                        }
                    }
}

TEST(without_a_loss_and_without_a_severity_it_says_so) {
    books b;
    memset(&b, 0, sizeof b);
    b.ask.orders = 100;
    b.ask.ahead = 100;
    b.count = 1;
    assert_int_equal(work_out(&b), DISPUTE_DONE);
    assert_int_equal(b.part[0].unknown, 1);
    assert_int_equal(b.whole.unknown, 1);
    assert_int_equal(b.whole.provision, 0);
    b.cell[0].severity = 1000;
    assert_int_equal(work_out(&b), DISPUTE_DONE);
    assert_int_equal(b.part[0].unknown, 0);
    assert_int_equal(b.whole.provision, 3700); /* 100 orders, at most 3.6995 % of them at 10.00: 3699.5 */
}

typedef void (*spoil)(books *b);
static void negative_orders(books *b) { b->ask.orders = -1; }
static void many_orders(books *b) { b->ask.orders = INT64_C(10000000001); }
static void negative_ahead(books *b) { b->ask.ahead = -5; }
static void large_z(books *b) { b->ask.z = 10001; }
static void negative_price(books *b) { b->ask.price = -1; }
static void share_over_all(books *b) { b->cell[0].losses = 401; }
static void negative_amount(books *b) { b->cell[1].amount = -1; }
static void amount_of_nothing(books *b) { b->cell[2].amount = 1; }
static void actual_over_all(books *b) { b->cell[0].actual_losses = 201; }
static void actual_of_nothing(books *b) { b->cell[2].actual_amount = 1; }
static void negative_severity(books *b) { b->cell[2].severity = -1; }
static void unknown_reason(books *b) { b->cell[2].reason = 15; }
static void reason_twice(books *b) { b->cell[2].reason = b->cell[0].reason; }

TEST(absurd_input_is_named) {
    static const struct {
        spoil how;
        const char *name;
        int32_t line, detail;
    } rows[] = {{negative_orders, "orders", 0, DISPUTE_DETAIL_NEGATIVE},
                {many_orders, "orders", 0, DISPUTE_DETAIL_TOO_LARGE},
                {negative_ahead, "ahead", 0, DISPUTE_DETAIL_NEGATIVE},
                {large_z, "z", 0, DISPUTE_DETAIL_TOO_LARGE},
                {negative_price, "price", 0, DISPUTE_DETAIL_NEGATIVE},
                {share_over_all, "losses", 1, DISPUTE_DETAIL_TOO_LARGE},
                {negative_amount, "amount", 2, DISPUTE_DETAIL_NEGATIVE},
                {amount_of_nothing, "amount", 3, DISPUTE_DETAIL_NOT_TAKEN},
                {actual_over_all, "actual_losses", 1, DISPUTE_DETAIL_TOO_LARGE},
                {actual_of_nothing, "actual_amount", 3, DISPUTE_DETAIL_NOT_TAKEN},
                {negative_severity, "severity", 3, DISPUTE_DETAIL_NEGATIVE},
                {unknown_reason, "reason", 3, DISPUTE_DETAIL_UNKNOWN_WORD},
                {reason_twice, "reason", 3, DISPUTE_DETAIL_TWICE}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        books b = the_bookkeepers();
        rows[i].how(&b);
        assert_int_equal(work_out(&b), DISPUTE_ERROR_BAD_VALUE);
        assert_string_equal(b.problem.name, rows[i].name);
        assert_int_equal(b.problem.line, rows[i].line);
        assert_int_equal(b.problem.detail, rows[i].detail);
        assert_int_equal(b.whole.provision, 0); /* nothing was handed out */
        assert_int_equal(b.part[0].provision, 0);
    }
}

TEST(what_is_too_large_overflows_and_nothing_is_handed_out) {
    books b = the_bookkeepers();
    b.cell[2].severity = INT64_MAX;
    assert_int_equal(work_out(&b), DISPUTE_ERROR_OVERFLOW);
    assert_int_equal(b.part[0].provision, 0);
    b = the_bookkeepers();
    b.cell[0].amount = INT64_MAX;
    assert_int_equal(work_out(&b), DISPUTE_ERROR_OVERFLOW);
    b = the_bookkeepers();
    b.ask.ahead = INT64_C(10000000000);
    b.cell[0].amount = INT64_C(1000000000000000);
    assert_int_equal(work_out(&b), DISPUTE_ERROR_OVERFLOW);
}

TEST(calls_as_nobody_should_make_them) {
    books b = the_bookkeepers();
    assert_int_equal(work_out(&b), DISPUTE_DONE);
    size_t stride = sizeof b.cell[0];
    assert_int_equal(dispute_provision(NULL, b.cell, stride, 1, b.part, &b.whole, NULL), DISPUTE_ERROR_BAD_ARGUMENT);
    assert_int_equal(dispute_provision(&b.ask, NULL, stride, 1, b.part, &b.whole, NULL), DISPUTE_ERROR_BAD_ARGUMENT);
    assert_int_equal(dispute_provision(&b.ask, b.cell, stride, 1, NULL, &b.whole, NULL), DISPUTE_ERROR_BAD_ARGUMENT);
    assert_int_equal(dispute_provision(&b.ask, b.cell, stride, 1, b.part, NULL, NULL), DISPUTE_ERROR_BAD_ARGUMENT);
    assert_int_equal(dispute_provision(&b.ask, b.cell, 12, 1, b.part, &b.whole, NULL), DISPUTE_ERROR_BAD_ARGUMENT);
    assert_int_equal(dispute_provision(&b.ask, b.cell, stride, 0, b.part, &b.whole, NULL), DISPUTE_ERROR_BAD_ARGUMENT);
    assert_int_equal(dispute_provision(&b.ask, b.cell, stride, MOST + 1, b.part, &b.whole, NULL),
                     DISPUTE_ERROR_BAD_ARGUMENT);
    b.ask.size = 4;
    assert_int_equal(dispute_provision(&b.ask, b.cell, stride, 1, b.part, &b.whole, NULL), DISPUTE_ERROR_BAD_SIZE);
    b.ask.size = sizeof b.ask;
    b.part[0].size = 12;
    assert_int_equal(dispute_provision(&b.ask, b.cell, stride, 1, b.part, &b.whole, NULL), DISPUTE_ERROR_BAD_SIZE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_bound_is_the_least_that_holds),
        cmocka_unit_test(the_bound_grows_with_losses_and_caution_and_falls_with_orders),
        cmocka_unit_test(known_values_of_the_bound),
        cmocka_unit_test(a_bound_of_nonsense_is_refused),
        cmocka_unit_test(every_small_split_adds_up),
        cmocka_unit_test(large_splits_add_up_and_nonsense_is_refused),
        cmocka_unit_test(a_bookkeeper_comes_to_the_same),
        cmocka_unit_test(every_small_history_adds_up),
        cmocka_unit_test(without_a_loss_and_without_a_severity_it_says_so),
        cmocka_unit_test(absurd_input_is_named),
        cmocka_unit_test(what_is_too_large_overflows_and_nothing_is_handed_out),
        cmocka_unit_test(calls_as_nobody_should_make_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
