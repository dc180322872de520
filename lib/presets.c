/* presets.c - which of the policies that ship with the library a name means: one version, the newest, or the one that
 * was in force on a day. */
#include "calendar.h"
#include "case.h"
#include "memory.h"
#include <string.h>

static size_t family_size(const preset *p) {
    return dispute__text_find(p->name, dispute__text_length(p->name, DISPUTE_NAME_SIZE), "@");
}

static int is_of_family(const preset *p, const char *name, size_t size) {
    return family_size(p) == size && memcmp(p->name, name, size) == 0;
}

/* The version of a family that began last, of those that had begun on `day`. */
static const preset *newest(const char *name, size_t size, int64_t day) {
    const preset *found = NULL;
    for (uint32_t i = 0; i < dispute__preset_count; i++) {
        const preset *p = &dispute__presets[i];
        if (is_of_family(p, name, size) && p->effective_from <= day
            && (!found || p->effective_from > found->effective_from))
            found = p;
    }
    return found;
}

const preset *dispute__preset_default(void) { /* presets[0] begins the family of the default market */
    return newest(dispute__presets[0].name, family_size(&dispute__presets[0]), INT64_MAX);
}

static int32_t why_not(const char *name, size_t size) {
    return newest(name, size, INT64_MAX) ? DISPUTE_DETAIL_NOT_IN_FORCE : DISPUTE_DETAIL_NO_PRESET;
}

const preset *dispute__preset_find(const char *name, size_t size, int32_t *detail) {
    int64_t day = INT64_MAX;
    size_t family = dispute__text_find(name, size, "@");
    for (uint32_t i = 0; i < dispute__preset_count; i++)
        if (dispute__text_is(name, size, dispute__presets[i].name)) return &dispute__presets[i];
    int dated = family < size && dispute__date_read(name + family + 1, size - family - 1, &day);
    *detail = dated ? why_not(name, family) : DISPUTE_DETAIL_NO_PRESET;
    return dated || family == size ? newest(name, family, day) : NULL;
}

const preset *dispute__preset_at(const dispute_policy *draft, const char *name, size_t size, int64_t at,
                                 int32_t *detail) {
    const preset *found = NULL;
    dispute_policy *version = dispute__memory_take(&draft->allocator, sizeof *version);
    *detail = version ? why_not(name, size) : 0;
    if (!version) return NULL;
    memcpy(version, draft, sizeof *version);
    for (uint32_t i = 0; i < dispute__preset_count; i++) { /* each by the day in its own calendar */
        const preset *p = &dispute__presets[i];
        if (!is_of_family(p, name, size) || dispute__policy_start(version, p, NULL) != DISPUTE_DONE) continue;
        int begun = p->effective_from <= dispute__calendar_local_day(&version->calendar, at);
        if (begun && (!found || p->effective_from > found->effective_from)) found = p;
    }
    dispute__memory_give(&draft->allocator, version);
    return found;
}
