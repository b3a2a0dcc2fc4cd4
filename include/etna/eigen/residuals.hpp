// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <Eigen/Core>
#include <concepts>
#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

#include "etna/core/error.hpp"
#include "etna/differentiate/grad.hpp"
#include "etna/differentiate/jacobian.hpp"

namespace etna::detail {

/// The residuals r of a function of parameters, all at once, and their Jacobian.
template <class F, class P>
struct all_residuals {
  using result = std::remove_cvref_t<std::invoke_result_t<const F&, const P&>>;
  static_assert(argument<result>,
                "Etna: residuals are an array, an etna::vector or a struct of numbers.");
  using scalar = scalar_t<result>;

  const F& function;
  static constexpr Eigen::Index size() { return tree_size<result>; }
  template <class V>
  void values(const P& x, V& r) const {
    const result all = function(x);
    for_each_leaf(all, [&](const scalar& value, int i) { r[i] = value; });
  }
  template <class M>
  void derivatives(const P& x, M& j) const {
    const auto all = jacobian(function)(x);
    constexpr int n = tree_size<P>;
    for_each_leaf(all, [&](const auto& d, int k) { j(k / n, k % n) = scalar(d); });
  }
};

/// The same of a function of parameters and one data point.
template <class F, class P, class... Data>
struct residuals_of_points {
  using scalar = std::remove_cvref_t<
      std::invoke_result_t<const F&, const P&, decltype(std::declval<const Data&>()[0])...>>;
  static_assert(std::floating_point<scalar>,
                "Etna: with data, the function is of the parameters and one data point, and its "
                "result is one residual.");

  const F& function;
  std::tuple<const Data&...> data;
  std::size_t points;
  residuals_of_points(const F& f, const Data&... d)
      : function(f), data(d...), points(std::get<0>(data).size()) {
    const auto check = [this](std::size_t found) {
      if (found != points) throw size_mismatch("values in a range of data", found, points);
    };
    (check(d.size()), ...);
  }
  Eigen::Index size() const { return static_cast<Eigen::Index>(points); }
  template <class V>
  void values(const P& x, V& r) const {
    for (std::size_t i = 0; i < points; ++i)
      r[static_cast<Eigen::Index>(i)] =
          std::apply([&](const auto&... d) { return function(x, d[i]...); }, data);
  }
  template <class M>
  void derivatives(const P& x, M& j) const {
    const auto gradient = grad(function, wrt<0>);
    for (std::size_t i = 0; i < points; ++i) {
      const auto row = std::apply([&](const auto&... d) { return gradient(x, d[i]...); }, data);
      for_each_leaf(row, [&](const auto& d, int k) {
        j(static_cast<Eigen::Index>(i), Eigen::Index(k)) = scalar(d);
      });
    }
  }
};

template <class F, class P, class... Data>
auto problem_of(const F& residuals, const P&, const Data&... data) {
  if constexpr (sizeof...(Data) == 0) {
    return all_residuals<F, P>{residuals};
  } else {
    return residuals_of_points<F, P, Data...>(residuals, data...);
  }
}

}  // namespace etna::detail
