// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#include "etna/graph/dot.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "etna/differentiate/print.hpp"
#include "etna/etna.hpp"

namespace {

constexpr auto f = [](auto x, auto y) { return x * y + sin(x); };

std::string head() {
  return "digraph {\n"
         "  rankdir=LR\n"
         "  ordering=in\n"
         "  node [fontname=\"Helvetica\", style=filled, color=\"#555555\", fillcolor=\"#e4e4e4\"]\n"
         "  edge [fontname=\"Helvetica\", color=\"#555555\", arrowsize=0.7]\n";
}

TEST_CASE("A function: inputs, operations, outputs, and an arrow for every operand") {
  CHECK(etna::to_dot(f) == head() +
                               "  n0 [label=\"x\", shape=box]\n"
                               "  n1 [label=\"y\", shape=box]\n"
                               "  n2 [label=\"*\"]\n"
                               "  n3 [label=\"sin\"]\n"
                               "  n4 [label=\"+\"]\n"
                               "  n0 -> n2\n"
                               "  n1 -> n2\n"
                               "  n0 -> n3\n"
                               "  n2 -> n4\n"
                               "  n3 -> n4\n"
                               "  subgraph outputs {\n"
                               "    rank=max\n"
                               "    node [shape=box, style=bold]\n"
                               "    out0_0 [label=\"f\"]\n"
                               "  }\n"
                               "  n4 -> out0_0\n"
                               "}\n");
}

TEST_CASE("A square has two arrows, a constant is plain") {
  const std::string dot = etna::to_dot([](auto x) { return 2.5 * (x * x); });
  CHECK(dot.find("  n0 -> n1\n  n0 -> n1\n") != std::string::npos);
  CHECK(dot.find("[label=\"2.5\", shape=plaintext, style=solid]") != std::string::npos);
}

TEST_CASE("Decisions are drawn with what they choose") {
  const std::string dot = etna::to_dot([](auto x) {
    if (x < 0) return -x;
    return x;
  });
  CHECK(dot.find("  if0 [label=\"if\", shape=diamond]\n") != std::string::npos);
  CHECK(dot.find("  if0 -> out0_0 [style=dashed, label=\"yes\"]\n") != std::string::npos);
  CHECK(dot.find("  if0 -> out1_0 [style=dashed, label=\"no\"]\n") != std::string::npos);
}

TEST_CASE("The adjoint nodes of a derivative are told from the function's own") {
  const std::string dot = etna::to_dot(etna::value_and_grad(f));
  const auto forward = dot.find("cluster_forward"), adjoint = dot.find("cluster_adjoint"),
             end = dot.find("->");
  REQUIRE(forward < adjoint);
  REQUIRE(adjoint < end);
  const std::string own = dot.substr(forward, adjoint - forward),
                    rest = dot.substr(adjoint, end - adjoint);
  CHECK(own.find("sin") != std::string::npos);
  CHECK(own.find("cos") == std::string::npos);
  CHECK(rest.find("cos") != std::string::npos);
  CHECK(rest.find("sin") == std::string::npos);
  CHECK(dot.find("label=\"f\"") != std::string::npos);
  CHECK(dot.find("label=\"\u2202f/\u2202x\"") != std::string::npos);
  CHECK(dot.find("label=\"\u2202f/\u2202y\"") != std::string::npos);
}

TEST_CASE("Partial derivatives are called by their arguments, also after wrt") {
  const std::string dot = etna::to_dot(etna::grad(f, etna::wrt<1>), etna::names<"a", "b">);
  CHECK(dot.find("\u2202f/\u2202b") != std::string::npos);
  CHECK(dot.find("\u2202f/\u2202a") == std::string::npos);
  CHECK(dot.find("label=\"sin\"") == std::string::npos);  // not needed
}

TEST_CASE("Other derivatives: f' with the place of each output") {
  const std::string dot = etna::to_dot(etna::hessian(f));
  CHECK(dot.find("label=\"f'0_0\"") != std::string::npos);
  CHECK(dot.find("label=\"f'1_1\"") != std::string::npos);
}

TEST_CASE("The picture in the tutorial is up to date") {
  const auto root = std::filesystem::path(__FILE__).parent_path().parent_path().parent_path();
  std::ifstream file(root / "docs" / "tutorial" / "dependency-graph.dot");
  REQUIRE(file);
  const std::string drawn{std::istreambuf_iterator<char>(file), {}};
  CHECK(etna::to_dot(etna::value_and_grad(f)) == drawn);
}

}  // namespace
