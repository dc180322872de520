/* test_calendar.c - where a deadline falls: durations, days and business days, offsets and their changes, and the end
 * of time. Asked through a case: when is the seller's answer due after an opening at this instant? */
#include "play.h"

enum { YEAR_2028 = 1830297600 }; /* 2028-01-01T00:00:00Z, in seconds */

/* An instant from a date of 2026 in UTC. */
static int64_t on(int month, int day, int hour, int minute) {
    static const int before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    return T0 - 4 * DAY - 8 * HOUR + (before[month - 1] + day - 1) * DAY + hour * HOUR + minute * INT64_C(60000);
}

static int64_t due_after(int64_t opened, const char *response, const char *calendar) {
    play p;
    char text[512];
    snprintf(text, sizeof text, "negotiation.response = %s\nnegotiation.stage = P100000D\n%s", response, calendar);
    play_new(&p, text);
    p.order = (dispute_order){.size = sizeof p.order, .currency = "USD", .amount = 5000, .shipped_at = 1};
    dispute_event e = {.size = sizeof e, .reason = DISPUTE_REASON_QUALITY, .terms = REFUND(5000)};
    assert_int_equal(dispute_case_begin(p.policy, p.c, p.id, strlen(p.id), &p.order, NULL), DISPUTE_DONE);
    assert_int_equal(play_do(&p, DISPUTE_EVENT_OPEN, DISPUTE_PARTY_BUYER, opened, &e), DISPUTE_DONE);
    int64_t due = play_due(&p, DISPUTE_DEADLINE_RESPONSE);
    play_free(&p);
    return due;
}

static void expect_due(int64_t opened, const char *response, const char *calendar, int64_t expected) {
    int64_t due = due_after(opened, response, calendar);
    if (due != expected)
        fail_msg("%s after %lld (%s) is %lld, not %lld: %lld minutes off", response, (long long)opened, calendar,
                 (long long)due, (long long)expected, (long long)(due - expected) / 60000);
}

static void durations_of_every_form(void **state) {
    (void)state;
    expect_due(T0, "P5D", "", D(5));
    expect_due(T0, "PT48H", "", D(2));
    expect_due(T0, "P1DT12H", "", D(1) + 12 * HOUR);
    expect_due(T0, "P2W", "", D(14));
    expect_due(T0, "PT1H30M15S", "", T0 + HOUR + 1815000);
    expect_due(T0 + 7, "PT1S", "", T0 + 1007);
    expect_due(T0, "none", "", 0);
    expect_due(T0, "P31D", "", on(2, 5, 8, 0));
}

static void at_once_is_the_same_instant(void **state) {
    play p;
    (void)state;
    play_new(&p, "negotiation.response = 0\n");
    assert_int_equal(play_open(&p, DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 5000), DISPUTE_DONE);
    assert_int_equal(dispute_answer_count(p.answer, DISPUTE_STRUCT_TRANSITION), 2);
    assert_int_equal(dispute_answer_transition(p.answer, 1)->at, T0);
    assert_int_equal(play_state(&p), DISPUTE_STATE_SETTLING_PAYING);
    play_free(&p);
}

static void business_days_skip_the_weekend(void **state) { /* T0 is a Monday */
    (void)state;
    expect_due(T0, "B1D", "", D(1));
    expect_due(T0, "B4D", "", D(4));
    expect_due(T0, "B5D", "", D(7));
    expect_due(T0, "B10D", "", D(14));
    expect_due(D(4), "B1D", "", D(7)); /* from a Friday, a Saturday, a Sunday */
    expect_due(D(5), "B1D", "", D(7));
    expect_due(D(6), "B1D", "", D(7));
    expect_due(T0, "B1000D", "", D(1400));
    expect_due(T0, "B4D", "calendar.weekend = fri,sat\n", D(6));
    expect_due(T0, "B7D", "calendar.weekend = none\n", D(7));
    expect_due(T0, "B2D", "calendar.weekend = tue,wed,thu,fri,sat,sun\n", D(14));
}

static void business_days_skip_holidays(void **state) {
    (void)state;
    expect_due(T0, "B1D", "calendar.holidays = 2026-01-06\n", D(2));
    expect_due(T0, "B3D", "calendar.holidays = 2026-01-07,2026-01-06\n", D(7));
    expect_due(T0, "B1D", "calendar.holidays = 2026-01-05\n", D(1)); /* the day itself is not counted */
    expect_due(D(3), "B1D", "calendar.holidays = 2026-01-09,2026-01-10,2026-01-12\n", D(8));
    expect_due(T0, "P1D", "calendar.holidays = 2026-01-06\n", D(1)); /* a calendar day is any day */
}

static void the_day_is_the_markets_own(void **state) {
    (void)state;
    expect_due(on(1, 9, 20, 0), "B1D", "", on(1, 12, 20, 0));                           /* Friday evening */
    expect_due(on(1, 9, 20, 0), "B1D", "calendar.offset = +08:00\n", on(1, 11, 20, 0)); /* Saturday 04:00 there */
    expect_due(on(1, 12, 3, 0), "B1D", "calendar.offset = -08:00\n", on(1, 13, 3, 0));  /* still Sunday there */
    expect_due(on(1, 12, 3, 0), "B1D", "calendar.offset = -08:00\ncalendar.holidays = 2026-01-12\n", on(1, 14, 3, 0));
    expect_due(T0, "P5D", "calendar.offset = +05:45\n", D(5));
}

