// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

// The one translation unit with doctest's implementation; every test executable links it.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

/// What the leak sanitizer says nothing of: Clang's OpenMP keeps memory for its threads.
extern "C" const char* __lsan_default_suppressions() { return "leak:libomp.so"; }
