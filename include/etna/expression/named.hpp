// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cstddef>
#include <type_traits>

#include "etna/core/tree.hpp"
#include "etna/expression/names.hpp"

namespace etna {

template <auto Graph, class... Constants>
struct formula;

/// Values by the names of variables: what `"x"_v = 2.0` makes (of one name), what the derivatives
/// of formulas return, and, as it is an array of scalars to the library, an argument for any
/// function:
///
///     auto g = etna::grad(e)("x"_v = 2.0, "y"_v = 3.0);
///     double dx = g["x"_v];
///
/// `values` holds the values in alphabetical order of the names.
template <auto Names, class T>
struct named {
  static constexpr auto names = Names;
  using value_type = T;

  std::array<T, static_cast<std::size_t>(Names.count)> values;

  template <auto Variable>
  ETNA_INLINE constexpr T& operator[](const formula<Variable>&) {
    return values[index<Variable>];
  }
  template <auto Variable>
  ETNA_INLINE constexpr const T& operator[](const formula<Variable>&) const {
    return values[index<Variable>];
  }
  friend constexpr bool operator==(const named&, const named&) = default;

 private:
  template <auto Variable>
  static constexpr std::size_t index_of() {
    static_assert(Variable.is_variable(),
                  "Etna: values by name are read by the name of one variable: g[\"x\"_v].");
    if constexpr (Variable.is_variable()) {
      constexpr int i = Names.find(Variable.names[0]);
      if constexpr (detail::check_name<detail::variable_of_the_formula, Variable.names, 0,
                                       i >= 0>()) {
        return static_cast<std::size_t>(i);
      }
    }
    return 0;
  }
  template <auto Variable>
  static constexpr std::size_t index = index_of<Variable>();
};

template <auto Names, class T>
struct tree<named<Names, T>> {
  static constexpr tree_kind kind = tree_kind::array;
  using element = T;
  static constexpr int extent = Names.count;
  template <class S>
  using rebind = named<Names, rebind_t<T, S>>;
  template <class A>
  static constexpr auto data(A& a) {
    return a.values.data();
  }
};

namespace detail {

template <class T>
inline constexpr bool is_named = false;
template <auto Names, class T>
inline constexpr bool is_named<named<Names, T>> = true;

/// How often the maps N... give a value to a name.
template <class... N>
constexpr int times_given(const char* name) {
  return (0 + ... + (N::names.find(name) >= 0 ? 1 : 0));
}

/// Whether all names of the map N are among the names; an error spells the one that is not.
template <auto Names, class N>
constexpr bool check_known() {
  return []<int... I>(std::integer_sequence<int, I...>) {
    return (true && ... &&
            check_name<variable_of_the_formula, N::names, I, (Names.find(N::names[I]) >= 0)>());
  }(std::make_integer_sequence<int, N::names.count>{});
}

/// Whether the maps N... give exactly one value to each of the names, and to no other; an error
/// spells the name if not.
template <auto Names, class... N>
constexpr bool check_names() {
  const bool complete = []<int... I>(std::integer_sequence<int, I...>) {
    return (true && ... &&
            (check_name<value_of_variable, Names, I, (times_given<N...>(Names[I]) > 0)>() &&
             check_name<one_value_of_variable, Names, I, (times_given<N...>(Names[I]) < 2)>()));
  }(std::make_integer_sequence<int, Names.count>{});
  return (complete && ... && check_known<Names, N>());
}

/// The values of the maps, as one map over the list Names, converted to T. They must have been
/// checked.
template <auto Names, class T, class... N>
ETNA_INLINE constexpr named<Names, T> collect(const N&... maps) {
  named<Names, T> all{};
  const auto take = [&]<class M>(const M& map) ETNA_INLINE_LAMBDA {
    constexpr auto place = [] {
      std::array<std::size_t, static_cast<std::size_t>(M::names.count)> p{};
      for (std::size_t i = 0; i < p.size(); ++i)
        p[i] = static_cast<std::size_t>(Names.find(M::names[static_cast<int>(i)]));
      return p;
    }();
    for (std::size_t i = 0; i < place.size(); ++i)
      all.values[place[i]] = static_cast<T>(map.values[i]);
  };
  (take(maps), ...);
  return all;
}

}  // namespace detail
}  // namespace etna
