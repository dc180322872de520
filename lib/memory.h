/* memory.h - the only two doors to memory: the caller's allocator, or malloc and free. */
#ifndef DISPUTE_LIB_MEMORY_H
#define DISPUTE_LIB_MEMORY_H

#include "dispute.h"

/* Which allocator a new object keeps; 0: the caller's is half given. */
int dispute__memory_allocator(const dispute_allocator *given, dispute_allocator *kept);
void *dispute__memory_take(const dispute_allocator *allocator, size_t size); /* NULL: there is none */
void dispute__memory_give(const dispute_allocator *allocator, void *block);

#endif
