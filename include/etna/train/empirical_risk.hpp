// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "etna/differentiate/grad.hpp"
#include "etna/simd/batch.hpp"
#include "etna/simd/parallel.hpp"
#include "etna/simd/points.hpp"
#include "etna/simd/vmap.hpp"

namespace etna {

/// How the losses of samples make one number.
enum class reduction { mean, sum };

/// The callable that empirical_risk returns.
template <class Arch, class Loss>
struct empirical_risk_of {
  [[no_unique_address]] Loss loss;
  reduction reduce = reduction::mean;
  /// Threads of OpenMP that share the samples; the result is the same for any number. (Compile with
  /// -fopenmp.)
  int threads = 1;

  /// The mean (or sum) of loss(parameters, sample...) over all samples; of none it is 0.
  template <class P, class... X>
  auto operator()(const P& parameters, const X&... samples) const;
};

/// empirical_risk(loss): the mean loss over a data set or a minibatch, a sample a lane of SIMD
/// batches. It is called with the parameters and, for each further argument of the loss, a range
/// with a value for each sample (std::vector, std::span, columns, or at_indices of one for a
/// minibatch); what is no range is shared by all samples. `value_and_grad` of it is the value and
/// the gradient by the parameters, in one pass.
///
/// Losses are summed in lanes, then in blocks of at least 1,024 samples, in an order that depends
/// on nothing but their number: the same samples give the same bits, with any number of threads.
template <class Arch = simd::default_arch, class Loss>
constexpr empirical_risk_of<Arch, Loss> empirical_risk(Loss loss,
                                                       reduction reduce = reduction::mean) {
  return {loss, reduce};
}

namespace detail {

/// Sums over samples in blocks. `Sums` numbers of type T are summed.
template <class V, std::size_t Sums>
class sums_over_samples {
 public:
  using T = simd::lane_t<V>;
  using lanes = std::array<V, Sums>;

  /// Calls add(partial, i, count, sums) for all lanes full of samples; it adds to `sums`, an array
  /// of batches. Returns the sums of all.
  template <class Add>
  static std::array<T, Sums> run(std::size_t samples, int threads, const Add& add) {
    constexpr std::size_t width = simd::lanes<V>, most_blocks = 64;
    const std::size_t block =
        std::max<std::size_t>(1024, samples / most_blocks / width * width + width);
    const std::size_t blocks = (samples + block - 1) / block;
    const auto add_batch = [&](auto partial, std::size_t i, std::size_t count, lanes& sums)
                               ETNA_INLINE_LAMBDA {
                                 if constexpr (inlines) {
                                   add(partial, i, count, sums);
                                 } else {
                                   add_apart(add, partial, i, count, sums);
                                 }
                               };
    // Inlined wherever it is called: GCC keeps the sums in registers then.
    const auto sum_block = [&](std::size_t b) ETNA_INLINE_LAMBDA {
      const std::size_t end = std::min(samples, (b + 1) * block);
      lanes sums;
      for (V& s : sums) s = V(-T(0));  // for 0, GCC would call memset, which begins slowly
      std::size_t i = b * block;
      for (; i + width <= end; i += width) add_batch(std::false_type{}, i, width, sums);
      if (i < end) add_batch(std::true_type{}, i, end - i, sums);
      std::array<T, Sums> result;
      simd::reduce_add_each<Sums>(sums.data(), result.data());
      return result;
    };
    std::array<T, Sums> total{};
    const auto accumulate = [&](const std::array<T, Sums>& sums) {
      for (std::size_t k = 0; k < Sums; ++k) total[k] += sums[k];
    };
    if (threads <= 1 || blocks <= 1) {
      for (std::size_t b = 0; b < blocks; ++b) accumulate(sum_block(b));
      return total;
    }
    static thread_local std::vector<std::array<T, Sums>> of_block;
    of_block.resize(blocks);
    auto* const results = of_block.data();
    parallel_for(threads, blocks, [&](std::size_t b) { results[b] = sum_block(b); });
    for (std::size_t b = 0; b < blocks; ++b) accumulate(results[b]);
    return total;
  }

