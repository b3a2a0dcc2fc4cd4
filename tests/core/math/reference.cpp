// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "core/math/reference.hpp"

#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/special_functions/polygamma.hpp>
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <map>
#include <stdexcept>

#include "support/ulp.hpp"

namespace etna::test {
namespace {

using real = boost::multiprecision::cpp_bin_float_50;

using function = real (*)(const real&, const real&);

const std::map<std::string_view, function> functions = {
    {"exp", [](const real& x, const real&) -> real { return exp(x); }},
    {"exp2", [](const real& x, const real&) -> real { return pow(real(2), x); }},
    {"expm1", [](const real& x, const real&) -> real { return expm1(x); }},
    {"log", [](const real& x, const real&) -> real { return log(x); }},
    {"log2", [](const real& x, const real&) -> real { return log(x) / log(real(2)); }},
    {"log10", [](const real& x, const real&) -> real { return log10(x); }},
    {"log1p", [](const real& x, const real&) -> real { return log1p(x); }},
    {"sqrt", [](const real& x, const real&) -> real { return sqrt(x); }},
    {"cbrt", [](const real& x, const real&) -> real { return cbrt(x); }},
    {"pow", [](const real& x, const real& y) -> real { return pow(x, y); }},
    {"hypot", [](const real& x, const real& y) -> real { return sqrt(x * x + y * y); }},
    {"sin", [](const real& x, const real&) -> real { return sin(x); }},
    {"cos", [](const real& x, const real&) -> real { return cos(x); }},
    {"tan", [](const real& x, const real&) -> real { return tan(x); }},
    {"asin", [](const real& x, const real&) -> real { return asin(x); }},
    {"acos", [](const real& x, const real&) -> real { return acos(x); }},
    {"atan", [](const real& x, const real&) -> real { return atan(x); }},
    {"atan2", [](const real& y, const real& x) -> real { return atan2(y, x); }},
    {"sinh", [](const real& x, const real&) -> real { return sinh(x); }},
    {"cosh", [](const real& x, const real&) -> real { return cosh(x); }},
    {"tanh", [](const real& x, const real&) -> real { return tanh(x); }},
    {"asinh", [](const real& x, const real&) -> real { return asinh(x); }},
    {"acosh", [](const real& x, const real&) -> real { return acosh(x); }},
    {"atanh", [](const real& x, const real&) -> real { return atanh(x); }},
    {"erf", [](const real& x, const real&) -> real { return boost::math::erf(x); }},
    {"erfc", [](const real& x, const real&) -> real { return boost::math::erfc(x); }},
    {"tgamma", [](const real& x, const real&) -> real { return boost::math::tgamma(x); }},
    {"lgamma", [](const real& x, const real&) -> real { return boost::math::lgamma(x); }},
    {"polygamma",
     [](const real& x, const real& n) -> real {
       return n == 0 ? boost::math::digamma(x) : boost::math::polygamma(static_cast<int>(n), x);
     }},
};

real reference(std::string_view name, long double x, long double y) {
  const auto found = functions.find(name);
  if (found == functions.end()) throw std::invalid_argument("no reference for this function");
  return found->second(real(x), real(y));
}

}  // namespace

double error_of(std::string_view function, float got, long double x, long double y) {
  return ulp_error(got, reference(function, x, y));
}
double error_of(std::string_view function, double got, long double x, long double y) {
  return ulp_error(got, reference(function, x, y));
}
double error_of(std::string_view function, long double got, long double x, long double y) {
  return ulp_error(got, reference(function, x, y));
}

double absolute_error(std::string_view function, long double got, long double x, long double y) {
  return static_cast<double>(abs(real(got) - reference(function, x, y)));
}

std::string digits_of(std::string_view function, long double x, long double y) {
  return reference(function, x, y).str();
}

}  // namespace etna::test
