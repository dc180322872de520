/* test_bad_input.c - events, orders and structs as a host should not send them: each gets its documented error and a
 * sentence, and the case keeps its bytes. */
#include "play.h"
#include <stdlib.h>

enum { OTHER_SIZE_MAX = 4096 };

typedef struct bench {
    play p;
    uint8_t before[DISPUTE_SNAPSHOT_SIZE];
} bench;

static int set_up(void **state) {
    static bench b;
    play_new(&b.p, "");
    *state = &b;
    assert_int_equal(play_open(&b.p, DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 4000), DISPUTE_DONE);
    assert_int_equal(DO(&b.p, PROPOSE, SELLER, D(1), .terms = REFUND(1000)), DISPUTE_DONE);
    play_snapshot(&b.p, b.before);
    return 0;
}

static int tear_down(void **state) {
    play_free(&((bench *)*state)->p);
    return 0;
}

static void expect_untouched(const bench *b) {
    uint8_t after[DISPUTE_SNAPSHOT_SIZE];
    play_snapshot(&b->p, after);
    assert_memory_equal(b->before, after, sizeof after);
}

/* Sends it by both doors, from a block that ends where the event says it ends. */
static void expect_error(bench *b, const dispute_event *e, size_t size, dispute_result expected, int32_t detail,
                         const char *name) {
    dispute_event *block = malloc(size);
    assert_non_null(block);
    memcpy(block, e, size);
    for (int door = 0; door < 2; door++) {
        dispute_result r = door ? dispute_step(b->p.policy, b->p.c, block, b->p.answer)
                                : dispute_apply(b->p.policy, b->p.c, block, b->p.answer);
        const dispute_problem *problem = dispute_answer_problem(b->p.answer);
        if (r != expected || !problem || problem->result != r || problem->detail != detail
            || strcmp(problem->name, name) != 0)
            fail_msg("%s: %d, detail %d, name %s; expected %d, detail %d", name, r, problem ? problem->detail : 0,
                     problem ? problem->name : "?", expected, detail);
        assert_non_null(strstr(play_sentence(problem), name));
        assert_int_equal(dispute_answer_count(b->p.answer, DISPUTE_STRUCT_TRANSITION), 0);
        expect_untouched(b);
    }
    free(block);
}

static dispute_event event(int32_t kind, int32_t by) {
    return (dispute_event){.size = sizeof(dispute_event), .kind = kind, .by = by, .at = D(2)};
}

/* ---- one field is out of its range ---- */

static const dispute_event accept = {
    .size = sizeof(dispute_event), .kind = DISPUTE_EVENT_ACCEPT, .by = DISPUTE_PARTY_BUYER, .at = D(2)};

#define BAD(field, value, why, name)                                                                        \
    do {                                                                                                    \
        dispute_event bad_event = good;                                                                     \
        bad_event.field = value;                                                                            \
        expect_error(b, &bad_event, sizeof bad_event, DISPUTE_ERROR_BAD_VALUE, DISPUTE_DETAIL_##why, name); \
    } while (0)

static void words_that_there_are_not(void **state) {
    static const int32_t kinds[] = {-1,  5,   9,   14,  19,  30,   63,        72,       99,
                                    100, 101, 102, 109, 110, 1000, INT32_MAX, INT32_MIN};
    bench *b = *state;
    dispute_event good = accept;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) BAD(kind, kinds[i], UNKNOWN_WORD, "kind");
    BAD(kind, 0, MISSING, "kind");
    BAD(by, 0, MISSING, "by");
    BAD(by, 6, UNKNOWN_WORD, "by");
    BAD(by, -1, UNKNOWN_WORD, "by");
    BAD(by, INT32_MAX, UNKNOWN_WORD, "by");
    good = event(DISPUTE_EVENT_AMEND, DISPUTE_PARTY_BUYER);
    BAD(reason, 8, UNKNOWN_WORD, "reason");
    BAD(reason, 100, UNKNOWN_WORD, "reason");
    BAD(reason, -1, UNKNOWN_WORD, "reason");
    BAD(reason, INT32_MIN, UNKNOWN_WORD, "reason");
    BAD(terms.kind, 8, UNKNOWN_WORD, "terms.kind");
    BAD(terms.kind, -2, UNKNOWN_WORD, "terms.kind");
    good.terms = (dispute_terms)REFUND(1);
    BAD(terms.freight_by, 6, UNKNOWN_WORD, "terms.freight_by");
    BAD(terms.freight_by, INT32_MIN, UNKNOWN_WORD, "terms.freight_by");
    good = event(DISPUTE_EVENT_RULE, DISPUTE_PARTY_PLATFORM);
    good.terms = (dispute_terms)REFUND(1);
    BAD(payer, 5, UNKNOWN_WORD, "payer");
    BAD(payer, -1, UNKNOWN_WORD, "payer");
    BAD(fault, 5, UNKNOWN_WORD, "fault");
    BAD(fault, INT32_MAX, UNKNOWN_WORD, "fault");
    good = event(DISPUTE_EVENT_PARCEL, DISPUTE_PARTY_CARRIER);
    BAD(goods, 8, UNKNOWN_WORD, "goods");
    BAD(goods, -8, UNKNOWN_WORD, "goods");
    good = event(DISPUTE_EVENT_REQUEST_EVIDENCE, DISPUTE_PARTY_PLATFORM);
    BAD(party, 6, UNKNOWN_WORD, "party");
    BAD(party, INT32_MIN, UNKNOWN_WORD, "party");
}

