// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <bit>
#include <cstdint>

#include "laws/functions.hpp"

using namespace etna::test::laws;

namespace {

constexpr etna::input_set all{1, {{0, 3}}};

template <class T>
bool same(const T& a, const T& b) {
  if constexpr (etna::detail::batch<T>) {
    return etna::test::laws::size(T(a - b)) == 0;
  } else {
    return a == b;
  }
}

/// Whether a derivative comes out the same in both forms of emission: to the last bit, unless the
/// compiler contracts products and sums, which it does where it sees them side by side.
template <class F, class Derivation, class T, std::size_t N>
bool same_in_both_forms(const std::array<T, N>& x) {
  using traced = etna::trace<F, point<etna::symbol>>;
  using program = etna::program<etna::derived<traced, Derivation>>;
  std::array<T, etna::derived_of<program>::outputs> straight{}, looping{};
  etna::detail::straight<program, T>::run(x.data(), straight);
  etna::detail::looping<program, T>::run(x.data(), looping);
#if defined(__FMA__)
  return near(straight, looping, 32);
#else
  for (std::size_t k = 0; k < straight.size(); ++k) {
    if (!same(straight[k], looping[k])) return false;
  }
  return true;
#endif
}

}  // namespace

#if defined(ETNA_INSTRUMENTED)
#define ETNA_TYPES double, xsimd::batch<double>
#else
#define ETNA_TYPES float, double, long double, xsimd::batch<float>, xsimd::batch<double>
#endif

TEST_CASE_TEMPLATE("the loop over a table does what straight-line code does", T, ETNA_TYPES) {
  using gradient = etna::derivation::rows<all, true>;
  using product = etna::derivation::hessian_product<all>;
  const point<T> x = some_point<T>(), v = some_direction<T>();
  const std::array<T, 6> both{x[0], x[1], x[2], v[0], v[1], v[2]};
  CHECK(same_in_both_forms<rational, gradient>(x));
  CHECK(same_in_both_forms<transcendental, gradient>(x));
  CHECK(same_in_both_forms<branching, gradient>(x));
  CHECK(same_in_both_forms<rational, product>(both));
  CHECK(same_in_both_forms<transcendental, product>(both));
  CHECK(same_in_both_forms<branching, product>(both));
}
