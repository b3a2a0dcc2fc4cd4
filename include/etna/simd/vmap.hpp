// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <vector>

#include "etna/differentiate/call.hpp"
#include "etna/simd/batch.hpp"
#include "etna/simd/points.hpp"

namespace etna {

namespace detail {

/// The value of a function, from its program: on batches too where it has branches.
template <class F>
struct traced_value {
  [[no_unique_address]] F function;
  template <class... X>
  ETNA_INLINE auto operator()(const X&... x) const {
    using plan = call_plan<F, X...>;
    if constexpr (plan::valid) {
      using T = typename plan::scalar;
      using result = rebind_t<typename plan::trace::result, T>;
      const auto inputs = gather_call<T>(function, x...);
      return compute<etna::program<derived<typename plan::trace, derivation::value>>, result>(
          inputs.data());
    }
  }
};

/// What computes G on batches: a derivative function itself, a function by its program. Closures
/// with captures are called as they are; they must be without branches that depend on arguments.
template <class G>
constexpr auto on_batches(const G& g) {
  constexpr bool is_derivative = requires { g.function; } && !is_bound<G>;
  using function = typename callable_parts<G>::function;
  if constexpr (is_derivative || !is_stateless<function>) {
    return g;
  } else {
    return traced_value<G>{g};
  }
}

}  // namespace detail

/// The callable that vmap returns.
template <class Arch, class G>
struct vmap_of {
  [[no_unique_address]] G function;

  /// The results at all points, in a std::vector.
  template <class... X>
  auto operator()(const X&... x) const {
    using T = typename decltype(detail::scalar_of_arguments<X...>())::type;
    using V = simd::pack<T, Arch>;
    using on_batch = decltype(detail::on_batches(function)(
        detail::reader_of<V>(x).template read<false>(0, 0)...));
    std::vector<rebind_t<on_batch, T>> results(detail::count_points(x...));
    into(x..., results);
    return results;
  }

  /// into(x..., out): writes the results at all points to `out`, a range of points of the results'
  /// shape (or etna::columns) that does not overlap x. Throws size_mismatch unless it has as many.
  template <class... XOut>
    requires(sizeof...(XOut) >= 2)
  void into(XOut&&... x_out) const {
    constexpr std::size_t last = sizeof...(XOut) - 1;
    const auto all = std::forward_as_tuple(x_out...);
    [&]<std::size_t... I>(std::index_sequence<I...>) {
      write(std::get<last>(all), std::as_const(std::get<I>(all))...);
    }(std::make_index_sequence<last>{});
  }

 private:
  template <class Out, class... X>
  void write(Out& out, const X&... x) const {
    static_assert(detail::mapped<Out>,
                  "Etna: the place to write the results to must be a range of points: a "
                  "std::vector or std::span, or etna::columns.");
    using T = typename decltype(detail::scalar_of_arguments<X...>())::type;
    using V = simd::pack<T, Arch>;
    const std::size_t count = detail::count_points(x...);
    const auto to = detail::points_of(out);
    if (to.size() != count) throw size_mismatch("results", to.size(), count);
    const auto g = detail::on_batches(function);
    const auto readers = std::tuple(detail::reader_of<V>(x)...);
    const auto at = [&]<bool Partial>(std::bool_constant<Partial>, std::size_t i,
                                      std::size_t n) ETNA_INLINE_LAMBDA {
      const auto result =
          std::apply([&](const auto&... reader)
                         ETNA_INLINE_LAMBDA { return g(reader.template read<Partial>(i, n)...); },
                     readers);
      static_assert(tree_size<decltype(result)> ==
                        tree_size<typename std::remove_cvref_t<decltype(to)>::value_type>,
                    "Etna: the points to write the results to must have as many scalars as a "
                    "result.");
      for_each_leaf(result, [&](const auto& lane, int k) ETNA_INLINE_LAMBDA {
        detail::write_lanes<V, Partial>(to, static_cast<std::size_t>(k), i, n, V(lane));
      });
    };
    constexpr std::size_t width = simd::lanes<V>;
    std::size_t i = 0;
    for (; i + width <= count; i += width) at(std::false_type{}, i, width);
    if (i < count) at(std::true_type{}, i, count - i);
  }
};

/// vmap(g): g at many points at once, a point a lane of SIMD batches. g is a function or any
/// derivative function: vmap(grad(f)). Arguments that are ranges (std::vector, std::span, columns)
/// have a value for each point, others are shared. Returns a std::vector of g's results; `.into`
/// writes them where they shall be. Nothing is read or written beyond the last point.
template <class Arch = simd::default_arch, class G>
constexpr vmap_of<Arch, G> vmap(G g) {
  return {g};
}

}  // namespace etna
