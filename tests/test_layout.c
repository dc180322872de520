/* test_layout.c - what the library tells of its structs is what the compiler made of them. */
#include "play.h"

static void fields_cover_each_struct_without_holes(void **state) {
    (void)state;
    for (uint32_t i = 0; i < dispute_word_count(DISPUTE_GROUP_STRUCT); i++) {
        int32_t which = dispute_word_at(DISPUTE_GROUP_STRUCT, i);
        dispute_field f = {.size = sizeof f};
        uint32_t end = 0;
        for (uint32_t n = 0; dispute_struct_field(which, n, &f) == DISPUTE_DONE; n++) {
            assert_int_equal(f.size, sizeof f);
            assert_int_equal(f.offset, end);
            assert_true(f.name[0] && f.name[sizeof f.name - 1] == 0 && f.elements > 0);
            assert_non_null(dispute_word_name(DISPUTE_GROUP_TYPE, f.kind));
            int has_group = f.kind == DISPUTE_TYPE_WORD || f.kind == DISPUTE_TYPE_SET;
            if (which == DISPUTE_STRUCT_FIELD && f.kind == DISPUTE_TYPE_WORD
                && f.offset != offsetof(dispute_field, kind))
                has_group = 0; /* they are of the group GROUP, which is 0 */
            if (which == DISPUTE_STRUCT_FOREIGN && f.offset == offsetof(dispute_foreign, group)) has_group = 0;
            int is_list = which == DISPUTE_STRUCT_EDGE || which == DISPUTE_STRUCT_EXPOSURE
                          || which == DISPUTE_STRUCT_SCORE_POLICY || which == DISPUTE_STRUCT_SELLER_POLICY
                          || f.group == DISPUTE_GROUP_GROUND; /* whose arrays have no index of words */
            if (!is_list) assert_int_equal(f.by != 0, f.elements > 1);
            if (has_group != (f.group != 0)) fail_msg("%s: group %d", f.name, f.group);
            end += f.bytes * f.elements;
        }
        assert_int_equal(end, dispute_struct_size(which));
    }
    assert_int_equal(dispute_struct_size(DISPUTE_STRUCT_VIEW), sizeof(dispute_view));
    assert_int_equal(dispute_struct_size(0), 0);
}

static void a_field_is_told_by_its_name(void **state) {
    (void)state;
    dispute_field f = {.size = sizeof f};
    uint32_t n = 0;
    while (dispute_struct_field(DISPUTE_STRUCT_EVENT, n, &f) == DISPUTE_DONE && strcmp(f.name, "terms.amount") != 0)
        n++;
    assert_int_equal(f.offset, offsetof(dispute_event, terms.amount));
    assert_int_equal(f.kind, DISPUTE_TYPE_MONEY);
    for (n = 0; dispute_struct_field(DISPUTE_STRUCT_VIEW, n, &f) == DISPUTE_DONE && strcmp(f.name, "due") != 0;) n++;
    assert_int_equal(f.elements, DISPUTE_DEADLINES);
    assert_int_equal(f.by, DISPUTE_GROUP_DEADLINE);
    for (n = 0;
         dispute_struct_field(DISPUTE_STRUCT_VIEW, n, &f) == DISPUTE_DONE && strcmp(f.name, "outcome.kind") != 0;)
        n++;
    assert_int_equal(f.offset, offsetof(dispute_view, outcome.kind));
    assert_int_equal(f.group, DISPUTE_GROUP_TERMS);
    assert_int_equal(dispute_struct_field(DISPUTE_STRUCT_VIEW, 1000, &f), DISPUTE_ERROR_BAD_ARGUMENT);
    assert_int_equal(dispute_struct_field(77, 0, &f), DISPUTE_ERROR_BAD_ARGUMENT);
    assert_int_equal(dispute_struct_field(-1, 0, &f), DISPUTE_ERROR_BAD_ARGUMENT);
    assert_int_equal(dispute_struct_field(DISPUTE_STRUCT_VIEW, 0, NULL), DISPUTE_ERROR_BAD_ARGUMENT);
    f.size = 7;
    assert_int_equal(dispute_struct_field(DISPUTE_STRUCT_VIEW, 0, &f), DISPUTE_ERROR_BAD_SIZE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_cover_each_struct_without_holes),
        cmocka_unit_test(a_field_is_told_by_its_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
