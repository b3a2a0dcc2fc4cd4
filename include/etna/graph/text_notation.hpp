// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/graph/expression_writer.hpp"

namespace etna::detail {

/// Expressions as a program would have them.
template <class Graph>
class text_notation : public expression_writer<text_notation<Graph>, Graph> {
  using base = expression_writer<text_notation<Graph>, Graph>;
  using base::add, base::arguments, base::g, base::infix, base::is, base::is_atom,
      base::is_negative, base::is_sum, base::out;

 public:
  using base::base;
  static constexpr const char* open = "(";
  static constexpr const char* close = ")";

  constexpr void write_name(int i) { out.put(this->letter).put_number(this->number[i]); }
  constexpr void write_definition() { out.put(" = "); }
  constexpr void write_input(int i) { write_variable(out, this->variables[g.a[i]]); }
  constexpr void write_constant(double x) { write_number(out, x); }

  constexpr int binding_of(int i) const {
    if (is_atom(i)) return binds_atom;
    if (is_negative(i)) return binds_sign;
    const operation_info& operation = g.operation(i);
    if (this->is_square(i) && !is_atom(g.a[i])) return binds_atom;
    if (*operation.infix != 0) return infix_binding(operation.infix);
    return *operation.prefix != 0 ? binds_sign : binds_atom;
  }
  /// Whether a node is -c, -x or -c * x.
  constexpr bool begins_with_sign(int i) const {
    return is_negative(i) ||
           (!this->defined[i] &&
            (is(i, op::negate::code) ||
             (is(i, op::multiply::code) && !this->is_square(i) && is_negative(g.a[i]))));
  }

  constexpr void expand(int i, const operation_info& operation, bool no_sign) {
    const int a = g.a[i], b = g.b[i];
    if (is_sum(i)) {
      this->add_sum(a, operation.code == op::add::code, b);
    } else if (this->is_square(i) && !is_atom(a)) {
      add("square");
      arguments(i, 1);
    } else if (*operation.infix != 0) {
      infix(a, operation.infix, b, infix_binding(operation.infix), no_sign);
    } else if (*operation.prefix != 0) {
      if (!no_sign) add(operation.prefix);
      add(a, no_sign ? binds_product : binds_atom);
    } else {
      add(operation.name);
      arguments(i, operation.arity);
    }
  }
};

}  // namespace etna::detail
