// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#pragma once

#include <etna/optimize.hpp>
#include <map>
#include <string>

namespace examples {

/// The optimizers, each with its defaults.
inline const std::map<std::string, etna::any_optimizer<float>> optimizers{
    {"sgd", etna::chain(etna::sgd{})},           {"momentum", etna::chain(etna::momentum{})},
    {"nesterov", etna::chain(etna::nesterov{})}, {"adagrad", etna::chain(etna::adagrad{})},
    {"adadelta", etna::chain(etna::adadelta{})}, {"rmsprop", etna::chain(etna::rmsprop{})},
    {"adam", etna::chain(etna::adam{})},         {"adamw", etna::chain(etna::adamw{})},
    {"nadam", etna::chain(etna::nadam{})},       {"adamax", etna::chain(etna::adamax{})},
    {"radam", etna::chain(etna::radam{})},       {"lion", etna::chain(etna::lion{})}};

}  // namespace examples
