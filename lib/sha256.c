/* sha256.c - FIPS 180-4, section 6.2. Message and schedule on the stack, no table but the constants of 4.2.2. */
#include "sha256.h"
#include "bytes.h"

enum { LENGTH_AT = 56 };

_Alignas(16) static const uint32_t K[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

/* ---- in plain C ---- */

static inline uint32_t turn_right(uint32_t x, int n) { return x >> n | x << (32 - n); }

static inline uint32_t big_endian(const uint8_t *from) {
    return (uint32_t)from[0] << 24 | (uint32_t)from[1] << 16 | (uint32_t)from[2] << 8 | from[3];
}

static inline uint32_t big_sigma_0(uint32_t x) { return turn_right(x, 2) ^ turn_right(x, 13) ^ turn_right(x, 22); }
static inline uint32_t big_sigma_1(uint32_t x) { return turn_right(x, 6) ^ turn_right(x, 11) ^ turn_right(x, 25); }

/* One round; the names of the eight words move on instead of the words themselves. Ch and Maj in the forms that need
 * the fewest operations: what Maj knows of a and b it needs again, one round later, of b and c. What waits for e is
 * added last, since the next round waits for it. */
#define ROUND(a, b, c, d, e, f, g, h, k, word)       \
    do {                                             \
        uint32_t t1 = h + (k) + (word), a_b = a ^ b; \
        t1 += g ^ (e & (f ^ g));                     \
        t1 += big_sigma_1(e);                        \
        d += t1;                                     \
        h = t1 + (b ^ (a_b & b_c)) + big_sigma_0(a); \
        b_c = a_b;                                   \
    } while (0)

/* The word of the message schedule that round t needs; sixteen are kept. */
#define FIRST(i) (w[i] = big_endian(block + 4 * (i)))
#define LATER(i)                                                                                                  \
    (w[i] += (turn_right(w[((i) + 14) % 16], 17) ^ turn_right(w[((i) + 14) % 16], 19) ^ w[((i) + 14) % 16] >> 10) \
             + w[((i) + 9) % 16]                                                                                  \
             + (turn_right(w[((i) + 1) % 16], 7) ^ turn_right(w[((i) + 1) % 16], 18) ^ w[((i) + 1) % 16] >> 3))
#define SIXTEEN_ROUNDS(t, WORD)                             \
    do {                                                    \
        ROUND(a, b, c, d, e, f, g, h, K[t], WORD(0));       \
        ROUND(h, a, b, c, d, e, f, g, K[t + 1], WORD(1));   \
        ROUND(g, h, a, b, c, d, e, f, K[t + 2], WORD(2));   \
        ROUND(f, g, h, a, b, c, d, e, K[t + 3], WORD(3));   \
        ROUND(e, f, g, h, a, b, c, d, K[t + 4], WORD(4));   \
        ROUND(d, e, f, g, h, a, b, c, K[t + 5], WORD(5));   \
        ROUND(c, d, e, f, g, h, a, b, K[t + 6], WORD(6));   \
        ROUND(b, c, d, e, f, g, h, a, K[t + 7], WORD(7));   \
        ROUND(a, b, c, d, e, f, g, h, K[t + 8], WORD(8));   \
        ROUND(h, a, b, c, d, e, f, g, K[t + 9], WORD(9));   \
        ROUND(g, h, a, b, c, d, e, f, K[t + 10], WORD(10)); \
        ROUND(f, g, h, a, b, c, d, e, K[t + 11], WORD(11)); \
        ROUND(e, f, g, h, a, b, c, d, K[t + 12], WORD(12)); \
        ROUND(d, e, f, g, h, a, b, c, K[t + 13], WORD(13)); \
        ROUND(c, d, e, f, g, h, a, b, K[t + 14], WORD(14)); \
        ROUND(b, c, d, e, f, g, h, a, K[t + 15], WORD(15)); \
    } while (0)

static void compress(sha256_state state, const uint8_t *block) {
    uint32_t w[16];
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
    uint32_t e = state[4], f = state[5], g = state[6], h = state[7], b_c = b ^ c;
    SIXTEEN_ROUNDS(0, FIRST);
    for (int t = 16; t < 64; t += 16) SIXTEEN_ROUNDS(t, LATER);
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
    state[5] += f;
    state[6] += g;
    state[7] += h;
}

/* ---- with the processor's own instructions: the same function, four times as fast ---- */

#if defined DISPUTE_PORTABLE_SHA
/* asked for by the build */
#elif defined __GNUC__ && defined __x86_64__
#define SHA_INSTRUCTIONS_X86
#elif defined __ARM_FEATURE_SHA2 && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define SHA_INSTRUCTIONS_ARM
#endif

#if defined SHA_INSTRUCTIONS_X86
#include <cpuid.h>
#include <immintrin.h>

int dispute__sha256_has_instructions(void) {
    unsigned a, b, c, d, sse;
    if (!__get_cpuid(1, &a, &b, &sse, &d) || !__get_cpuid_count(7, 0, &a, &b, &c, &d)) return 0;
    return (b >> 29 & 1) && (sse >> 19 & 1) && (sse >> 9 & 1); /* SHA, SSE4.1, SSSE3 */
}

/* The instructions want the state as the words ABEF and CDGH, and make four words of the schedule at a time. */
__attribute__((target("sha,sse4.1,ssse3"))) static void
compress_with_instructions(sha256_state state, const uint8_t *bytes, size_t blocks) {
    const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    __m128i low, high, cdab, efgh, abef, cdgh;
    memcpy(&low, state, sizeof low);
    memcpy(&high, state + 4, sizeof high);
    cdab = _mm_shuffle_epi32(low, 0xB1);
    efgh = _mm_shuffle_epi32(high, 0x1B);
    abef = _mm_alignr_epi8(cdab, efgh, 8);
    cdgh = _mm_blend_epi16(efgh, cdab, 0xF0);
    for (; blocks > 0; blocks--, bytes += SHA256_BLOCK) {
        const __m128i abef_before = abef, cdgh_before = cdgh;
        __m128i w[4], k;
        memcpy(w, bytes, sizeof w);
        for (int i = 0; i < 4; i++) w[i] = _mm_shuffle_epi8(w[i], swap);
#if defined __clang__
#pragma clang loop unroll(full)
#else
#pragma GCC unroll 16
#endif
        for (int t = 0; t < 16; t++) {
            __m128i now = w[t % 4];
            memcpy(&k, K + 4 * t, sizeof k);
            __m128i sum = _mm_add_epi32(now, k);
            cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);
            abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(sum, 0x0E));
            if (t < 12) { /* the four words that come sixteen later */
                __m128i next = _mm_sha256msg1_epu32(now, w[(t + 1) % 4]);
                next = _mm_add_epi32(next, _mm_alignr_epi8(w[(t + 3) % 4], w[(t + 2) % 4], 4));
                w[t % 4] = _mm_sha256msg2_epu32(next, w[(t + 3) % 4]);
            }
        }
        abef = _mm_add_epi32(abef, abef_before);
        cdgh = _mm_add_epi32(cdgh, cdgh_before);
    }
    __m128i feba = _mm_shuffle_epi32(abef, 0x1B), dchg = _mm_shuffle_epi32(cdgh, 0xB1);
    low = _mm_blend_epi16(feba, dchg, 0xF0);
    high = _mm_alignr_epi8(dchg, feba, 8);
    memcpy(state, &low, sizeof low);
    memcpy(state + 4, &high, sizeof high);
}

