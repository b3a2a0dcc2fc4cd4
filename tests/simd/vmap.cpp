// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/simd/vmap.hpp"

#include <doctest/doctest.h>

#include <boost/hana/define_struct.hpp>
#include <string>
#include <vector>

#include "etna/simd.hpp"

namespace {

constexpr auto f = [](auto x, auto y) {
  if (x < y) return x * y + etna::sin(x);
  return etna::log(x) * y;
};
constexpr auto norm = []<class T>(const std::array<T, 3>& x) {
  return etna::sqrt(x[0] * x[0] + x[1] * x[1] + x[2] * x[2]);
};

template <class T>
struct line {
  BOOST_HANA_DEFINE_STRUCT(line, (T, slope), (T, offset));
};
constexpr auto at_line = [](const auto& l, auto x) { return l.slope * x + l.offset; };

template <class T>
bool near(T x, T y) {
  return std::abs(x - y) <= 8 * std::numeric_limits<T>::epsilon() * std::abs(y);
}

/// All numbers of points up to two batches and one, in memory that is just as long.
template <class T, class Arch>
void check() {
  constexpr std::size_t width = etna::simd::lanes<etna::simd::pack<T, Arch>>;
  for (std::size_t n = 0; n <= 2 * width + 1; ++n) {
    std::vector<T> x(n), y(n);
    std::vector<std::array<T, 3>> p(n);
    for (std::size_t i = 0; i < n; ++i) {
      x[i] = T(0.3) * static_cast<T>(i + 1);
      y[i] = T(3) - T(0.2) * static_cast<T>(i);
      p[i] = {x[i], y[i], T(1)};
    }
    const auto values = etna::vmap<Arch>(f)(x, y);
    const auto gradients = etna::vmap<Arch>(etna::value_and_grad(f))(x, y);
    const auto shared = etna::vmap<Arch>(etna::grad(f))(x, T(1.5));
    const auto normals = etna::vmap<Arch>(etna::grad(norm))(p);
    const auto lines = etna::vmap<Arch>(etna::grad(at_line))(line<T>{2, 1}, std::span<const T>(x));
    REQUIRE(values.size() == n);
    for (std::size_t i = 0; i < n; ++i) {
      CHECK(near(values[i], f(x[i], y[i])));
      const auto [value, gradient] = etna::value_and_grad(f)(x[i], y[i]);
      CHECK(near(gradients[i].value, value));
      CHECK(near(std::get<0>(gradients[i].gradient), std::get<0>(gradient)));
      CHECK(near(std::get<1>(gradients[i].gradient), std::get<1>(gradient)));
      CHECK(near(std::get<0>(shared[i]), std::get<0>(etna::grad(f)(x[i], T(1.5)))));
      const auto normal = etna::grad(norm)(p[i]);
      for (std::size_t k = 0; k < 3; ++k) CHECK(near(normals[i][k], normal[k]));
      CHECK(std::get<0>(lines[i]).slope == x[i]);
      CHECK(std::get<1>(lines[i]) == 2);
    }
    // By columns, in and out.
    std::vector<T> ones(n, T(1)), u(n), v(n), w(n);
    const auto point = etna::columns<std::array<T, 3>>(x, y, ones);
    auto out = etna::columns<std::array<T, 3>>(u, v, w);
    etna::vmap<Arch>(etna::grad(norm)).into(point, out);
    for (std::size_t i = 0; i < n; ++i) {
      CHECK(u[i] == normals[i][0]);
      CHECK(v[i] == normals[i][1]);
      CHECK(w[i] == normals[i][2]);
    }
  }
}

}  // namespace

TEST_CASE("any number of points, arrays of structs and structs of arrays") {
  check<float, etna::simd::default_arch>();
  check<double, etna::simd::default_arch>();
  check<double, etna::simd::scalar>();
}

TEST_CASE("second derivatives and Jacobians of structs") {
  constexpr auto cubic = [](const auto& l) { return l.slope * l.slope * l.offset; };
  constexpr auto turned = []<class T>(const line<T>& l) {
    return line<T>{l.slope * l.offset, l.slope - l.offset};
  };
  std::vector<line<double>> p(19);
  for (std::size_t i = 0; i < p.size(); ++i) p[i] = {static_cast<double>(i), 2};
  const std::vector<line<line<double>>> hessians = etna::vmap(etna::hessian(cubic))(p);
  const std::vector<line<line<double>>> jacobians = etna::vmap(etna::jacobian(turned))(p);
  std::vector<line<line<double>>> there(p.size());
  etna::vmap(etna::hessian(cubic)).into(p, there);
  for (std::size_t i = 0; i < p.size(); ++i) {
    const double slope = p[i].slope;
    CHECK(hessians[i].slope.slope == 4);
    CHECK(hessians[i].slope.offset == 2 * slope);
    CHECK(hessians[i].offset.slope == 2 * slope);
    CHECK(hessians[i].offset.offset == 0);
    CHECK(there[i].slope.offset == 2 * slope);
    CHECK(jacobians[i].slope.slope == 2);
    CHECK(jacobians[i].slope.offset == slope);
    CHECK(jacobians[i].offset.slope == 1);
    CHECK(jacobians[i].offset.offset == -1);
  }
}

TEST_CASE("some points by their indices") {
  const std::vector<double> x{1, 2, 3, 4, 5};
  const std::vector<std::array<double, 3>> p{{1, 0, 0}, {0, 2, 0}, {0, 0, 3}};
  const std::vector<std::uint32_t> index{4, 0, 0, 2};
  const auto squares = etna::vmap([](auto a) { return a * a; })(etna::at_indices(x, index));
  CHECK(squares == std::vector<double>{25, 1, 1, 9});
  const std::vector<std::uint32_t> two{2, 1};
  CHECK(etna::vmap(norm)(etna::at_indices(p, two)) == std::vector<double>{3, 2});
}

TEST_CASE("sizes that do not belong together") {
  const std::vector<double> x(3, 1.0), y(4, 1.0);
  std::vector<double> out(2);
  const auto product = etna::vmap([](auto a, auto b) { return a * b; });
  const auto message = [](auto call) -> std::string {
    try {
      call();
    } catch (const etna::size_mismatch& error) {
      return error.what();
    }
    return "";
  };
  CHECK(message([&] { (void)product(x, y); }) == "Etna: points of argument 2: 4, expected 3");
  CHECK(message([&] { product.into(x, x, out); }) == "Etna: results: 2, expected 3");
  CHECK(message([&] { (void)etna::columns<std::array<double, 2>>(x, y); }) ==
        "Etna: numbers in column 1: 4, expected 3");
}

TEST_CASE("a closure with captures is called as it is") {
  double factor = 3;
  const std::vector<double> x{1, 2, 3};
  CHECK(etna::vmap([=](auto a) { return factor * a; })(x) == std::vector<double>{3, 6, 9});
  CHECK(etna::vmap(etna::with([](auto a, auto k) { return k * a; }, 2.0))(x) ==
        std::vector<double>{2, 4, 6});
}
