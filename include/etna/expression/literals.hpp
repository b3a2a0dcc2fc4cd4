// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

#include "etna/core/fixed_string.hpp"
#include "etna/expression/formula.hpp"

namespace etna {

namespace detail {

template <fixed_string Name>
constexpr auto variable_graph() {
  static_assert(Name.size() > 0, "Etna: a variable needs a name.");
  constexpr int size = static_cast<int>(Name.size()) + 1;
  formula_graph<1, 0, 0, name_list<1, size>> g{
      {}, 0, 0, {}, {}, {formula_node{formula_variable, 0, 0, 0}.pack()}};
  for (int i = 0; i + 1 < size; ++i) g.names.text[i] = Name.text[i];
  return g;
}

/// A decimal literal as significand · 10^exponent.
struct decimal {
  std::uint64_t significand = 0;
  int exponent = 0;
  bool valid = true;

  /// The nearest double, if one exact integer, times or over an exact power of ten, gives it: one
  /// rounding (Clinger 1990).
  constexpr bool exact() const {
    return valid && significand <= (std::uint64_t{1} << 53) && exponent >= -22 && exponent <= 22;
  }
  constexpr double value() const {
    double power = 1;
    for (int k = exponent < 0 ? -exponent : exponent; k > 0; --k) power *= 10;
    const double digits = static_cast<double>(significand);
    return exponent < 0 ? digits / power : digits * power;
  }
};

constexpr decimal read_decimal(const char* text, int size) {
  decimal d;
  int i = 0;
  bool fraction = false;
  if (size > 1 && text[0] == '0' && text[1] != '.' && text[1] != 'e' && text[1] != 'E')
    d.valid = false;  // octal, hexadecimal, binary
  for (; i < size && text[i] != 'e' && text[i] != 'E'; ++i) {
    if (text[i] == '.') {
      fraction = true;
    } else if (text[i] != '\'') {
      if (text[i] < '0' || text[i] > '9' || d.significand > (std::uint64_t{1} << 59)) {
        d.valid = false;
        return d;
      }
      d.significand = 10 * d.significand + static_cast<std::uint64_t>(text[i] - '0');
      if (fraction) --d.exponent;
    }
  }
  if (i < size) {
    const bool negative = text[++i] == '-';
    if (text[i] == '-' || text[i] == '+') ++i;
    int exponent = 0;
    for (; i < size && exponent < 1000; ++i)
      exponent = text[i] == '\'' ? exponent : 10 * exponent + (text[i] - '0');
    d.exponent += negative ? -exponent : exponent;
  }
  return d;
}

}  // namespace detail

/// The variable at position I of a formula's arguments: `arg<0> * sin(arg<1>)` is called with two
/// numbers.
template <int I>
inline constexpr formula<detail::position_graph(I)> arg{};

/// A mathematical constant, exact in every number type: `constant<op::pi_>`.
template <class Op>
  requires(Op::arity == 0)
inline constexpr formula<detail::join_formulas<Op::code>()> constant{};

namespace literals {

/// "x"_v: the variable named x. Two of one name are one variable.
template <fixed_string Name>
constexpr formula<detail::variable_graph<Name>()> operator""_v() {
  return {};
}

/// 2_c, 0.5_c, 1e-3_c: a number as part of a formula's type, so that it is simplified, and integer
/// powers of it are multiplications. A plain number in a formula is one that the formula carries,
/// unknown at compile time. Its value is that of the double literal; write 1_c / 3_c for what is to
/// be exact in wider types.
template <char... Digits>
constexpr auto operator""_c() {
  constexpr detail::decimal d = [] {
    constexpr char text[] = {Digits...};
    return detail::read_decimal(text, static_cast<int>(sizeof...(Digits)));
  }();
  static_assert(
      d.exact(),
      "Etna: a _c literal is a decimal number of at most 15 digits, between about 1e-22 and 1e22.");
  return formula<detail::literal_graph(d.value())>{};
}

}  // namespace literals

}  // namespace etna
