/* provision.h - `dispute provision`: what disputes will cost an order. */
#ifndef DISPUTE_CLI_PROVISION_H
#define DISPUTE_CLI_PROVISION_H

#include "arguments.h"

int command_provision(const arguments *a);

#endif
