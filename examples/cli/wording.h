/* wording.h - what the library calls a thing, and what the command itself says, in the language that was chosen. */
#ifndef DISPUTE_CLI_WORDING_H
#define DISPUTE_CLI_WORDING_H

#include "dispute.h"
#include "text.h"

/* ---- words ---- */

const char *word_or_none(int32_t group, int32_t number); /* "none" for 0: what JSON says */
int32_t word_read(int32_t group, const char *name);      /* 0: no such word */
enum { DEADLINE_EVENTS = 100 }; /* events from here on are deadlines, which fire by themselves */
/* "buyer, seller, platform": the words of a group whose numbers are in a set; 0: all below DEADLINE_EVENTS. */
void put_words(text *t, int32_t group, uint32_t among);
int is_among(int32_t number, uint32_t among);

/* ---- languages ---- */

/* In which language people are spoken to; English where nothing was chosen. 0, or -1: no such language. */
int language_choose(const char *name);
int32_t language(void); /* [language] */

/* one text in the three languages */
typedef struct phrase {
    const char *english, *simplified, *traditional;
} phrase;

/* What the command itself says: the one of three texts that is in that language; also as a format of text_print(). */
const char *spoken(const char *english, const char *simplified, const char *traditional)
    __attribute__((format_arg(1), format_arg(2), format_arg(3)));
const char *said(const phrase *p);

const char *label(int32_t group, int32_t number);          /* what people call it; a word for nothing for 0 */
const char *within(int32_t group, int32_t number);         /* the same inside a sentence: English begins small there */
const char *sentence_of(int32_t group, int32_t number);    /* "" where there is none */
const char *between(void);                                 /* ", " of a list */
const char *comma(void);                                   /* ", " of a sentence */
const char *colon(void);                                   /* ": " */
void put_problem(text *t, const dispute_problem *problem); /* the whole sentence of a problem */
void complain_no_memory(void);

#endif
