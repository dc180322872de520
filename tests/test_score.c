/* test_score.c - scorecards: the same bytes wherever and in whatever order facts are counted; rates, points,
 * thresholds. */
#include "play.h"

enum { SIZE = DISPUTE_SCORECARD_SIZE };

static dispute_score_policy policy_of(const char *text) {
    dispute_score_policy p = {.size = sizeof p};
    dispute_problem problem = {.size = sizeof problem};
    if (dispute_score_policy_parse(text, strlen(text), &p, &problem) != DISPUTE_DONE)
        fail_msg("line %d: %s: %d", problem.line, problem.name, problem.detail);
    return p;
}

static dispute_score_policy usual(void) { return policy_of("day.offset = +00:00\n"); }

static void begin(uint8_t *card) {
    dispute_score_policy p = usual();
    assert_int_equal(dispute_scorecard_begin(&p, card), DISPUTE_DONE);
}

static dispute_result add(uint8_t *card, int32_t kind, int64_t at, int64_t count) {
    dispute_fact f = {sizeof f, kind, at, count};
    return dispute_scorecard_add(card, &f, NULL);
}
#define ADD(card, kind, at, count) assert_int_equal(add(card, DISPUTE_FACT_##kind, at, count), DISPUTE_DONE)

static dispute_score score_under(const dispute_score_policy *p, const uint8_t *card, int64_t at, int32_t measure,
                                 int32_t window) {
    dispute_score s = {.size = sizeof s};
    assert_int_equal(dispute_scorecard_score(p, card, at, measure, window, &s, NULL), DISPUTE_DONE);
    return s;
}

static dispute_score score(const uint8_t *card, int64_t at, int32_t measure, int32_t window) {
    dispute_score_policy p = usual();
    return score_under(&p, card, at, measure, window);
}
#define SCORE(card, at, measure, window) score(card, at, DISPUTE_MEASURE_##measure, window)

static dispute_sanction sanction(const dispute_score_policy *p, const uint8_t *card, int64_t at, int32_t threshold) {
    dispute_sanction s = {.size = sizeof s};
    for (uint32_t i = 0; dispute_scorecard_sanction(p, card, at, i, &s, NULL) == DISPUTE_DONE; i++)
        if (s.threshold == threshold) return s;
    fail_msg("no threshold %d", threshold);
    return s;
}

/* ---- merging ---- */

/* a few facts that meet every corner: the same day, a day before, one that rolls all out, one that is too late */
static const dispute_fact few[] = {
    {sizeof(dispute_fact), DISPUTE_FACT_OPENED, D(0), 1},      {sizeof(dispute_fact), DISPUTE_FACT_OPENED, D(-400), 2},
    {sizeof(dispute_fact), DISPUTE_FACT_POINTS, D(30), 4},     {sizeof(dispute_fact), DISPUTE_FACT_SERIOUS, D(-370), 1},
    {sizeof(dispute_fact), DISPUTE_FACT_CONFIRMED, D(500), 3},
};
enum { FEW = sizeof few / sizeof few[0], ORDERS = 120 };

static void permutation(int nth, int *to) {
    int left[FEW], n = FEW;
    for (int i = 0; i < FEW; i++) left[i] = i;
    for (int i = 0; i < FEW; i++, n--) {
        int at = nth % n;
        nth /= n;
        to[i] = left[at];
        memmove(left + at, left + at + 1, sizeof left[0] * (size_t)(n - at - 1));
    }
}

