/* score.c - what a scorecard comes to: rates, points, thresholds, and why something does not count. */
#include "score.h"
#include "calendar.h"
#include "event.h"
#include "wide.h"
#include <string.h>

#define MILLION INT64_C(1000000)

/* one question: a measure over the days of a window */
typedef struct view {
    const dispute_score_policy *policy;
    card_look card;
    int32_t measure, window;
    int64_t day; /* the last of the window */
} view;

static int64_t first_day(const view *v) { return v->day - v->window + 1; }

static int64_t sum(const view *v, int32_t fact) {
    int64_t total = 0;
    for (int64_t day = first_day(v); day <= v->day; day++) total += dispute__card_on(&v->card, day, fact);
    return total;
}

static int64_t less(int64_t a, int64_t b) { return a > b ? a - b : 0; }

/* ---- what counts ---- */

static int64_t points(const view *v) {
    int64_t total = 0, most = v->policy->points_per_day;
    for (int64_t day = first_day(v); day <= v->day; day++) {
        int64_t of_day = dispute__card_on(&v->card, day, DISPUTE_FACT_POINTS);
        total += most && of_day > most ? most : of_day;
    }
    return total;
}

/* Of serious violations one counts in so many days, from the oldest that the card holds on: so what one before the
 * window has used up does not count inside it. */
static int64_t serious(const view *v) {
    int64_t total = 0, last = v->card.newest - CARD_DAYS - v->policy->serious_every;
    for (int64_t day = v->card.newest - CARD_DAYS + 1; day <= v->day; day++) {
        if (!dispute__card_on(&v->card, day, DISPUTE_FACT_SERIOUS) || day - last < v->policy->serious_every) continue;
        last = day;
        total += day >= first_day(v);
    }
    return total;
}

static int64_t disputed(const view *v) { return less(sum(v, DISPUTE_FACT_OPENED), sum(v, DISPUTE_FACT_WITHDRAWN)); }

static int64_t count_of(const view *v) {
    switch (v->measure) {
    case DISPUTE_MEASURE_DISPUTE_RATE: return disputed(v);
    case DISPUTE_MEASURE_ARBITRATION_RATE: return sum(v, DISPUTE_FACT_ARBITRATION_RATE);
    case DISPUTE_MEASURE_SELLER_FAULT_RATE: return sum(v, DISPUTE_FACT_SELLER_FAULT_RATE);
    case DISPUTE_MEASURE_STRIKES: return sum(v, DISPUTE_FACT_STRIKE);
    case DISPUTE_MEASURE_POINTS: return points(v);
    case DISPUTE_MEASURE_SERIOUS: return serious(v);
    default: return sum(v, DISPUTE_FACT_LISTING);
    }
}

static int64_t base_of(const view *v) {
    if (!is_rate(v->measure)) return 0;
    switch (v->policy->over[v->measure]) {
    case DISPUTE_BASE_SHIPPED: return sum(v, DISPUTE_FACT_SHIPPED);
    case DISPUTE_BASE_DISPUTED: return disputed(v);
    default: return sum(v, DISPUTE_FACT_CONFIRMED) + disputed(v);
    }
}

static int64_t rate_of(int64_t count, int64_t base) {
    int64_t rate = 0;
    if (base) dispute__proportion_nearest(count, MILLION, base, &rate);
    return rate;
}

/* ---- thresholds ---- */

/* Exact: no rate is rounded before it is compared. */
static int reaches(const view *v, int64_t count, int64_t base, int64_t limit) {
    if (!is_rate(v->measure)) return count >= limit;
    return base >= v->policy->rate_least && count * MILLION >= limit * base; /* below 2^53 */
}

/* The fewest further cases. One more dispute is one more order that is disputed, so it raises its own base; of the
 * other rates the least is where the case was disputed or shipped already. */
static int64_t more_until(const view *v, int64_t count, int64_t base, int64_t limit) {
    if (!is_rate(v->measure)) return less(limit, count);
    int64_t least = v->policy->rate_least, up = 0;
    int raises_base =
        v->measure == DISPUTE_MEASURE_DISPUTE_RATE && v->policy->over[v->measure] == DISPUTE_BASE_CONCLUDED;
    if (!raises_base) { /* as of `rate_least` orders, where there are fewer */
        dispute__proportion_up(limit, base > least ? base : least, MILLION, &up);
        return less(up, count);
    }
    int64_t missing = less(limit * base, count * MILLION), few = less(least, base);
    if (missing && limit == MILLION) return dispute_never(); /* some orders were confirmed: never all are disputed */
    if (missing) dispute__proportion_up(missing, 1, MILLION - limit, &up);
    return up > few ? up : few;
}

/* The limit that stands: of `every` the highest multiple that is reached, else the first. */
static int64_t limit_of(const dispute_score_policy *p, int32_t at, int64_t count) {
    int64_t limit = p->limit[at];
    return p->every[at] && count >= limit ? count / limit * limit : limit;
}

/* ---- the calls ---- */

