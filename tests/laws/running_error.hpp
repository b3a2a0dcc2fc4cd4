// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include "laws/run_time_pipeline.hpp"

/// \file
/// How far a program in double may be off. An operation's result y = f(x...) has errors from two
/// sources: what the errors of its operands become, and its own rounding. The first is measured, by
/// moving the operands by their errors, all ways, in long double; so a kink or a jump within an
/// operand's error counts in full. The second is twice the units in the last place that stand
/// beside the operation (twice, since derivatives use it outside the domain for which it says so).
/// Both are added up from node to node, so cancellation shows in the bound of what is left over.
/// (Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., section 3.3, has running error
/// bounds of arithmetic.)

namespace etna::test {

/// Functions that are accurate to units in the last place of 1 next to a zero.
template <class Op>
inline constexpr long double rounding_scale = 0;
template <>
inline constexpr long double rounding_scale<op::lgamma_> = 1;
template <>
inline constexpr long double rounding_scale<op::digamma_> = 1;
template <>
inline constexpr long double rounding_scale<op::logsumexp_> = 1;
template <>
inline constexpr long double rounding_scale<op::logsumexp_of> = 1;
template <>
inline constexpr long double rounding_scale<op::sinc_derivative_> = 1;

struct rounding {
  long double ulp, scale;
  bool choosing;  // the result is an operand, but for its sign, or a whole number; as a rule
};
template <class List>
struct rounding_table;
template <class... Op>
struct rounding_table<operations<Op...>> {
  static constexpr std::array<rounding, sizeof...(Op)> rows{
      rounding{Op::ulp, rounding_scale<Op>,
               Op::kind == operation_kind::selection || Op::kind == operation_kind::other}...};
};

/// A value, and how far double may be from it.
struct bounded {
  long double value = 0, error = 0;
};

/// The nodes of a graph with their values and error bounds, found when they are asked for: those
/// on the path not taken may have none.
template <class Graph>
class running_error {
 public:
  running_error(const Graph& g, const long double* x)
      : g_(g), x_(x), known_(static_cast<std::size_t>(g.size)), nodes_(known_.size()) {}

  const bounded& operator()(int node) {
    for (std::vector<int> stack{node}; !stack.empty();) {
      const int i = stack.back(), before = static_cast<int>(stack.size());
      if (!known(i)) {
        for (int k = 0; k < arity(i); ++k) {
          if (!known(operand(i, k))) stack.push_back(operand(i, k));
        }
        if (static_cast<int>(stack.size()) != before) continue;
        nodes_[static_cast<std::size_t>(i)] = compute(i);
        known_[static_cast<std::size_t>(i)] = true;
      }
      stack.pop_back();
    }
    return at(node);
  }

 private:
  bool known(int i) const { return known_[static_cast<std::size_t>(i)]; }
  const bounded& at(int i) const { return nodes_[static_cast<std::size_t>(i)]; }
  int arity(int i) const { return g_.is_input(i) || g_.is_constant(i) ? 0 : g_.operation(i).arity; }
  int operand(int i, int k) const { return k == 0 ? g_.a[i] : k == 1 ? g_.b[i] : g_.c[i]; }

  bounded compute(int i) const {
    if (g_.is_input(i)) return {x_[g_.a[i]], 0};
    if (g_.is_constant(i)) return {constant_value(g_.a[i], g_.b[i]), 0};
    const auto row = static_cast<std::size_t>(all_emitted::row(g_.operation(i).code));
    long double x[3]{};
    for (int k = 0; k < arity(i); ++k) x[k] = at(operand(i, k)).value;
    const auto apply = [&] { return all_drawn::run<long double>[row](x[0], x[1], x[2]); };
    bounded y{apply(), 0};
    y.error = own_error(rounding_table<op::all_operations>::rows[row], y.value, x);
    long double moved = 0;
    for (unsigned corner = 0; corner < 8; ++corner) {
      bool differs = corner == 0;
      for (int k = 0; k < arity(i); ++k) {
        const auto [value, error] = at(operand(i, k));
        const bool up = (corner >> k & 1) != 0;
        x[k] = up ? value + error : value - error;
        differs = differs || (up && error != 0);
      }
      if (differs) moved = larger(moved, std::fabs(apply() - y.value));
    }
    y.error += moved;
    return y;
  }

  static long double own_error(const rounding& r, long double y, const long double* x) {
    using limits = std::numeric_limits<double>;
    const bool is_operand =
        std::any_of(x, x + 3, [&](long double z) { return std::fabs(z) == std::fabs(y); });
    if (r.choosing && (is_operand || y == std::trunc(y))) return 0;
    const long double underflow = y == 0 ? 0 : limits::denorm_min();
    return 2 * r.ulp * limits::epsilon() * std::max(std::fabs(y), r.scale) + underflow;
  }
  static long double larger(long double a, long double b) { return b <= a ? a : b; }  // NaN too

  const Graph& g_;
  const long double* x_;
  std::vector<bool> known_;
  std::vector<bounded> nodes_;
};

}  // namespace etna::test
