// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <bit>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>

#include "etna/optimize/chain_order.hpp"
#include "etna/optimize/error.hpp"
#include "etna/optimize/flat.hpp"
#include "etna/optimize/kernel.hpp"
#include "etna/optimize/state.hpp"
#include "etna/simd/parallel.hpp"

namespace etna {

namespace detail {

/// Calls f with a bit mask as a constant: the bits of `sure`, and those of `used` that are in
/// `optional`.
template <unsigned Sure, unsigned Optional, class F>
void with_mask(unsigned used, F f) {
  if constexpr (Optional == 0) {
    f(std::integral_constant<unsigned, Sure>{});
  } else {
    constexpr unsigned bit = Optional & (~Optional + 1);
    if ((used & bit) != 0) {
      with_mask<(Sure | bit), (Optional & ~bit)>(used, f);
    } else {
      with_mask<Sure, (Optional & ~bit)>(used, f);
    }
  }
}

}  // namespace detail

/// One or more rules that make a step together, in one pass over memory; `chain` makes it. It holds
/// nothing but the rules' options: what changes from step to step is in the state.
template <rule... Rules>
class optimizer {
  static constexpr detail::chain_order order{{detail::role_of<Rules>...}};
  static_assert(order.has_step,
                "Etna: no rule of this chain takes a step. Add one, such as sgd{} or adam{}.");
  static_assert(!order.has_two_steps,
                "Etna: two rules of this chain take a step; the second would take the first one's "
                "step for a gradient and go uphill. Leave one out.");
  static_assert(
      !order.gradient_rule_is_late,
      "Etna: a rule of this chain acts on gradients but stands behind the rule that takes "
      "the step. Move it to the front, or use decoupled_weight_decay.");
  static_assert(
      !order.update_rule_is_early,
      "Etna: a rule of this chain acts on steps but stands before the rule that takes the "
      "step. Move it behind that one.");

 public:
  constexpr explicit optimizer(const Rules&... rules) : rules_(rules...) {}

  /// Whether the gradient is to be taken at another point than the parameters: `look_ahead`'s.
  static constexpr bool looks_ahead() { return (detail::has_look_ahead<Rules> || ...); }

  /// Threads of OpenMP that share a step; the results are the same for any number. (Each should
  /// have 50,000 parameters or more. Compile with -fopenmp.)
  int threads = 1;

  /// Whether quotients are rounded exactly, at the cost of up to 45 % more time; else the
  /// change of a parameter may be off by 2 units in its last place (see simd/estimates.hpp).
  bool exact = false;

  /// The options of a rule, by its type or its place; they may change between steps.
  template <class R>
  constexpr R& get() {
    return std::get<R>(rules_);
  }
  template <std::size_t I>
  constexpr auto& get() {
    return std::get<I>(rules_);
  }
  template <class R>
  constexpr const R& get() const {
    return std::get<R>(rules_);
  }
  template <std::size_t I>
  constexpr const auto& get() const {
    return std::get<I>(rules_);
  }
  /// The learning rate of the first rule that has one; 0 if none has.
  constexpr double learning_rate() const {
    double rate = 0;
    bool found = false;
    each([&](const auto& r, auto) {
      if constexpr (requires { r.learning_rate; }) {
        if (!found) rate = r.learning_rate;
        found = true;
      }
    });
    return rate;
  }
  /// Sets the learning rate of every rule that has one.
  constexpr void set_learning_rate(double rate) {
    const auto set = [&](auto& r) {
      if constexpr (requires { r.learning_rate; }) r.learning_rate = rate;
    };
    std::apply([&](auto&... r) { (set(r), ...); }, rules_);
  }