TEST(every_split_over_three_machines_in_every_order_gives_the_same_bytes) {
    static uint8_t whole[SIZE], machine[3][SIZE];
    static const int merges[6][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    begin(whole);
    for (int i = 0; i < FEW; i++) assert_int_equal(dispute_scorecard_add(whole, &few[i], NULL), DISPUTE_DONE);
    for (int nth = 0; nth < ORDERS; nth++) {
        int order[FEW];
        permutation(nth, order);
        for (int split = 0; split < 243; split++) { /* 3 to the 5 */
            const int *m = merges[(nth + split) % 6];
            for (int i = 0; i < 3; i++) begin(machine[i]);
            for (int i = 0, rest = split; i < FEW; i++, rest /= 3)
                assert_int_equal(dispute_scorecard_add(machine[rest % 3], &few[order[i]], NULL), DISPUTE_DONE);
            /* (a + b) + c and a + (b + c) */
            int right_first = split % 2;
            uint8_t *inner = machine[m[right_first]], *other = machine[m[right_first + 1]];
            assert_int_equal(dispute_scorecard_merge(inner, other, NULL), DISPUTE_DONE);
            if (right_first) {
                assert_int_equal(dispute_scorecard_merge(machine[m[0]], inner, NULL), DISPUTE_DONE);
                assert_memory_equal(machine[m[0]], whole, SIZE);
            } else {
                assert_int_equal(dispute_scorecard_merge(inner, machine[m[2]], NULL), DISPUTE_DONE);
                assert_memory_equal(inner, whole, SIZE);
            }
        }
    }
}

TEST(thousands_of_facts_on_seven_machines_give_the_same_bytes) {
    static uint8_t whole[SIZE], machine[7][SIZE];
    uint64_t random = 7;
    begin(whole);
    for (int m = 0; m < 7; m++) begin(machine[m]);
    for (int i = 0; i < 20000; i++) {
        random = random * UINT64_C(6364136223846793005) + 1442695040888963407U;
        dispute_fact f = {sizeof f, (int32_t)(random >> 33) % DISPUTE_FACT_LISTING + 1,
                          D((int64_t)(random >> 40) % 1200), (int64_t)(random >> 60) + 1};
        assert_int_equal(dispute_scorecard_add(whole, &f, NULL), DISPUTE_DONE);
        assert_int_equal(dispute_scorecard_add(machine[random >> 50 & 7 ? (random >> 50 & 7) - 1 : 0], &f, NULL),
                         DISPUTE_DONE);
    }
    for (int m = 5; m >= 0; m--) assert_int_equal(dispute_scorecard_merge(machine[6], machine[m], NULL), DISPUTE_DONE);
    assert_memory_equal(machine[6], whole, SIZE);
}

TEST(an_empty_card_changes_nothing) {
    static uint8_t a[SIZE], b[SIZE], empty[SIZE];
    begin(a);
    begin(empty);
    ADD(a, OPENED, D(0), 1);
    memcpy(b, a, SIZE);
    assert_int_equal(dispute_scorecard_merge(a, empty, NULL), DISPUTE_DONE);
    assert_memory_equal(a, b, SIZE);
    assert_int_equal(dispute_scorecard_merge(empty, a, NULL), DISPUTE_DONE);
    assert_memory_equal(empty, a, SIZE);
    assert_int_equal(dispute_scorecard_merge(a, a, NULL), DISPUTE_ERROR_BAD_ARGUMENT);
}

TEST(what_overflows_is_refused_and_changes_nothing) {
    static uint8_t a[SIZE], b[SIZE], before[SIZE];
    begin(a);
    begin(b);
    ADD(a, OPENED, D(0), INT64_C(4294967295));
    ADD(b, OPENED, D(500), 1); /* another day: the total says so all the same */
    memcpy(before, a, SIZE);
    dispute_problem problem = {.size = sizeof problem};
    assert_int_equal(dispute_scorecard_merge(a, b, &problem), DISPUTE_ERROR_OVERFLOW);
    assert_string_equal(problem.name, "opened");
    assert_int_equal(add(a, DISPUTE_FACT_OPENED, D(1), 1), DISPUTE_ERROR_OVERFLOW);
    assert_memory_equal(a, before, SIZE);
    assert_int_equal(dispute_scorecard_merge(b, a, NULL), DISPUTE_ERROR_OVERFLOW); /* either way round */
}

TEST(a_card_that_no_facts_can_make_is_refused) {
    static uint8_t good[SIZE], bad[SIZE];
    begin(good);
    ADD(good, OPENED, D(0), 2);
    ADD(good, POINTS, D(10), 2);
    static const size_t places[] = {0, 6, 8, 12, 16, 24, 24 + 4 * 8, 24 + 4 * 11, SIZE - 4};
    for (size_t i = 0; i < COUNT_OF(places); i++) {
        memcpy(bad, good, SIZE);
        bad[places[i] + 1] ^=
            0x55; /* a total becomes larger, too, and one day's count with it: so take the total away */
        if (places[i] >= 24 && places[i] < 72) memset(bad + places[i], 0, 4);
        if (places[i] == 24 + 4 * 11) bad[places[i]] = 1;
        if (places[i] == 24) bad[24 + 4 * 3] = 1;
        assert_int_equal(dispute_scorecard_merge(bad, good, NULL), DISPUTE_ERROR_CORRUPT_RECORD);
    }
    memcpy(bad, good, SIZE);
    bad[4] = 2;
    assert_int_equal(dispute_scorecard_merge(bad, good, NULL), DISPUTE_ERROR_WRONG_VERSION);
    dispute_score_policy west = policy_of("");
    assert_int_equal(dispute_scorecard_begin(&west, bad), DISPUTE_DONE);
    dispute_problem problem = {.size = sizeof problem};
    assert_int_equal(dispute_scorecard_merge(good, bad, &problem), DISPUTE_ERROR_BAD_VALUE);
    assert_int_equal(problem.detail, DISPUTE_DETAIL_OTHER_DAYS);
}

/* ---- rates ---- */

TEST(the_dispute_rate_of_every_small_history) {
    for (int64_t opened = 0; opened <= 6; opened++)
        for (int64_t withdrawn = 0; withdrawn <= opened + 1; withdrawn++)
            for (int64_t confirmed = 0; confirmed <= 6; confirmed++) {
                uint8_t card[SIZE];
                begin(card);
                if (opened) ADD(card, OPENED, D(0), opened);
                if (withdrawn) ADD(card, WITHDRAWN, D(0), withdrawn);
                if (confirmed) ADD(card, CONFIRMED, D(0), confirmed);
                int64_t disputed = opened > withdrawn ? opened - withdrawn : 0, base = confirmed + disputed;
                dispute_score s = SCORE(card, D(29), DISPUTE_RATE, 30);
                assert_int_equal(s.count, disputed);
                assert_int_equal(s.base, base);
                assert_int_equal(s.rate, base ? (2 * disputed * 1000000 + base) / (2 * base) : 0);
                assert_int_equal(s.excluded[DISPUTE_EXCLUSION_WITHDRAWN], opened - disputed);
                assert_int_equal(SCORE(card, D(30), DISPUTE_RATE, 30).base, 0); /* the window has moved on */
            }
}

TEST(a_rate_is_told_to_the_nearest_and_halves_go_up) {
    uint8_t card[SIZE];
    begin(card);
    ADD(card, OPENED, D(0), 1);
    ADD(card, CONFIRMED, D(0), 127);
    assert_int_equal(SCORE(card, D(0), DISPUTE_RATE, 30).rate, 7813); /* 7812.5 */
    ADD(card, CONFIRMED, D(0), 1);
    assert_int_equal(SCORE(card, D(0), DISPUTE_RATE, 30).rate, 7752); /* 7751.9 */
    ADD(card, CONFIRMED, D(0), 2);
    assert_int_equal(SCORE(card, D(0), DISPUTE_RATE, 30).rate, 7634); /* 7633.6 */
}

TEST(the_other_rates_and_who_is_left_out) {
    uint8_t card[SIZE];
    begin(card);
    ADD(card, CONFIRMED, D(0), 90);
    ADD(card, SHIPPED, D(-3), 200);
    ADD(card, OPENED, D(-2), 11);
    ADD(card, WITHDRAWN, D(-2), 1);
    ADD(card, DISPUTE_RATE, D(0), 8); /* two are still open */
    ADD(card, ARBITRATION_RATE, D(0), 3);
    ADD(card, SELLER_FAULT_RATE, D(0), 2);
    ADD(card, OPENED, D(-60), 5);
    dispute_score s = SCORE(card, D(0), ARBITRATION_RATE, 30);
    assert_int_equal(s.count, 3);
    assert_int_equal(s.base, 100);
    assert_int_equal(s.rate, 30000);
    assert_int_equal(s.excluded[DISPUTE_EXCLUSION_NOT_REVIEWED], 5);
    assert_int_equal(s.reached, 10);
    s = SCORE(card, D(0), SELLER_FAULT_RATE, 30);
    assert_int_equal(s.over, DISPUTE_BASE_SHIPPED);
    assert_int_equal(s.rate, 10000);
    assert_int_equal(s.reached, 11); /* exactly 1 % is reached */
    assert_int_equal(s.excluded[DISPUTE_EXCLUSION_OTHERS_FAULT], 6);
    s = SCORE(card, D(0), DISPUTE_RATE, 30);
    assert_int_equal(s.excluded[DISPUTE_EXCLUSION_EXPIRED], 5);
    assert_int_equal(s.rate, 100000);
    dispute_score_policy p = policy_of("day.offset = +00:00\narbitration_rate.over = disputed\n");
    s = score_under(&p, card, D(0), DISPUTE_MEASURE_ARBITRATION_RATE, 30);
    assert_int_equal(s.base, 10);
}

TEST(a_share_over_all_is_told_as_it_is) {
    uint8_t card[SIZE];
    begin(card);
    ADD(card, SELLER_FAULT_RATE, D(0), 50);
    ADD(card, SHIPPED, D(0), 25);
    assert_int_equal(SCORE(card, D(0), SELLER_FAULT_RATE, 30).rate, 2000000);
    assert_int_equal(SCORE(card, D(0), SELLER_FAULT_RATE, 30).reached, 11);
}

/* "How many more" is the fewest: one less does not reach it, for every small history. */
TEST(how_many_more_is_the_fewest_that_reach_it) {
    dispute_score_policy p = policy_of("preset = none\nrate.least = 5\nthreshold.1 = dispute_rate P30D 30% warn\n"
                                       "threshold.2 = seller_fault_rate P30D 30% warn\nthreshold.3 = strikes P30D 4 "
                                       "warn\nseller_fault_rate.over = shipped\n");
    static uint8_t card[SIZE], then[SIZE];
    for (int64_t n = 0; n <= 8; n++)
        for (int64_t other = 0; other <= 12; other++) {
            assert_int_equal(dispute_scorecard_begin(&p, card), DISPUTE_DONE);
            if (n) ADD(card, OPENED, D(0), n);
            if (n) ADD(card, SELLER_FAULT_RATE, D(0), n);
            if (n) ADD(card, STRIKE, D(0), n);
            if (other) ADD(card, CONFIRMED, D(0), other);
            ADD(card, SHIPPED, D(0), other + 5);
            static const int32_t facts[] = {0, DISPUTE_FACT_OPENED, DISPUTE_FACT_SELLER_FAULT_RATE,
                                            DISPUTE_FACT_STRIKE};
            for (int32_t t = 1; t <= 3; t++) {
                dispute_sanction s = sanction(&p, card, D(0), t);
                dispute_score same = score_under(&p, card, D(0), s.measure, 30);
                assert_int_equal(same.reached == t, s.reached);
                assert_int_equal(s.more == 0, s.reached);
                if (!s.reached) assert_int_equal(same.more, s.more);
                for (int64_t more = 1; more <= s.more; more++) {
                    memcpy(then, card, SIZE);
                    assert_int_equal(add(then, facts[t], D(0), more), DISPUTE_DONE);
                    assert_int_equal(sanction(&p, then, D(0), t).reached, more == s.more);
                }
            }
        }
}

TEST(a_threshold_that_none_can_reach_says_never) {
    dispute_score_policy p = policy_of("preset = none\nthreshold.1 = dispute_rate P30D 100% warn\n");
    uint8_t card[SIZE];
    assert_int_equal(dispute_scorecard_begin(&p, card), DISPUTE_DONE);
    ADD(card, CONFIRMED, D(0), 1);
    assert_int_equal(sanction(&p, card, D(0), 1).more, dispute_never());
    assert_int_equal(SCORE(card, D(0), SERIOUS, 30).more, dispute_never()); /* no threshold of that window */
}

/* ---- points, violations, strikes ---- */

/* docs/scorecard.md: six points a day at most; the 48th closes the account */
TEST(the_48th_point_closes_the_account) {
    uint8_t card[SIZE];
    dispute_score_policy p = usual();
    begin(card);
    for (int day = 0; day < 7; day++) ADD(card, POINTS, D(20 * day), 6);
    ADD(card, POINTS, D(130), 5);
    ADD(card, POINTS, D(40), 12); /* days that are full already */
    ADD(card, POINTS, D(60), 1);
    dispute_score s = SCORE(card, D(130), POINTS, 365);
    assert_int_equal(s.count, 47);
    assert_int_equal(s.more, 1);
    assert_int_equal(s.next, 1);
    assert_int_equal(s.reached, 0);
    assert_int_equal(s.excluded[DISPUTE_EXCLUSION_OVER_DAILY_CAP], 13);
    assert_int_equal(sanction(&p, card, D(130), 1).reached, 0);
    ADD(card, POINTS, D(140), 1);
    dispute_sanction close = sanction(&p, card, D(141), 1);
    assert_int_equal(close.reached, 1);
    assert_int_equal(close.sanction, DISPUTE_SANCTION_CLOSE_ACCOUNT);
    assert_int_equal(close.value, 48);
    assert_int_equal(close.since, D(140) - 8 * HOUR); /* its day begins at midnight */
    assert_string_equal(close.id, "points/365:48:2026-05-25:close_account");
    assert_int_equal(sanction(&p, card, D(364), 1).reached, 1);
    assert_int_equal(sanction(&p, card, D(365), 1).reached, 0); /* the first six have expired */
    assert_int_equal(SCORE(card, D(365), POINTS, 365).excluded[DISPUTE_EXCLUSION_EXPIRED], 6);
}

TEST(of_serious_violations_one_counts_in_three_days) {
    for (int set = 0; set < 1 << 9; set++) { /* every pattern of nine days */
        uint8_t card[SIZE];
        int64_t counted = 0, last = -9, days = 0;
        begin(card);
        for (int day = 0; day < 9; day++) {
            if (!(set >> day & 1)) continue;
            ADD(card, SERIOUS, D(day), 1);
            days++;
            if (day - last < 3) continue;
            last = day;
            counted++;
        }
        dispute_score s = SCORE(card, D(9), SERIOUS, 365);
        assert_int_equal(s.count, counted);
        assert_int_equal(s.excluded[DISPUTE_EXCLUSION_TOO_CLOSE], days - counted);
    }
}

TEST(what_did_not_count_does_not_count_later_either) {
    uint8_t card[SIZE];
    begin(card);
    ADD(card, SERIOUS, D(0), 1);
    ADD(card, SERIOUS, D(1), 1);
    assert_int_equal(SCORE(card, D(364), SERIOUS, 365).count, 1);
    assert_int_equal(SCORE(card, D(365), SERIOUS, 365).count, 0); /* D(1) is in the window, and was never counted */
}

TEST(a_multiple_is_a_sanction_of_its_own) {
    uint8_t card[SIZE];
    dispute_score_policy p = usual();
    begin(card);
    ADD(card, LISTING, D(0), 11);
    assert_int_equal(sanction(&p, card, D(0), 5).more, 1);
    ADD(card, LISTING, D(3), 1);
    dispute_sanction first = sanction(&p, card, D(5), 5);
    assert_int_equal(first.limit, 12);
    assert_int_equal(first.until - first.since, 7 * DAY);
    assert_int_equal(first.more, 12);
    ADD(card, LISTING, D(6), 13);
    dispute_sanction second = sanction(&p, card, D(8), 5);
    assert_int_equal(second.limit, 24);
    assert_int_equal(second.value, 25);
    assert_int_equal(second.more, 11);
    assert_string_equal(first.id, "listing/365:12:2026-01-08:freeze");
    assert_string_equal(second.id, "listing/365:24:2026-01-11:freeze");
    assert_int_equal(SCORE(card, D(8), LISTING, 365).more, 11);
}

TEST(strikes_go_from_a_week_to_a_closed_category) {
    uint8_t card[SIZE];
    dispute_score_policy p = usual();
    static const struct {
        int32_t threshold, sanction, days;
    } rows[] = {
        {6, DISPUTE_SANCTION_FREEZE, 7}, {7, DISPUTE_SANCTION_FREEZE, 30}, {8, DISPUTE_SANCTION_CLOSE_CATEGORY, 0}};
    begin(card);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ADD(card, STRIKE, D((int64_t)i * 10), 1);
        dispute_score s = SCORE(card, D(30), STRIKES, 365);
        assert_int_equal(s.reached, rows[i].threshold);
        dispute_sanction now = sanction(&p, card, D(30), rows[i].threshold);
        assert_int_equal(now.sanction, rows[i].sanction);
        assert_int_equal(now.days, rows[i].days);
        assert_int_equal(now.since, D((int64_t)i * 10) - 8 * HOUR);
    }
    assert_int_equal(SCORE(card, D(30), STRIKES, 365).next, 0);
}

