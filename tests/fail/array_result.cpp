// expect: Etna: a function returns arrays one by one, or in a std::tuple, std::pair or std::array.
// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <boost/hana/define_struct.hpp>
#include <etna/array.hpp>
#include <utility>

template <class S>
struct both {
  BOOST_HANA_DEFINE_STRUCT(both, (S, first), (S, second));
};

constexpr auto f = [](const auto& x) {
#if defined(ETNA_TWIN)
  return std::pair(x + 1.0, x + 2.0);
#else
  return both<etna::symbol>{x + 1.0, x + 2.0};
#endif
};

const auto y = etna::evaluate(f)(etna::array<double, 3>());