  /// The state before the first step.
  template <class P>
  auto init(const P& parameters) const {
    using T = number_of_t<const P>;
    optimizer_state<T> state;
    state.size = flat(parameters).size();
    state.numbers.assign(numbers, 0.0);
    unsigned lane = 2;  // after parameters and gradients
    each([&](const auto& r, auto) {
      for (std::size_t k = 0; k < detail::slots_of<std::remove_cvref_t<decltype(r)>>; ++k) {
        const bool used = detail::uses(r, k);
        state.slots.push_back(
            {names[state.slots.size()],
             aligned_buffer<T>(used ? state.size : 0, T(detail::initial(r, k)), lane)});
        lane += used;
      }
    });
    return state;
  }

  /// Takes a step: changes the parameters and the state. Returns whether it was taken (see
  /// skip_not_finite). Throws size_mismatch if parameters, gradients and state are not of one size,
  /// or the state is another optimizer's; nothing has changed then. Allocates nothing.
  template <class Arch = simd::default_arch, class P, class G, class T>
  ETNA_INLINE bool update(P&& parameters, const G& gradients, optimizer_state<T>& state) const {
    const auto p = flat(parameters);
    const auto g = flat(gradients);
    // Of few numbers the gradient is in registers still, when the step is part of its caller.
    constexpr bool is_short = decltype(flat(parameters))::extent <= 64 && !estimates;
    if constexpr (is_short) {
      return step<Arch>(p, g, gradients, state);
    } else {
      return step_apart<Arch>(p, g, gradients, state);
    }
  }

  /// Writes the point at which the next gradient is to be taken: the parameters, except for
  /// nesterov_look_ahead.
  template <class P, class T, class Q>
  void look_ahead(const P& parameters, const optimizer_state<T>& state, Q&& point) const {
    const auto p = flat(parameters);
    const auto q = flat(point);
    check(p.size(), q.size(), state);
    std::copy(p.begin(), p.end(), q.begin());
    each([&](const auto& r, auto index) {
      if constexpr (detail::has_look_ahead<std::remove_cvref_t<decltype(r)>>) {
        const auto& velocity = state.slots[layout::first[index]].values;
        const auto ahead = r.template look_ahead<T>();
        for (std::size_t i = 0; i < p.size(); ++i) q[i] = ahead(p[i], velocity[i]);
      }
    });
  }

 private:
  // It makes the steps of several optimizers one.
  template <class...>
  friend class grouped_optimizer;

  using layout = detail::slot_layout<Rules...>;
  static constexpr std::size_t slots = layout::count;
  static_assert(slots < 32, "Etna: the rules of a chain have at most 31 slots.");
  static constexpr std::size_t numbers = (0 + ... + detail::numbers_of<Rules>);
  // Whether a rule may estimate quotients.
  static constexpr bool estimates = (detail::estimates<Rules> || ...);
  // Whether a step may be refused.
  static constexpr bool judges = (detail::judges<Rules> || ...);
  // Of threads that share a step each has so many parameters, or a multiple of that.
  static constexpr std::size_t grain = 1536;
  using contexts = std::array<step_context, sizeof...(Rules)>;
  /// What the rules know of a step before it is taken; not to be copied then, since the contexts
  /// point to the numbers.
  struct pending_step {
    std::array<double, numbers + 1> numbers_now{};
    contexts steps{};
  };

  template <class F>
  constexpr void each(F f) const {
    [&]<std::size_t... R>(std::index_sequence<R...>) {
      (f(std::get<R>(rules_), std::integral_constant<std::size_t, R>{}), ...);
    }(std::index_sequence_for<Rules...>{});
  }

  /// The names of the slots, rule after rule.
  static constexpr auto names = [] {
    std::array<std::string_view, slots> all{};
    std::size_t s = 0;
    const auto add = [&]<class R>(std::type_identity<R>) {
      for (std::size_t k = 0; k < detail::slots_of<R>; ++k) all[s++] = detail::slot_name<R>(k);
    };
    (add(std::type_identity<Rules>{}), ...);
    return all;
  }();
  static constexpr unsigned used_always() {
    unsigned bits = 0, k = 0;
    const auto add = [&](std::size_t always, std::size_t all) {
      for (std::size_t s = 0; s < all; ++s, ++k) bits |= s < always ? 1u << k : 0u;
    };
    (add(detail::slots_always<Rules>, detail::slots_of<Rules>), ...);
    return bits;
  }
  static constexpr unsigned optional() { return ((1u << slots) - 1) & ~used_always(); }
  unsigned used() const {
    unsigned bits = 0;
    each([&](const auto& r, auto index) {
      using R = std::remove_cvref_t<decltype(r)>;
      for (std::size_t k = 0; k < detail::slots_of<R>; ++k)
        bits |= detail::uses(r, k) ? 1u << (layout::first[index] + k) : 0u;
    });
    return bits;
  }

