// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <utility>

namespace etna {

/// Names of variables as a structural value, in alphabetical order (by bytes): the text holds each
/// name and a 0 after it.
template <int Count, int Size>
struct name_list {
  static constexpr int count = Count;
  static constexpr int size = Size;
  char text[Size + 1];

  constexpr const char* operator[](int i) const {
    const char* name = text;
    for (; i > 0; --i) {
      while (*name != 0) ++name;
      ++name;
    }
    return name;
  }
  /// The index of a name, -1 if it is not in the list.
  constexpr int find(const char* name) const;
};

namespace detail {

/// Below 0, 0 or above 0 as the name p comes before, is, or comes after the name q.
constexpr int compare_names(const char* p, const char* q) {
  while (*p != 0 && *p == *q) ++p, ++q;
  return static_cast<unsigned char>(*p) - static_cast<unsigned char>(*q);
}

constexpr int name_length(const char* name) {
  int n = 0;
  while (name[n] != 0) ++n;
  return n;
}

// The errors about names are templates over the characters, since that is how every compiler shows
// them.

template <bool Known, char... Name>
struct variable_of_the_formula {
  static_assert(
      Known,
      "Etna: there is no variable of this name; the note on `variable_of_the_formula` spells it.");
};
template <bool Given, char... Name>
struct value_of_variable {
  static_assert(Given,
                "Etna: a variable has no value; the note on `value_of_variable` spells its name. "
                "Every variable of a formula "
                "is given one at the call: e(\"x\"_v = 2.0).");
};
template <bool Once, char... Name>
struct one_value_of_variable {
  static_assert(Once,
                "Etna: a variable has more than one value; the note on `one_value_of_variable` "
                "spells its name.");
};

/// Fails with the error Check, a template as above, for name I of a list, unless Passed.
template <template <bool, char...> class Check, auto Names, int I, bool Passed>
constexpr bool check_name() {
  if constexpr (!Passed) {
    []<std::size_t... K>(std::index_sequence<K...>) {
      static_cast<void>(sizeof(Check<false, Names[I][K]...>));
    }(std::make_index_sequence<static_cast<std::size_t>(name_length(Names[I]))>{});
  }
  return Passed;
}

}  // namespace detail

template <int Count, int Size>
constexpr int name_list<Count, Size>::find(const char* name) const {
  const char* own = text;
  for (int i = 0; i < Count; ++i) {
    if (detail::compare_names(own, name) == 0) return i;
    own += detail::name_length(own) + 1;
  }
  return -1;
}

}  // namespace etna
