// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

// What is left of the library in a user's object code: nothing. object_code.py looks at it.

#include <etna/etna.hpp>

namespace user {

using point = std::array<double, 3>;
using matrix = std::array<point, 3>;

struct objective {
  template <class T>
  constexpr T operator()(const std::array<T, 3>& x) const {
    T sum(0.0);
    for (int i = 0; i < 3; ++i) sum += exp(x[0] * i) * tanh(x[1]) + sqrt(x[2] + i);
    return sum * log(x[2]) + sin(x[0]) * cos(x[0]);
  }
};

struct kinked {
  template <class T>
  constexpr T operator()(const std::array<T, 3>& x) const {
    if (x[0] < x[1]) return erf(x[0] * x[2]);
    return x[0] > 1.0 ? pow(x[0], x[1]) : atan2(x[1], x[2]);
  }
};

struct field {
  template <class T>
  constexpr std::array<T, 3> operator()(const std::array<T, 3>& x) const {
    return {x[0] * x[1], x[1] / x[2], x[2] - cos(x[0])};
  }
};

double value_and_gradient(const point& x, point& gradient) {
  return etna::value_and_grad(objective{}).into(x, gradient);
}
point gradient(const point& x) { return etna::grad(objective{})(x); }
point gradient_with_branches(const point& x) { return etna::grad(kinked{})(x); }
point gradient_in_forward_mode(const point& x) {
  return etna::grad(objective{}, etna::forward_mode)(x);
}
matrix hessian(const point& x) { return etna::hessian(objective{})(x); }
matrix jacobian(const point& x) { return etna::jacobian(field{})(x); }

double slope(double x, double y, double scale) {
  constexpr auto f = [](const auto& a, const auto& b, const auto& k) { return k * a / b; };
  return etna::grad(etna::with(f, scale), etna::wrt<0>)(x, y);
}

}  // namespace user
