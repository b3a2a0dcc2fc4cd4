// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "problems/all.hpp"

#include "contenders.hpp"

template <class P>
using run = void (*)(const bench::point<P>&, bench::result<P>&);

template <class... P>
std::tuple<run<P>...> gradients(std::type_identity<std::tuple<P...>>) {
  return {&bench::by_library<P>...};
}

auto all_gradients() { return gradients(std::type_identity<bench::problems>{}); }
