// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <utility>

namespace etna {

/// What is wrong with a file of data; what() is "file: message".
class data_error : public std::runtime_error {
 public:
  data_error(const std::string& file, const std::string& message)
      : data_error(file, file, message) {}

  const std::string& file() const noexcept { return file_; }

 protected:
  /// The place begins with the name of the file.
  data_error(const std::string& file, const std::string& place, const std::string& message)
      : std::runtime_error(place + ": " + message), file_(file) {}

 private:
  std::string file_;
};

/// What is wrong at a byte of an IDX file; what() is "file: byte 2: message".
class idx_error : public data_error {
 public:
  idx_error(const std::string& file, std::size_t offset, const std::string& message)
      : data_error(file, file + ": byte " + std::to_string(offset), message), offset_(offset) {}

  std::size_t offset() const noexcept { return offset_; }  ///< from 0; of what gzip has compressed

 private:
  std::size_t offset_;
};

/// What is wrong at a line of a CSV file; what() is "file:3: message", or, where one field of the
/// line is meant, "file:3: column 2: 'text' message".
class csv_error : public data_error {
 public:
  csv_error(const std::string& file, std::size_t line, const std::string& message)
      : data_error(file, file + ":" + std::to_string(line), message), line_(line) {}
  csv_error(const std::string& file, std::size_t line, std::size_t column, std::string text,
            const std::string& message)
      : data_error(file, file + ":" + std::to_string(line) + ": column " + std::to_string(column),
                   quoted(text) + " " + message),
        line_(line),
        column_(column),
        text_(std::move(text)) {}

  std::size_t line() const noexcept { return line_; }      ///< from 1
  std::size_t column() const noexcept { return column_; }  ///< a field, from 1; 0: the whole line
  const std::string& text() const noexcept { return text_; }  ///< of that field

 private:
  /// A file that is not CSV at all may have fields of megabytes.
  static std::string quoted(const std::string& text) {
    constexpr std::size_t most = 40;
    std::string result = "'";
    result.append(text, 0, most);
    return result + (text.size() <= most ? "'" : "...'");
  }

  std::size_t line_;
  std::size_t column_ = 0;
  std::string text_;
};

}  // namespace etna
