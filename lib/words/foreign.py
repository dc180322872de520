#!/usr/bin/env python3
"""foreign.py FOREIGN VOCABULARY HEADER OUTPUT - foreign_words.c: the words of other systems, as integers and text.

FOREIGN is lib/words/foreign.txt, which says how it is written; the others are those of embed.py. The build stops with a
sentence where a list or a word comes twice, where a text is too long for its field, or where a word of ours is none.
"""
import pathlib
import re
import sys

sys.dont_write_bytecode = True
import embed  # noqa: E402

Mistake = embed.Mistake
# What fits into the fields of dispute_foreign and dispute_foreign_list, each with its NUL.
ROOM = {"system": 24, "kind": 40, "about": 128, "word": 64}
HEAD = re.compile(r"\[(\S+) (\S+)\] (whole|part): (\S.*)")


class Row:
    def __init__(self, word, group, number, unmatched):
        self.word, self.group, self.number, self.unmatched = word, group, number, unmatched


class List:
    def __init__(self, system, kind, whole, about, where):
        self.system, self.kind, self.whole, self.about, self.where = system, kind, whole, about, where
        self.words = {}  # word: rows


def fitting(name, text, where):
    if len(text.encode()) >= ROOM[name] or not text.isprintable():
        raise Mistake(f"{where}: `{text}` is no {name}: at most {ROOM[name] - 1} bytes, which can be shown")
    return text


def read_meanings(word, text, numbers, where):
    """The rows of a word; `numbers` has the number of each of our words by group."""
    nothing = re.fullmatch(r"none (\S+)", text)
    if nothing:
        if nothing[1] not in numbers["unmatched"]:
            raise Mistake(f"{where}: `none {nothing[1]}`: why it means none of ours is one of {', '.join(numbers['unmatched'])}")
        return [Row(word, 0, 0, numbers["unmatched"][nothing[1]])]
    rows = []
    for meaning in text.split(", "):
        group, _, ours = meaning.partition(" ")
        if group not in numbers or ours not in numbers[group] or group == "unmatched":
            raise Mistake(f"{where}: `{meaning}` is no word of ours; write `group word`, or `none WHY`")
        row = Row(word, numbers["group"][group], numbers[group][ours], 0)
        if (row.group, row.number) in [(other.group, other.number) for other in rows]:
            raise Mistake(f"{where}: `{word}` means `{meaning}` twice")
        rows.append(row)
    return rows


def read_foreign(path, numbers):
    lists = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        where, line = f"{path}:{number}", line.partition("  # ")[0].rstrip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            head = HEAD.fullmatch(line)
            if not head:
                raise Mistake(f"{where}: a list begins with `[SYSTEM KIND] whole: WHERE` or `part: WHERE`")
            lists.append(List(fitting("system", head[1], where), fitting("kind", head[2], where), head[3] == "whole",
                              fitting("about", head[4], where), where))
            continue
        word, _, text = line.partition(" = ")
        if not lists or not text:
            raise Mistake(f"{where}: write `word = group word, ...`, below a [SYSTEM KIND]")
        if word in lists[-1].words:
            raise Mistake(f"{where}: `{word}` comes twice in this list")
        lists[-1].words[fitting("word", word, where)] = read_meanings(word, text, numbers, where)
    check(path, lists)
    return lists


def check(path, lists):
    if not lists:
        raise Mistake(f"{path} has no list")
    seen, before = set(), None
    for found in lists:
        if not found.words:
            raise Mistake(f"{found.where}: a list without a word")
        if (found.system, found.kind) in seen:
            raise Mistake(f"{found.where}: `{found.system} {found.kind}` comes twice")
        if found.system != before and found.system in {system for system, _ in seen}:
            raise Mistake(f"{found.where}: the lists of `{found.system}` do not stand together")
        seen.add((found.system, found.kind))
        before = found.system


def our_words(vocabulary, header):
    """{"party": {"buyer": 1, ...}, ...}"""
    groups, constants = embed.read_header(header)
    words = embed.read_vocabulary(vocabulary, groups, constants)
    embed.check(words, groups, constants)
    return {group: {word.name: word.number for word in words.get(group, [])} for group in groups}


def make(foreign, vocabulary, header, output):
    lists = read_foreign(foreign, our_words(vocabulary, header))
    pool, list_lines, row_lines, rows = embed.Pool(), [], [], 0
    for number, found in enumerate(lists):
        count = sum(map(len, found.words.values()))
        texts = ", ".join(str(pool.add(text)) for text in (found.system, found.kind, found.about))
        list_lines.append(f"    {{{rows}, {count}, {len(found.words)}, {int(found.whole)}, {texts}}},"
                          f" /* {found.system} {found.kind} */")
        for word, meanings in found.words.items():
            row_lines += [f"    {{{rows}, {len(meanings)}, {number}, {row.group}, {row.unmatched}, {row.number}, "
                          f"{pool.add(word)}}}," for row in meanings]
            rows += len(meanings)
    lines = ["/* Made by lib/words/foreign.py from lib/words/foreign.txt. */", '#include "foreign.h"', "", *pool.lines(), "",
             "const char *dispute__foreign_text(uint32_t offset) { return (const char *)&pool + offset; }", "",
             "const foreign_list dispute__foreign_lists[] = {", *list_lines, "};",
             f"const uint32_t dispute__foreign_list_count = {len(lists)};", "",
             "const foreign_row dispute__foreign_rows[] = {", *row_lines, "};",
             f"const uint32_t dispute__foreign_row_count = {rows};", ""]
    output.write_text("\n".join(lines), encoding="ascii")


try:
    make(*map(pathlib.Path, sys.argv[1:5]))
except (Mistake, OSError, UnicodeError) as mistake:
    sys.exit(f"foreign.py: {mistake}")
