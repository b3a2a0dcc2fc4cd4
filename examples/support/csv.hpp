// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#pragma once

#include <array>
#include <boost/tokenizer.hpp>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

/// Numbers from comma-separated files, for the examples. Whatever is wrong with a file ends in a
/// data_error that names the file and the line.
namespace examples {

/// What is wrong with a data file; what() is "file:line: message", or "file: message" where no line
/// is meant.
class data_error : public std::runtime_error {
 public:
  data_error(std::string file, std::size_t line, std::string message)
      : std::runtime_error(describe(file, line) + ": " + message),
        file_(std::move(file)),
        line_(line),
        message_(std::move(message)) {}

  const std::string& file() const { return file_; }
  std::size_t line() const { return line_; }  ///< from 1; 0 for the file as a whole
  const std::string& message() const { return message_; }

 private:
  static std::string describe(const std::string& file, std::size_t line) {
    return line == 0 ? file : file + ":" + std::to_string(line);
  }

  std::string file_;
  std::size_t line_;
  std::string message_;
};

/// Reads a file line by line and splits each into cells. Empty lines are skipped.
class csv_reader {
 public:
  explicit csv_reader(std::string file) : file_(std::move(file)), stream_(file_) {
    if (!stream_) throw data_error(file_, 0, "cannot be opened");
  }

  /// Goes to the next line; false at the end of the file.
  bool next() {
    std::string text;
    while (std::getline(stream_, text)) {
      ++line_;
      if (text.ends_with('\r')) text.pop_back();
      if (text.empty()) continue;
      split(text);
      return true;
    }
    if (stream_.bad()) throw data_error(file_, 0, "cannot be read");
    return false;
  }

  const std::vector<std::string>& cells() const { return cells_; }

  [[noreturn]] void fail(const std::string& message) const {
    throw data_error(file_, line_, message);
  }

  void expect_cells(std::size_t count) const {
    if (cells_.size() != count) {
      fail("expected " + std::to_string(count) + " columns, found " +
           std::to_string(cells_.size()));
    }
  }

  /// The cell as a finite number.
  double number(std::size_t column) const {
    const auto value = parse<double>(column, "a number");
    if (!std::isfinite(value)) fail(describe(column) + " is not finite");
    return value;
  }

  /// The cell as a count of one or more.
  std::size_t count(std::size_t column) const {
    const auto value = parse<std::size_t>(column, "a count");
    if (value == 0) fail(describe(column) + " is not a count");
    return value;
  }

 private:
  void split(const std::string& text) {
    try {
      const boost::tokenizer<boost::escaped_list_separator<char>> cells(text);
      cells_.assign(cells.begin(), cells.end());
    } catch (const boost::escaped_list_error& error) {
      fail(error.what());
    }
  }

  template <class T>
  T parse(std::size_t column, std::string_view what) const {
    const std::string& cell = cells_.at(column);
    T value{};
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    if (error == std::errc::result_out_of_range) fail(describe(column) + " is out of range");
    if (error != std::errc{} || end != cell.data() + cell.size()) {
      fail(describe(column) + " is not " + std::string(what));
    }
    return value;
  }

  std::string describe(std::size_t column) const {
    return "column " + std::to_string(column + 1) + ": '" + cells_.at(column) + "'";
  }

  std::string file_;
  std::ifstream stream_;
  std::size_t line_ = 0;
  std::vector<std::string> cells_;
};

/// A table of numbers, row by row.
struct table {
  std::size_t columns = 0;
  std::vector<double> values;

  std::size_t rows() const { return columns == 0 ? 0 : values.size() / columns; }
  double operator()(std::size_t row, std::size_t column) const {
    return values[row * columns + column];
  }
};

/// Reads a file whose first line holds exactly the given column names and every other line a number
/// a column.
inline table read_table(const std::string& file, const std::vector<std::string>& names) {
  csv_reader reader(file);
  if (!reader.next()) reader.fail("the file is empty");
  reader.expect_cells(names.size());
  for (std::size_t column = 0; column < names.size(); ++column) {
    if (reader.cells()[column] != names[column]) {
      reader.fail("expected the column name '" + names[column] + "', found '" +
                  reader.cells()[column] + "'");
    }
  }
  table result{.columns = names.size(), .values = {}};
  while (reader.next()) {
    reader.expect_cells(names.size());
    for (std::size_t column = 0; column < names.size(); ++column) {
      result.values.push_back(reader.number(column));
    }
  }
  if (result.values.empty()) reader.fail("there are no rows");
  return result;
}

/// Samples that belong to one of two classes.
struct labelled_samples {
  std::array<std::string, 2> classes;
  table features;
  std::vector<double> labels;  ///< 0 or 1: an index into classes
};

/// Reads a file as scikit-learn ships them: first the line "samples,features,name of class 0,name
/// of class 1", then a line a sample, its features and its class.
inline labelled_samples read_labelled_samples(const std::string& file) {
  csv_reader reader(file);
  if (!reader.next()) reader.fail("the file is empty");
  reader.expect_cells(4);
  const std::size_t samples = reader.count(0);
  const std::size_t features = reader.count(1);
  labelled_samples result{.classes = {reader.cells()[2], reader.cells()[3]},
                          .features = {.columns = features, .values = {}},
                          .labels = {}};
  while (reader.next()) {
    reader.expect_cells(features + 1);
    for (std::size_t column = 0; column < features; ++column) {
      result.features.values.push_back(reader.number(column));
    }
    const double label = reader.number(features);
    if (label != 0 && label != 1) {
      reader.fail("the label '" + reader.cells()[features] + "' is neither 0 nor 1");
    }
    result.labels.push_back(label);
  }
  if (result.labels.size() != samples) {
    reader.fail("the first line announces " + std::to_string(samples) + " samples, but there are " +
                std::to_string(result.labels.size()));
  }
  return result;
}

}  // namespace examples
