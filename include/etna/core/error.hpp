// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <charconv>
#include <concepts>
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

/// An index beyond the end of an array, or below its beginning, or that is no whole number.
class index_out_of_range : public std::out_of_range {
 public:
  /// Element `position` of the indices is `index`, of an array of `size` elements or rows.
  index_out_of_range(long long index, std::size_t position, std::size_t size)
      : index_out_of_range(std::to_string(index), index, position, size) {}
  template <std::floating_point T>
  index_out_of_range(T index, std::size_t position, std::size_t size)
      : index_out_of_range(digits(index), whole(index), position, size) {}

  /// -1 if it is no whole number of an int's size; what() has it as it is.
  long long index() const { return index_; }
  std::size_t position() const { return position_; }
  std::size_t size() const { return size_; }

 private:
  index_out_of_range(const std::string& text, long long index, std::size_t position,
                     std::size_t size)
      : std::out_of_range("Etna: index " + text + " at position " + std::to_string(position) +
                          " is not one of " + std::to_string(size) + " elements"),
        index_(index),
        position_(position),
        size_(size) {}
  /// As many as it takes to tell it from other numbers.
  template <class T>
  static std::string digits(T x) {
    char text[64];
    return {text, std::to_chars(text, text + sizeof text, x).ptr};
  }
  template <class T>
  static long long whole(T x) {
    const bool is_small = x > T(-2e9) && x < T(2e9);
    return is_small && static_cast<T>(static_cast<long long>(x)) == x ? static_cast<long long>(x)
                                                                      : -1;
  }

  long long index_;
  std::size_t position_, size_;
};

}  // namespace etna
