// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "etna/graph/recorder.hpp"
#include "etna/op/arithmetic.hpp"
#include "etna/op/comparison.hpp"
#include "etna/op/control.hpp"
#include "etna/op/operation.hpp"

namespace etna {

struct condition;

/// The number that a function is traced with: what is done to it is recorded as nodes of a graph. A
/// symbol is a node, or a constant, or a short expression of constants that has not met a node yet
/// (`T(1) / T(3)`): it is kept exactly, in postfix order, until it does, since a program may run in
/// a wider type than double.
struct symbol {
  using etna_operand = symbol;
  // Without initialisers: each would run for every symbol.
  struct step {
    const operation_info* operation;
    double constant;
    bool is_constant;  // whether the step pushes `constant`
  };
  struct expression {
    bool rounded;  // whether it stands for a constant that no few doubles hold
    int steps;
    symbol::step step[limits::constant_steps];
  };

  recorder* graph = nullptr;  // null: a constant
  int node = -1;  // of a constant: where it is one in the graph it was asked from, or -1
  int code = 0;   // of the operation, for nodes that are results
  double constant = 0;
  expression pending{};  // of no steps: it is `constant`

  constexpr symbol() = default;
  constexpr symbol(recorder& g, int i, int operation_code)
      : graph(&g), node(i), code(operation_code) {}
  template <std::same_as<condition> C>
  constexpr symbol(const C& c) : symbol(c.test) {}
  template <std::floating_point T>
  constexpr symbol(T value) : constant(static_cast<double>(value)) {
    if constexpr (sizeof(T) > sizeof(double)) add_rest(value);
  }
  template <std::integral T>
  constexpr symbol(T value) : constant(static_cast<double>(value)) {
    if constexpr (sizeof(T) >= sizeof(double)) {
      constexpr T exact = T(1) << 53;
      if (value <= exact && (std::is_unsigned_v<T> || value >= T(0) - exact)) return;
      const T high = value / T(1 << 26) * T(1 << 26);
      constant = static_cast<double>(high);
      add_part(static_cast<double>(value - high));
    }
  }
  /// The symbol of a node of a graph. (Of a constant's it has no graph, so that constants are told
  /// apart cheaply.)
  static constexpr symbol of(recorder& g, int i) {
    if (g.op[i] != constant_node) return symbol(g, i, g.code(i));
    symbol x(constant_value(g.a[i], g.b[i]));
    x.node = i;
    return x;
  }

  /// The symbol of a node just made; of a full graph's node nothing may be asked.
  static constexpr symbol made(recorder& g, int i, int operation_code) {
    return symbol(g, i, g.full() ? 0 : operation_code);
  }

  /// Whether it is a literal. Expressions of constants are not, unless they could be folded
  /// exactly.
  constexpr bool is_constant() const { return !graph && pending.steps == 0 && !pending.rounded; }
  constexpr bool is(double value) const { return is_constant() && constant == value; }
  constexpr bool is_positive_zero() const {
    return is(0) && __builtin_bit_cast(std::uint64_t, constant) == 0;
  }
  /// Whether it is a node of this operation; `operand(k)` is then the operation's k-th operand.
  template <class Op>
  constexpr bool is_a() const {
    return code == Op::code;
  }
  constexpr symbol operand(int k) const {
    return of(*graph, k == 0 ? graph->a[node] : k == 1 ? graph->b[node] : graph->c[node]);
  }

  /// Element i of a vector, or row i of a matrix; array/arrangement.hpp has it.
  template <std::integral I>
  constexpr symbol operator[](I i) const;

  /// The index of its node in g; constants become nodes here.
  constexpr int in(recorder& g) const;
  /// The value of an expression of constants, in double.
  constexpr double evaluate() const;

