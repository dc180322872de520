/* commands.h - every command: what it takes, what it does, and an example that works.
 *
 * One entry of the table makes a command known to help, manual page, completion and the check of the arguments. */
#ifndef DISPUTE_CLI_COMMANDS_H
#define DISPUTE_CLI_COMMANDS_H

#include "arguments.h"
#include "options.h"

enum section { SECTION_CHANGE, SECTION_ASK, SECTION_PROVE, SECTION_WITHOUT, SECTION_ABOUT, SECTIONS };

enum { WORDS_MOST = 2 };

typedef struct command {
    const char *name; /* "open"; of two words where it belongs to a family, "policy show" */
    enum section section;
    enum value_kind words[WORDS_MOST]; /* behind the name; VALUE_NONE ends them */
    int words_least;                   /* so many it needs; the others may be left out */
    const char *needs;                 /* options that an ordinary call has: "reason terms" */
    const char *options;               /* all that it takes, but EVERYWHERE */
    int (*run)(const arguments *a);    /* gives the exit status */
    const char *example;               /* as one types it */
    phrase does;                       /* one sentence without a full stop */
    phrase more;                       /* what else is to be known; or NULLs */
    phrase refused;                    /* what exit status 1 means; NULLs: this command never ends with 1 */
} command;

extern const command commands[];
extern const size_t command_count;
extern const phrase section_names[SECTIONS];

/* The command that these words name, its longest name first; NULL: none. `used`: how many words its name has. */
const command *command_find(const char *const *word, int words, int *used);
/* The second word of its name where the first is `family`: "show" of "policy show"; NULL: it is of another one. */
const char *command_in_family(const char *family, const command *c);
/* "list, show, check, diff": the second words of a family; nothing where there is none. */
void put_family(text *t, const char *family);
/* What exit status 1 means, of each command that may end so. */
void put_refusals(text *t);
int command_takes(const command *c, const option_form *option);
const char *value_name(enum value_kind kind); /* of a word behind a command: "CASE" */
/* How it is called: "dispute show CASE [--as PARTY] [--json]", a line for each way. */
void put_usage(text *t, const command *c, const char *before_each);
/* The words of a value or of a word behind a command, with `comma` between them; nothing where it is free. */
void put_value_words(text *t, enum value_kind kind, int32_t group, uint32_t among, const char *comma);

#endif
