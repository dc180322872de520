#!/usr/bin/env python3
"""embed.py VOCABULARY HEADER OUTPUT - vocabulary.c: every word with its label and sentence, as integers and text.

VOCABULARY is lib/words/vocabulary.txt, HEADER is dispute_words.h. The build stops with a sentence where one of them says
what the other does not, where a number or a word occurs twice in a group, or where a text is missing or cannot be shown.
"""
import pathlib
import re
import sys

LANGUAGES = ("en", "zh-Hans", "zh-Hant")
HOLES = ("at", "detail", "deadline", "event", "key", "limit", "line", "name", "party", "result", "rule", "state", "why")
TEMPLATE, PHRASE = 62, 63        # groups of the library's own, as in words.h
VARIANTS = 8                     # templates that a result may have, as in words.h
ABSENT = 0xFFFF


class Mistake(Exception):
    pass


class Word:
    def __init__(self, name, number, line):
        self.name, self.number, self.line = name, number, line
        self.labels, self.sentences = {}, {}


def read_header(path):
    """{"party": {"BUYER": 1, ...}, ...}; the results, whose constants have no common beginning, are `result`."""
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="ascii"), flags=re.S)
    constants = {name: int(value) for name, value in re.findall(r"\bDISPUTE_(\w+)\s*=\s*(-?\d+)", text)}
    groups = {name[6:].lower(): value for name, value in constants.items() if name.startswith("GROUP_")}
    found = {group: {} for group in groups}
    for name, value in constants.items():
        group = next((g for g in sorted(groups, key=len, reverse=True) if name.startswith(g.upper() + "_")), None)
        if name == "DONE" or name.startswith(("REFUSED_", "ERROR_")):
            group, short = "result", name
        elif group is None:
            raise Mistake(f"{path}: DISPUTE_{name} belongs to no group")
        else:
            short = name[len(group) + 1:]
        found[group][short] = value
    found["fault"].pop("NONE", None)  # 0 is "none" in every group, and no word
    return groups, found


def read_texts(word, line, where, bare):
    language, _, text = line.partition(" ")
    text = text.strip()
    if language not in LANGUAGES:
        raise Mistake(f"{where}: a text begins with one of {', '.join(LANGUAGES)}")
    if language in word.sentences:
        raise Mistake(f"{where}: `{word.name}` has two texts in {language}")
    label, bar, sentence = text.partition(" | ")
    if bare:
        label, sentence = "-", text
    elif not bar:
        raise Mistake(f"{where}: write `label | sentence`")
    for part in (label, sentence):
        if not part.strip() or any(ord(c) < 32 or 127 <= ord(c) < 160 or 0xD800 <= ord(c) < 0xE000 or c in "\u2028\u2029"
                                   for c in part):
            raise Mistake(f"{where}: a text is empty or has control characters")
    word.labels[language], word.sentences[language] = label.strip(), sentence.strip()


def read_number(group, key, constants, name, where):
    if group == "template":
        result, _, variant = name.partition(" ")
        number = next((n for c, n in constants["result"].items() if c.split("_", 1)[-1].lower() == result), None)
        if number is None or not variant.isdigit() or not 1 <= int(variant) < VARIANTS:
            raise Mistake(f"{where}: write `[result] [variant]`, the variant from 1 to {VARIANTS - 1}")
        return number * VARIANTS + int(variant)
    if group == "phrase" and key.isdigit():
        return int(key)
    if key not in constants.get(group, {}):
        raise Mistake(f"{where}: the header has no constant {key} in group {group}")
    if letters(name) != letters(key.split("_", 1)[-1] if group == "result" else key):
        raise Mistake(f"{where}: the word `{name}` does not spell its constant {key}")
    return constants[group][key]


def letters(name):
    return re.sub(r"[^A-Z0-9]", "", name.upper())


def read_vocabulary(path, groups, constants):
    words, group, word = {}, None, None
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        where = f"{path}:{number}"
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("["):
            group, word = line.strip("[] "), None
            if (group not in groups and group not in ("template", "phrase")) or group in words:
                raise Mistake(f"{where}: `{group}` is no group, or comes twice")
            words[group] = []
        elif line.startswith("  "):
            if word is None:
                raise Mistake(f"{where}: a text without a word")
            read_texts(word, line.strip(), where, group in ("template", "phrase"))
        else:
            name, _, key = (part.strip() for part in line.partition(" = "))
            if group is None or not name:
                raise Mistake(f"{where}: write `word = CONSTANT`, below a [group]")
            word = Word(name, read_number(group, key, constants, name, where), where)
            words[group].append(word)
    return words


