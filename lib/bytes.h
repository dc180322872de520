/* bytes.h - little-endian numbers on every machine, a checksum for bytes that were stored, and the lowest bit of a set.
 */
#ifndef DISPUTE_LIB_BYTES_H
#define DISPUTE_LIB_BYTES_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Never guessed: bytes that were stored must come out the same on every machine. */
#if defined __BYTE_ORDER__ && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
enum { MACHINE_IS_LITTLE_ENDIAN = 1 };
#elif defined __BYTE_ORDER__ && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
enum { MACHINE_IS_LITTLE_ENDIAN = 0 };
#elif defined _WIN32
enum { MACHINE_IS_LITTLE_ENDIAN = 1 };
#else
#error "this compiler does not say the order of bytes: define __BYTE_ORDER__ as GCC does"
#endif

static inline void put_number(uint8_t *to, uint64_t n, size_t width) {
    for (size_t i = 0; i < width; i++) to[i] = (uint8_t)(n >> (8 * i));
}

static inline uint64_t get_number(const uint8_t *from, size_t width) {
    uint64_t n = 0;
    for (size_t i = 0; i < width; i++) n |= (uint64_t)from[i] << (8 * i);
    return n;
}

/* eight bytes at once, where the machine's own order is the stored one */
static inline uint64_t get_word(const void *from) {
    uint64_t n;
    if (!MACHINE_IS_LITTLE_ENDIAN) return get_number(from, 8);
    memcpy(&n, from, sizeof n);
    return n;
}

static inline void put_word(uint8_t *to, uint64_t n) {
    if (MACHINE_IS_LITTLE_ENDIAN)
        memcpy(to, &n, sizeof n);
    else
        put_number(to, n, 8);
}

/* A copy of some hundred bytes. Where the size is a constant, gcc copies that many with `rep movs`, which takes three
 * times as long as the C library does: so it is not told. */
static inline void copy_block(void *to, const void *from, size_t size) {
#if defined __GNUC__
    __asm__("" : "+r"(size));
#endif
    memcpy(to, from, size);
}

/* Against bit rot, not against people (that is what the chain is for). Four lanes of multiply and rotate, one word each
 * in turn: any change within one lane changes the sum, since each step can be undone. */
#define CHECKSUM_ODD UINT64_C(0x9E3779B97F4A7C15)

static inline uint64_t checksum_step(uint64_t lane, uint64_t word) {
    uint64_t h = (lane ^ word) * CHECKSUM_ODD;
    return h << 29 | h >> 35;
}

static inline uint64_t checksum(const uint8_t *bytes, size_t size) {
    uint64_t a = size, b = CHECKSUM_ODD, c = ~CHECKSUM_ODD, d = CHECKSUM_ODD >> 7, sum = 0;
    for (; size >= 32; size -= 32, bytes += 32) {
        a = checksum_step(a, get_word(bytes));
        b = checksum_step(b, get_word(bytes + 8));
        c = checksum_step(c, get_word(bytes + 16));
        d = checksum_step(d, get_word(bytes + 24));
    }
    if (size >= 16) { /* what is left: at most 31 bytes, the last word filled up with zeros */
        a = checksum_step(a, get_word(bytes));
        b = checksum_step(b, get_word(bytes + 8));
        size -= 16;
        bytes += 16;
    }
    if (size >= 8) {
        c = checksum_step(c, get_word(bytes));
        size -= 8;
        bytes += 8;
    }
    d = checksum_step(d, get_number(bytes, size));
    const uint64_t lanes[4] = {a, b, c, d};
    for (int i = 0; i < 4; i++) {
        sum = (sum ^ lanes[i]) * CHECKSUM_ODD;
        sum ^= sum >> 32;
    }
    return sum;
}

static inline int32_t lowest_bit(uint64_t set) { /* its number; `set` is not empty */
#if defined __GNUC__
    return __builtin_ctzll(set);
#else
    int32_t n = 0;
    while (!(set >> n & 1)) n++;
    return n;
#endif
}

#endif
