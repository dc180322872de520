/* scorecard.c - the card of a seller: counts a day, canonical bytes, merged by adding.
 *
 * What a card holds is the newest day, the totals of its life, and the counts of the 400 days up to the newest. Each of
 * these depends on what was counted alone, not on where or in which order: a day that rolls out is in the totals, as
 * is a fact that comes too late for its day. No count can overflow before its total does, so that is refused likewise.
 */
#include "score.h"
#include "bytes.h"
#include "event.h"
#include <string.h>

enum {
    VERSION = 1,
    AT_VERSION = 4,
    AT_KINDS = 6,
    AT_OFFSET = 8,
    AT_DAYS = 12,
    AT_NEWEST = 16,
    AT_TOTALS = 24,
    AT_COUNTS = AT_TOTALS + 4 * CARD_KINDS,
    DAY_BYTES = 4 * CARD_KINDS,
    FACTS = DISPUTE_FACT_LISTING
};
_Static_assert(AT_COUNTS + CARD_DAYS * DAY_BYTES == DISPUTE_SCORECARD_SIZE, "the header says how large a card is");
#define LAST_INSTANT INT64_C(253402300799999)
#define LAST_DAY     (LAST_INSTANT / DAY_MS_OF_CARD + 1)

static const char magic[4] = {'D', 'S', 'P', 'S'};

static int64_t count_at(const uint8_t *card, size_t at) { return (int64_t)get_number(card + at, 4); }

static size_t total_at(int32_t kind) { return AT_TOTALS + 4 * ((size_t)kind - 1); }

static size_t place_of(int64_t day) { /* each day has its place, whichever is the newest */
    int64_t slot = day % CARD_DAYS;
    return AT_COUNTS + DAY_BYTES * (size_t)(slot < 0 ? slot + CARD_DAYS : slot);
}

int64_t dispute__card_day(int32_t offset, int64_t at) {
    int64_t local = at + offset * INT64_C(60000);
    return local >= 0 ? local / DAY_MS_OF_CARD : -1; /* `at` is after 1970 and an offset below a day */
}

int64_t dispute__card_instant(int32_t offset, int64_t day) {
    int64_t at = day * DAY_MS_OF_CARD - offset * INT64_C(60000);
    return at < 1 ? 1 : at;
}

int64_t dispute__card_total(const card_look *look, int32_t kind) { return count_at(look->bytes, total_at(kind)); }

int64_t dispute__card_on(const card_look *look, int64_t day, int32_t kind) {
    if (look->is_empty || day > look->newest || day <= look->newest - CARD_DAYS) return 0;
    return count_at(look->bytes, place_of(day) + 4 * ((size_t)kind - 1));
}

static int is_zero(const uint8_t *bytes, size_t size) {
    for (size_t i = 0; i < size; i++)
        if (bytes[i]) return 0;
    return 1;
}

dispute_result dispute__card_look(const uint8_t *card, card_look *look) {
    if (memcmp(card, magic, sizeof magic) != 0) return DISPUTE_ERROR_CORRUPT_RECORD;
    if (get_number(card + AT_VERSION, 2) != VERSION) return DISPUTE_ERROR_WRONG_VERSION;
    look->bytes = card;
    look->offset = (int32_t)(uint32_t)get_number(card + AT_OFFSET, 4);
    look->newest = (int64_t)get_number(card + AT_NEWEST, 8);
    look->is_empty = is_zero(card + AT_TOTALS, 4 * CARD_KINDS);
    if (get_number(card + AT_KINDS, 2) != CARD_KINDS || get_number(card + AT_DAYS, 4) != CARD_DAYS
        || look->offset < -1080 || look->offset > 1080 || look->newest < -1 || look->newest > LAST_DAY
        || (look->is_empty && look->newest != 0))
        return DISPUTE_ERROR_CORRUPT_RECORD;
    return DISPUTE_DONE;
}

dispute_result dispute__card_check(const uint8_t *card, card_look *look) {
    dispute_result result = dispute__card_look(card, look);
    if (result != DISPUTE_DONE) return result;
    if (!look->is_empty && is_zero(card + place_of(look->newest), DAY_BYTES)) return DISPUTE_ERROR_CORRUPT_RECORD;
    for (int32_t kind = 1; kind <= CARD_KINDS; kind++) {
        int64_t held = 0;
        for (int64_t slot = 0; slot < CARD_DAYS; slot++)
            held += count_at(card, place_of(slot) + 4 * ((size_t)kind - 1));
        if (held > dispute__card_total(look, kind) || (kind > FACTS && dispute__card_total(look, kind)))
            return DISPUTE_ERROR_CORRUPT_RECORD;
    }
    return DISPUTE_DONE;
}

dispute_result dispute_scorecard_begin(const dispute_score_policy *policy, uint8_t card[DISPUTE_SCORECARD_SIZE]) {
    dispute_score_policy known;
    if (!policy || !card) return DISPUTE_ERROR_BAD_ARGUMENT;
    dispute_result result = dispute__score_policy_read(policy, &known);
    if (result != DISPUTE_DONE) return result;
    memset(card, 0, DISPUTE_SCORECARD_SIZE);
    memcpy(card, magic, sizeof magic);
    put_number(card + AT_VERSION, VERSION, 2);
    put_number(card + AT_KINDS, CARD_KINDS, 2);
    put_number(card + AT_OFFSET, (uint32_t)known.day_offset, 4);
    put_number(card + AT_DAYS, CARD_DAYS, 4);
    return DISPUTE_DONE;
}

