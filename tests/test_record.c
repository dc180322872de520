/* test_record.c - snapshots: one byte string per state; and whatever else is loaded is refused, or does no harm. */
#include "world.h"
#include "bytes.h"
#include "case.h"
#include "policy.h"
#include "sha256.h"

enum {
    SIZE = DISPUTE_SNAPSHOT_SIZE,
    HEAD = 8,
    SUM_AT = SIZE - 8,
    STATES = 100,
    EACH = 4,
    SNAPSHOTS = 192,
    CONTACT = 8
};

/* ---- snapshots of every state ---- */

typedef struct shot {
    uint8_t bytes[SIZE];
    int policy;
} shot;

static shot shots[SNAPSHOTS];
static int shots_taken, taken[STATES][EACH];
static uint64_t dice = 1;

static void take(world *w) {
    int32_t state = dispute_case_state(w->p.c);
    /* the default, unconfirmed payments, executed rulings, and the one that begins with a contact period */
    int policy = w->policy == CONTACT ? EACH - 1 : w->policy;
    if (policy >= EACH || (policy == EACH - 1 && w->policy != CONTACT)) return;
    if (taken[state][policy] == 3 || shots_taken == SNAPSHOTS) return;
    if (below(w, 8) && taken[state][policy]) return; /* not all from one case */
    taken[state][policy]++;
    shots[shots_taken].policy = w->policy;
    HOLDS(w, dispute_case_save(w->p.c, shots[shots_taken++].bytes, SIZE, NULL) == DISPUTE_DONE);
}

static int set_up(void **state) {
    worlds_begin(state);
    walk(22, take);
    return 0;
}

static void every_state_is_there_and_round_trips(void **state) {
    uint8_t again[SIZE];
    (void)state;
    for (uint32_t i = 0; i < dispute_word_count(DISPUTE_GROUP_STATE); i++)
        assert_true(taken[dispute_word_at(DISPUTE_GROUP_STATE, i)][EACH - 1] > 0);
    assert_true(taken[0][0] > 0);
    for (int i = 0; i < shots_taken; i++) {
        play *p = &plays[shots[i].policy];
        assert_int_equal(dispute_case_load(p->policy, p->c, shots[i].bytes, SIZE), DISPUTE_DONE);
        play_snapshot(p, again);
        assert_memory_equal(again, shots[i].bytes, SIZE);
    }
}

/* ---- what may be done to a snapshot, and what must come of it ---- */

static void repair(uint8_t bytes[SIZE]) { put_number(bytes + SUM_AT, checksum(bytes, SUM_AT), 8); }

typedef struct trial {
    play *p;
    dispute_case *copy;
    int refused, harmless;
} trial;

static void trial_begin(trial *t) {
    memset(t, 0, sizeof *t);
    assert_int_equal(dispute_case_new(NULL, &t->copy), DISPUTE_DONE);
}

static void trial_end(const trial *t) {
    dispute_case_free(t->copy);
    print_message("%d refused, %d harmless\n", t->refused, t->harmless);
}

static void expect_sound(const trial *t) { /* whatever was done to it: it can be stored, and read again */
    uint8_t bytes[SIZE];
    dispute_view v = {.size = sizeof v};
    assert_int_equal(dispute_case_save(t->copy, bytes, SIZE, NULL), DISPUTE_DONE);
    assert_int_equal(dispute_case_load(t->p->policy, t->copy, bytes, SIZE), DISPUTE_DONE);
    for (int32_t party = DISPUTE_PARTY_CARRIER; party >= DISPUTE_PARTY_BUYER; party--)
        assert_int_equal(dispute_case_view(t->copy, party, &v), DISPUTE_DONE);
    assert_true(v.escrow >= 0 && v.escrow <= v.amount && v.unpaid >= 0 && v.to_buyer >= 0);  /* M2 */
    assert_true(v.outcome.amount >= 0 && v.outcome.amount / MULTIPLE_MAX <= v.amount);       /* M5, S7 */
    assert_true(v.funds != DISPUTE_FUNDS_SETTLED || v.escrow == 0);                          /* M7 */
    assert_true(v.sequence == 0 || dispute_word_name(DISPUTE_GROUP_STATE, v.state) != NULL); /* and nothing but words */
    assert_true(v.sequence == 0 || dispute_word_name(DISPUTE_GROUP_REASON, v.reason) != NULL);
    assert_true(v.sequence == 0 || dispute_word_name(DISPUTE_GROUP_GOODS, v.goods) != NULL);
    assert_non_null(dispute_word_name(DISPUTE_GROUP_FUNDS, v.funds));
    for (int i = 0; i < 3; i++) assert_in_range(v.currency[i], 'A', 'Z');
}

