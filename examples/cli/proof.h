/* proof.h - the journals of the store: log prints one, verify makes each again and compares. */
#ifndef DISPUTE_CLI_PROOF_H
#define DISPUTE_CLI_PROOF_H

#include "arguments.h"

int command_log(const arguments *a);
int command_verify(const arguments *a);

#endif
