// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#pragma once

#include <etna/optimize.hpp>
#include <map>
#include <string>

namespace examples {

/// An optimizer, and the learning rate it is meant for.
struct named_optimizer {
  double learning_rate;
  etna::any_optimizer<float> optimizer;
};
template <class Rule>
named_optimizer named(const Rule& rule) {
  return {rule.learning_rate, etna::chain(rule)};
}
inline const std::map<std::string, named_optimizer> optimizers{
    {"sgd", named(etna::sgd{.learning_rate = 0.1})},
    {"momentum", named(etna::momentum{.learning_rate = 0.05})},
    {"nesterov", named(etna::nesterov{.learning_rate = 0.05})},
    {"adagrad", named(etna::adagrad{.learning_rate = 0.02})},
    {"adadelta", named(etna::adadelta{})},
    {"rmsprop", named(etna::rmsprop{.learning_rate = 1e-3})},
    {"adam", named(etna::adam{})},
    {"adamw", named(etna::adamw{})},
    {"nadam", named(etna::nadam{.learning_rate = 1e-3})},
    {"adamax", named(etna::adamax{})},
    {"radam", named(etna::radam{})},
    {"lion", named(etna::lion{})}};

}  // namespace examples
