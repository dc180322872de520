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

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_row_is_for_a_party_that_never_sends_its_event),
        cmocka_unit_test(every_row_names_a_rule_that_has_a_sentence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
