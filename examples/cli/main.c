/* main.c - the command `dispute`: what it can do, and how one asks. */
#include "act.h"
#include "arguments.h"
#include "asks.h"
#include "dispute.h"
#include "event_args.h"
#include "graph.h"
#include "output.h"
#include "proof.h"
#include "replay.h"
#include "show.h"
#include <stdio.h>
#include <string.h>

static const struct command {
    const char *name;
    const char *usage; /* behind the name */
    const char *does;
    const char *example;
    int words_least, words_most; /* the name included */
    const char *takes;           /* options */
    int (*run)(const arguments *a);
} commands[] = {
    {"replay",
     "[--policy NAME[@VERSION]|FILE] [--set KEY=VALUE]... [--until TIME]\n"
     "       [--allowed] [--forecast] [--view PARTY]... [FILE|-]",
     "play one case from a file of JSON events, one line for each transition",
     "dispute replay --until 2026-03-01T00:00:00Z --forecast case.jsonl", 1, 2,
     "policy set until allowed forecast view", command_replay},
    {"open",
     "CASE --reason REASON --terms KIND[:AMOUNT] --currency CODE --order-amount AMOUNT ...\n"
     "       [--policy NAME[@VERSION]|FILE] [--set KEY=VALUE]...    or: open --json TEXT|FILE|-",
     "open a case in the store; what is known of the order: --order-freight --paid-at --shipped-at --promised-at\n"
     "    --delivered-at --completed-at --protected-until --funds --guarantee --verified",
     "dispute open C-1 --reason quality --terms refund:20.00 --currency USD --order-amount 50.00 --order-freight 4.00 "
     "--delivered-at 2026-01-02",
     1, 2, "db policy set lines " EVENT_OPTIONS " " ORDER_OPTIONS, command_open},
    {"do", "CASE EVENT [--by PARTY] [--at TIME] [--terms KIND[:AMOUNT]] ...    or: do [CASE] --json TEXT|FILE|-",
     "something happens in a case: --coupon --freight --freight-by --reason --reference --digest --goods "
     "--promised-at\n"
     "    --payer --fault --to --effect --amount --id --expect",
     "dispute do C-1 propose --by seller --terms return_refund:50.00 --freight-by seller --freight 4.00", 1, 3,
     "db lines " EVENT_OPTIONS, command_do},
    {"sweep", "[--at TIME]", "let every deadline pass that is due", "dispute sweep --at 2026-01-12", 1, 1,
     "db at lines", command_sweep},
    {"list", "", "all cases, the one that is due next first", "dispute list", 1, 1, "db lines", command_list},
    {"show", "CASE [--as PARTY] [--svg FILE|-]",
     "the timeline of a case, and where silence leads; --svg draws it, for a browser or a printer",
     "dispute show C-1 --as seller --svg C-1.svg", 2, 2, "db as svg", command_show},
    {"allowed", "CASE [--at TIME]", "what everybody may do now", "dispute allowed C-1", 2, 2, "db at lines",
     command_allowed},
    {"forecast", "CASE", "what happens where nobody acts", "dispute forecast C-1", 2, 2, "db lines", command_forecast},
    {"log", "CASE", "the journal, as lines like those of replay", "dispute log C-1", 2, 2, "db", command_log},
    {"verify", "[CASE]", "make every journal again and compare; 1: something does not fit", "dispute verify", 1, 2,
     "db", command_verify},
    {"outbox", "", "what must happen outside, and is not confirmed yet", "dispute outbox", 1, 1, "db lines",
     command_outbox},
    {"confirm", "EFFECT [--failed] [--at TIME]", "it has happened, or a payment has failed", "dispute confirm C-1:1:0",
     2, 2, "db at failed lines", command_confirm},
    {"graph", "--format mermaid|dot|svg [--policy NAME[@VERSION]|FILE] [--set KEY=VALUE]... [--case CASE]",
     "the chart of a policy as a picture; --case shows where a case is in it, under its own policy",
     "dispute graph --format svg --case C-1 >chart.svg", 1, 1, "format policy set case db", command_graph},
    {"policy", "[--policy NAME[@VERSION]|FILE] [--set KEY=VALUE]...", "every key of a policy, and its value",
     "dispute policy --set negotiation.response=P3D", 1, 1, "policy set", command_policy},
};
enum { COMMANDS = sizeof commands / sizeof commands[0] };

static void put_command_help(text *t, const struct command *c) {
    text_print(t, "dispute %s%s%s\n    %s\n    example: %s\n", c->name, c->usage[0] ? " " : "", c->usage, c->does,
               c->example);
}

static int help(const struct command *one) {
    text t = {NULL, 0, 0};
    if (!one)
        text_put(&t, "dispute - marketplace disputes: a case opens, lives through its deadlines, and settles\n\n");
    for (size_t i = 0; i < COMMANDS; i++)
        if (!one || one == &commands[i]) put_command_help(&t, &commands[i]);
    text_put(&t, "\nThe store is one SQLite file, --db FILE (dispute.db where it is not said). Amounts are written "
                 "with the decimals of\n"
                 "their currency: 20.00 USD, 2000 JPY, 2.000 KWD. A TIME is 2026-01-05T08:00:00Z, 2026-01-05 or now. "
                 "--lines prints\n"
                 "JSON lines instead of text.\n");
    text_put(&t, "The exit status is 0: accepted, 1: something was refused, 2: not understood, or not possible.\n");
    int wrong = output_write(&t);
    text_free(&t);
    return wrong ? EXIT_NOT_UNDERSTOOD : EXIT_DONE;
}

static int version(void) {
    text t = {NULL, 0, 0};
    unsigned v = dispute_version();
    text_print(&t, "dispute %u.%u.%u\n", v >> 16, v >> 8 & 0xFF, v & 0xFF);
    int wrong = output_write(&t);
    text_free(&t);
    return wrong ? EXIT_NOT_UNDERSTOOD : EXIT_DONE;
}

static const struct command *find(const char *name) {
    for (size_t i = 0; name && i < COMMANDS; i++)
        if (strcmp(commands[i].name, name) == 0) return &commands[i];
    return NULL;
}

static int run(const arguments *a) {
    const struct command *c = find(a->word[0]);
    if (a->value[OPTION_VERSION]) return version();
    if (a->value[OPTION_HELP] && (c || !a->word[0])) return help(c);
    if (a->word[0] && strcmp(a->word[0], "help") == 0) return help(find(a->word[1]));
    if (!a->word[0])
        complain("what shall it do? See dispute --help");
    else if (!c)
        complain("%s is no command; see dispute --help", a->word[0]);
    else if (a->words < c->words_least || a->words > c->words_most)
        complain("`dispute %s` takes %s words than that; see dispute %s --help", c->name,
                 a->words < c->words_least ? "more" : "fewer", c->name);
    else if (arguments_fit(a, c->takes) == 0)
        return c->run(a);
    return EXIT_NOT_UNDERSTOOD;
}

int main(int argc, char **argv) {
    arguments a;
    if (output_ready() != 0) return EXIT_NOT_UNDERSTOOD;
    int status = arguments_read(&a, argc, argv) == 0 ? run(&a) : EXIT_NOT_UNDERSTOOD;
    arguments_free(&a);
    return status;
}
