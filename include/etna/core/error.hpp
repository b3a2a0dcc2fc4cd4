// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>

namespace etna {

/// Arguments whose sizes do not belong together.
class size_mismatch : public std::invalid_argument {
 public:
  size_mismatch(const std::string& what, std::size_t found, std::size_t expected)
      : std::invalid_argument("Etna: " + what + ": " + std::to_string(found) + ", expected " +
                              std::to_string(expected)) {}
};

}  // namespace etna
