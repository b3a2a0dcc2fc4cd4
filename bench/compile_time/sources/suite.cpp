// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "problems/all.hpp"

#include "contenders.hpp"

template <class P>
struct gradient {
  void (*run)(const bench::point<P>&, bench::result<P>&) = &bench::by_library<P>;
};

template <class... P>
struct gradients;
template <class... P>
struct gradients<bench::problem_list<P...>> : gradient<P>... {};

gradients<bench::problems> all;
