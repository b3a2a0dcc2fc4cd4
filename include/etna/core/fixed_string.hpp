// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace etna {

/// A string that can be a template argument: names of operations and of variables.
template <std::size_t N>
struct fixed_string {
  char text[N]{};

  constexpr fixed_string() = default;
  constexpr fixed_string(const char (&literal)[N]) {
    for (std::size_t i = 0; i < N; ++i) text[i] = literal[i];
  }

  static constexpr std::size_t size() { return N - 1; }

  template <std::size_t M>
  constexpr bool operator==(const fixed_string<M>& other) const {
    if (N != M) return false;
    for (std::size_t i = 0; i + 1 < N; ++i) {
      if (text[i] != other.text[i]) return false;
    }
    return true;
  }
};

/// FNV-1a, 31 bits: a positive int that stands for the string.
template <std::size_t N>
constexpr int hash(const fixed_string<N>& string) {
  std::uint32_t h = 2166136261u;
  for (std::size_t i = 0; i + 1 < N; ++i) {
    h = (h ^ static_cast<unsigned char>(string.text[i])) * 16777619u;
  }
  return static_cast<int>(h & 0x7fffffffu);
}

}  // namespace etna
