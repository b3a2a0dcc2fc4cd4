// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "op/reference.hpp"

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <stdexcept>
#include <string>
#include <vector>

namespace etna::test {

namespace {

// 160 digits: a second difference with a step of 1e-40 keeps 80 of them, of which cancellation in
// the definitions below may cost 40.
using real = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<160>,
                                           boost::multiprecision::et_off>;

const real& pi() {
  static const real value = 4 * atan(real(1));
  return value;
}
real magnitude(const real& x) { return x < 0 ? real(-x) : x; }
real power(const real& x, const real& y) { return exp(real(y * log(x))); }
real cube_root(const real& x) {
  return x < 0 ? real(-power(-x, real(1) / 3)) : power(x, real(1) / 3);
}
real arcsine(const real& x) { return atan(real(x / sqrt(real(1 - x * x)))); }
real arcsinh(const real& x) {
  return x < 0 ? real(-arcsinh(-x)) : real(log(real(x + sqrt(real(x * x + 1)))));
}
real angle(const real& y, const real& x) {
  if (x > 0) return atan(real(y / x));
  return y < 0 ? real(atan(real(y / x)) - pi()) : real(atan(real(y / x)) + pi());
}
real truncated(const real& x) { return x < 0 ? real(-floor(real(-x))) : real(floor(x)); }

/// erf x = 2/sqrt(pi) exp(-x^2) sum 2^k x^(2k+1) / (2k+1)!! (Abramowitz and Stegun 7.1.6)
real error_function(const real& x) {
  real sum = 0, term = x;
  for (int k = 0; sum + term != sum; ++k) {
    sum += term;
    term *= 2 * x * x / (2 * k + 3);
  }
  return 2 / sqrt(pi()) * exp(real(-x * x)) * sum;
}
real normal_cdf(const real& x) { return (1 + error_function(x / sqrt(real(2)))) / 2; }

/// B_2k / (2k (2k - 1)) from k = 1 on.
const std::vector<real>& stirling() {
  static const std::vector<real> coefficients = [] {
    std::vector<real> b{real(1)}, c;
    for (int m = 1; m <= 140; ++m) {  // sum over k of binomial(m + 1, k) B_k = 0
      real sum = 0, binomial = 1;
      for (int k = 0; k < m; ++k) {
        sum += binomial * b[static_cast<std::size_t>(k)];
        binomial = binomial * (m + 1 - k) / (k + 1);
      }
      b.push_back(-sum / (m + 1));
      if (m % 2 == 0) c.push_back(b.back() / (m * (m - 1)));
    }
    return c;
  }();
  return coefficients;
}
/// Stirling's series at x > 200 (Abramowitz and Stegun 6.1.40).
real log_gamma(real x) {
  real product = 1;
  for (; x < 200; ++x) product *= x;
  real sum = (x - real(0.5)) * log(x) - x + log(real(2 * pi())) / 2 - log(product);
  real odd = 1 / x;
  for (const real& c : stirling()) {
    sum += c * odd;
    odd /= x * x;
  }
  return sum;
}
/// Its derivative.
real digamma(real x) {
  real sum = 0;
  for (; x < 200; ++x) sum -= 1 / x;
  sum += log(x) - 1 / (2 * x);
  real even = 1 / (x * x);
  int k = 1;
  for (const real& c : stirling()) {
    sum -= (2 * k++ - 1) * c * even;
    even /= x * x;
  }
  return sum;
}

#define FUNCTION(NAME, ...) {NAME, [](const real* x) -> real { return __VA_ARGS__; }}

struct function {
  std::string_view name;
  real (*value)(const real* x);
};
constexpr function functions[] = {
    FUNCTION("add", x[0] + x[1]),
    FUNCTION("subtract", x[0] - x[1]),
    FUNCTION("multiply", x[0] * x[1]),
    FUNCTION("divide", x[0] / x[1]),
    FUNCTION("negate", -x[0]),
    FUNCTION("fma", x[0] * x[1] + x[2]),
    FUNCTION("square", x[0] * x[0]),
    FUNCTION("exp", exp(x[0])),
    FUNCTION("exp2", power(2, x[0])),
    FUNCTION("expm1", exp(x[0]) - 1),
    FUNCTION("log", log(x[0])),
    FUNCTION("log2", log(x[0]) / log(real(2))),
    FUNCTION("log10", log(x[0]) / log(real(10))),
    FUNCTION("log1p", log(real(1 + x[0]))),
    FUNCTION("sqrt", sqrt(x[0])),
    FUNCTION("cbrt", cube_root(x[0])),
    FUNCTION("pow", power(x[0], x[1])),
    FUNCTION("hypot", sqrt(real(x[0] * x[0] + x[1] * x[1]))),
    FUNCTION("hypot3", sqrt(real(x[0] * x[0] + x[1] * x[1] + x[2] * x[2]))),
    FUNCTION("sin", sin(x[0])),
    FUNCTION("cos", cos(x[0])),
    FUNCTION("tan", sin(x[0]) / cos(x[0])),
    FUNCTION("asin", arcsine(x[0])),
    FUNCTION("acos", pi() / 2 - arcsine(x[0])),
    FUNCTION("atan", atan(x[0])),
    FUNCTION("atan2", angle(x[0], x[1])),
    FUNCTION("sinc", sin(x[0]) / x[0]),
    FUNCTION("sinh", (exp(x[0]) - exp(real(-x[0]))) / 2),
    FUNCTION("cosh", (exp(x[0]) + exp(real(-x[0]))) / 2),
    FUNCTION("tanh", 1 - 2 / (exp(real(2 * x[0])) + 1)),
    FUNCTION("asinh", arcsinh(x[0])),
    FUNCTION("acosh", log(real(x[0] + sqrt(real(x[0] * x[0] - 1))))),
    FUNCTION("atanh", log(real((1 + x[0]) / (1 - x[0]))) / 2),
    FUNCTION("erf", error_function(x[0])),
    FUNCTION("erfc", 1 - error_function(x[0])),
    FUNCTION("normal_cdf", normal_cdf(x[0])),
    FUNCTION("tgamma", exp(log_gamma(x[0]))),
    FUNCTION("lgamma", log_gamma(x[0])),
    FUNCTION("digamma", digamma(x[0])),
    FUNCTION("sigmoid", 1 / (1 + exp(real(-x[0])))),
    FUNCTION("log_sigmoid", -log(real(1 + exp(real(-x[0]))))),
    FUNCTION("softplus", log(real(1 + exp(x[0])))),
    FUNCTION("logsumexp", log(real(exp(x[0]) + exp(x[1])))),
    FUNCTION("logsumexp3", log(real(exp(x[0]) + exp(x[1]) + exp(x[2])))),
    FUNCTION("log_cosh", log(real((exp(x[0]) + exp(real(-x[0]))) / 2))),
    FUNCTION("silu", x[0] / (1 + exp(real(-x[0])))),
    FUNCTION("gelu", x[0] * normal_cdf(x[0])),
    FUNCTION("relu", x[0] > 0 ? x[0] : real(0)),
    FUNCTION("leaky_relu", x[0] > 0 ? x[0] : real(x[1] * x[0])),
    FUNCTION("sign", real(x[0].sign())),
    FUNCTION("abs", magnitude(x[0])),
    FUNCTION("copysign", x[1] < 0 ? real(-magnitude(x[0])) : magnitude(x[0])),
    FUNCTION("min", x[1] < x[0] ? x[1] : x[0]),
    FUNCTION("max", x[0] < x[1] ? x[1] : x[0]),
    FUNCTION("fmin", x[1] < x[0] ? x[1] : x[0]),
    FUNCTION("fmax", x[0] < x[1] ? x[1] : x[0]),
    FUNCTION("fdim", x[0] > x[1] ? real(x[0] - x[1]) : real(0)),
    FUNCTION("clamp", x[0] < x[1]   ? x[1]
                      : x[2] < x[0] ? x[2]
                                    : x[0]),
    FUNCTION("floor", floor(x[0])),
    FUNCTION("ceil", -floor(real(-x[0]))),
    FUNCTION("round", truncated(x[0] < 0 ? real(x[0] - 0.5) : real(x[0] + 0.5))),
    FUNCTION("trunc", truncated(x[0])),
    FUNCTION("fmod", x[0] - truncated(x[0] / x[1]) * x[1]),
};

reference_number rounded(const real& x) {
  reference_number r;
  r.high = static_cast<long double>(x);
  if (std::isfinite(r.high)) r.low = static_cast<long double>(real(x - r.high));
  return r;
}

}  // namespace

reference_jet reference(std::string_view name, std::span<const long double> x) {
  const auto found = std::find_if(std::begin(functions), std::end(functions),
                                  [&](const function& f) { return f.name == name; });
  if (found == std::end(functions)) {
    throw std::invalid_argument("no reference for " + std::string(name));
  }
  const auto f = found->value;
  const int n = static_cast<int>(x.size());
  real at[3], step[3];
  for (int i = 0; i < n; ++i) {
    at[i] = x[static_cast<std::size_t>(i)];
    step[i] = ldexp(at[i] == 0 ? real(1) : magnitude(at[i]), -133);
  }
  const auto moved = [&](int i, int a, int j, int b) {
    real y[3] = {at[0], at[1], at[2]};
    y[i] += a * step[i];
    y[j] += b * step[j];
    return f(y);
  };
  reference_jet r;
  const real value = f(at);
  r.value = rounded(value);
  for (int i = 0; i < n; ++i) {
    const real above = moved(i, 1, i, 0), below = moved(i, -1, i, 0);
    r.gradient[i] = rounded((above - below) / (2 * step[i]));
    r.second[i][i] = rounded((above - 2 * value + below) / (step[i] * step[i]));
    for (int j = 0; j < i; ++j) {
      const real mixed =
          moved(i, 1, j, 1) - moved(i, 1, j, -1) - moved(i, -1, j, 1) + moved(i, -1, j, -1);
      r.second[i][j] = r.second[j][i] = rounded(mixed / (4 * step[i] * step[j]));
    }
  }
  return r;
}

}  // namespace etna::test
