/* test_journal.c - the journal: SHA-256 against the published vectors, the chain, and every way to tamper with it. */
#include "play.h"
#include "bytes.h"
#include "sha256.h"
#include <stdlib.h>

/* ---- SHA-256 (FIPS 180-4, examples of NIST) ---- */

static void expect_sha256(const char *message, size_t size, const char *expected) {
    uint8_t digest[32];
    char hex[65];
    dispute__sha256((const uint8_t *)message, size, digest);
    for (size_t i = 0; i < 32; i++) snprintf(hex + 2 * i, 3, "%02x", digest[i]);
    assert_string_equal(hex, expected);
}

static void sha256_of_the_published_messages(void **state) {
    static const char *const vectors[][2] = {
        {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
        {"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrst"
         "nopqrstu",
         "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"},
        {"\xd3", "28969cdfa74a12c82f3bad960b0b000aca2ac329deea5c2328ebc6f2ba9802c1"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof vectors / sizeof vectors[0]; i++)
        expect_sha256(vectors[i][0], strlen(vectors[i][0]), vectors[i][1]);
}

static void sha256_around_the_ends_of_a_block(void **state) { /* so many times 'a' */
    static const struct {
        size_t size;
        const char *expected;
    } vectors[] = {
        {1, "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"},
        {55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"},
        {56, "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a"},
        {57, "f13b2d724659eb3bf47f2dd6af1accc87b81f09f59f2b75e5c0bed6589dfe8c6"},
        {63, "7d3e74a05d7db15bce4ad9ec0658ea98e3f06eeecf16b4c6fff2da457ddc2f34"},
        {64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"},
        {65, "635361c48bb9eab14198e76ea8ab7f1a41685d6ad62aa9146d301d4f17eb0ae0"},
        {111, "6374f73208854473827f6f6a3f43b1f53eaa3b82c21c1a6d69a2110b2a79baad"},
        {112, "f54353008a2553262ecdc4a34749563ba0950e8b0fc8652780b0a614b99683c1"},
        {119, "31eba51c313a5c08226adf18d4a359cfdfd8d2e816b13f4af952f7ea6584dcfb"},
        {120, "2f3d335432c70b580af0e8e1b3674a7c020d683aa5f73aaaedfdc55af904c21c"},
        {128, "6836cf13bac400e9105071cd6af47084dfacad4e5e302c94bfed24e013afb73e"},
        {1000000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
    };
    char *message = malloc(1000000);
    (void)state;
    assert_non_null(message);
    memset(message, 'a', 1000000);
    for (size_t i = 0; i < sizeof vectors / sizeof vectors[0]; i++)
        expect_sha256(message, vectors[i].size, vectors[i].expected);
    free(message);
}

/* ---- a case whose records have every part that there is ---- */

enum { RECORDS = 32, ROOM = 8192, HEAD = 24, CHAIN = 32, SUM = 8 };

typedef struct journal {
    play p;
    int count;
    size_t at[RECORDS + 1]; /* where each record begins; the last one: the end */
    uint8_t bytes[ROOM];
    dispute_event event[RECORDS];
    dispute_transition transition[RECORDS];
    uint8_t snapshot[RECORDS + 1][DISPUTE_SNAPSHOT_SIZE]; /* before each record, and at last */
    uint8_t head[32];
} journal;

static size_t size_of(const journal *j, int record) { return j->at[record + 1] - j->at[record]; }

static void write_down(journal *j, const dispute_event *e) {
    const dispute_transition *t;
    for (uint32_t i = 0; (t = dispute_answer_transition(j->p.answer, i)) != NULL; i++) {
        size_t size;
        const uint8_t *record = dispute_answer_record(j->p.answer, i, &size);
        assert_int_equal(size, t->record_size);
        memcpy(j->bytes + j->at[j->count], record, size);
        j->transition[j->count] = *t;
        if (t->event < 100) j->event[j->count] = *e;
        j->at[j->count + 1] = j->at[j->count] + size;
        j->count++;
    }
    play_snapshot(&j->p, j->snapshot[j->count]);
}

static void say(journal *j, int32_t kind, int32_t by, int64_t at, dispute_event e) {
    e.size = (uint32_t)sizeof e;
    e.kind = kind;
    e.by = by;
    e.at = at;
    assert_int_equal(dispute_apply(j->p.policy, j->p.c, &e, j->p.answer), DISPUTE_DONE);
    assert_int_equal(dispute_answer_count(j->p.answer, DISPUTE_STRUCT_TRANSITION), 1);
    write_down(j, &e);
}
#define SAY(j, event, by, at, ...) \
    say(j, DISPUTE_EVENT_##event, DISPUTE_PARTY_##by, at, (dispute_event){.size = 0, __VA_ARGS__})

static void journal_new(journal *j, const char *changes, const char *id) {
    memset(j, 0, sizeof *j);
    play_new(&j->p, changes);
    snprintf(j->p.id, sizeof j->p.id, "%s", id);
    j->p.order.seller_verified = 1;
    j->p.order.completed_at = D(-4);
    assert_int_equal(dispute_case_begin(j->p.policy, j->p.c, id, strlen(id), &j->p.order, NULL), DISPUTE_DONE);
    play_snapshot(&j->p, j->snapshot[0]);
    SAY(j, OPEN, BUYER, T0, .reason = DISPUTE_REASON_QUALITY, .terms = REFUND(4000), .id = "e-1", .digest = {1, 2, 3},
        .reference = "photo");
    SAY(j, PROPOSE, SELLER, D(1), .terms = {DISPUTE_TERMS_RETURN_REFUND, DISPUTE_PARTY_SELLER, 4000, 100, 400});
    SAY(j, AMEND, BUYER, D(1) + 1, .reason = DISPUTE_REASON_DAMAGED, .terms = REFUND(4500), .id = "e-3");
    SAY(j, REFUSE, SELLER, D(2), .id = "e-4");
    SAY(j, PARCEL, CARRIER, D(2) + 1, .until = D(4), .id = "\xe6\xb8\xaf");
    SAY(j, TAKE_OVER, PLATFORM, D(3), .id = "e-5");
    SAY(j, REQUEST_EVIDENCE, PLATFORM, D(3), .party = DISPUTE_PARTY_CARRIER);
    SAY(j, SUBMIT_EVIDENCE, SELLER, D(4), .reference = "scan", .digest = {[31] = 9});
    assert_int_equal(play_advance(&j->p, D(6)), DISPUTE_DONE); /* the carrier's evidence expires */
    write_down(j, NULL);
    SAY(j, RULE, PLATFORM, D(7), .terms = REFUND(3000), .payer = DISPUTE_ACCOUNT_SELLER,
        .fault = DISPUTE_FAULT_CARRIER);
    SAY(j, APPEAL, BUYER, D(8), .id = "e-9");
    SAY(j, RULE, PLATFORM, D(9), .terms = REFUND(4500), .fault = DISPUTE_FAULT_CARRIER);
    char effect[DISPUTE_EFFECT_ID_SIZE] = "";
    snprintf(effect, sizeof effect, "%s:12:0", id);
    dispute_event paid = {.size = 0};
    memcpy(paid.reference, effect, sizeof effect);
    say(j, DISPUTE_EVENT_PAID, DISPUTE_PARTY_PLATFORM, D(10), paid);
    SAY(j, FILE_CLAIM, SELLER, D(10), .reference = "claim");
    SAY(j, ANSWER_CLAIM, CARRIER, D(11), .amount = 4500, .id = "e-11");
    assert_int_equal(dispute_case_head(j->p.c, j->head), DISPUTE_DONE);
}

static void journal_free(journal *j) { play_free(&j->p); }

static dispute_result replay(const journal *j, dispute_case *c, const uint8_t *bytes, size_t size, int32_t *line) {
    dispute_problem problem = {.size = sizeof problem};
    uint8_t *block = malloc(size ? size : 1); /* to the byte: a look behind the end is seen */
    assert_non_null(block);
    memcpy(block, bytes, size);
    dispute_result r = dispute_replay(j->p.policy, c, block, size, &problem);
    free(block);
    if (r != DISPUTE_DONE) play_sentence(&problem);
    *line = problem.line;
    return r;
}

static void expect_snapshot(const dispute_case *c, const uint8_t expected[DISPUTE_SNAPSHOT_SIZE]) {
    uint8_t bytes[DISPUTE_SNAPSHOT_SIZE];
    assert_int_equal(dispute_case_save(c, bytes, sizeof bytes, NULL), DISPUTE_DONE);
    assert_memory_equal(bytes, expected, sizeof bytes);
}

/* Replays tampered bytes into the case as it was begun. A refusal leaves it as it was, and names the record. */
static dispute_result try_replay(const journal *j, const uint8_t *bytes, size_t size, int32_t first, int32_t last) {
    dispute_case *c;
    int32_t line;
    assert_int_equal(dispute_case_new(NULL, &c), DISPUTE_DONE);
    assert_int_equal(dispute_case_load(j->p.policy, c, j->snapshot[0], DISPUTE_SNAPSHOT_SIZE), DISPUTE_DONE);
    dispute_result r = replay(j, c, bytes, size, &line);
    if (r == DISPUTE_DONE) {
        uint8_t head[32]; /* then only the anchor tells */
        assert_int_equal(dispute_case_head(c, head), DISPUTE_DONE);
        assert_memory_not_equal(head, j->head, 32);
    } else {
        assert_true(r == DISPUTE_ERROR_CORRUPT_RECORD || r == DISPUTE_ERROR_WRONG_VERSION
                    || r == DISPUTE_ERROR_OTHER_POLICY || r == DISPUTE_ERROR_OTHER_CASE);
        assert_in_range(line, first, last);
        expect_snapshot(c, j->snapshot[0]);
    }
    dispute_case_free(c);
    return r;
}

static void repair(const journal *j, uint8_t *bytes, int record) {
    size_t end = j->at[record + 1] - SUM;
    put_number(bytes + end, checksum(bytes + j->at[record], end - j->at[record]), SUM);
}

static journal whole, unchained;

/* ---- what is written ---- */

static size_t body_size(const journal *j, int i) { return size_of(j, i) - CHAIN - SUM; }

static void put_state(uint8_t *to, const uint32_t *hash) {
    for (int i = 0; i < 32; i++) to[i] = (uint8_t)(hash[i / 4] >> (24 - 8 * (i % 4)));
}

static void each_record_carries_the_hash_of_those_before(void **state) {
    sha256_state hash;
    uint8_t chain[32] = {0}, all[ROOM] = {0}, digest[32]; /* `all`: the bodies, each filled up with zeros */
    size_t size = 0;
    (void)state;
    dispute__sha256_begin(hash);
    for (int i = 0; i < whole.count; i++) {
        size_t body = body_size(&whole, i), blocks = (body + 63) / 64;
        assert_memory_equal(whole.bytes + whole.at[i] + body, chain, 32);
        assert_true(size + blocks * 64 <= sizeof all);
        memcpy(all + size, whole.bytes + whole.at[i], body);
        dispute__sha256_blocks(hash, all + size, blocks, 0);
        put_state(chain, hash);
        size += blocks * 64;
    }
    dispute__sha256(all, size, digest); /* so anybody can work the head out, with any SHA-256 */
    assert_memory_equal(whole.head, digest, 32);
    assert_int_equal(whole.count, 15);
}

static void both_ways_to_hash_give_the_same(void **state) {
    uint8_t bytes[5 * 64];
    sha256_state portable, fast;
    (void)state;
    if (!dispute__sha256_has_instructions()) return; /* then there is one way */
    for (size_t i = 0; i < sizeof bytes; i++) bytes[i] = (uint8_t)(i * i + 7 * i);
    for (size_t blocks = 0; blocks <= 5; blocks++) {
        dispute__sha256_begin(portable);
        dispute__sha256_begin(fast);
        dispute__sha256_blocks(portable, bytes, blocks, 0);
        dispute__sha256_blocks(fast, bytes, blocks, 1);
        assert_memory_equal(portable, fast, sizeof fast);
    }
}

static void a_record_lies_as_it_always_lay(void **state) {
    static const uint8_t first[HEAD] = {[2] = 1, [3] = 0x3F, [4] = 1,     [5] = 1, [6] = 10, [8] = 20, 1, 1,
                                        0x7F,    [12] = 1,   [17] = 0x8C, 0x2B,    0x8D,     0x9B,     1};
    const uint8_t *record = whole.bytes;
    (void)state;
    assert_int_equal(get_number(record, 2), size_of(&whole, 0));
    assert_memory_equal(record + 2, first + 2, HEAD - 2);
    /* refund, quality, 4000 in seven bits a byte, the id, the reference, the digest */
    assert_memory_equal(record + HEAD, "\2\x15\xA0\x1F\3e-1\5photo\1\2\3", 17);
    assert_int_equal(get_number(record + size_of(&whole, 0) - SUM, SUM), checksum(record, size_of(&whole, 0) - SUM));
}

static void a_record_reads_back_as_what_was_sent(void **state) {
    (void)state;
    for (int i = 0; i < whole.count; i++) {
        dispute_transition t = {.size = sizeof t}, expected = whole.transition[i];
        dispute_event e = {.size = sizeof e};
        size_t next = 0;
        assert_int_equal(
            dispute_record_read(whole.bytes + whole.at[i], whole.at[whole.count] - whole.at[i], &t, &e, &next),
            DISPUTE_DONE);
        assert_int_equal(next, size_of(&whole, i));
        expected.next_due = 0;
        expected.effects = expected.first_effect = 0;
        assert_memory_equal(&t, &expected, sizeof t);
        if (e.kind < 100)
            assert_memory_equal(&e, &whole.event[i], sizeof e);
        else
            assert_int_equal(e.kind, DISPUTE_EVENT_DEADLINE_EVIDENCE);
    }
}

static void the_first_record_carries_the_order(void **state) {
    dispute_order order = {.size = sizeof order};
    uint8_t digest[32], expected[32];
    char name[40], id[40];
    (void)state;
    assert_int_equal(dispute_record_order(whole.bytes, size_of(&whole, 0), &order), DISPUTE_DONE);
    assert_memory_equal(&order, &whole.p.order, sizeof order);
    assert_int_equal(dispute_bytes_about(whole.bytes, whole.at[whole.count], name, digest, id), DISPUTE_DONE);
    assert_int_equal(dispute_policy_digest(whole.p.policy, expected), DISPUTE_DONE);
    assert_memory_equal(digest, expected, 32);
    assert_string_equal(name, "aliexpress@2017");
    assert_string_equal(id, "C-1");
    for (int i = 1; i < whole.count; i++) {
        const uint8_t *record = whole.bytes + whole.at[i];
        assert_int_equal(dispute_record_order(record, size_of(&whole, i), &order), DISPUTE_ERROR_CORRUPT_RECORD);
        assert_int_equal(dispute_bytes_about(record, size_of(&whole, i), name, digest, id),
                         DISPUTE_ERROR_CORRUPT_RECORD);
    }
}

/* ---- what is done to it ---- */

static void replay_of_every_prefix(void **state) {
    (void)state;
    for (int i = 0; i <= whole.count; i++) {
        dispute_case *c;
        int32_t line;
        assert_int_equal(dispute_case_new(NULL, &c), DISPUTE_DONE);
        assert_int_equal(replay(&whole, c, whole.bytes, whole.at[i], &line), DISPUTE_DONE);
        if (i > 0) expect_snapshot(c, whole.snapshot[i]);
        dispute_case_free(c);
    }
}

static void replay_continues_a_snapshot(void **state) {
    (void)state;
    for (int from = 0; from <= whole.count; from++)
        for (int to = 0; to <= whole.count; to++) {
            dispute_case *c;
            int32_t line;
            assert_int_equal(dispute_case_new(NULL, &c), DISPUTE_DONE);
            assert_int_equal(dispute_case_load(whole.p.policy, c, whole.snapshot[from], DISPUTE_SNAPSHOT_SIZE),
                             DISPUTE_DONE);
            dispute_result r =
                replay(&whole, c, whole.bytes + whole.at[to], whole.at[whole.count] - whole.at[to], &line);
            if (to == whole.count || to == from)
                assert_int_equal(r, DISPUTE_DONE);
            else
                assert_int_equal(r, DISPUTE_ERROR_CORRUPT_RECORD);
            expect_snapshot(c, whole.snapshot[to == from ? whole.count : from]);
            dispute_case_free(c);
        }
}

static void a_flipped_bit_is_found(void **state) {
    uint8_t bytes[ROOM];
    (void)state;
    memcpy(bytes, whole.bytes, sizeof bytes);
    for (int i = 0; i < whole.count; i++)
        for (size_t bit = 8 * whole.at[i]; bit < 8 * whole.at[i + 1]; bit++) {
            bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
            assert_true(try_replay(&whole, bytes, whole.at[whole.count], i + 1, i + 1) != DISPUTE_DONE);
            bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
        }
}

static void a_flipped_bit_under_a_repaired_checksum_is_found(void **state) {
    uint8_t bytes[ROOM];
    (void)state;
    for (int i = 0; i < whole.count; i++)
        for (size_t bit = 8 * whole.at[i]; bit < 8 * (whole.at[i + 1] - SUM); bit++) {
            memcpy(bytes, whole.bytes, sizeof bytes);
            bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
            repair(&whole, bytes, i);
            dispute_result r = try_replay(&whole, bytes, whole.at[whole.count], i + 1, i + 2);
            if (i + 1 < whole.count) assert_true(r != DISPUTE_DONE); /* of the last one only the head tells */
        }
}

static size_t put(uint8_t *to, size_t at, const journal *j, int first, int end) { /* records first to end - 1 */
    memcpy(to + at, j->bytes + j->at[first], j->at[end] - j->at[first]);
    return at + j->at[end] - j->at[first];
}

static void a_record_dropped_doubled_or_swapped_is_found(void **state) {
    uint8_t bytes[ROOM];
    int n = whole.count;
    (void)state;
    for (int i = 0; i < n; i++) {
        size_t dropped = put(bytes, put(bytes, 0, &whole, 0, i), &whole, i + 1, n);
        dispute_result r = try_replay(&whole, bytes, dropped, i + 1, i + 1);
        assert_int_equal(r, i + 1 < n ? DISPUTE_ERROR_CORRUPT_RECORD : DISPUTE_DONE); /* a cut tail: the head tells */
        size_t doubled = put(bytes, put(bytes, 0, &whole, 0, i + 1), &whole, i, n);
        assert_int_equal(try_replay(&whole, bytes, doubled, i + 2, i + 2), DISPUTE_ERROR_CORRUPT_RECORD);
        if (i + 1 == n) break;
        size_t swapped = put(bytes, put(bytes, 0, &whole, 0, i), &whole, i + 1, i + 2);
        swapped = put(bytes, put(bytes, swapped, &whole, i, i + 1), &whole, i + 2, n);
        assert_int_equal(try_replay(&whole, bytes, swapped, i + 1, i + 1), DISPUTE_ERROR_CORRUPT_RECORD);
    }
}

static void a_cut_record_is_found(void **state) {
    (void)state;
    for (int i = 0; i < whole.count; i++)
        for (size_t size = whole.at[i] + 1; size < whole.at[i + 1]; size++)
            assert_int_equal(try_replay(&whole, whole.bytes, size, i + 1, i + 1), DISPUTE_ERROR_CORRUPT_RECORD);
}

static void a_record_of_another_case_is_found(void **state) {
    static journal other;
    uint8_t bytes[ROOM];
    int n = whole.count;
    (void)state;
    journal_new(&other, "", "C-2"); /* under the same policy, and the same things happened */
    assert_int_equal(try_replay(&whole, other.bytes, other.at[n], 1, 1), DISPUTE_ERROR_OTHER_CASE);
    for (int i = 1; i < n; i++) {
        size_t spliced = put(bytes, put(bytes, put(bytes, 0, &whole, 0, i), &other, i, i + 1), &whole, i + 1, n);
        assert_int_equal(try_replay(&whole, bytes, spliced, i + 1, i + 1), DISPUTE_ERROR_CORRUPT_RECORD);
    }
    journal_free(&other);
}

static void a_record_under_another_policy_is_found(void **state) {
    (void)state;
    assert_int_equal(try_replay(&whole, unchained.bytes, unchained.at[1], 1, 1), DISPUTE_ERROR_OTHER_POLICY);
    assert_int_equal(try_replay(&unchained, whole.bytes, whole.at[1], 1, 1), DISPUTE_ERROR_OTHER_POLICY);
}

/* ---- one record, read by itself ---- */

static void expect_readable_or_corrupt(const uint8_t *bytes, size_t size) {
    uint8_t *block = malloc(size ? size : 1);
    dispute_transition t = {.size = sizeof t};
    dispute_event e = {.size = sizeof e};
    dispute_order o = {.size = sizeof o};
    char name[40], id[40];
    uint8_t digest[32];
    size_t next = 0;
    assert_non_null(block);
    memcpy(block, bytes, size);
    dispute_result r = dispute_record_read(block, size, &t, &e, &next);
    assert_true(r == DISPUTE_DONE || r == DISPUTE_ERROR_CORRUPT_RECORD || r == DISPUTE_ERROR_WRONG_VERSION);
    if (r == DISPUTE_DONE) {
        assert_in_range(next, 1, size);
        assert_non_null(memchr(e.id, 0, sizeof e.id));
        assert_non_null(memchr(e.reference, 0, sizeof e.reference));
    }
    dispute_record_order(block, size, &o);
    dispute_bytes_about(block, size, name, digest, id);
    free(block);
}

static void hostile_bytes_are_read_without_harm(void **state) {
    uint8_t bytes[ROOM];
    (void)state;
    for (int i = 0; i < whole.count; i++)
        for (size_t at = whole.at[i]; at < whole.at[i + 1]; at++) {
            const uint8_t *record = bytes + whole.at[i];
            for (int flip = 1; flip < 256; flip += flip < 128 ? flip : 127) {
                memcpy(bytes, whole.bytes, whole.at[i + 1]);
                bytes[at] ^= (uint8_t)flip;
                expect_readable_or_corrupt(record, size_of(&whole, i));
                repair(&whole, bytes, i);
                expect_readable_or_corrupt(record, size_of(&whole, i));
            }
            size_t cut = at - whole.at[i];
            memcpy(bytes, whole.bytes, whole.at[i + 1]);
            assert_int_equal(dispute_record_read(record, cut, NULL, NULL, NULL), DISPUTE_ERROR_CORRUPT_RECORD);
            expect_readable_or_corrupt(record, cut);
        }
}

static void a_text_in_a_record_has_room_for_its_end(void **state) {
    enum { REFUSE = 3, TEXT_AT = HEAD, IDS = 72 };
    (void)state;
    for (size_t size = 0; size <= 255; size++) {
        uint8_t bytes[HEAD + 1 + 255 + CHAIN + SUM] = {0};
        size_t end = TEXT_AT + 1 + size + CHAIN;
        memcpy(bytes, whole.bytes + whole.at[REFUSE], TEXT_AT);
        bytes[TEXT_AT] = (uint8_t)size;
        memset(bytes + TEXT_AT + 1, 'x', size);
        put_number(bytes, end + SUM, 2);
        put_number(bytes + end, checksum(bytes, end), SUM);
        expect_readable_or_corrupt(bytes, end + SUM);
        dispute_result r = dispute_record_read(bytes, end + SUM, NULL, NULL, NULL);
        assert_int_equal(r, size > 0 && size < IDS ? DISPUTE_DONE : DISPUTE_ERROR_CORRUPT_RECORD);
    }
}

/* A deadline's record tells nothing but that it passed. */
static void a_deadline_with_a_content_is_corrupt(void **state) {
    uint8_t bytes[ROOM];
    int found = 0;
    (void)state;
    for (int i = 0; i < unchained.count; i++) {
        const uint8_t *record = unchained.bytes + unchained.at[i];
        size_t body = size_of(&unchained, i) - SUM, end = unchained.at[i] + body;
        if (record[4] <= 100) continue;
        for (int part = 4; part <= 8; part *= 2) { /* an id, a reference */
            memcpy(bytes, unchained.bytes, end);
            uint8_t *forged = bytes + unchained.at[i];
            assert_int_equal(body, HEAD);
            forged[3] = (uint8_t)part;
            memcpy(forged + body, "\5hello", 6);
            put_number(forged, body + 6 + SUM, 2);
            put_number(forged + body + 6, checksum(forged, body + 6), SUM);
            assert_int_equal(dispute_record_read(forged, body + 6 + SUM, NULL, NULL, NULL), DISPUTE_DONE);
            assert_int_equal(try_replay(&unchained, bytes, end + 6 + SUM, i + 1, i + 1), DISPUTE_ERROR_CORRUPT_RECORD);
            found++;
        }
    }
    assert_true(found > 0);
}

/* ---- journal.chain = none ---- */

static void without_a_chain_the_sequence_still_holds(void **state) {
    static const uint8_t zero[32];
    uint8_t bytes[ROOM];
    (void)state;
    assert_memory_equal(unchained.head, zero, 32);
    for (int i = 0; i < whole.count; i++) assert_int_equal(size_of(&whole, i) - size_of(&unchained, i), 32);
    for (int i = 0; i + 1 < unchained.count; i++) {
        size_t dropped = put(bytes, put(bytes, 0, &unchained, 0, i), &unchained, i + 1, unchained.count);
        assert_int_equal(try_replay(&unchained, bytes, dropped, i + 1, i + 1), DISPUTE_ERROR_CORRUPT_RECORD);
    }
    dispute_case *c;
    int32_t line;
    assert_int_equal(dispute_case_new(NULL, &c), DISPUTE_DONE);
    assert_int_equal(replay(&unchained, c, unchained.bytes, unchained.at[unchained.count], &line), DISPUTE_DONE);
    expect_snapshot(c, unchained.snapshot[unchained.count]);
    dispute_case_free(c);
}

/* All bytes of a whole journal, but the policy's digest and what follows from it: a host has stored such bytes. */
static void a_whole_journal_keeps_its_bytes(void **state) {
    enum { POLICY_AT = 90 };
    uint8_t bytes[ROOM], digest[32], policy[32];
    char hex[65];
    (void)state;
    memcpy(bytes, unchained.bytes, sizeof bytes);
    assert_int_equal(dispute_policy_digest(unchained.p.policy, policy), DISPUTE_DONE);
    assert_memory_equal(bytes + POLICY_AT, policy, 32);
    memset(bytes + POLICY_AT, 0, 32);
    memset(bytes + unchained.at[1] - SUM, 0, SUM);
    dispute__sha256(bytes, unchained.at[unchained.count], digest);
    for (size_t i = 0; i < 32; i++) snprintf(hex + 2 * i, 3, "%02x", digest[i]);
    assert_string_equal(hex, "7cd8b8a97026a96cd335c6c76311909db08fe708e81272047b77f617fadaa85c");
}

static int set_up(void **state) {
    (void)state;
    journal_new(&whole, "", "C-1");
    journal_new(&unchained, "journal.chain = none\n", "C-1");
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    journal_free(&whole);
    journal_free(&unchained);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sha256_of_the_published_messages),
        cmocka_unit_test(sha256_around_the_ends_of_a_block),
        cmocka_unit_test(each_record_carries_the_hash_of_those_before),
        cmocka_unit_test(both_ways_to_hash_give_the_same),
        cmocka_unit_test(a_record_lies_as_it_always_lay),
        cmocka_unit_test(a_record_reads_back_as_what_was_sent),
        cmocka_unit_test(the_first_record_carries_the_order),
        cmocka_unit_test(replay_of_every_prefix),
        cmocka_unit_test(replay_continues_a_snapshot),
        cmocka_unit_test(a_flipped_bit_is_found),
        cmocka_unit_test(a_flipped_bit_under_a_repaired_checksum_is_found),
        cmocka_unit_test(a_record_dropped_doubled_or_swapped_is_found),
        cmocka_unit_test(a_cut_record_is_found),
        cmocka_unit_test(a_record_of_another_case_is_found),
        cmocka_unit_test(a_record_under_another_policy_is_found),
        cmocka_unit_test(hostile_bytes_are_read_without_harm),
        cmocka_unit_test(a_text_in_a_record_has_room_for_its_end),
        cmocka_unit_test(a_deadline_with_a_content_is_corrupt),
        cmocka_unit_test(without_a_chain_the_sequence_still_holds),
        cmocka_unit_test(a_whole_journal_keeps_its_bytes),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