static void numbers_out_of_range(void **state) {
    bench *b = *state;
    dispute_event good = accept;
    BAD(at, 0, MISSING, "at");
    BAD(at, FOREVER + 1, TOO_LARGE, "at");
    BAD(at, INT64_MAX, TOO_LARGE, "at");
    BAD(expects, 2, YES_NO, "expects");
    BAD(expects, -1, YES_NO, "expects");
    BAD(deadline, DISPUTE_DEADLINE_STAGE, NOT_TAKEN, "deadline");
    good = event(DISPUTE_EVENT_PROPOSE, DISPUTE_PARTY_SELLER);
    good.terms = (dispute_terms)REFUND(1);
    BAD(terms.amount, -1, NEGATIVE, "terms.amount");
    BAD(terms.amount, INT64_MIN, NEGATIVE, "terms.amount");
    BAD(terms.coupon, -1, NEGATIVE, "terms.coupon");
    BAD(terms.freight, INT64_MIN, NEGATIVE, "terms.freight");
    good = event(DISPUTE_EVENT_ANSWER_CLAIM, DISPUTE_PARTY_CARRIER);
    BAD(amount, -1, NEGATIVE, "amount");
    BAD(amount, INT64_MIN, NEGATIVE, "amount");
    good = event(DISPUTE_EVENT_PARCEL, DISPUTE_PARTY_CARRIER);
    BAD(until, FOREVER + 1, TOO_LARGE, "until");
    BAD(until, INT64_MAX, TOO_LARGE, "until");
}

static void instants_before_time(void **state) {
    static const int64_t before[] = {-1, -D(1), INT64_MIN};
    bench *b = *state;
    for (int i = 0; i < 3; i++) {
        dispute_event e = accept;
        e.at = before[i];
        assert_int_equal(dispute_apply(b->p.policy, b->p.c, &e, b->p.answer), DISPUTE_ERROR_BAD_VALUE);
        assert_string_equal(dispute_answer_problem(b->p.answer)->name, "at");
        assert_int_equal(play_advance(&b->p, before[i]), DISPUTE_ERROR_BAD_VALUE);
        assert_int_equal(dispute_allowed(b->p.policy, b->p.c, 0, before[i], b->p.answer), DISPUTE_ERROR_BAD_VALUE);
        play_sentence(dispute_answer_problem(b->p.answer));
        e = event(DISPUTE_EVENT_PARCEL, DISPUTE_PARTY_CARRIER);
        e.until = before[i];
        assert_int_equal(dispute_apply(b->p.policy, b->p.c, &e, b->p.answer), DISPUTE_ERROR_BAD_VALUE);
        expect_untouched(b);
    }
}

