// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/data/file.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "files.hpp"

namespace {

using etna::test::compressed;
using etna::test::file_of;

std::string read(const std::string& content) {
  return etna::detail::read_file<std::string>(file_of(content).name);
}

std::string error_of(const std::string& file) {
  return etna::test::error_of<etna::data_error>(
      [&] { etna::detail::read_file<std::string>(file); });
}

/// Bytes that do not compress.
std::string random_bytes(std::size_t size) {
  std::mt19937 random(1);
  std::string result(size, ' ');
  for (char& c : result) c = static_cast<char>(random());
  result[0] = 'x';  // no gzip
  return result;
}

}  // namespace

TEST_CASE("plain or gzip, a file is read as it was before it was compressed") {
  for (const std::size_t size : {1U, 100U, (1U << 20U) - 1, 1U << 20U, (1U << 21U) + 1}) {
    CAPTURE(size);
    const std::string content = random_bytes(size);
    CHECK((read(content) == content));
    CHECK((read(compressed(content)) == content));
  }
  CHECK(read("").empty());
  CHECK(read(compressed("")).empty());
  const file_of file("ab");
  CHECK(etna::detail::read_file<std::vector<std::uint8_t>>(file.name) ==
        std::vector<std::uint8_t>{'a', 'b'});
}

TEST_CASE("a file that cannot be read") {
  CHECK(error_of("/no/such/file") == ": cannot be opened: No such file or directory");
  CHECK(error_of(std::filesystem::temp_directory_path().string()) ==
        ": cannot be read: Is a directory");
}

TEST_CASE("gzip's data that are truncated or damaged") {
  const std::string good = compressed(random_bytes(5000));
  for (const std::size_t length :
       {good.size() - 1, good.size() - 8, good.size() / 2, std::size_t(20)}) {
    CAPTURE(length);
    CHECK(error_of(file_of(good.substr(0, length)).name) ==
          ": is cut off: it ends before its gzip data do");
  }
  std::string wrong_checksum = good, wrong_data = good;
  wrong_checksum[good.size() - 8] ^= 1;
  wrong_data[good.size() / 2] ^= 1;
  CHECK(error_of(file_of(wrong_checksum).name) ==
        ": is damaged: what gzip has compressed is not what is there");
  CHECK(error_of(file_of(wrong_data).name) ==
        ": is damaged: what gzip has compressed is not what is there");
}
