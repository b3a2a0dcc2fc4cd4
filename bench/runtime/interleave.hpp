// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <vector>

namespace bench {

inline double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

struct timing {
  double nanoseconds = 0;  // of one item of a round
  double ratio = 0;        // to the reference
};

/// Times contenders against each other. A round is a callable that does `items` things once. Rounds
/// are short and alternate, in a changing order, so that whatever else happens on the machine
/// happens to all of them; a ratio is the median of the ratios of adjacent rounds. The last
/// contender is the reference.
template <class... Round>
std::vector<timing> interleave(int rounds, double items, Round... round) {
  using clock = std::chrono::steady_clock;
  constexpr std::size_t contenders = sizeof...(Round);
  const auto seconds = [](auto& work, int times) {
    const auto start = clock::now();
    for (int i = 0; i < times; ++i) work();
    return std::chrono::duration<double>(clock::now() - start).count();
  };

  // Long against the clock's own time, short against a time slice; the rounds before settle caches.
  constexpr double shortest = 10e-6;
  const int repetitions[] = {[&](auto& work) {
    for (int times = 1;; times *= 2) {
      seconds(work, times);
      const double once = seconds(work, times);
      if (once > shortest) return times;
    }
  }(round)...};

  std::vector<double> nanoseconds[contenders], ratios[contenders];
  double spent[contenders];
  for (int r = 0; r < rounds; ++r) {
    const auto run = [&](std::size_t chosen) {
      std::size_t k = 0;
      const auto each = [&](auto& work) {
        if (k == chosen) spent[k] = seconds(work, repetitions[k]) / repetitions[k] * 1e9 / items;
        ++k;
      };
      (each(round), ...);
    };
    for (std::size_t k = 0; k < contenders; ++k) {
      run(r % 2 == 0 ? k : contenders - 1 - k);
    }
    for (std::size_t k = 0; k < contenders; ++k) {
      nanoseconds[k].push_back(spent[k]);
      ratios[k].push_back(spent[k] / spent[contenders - 1]);
    }
  }
  std::vector<timing> result;
  for (std::size_t k = 0; k < contenders; ++k) {
    result.push_back({median(nanoseconds[k]), median(ratios[k])});
  }
  return result;
}

/// Keeps a result from being optimised away, and makes the compiler forget what memory holds.
template <class T>
void keep(T& result) {
  asm volatile("" : : "r"(&result) : "memory");
}

/// The round that calls a contender at each point. The compiler must know nothing of the function
/// that is called, so it is read from memory each time.
template <class Point, class Result>
auto over(const std::vector<Point>& points, void (*contender)(const Point&, Result&)) {
  return [&points, contender, out = Result{}]() mutable {
    void (*volatile boundary)(const Point&, Result&) = contender;
    for (const Point& at : points) {
      boundary(at, out);
      keep(out);
    }
  };
}

}  // namespace bench