static void texts_that_are_none(void **state) {
    static const char *const broken[] = {"\xff",
                                         "a\x80",
                                         "\xc0\x80",
                                         "\xc1\xbf",
                                         "\xe0\x80\x80",
                                         "\xed\xa0\x80",
                                         "\xf0\x80\x80\x80",
                                         "\xf4\x90\x80\x80",
                                         "\xf5\x80\x80\x80",
                                         "\xe2\x82",
                                         "\xc3(",
                                         "\xe2(\xa1",
                                         "\xe2\x82(",
                                         "\xf0(\x8c\xbc",
                                         "\xf0\x90(\xbc",
                                         "\xf0\x90\x8c(",
                                         "\xf0\x9f\x98"};
    bench *b = *state;
    dispute_event e = event(DISPUTE_EVENT_SUBMIT_EVIDENCE, DISPUTE_PARTY_BUYER), good;
    e.digest[0] = 1;
    memcpy(e.reference, "photo", 6);
    good = e;
    for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
        snprintf(e.id, sizeof e.id, "%s", broken[i]);
        expect_error(b, &e, sizeof e, DISPUTE_ERROR_BAD_VALUE, DISPUTE_DETAIL_NOT_TEXT, "id");
        e = good;
        snprintf(e.reference, sizeof e.reference, "%s", broken[i]);
        expect_error(b, &e, sizeof e, DISPUTE_ERROR_BAD_VALUE, DISPUTE_DETAIL_NOT_TEXT, "reference");
        e = good;
        snprintf(e.case_id, sizeof e.case_id, "%s", broken[i]);
        expect_error(b, &e, sizeof e, DISPUTE_ERROR_BAD_VALUE, DISPUTE_DETAIL_NOT_TEXT, "case_id");
        e = good;
    }
    memset(e.id, 'x', sizeof e.id);
    expect_error(b, &e, sizeof e, DISPUTE_ERROR_BAD_VALUE, DISPUTE_DETAIL_TOO_LONG, "id");
    e = good;
    memset(e.reference, 'x', sizeof e.reference);
    expect_error(b, &e, sizeof e, DISPUTE_ERROR_BAD_VALUE, DISPUTE_DETAIL_TOO_LONG, "reference");
    e = good;
    memset(e.case_id, 'x', sizeof e.case_id);
    expect_error(b, &e, sizeof e, DISPUTE_ERROR_BAD_VALUE, DISPUTE_DETAIL_TOO_LONG, "case_id");
    e = good;
    memcpy(e.case_id, "C-2", 4);
    expect_error(b, &e, sizeof e, DISPUTE_ERROR_OTHER_CASE, 0, "C-2");
}

