/* setting.c - `key = value` lines of the smaller policies: scorecards and sellers. */
#include "setting.h"
#include "event.h"
#include <string.h>

enum { LINES_MOST = 64 }; /* of one text: no policy has more keys */

static int is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

static void trim(const char **text, size_t *size) {
    while (*size && is_blank(**text)) ++*text, --*size;
    while (*size && is_blank((*text)[*size - 1])) --*size;
}

int dispute__setting_is(const setting *s, const char *key) { return dispute__text_is(s->key, s->key_size, key); }

size_t dispute__setting_word(const char **value, size_t *size, const char **word) {
    while (*size && is_blank(**value)) ++*value, --*size;
    size_t length = 0;
    while (length < *size && !is_blank((*value)[length])) length++;
    *word = *value;
    *value += length;
    *size -= length;
    return length;
}

int32_t dispute__setting_number(const setting *s, const char *prefix, int32_t most) {
    size_t length = dispute__text_length(prefix, DISPUTE_NAME_SIZE);
    int64_t number = 0;
    if (s->key_size <= length || memcmp(s->key, prefix, length) != 0 || s->key[length] == '0') return 0;
    size_t digits = dispute__text_digits(s->key + length, s->key_size - length, most, &number);
    return digits && digits == s->key_size - length ? (int32_t)number : 0;
}

int32_t dispute__setting_offset(const setting *s, int32_t *minutes) {
    int64_t hour = 0, minute = 0;
    const char *t = s->value;
    if (s->value_size != 6 || (t[0] != '+' && t[0] != '-') || t[3] != ':'
        || dispute__text_digits(t + 1, 2, 18, &hour) != 2 || dispute__text_digits(t + 4, 2, 59, &minute) != 2
        || hour * 60 + minute > DAY_OFFSET_MOST)
        return DISPUTE_DETAIL_CALENDAR_OFFSET;
    *minutes = (int32_t)(hour * 60 + minute) * (t[0] == '-' ? -1 : 1);
    return 0;
}

void dispute__setting_offset_write(pen *p, int32_t minutes) {
    int32_t distance = minutes < 0 ? -minutes : minutes;
    dispute__pen_text(p, minutes < 0 ? "-" : "+");
    dispute__pen_number(p, distance / 60, 2);
    dispute__pen_text(p, ":");
    dispute__pen_number(p, distance % 60, 2);
}

static int may_be_in_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_'
           || c == '-';
}

int32_t dispute__setting_name(const setting *s, char name[40]) {
    enum { NAME_MOST = 31 };
    int at_signs = 0;
    if (s->value_size == 0 || s->value_size > NAME_MOST) return DISPUTE_DETAIL_NAME;
    for (size_t i = 0; i < s->value_size; i++) {
        if (s->value[i] == '@' && i > 0 && i + 1 < s->value_size)
            at_signs++;
        else if (!may_be_in_name(s->value[i]))
            return DISPUTE_DETAIL_NAME;
    }
    if (at_signs > 1) return DISPUTE_DETAIL_NAME;
    memset(name, 0, 40);
    memcpy(name, s->value, s->value_size);
    return 0;
}

/* ---- a text, line by line ---- */

/* one text on its way into a policy */
typedef struct reading {
    const setting_kind *kind;
    const char *text;
    size_t size, at;
    int32_t line;
    dispute_problem *problem;
} reading;

static dispute_result wrong(const reading *r, dispute_result result, int32_t detail, const char *name, size_t size) {
    dispute_problem why;
    dispute__problem_set(&why, result, detail, NULL);
    why.line = r->line;
    memcpy(why.name, name, size < sizeof why.name ? size : sizeof why.name - 1);
    if (!dispute__text_is_utf8(why.name, dispute__text_length(why.name, sizeof why.name)))
        memset(why.name, 0, sizeof why.name);
    dispute__problem_lend(r->problem, &why);
    return result;
}

