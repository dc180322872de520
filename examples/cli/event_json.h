/* event_json.h - one line of JSON (J1) -> one event, strictly: nothing is guessed, cut or ignored. */
#ifndef DISPUTE_CLI_EVENT_JSON_H
#define DISPUTE_CLI_EVENT_JSON_H

#include "dispute.h"
#include "text.h"
#include <jansson.h>

typedef struct happening {
    dispute_event event; /* kind 0: `advance`, which has `at` and perhaps `expect`. Its case_id is empty where the line
                            names no case */
    dispute_order order; /* of `open` */
} happening;

/* 0, or -1 with the sentence of what is wrong, and what would be right, in `wrong`. */
int event_json_read(const char *bytes, size_t size, happening *to, text *wrong);
int event_json_take(json_t *line, happening *to, text *wrong); /* the same, where the JSON was read already */

#endif
