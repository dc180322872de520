/* print_chart.c - the rulebook as people read it, printed from the table that the machine runs on: `diagram` for
 * README.md, `rules` for docs/rulebook.md. tests/docs_test.py checks that what stands there is what is printed here.
 *
 * The diagram is not the one of `dispute graph --format mermaid` (examples/cli/graph_text.c). README.md shows at a
 * glance which word leads from which state to which: words alone, one line for each pair of states. The command shows a
 * policy or a case: parties, times, who wins by silence, in the reader's language. On README.md that would be too much
 * to read; and this program links the library alone, so that the rulebook can be printed where the command is not
 * built. */
#include "chart.h"
#include <stdio.h>
#include <string.h>

enum { STATES = 100 };

static const char *name(int32_t group, int32_t number) { return dispute_word_name(group, number); }

static const char *state_word(int32_t state) { return state ? name(DISPUTE_GROUP_STATE, state) : "not open"; }

static void print_id(int32_t state) {
    char id[64];
    snprintf(id, sizeof id, "%s", state_word(state));
    for (char *c = id; *c; c++)
        if (*c == '.') *c = '_';
    fputs(state ? id : "[*]", stdout);
}

static int leads(const dispute_edge *edge, int32_t to) {
    for (uint32_t i = 0; i < edge->nexts; i++)
        if (edge->next[i] == to) return 1;
    return 0;
}

static void print_edges(const dispute_policy *policy, int32_t from, int32_t to) {
    dispute_edge edge = {.size = sizeof edge};
    int32_t count = 0, last = 0;
    for (uint32_t i = 0; dispute_policy_edge(policy, i, &edge) == DISPUTE_DONE; i++) {
        if (edge.from_state != from || from == to || edge.event == last || !leads(&edge, to)) continue;
        last = edge.event;
        if (count++ == 0) {
            fputs("    ", stdout);
            print_id(from);
            fputs(" --> ", stdout);
            print_id(to);
            fputs(": ", stdout);
        } else {
            fputs(", ", stdout);
        }
        fputs(name(DISPUTE_GROUP_EVENT, edge.event), stdout);
    }
    if (count) fputs("\n", stdout);
}

static void print_diagram(const dispute_policy *policy) {
    puts("stateDiagram-v2");
    for (int32_t state = 1; state < STATES; state++) {
        if (!state_word(state)) continue;
        fputs("    ", stdout);
        print_id(state);
        printf(": %s\n", state_word(state));
    }
    for (int32_t from = 0; from < STATES; from++)
        for (int32_t to = 1; to < STATES; to++)
            if (state_word(from) && state_word(to)) print_edges(policy, from, to);
    puts("    closed_done --> [*]");
}

static void print_rules(void) {
    puts("| rule | what it says |\n| --- | --- |");
    for (uint32_t i = 0; i < dispute_word_count(DISPUTE_GROUP_RULE); i++) {
        int32_t rule = dispute_word_at(DISPUTE_GROUP_RULE, i);
        printf("| %s %s | %s |\n", name(DISPUTE_GROUP_RULE, rule),
               dispute_word_label(DISPUTE_GROUP_RULE, rule, DISPUTE_LANGUAGE_EN),
               dispute_word_sentence(DISPUTE_GROUP_RULE, rule, DISPUTE_LANGUAGE_EN));
    }
}

static void print_next(const row *r) {
    static const char *const symbols[] = {"",
                                          "the same",
                                          "what the terms say",
                                          "the money",
                                          "`ruling.made`, or what the terms say",
                                          "`closed.done`",
                                          "the money, or `replacement.dispatch`",
                                          "`closed.done` with the last payment"};
    if (r->next <= NEXT_PAID)
        fputs(symbols[r->next], stdout);
    else
        printf("`%s`", state_word(r->next));
}

static void print_rows(void) {
    puts("| state | event | by | silence | leads to | rule |\n| --- | --- | --- | --- | --- | --- |");
    for (uint32_t i = 0; i < dispute__chart_rows; i++) {
        const row *r = &dispute__chart[i];
        const char *separator = "";
        printf("| %s | `%s` | ", r->state == ANY_STATE ? "every state" : state_word(r->state),
               name(DISPUTE_GROUP_EVENT, r->event));
        for (int32_t p = 1; p <= DISPUTE_PARTY_SYSTEM; p++) {
            if (!(r->by >> p & 1)) continue;
            printf("%s%s", separator, p == DISPUTE_PARTY_SYSTEM ? "the clock" : name(DISPUTE_GROUP_PARTY, p));
            separator = ", ";
        }
        printf(" | %s | ", r->when >= WHEN_SILENCE ? name(DISPUTE_GROUP_SILENCE, r->when - WHEN_SILENCE) : "");
        print_next(r);
        printf(" | %s |\n", name(DISPUTE_GROUP_RULE, r->rule));
    }
}

int main(int count, char **words) {
    dispute_policy *policy;
    if (count != 2 || dispute_policy_new(NULL, &policy) != DISPUTE_DONE) return 2;
    if (strcmp(words[1], "diagram") == 0)
        print_diagram(policy);
    else if (strcmp(words[1], "rules") == 0)
        print_rules();
    else
        print_rows();
    dispute_policy_free(policy);
    return 0;
}
