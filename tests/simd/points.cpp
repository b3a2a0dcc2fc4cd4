// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/simd/points.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <tuple>
#include <vector>

#include "etna/simd.hpp"

namespace {

namespace simd = etna::simd;

template <class T>
T number(std::size_t point, std::size_t k) {
  return static_cast<T>(1000 * point + k);
}

/// Reads all points as batches: scalar k of point i is number(i, k).
template <class V, class Points, class Point>
void check(const Points& all, const Point& point_of) {
  using T = simd::lane_t<V>;
  constexpr std::size_t width = simd::lanes<V>;
  const auto reader = etna::detail::reader_of<V>(all);
  const auto expect = [&](const auto& batch, std::size_t i, std::size_t count) {
    etna::for_each_leaf(batch, [&](const V& scalar, int k) {
      T lanes[width];
      simd::store<V>(lanes, scalar);
      for (std::size_t lane = 0; lane < width; ++lane) {
        const std::size_t point = point_of(i + std::min(lane, count - 1));
        CHECK(lanes[lane] == number<T>(point, static_cast<std::size_t>(k)));
      }
    });
  };
  std::size_t i = 0;
  for (; i + width <= all.size(); i += width)
    expect(reader.template read<false>(i, width), i, width);
  if (const std::size_t rest = all.size() - i; rest > 0)
    expect(reader.template read<true>(i, rest), i, rest);
}

template <class V, std::size_t Scalars>
void check_rows() {
  using T = simd::lane_t<V>;
  using row = std::array<T, Scalars>;
  for (std::size_t n = 0; n <= 2 * simd::lanes<V> + 1; ++n) {
    std::vector<row> rows(n);  // as long as what may be read
    rows.shrink_to_fit();
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t k = 0; k < Scalars; ++k) rows[i][k] = number<T>(i, k);
    }
    check<V>(rows, [](std::size_t i) { return i; });
    std::vector<std::uint32_t> index(n);
    for (std::size_t i = 0; i < n; ++i) index[i] = static_cast<std::uint32_t>(i * 7 % n);
    check<V>(etna::at_indices(rows, index), [&](std::size_t i) { return index[i]; });

    std::vector<T> columns(Scalars * n);
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t k = 0; k < Scalars; ++k) columns[k * n + i] = number<T>(i, k);
    }
    check<V>(etna::columns<row>(columns.data(), n), [](std::size_t i) { return i; });
  }
}

template <class V>
void check_all() {
  check_rows<V, 1>();
  check_rows<V, 3>();
  check_rows<V, 4>();
  check_rows<V, 16>();
  check_rows<V, 17>();
  check_rows<V, 35>();
}

}  // namespace

TEST_CASE("points of any number of scalars, in rows, in columns, by indices") {
  check_all<simd::pack<float>>();
  check_all<simd::pack<double>>();
  check_all<double>();
#if XSIMD_WITH_FMA3_AVX2
  check_all<simd::pack<float, xsimd::fma3<xsimd::avx2>>>();
#endif
}

TEST_CASE("points in records that have other numbers, too") {
  using vector = std::array<double, 2>;
  constexpr auto length = [](const auto& v) { return etna::sqrt(v[0] * v[0] + v[1] * v[1]); };
  for (std::size_t count = 0; count <= 2 * etna::simd::lanes<etna::simd::pack<double>> + 1;
       ++count) {
    std::vector<double> records(5 * count + 1, 7.0), slopes(5 * count + 1, 7.0);
    for (std::size_t i = 0; i < count; ++i)
      records[5 * i + 1] = 3, records[5 * i + 2] = number<double>(i, 0);
    const auto from = etna::strided<vector, 5, const double>(records.data() + 1, count);
    auto to = etna::strided<vector, 5>(slopes.data() + 1, count);
    etna::vmap(etna::grad(length)).into(from, to);
    for (std::size_t i = 0; i < count; ++i) {
      const double y = number<double>(i, 0), norm = std::sqrt(9 + y * y);
      CHECK(slopes[5 * i] == 7);
      CHECK(slopes[5 * i + 1] == doctest::Approx(3 / norm).epsilon(1e-14));
      CHECK(slopes[5 * i + 2] == doctest::Approx(y / norm).epsilon(1e-14));
      CHECK(slopes[5 * i + 3] == 7);
    }
  }
}

TEST_CASE("members of tuples are found wherever they are in memory") {
  std::vector<std::tuple<double, double, double, double, double>> points;
  for (std::size_t i = 0; i < 19; ++i) {
    points.emplace_back(number<double>(i, 0), number<double>(i, 1), number<double>(i, 2),
                        number<double>(i, 3), number<double>(i, 4));
  }
  check<simd::pack<double>>(points, [](std::size_t i) { return i; });
}
