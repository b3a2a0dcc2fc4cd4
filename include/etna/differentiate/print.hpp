// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/differentiate/grad.hpp"
#include "etna/differentiate/shapes.hpp"
#include "etna/differentiate/value_and_grad.hpp"
#include "etna/graph/dot.hpp"
#include "etna/graph/print.hpp"

namespace etna {

namespace detail {

/// A function F with arguments of the shapes X, ready to be printed.
template <class F, class Names, class Shapes>
struct view;
template <class F, class Names, class... X>
struct view<F, Names, shapes<X...>> {
  using plan = call_plan<F, X...>;
  using trace = typename plan::trace;

  static constexpr auto variables =
      []<class... K>(std::type_identity<std::tuple<K...>>) {
        return variables_of<X..., K...>(Names::list, Names::count);
      }(std::type_identity<std::remove_cvref_t<decltype(callable_parts<F>::bound_constants(
            std::declval<const F&>()))>>{});

  template <template <class> class Notation>
  static constexpr auto print(text_writer& out) {
    using nodes = std::remove_cvref_t<decltype(trace::value.nodes)>;
    using paths = std::remove_cvref_t<decltype(trace::value.paths)>;
    return printer<Notation<nodes>, typename trace::result, nodes, paths>(
        trace::value.nodes, trace::value.paths, variables.data(), trace::inputs, out);
  }
};

template <class View>
struct as_text {
  static constexpr void write(text_writer& out) {
    View::template print<text_notation>(out).write_text();
  }
};
template <class View>
struct as_latex {
  static constexpr void write(text_writer& out) {
    View::template print<latex_notation>(out).write_latex();
  }
};

/// A function and a derivative of it as one function, in which the nodes of the former can be told
/// from the rest.
template <class F, class G>
struct with_own {
  template <class... X>
  constexpr auto operator()(const X&... x) const {
    return std::pair(call(stateless_instance<F>(), x...), call(stateless_instance<G>(), x...));
  }
};

/// What is drawn of a function: it alone, or, of a derivative that has the same arguments, its
/// function too.
template <class F, class... A>
struct drawing {
  using type = trace<F, A...>;
  static constexpr int own = 0;
};
template <derivative_callable F, class... A>
  requires callable<decltype(F::function), A...>
struct drawing<F, A...> {
  using function = decltype(F::function);
  using type = trace<with_own<function, F>, A...>;
  static constexpr int own = trace<function, A...>::outputs;
};

/// The values and partial derivatives among the outputs of a function of arguments X.
template <class F, class... X>
struct gradient_outputs {
  static constexpr int values = 0, count = 0;
  static constexpr input_set set{};
};
template <class F, class... Options, class... X>
struct gradient_outputs<grad_of<F, Options...>, X...> {
  static constexpr input_set set = selection<typename find_wrt<Options...>::type, X...>::set;
  static constexpr int values = 0, count = set.count();
};
template <class F, class... Options, class... X>
struct gradient_outputs<value_and_grad_of<F, Options...>, X...>
    : gradient_outputs<grad_of<F, Options...>, X...> {
  static constexpr int values = 1;
};

template <class View>
struct as_dot;
template <class F, class Names, class... X>
struct as_dot<view<F, Names, shapes<X...>>> {
  using seen = view<F, Names, shapes<X...>>;

  static constexpr void write_label(text_writer& out, int k) {
    using gradient = gradient_outputs<F, X...>;
    const int partial = k - gradient::values;
    if (partial >= 0 && partial < gradient::count) {
      out.put("\u2202f/\u2202");
      write_variable(out, seen::variables[static_cast<std::size_t>(gradient::set.input(partial))]);
    } else if (gradient::count > 0) {
      out.put(partial < 0 ? "f" : "aux");
    } else {
      variable outputs[seen::trace::outputs + 1]{};
      list_variables<typename seen::trace::result>({derivative_callable<F> ? "f'" : "f"}, outputs,
                                                   0);
      write_variable(out, outputs[k]);
    }
  }

  template <class... A>
  static constexpr void write(text_writer& out, std::type_identity<trace<A...>>) {
    using drawn = drawing<A...>;
    const auto& traced = drawn::type::value;
    dot_writer(traced.nodes, traced.paths, drawn::own, seen::variables.data(), out)
        .write(write_label);
  }
  static constexpr void write(text_writer& out) {
    write(out, std::type_identity<typename seen::trace>{});
  }
};

inline constexpr text<0> no_text{};

template <template <class> class Writing, class F, class Looked>
constexpr const auto& look_at() {
  using of = typename Looked::template printed<F>;
  using seen = view<typename of::function, typename Looked::names, typename of::shapes>;
  if constexpr (seen::plan::valid) {
    return written<Writing<seen>>;
  } else {
    return no_text;
  }
}

}  // namespace detail

/// The formula that f computes, as text: of a function, or of a derivative function such as
/// grad(f). It is made at compile time; see etna::text.
///
///     auto f = [](auto x, auto y) { return x * y + sin(x); };
///     to_string(f)         // x * y + sin(x)
///     to_string(grad(f))   // {y + cos(x), x}
///
/// Subexpressions that are used more than once come first, by name, a line each; an `if` is shown
/// as cases. Arguments are scalars unless they, or their types, are given: `to_string(f, x...)`,
/// `to_string<double, std::array<double, 3>>(f)`. Their names are x, y, z, u, v, w, p, q, elements
/// of arrays are x0, x1 …, x0_1; or as the option names<"r", "h"> says, which comes last. Constants
/// bound by `with` are further arguments. Constants are the shortest decimal numbers that round to
/// them.
template <class... X, class F, class... A>
constexpr const auto& to_string(const F&, const A&...) {
  return detail::look_at<detail::as_text, F, detail::looked_at<detail::shapes<X...>, A...>>();
}

/// The same in LaTeX, for math mode (with amsmath).
template <class... X, class F, class... A>
constexpr const auto& to_latex(const F&, const A&...) {
  return detail::look_at<detail::as_latex, F, detail::looked_at<detail::shapes<X...>, A...>>();
}

/// The dependency graph of f for Graphviz, with an arrow from each operand to what is computed from
/// it. Of a derivative function, what belongs to the function itself is called forward, and the
/// rest adjoint.
template <class... X, class F, class... A>
constexpr const auto& to_dot(const F&, const A&...) {
  return detail::look_at<detail::as_dot, F, detail::looked_at<detail::shapes<X...>, A...>>();
}

}  // namespace etna
