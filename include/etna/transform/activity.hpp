// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/graph/symbol.hpp"
#include "etna/op/arithmetic.hpp"
#include "etna/op/select.hpp"

namespace etna {

/// The inputs of one argument: `count` of them from `first` on.
struct input_range {
  int first = 0;
  int count = 0;
};

/// The arguments by which a function is differentiated, as ranges of its inputs.
struct input_set {
  static constexpr int capacity = 16;
  int ranges = 0;
  input_range range[capacity]{};

  constexpr int count() const {
    int sum = 0;
    for (int r = 0; r < ranges; ++r) sum += range[r].count;
    return sum;
  }
  constexpr bool contains(int input) const {
    for (int r = 0; r < ranges; ++r) {
      if (input >= range[r].first && input < range[r].first + range[r].count) return true;
    }
    return false;
  }
  /// The k-th input of the set, range after range.
  constexpr int input(int k) const {
    int r = 0;
    for (; k >= range[r].count; ++r) k -= range[r].count;
    return range[r].first + k;
  }
};

namespace detail {

/// Marks the nodes below `size` that depend on an input of the set. Only those have adjoints and
/// tangents, so an inactive operand at a singular point contributes nothing, not even NaN.
constexpr void mark_active(const recorder& g, int size, const input_set& inputs, bool* active) {
  for (int i = 0; i < size; ++i) {
    if (g.is_input(i)) {
      active[i] = inputs.contains(g.a[i]);
    } else if (!g.is_constant(i)) {
      const int arity = g.operation(i).arity;
      active[i] = (arity > 0 && active[g.a[i]]) || (arity > 1 && active[g.b[i]]) ||
                  (arity > 2 && active[g.c[i]]);
    }
  }
}

/// The operations below `size` that some outputs depend on, in order. The graph of a function with
/// several paths holds their derivatives too: a pass that took those for nodes of its own path
/// would double the graph at every path.
template <int Capacity>
struct dependencies {
  int count = 0;
  int node[Capacity]{};

