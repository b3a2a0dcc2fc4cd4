// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/graph/expression_writer.hpp"

namespace etna::detail {

/// Expressions as a formula in a paper has them.
template <class Graph>
class latex_notation : public expression_writer<latex_notation<Graph>, Graph> {
  using base = expression_writer<latex_notation<Graph>, Graph>;
  using base::add, base::arguments, base::g, base::infix, base::is, base::is_atom,
      base::is_negative, base::is_sum, base::out;

 public:
  using base::base;
  static constexpr const char* open = "\\left(";
  static constexpr const char* close = "\\right)";

  constexpr void write_name(int i) {
    out.put(this->letter).put("_{").put_number(this->number[i]).put('}');
  }
  constexpr void write_definition() { out.put(" &= "); }
  constexpr void write_input(int i) { write_latex_variable(out, this->variables[g.a[i]]); }
  constexpr void write_constant(double x) {
    write_number(out, x, " \\cdot 10^{", "}", "\\infty", "\\mathrm{NaN}");
  }

  // A sign holds as a sum does: -x y is -(x y), and \left(-x\right) y needs its parentheses.
  constexpr bool begins_with_sign(int i) const {
    return is_negative(i) || (!this->defined[i] &&
                              (is(i, op::negate::code) || (is_product(i) && !this->is_square(i) &&
                                                           is_negative(factor(i, true)))));
  }
  constexpr int binding_of(int i) const {
    if (begins_with_sign(i)) return binds_sum;
    if (is_atom(i)) return binds_atom;
    const operation_info& operation = g.operation(i);
    if (is_product(i)) return this->is_square(i) ? binds_sign : binds_product;
    if (operation.code == op::divide::code) return binds_sign;
    if (*operation.infix != 0) return infix_binding(operation.infix);
    return operation.arity == 0 ? binds_atom : binds_sign;
  }

  constexpr void expand(int i, const operation_info& operation, bool no_sign) {
    const int a = g.a[i], b = g.b[i];
    if (is_sum(i)) {
      this->add_sum(a, operation.code == op::add::code, b);
    } else if (this->is_square(i)) {
      add(a, binds_atom);
      add("^{2}");
    } else if (is_product(i)) {
      const int first = factor(i, true), second = factor(i, false);
      add(first, no_sign ? base::without_sign : g.is_constant(first) ? binds_not : binds_product);
      add(begins_with_digit(second) ? " \\cdot " : " ");
      add(second, binds_sign);
    } else if (operation.code == op::divide::code) {
      add("\\frac{");
      add(a, binds_not);
      add("}{");
      add(b, binds_not);
      add("}");
    } else if (*operation.infix != 0) {
      infix(a, *operation.latex != 0 ? operation.latex : operation.infix, b,
            infix_binding(operation.infix));
    } else if (*operation.prefix != 0) {
      if (!no_sign) add(*operation.latex != 0 ? operation.latex : operation.prefix);
      add(a, binds_product);
    } else {
      expand_function(i, operation);
    }
  }

 private:
  constexpr bool is_product(int i) const { return is(i, op::multiply::code); }
  /// The first or second factor of a product; a constant is the first.
  constexpr int factor(int i, bool first) const {
    const bool swap = g.is_constant(g.b[i]) && !g.is_constant(g.a[i]);
    return first != swap ? g.a[i] : g.b[i];
  }
  constexpr bool begins_with_digit(int i) const {
    while (!this->defined[i] && this->is_square(i)) i = g.a[i];
    if (this->defined[i] || g.is_input(i)) return false;
    return g.is_constant(i) ? !is_negative(i) : is_digit(*g.operation(i).latex);
  }

  constexpr void expand_function(int i, const operation_info& operation) {
    const char* latex = operation.latex;
    const bool is_pattern = contains_operand(latex);
    if (*latex == 0) add_name(operation.name);
    if (*latex != 0 && !is_pattern) add(latex);
    if (!is_pattern) return arguments(i, operation.arity);
    const int operand[] = {g.a[i], g.b[i], g.c[i]};
    while (*latex != 0) {
      int plain = 0;
      while (latex[plain] != 0 && !is_operand(latex + plain) && !is_parenthesised(latex + plain))
        ++plain;
      if (plain > 0) add(latex, plain);
      latex += plain;
      if (is_operand(latex)) {
        add(operand[latex[1] - '1'], binds_not);
        latex += 2;
      } else if (*latex != 0) {
        add(operand[latex[2] - '1'], binds_atom);
        latex += 4;
      }
    }
  }
  /// \operatorname{name}, with escaped underscores.
  constexpr void add_name(const char* name) {
    add("\\operatorname{");
    while (*name != 0) {
      int plain = 0;
      while (name[plain] != 0 && name[plain] != '_') ++plain;
      if (plain > 0) add(name, plain);
      name += plain;
      if (*name == '_') {
        add("\\_");
        ++name;
      }
    }
    add("}");
  }
  static constexpr bool is_operand(const char* s) {
    return s[0] == '#' && s[1] >= '1' && s[1] <= '3';
  }
  static constexpr bool is_parenthesised(const char* s) {
    return s[0] == '(' && is_operand(s + 1) && s[3] == ')';
  }
  static constexpr bool contains_operand(const char* s) {
    while (*s != 0 && !is_operand(s)) ++s;
    return *s != 0;
  }
};

}  // namespace etna::detail
