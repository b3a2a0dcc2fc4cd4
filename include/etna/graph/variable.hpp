// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

#include "etna/core/text.hpp"
#include "etna/core/tree.hpp"

namespace etna::detail {

/// The name of one scalar of a function's arguments: the argument's, and the way from it to the
/// scalar.
struct variable {
  struct part {
    const char* member;  // of a struct; "": element `index` of an array or tuple
    int index;
  };
  static constexpr int capacity = 8;
  const char* name = "";
  int parts = 0;
  part way[capacity]{};

  constexpr variable then(part next) const {
    variable v = *this;
    if (v.parts < capacity) v.way[v.parts++] = next;
    return v;
  }
};

template <class A>
concept has_names = requires { std::remove_cvref_t<A>::names[0]; };

template <class A, int I>
constexpr const char* member_name() {
  if constexpr (requires { tree_of<A>::template member_name<I>(); }) {
    return tree_of<A>::template member_name<I>();
  } else {
    return "";
  }
}

/// Writes the names of the scalars of A to out[count …]; returns the count after them.
template <class A>
constexpr int list_variables(const variable& v, variable* out, int count) {
  using tree = tree_of<A>;
  if constexpr (tree::kind == tree_kind::leaf) {
    out[count++] = v;
  } else if constexpr (has_names<A>) {
    for (int k = 0; k < tree::extent; ++k) out[count++] = {std::remove_cvref_t<A>::names[k]};
  } else if constexpr (tree::kind == tree_kind::array) {
    for (int k = 0; k < tree::extent; ++k)
      count = list_variables<typename tree::element>(v.then({"", k}), out, count);
  } else {
    [&]<int... I>(std::integer_sequence<int, I...>) {
      ((count = list_variables<decltype(tree::template get<I>(
            std::declval<std::remove_cvref_t<A>&>()))>(v.then({member_name<A, I>(), I}), out,
                                                       count)),
       ...);
    }(std::make_integer_sequence<int, tree::members>{});
  }
  return count;
}

/// The names of the scalars of arguments of the types A. Arguments without a name are called x, y,
/// z …; those of more than eight, x0, x1 ….
template <class... A>
constexpr auto variables_of(const char* const* names, int count) {
  constexpr const char* letter[] = {"x", "y", "z", "u", "v", "w", "p", "q"};
  constexpr int arguments = static_cast<int>(sizeof...(A));
  std::array<variable, static_cast<std::size_t>((0 + ... + tree_size<A>)+1)> list{};
  int i = 0, size = 0;
  const auto argument = [&] {
    variable v;
    if (i < count) {
      v.name = names[i];
    } else if (arguments <= 8) {
      v.name = letter[i];
    } else {
      v = variable{"x"}.then({"", i});
    }
    ++i;
    return v;
  };
  ((size = list_variables<A>(argument(), list.data(), size)), ...);
  return list;
}

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// As in a program: x, x0, x0_1, p.mass, p.position2.
constexpr void write_variable(text_writer& out, const variable& v) {
  out.put(v.name);
  const std::size_t size = length(v.name);
  bool digit = size > 0 && is_digit(v.name[size - 1]);
  for (int k = 0; k < v.parts; ++k) {
    const variable::part& part = v.way[k];
    if (*part.member != 0) {
      out.put('.').put(part.member);
      digit = is_digit(part.member[length(part.member) - 1]);
    } else {
      if (digit) out.put('_');
      out.put_number(part.index);
      digit = true;
    }
  }
}

constexpr bool is_greek(const char* name, std::size_t size) {
  constexpr const char* letters[] = {
      "alpha",   "beta",   "gamma", "delta",   "epsilon", "zeta",  "eta",   "theta", "iota",
      "kappa",   "lambda", "mu",    "nu",      "xi",      "pi",    "rho",   "sigma", "tau",
      "upsilon", "phi",    "chi",   "psi",     "omega",   "Gamma", "Delta", "Theta", "Lambda",
      "Xi",      "Pi",     "Sigma", "Upsilon", "Phi",     "Psi",   "Omega"};
  for (const char* letter : letters) {
    if (same_characters(name, size, letter, length(letter))) return true;
  }
  return false;
}

/// A word in LaTeX: letters as they are, Greek ones by name, longer words upright.
constexpr void write_latex_word(text_writer& out, const char* word, std::size_t size) {
  const bool greek = is_greek(word, size), upright = size > 1 && !greek;
  if (greek) out.put('\\');
  if (upright) out.put("\\mathrm{");
  for (std::size_t k = 0; k < size; ++k) {
    if (word[k] == '_') out.put('\\');
    out.put(word[k]);
  }
  if (upright) out.put('}');
}

/// As in a formula: x, x_{0,1}, \theta_{2}, p_{\mathrm{mass}}. Digits at the end of a name are an
/// index.
constexpr void write_latex_variable(text_writer& out, const variable& v) {
  std::size_t size = length(v.name);
  const std::size_t all = size;
  while (size > 1 && is_digit(v.name[size - 1])) --size;
  write_latex_word(out, v.name, size);
  if (size == all && v.parts == 0) return;
  const char* separator = "_{";
  if (size != all) {
    out.put(separator).put(v.name + size);
    separator = ",";
  }
  for (int k = 0; k < v.parts; ++k) {
    out.put(separator);
    separator = ",";
    if (*v.way[k].member != 0) {
      write_latex_word(out, v.way[k].member, length(v.way[k].member));
    } else {
      out.put_number(v.way[k].index);
    }
  }
  out.put('}');
}

}  // namespace etna::detail