static void expect_one_event(const trial *t, int64_t now) {
    dispute_event e;
    dice = dice * UINT64_C(6364136223846793005) + 1;
    int32_t kind = dispute_word_at(DISPUTE_GROUP_EVENT, (uint32_t)(dice >> 40) % SENT);
    int index = (int)(dice >> 33 & 31);
    while (!play_content(t->p, kind, index, &e)) index /= 2;
    e.by = (int32_t)(dice >> 62) + 1;
    e.at = now + (int64_t)(dice >> 20 & 0xFFFFFFFF);
    if (e.at > FOREVER) e.at = FOREVER;
    dispute_apply(t->p->policy, t->copy, &e, t->p->answer);
    expect_sound(t);
}

/* A chain where the policy has none, or the other way round: only who knows the policy sees that. */
static int has_wrong_chain(const trial *t, const uint8_t *bytes) {
    int blocks = get_number(bytes + HEAD + offsetof(dispute_case, blocks), 4) != 0;
    int opened = get_number(bytes + HEAD + offsetof(dispute_case, sequence), 4) != 0;
    return blocks != (opened && t->p->policy->journal_chain == CHAIN_SHA256);
}

static void expect_harmless(trial *t, const uint8_t bytes[SIZE], int events) {
    uint8_t again[SIZE], digest[32];
    char name[40], id[40];
    dispute_view v = {.size = sizeof v};
    play *p = t->p;
    dispute_result r = dispute_case_load(p->policy, p->c, bytes, SIZE),
                   about = dispute_bytes_about(bytes, SIZE, name, digest, id);
    int fits = r == DISPUTE_DONE || r == DISPUTE_ERROR_OTHER_POLICY;
    if (fits || !has_wrong_chain(t, bytes)) assert_int_equal(about == DISPUTE_DONE, fits);
    if (r != DISPUTE_DONE) {
        assert_true(r == DISPUTE_ERROR_CORRUPT_RECORD || r == DISPUTE_ERROR_WRONG_VERSION
                    || r == DISPUTE_ERROR_OTHER_POLICY);
        t->refused++;
        return;
    }
    t->harmless++;
    play_snapshot(p, again);
    assert_memory_equal(again, bytes, SIZE); /* S1 */
    assert_int_equal(dispute_case_view(p->c, DISPUTE_PARTY_PLATFORM, &v), DISPUTE_DONE);
    int64_t now = v.changed_at ? v.changed_at : T0;
    assert_int_equal(dispute_allowed(p->policy, p->c, 0, now, p->answer), DISPUTE_DONE);
    assert_int_equal(dispute_forecast(p->policy, p->c, p->answer), DISPUTE_DONE);
    dispute_case_copy(t->copy, p->c);
    expect_sound(t);
    assert_int_equal(dispute_advance(p->policy, t->copy, FOREVER, p->answer), DISPUTE_DONE);
    expect_sound(t);
    if (events) dispute_case_copy(t->copy, p->c);
    while (events-- > 0) expect_one_event(t, now); /* one behind the other */
}

/* ---- flips, values, lengths, garbage ---- */

