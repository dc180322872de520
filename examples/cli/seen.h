/* seen.h - the ids of a replay's last accepted events: what was said under each, and on which line (K2). */
#ifndef DISPUTE_CLI_SEEN_H
#define DISPUTE_CLI_SEEN_H

#include "event_json.h"

enum { SEEN_KEPT = 8 }; /* as many as a case keeps, dispute_limit(DISPUTE_LIMIT_IDS_KEPT) */

/* all zero is an empty memory */
typedef struct seen {
    struct {
        happening content;
        int line;
    } told[SEEN_KEPT];
    size_t count; /* of all that were ever told: the oldest gives way */
} seen;

enum seen_as { SEEN_NEVER, SEEN_SAME, SEEN_OTHER };

enum seen_as seen_before(const seen *s, const happening *h, int *line);
void seen_remember(seen *s, const happening *h, int line);

#endif
