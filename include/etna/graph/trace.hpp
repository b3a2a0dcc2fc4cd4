// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <concepts>
#include <type_traits>
#include <utility>

#include "etna/core/stateless.hpp"
#include "etna/core/tree.hpp"
#include "etna/graph/symbol.hpp"

namespace etna {

/// A real `if` in a user's function: node `test` decides between two branches. A branch is the
/// index of a further decision, or ~k for the k-th leaf.
struct decision {
  int test = -1;
  int yes = ~0, no = ~0;
};

/// Where the paths through a function part, and what each of them returns. All paths share one
/// graph.
template <int Leaves, int Outputs>
struct decision_tree {
  static constexpr int leaves = Leaves;
  static constexpr int outputs = Outputs;
  int root = ~0;
  decision decisions[Leaves]{};
  int output[Leaves][Outputs > 0 ? Outputs : 1]{};
};

/// What a trace needs room for.
struct trace_counts {
  int nodes = 0;
  int leaves = 0;
};

// Called in constant evaluation only, where a call to a function that is not constexpr is an error
// that shows its name.
void too_many_paths_use_etna_where();

namespace detail {

/// Runs `call` once per path, and hands each result to `leaf`. `decisions` may be null.
template <class Call, class Leaf>
constexpr int follow_paths(recorder& g, decision* decisions, int* root, Call call, Leaf leaf) {
  int leaves = 0, count = 0;
  int at[limits::decisions]{};
  path& taken = g.taken;
  while (true) {
    taken.asked = 0;
    leaf(call());
    const auto link = [&](int depth, int target) {
      if (!decisions) return;
      if (depth == 0) {
        *root = target;
      } else {
        decision& parent = decisions[at[depth - 1]];
        (taken.answer[depth - 1] ? parent.yes : parent.no) = target;
      }
    };
    for (int depth = taken.decided; depth < taken.asked; ++depth) {
      at[depth] = count;
      if (decisions) decisions[count].test = taken.test[depth];
      link(depth, count);
      ++count;
    }
    link(taken.asked, ~leaves);
    if (++leaves > limits::paths) too_many_paths_use_etna_where();
    int last = taken.asked - 1;
    while (last >= 0 && !taken.answer[last]) --last;
    if (last < 0) return leaves;
    taken.answer[last] = false;
    taken.decided = last + 1;
  }
}

template <class A>
constexpr auto pass_pointer(const A& a) {
  if constexpr (tree_of<A>::kind == tree_kind::array) {
    return tree_of<A>::data(a);
  } else {
    return a;
  }
}

/// f(a...), or with arrays passed as pointers to their first element if f does not take them
/// otherwise.
template <class F, class... A>
constexpr decltype(auto) call(const F& f, const A&... a) {
  if constexpr (std::invocable<const F&, const A&...>) {
    return f(a...);
  } else {
    return f(pass_pointer(a)...);
  }
}

template <class F, class... A>
concept callable = std::invocable<const F&, const A&...> ||
                   requires(const F& f, const A&... a) { f(pass_pointer(a)...); };

template <class F, class... A>
using call_t =
    std::remove_cvref_t<decltype(call(std::declval<const F&>(), std::declval<const A&>()...))>;

/// The shape of an array argument, given its extents (-1: known at run time): with dimensions of
/// its own.
template <class Extents>
constexpr shape new_shape(const shape_rules& shapes, const Extents& extents) {
  const auto extent = [&](int e) { return e < 0 ? shapes.dimensions().add() : e; };
  const int rank = static_cast<int>(extents.size());
  return {rank, rank == 2 ? extent(extents[0]) : 1,
          rank > 0 ? extent(extents[extents.size() - 1]) : 1};
}

/// Makes s a fresh input.
template <class S>
constexpr void make_input(recorder& g, S& s, int index) {
  const int before = g.size(), node = g.input(index);
  static_cast<symbol&>(s) = symbol(g, node, 0);
  if constexpr (is_array_leaf<S>) {
    if (node == before && !g.full()) g.shapes->set(node, new_shape(*g.shapes, tree_of<S>::extents));
  }
}

/// The shapes of the nodes of a function of A, if there are arrays among them.
template <int Capacity, bool Arrays>
using shapes_if = std::conditional_t<Arrays, node_shapes<Capacity>, no_shapes>;

/// Gives a recorder the rules of shapes, if there are arrays.
template <class Shapes>
class shaped {
 public:
  constexpr shaped(recorder& g, Shapes& shapes) : rules_(shapes) { g.shapes = &rules_; }

