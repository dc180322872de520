/* foreign.h - dispute words --from: the words of another system, and which of ours they mean. */
#ifndef DISPUTE_CLI_FOREIGN_H
#define DISPUTE_CLI_FOREIGN_H

#include "arguments.h"

int words_from(const arguments *a);

#endif
