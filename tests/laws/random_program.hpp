// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <tuple>

#include "etna/graph/symbol.hpp"
#include "etna/op/all.hpp"

/// \file
/// Random programs as data: any operation on any earlier results, `if` included. The functions they
/// stand for are run on any type of number, symbols among them.

namespace etna::test {

/// What an operation is for in a program. Those of no role are reached through the operations that
/// are made of them.
enum class role { function, comparison, logic, choice, constant, frozen, auxiliary };

/// What is known of an operation when programs are drawn. Functions are those that say, in
/// `domain`, for which operands they are tested.
struct drawn_operation {
  const char* name;
  int code, arity;
  role is;
  range domain[3];
};

template <class Op>
constexpr drawn_operation describe() {
  drawn_operation o{Op::name.text, Op::code, Op::arity, role::auxiliary, {}};
  constexpr bool is_logic = Op::code == op::logical_not::code ||
                            Op::code == op::logical_and::code || Op::code == op::logical_or::code;
  if constexpr (requires { Op::domain; }) {
    o.is = role::function;
    for (int k = 0; k < Op::arity; ++k) o.domain[k] = Op::domain[k];
  } else if constexpr (Op::is_comparison) {
    o.is = is_logic ? role::logic : role::comparison;
    for (range& r : o.domain) r = {-1e3, 1e3};
  } else if constexpr (Op::arity == 0) {
    o.is = role::constant;
  } else if constexpr (Op::code == op::where_::code) {
    o.is = role::choice;
  } else if constexpr (Op::code == op::stop_gradient_::code) {
    o.is = role::frozen;
    o.domain[0] = {-1e3, 1e3};
  }
  return o;
}

/// As users call it.
template <class Op, class T>
constexpr T call([[maybe_unused]] T a, [[maybe_unused]] T b, [[maybe_unused]] T c) {
  if constexpr (Op::arity == 0) return apply_constant<Op, T>();
  if constexpr (Op::arity == 1) return apply<Op>(a);
  if constexpr (Op::arity == 2) return apply<Op>(a, b);
  if constexpr (Op::arity == 3) return apply<Op>(a, b, c);
}

template <class List>
struct operation_table;
template <class... Op>
struct operation_table<operations<Op...>> {
  static constexpr int size = sizeof...(Op);
  static constexpr int row(int code) {
    int k = 0;
    while (rows[static_cast<std::size_t>(k)].code != code) ++k;
    return k;
  }
  template <int Row>
  using operation = std::tuple_element_t<static_cast<std::size_t>(Row), std::tuple<Op...>>;
  static constexpr std::array<drawn_operation, sizeof...(Op)> rows{describe<Op>()...};
  template <class T>
  static constexpr std::array<T (*)(T, T, T), sizeof...(Op)> run{&call<Op, T>...};
};
using all_drawn = operation_table<op::all_operations>;

/// Slots of a program are its inputs, then the results of its steps.
struct random_program {
  static constexpr int inputs = 3, most_steps = 24, slots = inputs + most_steps, most_branches = 2;
  static constexpr int literal = -1, branch = -2;
  struct step {
    int op = literal;  // literal, branch, or a row of all_drawn
    int operand[3]{};  // of a branch: the condition, and the slots to choose from
    double constant = 0;
  };

  std::uint64_t seed = 0;
  int size = 0;
  step steps[most_steps];
  int output = 0;
  double x[inputs]{};  // where all operands lie in the domains of their operations
  double v[inputs]{};  // a direction
  int redrawn = 0;     // operations whose operands did not
};

constexpr bool holds(symbol truth) { return condition{truth}; }
template <class T>
constexpr bool holds(const T& truth) {
  return truth != T(0);
}

/// The function of a program. `see(k, is, y)` is told every result y, in slot k, of an operation
/// of that role, and returns what to go on with.
template <class T, class See>
constexpr T run(const random_program& p, const T* x, See see) {
  T w[random_program::slots];
  for (int k = 0; k < random_program::inputs; ++k) w[k] = x[k];
  for (int s = 0; s < p.size; ++s) {
    const random_program::step& step = p.steps[s];
    const int k = random_program::inputs + s;
    const T &a = w[step.operand[0]], &b = w[step.operand[1]], &c = w[step.operand[2]];
    if (step.op == random_program::literal) {
      w[k] = T(step.constant);
    } else if (step.op == random_program::branch) {
      w[k] = see(k, role::choice, holds(a) ? b : c);
    } else {
      const auto op = static_cast<std::size_t>(step.op);
      w[k] = see(k, all_drawn::rows[op].is, all_drawn::run<T>[op](a, b, c));
    }
  }
  return w[p.output];
}
template <class T>
constexpr T run(const random_program& p, const T* x) {
  return run(p, x, [](int, role, const T& y) { return y; });
}

/// Random numbers, the same everywhere (Steele, Lea and Flood, "Fast splittable pseudorandom number
/// generators", 2014).
class random_numbers {
 public:
  constexpr explicit random_numbers(std::uint64_t seed) : state_(seed) {}
  constexpr std::uint64_t bits() {
    std::uint64_t z = state_ += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
  }
  constexpr int below(int n) { return static_cast<int>((bits() >> 33) % static_cast<unsigned>(n)); }
  constexpr double between(double from, double to) {
    return from + (to - from) * (static_cast<double>(bits() >> 11) * 0x1p-53);
  }

