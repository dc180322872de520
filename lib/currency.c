/* currency.c - how many decimals a currency has (ISO 4217, minor units). */
#include "dispute.h"
#include <string.h>

enum { CODE = 3, STRIDE = 4 }; /* three letters, and what parts them */

static const char none[] = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
static const char three[] = "BHD IQD JOD KWD LYD OMR TND";
static const char four[] = "CLF UYW";

static int is_in(const char currency[4], const char *codes, size_t size) {
    for (size_t i = 0; i < size; i += STRIDE)
        if (memcmp(currency, codes + i, CODE) == 0) return 1;
    return 0;
}

int32_t dispute_currency_decimals(const char currency[4]) {
    if (!currency) return 2;
    if (is_in(currency, none, sizeof none)) return 0;
    if (is_in(currency, three, sizeof three)) return 3;
    return is_in(currency, four, sizeof four) ? 4 : 2;
}
