/* wrong_library.c - libdispute as it would be if it were another one: NEWER tells another version, MOVED has a field
 * elsewhere, SHORTER lacks the last field of a struct. What was built for today's must see it. */
#define dispute_version      told_version
#define dispute_struct_size  told_struct_size
#define dispute_struct_field told_struct_field
#include "dispute.c"
#undef dispute_version
#undef dispute_struct_size
#undef dispute_struct_field

enum { NEWER = 1, MOVED, SHORTER };

DISPUTE_API uint32_t dispute_version(void);
DISPUTE_API uint32_t dispute_struct_size(int32_t which);
DISPUTE_API dispute_result dispute_struct_field(int32_t which, uint32_t index, dispute_field *field);

uint32_t dispute_version(void) { return CHANGE == NEWER ? (told_version() & 0xFF00FFu) | 0x7F00u : told_version(); }

uint32_t dispute_struct_size(int32_t which) {
    return told_struct_size(which) - (CHANGE == SHORTER && which == DISPUTE_STRUCT_OUTCOME ? 8 : 0);
}

dispute_result dispute_struct_field(int32_t which, uint32_t index, dispute_field *field) {
    dispute_result result = told_struct_field(which, index, field);
    if (result != DISPUTE_DONE || which != DISPUTE_STRUCT_OUTCOME) return result;
    if (CHANGE == SHORTER && field->offset + field->bytes > dispute_struct_size(which))
        return DISPUTE_ERROR_BAD_ARGUMENT;
    if (CHANGE == MOVED && index == 2) field->offset += 4;
    return result;
}