 private:
  shape_rules rules_;
};
template <>
class shaped<no_shapes> {
 public:
  constexpr shaped(recorder&, no_shapes&) {}
};

/// Calls f with the arguments made so far and fresh inputs in the shapes A. (One by one: a tuple
/// of them would take the compiler longer than all else here.)
template <class F, class... A, class... Made>
constexpr auto call_with_inputs(recorder& g, int first, const Made&... made) {
  if constexpr (sizeof...(A) == 0) {
    return call(stateless_instance<F>(), made...);
  } else {
    return [&]<class Next, class... Rest>(std::type_identity<Next>, std::type_identity<Rest>...) {
      Next next{};
      first = for_each_leaf(next, [&](auto& s, int i) { make_input(g, s, i); }, first);
      return call_with_inputs<F, Rest...>(g, first, made..., next);
    }(std::type_identity<A>{}...);
  }
}

template <int Capacity, class F, class... A>
constexpr trace_counts count_trace() {
  graph<Capacity> nodes;
  intern_table<Capacity> table;
  recorder g(nodes, table);
  shapes_if<Capacity, have_arrays<A...>> shapes;
  [[maybe_unused]] const shaped with_shapes(g, shapes);
  trace_counts counts;
  counts.leaves = follow_paths(
      g, nullptr, nullptr, [&] { return call_with_inputs<F, A...>(g, 0); },
      [&](auto y) { for_each_leaf(y, [&](auto& s, int) { symbol(s).in(g); }); });
  counts.nodes = nodes.full ? -1 : nodes.size;
  return counts;
}

/// The counts with the smallest capacity that suffices, or {0, 0} if f cannot be run in a constant
/// expression.
template <int Capacity, class F, class... A>
constexpr trace_counts try_count_trace(...) {
  return {};
}
template <int Capacity, class F, class... A, trace_counts Counts = count_trace<Capacity, F, A...>()>
constexpr trace_counts try_count_trace(int) {
  if constexpr (Counts.nodes >= 0 || Capacity >= limits::graph_nodes) {
    return Counts;
  } else {
    return try_count_trace<16 * Capacity, F, A...>(0);
  }
}

template <trace_counts Counts, int Outputs, bool Arrays>
struct traced {
  static constexpr int capacity = Counts.nodes > 0 ? Counts.nodes : 1;
  etna::graph<capacity> nodes;
  decision_tree<(Counts.leaves > 0 ? Counts.leaves : 1), Outputs> paths;
  shapes_if<capacity, Arrays> shapes;
};

constexpr int power_of_two(int n) {
  int p = 64;
  while (p < n) p *= 2;
  return p;
}

}  // namespace detail

/// Whether a function F can be traced with arguments of the shapes A (over symbols), and what that
/// takes.
template <class F, class... A>
struct trace_attempt {
  static constexpr trace_counts counts = detail::try_count_trace<4096, F, A...>(0);
  static constexpr bool traceable = counts.leaves > 0;
  static constexpr bool fits = counts.nodes >= 0;
};

namespace detail {

/// A function's graph and paths. (Not the lambda of trace's variable: GCC would describe all that
/// it uses in the debug information of whoever differentiates.)
template <int Outputs, class F, class... A>
constexpr auto make_trace() {
  constexpr trace_counts counts = trace_attempt<F, A...>::counts;
  traced<counts, Outputs, have_arrays<A...>> t;
  intern_table<power_of_two(counts.nodes)> table;
  recorder g(t.nodes, table);
  [[maybe_unused]] const shaped with_shapes(g, t.shapes);
  int leaf = 0;
  follow_paths(
      g, t.paths.decisions, &t.paths.root, [&] { return call_with_inputs<F, A...>(g, 0); },
      [&](auto y) {
        for_each_leaf(y, [&](auto& s, int k) { t.paths.output[leaf][k] = symbol(s).in(g); });
        ++leaf;
      });
  return t;
}

/// Whether a leaf of A, one after the other, is an array of integers.
template <class... A>
constexpr bool is_leaf_of_integers(int leaf) {
  bool found = false;
  int k = 0;
  const auto look = [&]<class B>(std::type_identity<B>) {
    B b{};
    for_each_leaf(b, [&]<class L>(const L&, int) {
      if constexpr (is_array_leaf<L>)
        found |= k == leaf && std::integral<typename tree_of<L>::number>;
      ++k;
    });
  };
  (look(std::type_identity<A>{}), ...);
  return found;
}

}  // namespace detail

/// A function F traced with arguments of the shapes A (over symbols): its graph and its paths.
/// Inputs are numbered in the order of the arguments' leaves, and are the first nodes.
template <class F, class... A>
struct trace {
  using result = detail::call_t<F, A...>;
  static constexpr int inputs = (0 + ... + tree_size<A>);
  static constexpr int outputs = tree_size<result>;
  static constexpr bool arrays = detail::have_arrays<A...>;
  /// Whether an input is an array of integers.
  static constexpr bool is_of_integers(int input) {
    return arrays && detail::is_leaf_of_integers<A...>(input);
  }
  static constexpr auto value = detail::make_trace<outputs, F, A...>();
};

}  // namespace etna
