/* json_fields.c - the values of a JSON object, each strictly of its type, or a sentence about what would be right. */
#include "json_fields.h"
#include "rfc3339.h"
#include "wording.h"
#include <stdio.h>
#include <string.h>

int field_wrong(const field *f, const char *what_would_be_right) {
    text_print(f->wrong, "\"%s\" %s", f->name, what_would_be_right);
    return -1;
}

int field_not_null(const field *f) {
    if (!json_is_null(f->value)) return 0;
    return field_wrong(f, spoken("must be left out where it is not known; it is null",
                                 "为 null；不知道时请去掉这个字段", "為 null；不知道時請刪除這個欄位"));
}

static int says_none(const field *f) {
    const char *word = json_string_value(f->value);
    return word && strcmp(word, "none") == 0;
}

int field_word(const field *f, int32_t group, uint32_t among, int32_t *number) {
    const char *word = json_string_value(f->value);
    *number = word ? word_read(group, word) : 0;
    if (is_among(*number, among)) return 0;
    text_print(f->wrong, "\"%s\" ", f->name);
    if (word) text_print(f->wrong, spoken("is \"%.40s\"; it ", "是 \"%.40s\"，", "是 \"%.40s\"，"), word);
    text_put(f->wrong, spoken("must be one of: ", "须为以下之一：", "須為以下之一："));
    put_words(f->wrong, group, among);
    return -1;
}

int field_number(const field *f, int64_t *number) {
    *number = 0;
    if (!json_is_integer(f->value))
        return field_wrong(
            f, spoken("must be a whole number, such as 5000", "须为整数，例如 5000", "須為整數，例如 5000"));
    json_int_t n = json_integer_value(f->value);
    if (n < 0) return field_wrong(f, spoken("must not be negative", "不能为负数", "不能為負數"));
    *number = n;
    return 0;
}

int field_yes_no(const field *f, int32_t *yes) {
    *yes = json_is_true(f->value);
    return json_is_boolean(f->value)
               ? 0
               : field_wrong(f, spoken("must be true or false", "须为 true 或 false", "須為 true 或 false"));
}

int field_instant(const field *f, int64_t *at) {
    static const char none[] = "";
    const char *string = json_string_value(f->value);
    const char *wrong = rfc3339_read(string ? string : none, string ? json_string_length(f->value) : 0, at);
    return wrong ? field_wrong(f, wrong) : 0;
}

int field_text(const field *f, char *to, size_t room) {
    const char *string = json_string_value(f->value);
    size_t size = string ? json_string_length(f->value) : 0;
    if (size > 0 && size < room) {
        memcpy(to, string, size + 1);
        return 0;
    }
    if (!string) return field_wrong(f, spoken("must be a text", "须为文本", "須為文字"));
    if (size == 0) return field_wrong(f, spoken("must not be empty", "不能为空", "不能為空"));
    text_print(f->wrong,
               spoken("\"%s\" has %zu bytes; at most %zu are taken, and nothing is cut",
                      "\"%s\" 有 %zu 字节，最多 %zu 字节；过长的内容不会被截断",
                      "\"%s\" 有 %zu 位元組，最多 %zu 位元組；過長的內容不會被截斷"),
               f->name, size, room - 1);
    return -1;
}

static int nibble(char c) {
    static const char digits[] = "0123456789abcdef0123456789ABCDEF";
    const char *at = c ? strchr(digits, c) : NULL;
    return at ? (int)((at - digits) % 16) : -1;
}

int field_digest(const field *f, uint8_t digest[32]) {
    const char *form =
        spoken("must be 64 hexadecimal digits, the SHA-256 of what was handed in",
               "须为 64 位十六进制，即所提交内容的 SHA-256", "須為 64 位十六進位，即所提交內容的 SHA-256");
    const char *string = json_string_value(f->value);
    if (!string || json_string_length(f->value) != 64) return field_wrong(f, form);
    for (int i = 0; i < 32; i++) {
        int high = nibble(string[2 * i]), low = nibble(string[2 * i + 1]);
        if (high < 0 || low < 0) return field_wrong(f, form);
        digest[i] = (uint8_t)(high * 16 + low);
    }
    return 0;
}

static int read_place(const field *f, const field_place *place, void *to, json_t **inner) {
    char *at = (char *)to + place->offset;
    int32_t word = 0;
    int64_t number = 0;
    int wrong = 0;
    switch (place->type) {
    case FIELD_IS_WORD:
        if (place->group == DISPUTE_GROUP_PARTY && says_none(f)) break; /* as it is printed where nobody is named */
        wrong = field_word(f, place->group, place->among, &word);
        break;
    case FIELD_IS_YES_NO: wrong = field_yes_no(f, &word); break;
    case FIELD_IS_NUMBER: wrong = field_number(f, &number); break;
    case FIELD_IS_INSTANT: wrong = field_instant(f, &number); break;
    case FIELD_IS_OBJECT: *inner = f->value; return 0;
    }
    if (wrong) return -1;
    if (place->type == FIELD_IS_WORD || place->type == FIELD_IS_YES_NO)
        memcpy(at, &word, sizeof word);
    else
        memcpy(at, &number, sizeof number);
    return 0;
}

static int unknown_field(const field *object, const char *key, const field_place *places) {
    const char *separator = "";
    text_print(object->wrong,
               spoken("\"%s\" takes no field \"%.40s\"; it takes: ", "\"%s\" 中没有 \"%.40s\" 这一项，可用的有：",
                      "\"%s\" 中沒有 \"%.40s\" 這一項，可用的有："),
               object->name, key);
    for (const field_place *p = places; p->name; p++) {
        text_print(object->wrong, "%s%s", separator, p->name);
        separator = between();
    }
    return -1;
}

int fields_read(const field *object, const char *outer, const field_place *places, void *to, json_t **inner) {
    const char *key;
    json_t *value;
    char name[64];
    if (!json_is_object(object->value))
        return field_wrong(object, spoken("must be an object, such as {\"amount\":5000}",
                                          "须为对象，例如 {\"amount\":5000}", "須為物件，例如 {\"amount\":5000}"));
    json_object_foreach(object->value, key, value) {
        size_t i = 0;
        while (places[i].name && strcmp(places[i].name, key) != 0) i++;
        if (!places[i].name) return unknown_field(object, key, places);
        snprintf(name, sizeof name, "%s%s", outer, key);
        field f = {name, value, object->wrong};
        if (field_not_null(&f) != 0 || read_place(&f, &places[i], to, inner ? &inner[i] : NULL) != 0) return -1;
    }
    for (const field_place *p = places; p->name; p++) {
        if (!p->needed || json_object_get(object->value, p->name)) continue;
        text_print(object->wrong, spoken("\"%s%s\" is missing", "缺少 \"%s%s\"", "缺少 \"%s%s\""), outer, p->name);
        return -1;
    }
    return 0;
}
