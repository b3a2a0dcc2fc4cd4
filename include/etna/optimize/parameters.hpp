// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <type_traits>

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

/// A place for the gradient by p, of zeros.
template <class P>
P zeros_like(const P& p) {
  P zeros = p;
  for (auto& x : flat(zeros)) x = 0;
  return zeros;
}
/// In a lane of its own.
template <class S>
parameters<S> zeros_like(const parameters<S>&) {
  parameters<S> zeros(S{}, 1);
  for (auto& x : flat(zeros)) x = 0;
  return zeros;
}

}  // namespace etna
