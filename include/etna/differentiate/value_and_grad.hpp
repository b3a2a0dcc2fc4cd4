// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "etna/differentiate/call.hpp"
#include "etna/differentiate/forward_closure.hpp"

namespace etna {

/// What value_and_grad returns. Structured bindings work: `auto [value, gradient] =
/// value_and_grad(f)(x);`
template <class Value, class Gradient>
struct value_and_gradient {
  Value value;
  Gradient gradient;
};

/// What value_and_grad with has_aux returns.
template <class Value, class Gradient, class Aux>
struct value_gradient_and_aux {
  Value value;
  Gradient gradient;
  Aux aux;
};

// As results of a traced function: derivatives of derivatives.
template <argument Value, argument Gradient>
struct tree<value_and_gradient<Value, Gradient>>
    : detail::tree_of_members<&value_and_gradient<Value, Gradient>::value,
                              &value_and_gradient<Value, Gradient>::gradient> {
  template <class S>
  using rebind = value_and_gradient<rebind_t<Value, S>, rebind_t<Gradient, S>>;
};
template <argument Value, argument Gradient, argument Aux>
struct tree<value_gradient_and_aux<Value, Gradient, Aux>>
    : detail::tree_of_members<&value_gradient_and_aux<Value, Gradient, Aux>::value,
                              &value_gradient_and_aux<Value, Gradient, Aux>::gradient,
                              &value_gradient_and_aux<Value, Gradient, Aux>::aux> {
  template <class S>
  using rebind =
      value_gradient_and_aux<rebind_t<Value, S>, rebind_t<Gradient, S>, rebind_t<Aux, S>>;
};

// Where a step of gradient descent is made of a gradient; array/descent.hpp has it.
template <class P>
struct descent;

namespace detail {

template <class X>
inline constexpr bool is_descent = false;
template <class P>
inline constexpr bool is_descent<descent<P>> = true;

template <class... Options>
struct gradient_options {
  using wrt = typename find_wrt<Options...>::type;
  static constexpr bool forward = has_option<forward_mode_option, Options...>;
  static constexpr bool aux = has_option<has_aux_option, Options...>;
  static constexpr std::size_t places = aux ? 2 : 1;  // that `into` is given for results
  static_assert(!(forward && has_option<reverse_mode_option, Options...>),
                "Etna: forward_mode and reverse_mode exclude each other.");

