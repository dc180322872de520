#!/usr/bin/env python3
"""embed.py OUTPUT TEXT... - preset.c: the policy texts that ship with the library, as read-only bytes.

The name of a preset is its file's name without the ending. The texts come by family and date, the first family is the
default market, its newest the default preset.
"""
import pathlib
import sys


def rows(data):
    for start in range(0, len(data), 20):
        yield "    " + " ".join(f"{byte}," for byte in data[start:start + 20])


def embed(output, texts):
    lines = ["/* Made by lib/presets/embed.py from lib/presets. */", '#include "policy.h"', ""]
    table = []
    for number, path in enumerate(map(pathlib.Path, texts)):
        data = path.read_bytes()
        if any(byte > 126 for byte in data):
            sys.exit(f"{path}: a preset is plain ASCII")
        lines += [f"static const char text_{number}[] = {{ /* {path.name} */", *rows(data), "};"]
        table.append(f'    {{"{path.stem}", text_{number}, sizeof text_{number}}},')
    lines += ["const preset dispute__presets[] = {", *table, "};", f"const uint32_t dispute__preset_count = {len(table)};", ""]
    pathlib.Path(output).write_text("\n".join(lines))


embed(sys.argv[1], sys.argv[2:])
