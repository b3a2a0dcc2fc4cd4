// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "support/labelled_samples.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <string>
#include <string_view>

#include "support/temporary_file.hpp"

namespace {

using etna::test::temporary_file;

/// What is said about a file of this content, behind its name.
std::string error_of(std::string_view content, std::size_t features) {
  const temporary_file file;
  std::ofstream(file.name, std::ios::binary) << content;
  try {
    examples::read_labelled_samples(file.name, features);
  } catch (const etna::data_error& error) {
    return std::string(error.what()).substr(file.name.size());
  }
  return "";
}

}  // namespace

TEST_CASE("the breast-cancer data") {
  const auto data = examples::read_labelled_samples(ETNA_EXAMPLES_DATA "/breast_cancer.csv", 30);
  CHECK(data.classes == std::array<std::string, 2>{"malignant", "benign"});
  CHECK(data.size() == 569);
  CHECK(data.values.size() == 569 * 30);
  CHECK(std::count(data.labels.begin(), data.labels.end(), 1.0) == 357);
  CHECK(data(0, 0) == 17.99);
  CHECK(data(0, 29) == 0.1189);
  CHECK(data(568, 0) == 7.76);
  CHECK(data(568, 29) == 0.07039);
}

TEST_CASE("labelled samples: what is wrong, and where") {
  CHECK(error_of("2,1,no,\"yes, indeed\"\r\n1.5,0\r\n\r\n-2e-3,1", 1) == "");
  CHECK(error_of("", 1) == ": the file is empty");
  CHECK(error_of("2,1,no\n", 1) == ":1: expected 4 columns, found 3");
  CHECK(error_of("two,1,no,yes\n", 1) == ":1: column 1: 'two' is not a whole number");
  CHECK(error_of("2,1,no,yes\n", 2) == ":1: column 2: '1' is not the number of features, 2");
  CHECK(error_of("1,2,no,yes\n1,2\n", 2) == ":2: expected 3 columns, found 2");
  CHECK(error_of("2,1,no,yes\n1,0\n\nx,1\n", 1) == ":4: column 1: 'x' is not a number");
  CHECK(error_of("1,1,no,yes\n1,2\n", 1) == ":2: column 2: '2' is neither 0 nor 1");
  CHECK(error_of("2,1,no,yes\n1,0\n", 1) ==
        ": the first line announces 2 samples, but there are 1");
}