  template <input_set Set, bool Value>
  using derivation = std::conditional_t<forward, derivation::columns<Set, Value, 1>,
                                        derivation::rows<Set, Value, 1>>;
};

/// Whether the traced function returns one scalar, or one scalar and more if it has auxiliary
/// outputs.
template <class Trace, bool Aux>
constexpr bool check_scalar() {
  using result = typename Trace::result;
  constexpr bool begins_with_number = [] {
    if constexpr (Trace::arrays) {
      return Trace::value.shapes.node[Trace::value.paths.output[0][0]].rank == 0;
    } else {
      return true;
    }
  }();
  if constexpr (Aux) {
    constexpr bool fits = [] {
      if constexpr (tree_of<result>::kind == tree_kind::product) {
        return begins_with_number && tree_of<result>::members == 2 &&
               leaves_before<result, 1>() == 1;
      } else {
        return false;
      }
    }();
    static_assert(fits,
                  "Etna: with has_aux the function must return a pair (or tuple of two): a scalar, "
                  "and further outputs.");
    return fits;
  } else {
    constexpr bool fits = begins_with_number && tree_of<result>::kind == tree_kind::leaf;
    static_assert(
        fits || Trace::arrays,
        "Etna: a gradient is of a function that returns one scalar. For several outputs use "
        "etna::jacobian; for "
        "second derivatives by several variables use etna::hessian instead of grad(grad(f)).");
    static_assert(
        fits || !Trace::arrays,
        "Etna: a gradient is of a function that returns one scalar. For an array or several "
        "results use etna::vjp or etna::jvp, or return a sum (etna::sum); for second derivatives "
        "use etna::hvp.");
    return fits;
  }
}

/// The gradient of a function: its shape and its programs. Of a call that is not valid nothing is
/// asked, so that its message stands alone.
template <bool Valid, class F, class Options, class... X>
struct gradient_programs {};
template <class F, class Options, class... X>
struct gradient_programs<true, F, Options, X...> {
  using call = call_plan<F, X...>;
  using scalar = typename call::scalar;
  using selected = selection<typename Options::wrt, X...>;
  using gradient = typename selected::template shape<over<scalar>::template type>;
  template <bool Value>
  using program = etna::program<
      derived<typename call::trace, typename Options::template derivation<selected::set, Value>>>;
  using descent_program =
      etna::program<derived<typename call::trace, derivation::descent<selected::set>>>;
};

template <class F, class Options, class... X>
struct gradient_plan : gradient_programs<call_plan<F, X...>::valid, F, Options, X...> {
  using call = call_plan<F, X...>;
  static constexpr bool valid = [] {
    if constexpr (call::valid) {
      return check_scalar<typename call::trace, Options::aux>();
    } else {
      return false;
    }
  }();
};

/// The plan of a call that is given places for results after its arguments.
template <class F, class Options, class... XOut, std::size_t... I>
gradient_plan<F, Options, std::tuple_element_t<I, std::tuple<XOut...>>...> plan_before_places(
    std::index_sequence<I...>);
template <class F, class Options, class... XOut>
using plan_with_places = decltype(plan_before_places<F, Options, XOut...>(
    std::make_index_sequence<sizeof...(XOut) - Options::places>{}));

/// Value and gradient on dual numbers.
template <class Options, class F, class... X>
ETNA_INLINE constexpr auto gradient_on_duals(const F& f, const X&... x) {
  using T = scalar_t<X...>;
  using selected = selection<typename Options::wrt, X...>;
  constexpr int n = selected::set.count();
  using gradient = typename selected::template shape<over<T>::template type>;
  const auto result = call_on_duals<selected::set>(f, x...);
  const auto fill = [&](auto r, const auto& y) ETNA_INLINE_LAMBDA {
    static_assert(
        std::is_same_v<std::remove_cvref_t<decltype(y)>, dual<T, n>>,
        "Etna: a gradient is of a function that returns one scalar of the type it is given.");
    r.value = y.value;
    for_each_leaf(r.gradient,
                  [&](T& leaf, int k) { leaf = y.partials[static_cast<std::size_t>(k)]; });
    return r;
  };
  if constexpr (Options::aux) {
    using tree = tree_of<std::remove_cvref_t<decltype(result)>>;
    const auto aux = values_of<T>(tree::template get<1>(result));
    value_gradient_and_aux<T, gradient, std::remove_cvref_t<decltype(aux)>> r;
    r.aux = aux;
    return fill(r, tree::template get<0>(result));
  } else {
    return fill(value_and_gradient<T, gradient>{}, result);
  }
}

}  // namespace detail

/// The callable that value_and_grad returns.
template <class F, class... Options>
struct value_and_grad_of {
  [[no_unique_address]] F function;

  /// The value and the gradient at x, in one pass.
  template <class... X>
  ETNA_INLINE constexpr auto operator()(const X&... x) const {
    using options = detail::gradient_options<Options...>;
    if constexpr (detail::runs_on_duals<F, options, X...>) {
      return detail::gradient_on_duals<options>(function, x...);
    } else {
      using plan = detail::gradient_plan<F, options, X...>;
      if constexpr (plan::valid) {
        using T = typename plan::scalar;
        using program = typename plan::template program<true>;
        const auto inputs = detail::gather_call<T>(function, x...);
        if constexpr (options::aux) {
          using trace = typename plan::call::trace;
          using second =
              std::remove_cvref_t<decltype(tree_of<typename trace::result>::template get<1>(
                  std::declval<typename trace::result&>()))>;
          using aux = typename detail::result_over<trace, T, second, 1>::type;
          value_gradient_and_aux<T, typename plan::gradient, aux> r;
          emission<program, T>::run(inputs.data(), r.value, r.aux, r.gradient);
          return r;
        } else {
          return compute<program, value_and_gradient<T, typename plan::gradient>>(inputs.data());
        }
      }
    }
  }

  /// into(x..., out): writes the gradient to `out`, which has the gradient's shape and must not
  /// overlap x; returns the value. Nothing is copied. With has_aux into(x..., aux, out): the
  /// further outputs are written to `aux`.
  template <class... XOut>
    requires(sizeof...(XOut) > detail::gradient_options<Options...>::places)
  ETNA_INLINE constexpr auto into(XOut&&... x_out) const {
    return write(nullptr, x_out...);
  }
  /// The same for functions of arrays, with the memory for intermediate arrays: nothing is
  /// allocated after the first call.
  template <class... XOut>
    requires(sizeof...(XOut) > detail::gradient_options<Options...>::places)
  ETNA_INLINE auto into(workspace& memory, XOut&&... x_out) const {
    return write(&memory, x_out...);
  }

