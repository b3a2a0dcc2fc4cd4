// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0

#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <vector>

#include "support/check.hpp"
#include "support/image_classes.hpp"
#include "support/plot.hpp"

namespace examples {

/// What an experiment is given: `<epochs> <file for the plots, without extension>`, both optional.
class experiment {
 public:
  std::int64_t epochs;
  image_data data;

  /// Writes a plot if a file was given, to "<file><suffix>.svg".
  void write(const plot& p, const std::string& suffix = "") const {
    if (!file_.empty()) std::printf("%s\n", p.write(file_ + suffix).c_str());
  }
  plot make_plot(const std::string& title, const std::string& x, const std::string& y) const {
    return plot(data.name + ": " + title, x, y);
  }

  /// The main function of an experiment. It learns the images that read_images finds.
  template <class F>
  static int run(int argc, char** argv, std::int64_t epochs, F f) {
    try {
      experiment e;
      e.epochs = argc > 1 ? std::atoi(argv[1]) : epochs;
      e.file_ = argc > 2 ? argv[2] : "";
      e.data = read_images("");
      std::printf("%s, %d epochs\n", e.data.name.c_str(), static_cast<int>(e.epochs));
      f(e);
      return EXIT_SUCCESS;
    } catch (const std::exception& error) {
      std::fprintf(stderr, "%s\n", error.what());
      return EXIT_FAILURE;
    }
  }

 private:
  std::string file_;
};

/// A point for each entry: its number, counted from 1, and what y(entry) is.
template <class Entry, class Y>
std::vector<plot::point> curve(const std::vector<Entry>& entries, Y y) {
  std::vector<plot::point> points;
  for (const Entry& e : entries)
    points.push_back({static_cast<double>(points.size() + 1), static_cast<double>(y(e))});
  return points;
}

}  // namespace examples