static void a_flipped_bit_is_found(void **state) {
    play *p = &plays[0];
    (void)state;
    for (int i = 0; i < shots_taken; i++) {
        uint8_t bytes[SIZE], before[SIZE], after[SIZE];
        memcpy(bytes, shots[i].bytes, SIZE);
        p = &plays[shots[i].policy];
        assert_int_equal(dispute_case_load(p->policy, p->c, bytes, SIZE), DISPUTE_DONE);
        play_snapshot(p, before);
        for (int bit = 0; bit < 8 * SIZE; bit++) {
            bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
            dispute_result r = dispute_case_load(p->policy, p->c, bytes, SIZE);
            assert_int_equal(r,
                             bit / 8 == 4 || bit / 8 == 5 ? DISPUTE_ERROR_WRONG_VERSION : DISPUTE_ERROR_CORRUPT_RECORD);
            bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
        }
        play_snapshot(p, after);
        assert_memory_equal(before, after, SIZE);
    }
}

static void a_flipped_bit_under_a_repaired_checksum_does_no_harm(void **state) {
    trial t;
    (void)state;
    trial_begin(&t);
    for (int i = 0; i < shots_taken; i += 3) {
        uint8_t bytes[SIZE];
        t.p = &plays[shots[i].policy];
        for (int bit = 0; bit < 8 * SUM_AT; bit++) {
            memcpy(bytes, shots[i].bytes, SIZE);
            bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
            repair(bytes);
            expect_harmless(&t, bytes, 1);
        }
    }
    assert_true(t.refused > 0 && t.harmless > 0);
    trial_end(&t);
}

static void every_value_of_every_byte_does_no_harm(void **state) {
    trial t;
    (void)state;
    trial_begin(&t);
    for (int i = 1; i < shots_taken; i += shots_taken / 2) {
        uint8_t bytes[SIZE];
        t.p = &plays[shots[i].policy];
        for (int at = 0; at < SUM_AT; at++)
            for (int value = 0; value < 256; value++) {
                memcpy(bytes, shots[i].bytes, SIZE);
                bytes[at] = (uint8_t)value;
                repair(bytes);
                expect_harmless(&t, bytes, 0);
            }
    }
    trial_end(&t);
}

static void two_fields_at_once_do_no_harm(void **state) { /* what one byte alone cannot say */
    trial t;
    (void)state;
    trial_begin(&t);
    for (int n = 0; n < 60000; n++) {
        const shot *s = &shots[n % shots_taken], *other = &shots[(n * 7 + n / shots_taken) % shots_taken];
        uint8_t bytes[SIZE];
        memcpy(bytes, s->bytes, SIZE);
        t.p = &plays[s->policy];
        for (int k = 0; k < 1 + n % 3; k++) {
            dice = dice * UINT64_C(6364136223846793005) + 1;
            size_t at = HEAD + (size_t)(dice >> 33) % (SUM_AT - HEAD), width = (size_t)1 << (dice >> 60 & 3);
            if (width > SUM_AT - at) width = 1;
            if (n % 2)
                memcpy(bytes + at, other->bytes + at, width); /* spliced from another case */
            else
                put_number(bytes + at, dice >> 8, width);
        }
        repair(bytes);
        expect_harmless(&t, bytes, 4);
    }
    trial_end(&t);
}

static void write_transfers(uint8_t *bytes, size_t count) { /* to and fro, one unit each, all of them paid */
    bytes[HEAD + offsetof(dispute_case, transfers)] = (uint8_t)count;
    for (size_t i = 0; i < TRANSFERS_MAX; i++) {
        uint64_t from = DISPUTE_ACCOUNT_BUYER + i % 2, to = DISPUTE_ACCOUNT_SELLER - i % 2, used = i < count;
        uint64_t bits = i % 3 | from << TRANSFER_FROM | to << TRANSFER_TO | DISPUTE_WHY_REVERSAL << TRANSFER_WHY
                        | 1 << TRANSFER_PAID;
        put_number(bytes + HEAD + offsetof(dispute_case, money.transfer_amount) + 8 * i, used, 8);
        put_number(bytes + HEAD + offsetof(dispute_case, transfer_sequence) + 4 * i, used, 4);
        put_number(bytes + HEAD + offsetof(dispute_case, transfer_bits) + 2 * i, used ? bits : 0, 2);
    }
}

