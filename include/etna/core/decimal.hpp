// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <limits>

#include "etna/core/text.hpp"

namespace etna::detail {

/// A natural number of up to 1,280 bits: more than the exact fraction of any double needs.
struct big_natural {
  static constexpr int capacity = 40;
  std::uint32_t word[capacity]{};
  int size = 0;

  constexpr explicit big_natural(std::uint64_t n) {
    for (; n != 0; n >>= 32) word[size++] = static_cast<std::uint32_t>(n);
  }
  constexpr void multiply(std::uint32_t factor) {
    std::uint64_t carry = 0;
    for (int i = 0; i < size; ++i) {
      carry += static_cast<std::uint64_t>(word[i]) * factor;
      word[i] = static_cast<std::uint32_t>(carry);
      carry >>= 32;
    }
    if (carry != 0) word[size++] = static_cast<std::uint32_t>(carry);
  }
  constexpr void shift(int bits) {
    multiply(std::uint32_t{1} << (bits % 32));
    const int words = bits / 32;
    if (words == 0 || size == 0) return;
    for (int i = size - 1; i >= 0; --i) word[i + words] = word[i];
    for (int i = 0; i < words; ++i) word[i] = 0;
    size += words;
  }
  constexpr big_natural plus(const big_natural& other) const {
    big_natural sum(0);
    std::uint64_t carry = 0;
    for (int i = 0; i < size || i < other.size || carry != 0; ++i) {
      carry += static_cast<std::uint64_t>(word[i]) + other.word[i];
      sum.word[sum.size++] = static_cast<std::uint32_t>(carry);
      carry >>= 32;
    }
    return sum;
  }
  /// Subtracts a number that is not larger.
  constexpr void subtract(const big_natural& other) {
    std::int64_t borrow = 0;
    for (int i = 0; i < size; ++i) {
      borrow += static_cast<std::int64_t>(word[i]) - (i < other.size ? other.word[i] : 0);
      word[i] = static_cast<std::uint32_t>(borrow);
      borrow >>= 32;
    }
    while (size > 0 && word[size - 1] == 0) --size;
  }
  /// Below 0, 0 or above 0 as it is smaller than, equal to or larger than the other.
  constexpr int compare(const big_natural& other) const {
    if (size != other.size) return size - other.size;
    for (int i = size - 1; i >= 0; --i) {
      if (word[i] != other.word[i]) return word[i] < other.word[i] ? -1 : 1;
    }
    return 0;
  }
};

/// The decimal number 0.d₁d₂…dₙ · 10^point.
struct decimal_digits {
  char digit[17]{};  // characters
  int count = 0;
  int point = 0;
};

/// The shortest decimal number that rounds to x > 0, finite, and of those the closest to x:
/// free-format printing of Steele and White (1990) as Burger and Dybvig (1996) write it, in exact
/// arithmetic: x = r/s, and what lies between x - m₋/s and x + m₊/s rounds to x.
constexpr decimal_digits shortest_digits(double x) {
  const auto bits = __builtin_bit_cast(std::uint64_t, x);
  const std::uint64_t fraction = bits & ((std::uint64_t{1} << 52) - 1);
  const int biased = static_cast<int>(bits >> 52);
  const std::uint64_t significand = biased == 0 ? fraction : fraction | (std::uint64_t{1} << 52);
  const int exponent = (biased == 0 ? 1 : biased) - 1075;
  const bool closed = significand % 2 == 0;  // the ends of the interval round to x, too
  const int uneven =
      fraction == 0 && biased > 1 ? 1 : 0;  // the number below is half as far as the one above

  big_natural r(significand), s(1), below(1), above(1);
  r.shift((exponent > 0 ? exponent : 0) + 1 + uneven);
  s.shift((exponent < 0 ? -exponent : 0) + 1 + uneven);
  below.shift(exponent > 0 ? exponent : 0);
  above.shift((exponent > 0 ? exponent : 0) + uneven);

  decimal_digits d;
  const auto scale_all = [&](std::uint32_t factor) {
    r.multiply(factor);
    below.multiply(factor);
    above.multiply(factor);
  };
  const auto reaches_one = [&] { return r.plus(above).compare(s) > (closed ? -1 : 0); };
  for (big_natural t = s; t.multiply(1000000000), r.compare(t) > 0; s = t) d.point += 9;
  for (; reaches_one(); s.multiply(10)) ++d.point;
  for (big_natural t = r.plus(above); t.multiply(1000000000), t.compare(s) < 0; t = r.plus(above)) {
    scale_all(1000000000);
    d.point -= 9;
  }
  for (scale_all(10); !reaches_one(); scale_all(10)) --d.point;

  while (true) {
    int digit = 0;
    for (; r.compare(s) >= 0; r.subtract(s)) ++digit;
    const bool low = r.compare(below) < (closed ? 1 : 0), high = reaches_one();
    if (low && high) {
      big_natural twice = r;
      twice.multiply(2);
      digit += twice.compare(s) > (digit % 2 == 0 ? 0 : -1) ? 1 : 0;  // to even in the middle
    } else if (high) {
      ++digit;
    }
    d.digit[d.count++] = static_cast<char>('0' + digit);
    if (low || high) return d;
    scale_all(10);
  }
}

/// Writes x as the shortest decimal number that rounds to x. `exponent` and `end` enclose a decimal
/// exponent.
constexpr void write_number(text_writer& out, double x, const char* exponent = "e",
                            const char* end = "", const char* infinity = "inf",
                            const char* nan = "nan") {
  if (x != x) {
    out.put(nan);
    return;
  }
  if (__builtin_bit_cast(std::uint64_t, x) >> 63 != 0) {
    out.put('-');
    x = -x;
  }
  if (x == 0) {
    out.put('0');
    return;
  }
  if (x > std::numeric_limits<double>::max()) {
    out.put(infinity);
    return;
  }
  const decimal_digits d = shortest_digits(x);
  const bool scientific = d.point > 21 || d.point < -5;
  const int point = scientific ? 1 : d.point;
  if (point <= 0) out.put("0.");
  for (int k = point; k < 0; ++k) out.put('0');
  for (int k = 0; k < d.count; ++k) {
    if (k > 0 && k == point) out.put('.');
    out.put(d.digit[k]);
  }
  for (int k = d.count; k < point; ++k) out.put('0');
  if (scientific) out.put(exponent).put_number(d.point - 1).put(end);
}

}  // namespace etna::detail
