// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <type_traits>
#include <utility>

#include "etna/core/aligned_buffer.hpp"
#include "etna/optimize/flat.hpp"

namespace etna {

/// A struct of parameters in memory of its own, aligned to 64 bytes: numbers in a row for
/// optimizers, and the struct itself, `*p` or `p->member`, for functions.
template <class S>
class parameters {
 public:
  using number = std::remove_cvref_t<decltype(leaf<0>(std::declval<S&>()))>;

  parameters() : parameters(S{}) {}
  /// `lane` keeps buffers that are used together apart: see aligned_buffer.
  explicit parameters(const S& value, unsigned lane = 0) : memory_(1, value, lane) {}

  S& operator*() { return memory_[0]; }
  const S& operator*() const { return memory_[0]; }
  S* operator->() { return memory_.data(); }
  const S* operator->() const { return memory_.data(); }

  number* data() { return flat(memory_[0]).data(); }
  const number* data() const { return flat(memory_[0]).data(); }
  static constexpr std::size_t size() { return static_cast<std::size_t>(tree_size<S>); }

 private:
  aligned_buffer<S> memory_;
};

/// The same for a struct of arrays (etna/array.hpp), of any size: the numbers of all arrays are in
/// a row, and the struct's arrays are views of them.
template <class S>
  requires(detail::has_array<S>())
class parameters<S> {
 public:
  using number = typename decltype(detail::leaf_type<S>())::type;

  parameters() : parameters(S{}) {}
  /// With the sizes and numbers of `value`.
  explicit parameters(S value, unsigned lane = 0) : lane_(lane), value_(std::move(value)) {
    std::size_t size = 0;
    for_each_leaf(value_, [&](const auto& leaf, int) { size += leaf.size(); });
    memory_ = aligned_buffer<number>(size, number(0), lane);
    number* next = memory_.data();
    for_each_leaf(value_, [&]<class A>(A& leaf, int) {
      static_assert(
          detail::is_array_leaf<A>,
          "Etna: where some parameters are arrays, all are: write etna::array<T, 1> for a "
          "number.");
      std::copy(leaf.begin(), leaf.end(), next);
      leaf = A::over(next, leaf.shape());
      next += leaf.size();
    });
  }
  parameters(const parameters& other) : parameters(other.value_, other.lane_) {}
  parameters(parameters&&) = default;
  parameters& operator=(parameters other) noexcept {
    std::swap(memory_, other.memory_);
    std::swap(value_, other.value_);
    std::swap(lane_, other.lane_);
    return *this;
  }
  ~parameters() = default;

  S& operator*() { return value_; }
  const S& operator*() const { return value_; }
  S* operator->() { return &value_; }
  const S* operator->() const { return &value_; }

  number* data() { return memory_.data(); }
  const number* data() const { return memory_.data(); }
  std::size_t size() const { return memory_.size(); }

 private:
  unsigned lane_;
  aligned_buffer<number> memory_;
  S value_;
};

/// A place for the gradient by p, of zeros.
template <class P>
P zeros_like(const P& p) {
  P zeros = p;
  for (auto& x : flat(zeros)) x = 0;
  return zeros;
}
/// In a lane of its own.
template <class S>
parameters<S> zeros_like(const parameters<S>& p) {
  parameters<S> zeros(*p, 1);
  for (auto& x : flat(zeros)) x = 0;
  return zeros;
}

}  // namespace etna