  template <class T>
  ETNA_INLINE void check(std::size_t size, std::size_t gradients,
                         const optimizer_state<T>& state) const {
    if (gradients != size) throw size_mismatch("numbers in the gradient", gradients, size);
    if (state.size != size)
      throw size_mismatch("parameters that the state is for", state.size, size);
    if (state.slots.size() != slots)
      throw size_mismatch("slots of the state", state.slots.size(), slots);
    if (state.numbers.size() != numbers)
      throw size_mismatch("numbers of the state", state.numbers.size(), numbers);
    const unsigned wanted = used();
    for (std::size_t k = 0; k < slots; ++k) {
      const std::string_view name = state.slots[k].name;
      if (name.data() != names[k].data() && name != names[k])
        throw size_mismatch("slots of the state called " + std::string(names[k]), 0, 1);
      const std::size_t expected = (wanted >> k & 1) != 0 ? size : 0;
      if (state.slots[k].values.size() != expected)
        throw size_mismatch("numbers in the state's slot " + std::string(state.slots[k].name) +
                                " (it follows from the rules' options when `init` is called)",
                            state.slots[k].values.size(), expected);
    }
    check_threads(threads, (size + grain - 1) / grain);
  }

  template <class Arch, class P, class Q, class G, class T>
  ETNA_INLINE bool step(P p, Q g, const G& gradients, optimizer_state<T>& state) const {
    check(p.size(), g.size(), state);
    pending_step next;
    const verdict all = prepare<Arch>(next, p, g, state);
    if (all == verdict::stop) throw_not_finite(g, gradients, 0, state.steps + 1);
    if (all == verdict::skip) {
      ++state.skipped;
      return false;
    }
    take<Arch>(next, p, g, state);
    return true;
  }
  template <class Arch, class P, class Q, class G, class T>
  bool step_apart(P p, Q g, const G& gradients, optimizer_state<T>& state) const {
    return step<Arch>(p, g, gradients, state);
  }

  template <class P, class Q, class T>
  ETNA_INLINE static detail::streams<T, slots> streams_of(P p, Q g, optimizer_state<T>& state) {
    static_assert(std::is_same_v<std::remove_cvref_t<decltype(p[0])>, T> &&
                      std::is_same_v<std::remove_cvref_t<decltype(g[0])>, T>,
                  "Etna: parameters, gradients and state are of one number type.");
    static_assert(!std::is_const_v<std::remove_reference_t<decltype(p[0])>>,
                  "Etna: the parameters to update are const.");
    detail::streams<T, slots> at{p.data(), g.data(), {}};
    for (std::size_t k = 0; k < slots; ++k) {
      auto& values = state.slots[k].values;
      at.slots[k] = values.size() > 0 ? values.data() : nullptr;
    }
    return at;
  }

  /// Prepares a step of what has been checked, and changes nothing else. Returns whether it is to
  /// be taken.
  template <class Arch, class P, class Q, class T>
  ETNA_INLINE verdict prepare(pending_step& next, P p, Q g, optimizer_state<T>& state) const {
    std::copy_n(state.numbers.begin(), numbers, next.numbers_now.begin());
    double* at = next.numbers_now.data();
    each([&](const auto& r, auto index) {
      step_context& c = next.steps[index];
      c.step = state.steps + 1;
      c.numbers = at;
      at += detail::numbers_of<std::remove_cvref_t<decltype(r)>>;
      if constexpr (requires { r.advance(c); }) r.advance(c);
    });
    verdict all = verdict::take;
    if constexpr ((detail::needs_norm<Rules> || ...)) {
      const auto from = streams_of(p, g, state);
      detail::with_mask<used_always(), optional()>(used(), [&](auto mask) {
        all = judge<simd::pack<T, Arch>, decltype(mask)::value>(next.steps, from, p.size());
      });
    }
    return all;
  }