static void texts_at_the_ends_of_each_range(void **state) {
    static const char *const whole[] = {"\x7f",         "\xc2\x80",         "\xdf\xbf",
                                        "\xe0\xa0\x80", "\xed\x9f\xbf",     "\xee\x80\x80",
                                        "\xef\xbf\xbf", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf"};
    bench *b = *state;
    dispute_event e = event(DISPUTE_EVENT_SUBMIT_EVIDENCE, DISPUTE_PARTY_BUYER);
    e.digest[0] = 1;
    for (size_t i = 0; i < sizeof whole / sizeof whole[0]; i++) {
        snprintf(e.reference, sizeof e.reference, "%s", whole[i]);
        snprintf(e.id, sizeof e.id, "%s", whole[i]);
        assert_int_equal(dispute_apply(b->p.policy, b->p.c, &e, b->p.answer), DISPUTE_DONE);
    }
}

/* ---- J1: which event takes which field ---- */

enum { TERMS, REASON, GOODS, PAYER, FAULT, PARTY, UNTIL, AMOUNT, REFERENCE, DIGEST, FIELDS };
static const char *const field_names[FIELDS] = {"terms", "reason", "goods",  "payer",     "fault",
                                                "party", "until",  "amount", "reference", "digest"};

static const struct {
    int32_t kind;
    const char *takes, *needs; /* first letters: t r g p f P u a R d */
} forms[] = {
    {DISPUTE_EVENT_OPEN, "trRd", "tr"},
    {DISPUTE_EVENT_AMEND, "tr", ""},
    {DISPUTE_EVENT_WITHDRAW, "", ""},
    {DISPUTE_EVENT_REOPEN, "t", ""},
    {DISPUTE_EVENT_PROPOSE, "t", "t"},
    {DISPUTE_EVENT_REFUSE, "", ""},
    {DISPUTE_EVENT_ACCEPT, "", ""},
    {DISPUTE_EVENT_ESCALATE, "", ""},
    {DISPUTE_EVENT_TAKE_OVER, "", ""},
    {DISPUTE_EVENT_REQUEST_EVIDENCE, "P", ""},
    {DISPUTE_EVENT_RULE, "tpf", "t"},
    {DISPUTE_EVENT_SUBMIT_EVIDENCE, "Rd", "Rd"},
    {DISPUTE_EVENT_APPEAL, "", ""},
    {DISPUTE_EVENT_MIGRATE, "Rd", "Rd"},
    {DISPUTE_EVENT_CONFIRM_ADDRESS, "R", ""},
    {DISPUTE_EVENT_CONFIRM_RETURN, "", ""},
    {DISPUTE_EVENT_OBJECT_RETURN, "", ""},
    {DISPUTE_EVENT_WAIVE_RETURN, "", ""},
    {DISPUTE_EVENT_SHIP_RETURN, "R", "R"},
    {DISPUTE_EVENT_SHIP_REPLACEMENT, "R", "R"},
    {DISPUTE_EVENT_CONFIRM_REPLACEMENT, "", ""},
    {DISPUTE_EVENT_OBJECT_REPLACEMENT, "", ""},
    {DISPUTE_EVENT_PARCEL, "gu", ""},
    {DISPUTE_EVENT_FILE_CLAIM, "R", ""},
    {DISPUTE_EVENT_ANSWER_CLAIM, "a", ""},
    {DISPUTE_EVENT_PAID, "R", "R"},
    {DISPUTE_EVENT_PAYMENT_FAILED, "R", "R"},
};

static void give(dispute_event *e, int field) {
    switch (field) {
    case TERMS: e->terms = (dispute_terms)REFUND(1); break;
    case REASON: e->reason = DISPUTE_REASON_QUALITY; break;
    case GOODS: e->goods = DISPUTE_GOODS_DELIVERED; break;
    case PAYER: e->payer = DISPUTE_ACCOUNT_SELLER; break;
    case FAULT: e->fault = DISPUTE_FAULT_SELLER; break;
    case PARTY: e->party = DISPUTE_PARTY_BUYER; break;
    case UNTIL: e->until = D(9); break;
    case AMOUNT: e->amount = 1; break;
    case REFERENCE: memcpy(e->reference, "RR1", 4); break;
    default: e->digest[31] = 1; break;
    }
}

static void each_event_takes_its_own_fields(void **state) {
    static const char letters[] = "trgpfPuaRd";
    bench *b = *state;
    assert_int_equal(sizeof forms / sizeof forms[0], 27);
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
        for (int field = 0; field < FIELDS; field++) {
            dispute_event whole = event(forms[i].kind, DISPUTE_PARTY_SYSTEM); /* whom nothing is allowed */
            for (int needed = 0; needed < FIELDS; needed++)
                if (strchr(forms[i].needs, letters[needed])) give(&whole, needed);
            if (forms[i].kind == DISPUTE_EVENT_AMEND) give(&whole, TERMS);
            if (forms[i].kind == DISPUTE_EVENT_PARCEL) give(&whole, GOODS);
            assert_int_equal(dispute_apply(b->p.policy, b->p.c, &whole, b->p.answer), DISPUTE_REFUSED_NOT_YOURS);
            dispute_event more = whole;
            give(&more, field);
            if (strchr(forms[i].takes, letters[field]))
                assert_int_equal(dispute_apply(b->p.policy, b->p.c, &more, b->p.answer), DISPUTE_REFUSED_NOT_YOURS);
            else
                expect_error(b, &more, sizeof more, DISPUTE_ERROR_BAD_VALUE, DISPUTE_DETAIL_NOT_TAKEN,
                             field_names[field]);
        }
}

static void each_event_misses_what_it_needs(void **state) {
    static const char letters[] = "trgpfPuaRd";
    bench *b = *state;
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
        for (const char *missing = forms[i].needs; *missing; missing++) {
            dispute_event e = event(forms[i].kind, DISPUTE_PARTY_SYSTEM);
            for (int field = 0; field < FIELDS; field++)
                if (strchr(forms[i].needs, letters[field]) && letters[field] != *missing) give(&e, field);
            int field = (int)(strchr(letters, *missing) - letters);
            expect_error(b, &e, sizeof e, DISPUTE_ERROR_BAD_VALUE, DISPUTE_DETAIL_MISSING, field_names[field]);
        }
    dispute_event e = event(DISPUTE_EVENT_AMEND, DISPUTE_PARTY_BUYER);
    assert_int_equal(dispute_apply(b->p.policy, b->p.c, &e, b->p.answer), DISPUTE_ERROR_BAD_VALUE);
    e = event(DISPUTE_EVENT_PARCEL, DISPUTE_PARTY_CARRIER);
    assert_int_equal(dispute_apply(b->p.policy, b->p.c, &e, b->p.answer), DISPUTE_ERROR_BAD_VALUE);
    assert_int_equal(dispute_answer_problem(b->p.answer)->detail, DISPUTE_DETAIL_MISSING);
    e = event(DISPUTE_EVENT_PROPOSE, DISPUTE_PARTY_SELLER);
    e.terms.amount = 5; /* terms without a kind */
    expect_error(b, &e, sizeof e, DISPUTE_ERROR_BAD_VALUE, DISPUTE_DETAIL_MISSING, "terms.kind");
}

/* ---- amounts at the ends of int64 are well-formed, and too much ---- */

static void the_largest_amounts_are_over_the_limit(void **state) {
    bench *b = *state;
    const dispute_terms much[] = {REFUND(INT64_MAX),
                                  {DISPUTE_TERMS_RETURN_REFUND, DISPUTE_PARTY_SELLER, 1, 0, INT64_MAX},
                                  {DISPUTE_TERMS_REPLACEMENT, 0, INT64_MAX, 0, 0}};
    for (int i = 0; i < 3; i++) {
        dispute_event e = event(DISPUTE_EVENT_PROPOSE, DISPUTE_PARTY_SELLER);
        e.terms = much[i];
        assert_int_equal(dispute_apply(b->p.policy, b->p.c, &e, b->p.answer), DISPUTE_REFUSED_OVER_LIMIT);
        const dispute_problem *problem = dispute_answer_problem(b->p.answer);
        assert_int_equal(problem->limit, i == 1 ? 400 : 5000);
        assert_non_null(strstr(play_sentence(problem), i == 1 ? "4.00 USD" : "50.00 USD"));
        expect_untouched(b);
    }
}

/* ---- sizes ---- */

static void an_event_may_end_early_where_the_header_says_so(void **state) {
    static const size_t ends[] = {offsetof(dispute_event, id), offsetof(dispute_event, reference),
                                  offsetof(dispute_event, digest), offsetof(dispute_event, case_id),
                                  sizeof(dispute_event)};
    bench *b = *state;
    uint8_t whole[DISPUTE_SNAPSHOT_SIZE], bytes[DISPUTE_SNAPSHOT_SIZE];
    for (int i = 4; i >= 0; i--) {
        dispute_event *e = malloc(ends[i]);
        assert_non_null(e);
        memcpy(e, &accept, ends[i]);
        e->size = (uint32_t)ends[i];
        assert_int_equal(dispute_case_load(b->p.policy, b->p.c, b->before, sizeof b->before), DISPUTE_DONE);
        assert_int_equal(dispute_apply(b->p.policy, b->p.c, e, b->p.answer), DISPUTE_DONE);
        play_snapshot(&b->p, i == 4 ? whole : bytes);
        if (i < 4) assert_memory_equal(whole, bytes, sizeof bytes);
        free(e);
    }
}

static void any_other_size_of_an_event_is_refused(void **state) {
    bench *b = *state;
    for (size_t size = 0; size < sizeof(dispute_event); size++) {
        if (size == offsetof(dispute_event, id) || size == offsetof(dispute_event, reference)
            || size == offsetof(dispute_event, digest) || size == offsetof(dispute_event, case_id))
            continue;
        dispute_event e = accept;
        e.size = (uint32_t)size;
        expect_error(b, &e, size < 4 ? 4 : size, DISPUTE_ERROR_BAD_SIZE, 0, "event.size");
    }
    dispute_event e = accept;
    e.size = UINT32_MAX;
    expect_error(b, &e, sizeof e, DISPUTE_ERROR_BAD_SIZE, 0, "event.size");
}

static void a_longer_struct_is_taken_where_its_tail_is_zero(void **state) {
    static uint64_t block[OTHER_SIZE_MAX / 8];
    bench *b = *state;
    dispute_order *order = (dispute_order *)(void *)block;
    dispute_event *e = (dispute_event *)(void *)block;
    for (size_t more = 4; more <= OTHER_SIZE_MAX - sizeof *e; more += more < 32 ? 4 : 404) {
        uint8_t *last = (uint8_t *)block + sizeof *e + more - 1;
        memset(block, 0, sizeof block);
        *e = accept;
        e->size = (uint32_t)(sizeof *e + more);
        assert_int_equal(dispute_case_load(b->p.policy, b->p.c, b->before, sizeof b->before), DISPUTE_DONE);
        *last = 1;
        assert_int_equal(dispute_apply(b->p.policy, b->p.c, e, b->p.answer), DISPUTE_ERROR_BAD_SIZE);
        expect_untouched(b);
        *last = 0;
        assert_int_equal(dispute_apply(b->p.policy, b->p.c, e, b->p.answer), DISPUTE_DONE);

        last = (uint8_t *)block + sizeof *order + more - 1;
        memset(block, 0, sizeof block);
        *order = b->p.order;
        order->size = (uint32_t)(sizeof *order + more);
        *last = 1;
        assert_int_equal(dispute_case_begin(b->p.policy, b->p.c, "C-9", 3, order, NULL), DISPUTE_ERROR_BAD_SIZE);
        *last = 0;
        assert_int_equal(dispute_case_begin(b->p.policy, b->p.c, "C-9", 3, order, NULL), DISPUTE_DONE);
    }
}

/* ---- orders and ids ---- */

#define BAD_ORDER(field, value, word)                                                             \
    do {                                                                                          \
        dispute_order bad_order = b->p.order;                                                     \
        bad_order.field = value;                                                                  \
        dispute_problem problem = {.size = sizeof problem};                                       \
        assert_int_equal(dispute_case_begin(b->p.policy, b->p.c, "C-9", 3, &bad_order, &problem), \
                         DISPUTE_ERROR_##word);                                                   \
        assert_int_equal(problem.result, DISPUTE_ERROR_##word);                                   \
        assert_memory_equal(problem.name, "order.", 6);                                           \
        assert_true(play_sentence(&problem)[0]);                                                  \
        expect_untouched(b);                                                                      \
    } while (0)

static void an_order_out_of_range_begins_nothing(void **state) {
    bench *b = *state;
    for (uint32_t size = 0; size < sizeof(dispute_order); size += 4) BAD_ORDER(size, size, BAD_SIZE);
    BAD_ORDER(size, UINT32_MAX, BAD_SIZE);
    BAD_ORDER(funds, 4, BAD_VALUE);
    BAD_ORDER(funds, -1, BAD_VALUE);
    BAD_ORDER(seller_guarantee, 2, BAD_VALUE);
    BAD_ORDER(seller_verified, -1, BAD_VALUE);
    BAD_ORDER(currency[0], 'u', BAD_VALUE);
    BAD_ORDER(currency[1], 0, BAD_VALUE);
    BAD_ORDER(currency[3], 'X', BAD_VALUE);
    BAD_ORDER(reserved, 1, BAD_VALUE);
    BAD_ORDER(amount, 0, BAD_VALUE);
    BAD_ORDER(amount, INT64_MIN, BAD_VALUE);
    BAD_ORDER(freight, -1, BAD_VALUE);
    BAD_ORDER(paid_at, -1, BAD_VALUE);
    BAD_ORDER(shipped_at, FOREVER + 1, BAD_VALUE);
    BAD_ORDER(promised_at, INT64_MIN, BAD_VALUE);
    BAD_ORDER(delivered_at, INT64_MAX, BAD_VALUE);
    BAD_ORDER(completed_at, -1, BAD_VALUE);
    BAD_ORDER(protected_until, FOREVER + 1, BAD_VALUE);
}

static void amounts_at_the_end_of_int64_are_played_or_over_the_limit(void **state) {
    bench *b = *state;
    dispute_order order = b->p.order;
    dispute_event e = event(DISPUTE_EVENT_OPEN, DISPUTE_PARTY_BUYER);
    order.amount = order.freight = INT64_MAX;
    assert_int_equal(dispute_case_begin(b->p.policy, b->p.c, "C-9", 3, &order, NULL), DISPUTE_DONE);
    e.reason = DISPUTE_REASON_QUALITY;
    e.terms = (dispute_terms)RETURN_REFUND(INT64_MAX);
    e.terms.freight_by = DISPUTE_PARTY_SELLER;
    e.terms.freight = 1; /* together they would be no amount any more */
    assert_int_equal(dispute_apply(b->p.policy, b->p.c, &e, b->p.answer), DISPUTE_REFUSED_OVER_LIMIT);
    assert_int_equal(dispute_answer_problem(b->p.answer)->limit, INT64_MAX - 1);
    e.terms.freight = 0;
    assert_int_equal(dispute_apply(b->p.policy, b->p.c, &e, b->p.answer), DISPUTE_DONE);
    assert_int_equal(dispute_advance(b->p.policy, b->p.c, FOREVER, b->p.answer), DISPUTE_DONE);
    assert_string_equal(play_transfers(&b->p), "escrow>seller 9223372036854775807 release");
}

static void a_bad_case_id_begins_nothing(void **state) {
    static const struct {
        const char *id;
        size_t size;
        int32_t detail;
    } ids[] = {
        {"", 0, DISPUTE_DETAIL_MISSING},
        {":", 1, DISPUTE_DETAIL_COLON},
        {"C:1", 3, DISPUTE_DETAIL_COLON},
        {"C-1:", 4, DISPUTE_DETAIL_COLON},
        {"\xff", 1, DISPUTE_DETAIL_NOT_TEXT},
        {"\xed\xa0\x80", 3, DISPUTE_DETAIL_NOT_TEXT},
        {"C\0001", 3, DISPUTE_DETAIL_NOT_TEXT},
        {"\xe2\x82\xac", 1, DISPUTE_DETAIL_NOT_TEXT}, /* cut within a character, which goes on behind the end */
        {"\xe2\x82\xac", 2, DISPUTE_DETAIL_NOT_TEXT},
        {"a234567890123456789012345678901234567890", 40, DISPUTE_DETAIL_TOO_LONG},
    };
    bench *b = *state;
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        dispute_problem problem = {.size = sizeof problem};
        assert_int_equal(dispute_case_begin(b->p.policy, b->p.c, ids[i].id, ids[i].size, &b->p.order, &problem),
                         DISPUTE_ERROR_BAD_VALUE);
        assert_int_equal(problem.detail, ids[i].detail);
        assert_string_equal(problem.name, "id");
        expect_untouched(b);
    }
}

static void the_longest_ids_fit(void **state) {
    bench *b = *state;
    dispute_event e = event(DISPUTE_EVENT_OPEN, DISPUTE_PARTY_BUYER);
    e.reason = DISPUTE_REASON_QUALITY;
    e.terms = (dispute_terms)REFUND(1);
    memset(e.id, 'x', sizeof e.id - 1);
    memset(e.reference, 'y', sizeof e.reference - 1);
    memset(e.case_id, 'z', sizeof e.case_id - 1);
    assert_int_equal(dispute_case_begin(b->p.policy, b->p.c, e.case_id, 39, &b->p.order, NULL), DISPUTE_DONE);
    assert_int_equal(dispute_apply(b->p.policy, b->p.c, &e, b->p.answer), DISPUTE_DONE);
    const char *id = dispute_answer_effect(b->p.answer, 0)->id;
    assert_memory_equal(id, e.case_id, 39);
    assert_string_equal(id + 39, ":1:0");
}

#define FRESH(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        FRESH(words_that_there_are_not),
        FRESH(numbers_out_of_range),
        FRESH(instants_before_time),
        FRESH(texts_that_are_none),
        FRESH(texts_at_the_ends_of_each_range),
        FRESH(each_event_takes_its_own_fields),
        FRESH(each_event_misses_what_it_needs),
        FRESH(the_largest_amounts_are_over_the_limit),
        FRESH(an_event_may_end_early_where_the_header_says_so),
        FRESH(any_other_size_of_an_event_is_refused),
        FRESH(a_longer_struct_is_taken_where_its_tail_is_zero),
        FRESH(an_order_out_of_range_begins_nothing),
        FRESH(amounts_at_the_end_of_int64_are_played_or_over_the_limit),
        FRESH(a_bad_case_id_begins_nothing),
        FRESH(the_longest_ids_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