  /// Whether it is as wide as an array x, or wider.
  constexpr bool is_as_wide_as(recorder& g, const symbol& x) const {
    const shape mine = shape_in(g), other = x.shape_in(g);
    return (mine.rows != 1 || other.rows == 1) && (mine.columns != 1 || other.columns == 1) &&
           mine.rank >= other.rank;
  }
  constexpr shape shape_in(recorder& g) const { return graph ? g.shape_of(node) : shape(); }
  /// What an operation on arrays x was simplified to keeps the shape that the operation has. (Not
  /// in derivatives: there the shape of every adjoint and tangent is known.)
  template <class... X>
  constexpr void widen(recorder& g, const X&... x) {
    if (g.in_derivative) return;
    (repeat_to(g, x), ...);
  }
  /// Becomes an array like x, if it is not as wide.
  constexpr void repeat_to(recorder& g, const symbol& x);
  /// An operation on arrays, recorded.
  template <class Op>
  static constexpr symbol record(recorder& g, const symbol& x, int first = 0, int second = 0);
  template <class Op>
  static constexpr symbol record(recorder& g, const symbol& x, const symbol& y, int first = 0);
  template <class Op>
  static constexpr symbol record(recorder& g, const symbol& x, const symbol& y, const symbol& z);

  template <class Op, class...>
  using result = std::conditional_t<Op::is_comparison, condition, symbol>;
  template <class Op>
  static constexpr symbol apply();
  template <class Op>
  static constexpr result<Op> apply(const symbol& x);
  template <class Op>
  static constexpr result<Op> apply(const symbol& x, const symbol& y);
  template <class Op>
  static constexpr result<Op> apply(const symbol& x, const symbol& y, const symbol& z);

