/* seen.c - the ids of a replay's last accepted events: what was said under each, and on which line (K2). */
#include "seen.h"
#include <string.h>

static happening content_of(const happening *h) { /* everything but `expect`, and the address on the envelope */
    happening content = *h;
    content.event.expects = 0;
    content.event.expect = 0;
    memset(content.event.case_id, 0, sizeof content.event.case_id);
    return content;
}

enum seen_as seen_before(const seen *s, const happening *h, int *line) {
    happening content = content_of(h);
    for (size_t i = 0; i < SEEN_KEPT && i < s->count; i++) {
        const happening *told = &s->told[i].content;
        if (strcmp(told->event.id, content.event.id) != 0) continue;
        int same = memcmp(&content.event, &told->event, sizeof content.event) == 0
                   && memcmp(&content.order, &told->order, sizeof content.order) == 0;
        *line = s->told[i].line;
        return same ? SEEN_SAME : SEEN_OTHER;
    }
    return SEEN_NEVER;
}

void seen_remember(seen *s, const happening *h, int line) {
    size_t place = s->count++ % SEEN_KEPT;
    s->told[place].content = content_of(h);
    s->told[place].line = line;
}