TEST(the_id_stays_while_a_threshold_stays_reached) {
    uint8_t card[SIZE];
    dispute_score_policy p = usual();
    begin(card);
    ADD(card, STRIKE, D(0), 1);
    char id[56];
    memcpy(id, sanction(&p, card, D(0), 6).id, sizeof id);
    for (int day = 1; day <= 34; day++) {
        ADD(card, CONFIRMED, D(day), 1); /* the card rolls on */
        assert_string_equal(sanction(&p, card, D(day), 6).id, id);
    }
    ADD(card, CONFIRMED, D(100), 1);
    dispute_sanction late = sanction(&p, card, D(100), 6);
    assert_int_equal(late.reached, 1); /* for longer than the card can tell: nothing new */
    assert_int_equal(late.since, 0);
    assert_string_equal(late.id, "");
}

/* ---- the clock and the calendar ---- */

TEST(a_day_begins_where_the_policy_says) {
    dispute_score_policy west = policy_of("");
    static uint8_t card[SIZE];
    assert_int_equal(dispute_scorecard_begin(&west, card), DISPUTE_DONE);
    ADD(card, POINTS, D(0) - 60000, 6); /* 23:59 of the fourth, Pacific standard time */
    ADD(card, POINTS, D(0), 6);         /* 00:00 of the fifth */
    assert_int_equal(score_under(&west, card, D(0), DISPUTE_MEASURE_POINTS, 365).count, 12);
    dispute_score s = {.size = sizeof s};
    dispute_score_policy p = usual();
    assert_int_equal(dispute_scorecard_score(&p, card, D(0), DISPUTE_MEASURE_POINTS, 365, &s, NULL),
                     DISPUTE_ERROR_BAD_VALUE);
}