/* Nobody gets a case to where it has no room left for the transfers to come. */
static void many_transfers_and_rounds_do_no_harm(void **state) {
    trial t;
    (void)state;
    trial_begin(&t);
    for (int i = 0; i < shots_taken; i++)
        for (int n = 0; n < 11 * 6 * 6; n++) {
            uint8_t bytes[SIZE];
            memcpy(bytes, shots[i].bytes, SIZE);
            t.p = &plays[shots[i].policy];
            write_transfers(bytes, (size_t)(n % 11));
            bytes[HEAD + offsetof(dispute_case, claim)] = (uint8_t)(n / 11 % 6);
            bytes[HEAD + offsetof(dispute_case, claimer_amended)] = DISPUTE_ACCOUNT_SELLER;
            bytes[HEAD + offsetof(dispute_case, rounds)] = (uint8_t)(n / 66 % 6);
            bytes[HEAD + offsetof(dispute_case, flags) + 1] ^= (uint8_t)(n % 2); /* FLAG_EXECUTED */
            repair(bytes);
            expect_harmless(&t, bytes, 12);
        }
    assert_true(t.refused > 0 && t.harmless > 0);
    trial_end(&t);
}

/* ---- what no case can be, though every field of it could ---- */

#define FIELD(field) (HEAD + offsetof(dispute_case, field))

typedef struct change {
    size_t at, width;
    uint64_t value;
} change;

static void expect_corrupt(play *p, change one, change two) { /* of both together; width 0: there is none */
    const change changes[] = {one, two};
    uint8_t bytes[SIZE];
    play_snapshot(p, bytes);
    assert_int_equal(dispute_case_load(p->policy, p->c, bytes, SIZE), DISPUTE_DONE);
    for (int i = 0; i < 2; i++) put_number(bytes + changes[i].at, changes[i].value, changes[i].width);
    repair(bytes);
    assert_int_equal(dispute_case_load(p->policy, p->c, bytes, SIZE), DISPUTE_ERROR_CORRUPT_RECORD);
}

#define NO_MORE        ((change){HEAD, 0, 0})
#define SET(field, to) ((change){FIELD(field), sizeof(((dispute_case *)NULL)->field), (uint64_t)(to)})

static void opened(play *p, const char *changes) {
    play_begun(p, changes, DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 2000);
}

static void what_no_case_can_be_is_corrupt(void **state) {
    play p;
    (void)state;
    play_new(&p, "");
    opened(&p, "");
    expect_corrupt(&p, SET(flags, FLAG_STANDS | FLAG_STARTED_BY_SELLER), NO_MORE); /* no round is being decided */
    expect_corrupt(&p, SET(flags, FLAG_STANDS | FLAG_PROVISIONAL | FLAG_EXECUTED), NO_MORE); /* it negotiates */
    DID(&p, SUSPEND, PLATFORM, D(1), .until = D(3));
    /* before the pause is over: a resume would move it back behind itself */
    expect_corrupt(&p, SET(due, D(2)), SET(next_due, D(2)));
    expect_corrupt(&p, SET(window[0], 1), SET(window[2], D(20)));
    opened(&p, "");
    DID(&p, WITHDRAW, BUYER, D(1));
    expect_corrupt(&p, SET(claim, DISPUTE_CLAIM_DUE), SET(claimer_amended, DISPUTE_ACCOUNT_SELLER));
    expect_corrupt(&p, SET(funds, DISPUTE_FUNDS_SETTLED), NO_MORE); /* it may be opened again */
    opened(&p, "appeal.money = execute\n");
    DID(&p, TAKE_OVER, PLATFORM, D(1));
    DID(&p, RULE, PLATFORM, D(1), .terms = REFUND(500));
    expect_corrupt(&p, SET(deal_kind, DISPUTE_TERMS_RETURN_REFUND), NO_MORE); /* nothing moves ahead of that */
    expect_corrupt(&p, SET(rounds, 3), NO_MORE);
    DID(&p, APPEAL, BUYER, D(2));
    expect_corrupt(&p, SET(window[0], D(5)), SET(next_due, D(5))); /* a review runs, and no answer is asked for */
    opened(&p, "");
    DID(&p, TAKE_OVER, PLATFORM, D(1));
    DID(&p, RULE, PLATFORM, D(1), .terms = REFUND(500));
    DID(&p, APPEAL, BUYER, D(2));
    expect_corrupt(&p, SET(rounds, 0), NO_MORE); /* somebody has started it */
    play_free(&p);
}

