// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>

#include "etna/simd/arch.hpp"
#include "etna/simd/batch.hpp"

namespace etna::simd {

/// Several batches as one: every operation is done to all of them before the next one is. A
/// processor looks only so many instructions ahead; where each waits for the one before, as from a
/// gradient to its root and quotient, it would find too few that do not. It has xsimd's interface
/// as far as this library uses it, and every operation of the library.
template <etna::detail::batch B, std::size_t N>
struct interleaved {
  using value_type = lane_t<B>;
  static constexpr std::size_t size = N * lanes<B>;

  /// What comparisons give.
  struct batch_bool_type {
    using batch_type = interleaved;
    typename B::batch_bool_type part[N];
  };

  B part[N];

  interleaved() = default;
  /// The same in all of them.
  ETNA_INLINE interleaved(const B& x) {
    for (B& p : part) p = x;
  }
  ETNA_INLINE interleaved(value_type x) : interleaved(B(x)) {}
  /// Part k is f(k), for k from 0 on.
  template <class F>
  ETNA_INLINE static interleaved make(const F& f) {
    return [&]<std::size_t... K>(std::index_sequence<K...>) ETNA_INLINE_LAMBDA {
      interleaved y;
      ((y.part[K] = f(K)), ...);
      return y;
    }(std::make_index_sequence<N>{});
  }

  ETNA_INLINE static interleaved load_unaligned(const value_type* from) {
    return make([&](std::size_t k) ETNA_INLINE_LAMBDA { return simd::load<B>(from + k * width); });
  }
  ETNA_INLINE void store_unaligned(value_type* to) const {
    for (std::size_t k = 0; k < N; ++k) simd::store<B>(to + k * width, part[k]);
  }
  ETNA_INLINE static interleaved load_first(const value_type* from, std::size_t count,
                                            value_type rest) {
    return make([&](std::size_t k) ETNA_INLINE_LAMBDA {
      const std::size_t before = std::min(k * width, count);
      return simd::load_first<B>(from + before, std::min(count - before, width), rest);
    });
  }
  ETNA_INLINE void store_first(value_type* to, std::size_t count) const {
    for (std::size_t k = 0; k < N; ++k) {
      const std::size_t before = std::min(k * width, count);
      simd::store_first<B>(to + before, part[k], std::min(count - before, width));
    }
  }

#define ETNA_OF_PARTS(OPERATOR, RESULT)                                                     \
  ETNA_INLINE friend RESULT operator OPERATOR(const interleaved& x, const interleaved& y) { \
    RESULT z;                                                                               \
    for (std::size_t k = 0; k < N; ++k) z.part[k] = x.part[k] OPERATOR y.part[k];           \
    return z;                                                                               \
  }
  ETNA_OF_PARTS(+, interleaved)
  ETNA_OF_PARTS(-, interleaved)
  ETNA_OF_PARTS(*, interleaved)
  ETNA_OF_PARTS(/, interleaved)
  ETNA_OF_PARTS(<, batch_bool_type)
  ETNA_OF_PARTS(<=, batch_bool_type)
  ETNA_OF_PARTS(>, batch_bool_type)
  ETNA_OF_PARTS(>=, batch_bool_type)
  ETNA_OF_PARTS(==, batch_bool_type)
  ETNA_OF_PARTS(!=, batch_bool_type)
#undef ETNA_OF_PARTS
  ETNA_INLINE friend interleaved select(const batch_bool_type& condition, const interleaved& x,
                                        const interleaved& y) {
    return make([&](std::size_t k) ETNA_INLINE_LAMBDA {
      return B(select(condition.part[k], x.part[k], y.part[k]));
    });
  }

 private:
  static constexpr std::size_t width = lanes<B>;
};

namespace detail {

template <class V>
struct part {
  using type = V;
};
template <class B, std::size_t N>
struct part<interleaved<B, N>> {
  using type = B;
};
template <class V>
struct several {
  using type = V;
};
template <etna::detail::batch V>
struct several<V> {
  using type = interleaved<V, 2>;
};

}  // namespace detail

/// The batches that V is interleaved of, or V.
template <class V>
using part_t = typename detail::part<V>::type;
/// As many batches interleaved as are fastest in a loop of some twenty operations: two (more are
/// too many for the registers of AVX2). One number where V is one.
template <class V>
using several_t = typename detail::several<V>::type;

}  // namespace etna::simd

namespace etna {

template <class B, std::size_t N>
inline constexpr bool enable_number<simd::interleaved<B, N>> = true;

namespace detail {

template <class B, std::size_t N>
struct from_constant<simd::interleaved<B, N>> {
  ETNA_INLINE static simd::interleaved<B, N> make(double value) {
    return from_constant<B>::make(value);
  }
};

}  // namespace detail

/// Every operation, batch by batch.
template <class Op, class B, std::size_t N>
struct implementation<Op, simd::interleaved<B, N>> : Op {
  using V = simd::interleaved<B, N>;
  template <class... X>
  ETNA_INLINE static V value(const X&... x) {
    return V::make([&](std::size_t k) ETNA_INLINE_LAMBDA {
      return B(implementation<Op, B>::value(x.part[k]...));
    });
  }
};

}  // namespace etna
