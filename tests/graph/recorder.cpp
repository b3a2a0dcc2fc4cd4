// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/graph/recorder.hpp"

#include <doctest/doctest.h>

#include <array>
#include <bit>
#include <cstdint>
#include <limits>

#include "etna/graph/symbol.hpp"

namespace {

using etna::graph, etna::info, etna::intern_table, etna::recorder;
namespace op = etna::op;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

static_assert(etna::constant_value(0, 0) == 0);
static_assert([] {
  for (const double x : {1.5, -1e300, 5e-324, 0.1}) {
    const auto bits = std::bit_cast<std::uint64_t>(x);
    const int low = static_cast<int>(static_cast<std::uint32_t>(bits));
    const int high = static_cast<int>(static_cast<std::uint32_t>(bits >> 32));
    if (etna::constant_value(low, high) != x) return false;
  }
  return true;
}());

/// What `record` leaves in a graph, and what it returns.
template <int Capacity, class Record>
constexpr auto recorded(Record record) {
  struct {
    graph<Capacity> nodes;
    bool result = false;
  } r;
  intern_table<Capacity> table;
  recorder g(r.nodes, table);
  r.result = record(g);
  return r;
}

constexpr bool equal_nodes_are_one(recorder& g) {
  const int x = g.input(0), y = g.input(1);
  const int sum = g.node(info<op::add>, x, y, -1);
  return x != y && g.input(0) == x && g.node(info<op::add>, x, y, -1) == sum &&
         g.node(info<op::subtract>, x, y, -1) != sum && g.size() == 4;
}
static_assert(recorded<16>(equal_nodes_are_one).result);

constexpr bool only_commutative_operands_may_be_swapped(recorder& g) {
  const int x = g.input(0), y = g.input(1);
  const int sum = g.node(info<op::add>, x, y, -1);
  const int difference = g.node(info<op::subtract>, x, y, -1);
  // Operands stay in the order in which they first came.
  return g.node(info<op::add>, y, x, -1) == sum && g.a[sum] == x && g.b[sum] == y &&
         g.node(info<op::subtract>, y, x, -1) != difference;
}
static_assert(recorded<16>(only_commutative_operands_may_be_swapped).result);

constexpr bool constants_are_told_apart_by_their_bits(recorder& g) {
  const int zero = g.constant(0.0), minus_zero = g.constant(-0.0);
  const int not_a_number = g.constant(nan);
  return zero != minus_zero && g.constant(0.0) == zero && g.constant(-0.0) == minus_zero &&
         g.constant(nan) == not_a_number &&
         std::bit_cast<std::uint64_t>(g.value(minus_zero)) >> 63 &&
         g.value(g.constant(0.1)) == 0.1 && g.value(not_a_number) != g.value(not_a_number);
}
static_assert(recorded<16>(constants_are_told_apart_by_their_bits).result);

// An input and a constant with the same ints are different nodes.
static_assert(recorded<16>([](recorder& g) {
                return g.input(0) != g.constant(0.0) && g.is_input(0) && g.is_constant(1);
              }).result);

// A full graph goes inert: it says so, and every further node is node 0.
constexpr auto overflowing = recorded<4>([](recorder& g) {
  for (int i = 0; i < 4; ++i) g.input(i);
  const bool fits = !g.full();
  return fits && g.input(3) == 3 && !g.full() && g.input(4) == 0 && g.full() && g.constant(1) == 0;
});
static_assert(overflowing.result && overflowing.nodes.full && overflowing.nodes.size == 4);

// Many nodes: every one is found again.
constexpr bool find_again(recorder& g) {
  constexpr int count = 500;
  std::array<int, count> node{};
  const int x = g.input(0);
  for (int i = 0; i < count; ++i) {
    node[static_cast<std::size_t>(i)] = g.node(info<op::multiply>, x, g.constant(i * 0x1p-9), -1);
  }
  for (int i = 0; i < count; ++i) {
    if (g.node(info<op::multiply>, g.constant(i * 0x1p-9), x, -1) !=
        node[static_cast<std::size_t>(i)]) {
      return false;
    }
  }
  return g.size() == 1 + 2 * count;
}
static_assert(recorded<1024>(find_again).result);

// Operations whose codes share a slot of the table of operations.
constexpr etna::operation_info with_code(int code) {
  etna::operation_info row = info<op::negate>;
  row.code = code;
  return row;
}
constexpr etna::operation_info colliding[] = {with_code(0x100 + 77), with_code(0x200 + 77),
                                              with_code(0x300), with_code(0x301)};
static_assert(recorded<16>([](recorder& g) {
                const int x = g.input(0);
                for (const auto& operation : colliding) g.node(operation, x, -1, -1);
                if (g.size() != 5) return false;
                for (int i = 0; i < 4; ++i) {
                  if (g.code(1 + i) != colliding[i].code) return false;
                  if (g.node(colliding[i], x, -1, -1) != 1 + i) return false;
                }
                return !g.is_input(3) && !g.is_constant(4);
              }).result);

// A graph that is taken over is continued, not repeated.
constexpr auto original = recorded<8>([](recorder& g) {
  const int x = g.input(0), y = g.input(1);
  g.node(info<op::multiply>, g.node(info<op::add>, x, y, -1), g.constant(2), -1);
  g.mark_rounded();
  return true;
});
constexpr auto continued = recorded<64>([](recorder& g) {
  g.load(original.nodes);
  const int x = g.input(0), y = g.input(1);
  const int sum = g.node(info<op::add>, y, x, -1);
  const bool found = sum == 2 && g.node(info<op::multiply>, g.constant(2), sum, -1) == 4;
  return found && g.size() == 5 && g.node(info<op::negate>, sum, -1, -1) == 5;
});
static_assert(continued.result && continued.nodes.rounded && !continued.nodes.full);
static_assert(recorded<8>([](recorder& g) {
                g.load(overflowing.nodes);
                return g.full();
              }).result);

// Decisions: asked once, remembered on the path, true unless decided otherwise.
static_assert(recorded<8>([](recorder& g) {
                g.taken.decided = 2;
                g.taken.answer[1] = false;
                g.taken.answer[0] = true;
                const bool order = g.decide(10) && !g.decide(20) && g.decide(30);
                return order && g.decide(10) && !g.decide(20) && g.taken.asked == 3;
              }).result);

TEST_CASE("the same at run time") {
  CHECK(recorded<16>(equal_nodes_are_one).result);
  CHECK(recorded<16>(only_commutative_operands_may_be_swapped).result);
  CHECK(recorded<16>(constants_are_told_apart_by_their_bits).result);
  CHECK(recorded<1024>(find_again).result);
}

}  // namespace
