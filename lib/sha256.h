/* sha256.h - FIPS 180-4, for the journal's chain and the policy's digest. */
#ifndef DISPUTE_LIB_SHA256_H
#define DISPUTE_LIB_SHA256_H

#include <stddef.h>
#include <stdint.h>

void dispute__sha256(const uint8_t *bytes, size_t size, uint8_t digest[32]);

#endif