#define PACIFIC                                                                 \
    "calendar.offset = -08:00\ncalendar.offset.2026-03-08T10:00:00Z = -07:00\n" \
    "calendar.offset.2026-11-01T09:00:00Z = -08:00\n"

static void a_day_keeps_the_time_of_day_across_a_change_and_24_hours_do_not(void **state) {
    (void)state;
    expect_due(on(3, 7, 18, 0), "P1D", PACIFIC, on(3, 8, 17, 0)); /* 10:00 to 10:00: 23 hours */
    expect_due(on(3, 7, 18, 0), "PT24H", PACIFIC, on(3, 8, 18, 0));
    expect_due(on(3, 7, 18, 0), "P1DT1H", PACIFIC, on(3, 8, 18, 0));
    expect_due(on(3, 6, 18, 0), "B1D", PACIFIC, on(3, 9, 17, 0));
    expect_due(on(10, 31, 17, 0), "P1D", PACIFIC, on(11, 1, 18, 0)); /* 25 hours */
    expect_due(on(10, 31, 17, 0), "PT24H", PACIFIC, on(11, 1, 17, 0));
    expect_due(on(3, 1, 18, 0), "P5D", PACIFIC, on(3, 6, 18, 0));
    expect_due(on(3, 8, 10, 0), "P1D", PACIFIC, on(3, 9, 10, 0)); /* from the very instant of the change: 03:00 */
    expect_due(on(3, 8, 10, 0) - 1, "P1D", PACIFIC, on(3, 9, 9, 0) - 1);
    expect_due(on(3, 1, 18, 0), "P300D", PACIFIC, on(12, 26, 18, 0)); /* over both */
}

static void a_local_time_that_is_skipped_or_comes_twice(void **state) {
    (void)state;
    expect_due(on(3, 7, 10, 30), "P1D", PACIFIC,
               on(3, 8, 10, 30));                                 /* 02:30 is skipped: as if nothing had changed yet */
    expect_due(on(3, 7, 9, 59), "P1D", PACIFIC, on(3, 8, 9, 59)); /* 01:59 is the last before */
    expect_due(on(3, 7, 11, 0), "P1D", PACIFIC, on(3, 8, 10, 0)); /* 03:00 is the first after */
    expect_due(on(10, 31, 8, 30), "P1D", PACIFIC, on(11, 1, 8, 30)); /* 01:30 comes twice: the first counts */
    expect_due(on(10, 31, 9, 0), "P1D", PACIFIC, on(11, 1, 10, 0));  /* 02:00 comes once */
}

static void leap_days_are_days(void **state) {
    int64_t year = (int64_t)YEAR_2028 * 1000;
    (void)state;
    expect_due(year + 58 * DAY, "P1D", "", year + 59 * DAY);                       /* 28 to 29 February */
    expect_due(year, "B42D", "calendar.holidays = 2028-02-29\n", year + 60 * DAY); /* Saturday 1 January on */
}

static void time_ends_with_the_year_9999(void **state) {
    (void)state;
    expect_due(FOREVER - HOUR, "P1D", "", FOREVER);
    expect_due(FOREVER - HOUR, "PT2H", PACIFIC, FOREVER);
    expect_due(FOREVER - HOUR, "B1000D", "", FOREVER);
    expect_due(FOREVER - 2 * HOUR, "PT1H", "", FOREVER - HOUR);
    expect_due(1, "P100000D", "", 1 + 100000 * DAY);
    expect_due(FOREVER - DAY, "P100000D", "calendar.offset = -18:00\n", FOREVER);
}

static void what_falls_due_at_the_end_of_time_still_fires(void **state) {
    play p;
    (void)state;
    play_new(&p, "negotiation.response = P1D\n");
    p.order = (dispute_order){.size = sizeof p.order, .currency = "USD", .amount = 5000};
    dispute_event e = {.size = sizeof e, .reason = DISPUTE_REASON_QUALITY, .terms = REFUND(5000)};
    assert_int_equal(dispute_case_begin(p.policy, p.c, p.id, strlen(p.id), &p.order, NULL), DISPUTE_DONE);
    assert_int_equal(play_do(&p, DISPUTE_EVENT_OPEN, DISPUTE_PARTY_BUYER, FOREVER - 1, &e), DISPUTE_DONE);
    assert_int_equal(dispute_case_next_due(p.c), FOREVER);
    assert_int_equal(play_advance(&p, FOREVER - 1), DISPUTE_DONE);
    assert_int_equal(play_state(&p), DISPUTE_STATE_NEGOTIATION_SELLER);
    assert_int_equal(play_advance(&p, FOREVER), DISPUTE_DONE);
    assert_int_equal(play_state(&p), DISPUTE_STATE_SETTLING_PAYING);
    assert_int_equal(play_advance(&p, FOREVER + 1), DISPUTE_ERROR_BAD_VALUE);
    play_free(&p);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(durations_of_every_form),
        cmocka_unit_test(at_once_is_the_same_instant),
        cmocka_unit_test(business_days_skip_the_weekend),
        cmocka_unit_test(business_days_skip_holidays),
        cmocka_unit_test(the_day_is_the_markets_own),
        cmocka_unit_test(a_day_keeps_the_time_of_day_across_a_change_and_24_hours_do_not),
        cmocka_unit_test(a_local_time_that_is_skipped_or_comes_twice),
        cmocka_unit_test(leap_days_are_days),
        cmocka_unit_test(time_ends_with_the_year_9999),
        cmocka_unit_test(what_falls_due_at_the_end_of_time_still_fires),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