  /// Takes a step that has been prepared.
  template <class Arch, class P, class Q, class T>
  ETNA_INLINE void take(const pending_step& next, P p, Q g, optimizer_state<T>& state) const {
    const auto at = streams_of(p, g, state);
    detail::with_mask<used_always(), optional()>(used(), [&](auto mask) {
      using V = simd::pack<T, Arch>;
      constexpr unsigned Used = decltype(mask)::value;
      if (exact || !estimates) {
        run<V, Used, true>(next.steps, at, p);
      } else if constexpr (estimates) {
        run<V, Used, false>(next.steps, at, p);
      }
    });
    std::copy_n(next.numbers_now.begin(), numbers, state.numbers.begin());
    ++state.steps;
  }

  template <class V, bool Exact, std::size_t... R>
  auto functions_at(const contexts& steps, std::index_sequence<R...>) const {
    return std::tuple{detail::function_at<V, Exact>(std::get<R>(rules_), steps[R])...};
  }

  template <class V, unsigned Used, bool Exact, class T, std::size_t Extent>
  ETNA_INLINE void run(const contexts& steps, const detail::streams<T, slots>& at,
                       std::span<T, Extent> parameters) const {
    constexpr std::size_t is_long = 1024;
    if constexpr (Extent < is_long && (Exact || !estimates)) {
      run_straight<V, Used, 0, Extent>(steps, at);
    } else {
      const auto functions = functions_at<V, Exact>(steps, std::index_sequence_for<Rules...>{});
      const std::size_t size = parameters.size();
      const auto slices = static_cast<std::size_t>(std::max(threads, 1));
      // Beyond the second caches, and well within a third: from memory, asking only disturbs.
      constexpr std::size_t least = 2 << 20, most = 8 << 20;
      const std::size_t bytes = (2 + std::popcount(Used)) * size * sizeof(T);
      const bool ahead = bytes > least * slices && bytes <= most;
      in_chunks(size, slices, [&](std::size_t, std::size_t from, std::size_t count) {
        // (Short steps are not worth the change of mode.)
        const simd::flush_denormals mode(size >= is_long);
        detail::step_kernel<V, Used, Rules...>(functions, at.from(from), count, ahead);
      });
    }
  }

  /// Numbers From to Size, few and known, with batches that become shorter. What has just written
  /// the gradient has written it in such pieces, and the processor hands them on from store to load
  /// only if the load is within one of them. (Not for estimates, which differ from batch to batch.)
  template <class V, unsigned Used, std::size_t From, std::size_t Size, class T>
  ETNA_INLINE void run_straight(const contexts& steps, const detail::streams<T, slots>& at) const {
    constexpr std::size_t end = Size - (Size - From) % simd::lanes<V>;
    if constexpr (From < end) {
      detail::step_kernel<V, Used, Rules...>(
          functions_at<V, true>(steps, std::index_sequence_for<Rules...>{}), at.from(From),
          std::integral_constant<std::size_t, end - From>{}, false);
    }
    if constexpr (end < Size && std::is_void_v<simd::half_t<V>>) {
      detail::step_kernel<V, Used, Rules...>(
          functions_at<V, true>(steps, std::index_sequence_for<Rules...>{}), at.from(end),
          std::integral_constant<std::size_t, Size - end>{}, false);
    } else if constexpr (end < Size) {
      run_straight<simd::half_t<V>, Used, end, Size>(steps, at);
    }
  }