static void a_text_without_an_end_is_corrupt(void **state) {
    static const struct {
        size_t at, size;
    } texts[] = {{offsetof(dispute_case, id), DISPUTE_CASE_ID_SIZE},
                 {offsetof(dispute_case, policy_name), POLICY_NAME_SIZE}};
    (void)state;
    for (int i = 0; i < shots_taken; i++)
        for (size_t n = 0; n < 2; n++)
            for (size_t size = 0; size <= texts[n].size; size++) {
                uint8_t bytes[SIZE], *text = bytes + HEAD + texts[n].at;
                play *p = &plays[shots[i].policy];
                memcpy(bytes, shots[i].bytes, SIZE);
                memset(text, 0, texts[n].size);
                memset(text, 'x', size);
                if (n == 0) bytes[HEAD + offsetof(dispute_case, id_size)] = (uint8_t)size;
                repair(bytes);
                int whole = size > 0 && size < texts[n].size;
                assert_int_equal(dispute_case_load(p->policy, p->c, bytes, SIZE) == DISPUTE_DONE, whole);
                if (size + 1 >= texts[n].size) continue;
                text[texts[n].size - 1] = 'y'; /* behind the end */
                repair(bytes);
                assert_int_equal(dispute_case_load(p->policy, p->c, bytes, SIZE), DISPUTE_ERROR_CORRUPT_RECORD);
            }
}

static void an_id_of_another_size_than_it_says_is_corrupt(void **state) {
    (void)state;
    for (int i = 0; i < shots_taken; i++)
        for (int says = 0; says < 256; says++) {
            uint8_t bytes[SIZE], *size = bytes + HEAD + offsetof(dispute_case, id_size);
            play *p = &plays[shots[i].policy];
            memcpy(bytes, shots[i].bytes, SIZE);
            int is_its_own = *size == says;
            *size = (uint8_t)says;
            repair(bytes);
            assert_int_equal(dispute_case_load(p->policy, p->c, bytes, SIZE) == DISPUTE_DONE, is_its_own);
        }
}

static void a_chain_that_no_journal_has_is_corrupt(void **state) {
    (void)state;
    for (int i = 0; i < shots_taken; i++) {
        play *p = &plays[shots[i].policy];
        uint8_t bytes[SIZE], *blocks = bytes + HEAD + offsetof(dispute_case, blocks);
        uint64_t sequence = get_number(shots[i].bytes + HEAD + offsetof(dispute_case, sequence), 4);
        int chained = p->policy->journal_chain == CHAIN_SHA256 && sequence > 0;
        const uint64_t wrong[] = {chained ? 0 : 1, chained ? sequence - 1 : 2, 8 * sequence + 1, UINT32_MAX};
        for (size_t n = 0; n < sizeof wrong / sizeof wrong[0]; n++) {
            memcpy(bytes, shots[i].bytes, SIZE);
            put_number(blocks, wrong[n], 4);
            repair(bytes);
            assert_int_equal(dispute_case_load(p->policy, p->c, bytes, SIZE), DISPUTE_ERROR_CORRUPT_RECORD);
        }
    }
}

