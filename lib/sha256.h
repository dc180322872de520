/* sha256.h - FIPS 180-4, for the journal's chain and the policy's digest. */
#ifndef DISPUTE_LIB_SHA256_H
#define DISPUTE_LIB_SHA256_H

#include <stddef.h>
#include <stdint.h>

enum { SHA256_BLOCK = 64 };

/* the eight words of section 6.2 between two blocks */
typedef uint32_t sha256_state[8];

/* Has this processor instructions for it? Slow to ask: a policy asks once and remembers (there are no globals). */
int dispute__sha256_has_instructions(void);
void dispute__sha256_begin(sha256_state state);
void dispute__sha256_blocks(sha256_state state, const uint8_t *bytes, size_t blocks, int instructions);
/* The digest of `size` bytes in all, of which the last `rest` (less than a block) are not yet in the state. */
void dispute__sha256_end(sha256_state state, const uint8_t *last, size_t rest, uint64_t size, uint8_t digest[32]);
void dispute__sha256(const uint8_t *bytes, size_t size, uint8_t digest[32]);

#endif
