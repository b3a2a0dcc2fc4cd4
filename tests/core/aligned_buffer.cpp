// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/core/aligned_buffer.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <set>
#include <utility>

namespace {

std::uintptr_t address(const void* p) { return reinterpret_cast<std::uintptr_t>(p); }

}  // namespace

TEST_CASE("aligned, filled, and apart from other lanes") {
  std::set<std::uintptr_t> places;
  for (unsigned lane = 0; lane < 16; ++lane) {
    const etna::aligned_buffer<float> buffer(1000, 2.5F, lane);
    CHECK(address(buffer.data()) % 64 == 0);
    places.insert(address(buffer.data()) % 4096 / 64);
    CHECK(buffer.size() == 1000);
    for (const float x : buffer) CHECK(x == 2.5F);
  }
  CHECK(places.size() == 16);
}

TEST_CASE("more than there is memory for") {
  CHECK_THROWS_AS(etna::aligned_buffer<float>(std::size_t(-1) / 4, 0, 3), std::bad_alloc);
}

TEST_CASE("copies are their own, moves are not") {
  etna::aligned_buffer<double> a(3, 1.0, 5);
  etna::aligned_buffer<double> b = a;
  b[1] = 7;
  CHECK(a[1] == 1);
  CHECK(address(b.data()) % 4096 == address(a.data()) % 4096);
  const double* const place = b.data();
  a = std::move(b);
  CHECK(a.data() == place);
  CHECK(a[1] == 7);
  etna::aligned_buffer<double> empty;
  CHECK(empty.size() == 0);
  CHECK(empty.begin() == empty.end());
  a = empty;
  CHECK(a.size() == 0);
}
