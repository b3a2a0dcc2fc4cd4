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

/// An index beyond the end of an array, or below its beginning.
class index_out_of_range : public std::out_of_range {
 public:
  /// Element `position` of the indices is `index` (-1 if it is no int), of an array of `size`
  /// elements or rows.
  index_out_of_range(long long index, std::size_t position, std::size_t size)
      : std::out_of_range("Etna: index " + std::to_string(index) + " at position " +
                          std::to_string(position) + " is not one of " + std::to_string(size) +
                          " elements"),
        index_(index),
        position_(position),
        size_(size) {}

  long long index() const { return index_; }
  std::size_t position() const { return position_; }
  std::size_t size() const { return size_; }

 private:
  long long index_;
  std::size_t position_, size_;
};

}  // namespace etna
