// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <cstdlib>
#include <numeric>
#include <string>

#include "laws/random_check.hpp"

/// \file
/// Random programs against 50-digit arithmetic: the value, the gradient by reverse and by forward
/// mode, and the Hessian times a vector.
///
/// In 50 digits the derivatives must be the divided differences of the function itself; in double,
/// what they are in 50 digits, up to the running error bound.
///
/// ETNA_RANDOM_PROGRAMS says how many programs (2000), ETNA_RANDOM_SEED the seed of the first (1).

// At compile time calls to these are errors; here no program has so many branches.
void etna::too_many_decisions_on_one_path_use_etna_where() { std::abort(); }
void etna::an_array_compared_is_many_answers_use_etna_where() { std::abort(); }
void etna::too_many_paths_use_etna_where() { std::abort(); }

namespace {

using namespace etna::test;

constexpr std::size_t n = random_program::inputs;

std::uint64_t setting(const char* name, std::uint64_t otherwise) {
  const char* const text = std::getenv(name);
  return text ? std::stoull(text) : otherwise;
}

/// Whether a divided difference is the derivative sum(partial[k] v[k]), in 50 digits. There is left
/// over h² = 2^-86 times a third or fourth derivative, and what rounding made of the values.
bool is_derivative(long double difference, const std::array<long double, n>& partial,
                   const random_program& p, long double lower, long double noise) {
  long double sum = 0, size = 0;
  for (std::size_t k = 0; k < n; ++k) {
    sum += partial[k] * p.v[k];
    size += std::fabs(partial[k] * p.v[k]);
  }
  return std::fabs(difference - sum) <= 1e-9L * size + 1e-15L * lower + noise;
}

/// The name of the first result that is wrong, or "".
std::string first_wrong(const random_program& p, const program_results& r) {
  const exact_results& exact = r.exact;
  const long double step = exact_results::step, size = std::fabs(exact.value);
  const long double rounding = 4 * 0x1p-115L * r.reverse.bound[0].error;  // 168 bits, not 53
  if (exact.value != exact.value_of_function) return "the value of the program in 50 digits";
  if (!is_derivative(exact.slope, exact.gradient, p, size, rounding / step)) {
    return "the gradient in 50 digits";
  }
  if (!is_derivative(exact.curvature, exact.product, p, size + std::fabs(exact.slope),
                     rounding / (step * step))) {
    return "the Hessian times a vector in 50 digits";
  }
  const auto wrong = [](const auto& outputs, std::size_t k, long double value) {
    return !within(outputs.got[k], outputs.bound[k], value);
  };
  if (wrong(r.reverse, 0, exact.value)) return "the value";
  if (wrong(r.forward, 0, exact.value)) return "the value beside the forward mode";
  if (wrong(r.second, 0, exact.value)) return "the value beside second derivatives";
  for (std::size_t k = 0; k < n; ++k) {
    const std::string at = "[" + std::to_string(k) + "]";
    if (wrong(r.reverse, 1 + k, exact.gradient[k])) return "the gradient by reverse mode" + at;
    if (wrong(r.forward, 1 + k, exact.gradient[k])) return "the gradient by forward mode" + at;
    if (wrong(r.second, 1 + k, exact.gradient[k])) return "the gradient" + at;
    if (wrong(r.second, 1 + n + k, exact.product[k])) return "the Hessian times a vector" + at;
  }
  return "";
}

/// The program, for people to read.
std::string written(const random_program& p) {
  std::string text;
  for (int k = 0; k < random_program::inputs; ++k) {
    text += "  " + std::to_string(k) + ": " + std::to_string(p.x[k]) + "\n";
  }
  for (int s = 0; s < p.size; ++s) {
    const random_program::step& step = p.steps[s];
    text += "  " + std::to_string(random_program::inputs + s) + ": ";
    if (step.op == random_program::literal) {
      text += std::to_string(step.constant);
    } else {
      int arity = 3;
      if (step.op == random_program::branch) {
        text += "if";
      } else {
        text += all_drawn::rows[static_cast<std::size_t>(step.op)].name;
        arity = all_drawn::rows[static_cast<std::size_t>(step.op)].arity;
      }
      for (int k = 0; k < arity; ++k) text += " #" + std::to_string(step.operand[k]);
    }
    text += "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("random programs agree with 50-digit arithmetic") {
  const std::uint64_t programs = setting("ETNA_RANDOM_PROGRAMS", 2000);
  std::uint64_t seed = setting("ETNA_RANDOM_SEED", 1);
  std::array<int, verdicts> count{};
  std::array<int, all_drawn::size> uses{};
  int redrawn_operations = 0, operations = 0;
  std::uint64_t curved = 0;
  for (std::uint64_t checked = 0; checked < programs; ++seed) {
    const int size = 3 + static_cast<int>(seed % 10);
    const random_program p = program_drawing(seed, size).program();
    const program_results r = run_all(p);
    ++count[static_cast<std::size_t>(r.is)];
    if (r.is != verdict::checked) continue;
    ++checked;
    const std::string wrong = first_wrong(p, r);
    INFO("ETNA_RANDOM_SEED=", seed, " ETNA_RANDOM_PROGRAMS=1\n", written(p));
    CHECK(wrong == "");
    for (int s = 0; s < p.size; ++s) {
      if (p.steps[s].op >= 0) ++uses[static_cast<std::size_t>(p.steps[s].op)];
    }
    redrawn_operations += p.redrawn;
    operations += p.size;
    for (const long double z : r.exact.product) curved += z != 0;
  }
  MESSAGE(programs, " programs of ", operations, " operations (", redrawn_operations,
          " drawn again); programs drawn again: ", count[1], " too large, ", count[2],
          " with constants folded, ", count[3], " undecided, ", count[4], " ill-conditioned, ",
          count[5], " not finite, ", count[6], " at a kink; ", curved,
          " second derivatives along v are not 0");
  // Later seeds are what makes up for those; a test of few programs is no test.
  const auto attempts = static_cast<std::uint64_t>(std::accumulate(count.begin(), count.end(), 0));
  CHECK(10 * (attempts - programs) <= attempts + 10);
  if (programs < 2000) return;
  CHECK(2 * curved >= programs);
  for (std::size_t k = 0; k < uses.size(); ++k) {
    if (all_drawn::rows[k].is == role::auxiliary) continue;
    INFO(std::string(all_drawn::rows[k].name), " is drawn");
    CHECK(uses[k] > 0);
  }
}
