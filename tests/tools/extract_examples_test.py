# SPDX-FileCopyrightText: 2026 The Etna authors
# SPDX-License-Identifier: BSL-1.0

import pathlib
import sys
import tempfile
import unittest
from contextlib import redirect_stdout
from io import StringIO

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "tools"))
import extract_examples  # noqa: E402

PROGRAM = "Text.\n\n```cpp\n#include <cstdio>\nint main() { std::puts(\"hi\"); }\n```\n"
OUTPUT = "\n```text output\nhi\n```\n"


class Programs(unittest.TestCase):
    def test_a_block_with_main_is_a_program_that_names_its_line(self):
        self.assertEqual(
            extract_examples.programs(PROGRAM, "p.md"),
            [('#line 4 "p.md"\n#include <cstdio>\nint main() { std::puts("hi"); }\n', None)])

    def test_output_directly_behind_belongs_to_the_program(self):
        ((_, output),) = extract_examples.programs(PROGRAM + OUTPUT, "p.md")
        self.assertEqual(output, "hi\n")

    def test_a_snippet_is_wrapped(self):
        ((source, _),) = extract_examples.programs("```cpp snippet\nint i = 1;\n```\n", "p.md")
        self.assertTrue(source.startswith("#include <etna/etna.hpp>\n"))
        self.assertTrue(source.endswith('\nint main() {\n#line 2 "p.md"\nint i = 1;\n}\n'))

    def test_other_blocks_are_not_programs(self):
        text = "```cpp\nint f();\n```\n```sh\nint main()\n```\n```text\nint main()\n```\n"
        self.assertEqual(extract_examples.programs(text, "p.md"), [])

    def test_a_longer_fence_may_hold_a_shorter_one(self):
        self.assertEqual(extract_examples.programs("````md\n" + PROGRAM + "````\n", "p.md"), [])

    def test_mistakes_in_a_page(self):
        for text in (
            OUTPUT,
            PROGRAM + "\nmore text\n" + OUTPUT,
            PROGRAM + OUTPUT + OUTPUT,
            "```cpp\nint f();\n```\n" + OUTPUT,
            "```cpp snippet\nint main() {}\n```\n",
            "```cpp\nint main() {}\n",
        ):
            with self.subTest(text=text), self.assertRaises(extract_examples.PageError):
                extract_examples.programs(text, "p.md")


class Files(unittest.TestCase):
    def run_tool(self, folder, text):
        page = pathlib.Path(folder, "a-page.md")
        page.write_text(text, encoding="utf-8")
        printed = StringIO()
        with redirect_stdout(printed):
            extract_examples.main(folder, str(page))
        return [pathlib.Path(line) for line in printed.getvalue().split()]

    def test_an_unchanged_program_is_not_written_again_and_a_dropped_output_goes(self):
        with tempfile.TemporaryDirectory() as folder:
            (source,) = self.run_tool(folder, PROGRAM + OUTPUT)
            self.assertTrue(source.name.endswith("a_page_1.cpp"))
            self.assertEqual(source.with_suffix(".output").read_text(encoding="utf-8"), "hi\n")
            before = source.stat().st_mtime_ns
            self.assertEqual(self.run_tool(folder, PROGRAM), [source])
            self.assertEqual(source.stat().st_mtime_ns, before)
            self.assertFalse(source.with_suffix(".output").exists())


if __name__ == "__main__":
    unittest.main()
