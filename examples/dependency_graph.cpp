// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

// The dependency graph of x*y + sin(x) with its gradient, for Graphviz:
//
//   example_dependency_graph | dot -Tsvg > graph.svg

#include <cstdio>
#include <etna/etna.hpp>

constexpr auto f = [](auto x, auto y) { return x * y + etna::sin(x); };

static_assert(etna::to_string(f) == "x * y + sin(x)");
static_assert(etna::to_string(etna::grad(f)) == "{cos(x) + y, x}");
static_assert(etna::to_latex(f) == R"(x y + \sin\left(x\right))");

int main() { std::fputs(etna::to_dot(etna::value_and_grad(f)).c_str(), stdout); }
