/* print_chart.c - the rulebook as people read it, printed from the table that the machine runs on: `diagram` for
 * README.md, `rules` for docs/rulebook.md. tests/docs_test.py checks that what stands there is what is printed here. */
#include "chart.h"
#include <stdio.h>
#include <string.h>

enum { STATES = 100, EVENTS = 128 };

static const char *name(int32_t group, int32_t number) { return dispute_word_name(group, number); }

static const char *state_word(int32_t state) { return state ? name(DISPUTE_GROUP_STATE, state) : "not open"; }

/* Is this row there under the policy? A deadline that the policy does not have fires nowhere. */
static int is_on(const dispute_policy *policy, const row *r) {
    if (r->when == WHEN_ESCALATION)
        return policy->escalate[0].mode != ESCALATE_NO || policy->escalate[1].mode != ESCALATE_NO;
    if (r->event <= 100 || r->state == ANY_STATE) return 1;
    int32_t deadline = r->event - 100, window = dispute__chart_silence_window(r->state, deadline);
    if (window >= 0 && !policy->window[window].given) return 0;
    return r->when < WHEN_SILENCE || policy->silence[window] == r->when - WHEN_SILENCE;
}

static int leads(const row *r, int32_t to[4]) {
    int n = 0;
    switch (r->next) {
    case NEXT_SAME: return 0;
    case NEXT_TERMS:
        /* where the seller's silence agreed, the registered address is used at once */
        to[n++] = r->action == ACT_ACCEPT_REQUEST ? DISPUTE_STATE_RETURN_SHIPMENT : DISPUTE_STATE_RETURN_ADDRESS;
        to[n++] = DISPUTE_STATE_REPLACEMENT_DISPATCH;
        to[n++] = DISPUTE_STATE_SETTLING_PAYING;
        break;
    case NEXT_RULING: to[n++] = DISPUTE_STATE_RULING_MADE; break;
    case NEXT_WITHDRAWN:
    case NEXT_PAID: to[n++] = DISPUTE_STATE_CLOSED_DONE; break;
    case NEXT_RECEIVED:
        to[n++] = DISPUTE_STATE_REPLACEMENT_DISPATCH;
        to[n++] = DISPUTE_STATE_SETTLING_PAYING;
        break;
    case NEXT_MONEY: to[n++] = DISPUTE_STATE_SETTLING_PAYING; break;
    default: to[n++] = r->next; break;
    }
    return n;
}

static void print_id(int32_t state) {
    char id[64];
    snprintf(id, sizeof id, "%s", state_word(state));
    for (char *c = id; *c; c++)
        if (*c == '.') *c = '_';
    fputs(state ? id : "[*]", stdout);
}

static void print_edge(const dispute_policy *policy, int32_t from, int32_t to) {
    uint8_t told[EVENTS] = {0};
    int count = 0;
    for (uint32_t i = 0; i < dispute__chart_rows; i++) {
        const row *r = &dispute__chart[i];
        int32_t state = r->state, next[4];
        if (state == ANY_STATE && r->event == DISPUTE_EVENT_PAID) state = DISPUTE_STATE_SETTLING_PAYING;
        if (state != from || from == to || told[r->event] || !is_on(policy, r)) continue;
        int hit = 0;
        for (int n = leads(r, next); n-- > 0;) hit |= next[n] == to;
        if (!hit) continue;
        told[r->event] = 1;
        if (count++ == 0) {
            fputs("    ", stdout);
            print_id(from);
            fputs(" --> ", stdout);
            print_id(to);
            fputs(": ", stdout);
        } else {
            fputs(", ", stdout);
        }
        fputs(name(DISPUTE_GROUP_EVENT, r->event), stdout);
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
            if (state_word(from) && state_word(to)) print_edge(policy, from, to);
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

int main(int count, char **dispute__words) {
    dispute_policy *policy;
    if (count != 2 || dispute_policy_new(NULL, &policy) != DISPUTE_DONE) return 2;
    if (strcmp(dispute__words[1], "diagram") == 0)
        print_diagram(policy);
    else if (strcmp(dispute__words[1], "rules") == 0)
        print_rules();
    else
        print_rows();
    dispute_policy_free(policy);
    return 0;
}