def check(words, groups, constants):
    for group, number in constants.items():
        if group not in words and group != "preset":
            raise Mistake(f"group {group} has no words")
        missing = set(number.values()) - {word.number for word in words.get(group, [])}
        for name, value in number.items():
            if value in missing:
                raise Mistake(f"the constant {name} = {value} of group {group} has no word")
    for group, found in words.items():
        for what in ("number", "name"):
            seen = {}
            for word in found:
                value = getattr(word, what)
                if value in seen:
                    raise Mistake(f"{word.line}: the {what} `{value}` comes twice in group {group}")
                seen[value] = word
        for word in found:
            if any(ord(c) < 33 or ord(c) > 126 for c in word.name) and group not in ("template", "phrase"):
                raise Mistake(f"{word.line}: the word `{word.name}` is not plain ASCII")
            for language in LANGUAGES:
                if language not in word.sentences:
                    raise Mistake(f"{word.line}: `{word.name}` of group {group} has no text in {language}")
            check_holes(word, group in ("template", "phrase"))


def check_holes(word, may):
    first = None
    for language in LANGUAGES:
        text = word.sentences[language]
        holes = sorted(re.findall(r"\{(\w+)\}", text))
        if not may and re.search(r"[{}\[\]]", text + word.labels[language]):
            raise Mistake(f"{word.line}: only templates have holes")
        unknown = [hole for hole in holes if hole not in HOLES]
        if unknown:
            raise Mistake(f"{word.line}: `{word.name}` has a hole `{unknown[0]}`, which there is not")
        if first is not None and holes != first:
            raise Mistake(f"{word.line}: `{word.name}` has other holes in {language} than in {LANGUAGES[0]}")
        if re.sub(r"[^\[\]]", "", text) != "[]" * text.count("["):
            raise Mistake(f"{word.line}: `{word.name}` has a bracket that does not close in {language}")
        first = holes


class Pool:
    """All texts, each once, each ending in a NUL; an offset stands for a text."""

    def __init__(self):
        self.size, self.offsets, self.members = 0, {}, []

    def add(self, text):
        if text not in self.offsets:
            self.offsets[text] = self.size
            self.members.append(text.encode())
            self.size += len(self.members[-1]) + 1
        return self.offsets[text]

    def lines(self):
        yield "static const struct { /* one member a text: nothing lies between members of type char */"
        for i, text in enumerate(self.members):
            yield f"    char t{i}[{len(text) + 1}];"
        yield "} pool = {"
        for text in self.members:
            yield f'    "{literal(text)}",'
        yield "};"


def literal(text):
    plain = {ord('"'): '\\"', ord("\\"): "\\\\", ord("?"): "\\?"}  # no trigraphs
    return "".join(plain.get(b, chr(b) if 32 <= b < 127 else f"\\{b:03o}") for b in text)


def tables(words, numbers):
    pool, rows, slots, by_name, groups = Pool(), [], [], [], []
    for number in range(max(numbers.values()) + 1):
        group = next((g for g, n in numbers.items() if n == number), None)
        found = sorted(words.get(group, []), key=lambda word: word.number)
        least, most = (found[0].number, found[-1].number) if found else (0, -1)
        groups.append(f"    {{{least}, {most}, {len(slots)}, {len(rows)}, {len(found)}}}, /* {group or 'none'} */")
        first, places = len(rows), {word.number: len(rows) + i for i, word in enumerate(found)}
        slots += [places.get(n, ABSENT) for n in range(least, most + 1)]
        order = sorted(range(len(found)), key=lambda i: found[i].name.encode())
        by_name += [first + i for i in order]
        for word in found:
            labels = ", ".join(str(pool.add(word.labels[language])) for language in LANGUAGES)
            sentences = ", ".join(str(pool.add(word.sentences[language])) for language in LANGUAGES)
            name = f"{pool.add(word.name)}, {len(word.name)}"
            rows.append(f"    {{{word.number}, {name}, {{{labels}}}, {{{sentences}}}}}, /* {group} {word.name} */")
    return pool, rows, slots, by_name, groups


def in_rows(numbers):
    return ["    " + " ".join(f"{n}," for n in numbers[i:i + 16]) for i in range(0, len(numbers), 16)]


def embed(vocabulary, header, output):
    groups, constants = read_header(header)
    words = read_vocabulary(vocabulary, groups, constants)
    check(words, groups, constants)
    pool, rows, slots, by_name, table = tables(words, {**groups, "template": TEMPLATE, "phrase": PHRASE})
    lines = ["/* Made by lib/words/embed.py from lib/words/vocabulary.txt. */", '#include "words.h"', "", *pool.lines(), "",
             "const char *dispute__words_text(uint32_t offset) { return (const char *)&pool + offset; }", "",
             "const word dispute__words[] = {", *rows, "};", "",
             "const uint16_t dispute__word_slots[] = {", *in_rows(slots), "};", "",
             "const uint16_t dispute__words_by_name[] = {", *in_rows(by_name), "};", "",
             "const word_group dispute__word_groups[] = {", *table, "};", ""]
    output.write_text("\n".join(lines), encoding="ascii")


if __name__ == "__main__":
    try:
        embed(*map(pathlib.Path, sys.argv[1:4]))
    except (Mistake, OSError, UnicodeError) as mistake:
        sys.exit(f"embed.py: {mistake}")