#elif defined SHA_INSTRUCTIONS_ARM
#include <arm_neon.h>

int dispute__sha256_has_instructions(void) { return 1; } /* the compiler was told so */

static void compress_with_instructions(sha256_state state, const uint8_t *bytes, size_t blocks) {
    uint32x4_t abcd = vld1q_u32(state), efgh = vld1q_u32(state + 4);
    for (; blocks > 0; blocks--, bytes += SHA256_BLOCK) {
        const uint32x4_t abcd_before = abcd, efgh_before = efgh;
        uint32x4_t w[4];
        for (int i = 0; i < 4; i++) w[i] = vreinterpretq_u32_u8(vrev32q_u8(vld1q_u8(bytes + 16 * i)));
        for (int t = 0; t < 16; t++) {
            uint32x4_t sum = vaddq_u32(w[t % 4], vld1q_u32(K + 4 * t)), old = abcd;
            abcd = vsha256hq_u32(abcd, efgh, sum);
            efgh = vsha256h2q_u32(efgh, old, sum);
            if (t < 12)
                w[t % 4] = vsha256su1q_u32(vsha256su0q_u32(w[t % 4], w[(t + 1) % 4]), w[(t + 2) % 4], w[(t + 3) % 4]);
        }
        abcd = vaddq_u32(abcd, abcd_before);
        efgh = vaddq_u32(efgh, efgh_before);
    }
    vst1q_u32(state, abcd);
    vst1q_u32(state + 4, efgh);
}

#else

int dispute__sha256_has_instructions(void) { return 0; }

static void compress_with_instructions(sha256_state state, const uint8_t *bytes, size_t blocks) {
    for (; blocks > 0; blocks--, bytes += SHA256_BLOCK) compress(state, bytes);
}

#endif

/* ---- what the others call ---- */

void dispute__sha256_begin(sha256_state state) {
    static const sha256_state first = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                       0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    memcpy(state, first, sizeof first);
}

void dispute__sha256_blocks(sha256_state state, const uint8_t *bytes, size_t blocks, int instructions) {
    if (instructions)
        compress_with_instructions(state, bytes, blocks);
    else
        for (; blocks > 0; blocks--, bytes += SHA256_BLOCK) compress(state, bytes);
}

void dispute__sha256_end(sha256_state state, const uint8_t *last, size_t rest, uint64_t size, uint8_t digest[32]) {
    uint8_t block[SHA256_BLOCK] = {0};
    if (rest) memcpy(block, last, rest);
    block[rest] = 0x80;
    if (rest >= LENGTH_AT) { /* no room for the length: it goes into a block of its own */
        compress(state, block);
        memset(block, 0, sizeof block);
    }
    for (int i = 0; i < 8; i++) block[SHA256_BLOCK - 1 - i] = (uint8_t)(size * 8 >> (8 * i));
    compress(state, block);
    for (int i = 0; i < 32; i++) digest[i] = (uint8_t)(state[i / 4] >> (24 - 8 * (i % 4)));
}

void dispute__sha256(const uint8_t *bytes, size_t size, uint8_t digest[32]) {
    sha256_state state;
    size_t blocks = size / SHA256_BLOCK;
    dispute__sha256_begin(state);
    dispute__sha256_blocks(state, bytes, blocks, 0);
    dispute__sha256_end(state, bytes + blocks * SHA256_BLOCK, size % SHA256_BLOCK, size, digest);
}