 private:
  std::uint64_t state_;
};

/// Draws the program of a seed, and a point at which all its values are finite and their operands
/// well inside the domains of the operations.
class program_drawing {
 public:
  constexpr program_drawing(std::uint64_t seed, int size) : random_(seed) {
    p_.seed = seed;
    for (int k = 0; k < random_program::inputs; ++k) {
      p_.x[k] = value_[k] = input();
      p_.v[k] = random_.between(-1, 1);
    }
    while (p_.size < size) {
      if (!add_any()) ++p_.redrawn;
    }
    if (is_truth_[last()]) add(random_program::literal, {}, 1);
    p_.output = last();
  }
  constexpr const random_program& program() const { return p_; }

 private:
  constexpr int count() const { return random_program::inputs + p_.size; }
  constexpr int last() const { return count() - 1; }

  constexpr double input() {
    switch (random_.below(3)) {
      case 0:
        return random_.between(0.1, 0.9);
      case 1:
        return random_.between(-3, 3);
      default:
        return random_.between(1, 30);
    }
  }

  constexpr bool add_any() {
    constexpr int literals = 3, choices = 8;  // as likely as so many operations
    const int kind = random_.below(all_drawn::size + literals + choices);
    if (kind >= all_drawn::size + choices) {
      const bool whole = random_.below(2) == 0;
      return add(random_program::literal, {}, whole ? random_.below(8) - 3 : input());
    }
    if (kind >= all_drawn::size) {
      const bool is_branch = random_.below(2) == 0 && branches_ < random_program::most_branches;
      branches_ += is_branch;
      return add_choice(is_branch ? random_program::branch : all_drawn::row(op::where_::code));
    }
    const drawn_operation& o = all_drawn::rows[static_cast<std::size_t>(kind)];
    std::array<int, 3> operand{};
    switch (o.is) {
      case role::auxiliary:
        return false;
      case role::constant:
        break;
      case role::choice:
        return add_choice(kind);
      case role::logic:
        for (int k = 0; k < o.arity; ++k) {
          if (!find_truth(operand[static_cast<std::size_t>(k)])) return false;
        }
        break;
      default:
        for (int k = 0; k < o.arity; ++k) {
          if (!find_number(operand[static_cast<std::size_t>(k)], o.domain[k])) return false;
        }
    }
    return add(kind, operand);
  }

  /// A choice by a truth value, or by a comparison made for it.
  constexpr bool add_choice(int op) {
    std::array<int, 3> operand{};
    if (!find_truth(operand[0])) {
      if (!find_number(operand[0], anything) || !find_number(operand[1], anything)) return false;
      if (!add(all_drawn::row(op::less::code), operand)) return false;
      operand[0] = last();
    }
    return find_number(operand[1], anything) && find_number(operand[2], anything) &&
           add(op, operand);
  }

  constexpr bool find_truth(int& slot) {
    for (int k = last(), skip = random_.below(2); k >= random_program::inputs; --k) {
      if (is_truth_[k]) {
        slot = k;
        if (skip-- == 0) break;
      }
    }
    return slot != 0;
  }

  /// A slot whose value is in the range: in half of the cases one that nothing uses yet, so that
  /// what is drawn counts.
  constexpr bool find_number(int& slot, const range& r) {
    const double width = r.to - r.from;
    const double margin = (r.from > 0 ? r.from : width < 1 ? width : 1) / 1024;
    for (int attempt = 0; attempt < 6; ++attempt) {
      slot = random_.below(2) == 0 ? unused() : random_.below(count());
      if (!is_truth_[slot] && r.from + margin <= value_[slot] && value_[slot] <= r.to - margin) {
        return true;
      }
    }
    return false;
  }

  constexpr int unused() {
    int slot = last();
    for (int k = 0, skip = random_.below(3); k < count(); ++k) {
      if (is_used_[k] || is_truth_[k]) continue;
      slot = k;
      if (skip-- == 0) break;
    }
    return slot;
  }

  constexpr bool add(int op, const std::array<int, 3>& operand, double literal = 0) {
    if (p_.size == random_program::most_steps) return false;
    double y = literal;
    bool truth = false;
    const auto [a, b, c] = operand;
    if (op == random_program::branch) {
      y = value_[a] != 0 ? value_[b] : value_[c];
    } else if (op != random_program::literal) {
      const auto row = static_cast<std::size_t>(op);
      y = all_drawn::run<double>[row](value_[a], value_[b], value_[c]);
      truth = all_drawn::rows[row].is == role::comparison || all_drawn::rows[row].is == role::logic;
    }
    if (!(-largest <= y && y <= largest)) return false;
    value_[count()] = y;
    is_truth_[count()] = truth;
    p_.steps[p_.size++] = {op, {a, b, c}, literal};
    if (op == random_program::literal) return true;
    const int arity =
        op == random_program::branch ? 3 : all_drawn::rows[static_cast<std::size_t>(op)].arity;
    for (int k = 0; k < arity; ++k) is_used_[operand[static_cast<std::size_t>(k)]] = true;
    return true;
  }

  static constexpr double largest = 1e30;
  static constexpr range anything{-largest, largest};
  random_numbers random_;
  random_program p_;
  double value_[random_program::slots]{};
  bool is_truth_[random_program::slots]{}, is_used_[random_program::slots]{};
  int branches_ = 0;
};

}  // namespace etna::test
