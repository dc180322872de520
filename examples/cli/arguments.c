/* arguments.c - the words of the command line, sorted. */
#include "arguments.h"
#include "output.h"
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

static const struct option_name {
    const char *name;
    int has; /* how often a value: 0 none, 1 one, 2 many */
} names[OPTIONS] = {
    [OPTION_DB] = {"db", 1},
    [OPTION_POLICY] = {"policy", 1},
    [OPTION_SET] = {"set", 2},
    [OPTION_UNTIL] = {"until", 1},
    [OPTION_ALLOWED] = {"allowed", 0},
    [OPTION_FORECAST] = {"forecast", 0},
    [OPTION_VIEW] = {"view", 2},
    [OPTION_AS] = {"as", 1},
    [OPTION_LINES] = {"lines", 0},
    [OPTION_JSON] = {"json", 1},
    [OPTION_BY] = {"by", 1},
    [OPTION_AT] = {"at", 1},
    [OPTION_ID] = {"id", 1},
    [OPTION_EXPECT] = {"expect", 1},
    [OPTION_REASON] = {"reason", 1},
    [OPTION_TERMS] = {"terms", 1},
    [OPTION_COUPON] = {"coupon", 1},
    [OPTION_FREIGHT] = {"freight", 1},
    [OPTION_FREIGHT_BY] = {"freight-by", 1},
    [OPTION_AMOUNT] = {"amount", 1},
    [OPTION_REFERENCE] = {"reference", 1},
    [OPTION_DIGEST] = {"digest", 1},
    [OPTION_GOODS] = {"goods", 1},
    [OPTION_PROMISED_AT] = {"promised-at", 1},
    [OPTION_PAYER] = {"payer", 1},
    [OPTION_FAULT] = {"fault", 1},
    [OPTION_TO] = {"to", 1},
    [OPTION_EFFECT] = {"effect", 1},
    [OPTION_FAILED] = {"failed", 0},
    [OPTION_CURRENCY] = {"currency", 1},
    [OPTION_ORDER_AMOUNT] = {"order-amount", 1},
    [OPTION_ORDER_FREIGHT] = {"order-freight", 1},
    [OPTION_PAID_AT] = {"paid-at", 1},
    [OPTION_SHIPPED_AT] = {"shipped-at", 1},
    [OPTION_DELIVERED_AT] = {"delivered-at", 1},
    [OPTION_COMPLETED_AT] = {"completed-at", 1},
    [OPTION_PROTECTED_UNTIL] = {"protected-until", 1},
    [OPTION_FUNDS] = {"funds", 1},
    [OPTION_GUARANTEE] = {"guarantee", 0},
    [OPTION_VERIFIED] = {"verified", 0},
    [OPTION_SVG] = {"svg", 1},
    [OPTION_FORMAT] = {"format", 1},
    [OPTION_CASE] = {"case", 1},
    [OPTION_HELP] = {"help", 0},
    [OPTION_VERSION] = {"version", 0},
};

const char *argument_name(int argument) { return names[argument].name; }

static int take(arguments *a, int option, const char *value, int argc) {
    if (names[option].has == 2) {
        if (!a->list[option]) a->list[option] = calloc((size_t)argc, sizeof *a->list[option]);
        if (a->list[option]) a->list[option][a->count[option]++] = value;
    } else if (names[option].has == 1 && a->value[option]) {
        complain("--%s is given twice", names[option].name);
        return -1;
    }
    a->value[option] = value ? value : "";
    return 0;
}

static int take_word(arguments *a, const char *word) {
    if (a->words == (int)(sizeof a->word / sizeof a->word[0])) {
        complain("\"%s\" is one word too many; see dispute --help", word);
        return -1;
    }
    a->word[a->words++] = word;
    return 0;
}

int arguments_read(arguments *a, int argc, char **argv) {
    struct option table[OPTIONS + 1];
    int found = 0, wrong = 0;
    memset(a, 0, sizeof *a);
    memset(table, 0, sizeof table);
    for (int i = 0; i < OPTIONS; i++)
        table[i] = (struct option){names[i].name, names[i].has ? required_argument : no_argument, NULL, 1000 + i};
    opterr = 0;
    while (!wrong && (found = getopt_long(argc, argv, "-:h", table, NULL)) != -1) {
        if (found == 1)
            wrong = take_word(a, optarg);
        else if (found >= 1000)
            wrong = take(a, found - 1000, optarg, argc);
        else if (found == 'h')
            wrong = take(a, OPTION_HELP, NULL, argc);
        else {
            complain(found == ':' ? "%s needs a value" : "%s is no option; see dispute --help", argv[optind - 1]);
            wrong = -1;
        }
    }
    while (!wrong && optind < argc) wrong = take_word(a, argv[optind++]);
    return wrong;
}

void arguments_free(arguments *a) {
    for (int i = 0; i < OPTIONS; i++) free(a->list[i]);
}

int arguments_fit(const arguments *a, const char *takes) {
    for (int i = 0; i < OPTIONS; i++) {
        size_t size = strlen(names[i].name);
        const char *at = takes;
        if (!a->value[i]) continue;
        while ((at = strstr(at, names[i].name)) != NULL
               && !((at == takes || at[-1] == ' ') && (at[size] == ' ' || at[size] == 0)))
            at++;
        if (at) continue;
        complain("`dispute %s` takes no --%s; see dispute %s --help", a->word[0], names[i].name, a->word[0]);
        return -1;
    }
    return 0;
}