/* Makes `day` the newest: the places of the days that roll out are those of the days that come. */
static void roll(uint8_t *card, const card_look *look, int64_t day) {
    if (!look->is_empty && day <= look->newest) return;
    if (!look->is_empty && day - look->newest < CARD_DAYS)
        for (int64_t next = look->newest + 1; next <= day; next++) memset(card + place_of(next), 0, DAY_BYTES);
    else
        memset(card + AT_COUNTS, 0, CARD_DAYS * DAY_BYTES);
    put_number(card + AT_NEWEST, (uint64_t)day, 8);
}

static void raise(uint8_t *card, size_t at, int64_t by) {
    put_number(card + at, (uint64_t)(count_at(card, at) + by), 4);
}

static dispute_result check_fact(const dispute_fact *fact, dispute_problem *problem) {
    const dispute_result bad = DISPUTE_ERROR_BAD_VALUE;
    dispute_problem why;
    dispute_result result = DISPUTE_DONE;
    if (fact->kind < 1 || fact->kind > FACTS)
        result = dispute__problem_set(&why, bad, DISPUTE_DETAIL_UNKNOWN_WORD, "kind");
    else if (fact->at < 1 || fact->at > LAST_INSTANT)
        result = dispute__problem_set(&why, bad, fact->at ? DISPUTE_DETAIL_TOO_LARGE : DISPUTE_DETAIL_MISSING, "at");
    else if (fact->count < 1 || fact->count > COUNT_MOST)
        result = dispute__problem_set(&why, bad, DISPUTE_DETAIL_TOO_LARGE, "count");
    if (result != DISPUTE_DONE) dispute__problem_lend(problem, &why);
    return result;
}

static dispute_result overflow(dispute_problem *problem, int32_t kind) {
    dispute_problem why;
    dispute__problem_set(&why, DISPUTE_ERROR_OVERFLOW, 0, dispute_word_name(DISPUTE_GROUP_FACT, kind));
    why.limit = COUNT_MOST;
    dispute__problem_lend(problem, &why);
    return DISPUTE_ERROR_OVERFLOW;
}

dispute_result dispute_scorecard_add(uint8_t card[DISPUTE_SCORECARD_SIZE], const dispute_fact *fact,
                                     dispute_problem *problem) {
    dispute_fact known;
    card_look look;
    if (!card || !fact) return DISPUTE_ERROR_BAD_ARGUMENT;
    dispute_result result = dispute__struct_copy_in(&known, sizeof known, fact, 8);
    if (result == DISPUTE_DONE) result = dispute__card_look(card, &look);
    if (result == DISPUTE_DONE) result = check_fact(&known, problem);
    if (result != DISPUTE_DONE) return result;
    if (known.count > COUNT_MOST - dispute__card_total(&look, known.kind)) return overflow(problem, known.kind);
    int64_t day = dispute__card_day(look.offset, known.at);
    roll(card, &look, day);
    raise(card, total_at(known.kind), known.count);
    if (look.is_empty || day > look.newest - CARD_DAYS)
        raise(card, place_of(day) + 4 * ((size_t)known.kind - 1), known.count);
    return DISPUTE_DONE;
}

dispute_result dispute_scorecard_merge(uint8_t card[DISPUTE_SCORECARD_SIZE],
                                       const uint8_t other[DISPUTE_SCORECARD_SIZE], dispute_problem *problem) {
    card_look ours, theirs;
    if (!card || !other || card == other) return DISPUTE_ERROR_BAD_ARGUMENT;
    dispute_result result = dispute__card_check(card, &ours);
    if (result == DISPUTE_DONE) result = dispute__card_check(other, &theirs);
    if (result != DISPUTE_DONE) return result;
    if (ours.offset != theirs.offset) {
        dispute_problem why;
        dispute__problem_set(&why, DISPUTE_ERROR_BAD_VALUE, DISPUTE_DETAIL_OTHER_DAYS, "day.offset");
        dispute__problem_lend(problem, &why);
        return DISPUTE_ERROR_BAD_VALUE;
    }
    for (int32_t kind = 1; kind <= FACTS; kind++)
        if (dispute__card_total(&theirs, kind) > COUNT_MOST - dispute__card_total(&ours, kind))
            return overflow(problem, kind);
    if (theirs.is_empty) return DISPUTE_DONE;
    roll(card, &ours, theirs.newest);
    int64_t newest = ours.is_empty || theirs.newest > ours.newest ? theirs.newest : ours.newest;
    for (int32_t kind = 1; kind <= FACTS; kind++) {
        raise(card, total_at(kind), dispute__card_total(&theirs, kind));
        for (int64_t day = newest - CARD_DAYS + 1; day <= theirs.newest; day++)
            raise(card, place_of(day) + 4 * ((size_t)kind - 1), dispute__card_on(&theirs, day, kind));
    }
    return DISPUTE_DONE;
}
