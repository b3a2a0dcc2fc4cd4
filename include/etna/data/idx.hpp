// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "etna/data/error.hpp"
#include "etna/data/file.hpp"

/// \file
/// IDX, the format of the MNIST database: an array of any number of dimensions. Described in "The
/// IDX file format", Y. LeCun, C. Cortes, C. Burges, The MNIST database of handwritten digits,
/// http://yann.lecun.com/exdb/mnist/:
///
///   byte 0      0, 0
///   byte 2      the type of a value: 0x08 is an unsigned byte
///   byte 3      the number of dimensions
///   byte 4      their sizes, each in 4 bytes, the most significant first
///   after them  the values; the last dimension varies fastest

namespace etna {

/// An array of bytes: shape.size() dimensions, the values row-major.
struct idx_array {
  std::vector<std::size_t> shape;
  std::vector<std::uint8_t> values;
};

namespace detail {

inline std::string hexadecimal(unsigned byte) {
  constexpr const char* digits = "0123456789abcdef";
  return {'0', 'x', digits[byte / 16], digits[byte % 16]};
}

inline const char* idx_type(unsigned code) {
  switch (code) {
    case 0x08:
      return "unsigned byte";
    case 0x09:
      return "signed byte";
    case 0x0b:
      return "short";
    case 0x0c:
      return "int";
    case 0x0d:
      return "float";
    case 0x0e:
      return "double";
    default:
      return "unknown to IDX";
  }
}

/// The bytes of a header of so many dimensions: where the values begin, or the size of the next
/// dimension.
inline std::size_t idx_header(std::size_t dimensions) { return 4 + 4 * dimensions; }

/// The sizes in the header, after checks of all that the header says.
inline std::vector<std::size_t> idx_shape(const std::string& file,
                                          std::span<const std::uint8_t> content) {
  const auto expect_header = [&](std::size_t size) {
    if (content.size() < size)
      throw idx_error(file, content.size(),
                      "the file ends inside the header of an IDX file, which has " +
                          std::to_string(size) + " bytes");
  };
  expect_header(4);
  if (content[0] != 0 || content[1] != 0)
    throw idx_error(file, 0,
                    "expected 0x00 0x00, with which IDX files begin, found " +
                        hexadecimal(content[0]) + " " + hexadecimal(content[1]));
  if (content[2] != 0x08)
    throw idx_error(file, 2,
                    "expected values of type 0x08 (unsigned byte), found " +
                        hexadecimal(content[2]) + " (" + idx_type(content[2]) + ")");
  std::vector<std::size_t> shape(content[3]);
  const std::size_t header = idx_header(shape.size());
  expect_header(header);
  std::size_t count = 1;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    for (const std::size_t byte : content.subspan(idx_header(i), 4))
      shape[i] = shape[i] << 8U | byte;
    if (shape[i] != 0 && count > (std::numeric_limits<std::size_t>::max() - header) / shape[i])
      throw idx_error(file, idx_header(i), "the sizes multiply to more than memory can hold");
    count *= shape[i];
  }
  const std::string expected =
      std::to_string(header) + " bytes of header and " + std::to_string(count) + " values";
  if (content.size() < header + count)
    throw idx_error(file, content.size(), "the file ends, but its header announces " + expected);
  if (content.size() > header + count)
    throw idx_error(file, header + count,
                    "the file goes on for " + std::to_string(content.size() - header - count) +
                        " bytes, but its header announces " + expected);
  return shape;
}

}  // namespace detail

/// Reads an IDX file of unsigned bytes, plain or compressed by gzip. A dimension may be 0.
///
/// Throws data_error if the file cannot be read or decompressed, and idx_error if its first bytes,
/// its type or its length are not those of such a file. Takes time and memory linear in the size of
/// the file, whatever its header announces.
inline idx_array read_idx(const std::string& file) {
  auto content = detail::read_file<std::vector<std::uint8_t>>(file);
  auto shape = detail::idx_shape(file, content);
  const auto header = static_cast<std::ptrdiff_t>(detail::idx_header(shape.size()));
  content.erase(content.begin(), content.begin() + header);
  return {std::move(shape), std::move(content)};
}

/// Images of one size, and the class that each belongs to.
struct labelled_images {
  std::size_t rows, columns;         ///< of an image
  std::vector<float> pixels;         ///< from 0 to 1; image by image, row by row
  std::vector<std::uint8_t> labels;  ///< of each image, an index of its class

  std::size_t size() const { return labels.size(); }
  /// The rows * columns pixels of an image; i < size().
  std::span<const float> image(std::size_t i) const {
    return std::span(pixels).subspan(i * rows * columns, rows * columns);
  }
};

/// Reads a data set in the two files that MNIST, Fashion-MNIST and others come in: images (images x
/// rows x columns) and their labels (images). A byte b becomes b / 255.
///
/// Throws what read_idx does, and idx_error if a file has another number of dimensions, if there
/// are not as many labels as images, or a label is not less than `classes`. Linear in time; the
/// pixels take four times the memory of the file.
inline labelled_images read_labelled_images(const std::string& images_file,
                                            const std::string& labels_file, std::size_t classes) {
  const auto read = [](const std::string& file, std::size_t dimensions, const char* meaning) {
    idx_array array = read_idx(file);
    if (array.shape.size() != dimensions)
      throw idx_error(file, 3,
                      "expected " + std::string(meaning) + ", found " +
                          std::to_string(array.shape.size()) + " dimensions");
    return array;
  };
  const idx_array images = read(images_file, 3, "the 3 dimensions of images");
  idx_array labels = read(labels_file, 1, "the 1 dimension of labels");
  if (labels.shape[0] != images.shape[0])
    throw idx_error(labels_file, detail::idx_header(0),
                    "expected as many labels as " + images_file + " has images, " +
                        std::to_string(images.shape[0]) + ", found " +
                        std::to_string(labels.shape[0]));
  for (std::size_t i = 0; i < labels.values.size(); ++i) {
    if (labels.values[i] >= classes)
      throw idx_error(labels_file, detail::idx_header(1) + i,
                      "expected a label less than " + std::to_string(classes) + " for sample " +
                          std::to_string(i) + ", found " + std::to_string(labels.values[i]));
  }
  labelled_images result{images.shape[1], images.shape[2], std::vector<float>(images.values.size()),
                         std::move(labels.values)};
  std::transform(images.values.begin(), images.values.end(), result.pixels.begin(),
                 [](std::uint8_t byte) { return static_cast<float>(byte) / 255.0F; });
  return result;
}

}  // namespace etna
