/* arguments.h - the words of the command line, sorted. */
#ifndef DISPUTE_CLI_ARGUMENTS_H
#define DISPUTE_CLI_ARGUMENTS_H

#include "options.h"
#include <stddef.h>

typedef struct arguments {
    const char *word[4]; /* the command, and what it is about, as they were typed */
    int words;
    const char *value[OPTIONS]; /* of an option given once; "" of one without a value; NULL: not given */
    const char **list[OPTIONS]; /* of --set and --view: each value, in order */
    size_t count[OPTIONS];
} arguments;

/* Chooses the language of --lang, else of DISPUTE_LANG. 0, or -1: what is wrong was said. */
int arguments_read(arguments *a, int argc, char **argv);
const char *argument_name(int argument); /* "by" */
void arguments_free(arguments *a);

#endif
