/* foreign.h - the words of other systems, as the build makes them from lib/words/foreign.txt: rows of integers and one
 * pool of text. */
#ifndef DISPUTE_LIB_FOREIGN_H
#define DISPUTE_LIB_FOREIGN_H

#include "dispute.h"

typedef struct foreign_list {
    uint32_t first, rows; /* which rows are its own */
    uint32_t words;
    int32_t whole;
    uint32_t system, kind, about; /* offsets into the pool, where the same text lies once */
} foreign_list;

typedef struct foreign_row {
    uint32_t first; /* the word's first row */
    uint16_t rows;  /* and how many it has */
    uint16_t list;
    uint16_t group, unmatched;
    int32_t number;
    uint32_t word;
} foreign_row;

extern const foreign_list dispute__foreign_lists[];
extern const uint32_t dispute__foreign_list_count;
extern const foreign_row dispute__foreign_rows[];
extern const uint32_t dispute__foreign_row_count;
const char *dispute__foreign_text(uint32_t offset);

#endif
