// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#pragma once

#include <array>
#include <cstddef>
#include <etna/data.hpp>
#include <string>
#include <vector>

namespace examples {

/// Samples that belong to one of two classes.
struct labelled_samples {
  std::array<std::string, 2> classes;
  std::size_t features;
  std::vector<double> values;  ///< size() x features
  std::vector<double> labels;  ///< 0 or 1: an index into classes

  std::size_t size() const { return labels.size(); }
  double operator()(std::size_t sample, std::size_t feature) const {
    return values[sample * features + feature];
  }
};

/// Reads a file as scikit-learn ships them: first the line "samples,features,name of class 0,name
/// of class 1", then a line a sample, its features and its class. Throws etna::data_error if the
/// file is not like that, or has another number of features.
inline labelled_samples read_labelled_samples(const std::string& file, std::size_t features) {
  etna::csv_reader reader(file);
  if (!reader.next()) throw etna::data_error(file, "the file is empty");
  reader.expect_cells(4);
  const auto samples = reader.number<std::size_t>(0);
  if (reader.number<std::size_t>(1) != features)
    reader.fail(1, "is not the number of features, " + std::to_string(features));
  labelled_samples result{{reader.cells()[2], reader.cells()[3]}, features, {}, {}};
  while (reader.next()) {
    reader.expect_cells(features + 1);
    for (std::size_t column = 0; column < features; ++column)
      result.values.push_back(reader.number(column));
    const double label = reader.number(features);
    if (label != 0 && label != 1) reader.fail(features, "is neither 0 nor 1");
    result.labels.push_back(label);
  }
  if (result.size() != samples) {
    throw etna::data_error(file, "the first line announces " + std::to_string(samples) +
                                     " samples, but there are " + std::to_string(result.size()));
  }
  return result;
}

}  // namespace examples
