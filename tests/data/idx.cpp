// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#include "etna/data/idx.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "files.hpp"

namespace {

using etna::test::compressed;
using etna::test::file_of;

/// The header of an IDX file: type 8 is unsigned bytes.
std::string header(const std::vector<std::uint32_t>& sizes, char type = 8) {
  std::string bytes{0, 0, type, static_cast<char>(sizes.size())};
  for (const std::uint32_t size : sizes) {
    for (const unsigned shift : {24U, 16U, 8U, 0U}) bytes += static_cast<char>(size >> shift);
  }
  return bytes;
}

std::string error_of(const std::string& content) {
  return etna::test::error_of<etna::idx_error>([&] { etna::read_idx(file_of(content).name); });
}

std::string error_of(const std::string& images, const std::string& labels, std::size_t classes) {
  return etna::test::error_of<etna::idx_error>(
      [&] { etna::read_labelled_images(file_of(images).name, file_of(labels).name, classes); });
}

const std::string two_images =
    header({2, 2, 3}) + std::string("\0\1\2\3\4\5\6\7\x8\x9\x33\xff", 12);
const std::string two_labels = header({2}) + "\x7\x2";

}  // namespace

TEST_CASE("an array is read as it was written, plain or compressed") {
  std::mt19937 random(1);
  for (const std::vector<std::uint32_t>& sizes :
       {std::vector<std::uint32_t>{}, {0}, {1}, {300}, {5, 0, 7}, {70'000, 2}, {4, 3, 2, 5}}) {
    CAPTURE(sizes.size());
    etna::idx_array expected{{sizes.begin(), sizes.end()}, {}};
    std::size_t count = 1;
    for (const std::size_t size : sizes) count *= size;
    for (std::size_t i = 0; i < count; ++i)
      expected.values.push_back(static_cast<std::uint8_t>(random()));
    const std::string content =
        header(sizes) + std::string(expected.values.begin(), expected.values.end());
    for (const std::string& written : {content, compressed(content)}) {
      const etna::idx_array found = etna::read_idx(file_of(written).name);
      CHECK(found.shape == expected.shape);
      CHECK((found.values == expected.values));
    }
  }
}

TEST_CASE("every prefix of a file, and every longer one, is refused") {
  const std::string& good = two_images;
  CHECK(error_of(good) == "");
  for (std::size_t length = 0; length < good.size(); ++length) {
    CAPTURE(length);
    const std::string message = error_of(good.substr(0, length));
    CHECK(message.starts_with(": byte " + std::to_string(length) + ": the file ends"));
    CHECK(error_of(compressed(good.substr(0, length))) == message);
  }
  CHECK(error_of(good.substr(0, 3)) ==
        ": byte 3: the file ends inside the header of an IDX file, which has 4 bytes");
  CHECK(error_of(good.substr(0, 9)) ==
        ": byte 9: the file ends inside the header of an IDX file, which has 16 bytes");
  CHECK(error_of(good.substr(0, 20)) ==
        ": byte 20: the file ends, but its header announces 16 bytes of header and 12 values");
  CHECK(error_of(good + "ab") ==
        ": byte 28: the file goes on for 2 bytes, but its header announces 16 bytes of header and "
        "12 values");
}

TEST_CASE("what is no IDX file of bytes is refused") {
  CHECK(error_of("PK\3\4 something else") ==
        ": byte 0: expected 0x00 0x00, with which IDX files begin, found 0x50 0x4b");
  CHECK(error_of({1, 0, 8, 0, 'a'}).ends_with("found 0x01 0x00"));
  CHECK(error_of({0, 1, 8, 0, 'a'}).ends_with("found 0x00 0x01"));
  const auto type = [](char code) { return error_of(header({1}, code) + "a"); };
  const std::string expected = ": byte 2: expected values of type 0x08 (unsigned byte), found ";
  CHECK(type(0x09) == expected + "0x09 (signed byte)");
  CHECK(type(0x0b) == expected + "0x0b (short)");
  CHECK(type(0x0c) == expected + "0x0c (int)");
  CHECK(type(0x0d) == expected + "0x0d (float)");
  CHECK(type(0x0e) == expected + "0x0e (double)");
  CHECK(type(0x7f) == expected + "0x7f (unknown to IDX)");
}

TEST_CASE("sizes that no memory can hold are refused, whatever the length of the file") {
  constexpr std::uint32_t most = 0xffffffff;
  CHECK(error_of(header({most, most, most}) + "a") ==
        ": byte 12: the sizes multiply to more than memory can hold");
  CHECK(error_of(header({1U << 31U, 1U << 31U, 4})) ==
        ": byte 12: the sizes multiply to more than memory can hold");
  // 2^64 - 1 values: they could be counted, but not together with the header.
  CHECK(error_of(header({most, 641, 6'700'417})) ==
        ": byte 12: the sizes multiply to more than memory can hold");
  CHECK(error_of(header({most, most}) + "a") ==
        ": byte 13: the file ends, but its header announces 12 bytes of header and "
        "18446744065119617025 values");
}

TEST_CASE("images and labels") {
  const auto data =
      etna::read_labelled_images(file_of(two_images).name, file_of(compressed(two_labels)).name, 8);
  CHECK(data.size() == 2);
  CHECK(data.rows == 2);
  CHECK(data.columns == 3);
  CHECK(data.labels == std::vector<std::uint8_t>{7, 2});
  REQUIRE(data.pixels.size() == 12);
  CHECK(data.pixels[1] == 1 / 255.0F);
  const auto second = data.image(1);
  CHECK(second.size() == 6);
  CHECK(second.data() == data.pixels.data() + 6);
  CHECK(second[4] == 0.2F);
  CHECK(second[5] == 1.0F);

  const auto none =
      etna::read_labelled_images(file_of(header({0, 28, 28})).name, file_of(header({0})).name, 10);
  CHECK(none.size() == 0);
  CHECK(none.pixels.empty());
}

TEST_CASE("images and labels that do not belong together") {
  CHECK(error_of(two_labels, two_labels, 8) ==
        ": byte 3: expected the 3 dimensions of images, found 1 dimensions");
  CHECK(error_of(two_images, two_images, 8) ==
        ": byte 3: expected the 1 dimension of labels, found 3 dimensions");
  CHECK(error_of(two_images, two_labels, 7) ==
        ": byte 8: expected a label less than 7 for sample 0, found 7");
  CHECK(error_of(two_images, header({2}) + "\1\x9", 9) ==
        ": byte 9: expected a label less than 9 for sample 1, found 9");

  const file_of images(two_images), labels(header({3}) + "abc");
  try {
    etna::read_labelled_images(images.name, labels.name, 10);
    FAIL("no error");
  } catch (const etna::idx_error& error) {
    CHECK(error.file() == labels.name);
    CHECK(error.offset() == 4);
    CHECK(error.what() == labels.name + ": byte 4: expected as many labels as " + images.name +
                              " has images, 2, found 3");
  }
}
