# SPDX-FileCopyrightText: 2026 The Etna authors
# SPDX-License-Identifier: BSL-1.0
"""Writes the C++ examples of Markdown pages as programs, so that the tests can build and run them.

Usage: extract_examples.py <output folder> <page>...

- A block ```cpp that contains `int main` is a program, taken as it stands.
- A block ```cpp snippet is the body of a main, after #include <etna/etna.hpp>.
- A block ```text output directly behind one of these is what the program must print.
- Other blocks are not built.

Prints the path of each program; what it must print, if anything, is beside it as <program>.output. Pages
are named relative to the working directory, and programs after their page: docs_tutorial_1.cpp.
"""

import pathlib
import re
import sys

FENCE = re.compile(r"^(`{3,})(.*)$")
MAIN = re.compile(r"\bint\s+main\s*\(")

# A snippet may show a value and leave it at that.
SNIPPET_HEAD = """#include <etna/etna.hpp>

#pragma GCC diagnostic ignored "-Wunused-variable"
#pragma GCC diagnostic ignored "-Wunused-but-set-variable"
#pragma GCC diagnostic ignored "-Wunused-value"

"""


class PageError(Exception):
    """Something in a page that cannot be meant."""


def blocks(lines):
    """(info string, first line number, lines, whether only blank lines part it from the block before)"""
    adjacent = False
    opening = None
    for number, line in enumerate(lines, start=1):
        fence = FENCE.match(line)
        if opening is None:
            if fence:
                ticks, info, first, content = fence.group(1), fence.group(2).strip(), number + 1, []
                opening = number
            elif line.strip():
                adjacent = False
        elif fence and len(fence.group(1)) >= len(ticks) and not fence.group(2).strip():
            yield info, first, content, adjacent
            opening = None
            adjacent = True
        else:
            content.append(line)
    if opening is not None:
        raise PageError(f"{opening}: the block is never closed")


def programs(text, page):
    """The programs of a page: pairs of source and expected output (None: whatever it prints)."""
    found = []
    runnable = False  # the block before was a program
    for info, first, content, adjacent in blocks(text.splitlines()):
        body = "\n".join(content) + "\n"
        line = f'#line {first} "{page}"\n'
        if info == "text output":
            if not (runnable and adjacent):
                raise PageError(f"{first - 1}: output without a program directly before it")
            found[-1] = (found[-1][0], body)
            runnable = False
            continue
        has_main = MAIN.search(body) is not None
        runnable = info == "cpp snippet" or (info == "cpp" and has_main)
        if info == "cpp snippet":
            if has_main:
                raise PageError(f"{first - 1}: a snippet is the body of a main, but this one has a main")
            found.append((f"{SNIPPET_HEAD}int main() {{\n{line}{body}}}\n", None))
        elif runnable:
            found.append((line + body, None))
    return found


def write(path, text):
    """Writes the file unless that is already its content, so that nothing is rebuilt without need."""
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def main(folder, *pages):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for page in pages:
        stem = re.sub(r"\W", "_", page.removesuffix(".md"))
        try:
            found = programs(pathlib.Path(page).read_text(encoding="utf-8"), page)
        except PageError as error:
            sys.exit(f"{page}:{error}")
        for number, (source, output) in enumerate(found, start=1):
            path = folder / f"{stem}_{number}.cpp"
            write(path, source)
            if output is not None:
                write(path.with_suffix(".output"), output)
            else:
                path.with_suffix(".output").unlink(missing_ok=True)
            print(path)


if __name__ == "__main__":
    main(*sys.argv[1:])