static void any_other_length_is_corrupt(void **state) {
    play *p = &plays[shots[0].policy];
    (void)state;
    for (size_t size = 0; size < 2 * SIZE; size++) {
        if (size == SIZE) continue;
        uint8_t *bytes = malloc(size ? size : 1); /* to the byte: a look behind the end is seen */
        assert_non_null(bytes);
        for (size_t at = 0; at < size; at++) bytes[at] = at < SIZE ? shots[0].bytes[at] : 0;
        assert_int_equal(dispute_case_load(p->policy, p->c, bytes, size), DISPUTE_ERROR_CORRUPT_RECORD);
        free(bytes);
    }
}

static void garbage_is_corrupt(void **state) {
    trial t;
    (void)state;
    trial_begin(&t);
    t.p = &plays[0];
    for (int n = 0; n < 20000; n++) {
        uint8_t bytes[SIZE];
        for (size_t at = 0; at < SIZE; at++) {
            dice = dice * UINT64_C(6364136223846793005) + 1;
            bytes[at] = (uint8_t)(dice >> 56);
        }
        if (n % 2) memcpy(bytes, shots[0].bytes, HEAD + 8); /* head and policy as they should be */
        if (n % 4 == 3) repair(bytes);
        expect_harmless(&t, bytes, 0);
    }
    assert_int_equal(t.harmless, 0);
    trial_end(&t);
}

/* ---- versions, policies, what a snapshot is about ---- */

static void another_version_is_named_so(void **state) {
    uint8_t bytes[SIZE], digest[32];
    char name[40], id[40];
    play *p = &plays[shots[0].policy];
    (void)state;
    for (uint64_t version = 0; version < 65536; version += version < 300 ? 1 : 777) {
        memcpy(bytes, shots[0].bytes, SIZE);
        put_number(bytes + 4, version, 2);
        repair(bytes);
        dispute_result expected = version == 1 ? DISPUTE_DONE : DISPUTE_ERROR_WRONG_VERSION;
        assert_int_equal(dispute_case_load(p->policy, p->c, bytes, SIZE), expected);
        assert_int_equal(dispute_bytes_about(bytes, SIZE, name, digest, id), expected);
    }
}

static void another_policy_is_named_so(void **state) {
    (void)state;
    for (int i = 0; i < shots_taken; i++) {
        play *p = &plays[(shots[i].policy + 1) % POLICIES];
        assert_int_equal(dispute_case_load(p->policy, p->c, shots[i].bytes, SIZE), DISPUTE_ERROR_OTHER_POLICY);
    }
}

static void a_snapshot_says_what_it_is_about(void **state) {
    uint8_t digest[32], expected[32];
    char name[40], id[40];
    (void)state;
    for (int i = 0; i < shots_taken; i++) {
        assert_int_equal(dispute_bytes_about(shots[i].bytes, SIZE, name, digest, id), DISPUTE_DONE);
        assert_int_equal(dispute_policy_digest(plays[shots[i].policy].policy, expected), DISPUTE_DONE);
        assert_memory_equal(digest, expected, 32);
        assert_string_equal(name, "aliexpress@2017");
        assert_string_equal(id, "C-1");
    }
    assert_int_equal(dispute_bytes_about(shots[0].bytes, SIZE - 1, name, digest, id), DISPUTE_ERROR_CORRUPT_RECORD);
}

