// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <type_traits>

#include "problems/ackley.hpp"
#include "problems/black_scholes.hpp"
#include "problems/bundle_adjustment.hpp"
#include "problems/helmholtz.hpp"
#include "problems/network.hpp"
#include "problems/product_plus_sine.hpp"
#include "problems/rosenbrock.hpp"
#include "problems/speelpenning.hpp"

namespace bench {

template <class... P>
struct problem_list {};
using problems = problem_list<product_plus_sine, rosenbrock<2>, rosenbrock<10>, speelpenning,
                              helmholtz, ackley, black_scholes, bundle_adjustment, network>;

/// Calls action(std::type_identity<P>{}) for each problem P of the suite.
template <class Action>
void for_each_problem(Action action) {
  [&]<class... P>(problem_list<P...>) { (action(std::type_identity<P>{}), ...); }(problems{});
}

}  // namespace bench