TEST(the_past_is_told_as_far_as_it_is_held) {
    uint8_t card[SIZE];
    begin(card);
    ADD(card, OPENED, D(-365), 1);
    ADD(card, OPENED, D(0), 1);
    assert_int_equal(SCORE(card, D(-365), DISPUTE_RATE, 30).count, 1);
    dispute_score s = {.size = sizeof s};
    dispute_score_policy p = usual();
    dispute_problem problem = {.size = sizeof problem};
    assert_int_equal(SCORE(card, D(-35), DISPUTE_RATE, 365).count, 1);
    assert_int_equal(dispute_scorecard_score(&p, card, D(-36), 1, 365, &s, &problem), DISPUTE_ERROR_BAD_VALUE);
    assert_string_equal(problem.name, "at");
    assert_int_equal(problem.at, D(-35) - 8 * HOUR);
}

TEST(why_a_case_does_not_count) {
    dispute_outcome o = {.size = sizeof o};
    assert_int_equal(dispute_score_excluded(&o, DISPUTE_TALLY_DISPUTE_RATE), DISPUTE_EXCLUSION_NOT_CLOSED);
    o.kind = DISPUTE_TERMS_NO_REFUND;
    assert_int_equal(dispute_score_excluded(&o, DISPUTE_TALLY_DISPUTE_RATE), DISPUTE_EXCLUSION_WITHDRAWN);
    assert_int_equal(dispute_score_excluded(&o, DISPUTE_TALLY_ARBITRATION_RATE), DISPUTE_EXCLUSION_NOT_REVIEWED);
    assert_int_equal(dispute_score_excluded(&o, DISPUTE_TALLY_SELLER_FAULT_RATE), DISPUTE_EXCLUSION_OTHERS_FAULT);
    o.counts = 1 << DISPUTE_COUNT_DISPUTE_RATE;
    assert_int_equal(dispute_score_excluded(&o, DISPUTE_TALLY_DISPUTE_RATE), 0);
    assert_int_equal(dispute_score_excluded(&o, 9), 0);
    assert_int_equal(dispute_score_excluded(NULL, 1), 0);
}

