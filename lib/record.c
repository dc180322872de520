/* record.c - the snapshot: the case as canonical bytes, one byte string per state, and the reader that trusts nothing.
 */
#include "bytes.h"
#include "event.h"
#include "journal.h"
#include "machine.h"
#include <stddef.h>
#include <string.h>

enum { SNAPSHOT_VERSION = 1, HEAD_SIZE = 8, SUM_SIZE = 8 };
_Static_assert(HEAD_SIZE + CASE_SIZE + SUM_SIZE == DISPUTE_SNAPSHOT_SIZE, "the snapshot is head, value, sum");
static const uint8_t magic[4] = {'D', 'S', 'P', 'C'};

/* `count` numbers of `width` bytes lie at `at`, in the case and in the snapshot alike */
typedef struct run {
    uint16_t at, width, count;
} run;
#define AT(field) (uint16_t) offsetof(dispute_case, field)
static const run runs[] = {
    {AT(policy_tag), 8, 3},
    {AT(sequence), 4, 1},
    {AT(state), 1, 24},
    {AT(flags), 2, 1},
    {AT(id_size), 1, 6},
    {AT(blocks), 4, 9},
    {AT(due), 8, 10},
    {AT(request), 8, 9},
    {AT(money), 8, TRANSFERS_MAX},
    {AT(print), 8, IDS_KEPT},
    {AT(policy_digest), 1, 24},
    {AT(transfer_sequence), 4, TRANSFERS_MAX},
    {AT(transfer_bits), 2, TRANSFERS_MAX},
    {AT(currency), 1, 4 + POLICY_NAME_SIZE + DISPUTE_CASE_ID_SIZE},
};

/* Turns each number round, where the machine's own order is not the stored one. */
static void turn_numbers(uint8_t *value) {
    for (size_t r = 0; r < sizeof runs / sizeof runs[0]; r++)
        for (size_t i = 0; i < runs[r].count; i++)
            for (size_t low = runs[r].at + i * runs[r].width, high = low + runs[r].width - 1; low < high;
                 low++, high--) {
                uint8_t byte = value[low];
                value[low] = value[high];
                value[high] = byte;
            }
}

static void value_put(const dispute_case *c, uint8_t *to) {
    copy_block(to, c, CASE_SIZE);
    if (!MACHINE_IS_LITTLE_ENDIAN) turn_numbers(to);
}

static void value_get(dispute_case *c, const uint8_t *from) {
    copy_block(c, from, CASE_SIZE);
    if (!MACHINE_IS_LITTLE_ENDIAN) turn_numbers((uint8_t *)c);
}

dispute_result dispute_case_save(const dispute_case *c, uint8_t *buffer, size_t room, size_t *needed) {
    if (needed) *needed = DISPUTE_SNAPSHOT_SIZE;
    if (!c || !dispute__case_is_begun(c) || (!buffer && room)) return DISPUTE_ERROR_BAD_ARGUMENT;
    if (room < DISPUTE_SNAPSHOT_SIZE) return DISPUTE_ERROR_BUFFER_TOO_SMALL;
    memcpy(buffer, magic, sizeof magic);
    put_number(buffer + 4, SNAPSHOT_VERSION, 2);
    put_number(buffer + 6, DISPUTE_SNAPSHOT_SIZE, 2);
    value_put(c, buffer + HEAD_SIZE);
    put_word(buffer + HEAD_SIZE + CASE_SIZE, checksum(buffer, HEAD_SIZE + CASE_SIZE));
    return DISPUTE_DONE;
}

static dispute_result snapshot_read(dispute_case *c, const uint8_t *snapshot, size_t size) {
    if (size < HEAD_SIZE || memcmp(snapshot, magic, sizeof magic) != 0) return DISPUTE_ERROR_CORRUPT_RECORD;
    if (get_number(snapshot + 4, 2) != SNAPSHOT_VERSION) return DISPUTE_ERROR_WRONG_VERSION;
    if (size != DISPUTE_SNAPSHOT_SIZE || get_number(snapshot + 6, 2) != DISPUTE_SNAPSHOT_SIZE
        || get_word(snapshot + HEAD_SIZE + CASE_SIZE) != checksum(snapshot, HEAD_SIZE + CASE_SIZE))
        return DISPUTE_ERROR_CORRUPT_RECORD;
    value_get(c, snapshot + HEAD_SIZE);
    return dispute__case_is_sound(c) ? DISPUTE_DONE : DISPUTE_ERROR_CORRUPT_RECORD;
}

int dispute__snapshot_times(const uint8_t *snapshot, uint64_t *tag, int64_t *clock, int64_t *next_due) {
    const uint8_t *value = snapshot + HEAD_SIZE;
    *tag = get_word(value + offsetof(dispute_case, policy_tag));
    *clock = (int64_t)get_word(value + offsetof(dispute_case, clock));
    *next_due = (int64_t)get_word(value + offsetof(dispute_case, next_due));
    return memcmp(snapshot, magic, sizeof magic) == 0 && get_number(snapshot + 4, 2) == SNAPSHOT_VERSION;
}

dispute_result dispute_case_load(const dispute_policy *policy, dispute_case *c, const uint8_t *snapshot,
                                 size_t snapshot_size) {
    dispute_case read;
    if (!policy || !c || !snapshot) return DISPUTE_ERROR_BAD_ARGUMENT;
    if (!policy->sealed) return DISPUTE_ERROR_NOT_SEALED;
    dispute_result result = snapshot_read(&read, snapshot, snapshot_size);
    if (result == DISPUTE_DONE) result = dispute__case_fits_policy(policy, &read);
    if (result == DISPUTE_DONE && (read.blocks != 0) != (read.sequence != 0 && policy->journal_chain == CHAIN_SHA256))
        result = DISPUTE_ERROR_CORRUPT_RECORD; /* a chain where the policy has none, or the other way round */
    if (result == DISPUTE_DONE) dispute__case_value_copy(c, &read);
    return result;
}

dispute_result dispute_bytes_about(const uint8_t *bytes, size_t bytes_size, char policy_name[40],
                                   uint8_t policy_digest[32], char case_id[40]) {
    dispute_case c;
    if (!bytes || !policy_name || !policy_digest || !case_id) return DISPUTE_ERROR_BAD_ARGUMENT;
    int is_snapshot = bytes_size >= sizeof magic && memcmp(bytes, magic, sizeof magic) == 0;
    dispute_result result =
        is_snapshot ? snapshot_read(&c, bytes, bytes_size) : dispute__journal_about(bytes, bytes_size, &c);
    if (result != DISPUTE_DONE) return result;
    memset(policy_name, 0, DISPUTE_NAME_SIZE);
    memcpy(policy_name, c.policy_name, sizeof c.policy_name);
    put_number(policy_digest, c.policy_tag, 8);
    memcpy(policy_digest + 8, c.policy_digest, sizeof c.policy_digest);
    memcpy(case_id, c.id, sizeof c.id);
    return DISPUTE_DONE;
}
