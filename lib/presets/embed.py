#!/usr/bin/env python3
"""embed.py OUTPUT TEXT... - preset.c: the policy texts that ship with the library, as read-only bytes.

The name of a preset is its file's name without the ending; the ending says of which table it is (TABLES). Of policies its
permanent number is its place in the list: new ones come at the end. The first one's family is the default market; which of a
family is the newest, `effective.from` says. A text begins with one comment a language, `# en AliExpress ...`: the sentence
that says what it is. It stands beside the text, which is plain ASCII.
"""
import datetime
import pathlib
import re
import sys

LANGUAGES = ("en", "zh-Hans", "zh-Hant")
TABLES = {".policy": "dispute__preset", ".scores": "dispute__score_preset", ".sellers": "dispute__seller_preset"}


def rows(data):
    for start in range(0, len(data), 20):
        yield "    " + " ".join(f"{byte}," for byte in data[start:start + 20])


def literal(sentence):
    plain = {ord('"'): '\\"', ord("\\"): "\\\\", ord("?"): "\\?"}  # no trigraphs
    return "".join(plain.get(byte, chr(byte) if 32 <= byte < 127 else f"\\{byte:03o}") for byte in sentence.encode())


def read(path):
    lines, sentences = path.read_text(encoding="utf-8").splitlines(keepends=True), []
    for language in LANGUAGES:
        found = re.fullmatch(rf"# {language} +(\S.*\S)\n", lines.pop(0) if lines else "")
        if not found:
            sys.exit(f"{path}: the first lines say what the preset is, one for each of {', '.join(LANGUAGES)}: # en ...")
        sentences.append(found.group(1))
    text = "".join(lines)
    if not text.isascii():
        sys.exit(f"{path}: what follows the first lines is plain ASCII")
    return sentences, text.encode()


def effective_from(path, text):
    found = re.search(rb"^effective\.from = (\S+)", text, re.M)
    if not found:
        sys.exit(f"{path}: no line says `effective.from = DATE`, or none")
    date = found.group(1).decode()
    return "NOT_DATED" if date == "none" else (datetime.date.fromisoformat(date) - datetime.date(1970, 1, 1)).days


def embed(output, texts):
    name = TABLES[pathlib.Path(texts[0]).suffix]
    header = "policy.h" if name == "dispute__preset" else "setting.h"
    lines = ["/* Made by lib/presets/embed.py from lib/presets. */", f'#include "{header}"', ""]
    table = []
    for number, path in enumerate(map(pathlib.Path, texts)):
        sentences, data = read(path)
        lines += [f"static const char text_{number}[] = {{ /* {path.name} */", *rows(data), "};"]
        said = ", ".join(f'"{literal(sentence)}"' for sentence in sentences)
        dated = f"{effective_from(path, data)}, " if path.suffix == ".policy" else "NOT_DATED, "
        table.append(f'    {{"{path.stem}", text_{number}, sizeof text_{number}, {dated}{{{said}}}}},')
    lines += [f"const preset {name}s[] = {{", *table, "};", f"const uint32_t {name}_count = {len(table)};", ""]
    pathlib.Path(output).write_text("\n".join(lines))


embed(sys.argv[1], sys.argv[2:])