TEST(a_tally_of_a_case_is_the_kind_of_a_fact) {
    for (uint32_t i = 0; i < dispute_word_count(DISPUTE_GROUP_TALLY); i++) {
        int32_t number = dispute_word_at(DISPUTE_GROUP_TALLY, i);
        assert_string_equal(dispute_word_name(DISPUTE_GROUP_TALLY, number),
                            dispute_word_name(DISPUTE_GROUP_FACT, number));
    }
}

/* ---- what is refused ---- */

TEST(a_fact_that_cannot_be_is_named) {
    uint8_t card[SIZE], before[SIZE];
    begin(card);
    memcpy(before, card, SIZE);
    static const struct {
        dispute_fact fact;
        const char *name;
    } rows[] = {
        {{sizeof(dispute_fact), 0, D(0), 1}, "kind"},
        {{sizeof(dispute_fact), 12, D(0), 1}, "kind"},
        {{sizeof(dispute_fact), 4, 0, 1}, "at"},
        {{sizeof(dispute_fact), 4, -1, 1}, "at"},
        {{sizeof(dispute_fact), 4, INT64_MAX, 1}, "at"},
        {{sizeof(dispute_fact), 4, D(0), 0}, "count"},
        {{sizeof(dispute_fact), 4, D(0), -1}, "count"},
        {{sizeof(dispute_fact), 4, D(0), INT64_C(4294967296)}, "count"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        dispute_problem problem = {.size = sizeof problem};
        assert_int_equal(dispute_scorecard_add(card, &rows[i].fact, &problem), DISPUTE_ERROR_BAD_VALUE);
        assert_string_equal(problem.name, rows[i].name);
    }
    dispute_fact f = {4, 4, D(0), 1};
    assert_int_equal(dispute_scorecard_add(card, &f, NULL), DISPUTE_ERROR_BAD_SIZE);
    assert_int_equal(dispute_scorecard_add(NULL, &f, NULL), DISPUTE_ERROR_BAD_ARGUMENT);
    assert_int_equal(dispute_scorecard_add(card, NULL, NULL), DISPUTE_ERROR_BAD_ARGUMENT);
    assert_memory_equal(card, before, SIZE);
    memset(card, 0, SIZE);
    assert_int_equal(add(card, 4, D(0), 1), DISPUTE_ERROR_CORRUPT_RECORD);
}

TEST(questions_that_cannot_be_are_refused) {
    uint8_t card[SIZE];
    dispute_score s = {.size = sizeof s};
    dispute_score_policy p = usual(), none = {.size = sizeof none};
    begin(card);
    assert_int_equal(dispute_scorecard_score(&p, card, D(0), 0, 30, &s, NULL), DISPUTE_ERROR_BAD_VALUE);
    assert_int_equal(dispute_scorecard_score(&p, card, D(0), 8, 30, &s, NULL), DISPUTE_ERROR_BAD_VALUE);
    assert_int_equal(dispute_scorecard_score(&p, card, D(0), 1, 0, &s, NULL), DISPUTE_ERROR_BAD_VALUE);
    assert_int_equal(dispute_scorecard_score(&p, card, D(0), 1, 366, &s, NULL), DISPUTE_ERROR_BAD_VALUE);
    assert_int_equal(dispute_scorecard_score(&p, card, 0, 1, 30, &s, NULL), DISPUTE_ERROR_BAD_VALUE);
    assert_int_equal(dispute_scorecard_score(&none, card, D(0), 1, 30, &s, NULL), DISPUTE_ERROR_BAD_VALUE);
    assert_int_equal(dispute_scorecard_score(NULL, card, D(0), 1, 30, &s, NULL), DISPUTE_ERROR_BAD_ARGUMENT);
    s.size = 4;
    assert_int_equal(dispute_scorecard_score(&p, card, D(0), 1, 30, &s, NULL), DISPUTE_ERROR_BAD_SIZE);
    dispute_sanction t = {.size = sizeof t};
    assert_int_equal(dispute_scorecard_sanction(&p, card, D(0), 11, &t, NULL), DISPUTE_ERROR_BAD_ARGUMENT);
    assert_int_equal(dispute_scorecard_sanction(&p, card, D(0), 10, &t, NULL), DISPUTE_DONE);
}

/* ---- the policy ---- */

TEST(a_policy_is_printed_and_read_again) {
    char text[2048], again[2048];
    dispute_score_policy p =
        policy_of("threshold.9 = dispute_rate P30D 0.25% warn\nthreshold.31 = strikes P10D every 2 warn\n"
                  "threshold.1 = none # gone\n");
    assert_int_equal(dispute_score_policy_print(&p, text, sizeof text, NULL), DISPUTE_DONE);
    assert_non_null(strstr(text, "threshold.9 = dispute_rate P30D 0.25% warn\n"));
    assert_non_null(strstr(text, "threshold.31 = strikes P10D every 2 warn\n"));
    assert_null(strstr(text, "threshold.1 "));
    char whole[2100];
    snprintf(whole, sizeof whole, "preset = none\n%s", text);
    dispute_score_policy q = policy_of(whole);
    assert_int_equal(dispute_score_policy_print(&q, again, sizeof again, NULL), DISPUTE_DONE);
    assert_string_equal(text, again);
    assert_memory_equal(&p, &q, sizeof p);
    size_t needed = 0;
    assert_int_equal(dispute_score_policy_print(&p, again, 10, &needed), DISPUTE_ERROR_BUFFER_TOO_SMALL);
    assert_int_equal(needed, strlen(text) + 1);
}

TEST(a_policy_that_is_wrong_says_where) {
    static const struct {
        const char *text, *name;
        int32_t line, detail;
    } rows[] = {
        {"threshold.1 = points P365D 0 warn", "threshold.1", 1, DISPUTE_DETAIL_THRESHOLD},
        {"threshold.1 = points P366D 5 warn", "threshold.1", 1, DISPUTE_DETAIL_THRESHOLD},
        {"threshold.1 = points P30D 5% warn", "threshold.1", 1, DISPUTE_DETAIL_THRESHOLD},
        {"threshold.1 = dispute_rate P30D 5 warn", "threshold.1", 1, DISPUTE_DETAIL_THRESHOLD},
        {"threshold.1 = dispute_rate P30D 100.1% warn", "threshold.1", 1, DISPUTE_DETAIL_THRESHOLD},
        {"threshold.1 = dispute_rate P30D every 5% warn", "threshold.1", 1, DISPUTE_DETAIL_THRESHOLD},
        {"threshold.1 = points P30D 5 freeze", "threshold.1", 1, DISPUTE_DETAIL_THRESHOLD},
        {"threshold.1 = points P30D 5 warn P3D", "threshold.1", 1, DISPUTE_DETAIL_THRESHOLD},
        {"\nrate.least = 0", "rate.least", 2, DISPUTE_DETAIL_NUMBER},
        {"serious.every = 31", "serious.every", 1, DISPUTE_DETAIL_NUMBER},
        {"points.per_day = many", "points.per_day", 1, DISPUTE_DETAIL_NUMBER},
        {"dispute_rate.over = disputed", "dispute_rate.over", 1, DISPUTE_DETAIL_CHOICE},
        {"day.offset = 8", "day.offset", 1, DISPUTE_DETAIL_CALENDAR_OFFSET},
        {"name = a b", "name", 1, DISPUTE_DETAIL_NAME},
        {"threshold.32 = none", "threshold.32", 1, DISPUTE_DETAIL_UNKNOWN_WORD},
        {"threshold.01 = none", "threshold.01", 1, DISPUTE_DETAIL_UNKNOWN_WORD},
        {"wheels = 4", "wheels", 1, DISPUTE_DETAIL_UNKNOWN_WORD},
        {"preset = taobao", "preset", 1, DISPUTE_DETAIL_CHOICE},
        {"rate.least = 1\npreset = none", "preset", 2, DISPUTE_DETAIL_PRESET_FIRST},
        {"rate.least = 1\nrate.least = 1", "rate.least", 2, DISPUTE_DETAIL_TWICE},
        {"rate.least", "rate.least", 1, DISPUTE_DETAIL_SYNTAX},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        dispute_score_policy p = {.size = sizeof p};
        dispute_problem problem = {.size = sizeof problem};
        dispute_result got = dispute_score_policy_parse(rows[i].text, strlen(rows[i].text), &p, &problem);
        if (got >= 0 || problem.detail != rows[i].detail || problem.line != rows[i].line
            || strcmp(problem.name, rows[i].name) != 0)
            fail_msg("%s: %d, line %d, %s, detail %d", rows[i].text, got, problem.line, problem.name, problem.detail);
        assert_int_equal(p.rate_least, 0); /* nothing was handed out */
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_split_over_three_machines_in_every_order_gives_the_same_bytes),
        cmocka_unit_test(thousands_of_facts_on_seven_machines_give_the_same_bytes),
        cmocka_unit_test(an_empty_card_changes_nothing),
        cmocka_unit_test(what_overflows_is_refused_and_changes_nothing),
        cmocka_unit_test(a_card_that_no_facts_can_make_is_refused),
        cmocka_unit_test(the_dispute_rate_of_every_small_history),
        cmocka_unit_test(a_rate_is_told_to_the_nearest_and_halves_go_up),
        cmocka_unit_test(the_other_rates_and_who_is_left_out),
        cmocka_unit_test(a_share_over_all_is_told_as_it_is),
        cmocka_unit_test(how_many_more_is_the_fewest_that_reach_it),
        cmocka_unit_test(a_threshold_that_none_can_reach_says_never),
        cmocka_unit_test(the_48th_point_closes_the_account),
        cmocka_unit_test(of_serious_violations_one_counts_in_three_days),
        cmocka_unit_test(what_did_not_count_does_not_count_later_either),
        cmocka_unit_test(a_multiple_is_a_sanction_of_its_own),
        cmocka_unit_test(strikes_go_from_a_week_to_a_closed_category),
        cmocka_unit_test(the_id_stays_while_a_threshold_stays_reached),
        cmocka_unit_test(a_day_begins_where_the_policy_says),
        cmocka_unit_test(the_past_is_told_as_far_as_it_is_held),
        cmocka_unit_test(why_a_case_does_not_count),
        cmocka_unit_test(a_tally_of_a_case_is_the_kind_of_a_fact),
        cmocka_unit_test(a_fact_that_cannot_be_is_named),
        cmocka_unit_test(questions_that_cannot_be_are_refused),
        cmocka_unit_test(a_policy_is_printed_and_read_again),
        cmocka_unit_test(a_policy_that_is_wrong_says_where),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
