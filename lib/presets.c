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

static const preset *newest(const char *name, size_t size) { /* the newest of a family comes last */
    const preset *found = NULL;
    for (uint32_t i = 0; i < dispute__preset_count; i++)
        if (is_of_family(&dispute__presets[i], name, size)) found = &dispute__presets[i];
    return found;
}

const preset *dispute__preset_default(void) { /* presets[0] begins the family of the default market */
    return newest(dispute__presets[0].name, family_size(&dispute__presets[0]));
}

/* The newest version that had begun on `day`, or at the instant `at` in its own calendar; what is not dated began long
 * ago. */
static const preset *in_force(const dispute_policy *draft, const char *name, size_t size, const int64_t *day,
                              int64_t at, int32_t *detail) {
    const preset *found = NULL;
    dispute_policy *version = dispute__memory_take(&draft->allocator, sizeof *version);
    *detail = version ? DISPUTE_DETAIL_NO_PRESET : 0;
    if (!version) return NULL;
    memcpy(version, draft, sizeof *version);
    for (uint32_t i = 0; i < dispute__preset_count; i++) {
        const preset *p = &dispute__presets[i];
        if (!is_of_family(p, name, size) || dispute__policy_start(version, p, NULL) != DISPUTE_DONE) continue;
        *detail = DISPUTE_DETAIL_NOT_IN_FORCE;
        if (version->effective_from <= (day ? *day : dispute__calendar_local_day(&version->calendar, at))) found = p;
    }
    dispute__memory_give(&draft->allocator, version);
    return found;
}

const preset *dispute__preset_find(const dispute_policy *draft, const char *name, size_t size, int32_t *detail) {
    int64_t day;
    size_t at_sign = dispute__text_find(name, size, "@");
    for (uint32_t i = 0; i < dispute__preset_count; i++)
        if (dispute__text_is(name, size, dispute__presets[i].name)) return &dispute__presets[i];
    if (at_sign == size) return newest(name, size);
    if (!dispute__date_read(name + at_sign + 1, size - at_sign - 1, &day)) return NULL;
    return in_force(draft, name, at_sign, &day, 0, detail);
}

const preset *dispute__preset_at(const dispute_policy *draft, const char *name, size_t size, int64_t at,
                                 int32_t *detail) {
    return in_force(draft, name, size, NULL, at, detail);
}
