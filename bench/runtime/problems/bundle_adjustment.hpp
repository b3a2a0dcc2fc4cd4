// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>

#include "problems/problem.hpp"

namespace bench {

/// Reprojection error of bundle adjustment (as in the ADBench suite): a point is seen by a camera
/// with rotation vector (3), centre (3), focal length, principal point (2) and radial distortion
/// (2); then come the point (3) and the weight of the observation, which is the constant (2).
struct bundle_adjustment {
  static constexpr const char* name = "bundle adjustment, 2x15";
  static constexpr const char* remark =
      "by hand the derivative by the rotation vector is the closed form of Gallego and Yezzi";
  static constexpr std::size_t inputs = 15, constants = 2, outputs = 2;
  static constexpr interval domain(std::size_t i) {
    if (i < 3) return {-0.5, 0.5};                       // rotation
    if (i < 6) return {-1, 1};                           // centre
    if (i == 6) return {400, 600};                       // focal length
    if (i < 9) return {-5, 5};                           // principal point
    if (i < 11) return {-0.05, 0.05};                    // distortion
    if (i < 13 || i > 14) return {-1, 1};                // point, observation
    return i == 13 ? interval{5, 9} : interval{0.5, 2};  // depth, weight
  }

  template <class T>
  using vector = std::array<T, 3>;
  template <class T>
  static constexpr vector<T> cross(const vector<T>& a, const vector<T>& b) {
    return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
  }
  template <class T>
  static constexpr T dot(const vector<T>& a, const vector<T>& b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  }

  struct function {
    template <class T>
    static constexpr vector<T> rotate(const vector<T>& rotation, const vector<T>& p) {
      const T square = dot(rotation, rotation);
      vector<T> result;
      if (square > 0.0) {
        const T angle = sqrt(square), c = cos(angle), s = sin(angle), inverse = 1.0 / angle;
        const vector<T> axis = {rotation[0] * inverse, rotation[1] * inverse,
                                rotation[2] * inverse};
        const vector<T> turned = cross(axis, p);
        const T along = dot(axis, p) * (1.0 - c);
        for (std::size_t i = 0; i < 3; ++i) result[i] = p[i] * c + turned[i] * s + axis[i] * along;
      } else {
        const vector<T> turned = cross(rotation, p);
        for (std::size_t i = 0; i < 3; ++i) result[i] = p[i] + turned[i];
      }
      return result;
    }

    template <class T>
    constexpr std::array<T, 2> operator()(const std::array<T, inputs>& x,
                                          const std::array<T, constants>& observed) const {
      const vector<T> seen =
          rotate<T>({x[0], x[1], x[2]}, {x[11] - x[3], x[12] - x[4], x[13] - x[5]});
      const T u = seen[0] / seen[2], v = seen[1] / seen[2];
      const T square = u * u + v * v;
      const T distortion = 1.0 + x[9] * square + x[10] * square * square;
      return {x[14] * (x[6] * distortion * u + x[7] - observed[0]),
              x[14] * (x[6] * distortion * v + x[8] - observed[1])};
    }
  };

  static void by_hand(const std::array<double, inputs>& x,
                      const std::array<double, constants>& observed,
                      std::array<std::array<double, inputs>, outputs>& jacobian) {
    const vector<double> r = {x[0], x[1], x[2]}, p = {x[11] - x[3], x[12] - x[4], x[13] - x[5]};
    const double square_of_angle = dot(r, r);
    double inverse_square = 0, c = 1, s_by_angle = 1, k = 0;  // k: (1 - cos) / angle²
    if (square_of_angle > 0) {
      const double angle = std::sqrt(square_of_angle), inverse = 1 / angle;
      double s;
      sincos(angle, &s, &c);
      inverse_square = inverse * inverse;
      s_by_angle = s * inverse;
      k = (1 - c) * inverse_square;
    }
    const vector<double> kr = {k * r[0], k * r[1], k * r[2]};
    const vector<double> sr = {s_by_angle * r[0], s_by_angle * r[1], s_by_angle * r[2]};
    const double xy = kr[0] * r[1], xz = kr[0] * r[2], yz = kr[1] * r[2];
    const vector<double> row[3] = {{c + kr[0] * r[0], xy - sr[2], xz + sr[1]},
                                   {xy + sr[2], c + kr[1] * r[1], yz - sr[0]},
                                   {xz - sr[1], yz + sr[0], c + kr[2] * r[2]}};

    const double inverse_depth = 1 / dot(row[2], p);
    const double u = dot(row[0], p) * inverse_depth, v = dot(row[1], p) * inverse_depth;
    const double square = u * u + v * v;
    const double distortion = 1 + square * (x[9] + x[10] * square);
    const double slope = 2 * (x[9] + 2 * x[10] * square);
    const double weight = x[14], scale = weight * x[6];

    const double across = scale * slope * u * v;
    const double place[2] = {u, v};
    const double own[2] = {scale * (distortion + slope * u * u),
                           scale * (distortion + slope * v * v)};
    for (std::size_t o = 0; o < 2; ++o) {
      // The row of the projection's Jacobian by the point in the camera's frame, and in the
      // world's.
      const double by_u = (o == 0 ? own[0] : across) * inverse_depth;
      const double by_v = (o == 0 ? across : own[1]) * inverse_depth;
      const double by_z = -(by_u * u + by_v * v);
      vector<double> by_point;
      for (std::size_t i = 0; i < 3; ++i) {
        by_point[i] = by_u * row[0][i] + by_v * row[1][i] + by_z * row[2][i];
      }
      // Gallego and Yezzi, A compact formula for the derivative of a 3-D rotation in exponential
      // coordinates (2015): -R [p]ₓ (r rᵀ + (Rᵀ - I) [r]ₓ) / |r|².
      const vector<double> moment = cross(p, by_point);
      vector<double> by_rotation = moment;
      if (square_of_angle > 0) {
        const double along = dot(moment, r);
        const vector<double> moved = {dot(row[0], moment) - moment[0],
                                      dot(row[1], moment) - moment[1],
                                      dot(row[2], moment) - moment[2]};
        const vector<double> turned = cross(moved, r);
        for (std::size_t i = 0; i < 3; ++i)
          by_rotation[i] = (along * r[i] + turned[i]) * inverse_square;
      }
      auto& j = jacobian[o];
      for (std::size_t i = 0; i < 3; ++i) {
        j[i] = by_rotation[i];
        j[3 + i] = -by_point[i];
        j[11 + i] = by_point[i];
      }
      const double distorted = distortion * place[o];
      j[6] = weight * distorted;
      j[7] = o == 0 ? weight : 0;
      j[8] = o == 0 ? 0 : weight;
      j[9] = scale * place[o] * square;
      j[10] = j[9] * square;
      j[14] = x[6] * distorted + x[7 + o] - observed[o];
    }
  }
};

}  // namespace bench
