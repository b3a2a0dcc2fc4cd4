// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>
#include <memory>
#include <new>
#include <span>
#include <type_traits>

namespace etna {

/// A fixed number of numbers at an address that is a multiple of 64 bytes. Loops over several
/// buffers whose addresses are equal modulo 4096 are slow, since the processor takes a store to one
/// for a store to another: give each a `lane` of its own, 0 to 15, and their addresses differ.
template <class T>
class aligned_buffer {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  static constexpr std::size_t alignment = 64;

  aligned_buffer() = default;
  explicit aligned_buffer(std::size_t size, T value = T(), unsigned lane = 0)
      : size_(size), lane_(lane) {
    // An odd number of cache lines apart, so that neighbours do not meet in one cache set either.
    const std::size_t offset = lane % 16 * 5 * alignment;
    if (size > (std::numeric_limits<std::size_t>::max() - offset) / sizeof(T))
      throw std::bad_array_new_length();
    memory_.reset(
        static_cast<std::byte*>(::operator new(offset + size * sizeof(T), std::align_val_t(page))));
    data_ = reinterpret_cast<T*>(memory_.get() + offset);
    std::uninitialized_fill_n(data_, size, value);
  }
  aligned_buffer(const aligned_buffer& other) : aligned_buffer(other.size_, T(), other.lane_) {
    std::copy_n(other.data_, size_, data_);
  }
  aligned_buffer(aligned_buffer&& other) noexcept { swap(other); }
  aligned_buffer& operator=(aligned_buffer other) noexcept {
    swap(other);
    return *this;
  }
  ~aligned_buffer() = default;

  T* data() { return data_; }
  const T* data() const { return data_; }
  std::size_t size() const { return size_; }
  T* begin() { return data_; }
  T* end() { return data_ + size_; }
  const T* begin() const { return data_; }
  const T* end() const { return data_ + size_; }
  T& operator[](std::size_t i) { return data_[i]; }
  const T& operator[](std::size_t i) const { return data_[i]; }

 private:
  static constexpr std::size_t page = 4096;
  struct release {
    void operator()(std::byte* memory) const { ::operator delete(memory, std::align_val_t(page)); }
  };
  void swap(aligned_buffer& other) noexcept {
    memory_.swap(other.memory_);
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    std::swap(lane_, other.lane_);
  }

  std::unique_ptr<std::byte, release> memory_;
  T* data_ = nullptr;
  std::size_t size_ = 0;
  unsigned lane_ = 0;
};

}  // namespace etna
