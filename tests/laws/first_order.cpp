// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "laws/functions.hpp"

using namespace etna::test::laws;

namespace {

template <class F, class G>
struct combination {
  template <class T>
  constexpr T operator()(const std::array<T, 3>& x) const {
    return T(2.5) * F{}(x)-T(0.75) * G{}(x);
  }
};
template <class F, class G>
struct product {
  template <class T>
  constexpr T operator()(const std::array<T, 3>& x) const {
    return F{}(x)*G{}(x);
  }
};
/// Two outputs.
template <class G>
struct field {
  template <class T>
  constexpr std::array<T, 2> operator()(const std::array<T, 3>& x) const {
    return {rational{}(x), x[2] * G{}(x)};
  }
};
struct outer {
  template <class T>
  constexpr T operator()(const T& y) const {
    return atan(y) + y * y;
  }
};
template <class F>
struct composition {
  template <class T>
  constexpr T operator()(const std::array<T, 3>& x) const {
    return outer{}(F{}(x));
  }
};

// No derivative here is larger.
constexpr double scale = 16;

}  // namespace

ETNA_LAW("the gradient is linear, and obeys the product rule and the chain rule") {
  using other = smooth<T>;
  const point<T> x = some_point<T>();
  const point<T> f = etna::grad(branching{})(x), g = etna::grad(other{})(x);
  const T f_at_x = value(branching{}, x), g_at_x = value(other{}, x);
  const T slope = etna::derivative<1>(outer{})(f_at_x);
  point<T> combined, multiplied, composed;
  for (std::size_t k = 0; k < 3; ++k) {
    combined[k] = T(2.5) * f[k] - T(0.75) * g[k];
    multiplied[k] = f_at_x * g[k] + g_at_x * f[k];
    composed[k] = slope * f[k];
  }
  CHECK(near(etna::grad(combination<branching, other>{})(x), combined, scale));
  CHECK(near(etna::grad(product<branching, other>{})(x), multiplied, scale));
  CHECK(near(etna::grad(composition<branching>{})(x), composed, scale));
  CHECK(size(f[0]) > 0.01);
  CHECK(size(g[0]) > 0.01);
}

ETNA_LAW("all ways to a Jacobian are the same") {
  using other = smooth<T>;
  const point<T> x = some_point<T>(), v = some_direction<T>();
  const std::array<T, 2> w{v[2], v[0]};
  const auto by_rows = etna::jacrev(field<other>{})(x),
             by_columns = etna::jacfwd(field<other>{})(x);
  CHECK(near(by_rows[0], by_columns[0], scale));
  CHECK(near(by_rows[1], by_columns[1], scale));
  const auto any = etna::jacobian(field<other>{})(x);
  CHECK(near(any[0], by_rows[0], scale));
  CHECK(near(any[1], by_rows[1], scale));
  CHECK(near(etna::grad(rational{})(x), by_rows[0], scale));
  CHECK(near(etna::grad(rational{}, etna::forward_mode)(x), by_rows[0], scale));

  const auto [y, tangent] = etna::jvp(field<other>{})(std::tuple(x), std::tuple(v));
  CHECK(near(tangent, std::array<T, 2>{dot(by_rows[0], v), dot(by_rows[1], v)}, scale));
  const auto reverse = etna::vjp(field<other>{})(x);
  CHECK(near(y, std::array<T, 2>{value(rational{}, x), T(x[2] * value(other{}, x))}, scale));
  CHECK(near(reverse.value, y, scale));
  const point<T> pulled_back = reverse.pullback(w);
  for (std::size_t k = 0; k < 3; ++k) {
    CHECK(near(pulled_back[k], T(w[0] * by_rows[0][k] + w[1] * by_rows[1][k]), scale));
  }
  CHECK(near(dot(w, tangent), dot(pulled_back, v), scale));  // <w, J v> = <J' w, v>
}
