// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/simd/batch.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "etna/etna.hpp"

TEST_CASE_TEMPLATE("fma rounds once on every architecture", T, float, double) {
  using batch = xsimd::batch<T>;
  const T e = std::numeric_limits<T>::epsilon(), x = 1 + e;
  CHECK(xsimd::all(etna::fma(batch(x), batch(x), batch(-(x * x))) == batch(e * e)));
}

TEST_CASE_TEMPLATE("special values", T, float, double) {
  using batch = xsimd::batch<T>;
  using limits = std::numeric_limits<T>;
  const T values[] = {0,
                      -T(0),
                      1,
                      -1,
                      2,
                      -3,
                      T(0.5),
                      limits::infinity(),
                      -limits::infinity(),
                      limits::quiet_NaN(),
                      limits::max(),
                      limits::min(),
                      limits::denorm_min(),
                      200,
                      -200};
  const auto agrees = [](batch got, T expected) {
    T lanes[batch::size];
    got.store_unaligned(lanes);
    for (const T lane : lanes) {
      if (std::isnan(expected) != std::isnan(lane)) return false;
      if (!std::isnan(expected) && std::fabs(lane - expected) > 8 * limits::epsilon()) {
        if (lane != expected &&
            std::fabs(lane - expected) > 8 * limits::epsilon() * std::fabs(expected))
          return false;
      }
    }
    return true;
  };
  for (const T x : values) {
    CAPTURE(x);
    CHECK(agrees(etna::exp(batch(x)), std::exp(x)));
    CHECK(agrees(etna::log(batch(x)), std::log(x)));
    CHECK(agrees(etna::erf(batch(x)), std::erf(x)));
    CHECK(agrees(etna::erfc(batch(x)), std::erfc(x)));
    CHECK(agrees(etna::tgamma(batch(x)), std::tgamma(x)));
    for (const T y : values) {
      CAPTURE(y);
      CHECK(agrees(etna::pow(batch(x), batch(y)), std::pow(x, y)));
      CHECK(agrees(etna::atan2(batch(x), batch(y)), std::atan2(x, y)));
      // The slope of a power is one of the exponent less 1.
      constexpr auto power = [](auto b, auto e) { return pow(b, e); };
      CHECK(agrees(etna::grad(power, etna::wrt<0>)(batch(x), batch(y)),
                   etna::grad(power, etna::wrt<0>)(x, y)));
    }
  }
  // The last results that are finite, subnormal, other than 0.
  const T top = std::log(limits::max()), bottom = std::log(limits::denorm_min());
  const auto one_of = [](batch y) {
    T lanes[batch::size];
    y.store_unaligned(lanes);
    return lanes[0];
  };
  CHECK(one_of(etna::exp(batch(top - T(0.001)))) < limits::infinity());
  CHECK(one_of(etna::exp(batch(top + T(0.001)))) == limits::infinity());
  CHECK(one_of(etna::exp(batch(bottom + T(2)))) >= 6 * limits::denorm_min());
  CHECK(one_of(etna::exp(batch(bottom + T(2)))) <= 8 * limits::denorm_min());
  CHECK(one_of(etna::exp(batch(bottom - T(2)))) == 0);
  // A lane that is out of the ordinary does not disturb the others.
  T mixed[batch::size], power[batch::size];
  for (T& lane : mixed) lane = T(1.5);
  mixed[0] = -2;
  etna::pow(batch::load_unaligned(mixed), batch(3)).store_unaligned(power);
  CHECK(power[0] == -8);
  CHECK(power[batch::size - 1] == T(3.375));
}

TEST_CASE("a large Jacobian of batches, whose lanes take different paths") {
  using batch = xsimd::batch<double>;
  constexpr std::size_t n = 33;  // more entries than are made straight
  constexpr auto f = [](const auto& x) {
    auto s = x[0];
    for (std::size_t i = 1; i < n; ++i) s += x[i];
    auto r = x;
    for (auto& e : r) e = where(e > 0.0, e * s, e);
    if (s > 1.0) r[0] = s * s;
    return r;
  };
  std::array<batch, n> x;
  std::array<std::array<double, n>, batch::size> lane;
  for (std::size_t i = 0; i < n; ++i) {
    double values[batch::size];
    for (std::size_t k = 0; k < batch::size; ++k)
      values[k] = lane[k][i] = (i % 3 == k % 2 ? -1.0 : 1.0) * (0.25 + 0.125 * double(i + k));
    x[i] = batch::load_unaligned(values);
  }
  const auto all = etna::jacfwd(f)(x);
  for (std::size_t k = 0; k < batch::size; ++k) {
    const auto one = etna::jacfwd(f)(lane[k]);
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) {
        double values[batch::size];
        all[i][j].store_unaligned(values);
        CHECK(values[k] == doctest::Approx(one[i][j]).epsilon(1e-14));
      }
    }
  }
}

TEST_CASE("lanes take sixteen paths") {
  using batch = xsimd::batch<double>;
  constexpr auto f = [](const auto& x) {
    auto s = x[0] * 0.0;
    for (std::size_t i = 0; i < 4; ++i) {
      if (x[i] > 0.0) {
        s += sqrt(x[i]) * x[(i + 1) % 4];
      } else {
        s -= log(-x[i]) * x[(i + 1) % 4];
      }
    }
    return s * s;
  };
  for (unsigned first = 0; first < 16; ++first) {
    std::array<batch, 4> x;
    std::array<std::array<double, 4>, batch::size> lane;
    for (std::size_t i = 0; i < 4; ++i) {
      double values[batch::size];
      for (std::size_t k = 0; k < batch::size; ++k)
        values[k] = lane[k][i] =
            ((first + 5 * k) >> i & 1U ? 1.0 : -1.0) * (0.5 + 0.25 * double(i));
      x[i] = batch::load_unaligned(values);
    }
    const auto all = etna::grad(f)(x);
    for (std::size_t k = 0; k < batch::size; ++k) {
      const auto one = etna::grad(f)(lane[k]);
      for (std::size_t i = 0; i < 4; ++i) {
        double values[batch::size];
        all[i].store_unaligned(values);
        CHECK(values[k] == doctest::Approx(one[i]).epsilon(1e-13));
      }
    }
  }
}
