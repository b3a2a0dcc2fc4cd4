# SPDX-FileCopyrightText: 2026 The Etna authors
# SPDX-License-Identifier: BSL-1.0

import os
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "fail"))
import expect_failure  # noqa: E402

COMMAND = [os.environ.get("CXX", "c++"), "-std=c++20"]
GOOD = """// expect: etna: the fixed first line
// expect: and a second
#ifndef ETNA_TWIN
static_assert(sizeof(int) == 0, "etna: the fixed first line, and a second");
#endif
"""


class ExpectFailure(unittest.TestCase):
    def problem(self, source):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "test.cpp")
            path.write_text(source, encoding="utf-8")
            return expect_failure.problem(path, COMMAND)

    def test_a_good_test_passes(self):
        self.assertEqual(self.problem(GOOD), "")

    def test_each_way_to_be_wrong_is_seen(self):
        for source, complaint in (
            (GOOD.replace("// expect: ", "// "), "the first line is not"),
            (GOOD.replace("and a second\n", "\n", 1), "the first line is not"),
            (GOOD.replace("and a second\n", "no such text\n", 1), "the output lacks: no such text"),
            (GOOD.replace("ETNA_TWIN", "NOT_THE_TWIN"), "the twin (ETNA_TWIN) does not compile"),
            (GOOD.replace("== 0", "> 0"), "it compiles, but must not"),
            (GOOD.replace("static_assert", "int x = y;\nstatic_assert", 1), "another error comes first"),
        ):
            with self.subTest(complaint=complaint):
                self.assertIn(complaint, self.problem(source))


if __name__ == "__main__":
    unittest.main()
