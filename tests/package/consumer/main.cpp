// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include <etna/etna.hpp>

constexpr auto square = [](auto x) { return x * x; };

int main(int argc, char**) {
  static_assert(etna::grad(square)(3.0) == 6.0);
  return etna::grad(square)(double(argc)) == 2.0 * argc ? 0 : 1;
}