static dispute_result wrong(dispute_problem *problem, int32_t detail, const char *name) {
    dispute_problem why;
    dispute__problem_set(&why, DISPUTE_ERROR_BAD_VALUE, detail, name);
    dispute__problem_lend(problem, &why);
    return DISPUTE_ERROR_BAD_VALUE;
}

static dispute_result look_at(view *v, const dispute_score_policy *policy, const uint8_t *card, int64_t at,
                              dispute_problem *problem) {
    dispute_result result = dispute__card_look(card, &v->card);
    if (result != DISPUTE_DONE) return result;
    v->policy = policy;
    if (policy->day_offset != v->card.offset) return wrong(problem, DISPUTE_DETAIL_OTHER_DAYS, "day.offset");
    if (at < 1 || at > INT64_C(253402300799999)) return wrong(problem, DISPUTE_DETAIL_TOO_LARGE, "at");
    v->day = dispute__card_day(v->card.offset, at);
    if (!v->card.is_empty && first_day(v) <= v->card.newest - CARD_DAYS) {
        dispute_problem why;
        dispute__problem_set(&why, DISPUTE_ERROR_BAD_VALUE, DISPUTE_DETAIL_TOO_LARGE, "at");
        why.at = dispute__card_instant(v->card.offset, v->card.newest - CARD_DAYS + v->window);
        dispute__problem_lend(problem, &why);
        return DISPUTE_ERROR_BAD_VALUE;
    }
    return DISPUTE_DONE;
}

/* Facts of this kind that are older than the window. */
static int64_t expired(const view *v, int32_t fact) {
    int64_t held = 0;
    for (int64_t day = first_day(v); day <= v->card.newest; day++) held += dispute__card_on(&v->card, day, fact);
    return v->card.is_empty ? 0 : dispute__card_total(&v->card, fact) - held;
}

static void exclude(const view *v, dispute_score *s) {
    static const int32_t facts[] = {0,
                                    DISPUTE_FACT_OPENED,
                                    DISPUTE_FACT_ARBITRATION_RATE,
                                    DISPUTE_FACT_SELLER_FAULT_RATE,
                                    DISPUTE_FACT_STRIKE,
                                    DISPUTE_FACT_POINTS,
                                    DISPUTE_FACT_SERIOUS,
                                    DISPUTE_FACT_LISTING};
    int64_t *out = s->excluded, raw = sum(v, facts[v->measure]);
    out[DISPUTE_EXCLUSION_EXPIRED] = expired(v, facts[v->measure]);
    if (v->measure == DISPUTE_MEASURE_DISPUTE_RATE) out[DISPUTE_EXCLUSION_WITHDRAWN] = raw - s->count;
    if (v->measure == DISPUTE_MEASURE_ARBITRATION_RATE)
        out[DISPUTE_EXCLUSION_NOT_REVIEWED] = less(sum(v, DISPUTE_FACT_DISPUTE_RATE), s->count);
    if (v->measure == DISPUTE_MEASURE_SELLER_FAULT_RATE)
        out[DISPUTE_EXCLUSION_OTHERS_FAULT] = less(sum(v, DISPUTE_FACT_DISPUTE_RATE), s->count);
    if (v->measure == DISPUTE_MEASURE_POINTS) out[DISPUTE_EXCLUSION_OVER_DAILY_CAP] = raw - s->count;
    if (v->measure == DISPUTE_MEASURE_SERIOUS) out[DISPUTE_EXCLUSION_TOO_CLOSE] = raw - s->count;
}

dispute_result dispute_scorecard_score(const dispute_score_policy *policy, const uint8_t card[DISPUTE_SCORECARD_SIZE],
                                       int64_t at, int32_t measure, int32_t window, dispute_score *score,
                                       dispute_problem *problem) {
    dispute_score_policy known;
    dispute_score told;
    view v;
    if (!policy || !card || !score) return DISPUTE_ERROR_BAD_ARGUMENT;
    dispute_result result = dispute__score_policy_read(policy, &known);
    if (result != DISPUTE_DONE) return result;
    if (measure < 1 || !dispute_word_name(DISPUTE_GROUP_MEASURE, measure))
        return wrong(problem, DISPUTE_DETAIL_UNKNOWN_WORD, "measure");
    if (window < 1 || window > WINDOW_MOST) return wrong(problem, DISPUTE_DETAIL_TOO_LARGE, "window");
    v.measure = measure;
    v.window = window;
    result = look_at(&v, &known, card, at, problem);
    if (result != DISPUTE_DONE) return result;
    memset(&told, 0, sizeof told);
    told.size = sizeof told;
    told.measure = measure;
    told.window = window;
    told.over = is_rate(measure) ? known.over[measure] : 0;
    told.count = count_of(&v);
    told.base = base_of(&v);
    told.rate = rate_of(told.count, told.base);
    told.more = dispute_never();
    exclude(&v, &told);
    int64_t highest = 0, lowest = dispute_never();
    for (int32_t t = 1; t < THRESHOLDS; t++) {
        if (known.measure[t] != measure || known.window[t] != window) continue;
        int64_t limit = limit_of(&known, t, told.count);
        int is_reached = reaches(&v, told.count, told.base, limit);
        if (is_reached && limit > highest) {
            highest = limit;
            told.reached = t;
        }
        if (is_reached && !known.every[t]) continue;
        if (is_reached) limit += known.limit[t]; /* the next multiple */
        if (limit >= lowest) continue;
        lowest = limit;
        told.next = t;
        told.more = more_until(&v, told.count, told.base, limit);
    }
    return dispute__struct_copy_out(score, &told, sizeof told, 8);
}

