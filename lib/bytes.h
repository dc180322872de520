/* bytes.h - little-endian numbers on every machine, and a checksum for bytes that were stored. */
#ifndef DISPUTE_LIB_BYTES_H
#define DISPUTE_LIB_BYTES_H

#include <stddef.h>
#include <stdint.h>

static inline void put_number(uint8_t *to, uint64_t n, size_t width) {
    for (size_t i = 0; i < width; i++) to[i] = (uint8_t)(n >> (8 * i));
}

static inline uint64_t get_number(const uint8_t *from, size_t width) {
    uint64_t n = 0;
    for (size_t i = 0; i < width; i++) n |= (uint64_t)from[i] << (8 * i);
    return n;
}

/* Against bit rot, not against people (that is what the chain is for). Four lanes of multiply and rotate, one word each
 * in turn: any change within one lane changes the sum, since each step can be undone. */
static inline uint64_t checksum(const uint8_t *bytes, size_t size) {
    static const uint64_t odd = UINT64_C(0x9E3779B97F4A7C15);
    uint64_t lane[4] = {size, odd, ~odd, odd >> 7};
    size_t word = 0;
    for (; size - word * 8 >= 8; word++) {
        uint64_t h = (lane[word % 4] ^ get_number(bytes + word * 8, 8)) * odd;
        lane[word % 4] = h << 29 | h >> 35;
    }
    uint64_t h = (lane[word % 4] ^ get_number(bytes + word * 8, size - word * 8)) * odd;
    lane[word % 4] = h << 29 | h >> 35;
    uint64_t sum = 0;
    for (int i = 0; i < 4; i++) {
        sum = (sum ^ lane[i]) * odd;
        sum ^= sum >> 32;
    }
    return sum;
}

#endif
