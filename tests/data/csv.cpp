// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/data/csv.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "files.hpp"

namespace {

using etna::test::compressed;
using etna::test::file_of;
using records = std::vector<std::vector<std::string>>;

records split(const std::string& content, char separator = ',') {
  etna::csv_reader reader(file_of(content).name, separator);
  records result;
  while (reader.next()) result.emplace_back(reader.cells().begin(), reader.cells().end());
  return result;
}

template <class T = double>
etna::csv_table<T> table(const std::string& content, const etna::csv_options& options = {}) {
  return etna::read_csv<T>(file_of(content).name, options);
}

template <class T = double>
std::string error_of(const std::string& content, const etna::csv_options& options = {}) {
  return etna::test::error_of<etna::data_error>([&] { table<T>(content, options); });
}

}  // namespace

TEST_CASE("records are split as RFC 4180 says") {
  CHECK(split("") == records{});
  CHECK(split("a") == records{{"a"}});
  CHECK(split("a,b\nc,d\n") == records{{"a", "b"}, {"c", "d"}});
  CHECK(split("a,b\r\nc,d") == records{{"a", "b"}, {"c", "d"}});
  CHECK(split("\n\r\na\n\n\nb\n\n") == records{{"a"}, {"b"}});
  CHECK(split(",\n,,") == records{{"", ""}, {"", "", ""}});
  CHECK(split("\"a\",\"\"\n") == records{{"a", ""}});
  CHECK(split("\"\"\n") == records{{""}});
  CHECK(split("\"a,b\",\"c\r\nd\"\r\ne") == records{{"a,b", "c\r\nd"}, {"e"}});
  CHECK(split("\"say \"\"a\"\"\",\"\"\"\"") == records{{"say \"a\"", "\""}});
  CHECK(split("a b, c ") == records{{"a b", " c "}});
  CHECK(split("a;b,c\td\n", ';') == records{{"a", "b,c\td"}});
  CHECK(split("a;b,c\td\n", '\t') == records{{"a;b,c", "d"}});
  CHECK(split("a\rb") == records{{"a\rb"}});
  CHECK(split("\xEF\xBB\xBF"
              "a,b") == records{{"a", "b"}});
  CHECK(split(std::string("a\0b,c", 5)) == records{{std::string("a\0b", 3), "c"}});
}

TEST_CASE("what was written with quotes is read as it was") {
  std::mt19937 random(1);
  const std::string alphabet = "ab\",\n\r 1";
  for (int turn = 0; turn < 200; ++turn) {
    records expected(1 + random() % 4);
    std::string content;
    for (auto& record : expected) {
      record.resize(1 + random() % 3);
      for (std::string& cell : record) {
        for (auto n = random() % 5; n > 0; --n) cell += alphabet[random() % alphabet.size()];
        std::string quoted;
        for (const char c : cell) quoted += c == '"' ? "\"\"" : std::string(1, c);
        content += (&cell == &record.front() ? "\"" : ",\"") + quoted + "\"";
      }
      content += turn % 2 == 0 ? "\n" : "\r\n";
    }
    CAPTURE(content);
    CHECK(split(content) == expected);
    CHECK(split(compressed(content)) == expected);
  }
}

TEST_CASE("records: what is wrong, and in which line") {
  const auto error = [](const std::string& content) {
    return etna::test::error_of<etna::csv_error>([&] { split(content); });
  };
  CHECK(error("a\n\"b") == ":2: a quote is not closed");
  CHECK(error("\"") == ":1: a quote is not closed");
  CHECK(error("\"a\"\"") == ":1: a quote is not closed");
  CHECK(error("\"a\nb\"\n\n\"c\"d\n") == ":4: text after a closing quote");
  CHECK(error("a,b\"c\"\n") == ":1: a quote inside a field that does not begin with one");
}

TEST_CASE_TEMPLATE("numbers are read to the bit that was written", T, float, double) {
  std::mt19937 random(2);
  etna::csv_table<T> expected{"", {}, 3, {}};
  std::ostringstream content;
  content.precision(std::numeric_limits<T>::max_digits10);
  for (int i = 0; i < 300; ++i) {
    const T significand = static_cast<T>(random()) - static_cast<T>(random());
    expected.values.push_back(std::ldexp(significand, static_cast<int>(random() % 100) - 80));
    content << expected.values.back() << (i % 3 < 2 ? ',' : '\n');
  }
  const auto found = table<T>(content.str());
  CHECK(found.columns == 3);
  CHECK(found.rows() == 100);
  CHECK(found.values == expected.values);
}

