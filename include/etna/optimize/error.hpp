// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>

#include "etna/core/error.hpp"

namespace etna {

/// A gradient that is infinite or NaN, where a rule says to stop.
class gradient_not_finite : public std::runtime_error {
 public:
  gradient_not_finite(const std::string& where, std::size_t component, double number,
                      std::int64_t number_of_step)
      : std::runtime_error("Etna: step " + std::to_string(number_of_step) + ": " + where + " is " +
                           std::to_string(number)),
        index(component),
        value(number),
        step(number_of_step) {}

  std::size_t index;  // of the component among all parameters
  double value;
  std::int64_t step;
};

}  // namespace etna
