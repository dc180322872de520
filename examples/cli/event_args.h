/* event_args.h - an event from the options of a command line: for people, with amounts like 20.00 and times like now.
 */
#ifndef DISPUTE_CLI_EVENT_ARGS_H
#define DISPUTE_CLI_EVENT_ARGS_H

#include "arguments.h"
#include "event_json.h"

/* From --event TEXT|FILE|-. Each 0, or -1: what is wrong was said. */
int event_from_json(const arguments *a, happening *to);
/* From the other options. The currency says how many decimals an amount has. */
int event_from_options(const arguments *a, const char *event, const char *case_id, const char currency[4],
                       happening *to);
/* --at, or now. 0, or -1: said. */
int instant_from_options(const arguments *a, int64_t *at);

#endif
