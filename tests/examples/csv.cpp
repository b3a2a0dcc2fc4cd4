// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "support/csv.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

/// A file that goes away with the object; one at a time.
class temporary_file {
 public:
  explicit temporary_file(std::string_view content) {
    std::ofstream(path_, std::ios::binary) << content;
  }
  ~temporary_file() { std::filesystem::remove(path_); }
  temporary_file(const temporary_file&) = delete;
  temporary_file& operator=(const temporary_file&) = delete;

  const std::string& path() const { return path_; }

 private:
  std::string path_ =
      std::filesystem::temp_directory_path() / ("etna_csv_test_" + std::to_string(::getpid()));
};

template <class Read>
void check_error(Read read, const std::string& file, std::size_t line, const std::string& message) {
  try {
    read(file);
    FAIL("no error; expected: ", message);
  } catch (const examples::data_error& error) {
    CHECK(error.file() == file);
    CHECK(error.line() == line);
    CHECK(error.message() == message);
    const std::string place = line == 0 ? file : file + ":" + std::to_string(line);
    CHECK(std::string(error.what()) == place + ": " + message);
  }
}

constexpr auto read_samples = [](const std::string& file) {
  return examples::read_labelled_samples(file);
};
constexpr auto read_points = [](const std::string& file) {
  return examples::read_table(file, {"x", "y"});
};

void check_samples_error(std::string_view content, std::size_t line, const std::string& message) {
  CAPTURE(content);
  check_error(read_samples, temporary_file(content).path(), line, message);
}

void check_points_error(std::string_view content, std::size_t line, const std::string& message) {
  CAPTURE(content);
  check_error(read_points, temporary_file(content).path(), line, message);
}

}  // namespace

TEST_CASE("the breast-cancer data") {
  const auto data = read_samples(ETNA_EXAMPLES_DATA "/breast_cancer.csv");
  CHECK(data.classes == std::array<std::string, 2>{"malignant", "benign"});
  CHECK(data.features.rows() == 569);
  CHECK(data.features.columns == 30);
  CHECK(data.labels.size() == 569);
  CHECK(std::count(data.labels.begin(), data.labels.end(), 1.0) == 357);
  CHECK(data.features(0, 0) == 17.99);
  CHECK(data.features(0, 29) == 0.1189);
  CHECK(data.features(568, 0) == 7.76);
  CHECK(data.features(568, 29) == 0.07039);
}

TEST_CASE("labelled samples: quotes, blank lines, CR LF and a missing last line end are fine") {
  const temporary_file file("2,1,no,\"yes, indeed\"\r\n1.5,0\r\n\r\n-2e-3,1");
  const auto data = read_samples(file.path());
  CHECK(data.classes[1] == "yes, indeed");
  CHECK(data.features.values == std::vector{1.5, -2e-3});
  CHECK(data.labels == std::vector{0.0, 1.0});
}

TEST_CASE("labelled samples: what is wrong, and where") {
  check_error(read_samples, "/no/such/file.csv", 0, "cannot be opened");
  check_error(read_samples, std::filesystem::temp_directory_path().string(), 0, "cannot be read");
  check_samples_error("", 0, "the file is empty");
  check_samples_error("2,1,no\n", 1, "expected 4 columns, found 3");
  check_samples_error("two,1,no,yes\n", 1, "column 1: 'two' is not a count");
  check_samples_error("2,0,no,yes\n", 1, "column 2: '0' is not a count");
  check_samples_error("-2,1,no,yes\n", 1, "column 1: '-2' is not a count");
  check_samples_error("1,2,no,yes\n1,2\n", 2, "expected 3 columns, found 2");
  check_samples_error("1,2,no,yes\n1,2,0,0\n", 2, "expected 3 columns, found 4");
  check_samples_error("2,1,no,yes\n1,0\n\nx,1\n", 4, "column 1: 'x' is not a number");
  check_samples_error("1,1,no,yes\n1.5x,1\n", 2, "column 1: '1.5x' is not a number");
  check_samples_error("1,1,no,yes\n,1\n", 2, "column 1: '' is not a number");
  check_samples_error("1,1,no,yes\nnan,1\n", 2, "column 1: 'nan' is not finite");
  check_samples_error("1,1,no,yes\n-inf,1\n", 2, "column 1: '-inf' is not finite");
  check_samples_error("1,1,no,yes\n1e999,1\n", 2, "column 1: '1e999' is out of range");
  check_samples_error("1,1,no,yes\n1,2\n", 2, "the label '2' is neither 0 nor 1");
  check_samples_error("1,1,no,yes\n1,0.5\n", 2, "the label '0.5' is neither 0 nor 1");
  check_samples_error("1,1,no,yes\n1,\\q\n", 2, "unknown escape sequence");
  check_samples_error("2,1,no,yes\n1,0\n", 2,
                      "the first line announces 2 samples, but there are 1");
  check_samples_error("1,1,no,yes\n1,0\n1,0\n", 3,
                      "the first line announces 1 samples, but there are 2");
}

TEST_CASE("tables") {
  const temporary_file file("x,y\n1,2\n3,4\n");
  const auto points = read_points(file.path());
  CHECK(points.rows() == 2);
  CHECK(points(1, 0) == 3.0);
  CHECK(points.values == std::vector{1.0, 2.0, 3.0, 4.0});

  check_points_error("", 0, "the file is empty");
  check_points_error("x\n1\n", 1, "expected 2 columns, found 1");
  check_points_error("x,z\n1,2\n", 1, "expected the column name 'y', found 'z'");
  check_points_error("x,y\n", 1, "there are no rows");
  check_points_error("x,y\n1,2\n3\n", 3, "expected 2 columns, found 1");
  check_points_error("x,y\n1,2\n3,inf\n", 3, "column 2: 'inf' is not finite");
}
