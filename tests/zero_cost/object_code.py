# SPDX-FileCopyrightText: 2026 The Etna authors
# SPDX-License-Identifier: BSL-1.0
"""Checks that object files hold the user's functions and calls to libm, and nothing else.

Usage: object_code.py <nm> <object file>...
"""

import subprocess
import sys

LIBM = set("atan2 cos cosh erf exp expm1 fma hypot log log1p pow sin sincos sinh sqrt tan tanh".split())
LINKER = {"_GLOBAL_OFFSET_TABLE_"}


def violations(nm, path):
    """Symbols that the object file defines or needs, and should not."""
    output = subprocess.run([nm, "--format=posix", path], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in output.splitlines()]
    demangled = subprocess.run(["c++filt"], input="\n".join(row[0] for row in rows), capture_output=True,
                               text=True, check=True).stdout.splitlines()
    users = 0
    for (_, kind, *_), name in zip(rows, demangled):
        if kind == "T" and name.startswith("user::"):
            users += 1
        elif kind == "U":
            if name not in LIBM | LINKER:
                yield f"needs {name}"
        elif not name.startswith(".L"):
            yield f"defines {name} ({kind})"
    if users == 0:
        yield "defines no function of the user's"


def main():
    nm, *paths = sys.argv[1:]
    found = [f"{path} {violation}" for path in paths for violation in violations(nm, path)]
    if not paths or found:
        sys.exit("\n".join(found) or "no object file given")
    print(f"{len(paths)} object file(s): only the user's functions, and calls to libm")


main()
