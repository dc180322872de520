/* text.c - text without the C library. */
#include "text.h"
#include "bytes.h"
#include <string.h>

size_t dispute__text_length(const char *text, size_t room) {
    size_t size = 0;
    while (size < room && text[size]) size++;
    return size;
}

/* eight bytes at once: one bit, the highest, of each that is NUL, from the first such byte on */
static inline uint64_t zeros(uint64_t word) {
    return (word - UINT64_C(0x0101010101010101)) & ~word & UINT64_C(0x8080808080808080);
}

size_t dispute__text_in_field(const char *field, size_t room, int *is_ascii) {
    uint64_t high = 0;
    size_t size = 0;
    for (; size < room; size += 8) {
        uint64_t word = get_word(field + size), end = zeros(word);
        if (end) {
            high |= word & ((end & (~end + 1)) - 1); /* what lies behind the NUL does not count */
            size += (size_t)lowest_bit(end) / 8;
            break;
        }
        high |= word;
    }
    *is_ascii = !(high & UINT64_C(0x8080808080808080));
    return size;
}

int dispute__text_is_utf8(const char *text, size_t size) {
    const uint8_t *s = (const uint8_t *)text;
    for (size_t i = 0; i < size;) {
        if (size - i >= 8 && !(get_word(s + i) & UINT64_C(0x8080808080808080)) && !zeros(get_word(s + i))) {
            i += 8;
            continue;
        }
        size_t more = s[i] < 0x80 ? 0 : s[i] >= 0xF0 ? 3 : s[i] >= 0xE0 ? 2 : 1;
        if (s[i] == 0 || (s[i] >= 0x80 && s[i] < 0xC2) || s[i] > 0xF4 || more > size - i - 1) return 0;
        for (size_t j = 1; j <= more; j++)
            if ((s[i + j] & 0xC0) != 0x80) return 0;
        if (s[i] == 0xE0 && s[i + 1] < 0xA0) return 0; /* overlong */
        if (s[i] == 0xED && s[i + 1] > 0x9F) return 0; /* surrogates */
        if (s[i] == 0xF0 && s[i + 1] < 0x90) return 0; /* overlong */
        if (s[i] == 0xF4 && s[i + 1] > 0x8F) return 0; /* beyond Unicode */
        i += more + 1;
    }
    return 1;
}

int dispute__text_is(const char *text, size_t size, const char *word) {
    for (size_t i = 0; i < size; i++)
        if (!word[i] || text[i] != word[i]) return 0;
    return word[size] == 0;
}

size_t dispute__text_find(const char *text, size_t size, const char *mark) {
    size_t length = dispute__text_length(mark, (size_t)-1);
    for (size_t i = 0; length <= size && i <= size - length; i++)
        if (memcmp(text + i, mark, length) == 0) return i;
    return size;
}

size_t dispute__text_digits(const char *text, size_t size, int64_t most, int64_t *number) {
    size_t i = 0;
    *number = 0;
    for (; i < size && text[i] >= '0' && text[i] <= '9'; i++) {
        int64_t digit = text[i] - '0';
        if (digit > most || *number > (most - digit) / 10) return 0;
        *number = *number * 10 + digit;
    }
    return i;
}

size_t dispute__text_element(const char **text, size_t *size, const char **rest, size_t *rest_size) {
    size_t end = dispute__text_find(*text, *size, ","), length = end;
    *rest = *text + (end < *size ? end + 1 : end);
    *rest_size = *size - (end < *size ? end + 1 : end);
    while (length > 0 && **text == ' ') ++*text, length--;
    while (length > 0 && (*text)[length - 1] == ' ') length--;
    return length;
}

void dispute__pen_bytes(pen *p, const char *text, size_t size) {
    for (size_t i = 0; i < size; i++, p->size++)
        if (p->size < p->room) p->to[p->size] = text[i];
}

void dispute__pen_text(pen *p, const char *text) {
    dispute__pen_bytes(p, text, dispute__text_length(text, (size_t)-1));
}

void dispute__pen_number(pen *p, int64_t number, int width) {
    char back[24];
    int digits = 0;
    uint64_t left = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    if (number < 0) dispute__pen_bytes(p, "-", 1);
    do back[digits++] = (char)('0' + left % 10);
    while ((left /= 10) != 0);
    while (digits < width && digits < 20) back[digits++] = '0';
    while (digits-- > 0) dispute__pen_bytes(p, back + digits, 1);
}