/* The next line that says something: 1; 0: there is none; -1: it is no setting. */
static int next(reading *r, setting *s) {
    while (r->at < r->size) {
        const char *line = r->text + r->at;
        size_t size = 0;
        while (r->at + size < r->size && line[size] != '\n') size++;
        r->at += size + 1;
        r->line++;
        size = dispute__text_find(line, size, "#");
        trim(&line, &size);
        if (size == 0) continue;
        size_t equals = dispute__text_find(line, size, "=");
        *s = (setting){line, line + equals + (equals < size), equals, size - equals - (equals < size), r->line};
        trim(&s->key, &s->key_size);
        trim(&s->value, &s->value_size);
        int good = equals < size && s->key_size && s->value_size && dispute__text_is_utf8(line, size);
        return good ? 1 : -1;
    }
    return 0;
}

static dispute_result read_lines(reading *r, void *policy, int is_preset);

/* "aliexpress@2017", or "aliexpress" for the newest of that name; NULL: there is none. */
static const preset *find(const setting_kind *kind, const char *name, size_t size) {
    const preset *found = NULL;
    for (uint32_t i = 0; i < kind->count; i++) {
        const char *own = kind->presets[i].name;
        size_t length = dispute__text_length(own, DISPUTE_NAME_SIZE), family = dispute__text_find(own, length, "@");
        int is_whole = size == length && memcmp(own, name, size) == 0;
        if (is_whole || (size == family && memcmp(own, name, size) == 0)) found = &kind->presets[i];
    }
    return found;
}

static dispute_result start(const reading *r, const preset *from, void *policy) {
    reading own = {r->kind, from->text, from->size, 0, 0, NULL};
    return read_lines(&own, policy, 1);
}

static dispute_result read_lines(reading *r, void *policy, int is_preset) {
    uint64_t seen[LINES_MOST]; /* where each key stands: so that none is said twice */
    uint32_t count = 0;
    setting s;
    int got;
    while ((got = next(r, &s)) != 0) {
        int32_t detail = 0;
        if (got < 0) return wrong(r, DISPUTE_ERROR_BAD_VALUE, DISPUTE_DETAIL_SYNTAX, s.key, s.key_size);
        for (uint32_t i = 0; i < count; i++) {
            const char *before = r->text + (seen[i] >> 8);
            if ((seen[i] & 255) == s.key_size && memcmp(before, s.key, s.key_size) == 0)
                return wrong(r, DISPUTE_ERROR_BAD_VALUE, DISPUTE_DETAIL_TWICE, s.key, s.key_size);
        }
        if (s.key_size > 255 || count == LINES_MOST)
            return wrong(r, DISPUTE_ERROR_BAD_KEY, DISPUTE_DETAIL_UNKNOWN_WORD, s.key, s.key_size);
        if (dispute__setting_is(&s, "preset") && !is_preset) {
            const preset *from = find(r->kind, s.value, s.value_size);
            if (count) return wrong(r, DISPUTE_ERROR_BAD_VALUE, DISPUTE_DETAIL_PRESET_FIRST, s.key, s.key_size);
            if (!from && !dispute__text_is(s.value, s.value_size, "none"))
                return wrong(r, DISPUTE_ERROR_BAD_VALUE, DISPUTE_DETAIL_CHOICE, s.key, s.key_size);
            r->kind->clear(policy);
            dispute_result result = from ? start(r, from, policy) : DISPUTE_DONE;
            if (result != DISPUTE_DONE) return result;
        } else {
            dispute_result result = r->kind->read(policy, &s, &detail);
            if (result == DISPUTE_ERROR_BAD_KEY) detail = DISPUTE_DETAIL_UNKNOWN_WORD;
            if (result != DISPUTE_DONE) return wrong(r, result, detail, s.key, s.key_size);
        }
        seen[count++] = (uint64_t)(s.key - r->text) << 8 | s.key_size;
    }
    return DISPUTE_DONE;
}

dispute_result dispute__settings_read(const setting_kind *kind, const char *text, size_t size, void *policy,
                                      dispute_problem *problem) {
    reading r = {kind, text, size, 0, 0, problem};
    kind->clear(policy);
    dispute_result result = start(&r, &kind->presets[kind->count - 1], policy);
    return result == DISPUTE_DONE ? read_lines(&r, policy, 0) : result;
}
