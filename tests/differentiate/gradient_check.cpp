// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/differentiate/gradient_check.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <sstream>
#include <string>

namespace {

using etna::gradient_check, etna::gradient_difference;

/// A first derivative by scalar 2 of argument 1, in reverse mode.
gradient_difference first_order(double derivative, double expected, double tolerance) {
  return {"reverse mode", 1, 0, 1, 2, 0, 0, derivative, expected, tolerance};
}

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

}  // namespace

TEST_CASE("a check that compared nothing is no success") {
  gradient_check check;
  CHECK_FALSE(static_cast<bool>(check));
  check.compare(first_order(1, 1, 0));
  CHECK(static_cast<bool>(check));
}

TEST_CASE("what is within the tolerance agrees, at its very end too") {
  gradient_check check;
  check.compare(first_order(1.5, 1.0, 0.5));
  check.compare(first_order(0.5, 1.0, 0.5));
  CHECK(check.differences == 0);
  check.compare(first_order(1.5, 1.0, 0.499));
  CHECK(check.differences == 1);
  CHECK(check.comparisons == 3);
  CHECK_FALSE(static_cast<bool>(check));
}

TEST_CASE("NaN and infinity never agree with a number") {
  for (const double derivative : {nan, infinity, -infinity}) {
    gradient_check check;
    check.compare(first_order(derivative, 1.0, 0.5));
    check.compare(first_order(1.0, derivative, 0.5));
    CHECK(check.differences == 2);
  }
}

TEST_CASE("the text says what differs, and by how much it may") {
  gradient_check check;
  check.compare(first_order(1, 1, 0));
  check.write();
  CHECK(std::string(check.text()) == "1 derivatives agree with finite differences");

  check.compare(first_order(2.5, 2.0, 2e-6));
  check.compare({"forward mode", 2, 3, 0, 1, 4, 5, -1.0, 0.0, infinity});
  check.compare({"forward mode", 2, 3, 0, 1, 4, 5, nan, 0.0, infinity});
  check.write();
  CHECK(
      std::string(check.text()) ==
      "2 of 4 derivatives differ from finite differences\n"
      "order 1, reverse mode: output 0 by scalar 2 of argument 1 is 2.5, finite differences 2 to "
      "within 1e-5\n"
      "order 2, forward mode: output 3 by scalar 1 of argument 0 and by scalar 5 of argument 4 is "
      "nan, finite differences do not exist there");
  std::ostringstream stream;
  stream << check;
  CHECK(stream.str() == check.text());
}

TEST_CASE("of many differences the first are kept, and all are counted") {
  gradient_check check;
  for (int k = 0; k < 3 * gradient_check::capacity; ++k) check.compare(first_order(k, -1, 0));
  CHECK(check.differences == 3 * gradient_check::capacity);
  CHECK(check.difference[gradient_check::capacity - 1].derivative == gradient_check::capacity - 1);
  check.write();
  const std::string text = check.text();
  CHECK(text.starts_with("24 of 24 derivatives differ"));
  CHECK(text.ends_with("\n..."));
}

TEST_CASE("text that is longer than its place is cut, not written beyond it") {
  gradient_check check;
  const std::string mode(1000, 'm');
  for (int k = 0; k < gradient_check::capacity; ++k) {
    check.compare({mode.c_str(), 1, 0, 0, 0, 0, 0, 1.0, 2.0, 0.0});
  }
  check.write();
  CHECK(std::string(check.text()).size() > 2 * mode.size());
  CHECK(std::string(check.text()).size() < 4 * mode.size());
}
