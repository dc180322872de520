/* test_chart.c - the rulebook's table itself, where the machine could not show a fault in it. */
#include "play.h"
#include "chart.h"

/* A row for a party that never sends its event would be printed in the docs and never be reached. */
static void no_row_is_for_a_party_that_never_sends_its_event(void **state) {
    (void)state;
    for (uint32_t i = 0; i < dispute__chart_rows; i++) {
        const row *r = &dispute__chart[i];
        int32_t senders = r->event > 100 ? 1 << DISPUTE_PARTY_SYSTEM : dispute__chart_senders(r->event);
        if (r->by == 0 || (r->by & ~senders)) fail_msg("row %u: state %d, event %d", i, r->state, r->event);
    }
}

static void every_row_names_a_rule_that_has_a_sentence(void **state) {
    (void)state;
    for (uint32_t i = 0; i < dispute__chart_rows; i++)
        assert_non_null(dispute_word_sentence(DISPUTE_GROUP_RULE, dispute__chart[i].rule, DISPUTE_LANGUAGE_EN));
}

/* Of the rows of one state and event the first that exists counts: behind one that always exists for the same party, or
 * that asks for the same, another could never be found. */
static void no_two_rows_match_alike(void **state) {
    (void)state;
    for (uint32_t i = 0; i < dispute__chart_rows; i++)
        for (uint32_t j = i + 1; j < dispute__chart_rows; j++) {
            const row *first = &dispute__chart[i], *second = &dispute__chart[j];
            if (first->state != second->state || first->event != second->event || !(first->by & second->by)) continue;
            if (first->when == WHEN_ALWAYS || first->when == second->when)
                fail_msg("rows %u and %u: state %d, event %d", i, j, first->state, first->event);
        }
}

/* A row of one state and event stands beside the others, or it is not looked at (dispute__chart_find). */
static void rows_of_one_state_and_event_stand_together(void **state) {
    (void)state;
    for (uint32_t i = 0; i < dispute__chart_rows; i++)
        for (uint32_t j = i + 2; j < dispute__chart_rows; j++) {
            const row *first = &dispute__chart[i], *second = &dispute__chart[j], *between = &dispute__chart[j - 1];
            if (first->state != second->state || first->event != second->event) continue;
            if (between->state != first->state || between->event != first->event)
                fail_msg("row %u: state %d, event %d", j, first->state, first->event);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_row_is_for_a_party_that_never_sends_its_event),
        cmocka_unit_test(no_two_rows_match_alike),
        cmocka_unit_test(rows_of_one_state_and_event_stand_together),
        cmocka_unit_test(every_row_names_a_rule_that_has_a_sentence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