 private:
  // More sums than there are registers GCC would copy to and fro if it inlined what adds to them.
#if defined(__GNUC__) && !defined(__clang__)
  static constexpr bool inlines = Sums <= 32;
#else
  static constexpr bool inlines = true;
#endif
  template <class Add, class Partial>
  ETNA_NOINLINE static void add_apart(const Add& add, Partial partial, std::size_t i,
                                      std::size_t count, lanes& sums) {
    add(partial, i, count, sums);
  }
};

template <class P, class... X>
constexpr bool check_parameters() {
  static_assert(argument_of_scalars<P>,
                "Etna: the parameters of a risk have a size that is known when it is compiled: "
                "numbers, std::array, hana::Structs of them.");
  if constexpr (argument_of_scalars<P>) {
    constexpr bool one_type =
        std::is_same_v<scalar_t<P>, typename decltype(scalar_of_arguments<X...>())::type>;
    static_assert(one_type, "Etna: parameters and samples are of one number type.");
    return one_type;
  } else {
    return false;
  }
}

/// Adds what a derivation of the function f gives for a batch of samples to sums, of which only the
/// first `count` lanes count if Partial. In one program, so that sums of products are fused.
template <class Trace, class Derivation, bool Partial, class V, std::size_t Sums, class F,
          class... X>
ETNA_INLINE void accumulate(std::array<V, Sums>& sums, std::size_t count, const F& f,
                            const X&... x) {
  using program = etna::program<derived<Trace, derivation::accumulated<Derivation>>>;
  const auto inputs = [&]() ETNA_INLINE_LAMBDA {
    if constexpr (callable_parts<F>::constants == 0) {
      return gathered<V, X..., std::array<V, Sums>>(x..., sums);
    } else {
      return gather<V>(std::tuple_cat(with_constants(f, x...), std::tie(sums)));
    }
  }();
  if constexpr (Partial) {
    std::array<V, Sums> all;
    emission<program, V>::run(inputs.data(), all);
    for (std::size_t k = 0; k < Sums; ++k) sums[k] = simd::blend_first(all[k], sums[k], count);
  } else {
    emission<program, V>::run(inputs.data(), sums);
  }
}

/// What is asked of a risk: Value is the risk itself, Gradient its gradient, or both, in that
/// order. Returns its sums over the samples, as they are reduced.
template <bool Value, bool Gradient, class Arch, class Loss, class P, class... X>
auto reduce_over_samples(const empirical_risk_of<Arch, Loss>& risk, const P& parameters,
                         const X&... samples) {
  using T = scalar_t<P>;
  using V = simd::pack<T, Arch>;
  constexpr std::size_t size =
      (Value ? 1 : 0) + (Gradient ? static_cast<std::size_t>(tree_size<P>) : 0);
  const std::size_t count = count_points(samples...);
  const shared<V, P> p(parameters);
  const auto readers = std::tuple(reader_of<V>(samples)...);
  auto sums = sums_over_samples<V, size>::run(
      count, risk.threads,
      [&]<bool Partial>(std::bool_constant<Partial>, std::size_t i, std::size_t n,
                        std::array<V, size>& to) ETNA_INLINE_LAMBDA {
        const auto add = [&]<class... B>(const B&... x) ETNA_INLINE_LAMBDA {
          using plan = gradient_plan<Loss, gradient_options<wrt_option<0>>, B...>;
          if constexpr (plan::valid) {
            using derived_by =
                std::conditional_t<Gradient, derivation::rows<plan::selected::set, Value, 1>,
                                   derivation::value>;
            accumulate<typename plan::call::trace, derived_by, Partial>(to, n, risk.loss, x...);
          }
        };
        // (Not by std::apply, which GCC need not inline: the sums would go through memory.)
        [&]<std::size_t... I>(std::index_sequence<I...>) ETNA_INLINE_LAMBDA {
          add(p.value, std::get<I>(readers).template read<Partial>(i, n)...);
        }(std::index_sequence_for<X...>{});
      });
  const bool is_mean = risk.reduce == reduction::mean && count > 0;
  const T scale = is_mean ? T(1) / static_cast<T>(count) : T(1);
  for (T& sum : sums) sum *= scale;
  return sums;
}

/// Says that a risk has been asked for a gradient with options.
template <class Loss>
constexpr void refuse_options() {
  static_assert(std::is_void_v<Loss>,
                "Etna: the gradient of an empirical risk takes no options: it is by the "
                "parameters, the loss's first argument, and in reverse mode.");
}

}  // namespace detail

template <class Arch, class Loss>
template <class P, class... X>
auto empirical_risk_of<Arch, Loss>::operator()(const P& parameters, const X&... samples) const {
  if constexpr (detail::check_parameters<P, X...>())
    return detail::reduce_over_samples<true, false>(*this, parameters, samples...)[0];
}

/// The callable that grad (Value: value_and_grad) of an empirical risk returns.
template <bool Value, class Arch, class Loss>
struct gradient_of_risk {
  empirical_risk_of<Arch, Loss> risk;

