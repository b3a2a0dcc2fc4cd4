// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#pragma once

#include <cstdio>
#include <cstdlib>

namespace examples {

/// Ends the program with exit code 1 unless the statement is true: the examples are tests, in
/// release builds too.
inline void check(bool is_true, const char* statement) {
  if (is_true) return;
  std::fprintf(stderr, "not true: %s\n", statement);
  std::exit(EXIT_FAILURE);
}

}  // namespace examples
