// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <memory>
#include <new>

namespace etna {

/// Memory for the intermediate arrays of programs. It grows to what the largest call takes, and is
/// used again by the next: a call allocates nothing after the first. Not for two calls at the same
/// time.
class workspace {
 public:
  /// Threads of OpenMP that share a product of matrices, at least 1; results are the same for any
  /// number.
  /// (Compile with -fopenmp.)
  int threads = 1;

  /// Room for `count` numbers at an address that is a multiple of 64 bytes; what was there before
  /// is lost.
  template <class T>
  T* reserve(std::size_t count) {
    if (count * sizeof(T) > bytes_) {
      memory_.reset();
      bytes_ = 0;
      memory_.reset(static_cast<std::byte*>(::operator new(count * sizeof(T), alignment)));
      bytes_ = count * sizeof(T);
    }
    return reinterpret_cast<T*>(memory_.get());
  }
  /// How many bytes it holds.
  std::size_t bytes() const { return bytes_; }

 private:
  static constexpr std::align_val_t alignment{64};
  struct release {
    void operator()(std::byte* memory) const { ::operator delete(memory, alignment); }
  };
  std::unique_ptr<std::byte, release> memory_;
  std::size_t bytes_ = 0;
};

}  // namespace etna
