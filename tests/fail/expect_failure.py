# SPDX-FileCopyrightText: 2026 The Etna authors
# SPDX-License-Identifier: BSL-1.0
"""Runs a test of what must not compile.

Usage: expect_failure.py <source> -- <compiler> <flag>...

The source begins with one or more lines `// expect: <text>`. It is compiled twice: with -DETNA_TWIN=1 it
must compile (so that the error has the cause we think it has), without it the compiler must refuse it,
its first error must contain the first text, and its output all of them.
"""

import os
import pathlib
import subprocess
import sys

MARK = "// expect:"
SECONDS = 120


def expectations(source):
    """The texts of the leading expectation lines."""
    texts = []
    for line in source.splitlines():
        if not line.startswith(MARK):
            break
        texts.append(line[len(MARK):].strip())
    return texts


def compile_source(path, command):
    """Exit status and output of the compiler."""
    result = subprocess.run(
        [*command, "-c", str(path), "-o", os.devnull],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=SECONDS,
        env={**os.environ, "LC_ALL": "C"})  # GCC's quotation marks follow the locale
    return result.returncode, result.stdout


def problem(path, command):
    """What is wrong with the test at `path`; empty if nothing is."""
    texts = expectations(pathlib.Path(path).read_text(encoding="utf-8"))
    if not texts or not all(texts):
        return f"the first line is not '{MARK} <text>'"
    status, output = compile_source(path, [*command, "-DETNA_TWIN=1"])
    if status != 0:
        return "the twin (ETNA_TWIN) does not compile:\n" + output
    status, output = compile_source(path, command)
    if status == 0:
        return "it compiles, but must not"
    if status < 0 or "internal compiler error" in output or "PLEASE submit a bug report" in output:
        return "the compiler crashed:\n" + output
    missing = [text for text in texts if text not in output]
    if missing:
        return "the output lacks: " + "\n                  ".join(missing) + "\n" + output
    first_error = next((line for line in output.splitlines() if "error:" in line), "")
    if texts[0] not in first_error:
        return "another error comes first: " + output
    return ""


if __name__ == "__main__":
    separator = sys.argv.index("--")
    (path,) = sys.argv[1:separator]
    found = problem(path, sys.argv[separator + 1:])
    sys.exit(f"{path}: {found}" if found else 0)
