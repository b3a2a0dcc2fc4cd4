// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <charconv>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "etna/data/error.hpp"
#include "etna/data/file.hpp"

/// \file
/// Tables of numbers in comma-separated files, RFC 4180: a record a line, which ends with LF or CR
/// LF; a field may be in quotes, and holds separators, line ends and doubled quotes then. Empty
/// lines and a byte order mark at the beginning are skipped. Numbers are those of std::from_chars:
/// a decimal point whatever the locale is, no '+' in front; blanks around them are skipped.
///
/// RFC 4180 is split here because no library does it with what is needed: fast-cpp-csv-parser fixes
/// the number of columns at compile time, libcsv knows no lines, and its C cannot be thrown
/// through, and Boost.Tokenizer escapes with backslashes.

namespace etna {

/// Reads a file, plain or compressed by gzip, record by record. All of its text is in memory.
class csv_reader {
 public:
  /// The separator is neither a quote nor of a line end. Throws data_error if the file cannot be
  /// read or decompressed.
  explicit csv_reader(std::string file, char separator = ',')
      : file_(std::move(file)),
        separator_(separator),
        text_(detail::read_file<std::string>(file_)),
        at_(text_.starts_with("\xEF\xBB\xBF") ? 3 : 0) {}

  /// Goes to the next record; false at the end of the file. Throws csv_error if a quote is where
  /// RFC 4180 has none, or is not closed.
  bool next() {
    while (skip_line_end()) {
    }
    if (at_ == text_.size()) return false;
    line_ = next_line_;
    for (cells_.clear();; ++at_) {  // over the separator
      cells_.push_back(text_[at_] == '"' ? quoted() : plain());
      if (at_ == text_.size() || skip_line_end()) return true;
    }
  }

  /// The fields of the record, without their quotes; until `next`.
  std::span<const std::string> cells() const { return cells_; }
  /// Where the record begins, from 1; 0 before the first.
  std::size_t line() const { return line_; }

  /// Throws csv_error unless the record has so many fields.
  void expect_cells(std::size_t count) const {
    if (cells_.size() != count)
      fail("expected " + std::to_string(count) + " columns, found " +
           std::to_string(cells_.size()));
  }

  /// The field of a column < cells().size() as a number of type T, rounded to nearest. Throws
  /// csv_error if it is none, is too large or too small for T, or, unless they are allowed, is NaN
  /// or infinite.
  template <class T = double>
  T number(std::size_t column, bool allow_nonfinite = false) const {
    const std::string_view cell = without_blanks(cells_[column]);
    T value{};
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    if (error == std::errc::result_out_of_range) fail(column, "is out of range");
    if (error != std::errc{} || end != cell.data() + cell.size())
      fail(column, std::integral<T> ? "is not a whole number" : "is not a number");
    if constexpr (std::floating_point<T>) {
      if (!allow_nonfinite && !std::isfinite(value)) fail(column, "is not finite");
    }
    return value;
  }

  /// Throws a csv_error at this record, or at its field of a column < cells().size().
  [[noreturn]] void fail(const std::string& message) const {
    throw csv_error(file_, line_, message);
  }
  [[noreturn]] void fail(std::size_t column, const std::string& message) const {
    throw csv_error(file_, line_, column + 1, cells_[column], message);
  }

 private:
  // text_[text_.size()] is '\0', which is nothing special.

  std::size_t line_end() const {
    if (text_[at_] == '\n') return 1;
    return text_[at_] == '\r' && text_[at_ + 1] == '\n' ? 2 : 0;
  }

  bool skip_line_end() {
    const std::size_t length = line_end();
    at_ += length;
    next_line_ += length > 0;
    return length > 0;
  }

  std::string plain() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && text_[at_] != separator_ && line_end() == 0) {
      if (text_[at_] == '"') fail("a quote inside a field that does not begin with one");
      ++at_;
    }
    return text_.substr(begin, at_ - begin);
  }

  std::string quoted() {
    std::string cell;
    do {  // once more for each doubled quote
      const std::size_t begin = ++at_;
      at_ = std::min(text_.find('"', begin), text_.size());
      if (at_ == text_.size()) fail("a quote is not closed");
      cell.append(text_, begin, at_ - begin);
      ++at_;
      if (text_[at_] == '"') cell += '"';
    } while (text_[at_] == '"');
    next_line_ += static_cast<std::size_t>(std::count(cell.begin(), cell.end(), '\n'));
    if (at_ < text_.size() && text_[at_] != separator_ && line_end() == 0)
      fail("text after a closing quote");
    return cell;
  }

  static std::string_view without_blanks(std::string_view cell) {
    constexpr const char* blanks = " \t";
    cell.remove_prefix(std::min(cell.find_first_not_of(blanks), cell.size()));
    return cell.substr(0, cell.find_last_not_of(blanks) + 1);
  }

  std::string file_;
  char separator_;
  std::string text_;
  std::size_t at_;
  std::size_t line_ = 0;
  std::size_t next_line_ = 1;
  std::vector<std::string> cells_;
};

struct csv_options {
  char separator = ',';
  bool header = false;           ///< the first record holds the names of the columns
  bool allow_nonfinite = false;  ///< NaN and infinities are numbers, too
};

/// A table of numbers, row by row.
template <std::floating_point T>
struct csv_table {
  std::string file;                ///< where it is from, for errors
  std::vector<std::string> names;  ///< of the columns; none without a header
  std::size_t columns = 0;
  std::vector<T> values;  ///< rows() x columns

  std::size_t rows() const { return columns == 0 ? 0 : values.size() / columns; }

  /// row < rows(), column < columns
  T operator()(std::size_t row, std::size_t column) const { return values[row * columns + column]; }

  /// The rows() numbers of a column, from 0. Throws data_error if there is none.
  std::vector<T> column(std::size_t index) const {
    if (index >= columns)
      throw data_error(file, "there is no column " + std::to_string(index) + " (from 0) of " +
                                 std::to_string(columns));
    std::vector<T> result(rows());
    for (std::size_t row = 0; row < result.size(); ++row) result[row] = (*this)(row, index);
    return result;
  }
  /// The numbers of the first column of this name. Throws data_error if there is none.
  std::vector<T> column(std::string_view name) const {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end())
      throw data_error(file, "there is no column '" + std::string(name) + "'");
    return column(static_cast<std::size_t>(found - names.begin()));
  }
};

/// Reads a table of numbers from a file, plain or compressed by gzip.
///
/// Throws data_error if the file cannot be read or decompressed or has no rows, and csv_error if a
/// row has not as many fields as the first record, or a field is no number, is out of the range of
/// T, or is not finite unless that is allowed. Linear in time; memory for the text of the file and
/// the numbers.
template <std::floating_point T = double>
csv_table<T> read_csv(const std::string& file, const csv_options& options = {}) {
  csv_reader reader(file, options.separator);
  csv_table<T> table{file, {}, 0, {}};
  if (options.header && reader.next()) {
    table.names.assign(reader.cells().begin(), reader.cells().end());
    table.columns = table.names.size();
  }
  while (reader.next()) {
    if (table.columns == 0) table.columns = reader.cells().size();
    reader.expect_cells(table.columns);
    for (std::size_t column = 0; column < table.columns; ++column)
      table.values.push_back(reader.number<T>(column, options.allow_nonfinite));
  }
  if (table.values.empty()) throw data_error(file, "there are no rows");
  return table;
}

}  // namespace etna
