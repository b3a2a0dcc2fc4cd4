# SPDX-FileCopyrightText: 2026 The Etna authors
# SPDX-License-Identifier: BSL-1.0
"""Checks that etna/etna.hpp pulls in none of the headers that cost users compile time.

Usage: core_dependencies.py -- <compiler> <flag>...
"""

import pathlib
import subprocess
import sys

FORBIDDEN = {"algorithm", "cmath", "iostream", "string", "thread"}


def main():
    command = sys.argv[sys.argv.index("--") + 1:] + ["-M", "-x", "c++", "-"]
    result = subprocess.run(command, input="#include <etna/etna.hpp>\n", capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit(result.stderr)
    headers = [pathlib.PurePath(word) for word in result.stdout.split() if word.startswith("/")]
    if not any(header.parts[-2:] == ("etna", "etna.hpp") for header in headers):
        sys.exit("etna/etna.hpp is not in its own dependency list:\n" + result.stdout)
    found = [str(header) for header in headers if header.name in FORBIDDEN or "xsimd" in header.parts]
    if found:
        sys.exit("etna/etna.hpp includes, directly or not:\n" + "\n".join(found))
    print(f"{len(headers)} headers, none of them {', '.join(sorted(FORBIDDEN))} or of xsimd")


main()
