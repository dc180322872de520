/* memory.c - the only two doors to memory: the caller's allocator, or malloc and free. */
#include "memory.h"
#include <stdlib.h>

static void *take(void *user, size_t size) {
    (void)user;
    return malloc(size);
}

static void give(void *user, void *block) {
    (void)user;
    free(block);
}

int dispute__memory_allocator(const dispute_allocator *given, dispute_allocator *kept) {
    *kept = given ? *given : (dispute_allocator){NULL, take, give};
    return kept->allocate && kept->release;
}

void *dispute__memory_take(const dispute_allocator *allocator, size_t size) {
    return allocator->allocate(allocator->user, size);
}

void dispute__memory_give(const dispute_allocator *allocator, void *block) {
    allocator->release(allocator->user, block);
}
