// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <memory>
#include <ranges>
#include <span>
#include <stdexcept>
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
    for_each_leaf(value_, [&]<class A>(const A& leaf, int) {
      static_assert(
          detail::is_array_leaf<A>,
          "Etna: where some parameters are arrays, all are: write etna::array<T, 1> for a "
          "number.");
      if constexpr (detail::is_array_leaf<A>) size += leaf.size();
    });
    memory_ = aligned_buffer<number>(size, number(0), lane);
    number* next = memory_.data();
    for_each_leaf(value_, [&]<class A>(A& leaf, int) {
      if constexpr (detail::is_array_leaf<A>) {
        std::copy(leaf.begin(), leaf.end(), next);
        // Another array in its place: one that is over memory of its own would keep that.
        const auto shape = leaf.shape();
        std::destroy_at(&leaf);
        std::construct_at(&leaf, A::over(next, shape));
        next += leaf.size();
      }
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

/// A copy of p with memory of its own: p's type, or a buffer of the numbers of a view such as
/// std::span. Throws std::invalid_argument if a copy of p shares its memory otherwise.
template <class P>
auto copy_of(const P& p, unsigned lane = 0) {
  const auto numbers = flat(p);
  using T = std::remove_cv_t<typename decltype(numbers)::element_type>;
  if constexpr (std::ranges::view<P>) {
    aligned_buffer<T> copy(numbers.size(), T(), lane);
    std::copy(numbers.begin(), numbers.end(), copy.begin());
    return copy;
  } else {
    P copy = p;
    if (flat(copy).data() == numbers.data() && !numbers.empty())
      throw std::invalid_argument(
          "Etna: copies of the parameters share their memory: pass a std::span of it");
    return copy;
  }
}
template <class S>
parameters<S> copy_of(const parameters<S>& p, unsigned lane = 0) {
  return parameters<S>(*p, lane);
}

/// What copy_of has made of a P, as functions of a P take it: of a view a view.
template <class P, class Copy>
decltype(auto) view_like(Copy& copy) {
  if constexpr (!std::ranges::view<P>) {
    return (copy);
  } else if constexpr (std::constructible_from<P, decltype(copy.data()), std::size_t>) {
    return P(copy.data(), copy.size());
  } else {
    return std::span(copy.data(), copy.size());
  }
}

/// A place for the gradient by p, of zeros, as copy_of makes it, in a lane of its own where p has
/// one.
template <class P>
auto zeros_like(const P& p) {
  auto zeros = copy_of(p, 1);
  for (auto& x : flat(zeros)) x = 0;
  return zeros;
}

}  // namespace etna
