// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "laws/functions.hpp"

using namespace etna::test::laws;

namespace {

constexpr std::array<double, 3> fixed_point{0.75, 0.375, -0.0625},
    fixed_direction{0.5, -0.25, 1.125};

/// f along a line through the fixed point, as a function of one variable.
template <class F>
struct along_line {
  template <class T>
  constexpr T operator()(const T& t) const {
    std::array<T, 3> x{};
    for (std::size_t k = 0; k < 3; ++k) x[k] = fixed_point[k] + t * fixed_direction[k];
    return F{}(x);
  }
};

/// The derivative of f along the fixed direction: a derivative inside a function that is traced.
template <class F>
struct slope {
  template <class T>
  constexpr T operator()(const std::array<T, 3>& x) const {
    const std::array<T, 3> g = etna::grad(F{})(x);
    return fixed_direction[0] * g[0] + fixed_direction[1] * g[1] + fixed_direction[2] * g[2];
  }
};
template <class F>
struct slope_forward {
  template <class T>
  constexpr T operator()(const std::array<T, 3>& x) const {
    const std::array<T, 3> v{T(fixed_direction[0]), T(fixed_direction[1]), T(fixed_direction[2])};
    return etna::jvp(F{})(std::tuple(x), std::tuple(v)).tangent;
  }
};
/// v' H v
template <class F>
struct curvature {
  template <class T>
  constexpr T operator()(const std::array<T, 3>& x) const {
    const std::array<T, 3> v{T(fixed_direction[0]), T(fixed_direction[1]), T(fixed_direction[2])};
    const std::array<T, 3> h = etna::hvp(F{})(x, v);
    return v[0] * h[0] + v[1] * h[1] + v[2] * h[2];
  }
};

constexpr double scale = 32;

}  // namespace

ETNA_LAW("all ways to a Hessian are the same, and it is symmetric") {
  constexpr smooth<T> f;
  const point<T> x = some_point<T>(), v = some_direction<T>();
  const auto h = etna::hessian(f)(x);
  const auto forward_over_reverse = etna::jacfwd(etna::grad(f))(x);
  const auto reverse_over_reverse = etna::jacrev(etna::grad(f))(x);
  const point<T> product = etna::hvp(f)(x, v);
  const auto of_gradient = etna::jvp(etna::grad(f))(std::tuple(x), std::tuple(v)).tangent;
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(near(h[i], forward_over_reverse[i], scale));
    CHECK(near(h[i], reverse_over_reverse[i], scale));
    CHECK(near(product[i], dot(h[i], v), scale));
    CHECK(near(product[i], of_gradient[i], scale));
    for (std::size_t j = 0; j < 3; ++j) {
      CHECK(size(T(h[i][j] - h[j][i])) == 0);
      CHECK(near(reverse_over_reverse[i][j], reverse_over_reverse[j][i], scale));
    }
  }
}

TEST_CASE("the gradient on dual numbers has the Hessian times a vector for its partials") {
  using D = etna::dual<double>;
  point<D> x;
  for (std::size_t k = 0; k < 3; ++k) x[k] = D(fixed_point[k], {fixed_direction[k]});
  const point<D> g = etna::grad(transcendental{})(x);
  const point<double> expected = etna::hvp(transcendental{})(fixed_point, fixed_direction);
  for (std::size_t k = 0; k < 3; ++k) CHECK(near(g[k].partials[0], expected[k], scale));
}

TEST_CASE_TEMPLATE("derivatives inside traced functions, of orders up to 4", F, transcendental,
                   branching) {
  const point<double> x = fixed_point, v = fixed_direction;
  const along_line<F> line;
  CHECK(near(slope<F>{}(x), etna::derivative<1>(line)(0.0), scale));
  CHECK(near(slope_forward<F>{}(x), slope<F>{}(x), scale));
  CHECK(near(curvature<F>{}(x), etna::derivative<2>(line)(0.0), scale));
  CHECK(near(etna::grad(slope<F>{})(x), etna::hvp(F{})(x, v), scale));
  CHECK(near(etna::grad(slope_forward<F>{})(x), etna::hvp(F{})(x, v), scale));
  CHECK(near(dot(etna::grad(curvature<F>{})(x), v), etna::derivative<3>(line)(0.0), scale));
  CHECK(near(dot(etna::grad(curvature<F>{}, etna::forward_mode)(x), v),
             etna::derivative<3>(line)(0.0), scale));
  CHECK(near(dot(etna::hvp(slope<F>{})(x, v), v), etna::derivative<3>(line)(0.0), scale));
  CHECK(near(dot(etna::hvp(curvature<F>{})(x, v), v), etna::derivative<4>(line)(0.0), 8 * scale));
  CHECK(near(etna::grad(etna::grad(etna::grad(etna::grad(line))))(0.0),
             etna::derivative<4>(line)(0.0), 8 * scale));
  const auto coefficients = etna::taylor<4>(line)(0.0);
  CHECK(near(24 * coefficients[4], etna::derivative<4>(line)(0.0), 8 * scale));
}