  /// Gives the rules that ask for it the norm of what reaches them, and asks them whether to go on.
  template <class V, unsigned Used, class T>
  verdict judge(contexts& steps, const detail::streams<T, slots>& at, std::size_t size) const {
    verdict all = verdict::take;
    each([&](const auto& r, auto index) {
      if constexpr (detail::needs_norm<std::remove_cvref_t<decltype(r)>>) {
        if (all != verdict::take) return;
        constexpr std::size_t before = decltype(index)::value;
        const auto functions = functions_at<V, true>(steps, std::make_index_sequence<before>{});
        steps[before].norm = norm<V, Used, before>(functions, at, size);
        if constexpr (requires { r.judge(steps[before]); }) all = r.judge(steps[before]);
      }
    });
    return all;
  }

  template <class V, unsigned Used, std::size_t Count, class Functions, class T>
  double norm(const Functions& functions, const detail::streams<T, slots>& at,
              std::size_t size) const {
    const auto sum_scaled_by = [&](T scale) {
      // Sums of chunks, in the order of the chunks: the same for any number of threads.
      std::array<double, 64> sums{};
      in_chunks(size, sums.size(), [&](std::size_t chunk, std::size_t from, std::size_t count) {
        sums[chunk] = detail::sum_of_squares<V, Used, Count, Rules...>(functions, at.from(from),
                                                                       count, scale);
      });
      double sum = 0;
      for (const double s : sums) sum += s;
      return sum;
    };
    // Squares that overflow, or all but vanish, are summed again at another scale.
    constexpr bool is_float = sizeof(T) == sizeof(float);
    constexpr double scale = is_float ? 0x1p-80 : 0x1p-600;
    constexpr double tiny = is_float ? 0x1p-80 : 0x1p-800;
    const double sum = sum_scaled_by(T(1));
    if (sum >= tiny && sum <= std::numeric_limits<double>::max()) return std::sqrt(sum);
    const double other = sum < tiny ? 1 / scale : scale;
    const double scaled = sum_scaled_by(static_cast<T>(other));
    if (!(scaled <= std::numeric_limits<double>::max())) return scaled;
    return std::min(std::sqrt(scaled) / other, std::numeric_limits<double>::max());
  }

  /// Calls f(k, first, count) for the k-th of `most` chunks at most, each a whole number of cache
  /// lines.
  template <class F>
  void in_chunks(std::size_t size, std::size_t most, const F& f) const {
    const std::size_t chunk =
        std::max((size + most * grain - 1) / (most * grain), std::size_t(1)) * grain;
    const std::size_t chunks = (size + chunk - 1) / chunk;
    const auto run = [&](std::size_t k) { f(k, k * chunk, std::min(chunk, size - k * chunk)); };
    parallel_for(threads, chunks, run);
  }

  /// Of gradients g, which are those of `all` from number `first` on.
  template <class Q, class G>
  [[noreturn]] static void throw_not_finite(Q g, const G& all, std::size_t first,
                                            std::int64_t step) {
    std::size_t i = 0;
    while (i < g.size() && g[i] - g[i] == 0) ++i;
    if (i < g.size())
      throw gradient_not_finite("the gradient by " + name_of(all, first + i), first + i,
                                double(g[i]), step);
    throw gradient_not_finite(
        "a rule refuses what the rules before it make of a finite gradient; the worst", first + i,
        std::numeric_limits<double>::quiet_NaN(), step);
  }

  std::tuple<Rules...> rules_;
};

/// An optimizer of one or more rules, applied to the gradient from left to right:
/// `chain(clip_by_global_norm{.limit = 1}, adam{.learning_rate = 1e-3})`
template <class... Rules>
constexpr auto chain(const Rules&... rules) {
  static_assert((rule<Rules> && ...),
                "Etna: chain takes rules of optimizers: structs with a member template at<V>(step) "
                "(see docs/how-to/write-a-rule.md).");
  if constexpr ((rule<Rules> && ...)) return optimizer<Rules...>(rules...);
}

}  // namespace etna
