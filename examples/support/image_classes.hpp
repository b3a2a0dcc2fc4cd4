// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <etna/data.hpp>
#include <filesystem>
#include <string>
#include <vector>

namespace examples {

/// Images that each belong to a class: a row of pixels between 0 and 1 for each.
struct image_set {
  std::vector<float> pixels;
  std::vector<std::uint8_t> labels;
  std::size_t size() const { return labels.size(); }
};

struct image_data {
  std::string name;
  std::size_t pixels, classes;
  image_set train, test;
};

/// A file of MNIST in a folder, where it may be compressed (.gz).
inline std::string mnist_file(const std::string& folder, const std::string& name) {
  const std::string plain = folder + "/" + name, compressed = plain + ".gz";
  return !std::filesystem::exists(plain) && std::filesystem::exists(compressed) ? compressed
                                                                                : plain;
}

/// Whether all of MNIST's files are in a folder: a download may have been stopped between two.
inline bool has_mnist(const std::string& folder) {
  for (const char* name : {"train-images-idx3-ubyte", "train-labels-idx1-ubyte",
                           "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"})
    if (!std::filesystem::exists(mnist_file(folder, name))) return false;
  return true;
}

/// MNIST from the four files in a folder. Throws etna::data_error if they are not there, or not
/// MNIST's, or without images.
inline image_data read_mnist(const std::string& folder) {
  const auto read = [&](const std::string& part) {
    const std::string pixels = mnist_file(folder, part + "-images-idx3-ubyte");
    etna::labelled_images images =
        etna::read_labelled_images(pixels, mnist_file(folder, part + "-labels-idx1-ubyte"), 10);
    if (images.size() == 0) throw etna::data_error(pixels, "there are no images in it");
    if (images.rows != 28 || images.columns != 28)
      throw etna::data_error(pixels, "the images are not of 28 by 28 pixels");
    return image_set{std::move(images.pixels), std::move(images.labels)};
  };
  return {"MNIST", 784, 10, read("train"), read("t10k")};
}

/// The digits of scikit-learn, 8 by 8 pixels, shipped with the examples: every fifth is for the
/// test.
inline image_data read_digits(const std::string& file) {
  const auto table = etna::read_csv<float>(file);
  image_data data{"digits", 64, 10, {}, {}};
  for (std::size_t row = 0; row < table.rows(); ++row) {
    image_set& set = row % 5 == 4 ? data.test : data.train;
    for (std::size_t k = 0; k < 64; ++k) set.pixels.push_back(table(row, k) / 16);
    set.labels.push_back(static_cast<std::uint8_t>(table(row, 64)));
  }
  return data;
}

/// Where tools/mnist puts MNIST.
inline std::string mnist_cache() {
  const char* cache = std::getenv("XDG_CACHE_HOME");
  if (cache && *cache) return std::string(cache) + "/etna/mnist";
  const char* home = std::getenv("HOME");
  return std::string(home ? home : ".") + "/.cache/etna/mnist";
}

/// MNIST from a folder; without one from where tools/mnist puts it, else, and it says so, the
/// digits shipped with the examples.
inline image_data read_images(const std::string& folder) {
  if (!folder.empty()) return read_mnist(folder);
  if (has_mnist(mnist_cache())) return read_mnist(mnist_cache());
  std::printf(
      "MNIST's four files are not all in %s (tools/mnist fetches them): this is a small data set,\n"
      "the digits of scikit-learn.\n",
      mnist_cache().c_str());
  return read_digits(ETNA_EXAMPLES_DATA "/digits.csv.gz");
}

}  // namespace examples