 private:
  // A constant of more digits than a double's is the exact sum of several.
  template <class T>
  constexpr void add_rest(T value);
  constexpr void add_part(double part);
};

namespace detail {

/// Found by asking the operation: it is given its operands' names for its operands.
template <class Op>
constexpr auto bilinear_partials() {
  using p = bilinear_partial;
  if constexpr (!Op::bilinear || Op::on_arrays) {
    return std::array<p, 1>{};
  } else if constexpr (Op::arity == 1) {
    return Op::partials(p::of(0), p());
  } else if constexpr (Op::arity == 2) {
    return Op::partials(p::of(0), p::of(1), p());
  } else {
    return Op::partials(p::of(0), p::of(1), p::of(2), p());
  }
}

template <class Op, std::size_t K>
constexpr bilinear_partial bilinear_partial_at() {
  constexpr auto all = bilinear_partials<Op>();
  if constexpr (K < all.size()) return all[K];
  return {};
}

template <class Op>
constexpr auto shape_of_result() {
  decltype(operation_info::shape_of) rule = nullptr;
  if constexpr (Op::on_arrays) rule = &Op::shape_of;
  return rule;
}

template <class Op>
constexpr int linear_operands() {
  if constexpr (Op::on_arrays) return Op::linear_operands;
  return 0;
}

template <class Op>
constexpr auto adjoints_of_operands() {
  decltype(operation_info::pull) rule = nullptr;
  if constexpr (Op::on_arrays) rule = &Op::template pull<symbol, recorder>;
  return rule;
}

}  // namespace detail

/// The table row of an operation.
template <class Op>
inline constexpr operation_info info = {
    Op::code,
    Op::arity,
    Op::commutative,
    Op::bilinear,
    Op::transparent,
    Op::kind != operation_kind::division&& Op::kind != operation_kind::root&& Op::kind !=
        operation_kind::elementary,
    Op::name.text,
    Op::infix,
    Op::prefix,
    Op::latex,
    [](const symbol* x, symbol y, symbol* partial) {
      if constexpr (Op::on_arrays) {
        return;
      } else if constexpr (Op::arity == 1) {
        const std::array<symbol, 1> by_operand = Op::partials(x[0], y);
        partial[0] = *by_operand.data();
      } else if constexpr (Op::arity == 2) {
        const std::array<symbol, 2> by_operand = Op::partials(x[0], x[1], y);
        const symbol* by = by_operand.data();
        partial[0] = by[0];
        partial[1] = by[1];
      } else if constexpr (Op::arity == 3) {
        const std::array<symbol, 3> by_operand = Op::partials(x[0], x[1], x[2], y);
        const symbol* by = by_operand.data();
        partial[0] = by[0];
        partial[1] = by[1];
        partial[2] = by[2];
      }
    },
    [](const double* x) {
      if constexpr (Op::on_arrays) {
        return *x;  // never asked for: of scalars there is no operation on arrays
      } else if constexpr (Op::arity == 0) {
        return Op::template value<double>();
      } else if constexpr (Op::arity == 1) {
        return Op::value(x[0]);
      } else if constexpr (Op::arity == 2) {
        return Op::value(x[0], x[1]);
      } else {
        return Op::value(x[0], x[1], x[2]);
      }
    },
    {detail::bilinear_partial_at<Op, 0>(), detail::bilinear_partial_at<Op, 1>(),
     detail::bilinear_partial_at<Op, 2>()},
    Op::operands_needed,
    Op::on_arrays,
    detail::shape_of_result<Op>(),
    detail::adjoints_of_operands<Op>(),
    detail::linear_operands<Op>(),
};

namespace detail {

constexpr double evaluate(const symbol::step* steps, int count) {
  double stack[limits::constant_steps]{};
  int top = 0;
  for (int k = 0; k < count; ++k) {
    if (!steps[k].is_constant) {
      const operation_info* o = steps[k].operation;
      top -= o->arity;
      stack[top] = o->evaluate(stack + top);
    } else {
      stack[top] = steps[k].constant;
    }
    ++top;
  }
  return stack[0];
}

/// An operation none of whose operands is a node yet.
constexpr symbol join_constants(const operation_info& operation, const symbol* x) {
  symbol result;
  symbol::expression& out = result.pending;
  int needed = 1;
  for (int k = 0; k < operation.arity; ++k) {
    needed += x[k].pending.steps > 0 ? x[k].pending.steps : 1;
    out.rounded = out.rounded || x[k].pending.rounded;
  }
  if (needed > limits::constant_steps) {
    double value[3]{};
    for (int k = 0; k < operation.arity; ++k) value[k] = x[k].evaluate();
    result.constant = operation.evaluate(value);
    out.rounded = true;
    return result;
  }
  for (int k = 0; k < operation.arity; ++k) {
    const symbol::expression& in = x[k].pending;
    if (in.steps == 0) out.step[out.steps++] = {nullptr, x[k].constant, true};
    for (int j = 0; j < in.steps; ++j) out.step[out.steps++] = in.step[j];
  }
  out.step[out.steps++] = {&operation, 0, false};
  return result;
}

}  // namespace detail

constexpr double symbol::evaluate() const {
  return pending.steps == 0 ? constant : detail::evaluate(pending.step, pending.steps);
}

constexpr int symbol::in(recorder& g) const {
  if (node >= 0) return node;
  if (pending.rounded) g.mark_rounded();
  if (pending.steps == 0) return g.constant(constant);
  int stack[limits::constant_steps]{};
  int top = 0;
  for (int k = 0; k < pending.steps; ++k) {
    if (!pending.step[k].is_constant) {
      const operation_info* o = pending.step[k].operation;
      top -= o->arity;
      stack[top] = g.node(*o, o->arity > 0 ? stack[top] : -1, o->arity > 1 ? stack[top + 1] : -1,
                          o->arity > 2 ? stack[top + 2] : -1);
    } else {
      stack[top] = g.constant(pending.step[k].constant);
    }
    ++top;
  }
  return stack[0];
}

/// What a comparison of symbols returns: a bool that is decided when it is asked, so that `if` and
/// `?:` split the function into paths, while `where` and the operators `!`, `&`, `|` use it without
/// deciding.
struct condition {
  using etna_operand = symbol;
  symbol test;  // 0 or 1