 private:
  template <class Memory, class... XOut>
  ETNA_NOINLINE auto write_apart(Memory memory, XOut&... x_out) const {
    return write<true>(memory, x_out...);
  }
  template <bool Apart = false, class Memory, class... XOut>
  ETNA_INLINE constexpr auto write(Memory memory, XOut&... x_out) const {
    using options = detail::gradient_options<Options...>;
    using plan = detail::plan_with_places<F, options, std::remove_cvref_t<XOut>...>;
    if constexpr (plan::valid) {
      using T = typename plan::scalar;
      constexpr std::size_t arguments = sizeof...(XOut) - options::places;
      auto& out = detail::argument_at<sizeof...(XOut) - 1>(x_out...);
      // Programs write the value, what is auxiliary, and the gradient.
      const auto run = [&]<class Program>(std::type_identity<Program>, const auto& inputs,
                                          auto& gradient) ETNA_INLINE_LAMBDA {
        T value;
        const auto with_results = [&](const auto& call) ETNA_INLINE_LAMBDA {
          if constexpr (options::aux) {
            return call(value, detail::argument_at<arguments>(x_out...), gradient);
          } else {
            return call(value, gradient);
          }
        };
        if constexpr (!Apart && !std::is_null_pointer_v<Memory>) {
          // The rare call ends the function, which then calls nothing on its way to a small
          // program.
          const bool are_ready = with_results([&](const auto&... results) ETNA_INLINE_LAMBDA {
            return emission<Program, T>::are_ready(inputs.data(), results...);
          });
          if (!are_ready) [[unlikely]]
            return write_apart(memory, x_out...);
        }
        with_results([&](auto&... results) ETNA_INLINE_LAMBDA {
          if constexpr (std::is_null_pointer_v<Memory>) {
            emission<Program, T>::run(inputs.data(), results...);
          } else {
            emission<Program, T>::run(*memory, inputs.data(), results...);
          }
        });
        return value;
      };
      constexpr std::make_index_sequence<arguments> indices;
      if constexpr (detail::is_descent<std::remove_cvref_t<decltype(out)>>) {
        static_assert(plan::call::trace::arrays,
                      "Etna: descend is for functions of arrays; a step by few numbers is part of "
                      "the optimizer, as in chain(sgd{}).");
        static_assert(tree_size<decltype(out.parameters)> == tree_size<typename plan::gradient>,
                      "Etna: descend is given what the function is differentiated by: choose it "
                      "with etna::wrt.");
        const T rate = static_cast<T>(out.learning_rate);
        return run(std::type_identity<typename plan::descent_program>{},
                   gather_with_rate<T>(indices, rate, x_out...), out.parameters);
      } else {
        static_assert(
            argument<decltype(out)> &&
                tree_size<decltype(out)> == tree_size<typename plan::gradient>,
            "Etna: the place to write the gradient to must have as many scalars as the gradient.");
        return run(std::type_identity<typename plan::template program<true>>{},
                   gather_all<T>(indices, x_out...), out);
      }
    }
  }
  template <class T, std::size_t... I, class... XOut>
  ETNA_INLINE constexpr auto gather_all(std::index_sequence<I...>, const XOut&... x_out) const {
    return detail::gather_call<T>(function, detail::argument_at<I>(x_out...)...);
  }
  template <class T, std::size_t... I, class... XOut>
  auto gather_with_rate(std::index_sequence<I...>, const T& rate, const XOut&... x_out) const {
    return detail::gather<T>(
        std::tuple_cat(detail::with_constants(function, detail::argument_at<I>(x_out...)...),
                       std::tuple<const T&>(rate)));
  }
};

/// value_and_grad(f): a callable with f's arguments that returns `value`, then `gradient`, computed
/// together. Options: wrt<I...>, forward_mode, reverse_mode (default), has_aux.
template <class F, option... Options>
constexpr value_and_grad_of<F, Options...> value_and_grad(F function, Options...) {
  return {function};
}

}  // namespace etna
