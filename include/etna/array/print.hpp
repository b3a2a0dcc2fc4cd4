// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>
#include <type_traits>

#include "etna/array/body.hpp"
#include "etna/array/planner.hpp"
#include "etna/differentiate/evaluate.hpp"
#include "etna/differentiate/grad.hpp"

/// \file
/// The plan of a function of arrays as text.

namespace etna {

namespace detail {

/// The program of a call of G with arguments of types X.
template <class G, class... X>
struct derived_of_call;
template <class F, class... Options, class... X>
struct derived_of_call<value_and_grad_of<F, Options...>, X...> {
  using type = derived_of<
      typename gradient_plan<F, gradient_options<Options...>, X...>::template program<true>>;
};
template <class F, class... Options, class... X>
  requires(is_descent<X> || ...)
struct derived_of_call<value_and_grad_of<F, Options...>, X...> {
  using type =
      derived_of<typename plan_with_places<F, gradient_options<Options...>, X...>::descent_program>;
};
template <class F, class... Options, class... X>
struct derived_of_call<grad_of<F, Options...>, X...> {
  using type = derived_of<
      typename gradient_plan<F, gradient_options<Options...>, X...>::template program<false>>;
};
template <class F, class... X>
struct derived_of_call<evaluate_of<F>, X...> {
  using type = etna::derived<typename call_plan<F, X...>::trace, derivation::value>;
};

/// Writes the steps of a plan, a line each.
template <class Derived>
class plan_writer {
 public:
  std::string write() {
    [&]<int... S>(std::integer_sequence<int, S...>) {
      (add_step<S>(), ...);
    }(std::make_integer_sequence<int, plan.steps>{});
    text_ += "workspace:";
    for (const shape& s : slots) text_ += " " + size(s.rows, s.columns);
    return text_ + (slots.size() == 0 ? " nothing\n" : "\n");
  }

 private:
  static constexpr const auto& plan = plan_of<Derived>::value;
  static constexpr auto slots = [] {
    std::array<shape, static_cast<std::size_t>(plan.slots)> all{};
    for (std::size_t k = 0; k < all.size(); ++k) all[k] = plan.slot[k];
    return all;
  }();

  static std::string extent(int e) { return e < 0 ? "n" + std::to_string(~e) : std::to_string(e); }
  static std::string size(int rows, int columns) { return extent(rows) + "x" + extent(columns); }
  static std::string name(const place& p) {
    const char* const kind = p.in == place::input    ? "x"
                             : p.in == place::output ? "out"
                             : p.in == place::slot   ? "w"
                             : p.in == place::scalar ? "s"
                             : p.in == place::index  ? "index"
                                                     : "extent";
    return p.in == place::index || p.in == place::extent ? kind : kind + std::to_string(p.number);
  }

  template <int Step>
  void add_step() {
    constexpr plan_step step = plan.step[Step];
    if constexpr (step.kind == step_kind::loop || step.kind == step_kind::scalars) {
      using body = step_body<Derived, Step>;
      if constexpr (body::results.size() > 0) {
        constexpr bool is_loop = step.kind == step_kind::loop;
        text_ += is_loop ? "loop " + size(step.rows, step.columns) : "scalars";
        text_ += ": " + std::to_string(code_of<program<body>>.statements) + " operations of";
        for (const loop_load& l : body::loads) {
          if (l.sum >= 0) continue;
          text_ += l.negative ? " -" : " ";
          text_ += l.inverse ? "1/" : "";
          text_ += name(l.from);
        }
        text_ += " to";
        for (const loop_result& r : body::results) text_ += " " + result(r);
        text_ += "\n";
      }
    } else {
      constexpr place to = plan.at[step.node];
      constexpr int code = Derived::value.nodes.operation(step.node).code;
      text_ += std::string(operation_of<code>::type::name.text) + " " +
               size(plan.extent[step.node].rows, plan.extent[step.node].columns) + ": of";
      add_operand<step.node, 0>();
      add_operand<step.node, 1>();
      text_ +=
          (step.kind == step_kind::subtraction ? " subtracted from " : " to ") + name(to) + "\n";
    }
  }
  static std::string result(const loop_result& r) {
    const std::string to = name(r.to);
    if (r.reduction == 0) return to;
    const char* const how = r.reduction == op::sum_::code       ? "sum("
                            : r.reduction == op::max_over::code ? "max("
                                                                : "prod(";
    return how + to + ")";
  }
  template <int Node, int K>
  void add_operand() {
    constexpr const auto& nodes = Derived::value.nodes;
    if constexpr (K < operands_needed(nodes, Node)) {
      constexpr int operand = operand_at(nodes, Node, K);
      constexpr place p = plan.at[operand];
      text_ += " " + name(p);
    }
  }

  std::string text_;
};

}  // namespace detail

/// How a function of arrays is carried out: what `plan` returns.
template <class Derived>
struct plan_for {};

/// The plan of a call g(x...), where g is value_and_grad(f), grad(f) or evaluate(f) of a function f
/// of arrays; of x only the types matter.
template <class G, class... X>
constexpr auto plan(const G&, const X&...) {
  using derived = typename detail::derived_of_call<G, X...>::type;
  static_assert(derived::arrays, "Etna: only functions of arrays have a plan.");
  return plan_for<derived>{};
}

/// A line for each step, in their order: loops over elements, with how many operations each makes
/// of what it reads, and what it stores or reduces; operations on whole arrays. x is an argument,
/// out a result, s a scalar, w an array of the workspace; n an extent that is known at run time
/// only.
template <class Derived>
std::string to_string(plan_for<Derived>) {
  return detail::plan_writer<Derived>().write();
}

}  // namespace etna
