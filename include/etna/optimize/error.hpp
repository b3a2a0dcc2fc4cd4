// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <stdexcept>
#include <string>

namespace etna {

/// Parameters, gradients or a state that do not belong together.
class size_mismatch : public std::invalid_argument {
 public:
  size_mismatch(const std::string& what, std::size_t found, std::size_t expected)
      : std::invalid_argument("Etna: " + what + ": " + std::to_string(found) + ", expected " +
                              std::to_string(expected)) {}
};

/// A gradient that is infinite or NaN, where a rule says to stop.
class gradient_not_finite : public std::runtime_error {
 public:
  gradient_not_finite(const std::string& where, std::size_t component, double number,
                      std::int64_t number_of_step)
      : std::runtime_error("Etna: step " + std::to_string(number_of_step) + ": the gradient of " +
                           where + " is " + std::to_string(number)),
        index(component),
        value(number),
        step(number_of_step) {}

  std::size_t index;  // of the component among all parameters
  double value;
  std::int64_t step;
};

}  // namespace etna
