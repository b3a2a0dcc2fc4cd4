// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>

#include "etna/array/planner.hpp"
#include "etna/core/error.hpp"

/// \file
/// What the steps of a program work on: arguments, and the places of a plan in memory.

namespace etna::detail {

/// An argument of a program on arrays: a scalar, or an array in the caller's memory, of numbers or
/// of integers.
template <class T>
struct array_operand {
  T scalar{};
  const T* data = nullptr;
  const int* integers = nullptr;
  const std::uint8_t* bytes = nullptr;
  std::size_t rows = 1, columns = 1;

  T operator[](std::size_t i) const {
    return data ? data[i] : integers ? static_cast<T>(integers[i]) : static_cast<T>(bytes[i]);
  }
  bool is_scalar() const { return !data && !integers && !bytes; }
  /// Element k as the index of one of n; throws index_out_of_range if it is none, as NaN is and
  /// what is no whole number.
  std::size_t index(std::size_t k, std::size_t n) const {
    return integers ? checked(integers[k], k, n)
           : bytes  ? checked(bytes[k], k, n)
                    : checked(data[k], k, n);
  }

 private:
  template <class I>
  static std::size_t checked(I i, std::size_t k, std::size_t n) {
    constexpr bool is_integer = std::integral<I>;
    if (i >= I(0) && (is_integer ? static_cast<std::size_t>(i) < n : i < static_cast<I>(n))) {
      const auto index = static_cast<std::size_t>(i);
      if (is_integer || static_cast<I>(index) == i) return index;
    }
    throw index_out_of_range(i, k, n);
  }
};

/// What the steps of a program work on.
template <class T>
struct array_frame {
  const array_operand<T>* inputs;
  const std::size_t* dimensions;
  T* scalars;
  T* const* slots;
  T* const* outputs;
  int threads;

  std::size_t extent(int e) const { return e >= 0 ? static_cast<std::size_t>(e) : dimensions[~e]; }
};

template <class T>
ETNA_INLINE const T* address(const array_frame<T>& f, const place& p) {
  return p.in == place::input    ? f.inputs[p.number].data
         : p.in == place::slot   ? f.slots[p.number]
         : p.in == place::output ? f.outputs[p.number]
                                 : f.scalars + p.number;
}

/// Whether an array of integers is there.
template <class Derived>
constexpr bool is_of_integers(const place& p) {
  return p.in == place::input && p.number < Derived::trace::inputs &&
         Derived::trace::is_of_integers(p.number);
}

/// A scalar, wherever it is. (Programs refer to numbers only at run time, not to the graph: else
/// all that derives operations would be compiled to code.)
struct scalar_source {
  place from;
  double constant = 0;
  int extent = 1;
};
template <class Derived>
constexpr scalar_source source_of(const place& p) {
  constexpr const auto& g = Derived::value.nodes;
  scalar_source s{p};
  if (p.in == place::constant) s.constant = constant_value(g.a[p.number], g.b[p.number]);
  if (p.in == place::extent) {
    const shape& of = plan_of<Derived>::value.extent[g.a[p.number]];
    s.extent = g.c[p.number] == 0 ? of.rows : of.columns;
  }
  return s;
}
template <class T>
ETNA_INLINE T scalar_at(const array_frame<T>& f, const scalar_source& s) {
  switch (s.from.in) {
    case place::constant:
      return static_cast<T>(s.constant);
    case place::extent:
      return static_cast<T>(f.extent(s.extent));
    case place::index:
      return T(0);
    case place::input: {
      const array_operand<T>& x = f.inputs[s.from.number];
      return x.is_scalar() ? x.scalar : x[0];
    }
    default:
      return *address(f, s.from);
  }
}

}  // namespace etna::detail
