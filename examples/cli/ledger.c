/* ledger.c - what counts for or against sellers, read from lines of JSON and from a store. */
#include "ledger.h"
#include "json_fields.h"
#include "lines.h"
#include "output.h"
#include "store_case.h"
#include "wording.h"
#include <stdlib.h>
#include <string.h>

static void *grow(void *block, size_t count, size_t *room, size_t each) {
    if (count < *room) return block;
    *room = *room ? *room * 2 : 64;
    void *larger = realloc(block, *room * each);
    if (!larger) text_no_memory();
    return larger;
}

static void add(ledger *l, const entry *e) {
    l->entries = grow(l->entries, l->count, &l->room, sizeof *l->entries);
    l->entries[l->count++] = *e;
}

void ledger_free(ledger *l) {
    free(l->entries);
    free(l->cases);
}

/* ---- lines: {"fact":"points","at":"2026-01-05T00:00:00Z","count":6,"seller":"S-1","category":"toys"} ---- */

static int read_line(const lines *from, entry *e, text *wrong) {
    enum { FACT, AT, COUNT, SELLER, CATEGORY, PLACES };
    const field_place places[PLACES + 1] = {
        [FACT] = {"fact", FIELD_IS_WORD, DISPUTE_GROUP_FACT, 0, offsetof(dispute_fact, kind), 1},
        [AT] = {"at", FIELD_IS_INSTANT, 0, 0, offsetof(dispute_fact, at), 1},
        [COUNT] = {"count", FIELD_IS_NUMBER, 0, 0, offsetof(dispute_fact, count), 0},
        [SELLER] = {"seller", FIELD_IS_OBJECT, 0, 0, 0, 0}, /* texts, which are read below */
        [CATEGORY] = {"category", FIELD_IS_OBJECT, 0, 0, 0, 0},
    };
    json_error_t error;
    json_t *inner[PLACES] = {NULL};
    json_t *line = json_loadb(from->line.bytes, from->line.size, JSON_REJECT_DUPLICATES, &error);
    if (!line) text_put(wrong, spoken("is no JSON", "不是 JSON", "不是 JSON"));
    field whole = {spoken("the line", "这一行", "這一行"), line, wrong};
    int bad = !line || fields_read(&whole, "", places, &e->fact, inner) != 0;
    if (!bad && inner[SELLER]) bad = field_text(&(field){"seller", inner[SELLER], wrong}, e->seller, SELLER_SIZE) != 0;
    if (!bad && inner[CATEGORY])
        bad = field_text(&(field){"category", inner[CATEGORY], wrong}, e->category, SELLER_SIZE) != 0;
    if (!bad && !json_object_get(line, "count")) e->fact.count = 1;
    json_decref(line);
    return bad ? -1 : 0;
}

/* Is it a fact that a card would take? Found out on one, so that the line is named. */
static int check(const entry *e, uint8_t *card, text *wrong) {
    dispute_problem problem = {.size = sizeof problem};
    if (dispute_scorecard_add(card, &e->fact, &problem) == DISPUTE_DONE) return 0;
    put_problem(wrong, &problem);
    return -1;
}

static int read_lines(ledger *l, const char *name) {
    static uint8_t card[DISPUTE_SCORECARD_SIZE];
    dispute_score_policy policy = {.size = sizeof policy};
    text wrong = {NULL, 0, 0};
    lines from;
    memset(&from, 0, sizeof from);
    int more = lines_open(&from, name);
    while (more == 0 && (more = lines_next(&from)) > 0) {
        entry e;
        memset(&e, 0, sizeof e);
        e.fact.size = sizeof e.fact;
        int is_ready = dispute_score_policy_parse("", 0, &policy, NULL) == DISPUTE_DONE
                       && dispute_scorecard_begin(&policy, card) == DISPUTE_DONE;
        more = 0;
        if (!is_ready || read_line(&from, &e, &wrong) != 0 || check(&e, card, &wrong) != 0) {
            complain("%s:%d%s%s", from.name, from.number, colon(), text_string(&wrong));
            more = -1;
        } else {
            add(l, &e);
        }
    }
    lines_close(&from);
    text_free(&wrong);
    return more < 0 ? -1 : 0;
}

/* ---- the store: one seller's cases ---- */