TEST_CASE("tables") {
  const auto plain = table("1,-2.5\n 3e2\t,\"4\"\n");
  CHECK(plain.names.empty());
  CHECK(plain.rows() == 2);
  CHECK(plain.values == std::vector{1.0, -2.5, 300.0, 4.0});
  CHECK(plain(1, 0) == 300.0);
  CHECK(plain.column(1) == std::vector{-2.5, 4.0});
  for (const std::size_t none : {plain.columns, std::size_t(1000)})
    CHECK(etna::test::error_of<etna::data_error>([&] { plain.column(none); }) ==
          ": there is no column " + std::to_string(none) + " (from 0) of " +
              std::to_string(plain.columns));

  const auto named = table<float>("x;\"the y\"\n1;2\n3;4\n5;6", {.separator = ';', .header = true});
  CHECK(named.names == std::vector<std::string>{"x", "the y"});
  CHECK(named.column("the y") == std::vector{2.0F, 4.0F, 6.0F});
  CHECK(etna::test::error_of<etna::data_error>([&] { named.column("y"); }) ==
        ": there is no column 'y'");

  const auto infinite = table("nan,inf\n-inf,1\n", {.allow_nonfinite = true});
  CHECK(std::isnan(infinite(0, 0)));
  CHECK(infinite(1, 0) == -std::numeric_limits<double>::infinity());
}

TEST_CASE("tables: what is wrong, and where") {
  CHECK(error_of("") == ": there are no rows");
  CHECK(error_of("\n\n") == ": there are no rows");
  CHECK(error_of("x,y\n", {.header = true}) == ": there are no rows");
  CHECK(error_of("1,2\n3\n") == ":2: expected 2 columns, found 1");
  CHECK(error_of("x\n1,2\n", {.header = true}) == ":2: expected 1 columns, found 2");
  CHECK(error_of("x,y\n1,2\n") == ":1: column 1: 'x' is not a number");
  CHECK(error_of("1,2\n\n3,1.5x\n") == ":3: column 2: '1.5x' is not a number");
  CHECK(error_of("1,\n") == ":1: column 2: '' is not a number");
  CHECK(error_of("1, \t\n") == ":1: column 2: ' \t' is not a number");
  CHECK(error_of("+1\n") == ":1: column 1: '+1' is not a number");
  CHECK(error_of("1 2\n") == ":1: column 1: '1 2' is not a number");
  CHECK(error_of("1,nan\n") == ":1: column 2: 'nan' is not finite");
  CHECK(error_of("-inf\n") == ":1: column 1: '-inf' is not finite");
  CHECK(error_of("1e999\n", {.allow_nonfinite = true}) == ":1: column 1: '1e999' is out of range");
  CHECK(error_of<float>("1e39\n") == ":1: column 1: '1e39' is out of range");
  CHECK(error_of<float>("1e38\n") == "");
  CHECK(error_of(std::string(1000, 'x')) ==
        ":1: column 1: '" + std::string(40, 'x') + "...' is not a number");
}

TEST_CASE("an error says where it is") {
  const file_of file("1,2\n3,x\n");
  try {
    etna::read_csv(file.name);
    FAIL("no error");
  } catch (const etna::csv_error& error) {
    CHECK(error.file() == file.name);
    CHECK(error.line() == 2);
    CHECK(error.column() == 2);
    CHECK(error.text() == "x");
  }
}

TEST_CASE("after an unclosed quote nothing is left to read") {
  etna::csv_reader reader(file_of("a\n\"b").name);
  CHECK(reader.next());
  CHECK_THROWS_AS(reader.next(), etna::csv_error);
  CHECK_FALSE(reader.next());
}

TEST_CASE("records of different lengths are read number by number") {
  const file_of file("3,first\n-1,2.5,400\n");
  etna::csv_reader reader(file.name);
  CHECK(reader.line() == 0);
  REQUIRE(reader.next());
  CHECK(reader.line() == 1);
  CHECK(reader.number<int>(0) == 3);
  REQUIRE(reader.next());
  CHECK(reader.number<int>(0) == -1);
  CHECK(reader.number(1) == 2.5);
  const auto error = [&](auto f) { return etna::test::error_of<etna::csv_error>(f); };
  CHECK(error([&] { reader.number<unsigned>(0); }) == ":2: column 1: '-1' is not a whole number");
  CHECK(error([&] { reader.number<int>(1); }) == ":2: column 2: '2.5' is not a whole number");
  CHECK(error([&] { reader.number<std::int8_t>(2); }) == ":2: column 3: '400' is out of range");
  CHECK_FALSE(reader.next());
}
