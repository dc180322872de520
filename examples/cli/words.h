/* words.h - dispute words: the vocabulary, every word with its number, its label and its sentence. */
#ifndef DISPUTE_CLI_WORDS_H
#define DISPUTE_CLI_WORDS_H

#include "arguments.h"

int command_words(const arguments *a);

#endif
