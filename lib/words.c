/* words.c - number, name, label and sentence of every word; and the few constants that bindings ask for. */
#include "words.h"
#include "answer.h"
#include "text.h"
#include <string.h>

const word *dispute__word_find(int32_t group, int32_t number) {
    const word_group *g = &dispute__word_groups[group];
    if (number < g->least || number > g->most) return NULL;
    uint16_t place = dispute__word_slots[g->slot + (uint32_t)(number - g->least)];
    return place == WORD_ABSENT ? NULL : &dispute__words[place];
}

static int is_group(int32_t group) { return group >= 0 && group < WORD_GROUPS; }

/* Presets are texts that the build found: their words are their names, in the order in which they ship. */
static const char *preset_name(int32_t number) {
    return number >= 1 && (uint32_t)number <= dispute__preset_count ? dispute__presets[number - 1].name : NULL;
}

uint32_t dispute_word_count(int32_t group) {
    if (group == DISPUTE_GROUP_PRESET) return dispute__preset_count;
    return is_group(group) ? dispute__word_groups[group].count : 0;
}

int32_t dispute_word_at(int32_t group, uint32_t index) {
    if (index >= dispute_word_count(group)) return 0;
    if (group == DISPUTE_GROUP_PRESET) return (int32_t)index + 1;
    return dispute__words[dispute__word_groups[group].first + index].number;
}

static int32_t preset_number(const char *name, size_t name_size) {
    for (int32_t number = 1; (uint32_t)number <= dispute__preset_count; number++)
        if (dispute__text_is(name, name_size, preset_name(number))) return number;
    return 0;
}

static int compare(const char *name, size_t size, const word *with) {
    size_t common = size < with->name_size ? size : with->name_size;
    int order = memcmp(name, dispute__words_text(with->name), common);
    return order ? order : size < with->name_size ? -1 : size > with->name_size;
}

int32_t dispute_word_number(int32_t group, const char *name, size_t name_size) {
    if (!name || !is_group(group)) return 0;
    if (group == DISPUTE_GROUP_PRESET) return preset_number(name, name_size);
    uint32_t from = dispute__word_groups[group].first, to = from + dispute__word_groups[group].count;
    while (from < to) {
        uint32_t middle = from + (to - from) / 2;
        const word *w = &dispute__words[dispute__words_by_name[middle]];
        int order = compare(name, name_size, w);
        if (order == 0) return w->number;
        if (order < 0)
            to = middle;
        else
            from = middle + 1;
    }
    return 0;
}

const char *dispute_word_name(int32_t group, int32_t number) {
    if (group == DISPUTE_GROUP_PRESET) return preset_name(number);
    const word *w = is_group(group) ? dispute__word_find(group, number) : NULL;
    return w ? dispute__words_text(w->name) : NULL;
}

static const char *text_in(int32_t group, int32_t number, int32_t language, int is_sentence) {
    if (language < DISPUTE_LANGUAGE_EN || language > LANGUAGES) return NULL;
    if (group == DISPUTE_GROUP_PRESET) {
        const char *name = preset_name(number);
        return name && is_sentence ? dispute__presets[number - 1].sentence[language - 1] : name;
    }
    const word *w = is_group(group) ? dispute__word_find(group, number) : NULL;
    if (!w) return NULL;
    return dispute__words_text(is_sentence ? w->sentence[language - 1] : w->label[language - 1]);
}

const char *dispute_word_label(int32_t group, int32_t number, int32_t language) {
    return text_in(group, number, language, 0);
}

const char *dispute_word_sentence(int32_t group, int32_t number, int32_t language) {
    return text_in(group, number, language, 1);
}

uint32_t dispute_version(void) { return DISPUTE_VERSION; }

int64_t dispute_never(void) { return NEVER; }

int32_t dispute_limit(int32_t limit) {
    switch (limit) {
    case DISPUTE_LIMIT_CASE_ID: return DISPUTE_CASE_ID_SIZE;
    case DISPUTE_LIMIT_EVENT_ID: return DISPUTE_EVENT_ID_SIZE;
    case DISPUTE_LIMIT_EFFECT_ID: return DISPUTE_EFFECT_ID_SIZE;
    case DISPUTE_LIMIT_REFERENCE: return DISPUTE_REFERENCE_SIZE;
    case DISPUTE_LIMIT_SNAPSHOT: return DISPUTE_SNAPSHOT_SIZE;
    case DISPUTE_LIMIT_RECORD: return RECORD_MAX;
    case DISPUTE_LIMIT_EFFECTS: return EFFECTS_MAX;
    case DISPUTE_LIMIT_IDS_KEPT: return IDS_KEPT;
    case DISPUTE_LIMIT_NAME: return DISPUTE_NAME_SIZE;
    case DISPUTE_LIMIT_SILENCES: return SILENT_TURNS_MAX;
    case DISPUTE_LIMIT_DIGEST: return DISPUTE_DIGEST_SIZE;
    case DISPUTE_LIMIT_DEADLINES: return DISPUTE_DEADLINES;
    case DISPUTE_LIMIT_PARTIES: return DISPUTE_PARTIES;
    case DISPUTE_LIMIT_OFFERS: return DISPUTE_OFFERS;
    case DISPUTE_LIMIT_COST_LINES: return DISPUTE_COST_LINES;
    case DISPUTE_LIMIT_GROUNDS: return DISPUTE_GROUNDS;
    case DISPUTE_LIMIT_EXPOSURE_DAYS: return DISPUTE_EXPOSURE_DAYS;
    case DISPUTE_LIMIT_EXPOSURE_LATER: return DISPUTE_EXPOSURE_LATER;
    case DISPUTE_LIMIT_EXPOSURE_PAYING: return DISPUTE_EXPOSURE_PAYING;
    case DISPUTE_LIMIT_EXPOSURE_SLOTS: return DISPUTE_EXPOSURE_SLOTS;
    case DISPUTE_LIMIT_SCORECARD: return DISPUTE_SCORECARD_SIZE;
    default: return 0;
    }
}
