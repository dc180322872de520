/* wording.h - what the library calls a thing, for lines and for people. */
#ifndef DISPUTE_CLI_WORDING_H
#define DISPUTE_CLI_WORDING_H

#include "dispute.h"
#include "text.h"

const char *word_or_none(int32_t group, int32_t number); /* "none" for 0 */
const char *label(int32_t group, int32_t number);        /* what people call it; "none" for 0 */
int32_t word_read(int32_t group, const char *name);      /* 0: no such word */
/* --lang: in which language people are spoken to; English where nothing was chosen. 0, or -1: no such language. */
int language_choose(const char *name);
int32_t language(void); /* [language] */
/* What the command itself says: the one of three texts that is in that language. */
const char *spoken(const char *english, const char *simplified, const char *traditional)
    __attribute__((format_arg(1), format_arg(2), format_arg(3)));
enum { DEADLINE_EVENTS = 100 }; /* events from here on are deadlines, which fire by themselves */
/* "buyer, seller, platform": the words of a group whose numbers are in a set; 0: all below DEADLINE_EVENTS. */
void put_words(text *t, int32_t group, uint32_t among);
int is_among(int32_t number, uint32_t among);
/* The whole sentence of a problem. */
void put_problem(text *t, const dispute_problem *problem);

#endif