  /// The gradient by the parameters, in their shape; with the risk itself if Value.
  template <class P, class... X>
  auto operator()(const P& parameters, const X&... samples) const {
    if constexpr (detail::check_parameters<P, X...>()) {
      using T = scalar_t<P>;
      value_and_gradient<T, rebind_t<P, T>> result;
      if constexpr (Value) {
        result.value = into(parameters, samples..., result.gradient);
        return result;
      } else {
        into(parameters, samples..., result.gradient);
        return result.gradient;
      }
    }
  }

  /// into(parameters, samples..., gradient): writes the gradient, of the parameters' shape; returns
  /// the risk if Value. Allocates nothing with one thread, and with more nothing after the first
  /// call.
  template <class P, class... XOut>
  auto into(const P& parameters, XOut&&... samples_out) const {
    constexpr std::size_t last = sizeof...(XOut) - 1;
    const auto all = std::forward_as_tuple(samples_out...);
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
      return write(parameters, std::get<last>(all), std::as_const(std::get<I>(all))...);
    }(std::make_index_sequence<last>{});
  }

 private:
  template <class P, class Out, class... X>
  auto write(const P& parameters, Out& gradient, const X&... samples) const {
    if constexpr (detail::check_parameters<P, X...>()) {
      static_assert(argument_of_scalars<Out> && tree_size<Out> == tree_size<P>,
                    "Etna: the place to write the gradient to must have as many scalars as the "
                    "parameters.");
      const auto sums = detail::reduce_over_samples<Value, true>(risk, parameters, samples...);
      constexpr std::size_t first = Value ? 1 : 0;
      for_each_leaf(gradient,
                    [&](auto& to, int k) { to = sums[static_cast<std::size_t>(k) + first]; });
      if constexpr (Value) return sums[0];
    }
  }
};

/// The risk and its gradient by the parameters, in one pass.
template <class Arch, class Loss>
constexpr gradient_of_risk<true, Arch, Loss> value_and_grad(
    const empirical_risk_of<Arch, Loss>& risk) {
  return {risk};
}
/// The gradient of the risk by the parameters.
template <class Arch, class Loss>
constexpr gradient_of_risk<false, Arch, Loss> grad(const empirical_risk_of<Arch, Loss>& risk) {
  return {risk};
}

template <class Arch, class Loss, option First, option... Rest>
constexpr void value_and_grad(const empirical_risk_of<Arch, Loss>&, First, Rest...) {
  detail::refuse_options<Loss>();
}
template <class Arch, class Loss, option First, option... Rest>
constexpr void grad(const empirical_risk_of<Arch, Loss>&, First, Rest...) {
  detail::refuse_options<Loss>();
}

}  // namespace etna