static void add_fact(ledger *l, int32_t kind, int64_t at) {
    entry e;
    memset(&e, 0, sizeof e);
    e.fact = (dispute_fact){sizeof e.fact, kind, at, 1};
    add(l, &e);
}

static int read_tallies(ledger *l, store *s, const dispute_view *v) {
    enum { REASONS_EACH = 20 }; /* the class of a reason is its number / 20 + 1 */
    sqlite3_stmt *find = NULL;
    int row = 0;
    if (store_prepare(s, &find, "select tally, at from outbox where case_id = ? and kind = 'tally'") != 0) return -1;
    sqlite3_bind_text(find, 1, v->id, -1, SQLITE_STATIC);
    while ((row = store_step(s, find)) > 0) {
        int32_t tally = word_read(DISPUTE_GROUP_TALLY, column_text(find, 0));
        int is_described = v->reason / REASONS_EACH + 1 != DISPUTE_CLASS_NOT_AS_DESCRIBED;
        int64_t at = sqlite3_column_int64(find, 1);
        if (tally) add_fact(l, tally, at); /* [fact] has the numbers of [tally] */
        if (tally == DISPUTE_TALLY_SELLER_FAULT_RATE && !is_described) add_fact(l, DISPUTE_FACT_STRIKE, at);
    }
    sqlite3_finalize(find);
    return row;
}

static int read_case(ledger *l, store *s, const char *id) {
    dispute_view v = {.size = sizeof v};
    left_out out;
    int is_left_out = 0;
    if (store_load(s, id) <= 0 || dispute_case_view(s->c, DISPUTE_PARTY_PLATFORM, &v) != DISPUTE_DONE) return -1;
    if (!v.sequence) return 0;
    dispute_outcome closed = v.outcome;
    if (v.state != DISPUTE_STATE_CLOSED_DONE)
        closed.kind = 0; /* decided is not closed: its tallies are still to come */
    memset(&out, 0, sizeof out);
    memcpy(out.id, v.id, sizeof out.id);
    for (int32_t tally = 1; tally < 4; tally++) {
        out.why[tally] = dispute_score_excluded(&closed, tally);
        is_left_out |= out.why[tally] != 0;
    }
    add_fact(l, DISPUTE_FACT_OPENED, v.opened_at);
    if (out.why[DISPUTE_TALLY_DISPUTE_RATE] == DISPUTE_EXCLUSION_WITHDRAWN)
        add_fact(l, DISPUTE_FACT_WITHDRAWN, v.opened_at);
    if (is_left_out) {
        l->cases = grow(l->cases, l->case_count, &l->case_room, sizeof *l->cases);
        l->cases[l->case_count++] = out;
    }
    return read_tallies(l, s, &v);
}

static int read_store(ledger *l, const arguments *a) {
    store s;
    sqlite3_stmt *find = NULL;
    int row = -1;
    if (store_open(&s, a, STORE_TO_READ) == 0 && store_prepare(&s, &find, "select id from cases order by id") == 0)
        while ((row = store_step(&s, find)) > 0)
            if (read_case(l, &s, column_text(find, 0)) != 0) break;
    sqlite3_finalize(find);
    store_close(&s);
    return row == 0 ? 0 : -1; /* half of the cases would be another score */
}

/* ---- all of it ---- */

static int in_order(const void *left, const void *right) {
    const entry *a = left, *b = right;
    int order = strcmp(a->seller, b->seller);
    if (!order) order = strcmp(a->category, b->category);
    return order ? order : a->fact.at < b->fact.at ? -1 : a->fact.at > b->fact.at;
}

size_t ledger_same(const ledger *l, size_t first) {
    size_t count = 0;
    while (first + count < l->count && strcmp(l->entries[first].seller, l->entries[first + count].seller) == 0
           && strcmp(l->entries[first].category, l->entries[first + count].category) == 0)
        count++;
    return count;
}

int ledger_read(ledger *l, const arguments *a) {
    int has_file = a->words > 1;
    if (has_file && read_lines(l, a->word[1]) != 0) return -1;
    if ((!has_file || a->value[OPTION_DB]) && read_store(l, a) != 0) return -1;
    if (l->count) qsort(l->entries, l->count, sizeof *l->entries, in_order);
    return 0;
}