/* The first day since which the limit has been reached on every day; the day before the card can tell: `none` is set.
 */
static int64_t since_when(view v, int64_t limit, int *is_known) {
    int64_t least = v.card.newest - CARD_DAYS + v.window, since = v.day;
    *is_known = 0;
    for (v.day--; v.day >= least; v.day--) {
        if (!reaches(&v, count_of(&v), base_of(&v), limit)) {
            *is_known = 1;
            break;
        }
        since = v.day;
    }
    return since;
}

static void write_id(const view *v, dispute_sanction *s, int64_t day) {
    pen p = {s->id, sizeof s->id - 1, 0}; /* the longest: seller_fault_rate/365:1000000:2026-03-01:close_category, 53 */
    dispute__pen_text(&p, dispute_word_name(DISPUTE_GROUP_MEASURE, s->measure));
    dispute__pen_text(&p, "/");
    dispute__pen_number(&p, v->window, 1);
    dispute__pen_text(&p, ":");
    dispute__pen_number(&p, s->limit, 1);
    dispute__pen_text(&p, ":");
    dispute__date_write(&p, day);
    dispute__pen_text(&p, ":");
    dispute__pen_text(&p, dispute_word_name(DISPUTE_GROUP_SANCTION, s->sanction));
}

static int32_t threshold_at(const dispute_score_policy *p, uint32_t index) { /* 0: past the end */
    for (int32_t t = 1; t < THRESHOLDS; t++)
        if (p->measure[t] && index-- == 0) return t;
    return 0;
}

dispute_result dispute_scorecard_sanction(const dispute_score_policy *policy,
                                          const uint8_t card[DISPUTE_SCORECARD_SIZE], int64_t at, uint32_t index,
                                          dispute_sanction *sanction, dispute_problem *problem) {
    dispute_score_policy known;
    dispute_sanction told;
    view v;
    if (!policy || !card || !sanction) return DISPUTE_ERROR_BAD_ARGUMENT;
    dispute_result result = dispute__score_policy_read(policy, &known);
    if (result != DISPUTE_DONE) return result;
    int32_t t = threshold_at(&known, index);
    if (!t) return DISPUTE_ERROR_BAD_ARGUMENT;
    v.measure = known.measure[t];
    v.window = known.window[t];
    result = look_at(&v, &known, card, at, problem);
    if (result != DISPUTE_DONE) return result;
    int64_t count = count_of(&v), base = base_of(&v);
    memset(&told, 0, sizeof told);
    told.size = sizeof told;
    told.threshold = t;
    told.measure = v.measure;
    told.window = v.window;
    told.sanction = known.sanction[t];
    told.days = known.days[t];
    told.limit = limit_of(&known, t, count);
    told.value = is_rate(v.measure) ? rate_of(count, base) : count;
    told.reached = reaches(&v, count, base, told.limit);
    int64_t next = told.limit + (told.reached && known.every[t] ? known.limit[t] : 0);
    told.more = told.reached && !known.every[t] ? 0 : more_until(&v, count, base, next);
    int is_known = 0;
    int64_t since = told.reached ? since_when(v, told.limit, &is_known) : 0;
    if (is_known) {
        told.since = dispute__card_instant(v.card.offset, since);
        told.until = told.days ? dispute__card_instant(v.card.offset, since + told.days) : 0;
        write_id(&v, &told, since);
    }
    return dispute__struct_copy_out(sanction, &told, sizeof told, 8);
}

int32_t dispute_score_excluded(const dispute_outcome *outcome, int32_t tally) {
    dispute_outcome known;
    if (!outcome || dispute__struct_copy_in(&known, sizeof known, outcome, 8) != DISPUTE_DONE) return 0;
    if (!dispute_word_name(DISPUTE_GROUP_TALLY, tally) || tally < 1) return 0;
    if (!known.kind) return DISPUTE_EXCLUSION_NOT_CLOSED;
    if (known.counts & 1 << tally) return 0; /* [count] has the numbers of [tally] */
    if (tally == DISPUTE_TALLY_DISPUTE_RATE) return DISPUTE_EXCLUSION_WITHDRAWN;
    return tally == DISPUTE_TALLY_ARBITRATION_RATE ? DISPUTE_EXCLUSION_NOT_REVIEWED : DISPUTE_EXCLUSION_OTHERS_FAULT;
}
