/* waiting.c - see waiting.h. */
#include "waiting.h"
#include "stories.h"
#include <string.h>

int64_t waiting_open(const dispute_policy *policy, dispute_case *c, dispute_answer *answer, const char *id,
                     int64_t later, uint8_t snapshot[DISPUTE_SNAPSHOT_SIZE]) {
    story s;
    story_tell(&s, STORY_RETURN, FORM_SHORT, id);
    s.order.protected_until += later;
    s.move[0].at += later;
    if (dispute_case_begin(policy, c, id, strlen(id), &s.order, NULL) || dispute_apply(policy, c, &s.move[0], answer)
        || dispute_case_save(c, snapshot, DISPUTE_SNAPSHOT_SIZE, NULL))
        return 0;
    return dispute_case_next_due(c);
}

size_t waiting_place(size_t i, size_t cases, size_t due) {
    size_t step = cases / due;
    return i * step + i * 7919 % step;
}
