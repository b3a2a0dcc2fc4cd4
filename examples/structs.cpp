// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

// Parameters with names: a struct template over its scalar, made known by Boost.Hana. Its gradient
// is the same struct.

#include <array>
#include <boost/hana/define_struct.hpp>
#include <cstdio>
#include <etna/etna.hpp>

#include "support/check.hpp"

using examples::check;

template <class T>
struct lens {
  BOOST_HANA_DEFINE_STRUCT(lens, (T, focal_length), (T, distortion));
};

template <class T>
struct camera {
  using vector = std::array<T, 3>;
  BOOST_HANA_DEFINE_STRUCT(camera, (vector, position), (lens<T>, optics));
};

/// The horizontal image coordinate of a point seen by a camera that looks along the third axis.
constexpr auto project = [](const auto& c, const auto& point) {
  const auto depth = point[2] - c.position[2];
  const auto x = (point[0] - c.position[0]) / depth;
  const auto y = (point[1] - c.position[1]) / depth;
  return c.optics.focal_length * x * (1.0 + c.optics.distortion * (x * x + y * y));
};

int main() {
  const camera<double> c{.position = {0.0, 0.0, -2.0},
                         .optics = {.focal_length = 1.5, .distortion = 0.25}};
  const std::array<double, 3> point{1.0, 1.0, 0.0};

  const camera<double> gradient = etna::grad(project, etna::wrt<0>)(c, point);
  std::printf("by position (%g, %g, %g), by focal length %g, by distortion %g\n",
              gradient.position[0], gradient.position[1], gradient.position[2],
              gradient.optics.focal_length, gradient.optics.distortion);
  check(gradient.position == std::array{-0.9375, -0.09375, 0.515625}, "gradient.position");
  check(gradient.optics.focal_length == 0.5625, "gradient.optics.focal_length == x (1 + k r²)");
  check(gradient.optics.distortion == 0.375, "gradient.optics.distortion == f x r²");
}
