// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "etna/core/aligned_buffer.hpp"

namespace etna {

/// What an optimizer remembers between steps: an array in the layout of the parameters for each
/// slot of its rules, and a few numbers.
template <class T>
struct optimizer_state {
  struct slot {
    std::string_view name;
    aligned_buffer<T> values;  // empty: the rule's options do without it
  };

  std::int64_t steps = 0;    // taken
  std::int64_t skipped = 0;  // not taken, since a rule refused the gradient
  std::size_t size = 0;      // of the parameters
  std::vector<slot> slots;
  std::vector<double> numbers;

  /// The first slot of this name; empty if there is none.
  std::span<const T> find(std::string_view name) const {
    for (const slot& s : slots) {
      if (s.name == name) return s.values;
    }
    return {};
  }
};

}  // namespace etna