static void numbers_lie_little_endian_where_they_always_lay(void **state) {
    uint8_t bytes[SIZE];
    play *p = &plays[0];
    (void)state;
    p->order.amount = 5000;
    assert_int_equal(play_open(p, DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 0x1234), DISPUTE_DONE);
    play_snapshot(p, bytes);
    assert_memory_equal(bytes, "DSPC\1\0\x38\2", HEAD);
    assert_memory_equal(bytes + HEAD + offsetof(dispute_case, sequence), "\1\0\0\0", 4);
    assert_int_equal(bytes[HEAD + offsetof(dispute_case, state)], DISPUTE_STATE_NEGOTIATION_SELLER);
    assert_int_equal(bytes[HEAD + offsetof(dispute_case, reason)], DISPUTE_REASON_QUALITY);
    assert_memory_equal(bytes + HEAD + offsetof(dispute_case, amount), "\x88\x13\0\0\0\0\0\0", 8);
    assert_memory_equal(bytes + HEAD + offsetof(dispute_case, request), "\x34\x12\0\0\0\0\0\0", 8);
    assert_memory_equal(bytes + HEAD + offsetof(dispute_case, clock), "\0\x8c\x2b\x8d\x9b\x01\0\0", 8);
    assert_memory_equal(bytes + HEAD + offsetof(dispute_case, id), "C-1\0", 4);
}

/* All bytes of one snapshot, but those that follow from the policy's digest: a host has stored such bytes. */
static void a_whole_snapshot_keeps_its_bytes(void **state) {
    uint8_t bytes[SIZE], digest[32];
    char hex[65];
    play *p = &plays[0];
    (void)state;
    p->order.amount = 5000;
    assert_int_equal(play_open(p, DISPUTE_REASON_QUALITY, DISPUTE_TERMS_RETURN_REFUND, 4000), DISPUTE_DONE);
    assert_int_equal(DO(p, PROPOSE, SELLER, D(1), .terms = {DISPUTE_TERMS_REFUND, 0, 1234, 5, 0}, .id = "first"),
                     DISPUTE_DONE);
    assert_int_equal(DO(p, TAKE_OVER, PLATFORM, D(2), .id = "second"), DISPUTE_DONE);
    assert_int_equal(DO(p, ACCEPT, BUYER, D(3), .id = "\xe4\xb8\x89, which is the third"), DISPUTE_DONE);
    play_snapshot(p, bytes);
    memset(bytes + HEAD + offsetof(dispute_case, policy_tag), 0, 8);
    memset(bytes + HEAD + offsetof(dispute_case, policy_digest), 0, 24);
    memset(bytes + HEAD + offsetof(dispute_case, chain), 0, 32);
    dispute__sha256(bytes, SUM_AT, digest);
    for (size_t i = 0; i < 32; i++) snprintf(hex + 2 * i, 3, "%02x", digest[i]);
    assert_string_equal(hex, "69bb71dd4aac975ad3f53cdb9b5dcbf86c371a621727203ffb4ac5d3711c4f1e");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_state_is_there_and_round_trips),
        cmocka_unit_test(a_flipped_bit_is_found),
        cmocka_unit_test(a_flipped_bit_under_a_repaired_checksum_does_no_harm),
        cmocka_unit_test(every_value_of_every_byte_does_no_harm),
        cmocka_unit_test(two_fields_at_once_do_no_harm),
        cmocka_unit_test(many_transfers_and_rounds_do_no_harm),
        cmocka_unit_test(what_no_case_can_be_is_corrupt),
        cmocka_unit_test(a_text_without_an_end_is_corrupt),
        cmocka_unit_test(an_id_of_another_size_than_it_says_is_corrupt),
        cmocka_unit_test(a_chain_that_no_journal_has_is_corrupt),
        cmocka_unit_test(any_other_length_is_corrupt),
        cmocka_unit_test(garbage_is_corrupt),
        cmocka_unit_test(another_version_is_named_so),
        cmocka_unit_test(another_policy_is_named_so),
        cmocka_unit_test(a_snapshot_says_what_it_is_about),
        cmocka_unit_test(numbers_lie_little_endian_where_they_always_lay),
        cmocka_unit_test(a_whole_snapshot_keeps_its_bytes),
    };
    return cmocka_run_group_tests(tests, set_up, worlds_end);
}
