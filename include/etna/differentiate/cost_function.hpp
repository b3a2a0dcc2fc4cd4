// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "etna/differentiate/jacobian.hpp"

namespace etna {

namespace detail {

/// N numbers in the caller's memory.
template <class T, int N>
struct parameter_block {
  using element_type = T;
  static constexpr std::size_t extent = static_cast<std::size_t>(N);
  T* first;

  constexpr T* data() const { return first; }
};

/// Whether all of n numbers are finite; by their bits, since compilers may be told that all are.
inline bool are_finite(const double* x, int n) {
  constexpr std::uint64_t exponent = std::uint64_t{0x7ff} << 52;
  bool finite = true;
  for (int i = 0; i < n; ++i) {
    finite = finite && (__builtin_bit_cast(std::uint64_t, x[i]) & exponent) != exponent;
  }
  return finite;
}

template <int... N>
inline constexpr int largest = [] {
  int most = 0;
  ((most = N > most ? N : most), ...);
  return most;
}();

template <int... Sizes>
constexpr bool check_sizes() {
  static_assert(sizeof...(Sizes) > 0 && ((Sizes > 0) && ...),
                "Etna: cost_function needs the sizes of the parameter blocks: "
                "cost_function<9, 3>(f).");
  return sizeof...(Sizes) > 0 && ((Sizes > 0) && ...);
}

}  // namespace detail

/// What cost_function returns.
template <class F, int... Sizes>
class cost_function_of {
  template <bool Valid, int... N>
  struct on_blocks {
    using plan = detail::call_plan<F, std::array<double, static_cast<std::size_t>(N)>...>;
    static constexpr bool valid = plan::valid;
    static constexpr int outputs = [] {
      if constexpr (valid) {
        return plan::trace::outputs;
      } else {
        return 0;
      }
    }();
  };
  template <int... N>
  struct on_blocks<false, N...> {
    static constexpr bool valid = false;
    static constexpr int outputs = 0;
  };
  using call = on_blocks<detail::check_sizes<Sizes...>(), Sizes...>;

 public:
  /// The number of residuals.
  static constexpr int residuals = call::outputs;

  [[no_unique_address]] F function;

  /// Computes the residuals at the parameter blocks, and the derivatives that are asked for:
  /// `jacobians` may be null, and so may be each jacobians[k], the derivatives of all residuals by
  /// block k, row by row. False if one of these numbers is infinite or not a number.
  bool Evaluate(double const* const* parameters, double* residual, double** jacobians) const {
    if constexpr (call::valid) {
      return evaluate(parameters, residual, jacobians,
                      std::make_index_sequence<sizeof...(Sizes)>{});
    } else {
      return false;
    }
  }

 private:
  template <std::size_t... I>
  bool evaluate(double const* const* parameters, double* residual, double** jacobians,
                std::index_sequence<I...>) const {
    using trace = typename call::plan::trace;
    constexpr input_set set =
        detail::selection<void, std::array<double, static_cast<std::size_t>(Sizes)>...>::set;
    // A copy, so that results may be written to where the parameters are.
    const std::tuple point{
        detail::copy<double>(detail::parameter_block<const double, Sizes>{parameters[I]})...};
    const auto inputs = detail::gather<double>(std::apply(
        [&](const auto&... block) { return detail::with_constants(function, block...); }, point));
    detail::parameter_block<double, residuals> values{residual};

    constexpr int size[] = {residuals * Sizes...};
    double* place[] = {(jacobians ? jacobians[I] : nullptr)...};
    if (!(place[I] || ...)) {
      emission<program<derived<trace, derivation::value>>, double>::run(inputs.data(), values);
      return detail::are_finite(residual, residuals);
    }
    const bool wanted[] = {place[I] != nullptr...};
    if constexpr (detail::is_large_jacobian<trace, set, double>()) {
      emission<program<derived<trace, derivation::value>>, double>::run(inputs.data(), values);
      const auto blocks = std::apply(jacobian(function), point);
      std::size_t block = 0;
      int first = 0;
      for_each_leaf(blocks, [&](double entry, int i) {
        if (i - first == size[block]) first += size[block++];
        if (wanted[block]) place[block][i - first] = entry;
      });
    } else {
      using options = detail::jacobian_options<detail::jacobian_mode::cheaper>;
      using program =
          typename decltype(detail::jacobian_program<trace, options, set, true>())::type;
      // What is not wanted is written, too, over each other: a program for each choice of blocks
      // would save little.
      double unwanted[static_cast<std::size_t>(residuals * detail::largest<Sizes...>)];
      std::tuple<detail::parameter_block<double, residuals * Sizes>...> out{
          detail::parameter_block<double, residuals * Sizes>{wanted[I] ? place[I] : unwanted}...};
      emission<program, double>::run(inputs.data(), values, std::get<I>(out)...);
    }
    bool finite = detail::are_finite(residual, residuals);
    for (std::size_t k = 0; k < sizeof...(I); ++k) {
      finite = finite && (!wanted[k] || detail::are_finite(place[k], size[k]));
    }
    return finite;
  }
};

/// cost_function<N...>(f): f, a function of parameter blocks, arrays of N... numbers, that returns
/// residuals, in the form in which Ceres Solver takes it: `Evaluate(parameters, residuals,
/// jacobians)`, with the Jacobians by the mode of fewer operations. f returns a std::array of
/// residuals, or one; run-time constants, such as what is observed, are bound by etna::with. Ceres
/// is not needed. To give it to Ceres, derive from its cost function:
///
///     template <class F, int... N>
///     struct ceres_cost : ceres::SizedCostFunction<etna::cost_function_of<F, N...>::residuals,
///     N...> {
///       explicit ceres_cost(etna::cost_function_of<F, N...> c) : cost(c) {}
///       bool Evaluate(double const* const* p, double* r, double** j) const override {
///         return cost.Evaluate(p, r, j);
///       }
///       etna::cost_function_of<F, N...> cost;
///     };
template <int... Sizes, class F>
constexpr cost_function_of<F, Sizes...> cost_function(F function) {
  return {function};
}

}  // namespace etna
