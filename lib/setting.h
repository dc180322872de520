/* setting.h - `key = value` lines of the smaller policies: scorecards and sellers. */
#ifndef DISPUTE_LIB_SETTING_H
#define DISPUTE_LIB_SETTING_H

#include "policy.h"
#include "text.h"

typedef struct setting {
    const char *key, *value;
    size_t key_size, value_size;
    int32_t line;
} setting;

/* score_preset.c and seller_preset.c, made from lib/presets by the build; the newest comes last. */
extern const preset dispute__score_presets[];
extern const uint32_t dispute__score_preset_count;
extern const preset dispute__seller_presets[];
extern const uint32_t dispute__seller_preset_count;

/* Reads one setting into the struct that it is given: DONE, BAD_KEY, or BAD_VALUE with its detail. */
typedef dispute_result (*setting_reader)(void *policy, const setting *s, int32_t *detail);

/* a family of presets, and how a text of it is read */
typedef struct setting_kind {
    const preset *presets;
    uint32_t count;
    void (*clear)(void *policy);
    setting_reader read;
} setting_kind;

/* The whole of a text into `policy`, which may be half filled where the result is not DONE. */
dispute_result dispute__settings_read(const setting_kind *kind, const char *text, size_t size, void *policy,
                                      dispute_problem *problem);

/* Takes the next word off the front of a value; its size, 0: there is none. */
size_t dispute__setting_word(const char **value, size_t *size, const char **word);
/* "threshold.12": the number behind a prefix, 1 to `most`; 0: it is another key. */
int32_t dispute__setting_number(const setting *s, const char *prefix, int32_t most);
int dispute__setting_is(const setting *s, const char *key);
int32_t dispute__setting_offset(const setting *s, int32_t *minutes); /* "-08:00"; 0, or the [detail] */
void dispute__setting_offset_write(pen *p, int32_t minutes);
int32_t dispute__setting_name(const setting *s, char name[40]); /* 0, or the [detail] */

enum { DAY_OFFSET_MOST = 1080 }; /* minutes */

#endif
