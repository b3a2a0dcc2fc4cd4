// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

// The files in examples/data are what README.md there says.

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <etna/data.hpp>

TEST_CASE("the digits: 64 pixels from 0 to 16, then the digit") {
  const auto data = etna::read_csv<float>(ETNA_EXAMPLES_DATA "/digits.csv.gz");
  CHECK(data.rows() == 1797);
  REQUIRE(data.columns == 65);
  const auto label = data.column(64);
  for (int digit = 0; digit < 10; ++digit)
    CHECK(std::count(label.begin(), label.end(), static_cast<float>(digit)) >= 174);
  for (std::size_t pixel = 0; pixel < 64; ++pixel) {
    const auto values = data.column(pixel);
    CHECK(*std::min_element(values.begin(), values.end()) == 0);
    CHECK(*std::max_element(values.begin(), values.end()) <= 16);
  }
  CHECK(data(0, 2) == 5);
  CHECK(data(0, 64) == 0);
  CHECK(data(1796, 64) == 8);
}
