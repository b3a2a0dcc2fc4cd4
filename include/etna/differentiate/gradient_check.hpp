// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <limits>

#include "etna/core/decimal.hpp"
#include "etna/core/text.hpp"

namespace etna {

/// A derivative that is not what finite differences say.
struct gradient_difference {
  const char* mode;  // by which it was computed
  int order;
  int output;            // which scalar of the result
  int argument, scalar;  // by which scalar of which argument
  int second_argument, second_scalar;
  double derivative, finite_difference;
  double tolerance;  // by which they may differ
};

/// What check_grads returns: true if all derivatives are as finite differences say; else which are
/// not.
class gradient_check {
 public:
  static constexpr int capacity = 8;

  explicit operator bool() const { return comparisons > 0 && differences == 0; }

  int comparisons = 0;
  int differences = 0;
  /// The first differences, at most `capacity` of them.
  gradient_difference difference[capacity]{};

  /// The differences as text, a line each. It lives as long as this.
  const char* text() const { return text_; }
  template <detail::character_stream Stream>
  friend Stream& operator<<(Stream& stream, const gradient_check& c) {
    stream.write(c.text_, static_cast<std::ptrdiff_t>(detail::length(c.text_)));
    return stream;
  }

  /// Notes a comparison.
  void compare(const gradient_difference& d) {
    ++comparisons;
    const double error = d.derivative - d.finite_difference;
    if ((error < 0 ? -error : error) <= d.tolerance) return;
    if (differences < capacity) difference[differences] = d;
    ++differences;
  }

  /// Writes the text, after the last comparison.
  void write() {
    detail::text_writer out(text_, sizeof(text_) - 1);
    if (differences == 0) {
      out.put_number(comparisons).put(" derivatives agree with finite differences");
    } else {
      out.put_number(differences).put(" of ").put_number(comparisons);
      out.put(" derivatives differ from finite differences");
    }
    for (int k = 0; k < differences && k < capacity; ++k) write(out, difference[k]);
    if (differences > capacity) out.put("\n...");
    text_[out.size() < sizeof(text_) ? out.size() : sizeof(text_) - 1] = 0;
  }

 private:
  static void write(detail::text_writer& out, const gradient_difference& d) {
    const auto variable = [&](int argument, int scalar) {
      out.put(" by scalar ").put_number(scalar).put(" of argument ").put_number(argument);
    };
    out.put("\norder ").put_number(d.order).put(", ").put(d.mode).put(": output ");
    out.put_number(d.output);
    variable(d.argument, d.scalar);
    if (d.order == 2) {
      out.put(" and");
      variable(d.second_argument, d.second_scalar);
    }
    out.put(" is ");
    detail::write_number(out, d.derivative);
    if (d.tolerance <= std::numeric_limits<double>::max()) {
      out.put(", finite differences ");
      detail::write_number(out, d.finite_difference);
      int exponent = 0;
      double power = 1;
      for (; power > d.tolerance && exponent > -300; power /= 10) --exponent;
      for (; power < d.tolerance; power *= 10) ++exponent;
      out.put(" to within 1e").put_number(exponent);
    } else {
      out.put(", finite differences do not exist there");
    }
  }

  char text_[3072]{};
};

}  // namespace etna