  constexpr operator bool() const {
    if (!test.graph) return test.evaluate() != 0;
    if (test.is_a<op::logical_not>()) return !condition{test.operand(0)}.operator bool();
    return test.graph->decide(test.node);
  }
};

template <class Op>
constexpr symbol symbol::record(recorder& g, const symbol& x, int first, int second) {
  return made(g, g.node(info<Op>, x.in(g), second, first), Op::code);
}
template <class Op>
constexpr symbol symbol::record(recorder& g, const symbol& x, const symbol& y, int first) {
  return made(g, g.node(info<Op>, x.in(g), y.in(g), first), Op::code);
}
template <class Op>
constexpr symbol symbol::record(recorder& g, const symbol& x, const symbol& y, const symbol& z) {
  return made(g, g.node(info<Op>, x.in(g), y.in(g), z.in(g)), Op::code);
}

constexpr void symbol::repeat_to(recorder& g, const symbol& x) {
  if (is_as_wide_as(g, x)) return;
  const int i = g.node(info<op::like_>, in(g), x.node, -1);
  *this = made(g, i, op::like_::code);
}

template <class Op>
constexpr symbol symbol::apply() {
  const symbol none[1];
  return detail::join_constants(info<Op>, none);
}

template <class Op>
constexpr symbol::result<Op> symbol::apply(const symbol& x) {
  symbol out;
  if constexpr (requires { Op::simplify(out, x, true); }) {
    if (Op::simplify(out, x, x.graph && x.graph->in_derivative)) {
      if (x.graph && x.graph->shapes) out.widen(*x.graph, x);
      return {out};
    }
  }
  if (!x.graph) return {detail::join_constants(info<Op>, &x)};
  return {made(*x.graph, x.graph->node(info<Op>, x.node, -1, -1), Op::code)};
}

template <class Op>
constexpr symbol::result<Op> symbol::apply(const symbol& x, const symbol& y) {
  recorder* g = x.graph ? x.graph : y.graph;
  symbol out;
  if constexpr (requires { Op::simplify(out, x, y, true); }) {
    if (Op::simplify(out, x, y, g && g->in_derivative)) {
      if (g && g->shapes) out.widen(*g, x, y);
      return {out};
    }
  }
  if (!g) {
    const symbol operands[] = {x, y};
    return {detail::join_constants(info<Op>, operands)};
  }
  const int a = x.node >= 0 ? x.node : x.in(*g), b = y.node >= 0 ? y.node : y.in(*g);
  return {made(*g, g->node(info<Op>, a, b, -1), Op::code)};
}

template <class Op>
constexpr symbol::result<Op> symbol::apply(const symbol& x, const symbol& y, const symbol& z) {
  recorder* g = x.graph ? x.graph : y.graph ? y.graph : z.graph;
  symbol out;
  if constexpr (requires { Op::simplify(out, x, y, z, true); }) {
    if (Op::simplify(out, x, y, z, g && g->in_derivative)) {
      if (g && g->shapes) out.widen(*g, x, y, z);
      return {out};
    }
  }
  if (!g) {
    const symbol operands[] = {x, y, z};
    return {detail::join_constants(info<Op>, operands)};
  }
  return {made(*g, g->node(info<Op>, x.in(*g), y.in(*g), z.in(*g)), Op::code)};
}

constexpr condition operator!(condition x) { return symbol::apply<op::logical_not>(x.test); }
constexpr condition operator&(condition x, condition y) {
  return symbol::apply<op::logical_and>(x.test, y.test);
}
constexpr condition operator|(condition x, condition y) {
  return symbol::apply<op::logical_or>(x.test, y.test);
}

template <class T>
constexpr void symbol::add_rest(T value) {
  constexpr double largest = std::numeric_limits<double>::max();
  if (value != value || value == value / 2) return;  // NaN, zero and the infinities
  pending.rounded = !(-largest <= constant && constant <= largest);
  if (pending.rounded) return;
  T rest = value - static_cast<T>(constant);
  while (rest != T(0) && !pending.rounded) {
    const double part = static_cast<double>(rest);
    pending.rounded = part == 0;
    rest -= static_cast<T>(part);
    add_part(part);
  }
}

constexpr void symbol::add_part(double part) {
  if (part == 0) return;
  const symbol parts[] = {*this, symbol(part)};
  *this = detail::join_constants(info<op::add>, parts);
}

}  // namespace etna
