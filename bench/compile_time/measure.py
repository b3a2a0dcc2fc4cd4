#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Etna authors
# SPDX-License-Identifier: BSL-1.0
"""What whole translation units that use the library cost to compile, as tables in Markdown.

Usage: measure.py [--compilers g++,clang++] [--repeat 3] [--only <part of a row's name>]

Seconds are processor time (user and system, the smallest of several runs): on a shared machine the time
on the wall is that of the others. A figure over its bar is set in bold.
"""

import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BASE = ["-std=c++20", f"-I{ROOT / 'include'}", f"-I{HERE.parent / 'runtime'}"]
OPTIMIZED = ["-O3", "-march=native"]
SANITIZED = ["-O1", "-g", "-fsanitize=address,undefined"]


class Case:
    """A translation unit, and what it may cost (None: no bar)."""

    def __init__(self, name, source, flags, seconds=None, megabytes=None, kilobytes_of_object=None,
                 kilobytes_of_stack=None):
        self.name = name
        self.source = HERE / "sources" / source
        self.flags = flags
        self.seconds = seconds
        self.megabytes = megabytes
        self.kilobytes_of_object = kilobytes_of_object
        self.kilobytes_of_stack = kilobytes_of_stack


def variables(count):
    return [f"-DETNA_VARIABLES={count}"]


CASES = [
    Case("`#include <etna/etna.hpp>` alone", "nothing.cpp", OPTIMIZED),
    Case("gradient, 10 variables", "gradient.cpp", OPTIMIZED + variables(10), 0.5, 200),
    Case("the nine functions of the suite", "suite.cpp", OPTIMIZED, 1.5, 200),
    Case("gradient, 100 variables (1,700 nodes)", "gradient.cpp", OPTIMIZED + variables(100), 2.5, 200),
    Case("gradient, 300 variables (5,000 nodes)", "gradient.cpp", OPTIMIZED + variables(300), 6, 350),
    Case("dense Hessian, 100 variables", "hessian.cpp", OPTIMIZED, 3),
    Case("1,700 nodes, `-O1 -g` and sanitizers", "gradient.cpp", SANITIZED + variables(100), 3, 300,
         kilobytes_of_stack=64),
    Case("symbol squared 20 times", "squared_symbols.cpp", OPTIMIZED, kilobytes_of_object=50),
    Case("symbol squared 20 times, `-g`", "squared_symbols.cpp", OPTIMIZED + ["-g"], kilobytes_of_object=50),
    Case("formula squared 20 times", "squared_formula.cpp", OPTIMIZED, kilobytes_of_object=50),
    Case("formula squared 20 times, `-g`", "squared_formula.cpp", OPTIMIZED + ["-g"], kilobytes_of_object=50),
]

STEPS_VARIABLES = [6, 20, 60, 200, 600]  # times 17 nodes


def compile_once(compiler, case, folder):
    """Compiles; returns seconds, megabytes, kilobytes of the object file and of the largest stack frame."""
    output = folder / "out.o"
    command = [compiler, *BASE, *case.flags, "-fstack-usage", "-c", str(case.source), "-o", str(output)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(" ".join(command) + "\n" + errors.decode(errors="replace")[:2000])
    stack = folder / "out.su"  # Clang writes none where there is no function
    frames = [int(line.split("\t")[1]) for line in stack.read_text().splitlines()] if stack.exists() else []
    return (usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, output.stat().st_size / 1024,
            max(frames, default=0) / 1024)


def show(value, bar, digits):
    text = f"{value:.{digits}f}"
    return f"**{text}**" if bar is not None and value > bar else text


def translation_units(compilers, repeat, only):
    columns = ["seconds", "MB", "object, KB", "stack frame, KB"]
    for compiler in compilers:
        print(f"| {compiler} | " + " | ".join(columns) + " | bars |")
        print("| --- |" + " --: |" * len(columns) + " --- |")
        for case in CASES:
            if only not in case.name:
                continue
            with tempfile.TemporaryDirectory() as name:
                runs = [compile_once(compiler, case, pathlib.Path(name)) for _ in range(repeat)]
            bars = [case.seconds, case.megabytes, case.kilobytes_of_object, case.kilobytes_of_stack]
            figures = [min(run[k] for run in runs) for k in range(len(columns))]
            cells = [show(figure, bar, digits) for figure, bar, digits in zip(figures, bars, (2, 0, 0, 1))]
            stated = [f"{bar} {unit}" for bar, unit in zip(bars, ("s", "MB", "KB object", "KB stack"))
                      if bar is not None]
            print(f"| {case.name} | " + " | ".join(cells) + f" | {', '.join(stated)} |", flush=True)
        print()


def compiles_within(compiler, count, steps):
    command = [compiler, *BASE, "-fsyntax-only", f"-fconstexpr-steps={steps}", *variables(count),
               str(HERE / "sources" / "gradient.cpp")]
    return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


def constexpr_steps(compilers):
    """The smallest -fconstexpr-steps with which a gradient compiles: the dearest constexpr variable's."""
    for compiler in compilers:
        print(f"| {compiler} | nodes | constexpr steps of the dearest variable | a node |")
        print("| --- | --: | --: | --: |")
        for count in STEPS_VARIABLES:
            low, high = 0, 1 << 25
            while high - low > max(high // 100, 1):
                middle = (low + high) // 2
                if compiles_within(compiler, count, middle):
                    high = middle
                else:
                    low = middle
            nodes = 17 * count
            print(f"| {count} variables | {nodes} | {high} | {high / nodes:.0f} |", flush=True)
        print()


def dependencies(compiler):
    """How much of the world etna.hpp includes."""
    command = [compiler, *BASE, "-M", str(HERE / "sources" / "nothing.cpp")]
    headers = re.findall(r"\S+", subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    forbidden = [h for h in headers if "xsimd" in h or pathlib.PurePath(h).name in ("thread", "iostream")]
    print(f"`etna/etna.hpp` includes {len(headers) - 2} headers with {compiler}; of xsimd, `<thread>` and "
          f"`<iostream>`: {', '.join(forbidden) or 'none'}.\n")


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--compilers", default="g++,clang++,clang++-19")
    arguments.add_argument("--repeat", type=int, default=3)
    arguments.add_argument("--only", default="")
    chosen = arguments.parse_args()
    compilers = [c for c in chosen.compilers.split(",") if shutil.which(c)]
    if not compilers:
        sys.exit("none of these compilers is installed: " + chosen.compilers)
    translation_units(compilers, chosen.repeat, chosen.only)
    if not chosen.only:
        constexpr_steps([c for c in compilers if "clang" in c])
        for compiler in compilers:
            dependencies(compiler)


main()
