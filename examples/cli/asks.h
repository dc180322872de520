/* asks.h - the commands that ask: list, allowed, forecast, outbox, policy. They change nothing. */
#ifndef DISPUTE_CLI_ASKS_H
#define DISPUTE_CLI_ASKS_H

#include "arguments.h"

int command_list(const arguments *a);
int command_allowed(const arguments *a);
int command_forecast(const arguments *a);
int command_outbox(const arguments *a);
int command_policy(const arguments *a);

#endif