  constexpr dependencies(const recorder& g, int size, const int* outputs, int number_of_outputs) {
    bool needed[Capacity]{};
    for (int k = 0; k < number_of_outputs; ++k) needed[outputs[k]] = true;
    for (int i = size - 1; i >= 0; --i) {
      if (!needed[i]) continue;
      if (g.is_input(i) || g.is_constant(i)) {
        needed[i] = false;
        continue;
      }
      const int arity = g.operation(i).arity;
      if (arity > 0) needed[g.a[i]] = true;
      if (arity > 1) needed[g.b[i]] = true;
      if (arity > 2) needed[g.c[i]] = true;
    }
    for (int i = 0; i < size; ++i) {
      if (needed[i]) node[count++] = i;
    }
  }
};

constexpr int operand_of(const recorder& g, int i, int k) {
  return k == 0 ? g.a[i] : k == 1 ? g.b[i] : g.c[i];
}

/// The partial derivative of a node of a bilinear operation by its k-th operand.
constexpr symbol partial(recorder& g, const operation_info& bilinear, int i, int k) {
  const bilinear_partial& by = bilinear.bilinear_partials[k];
  return by.operand < 0 ? symbol(by.constant) : symbol::of(g, operand_of(g, i, by.operand));
}

/// The partial derivatives of node i by its operands.
constexpr void partials(recorder& g, int i, symbol* p) {
  const operation_info& operation = g.operation(i);
  const int arity = operation.arity;
  const symbol x[] = {arity > 0 ? symbol::of(g, g.a[i]) : symbol(),
                      arity > 1 ? symbol::of(g, g.b[i]) : symbol(),
                      arity > 2 ? symbol::of(g, g.c[i]) : symbol()};
  operation.partials(x, symbol(g, i, operation.code), p);
}

/// The same by its distinct operands: by the first alone where both are the same (x x). Returns how
/// many those are.
constexpr int distinct_partials(recorder& g, int i, symbol* p) {
  partials(g, i, p);
  const int arity = g.operation(i).arity;
  if (arity != 2 || g.a[i] != g.b[i]) return arity;
  p[0] = p[0] + p[1];
  return 1;
}

/// x y if that is no further product of nodes: there is such a node already, or a factor cancels.
constexpr bool multiply_for_free(recorder& g, symbol& out, const symbol& x, const symbol& y) {
  if (!x.graph || !y.graph) return false;
  if (x.code == op::divide::code && op::multiply::cancel(out, x, y)) return true;
  if (y.code == op::divide::code && op::multiply::cancel(out, y, x)) return true;
  if (x.code == op::multiply::code && y.code == op::divide::code) {
    for (int k = 0; k < 2; ++k) {
      const symbol factor = x.operand(k);
      if (factor.code == op::divide::code && op::multiply::cancel(out, factor, y))
        return out = out * x.operand(1 - k), true;
    }
  }
  const int node = g.find(info<op::multiply>, x.node, y.node, -1);
  return node < 0 ? false : (out = symbol::of(g, node), true);
}

/// w p, for a partial derivative p of a node whose adjoint or tangent is w. Constants go to w,
/// which other partial derivatives have in common, and so do factors of p that w has met before.
constexpr symbol times(recorder& g, const symbol& w, const symbol& p) {
  if (p.is(1)) return w;
  if (w.code == op::negate::code) {
    const symbol v = w.operand(0);
    return p.is_constant() ? symbol(-p.constant) * v : -times(g, v, p);
  }
  if (p.code == op::negate::code) return -times(g, w, p.operand(0));
  symbol product;
  if (p.code == op::divide::code && multiply_for_free(g, product, w, p)) return product;
  if (p.code != op::multiply::code) return w * p;
  const op::scaled<symbol> q(p);
  if (q.is_scaled()) {
    const bool is_free = multiply_for_free(g, product, w, q.z());
    return is_free ? symbol(q.c) * product : symbol(q.c) * w * q.z();
  }
  const symbol a = p.operand(0), b = p.operand(1);
  if (multiply_for_free(g, product, w, b)) return product * a;
  if (multiply_for_free(g, product, w, a)) return product * b;
  return w * p;
}

/// Whether |c| is a power of two, so that scaling by it is exact.
constexpr bool is_power_of_two(double c) {
  return (__builtin_bit_cast(std::uint64_t, c) << 12) == 0 && c != 0;
}

/// c z + (d t) u as c (z + ((d / c) t) u), if there is (d / c) t already.
constexpr bool factor_out(recorder& g, symbol& out, const symbol& x, const symbol& y) {
  if (y.code != op::multiply::code || x.code != op::multiply::code) return false;
  const op::scaled<symbol> p(x);
  if (!is_power_of_two(p.c) || !p.is_scaled()) return false;
  for (int k = 0; k < 2; ++k) {
    const op::scaled<symbol> q(y.operand(k));
    double ratio = 0;
    if (!q.is_scaled() || !exact_quotient(q.c, p.c, ratio)) continue;
    const int node = g.find(info<op::multiply>, q.node, g.constant(ratio), -1);
    if (node < 0) continue;
    return out = symbol(p.c) * (p.z() + symbol::of(g, node) * y.operand(1 - k)), true;
  }
  return false;
}

/// Whether node i is a sum or difference, and not below `size`.
constexpr bool is_sum_from(const recorder& g, int i, int size) {
  return i >= size && (g.code(i) == op::add::code || g.code(i) == op::subtract::code);
}

/// x + y, y = d z, where node x is a sum, made here, that has a term like y: (a + c z) + d z =
/// a + (c + d) z. It looks at the last `terms`, so that a long sum takes no longer than its length.
constexpr bool add_to_like_term(recorder& g, symbol& out, int x, const symbol& y, int z, int size,
                                int terms = 3) {
  if (terms == 0 || !is_sum_from(g, x, size)) return false;
  const int a = g.a[x], b = g.b[x];
  const bool is_sum = g.code(x) == op::add::code;
  symbol rest;
  if (op::scaled<symbol>(&g, b, g.code(b)).node == z) {
    rest = is_sum ? symbol::of(g, b) + y : y - symbol::of(g, b);
    return out = symbol::of(g, a) + rest, true;
  }
  if (op::scaled<symbol>(&g, a, g.code(a)).node == z) {
    rest = symbol::of(g, a) + y;
  } else if (!add_to_like_term(g, rest, a, y, z, size, terms - 1)) {
    return false;
  }
  return out = is_sum ? rest + symbol::of(g, b) : rest - symbol::of(g, b), true;
}

/// The sum of two contributions to an adjoint or tangent. The nodes below `size` are the function's
/// own.
constexpr symbol plus(recorder& g, const symbol& x, const symbol& y, int size) {
  symbol out;
  if (!x.graph || !y.graph) return x + y;
  if (factor_out(g, out, x, y) || factor_out(g, out, y, x)) return out;
  const int z = op::scaled<symbol>(y).node;
  return add_to_like_term(g, out, x.node, y, z, size) ? out : x + y;
}

}  // namespace detail
}  // namespace etna
