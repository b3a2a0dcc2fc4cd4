// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <concepts>
#include <cstdint>
#include <type_traits>

#include "etna/core/config.hpp"
#include "etna/core/math/double_word.hpp"

/// \file
/// Mathematical constants in any number type: 384 bits each, 115 decimal digits, so that
/// multiprecision types lose none that a `double` constant would not hold.

namespace etna::math {

namespace kernel {

/// The sum of digit[i] 2^(exponent - 32 (i + 1)).
struct binary_fraction {
  int exponent;
  std::uint32_t digit[12];
};

inline constexpr binary_fraction pi_bits{
    2,
    {0xc90fdaa2, 0x2168c234, 0xc4c6628b, 0x80dc1cd1, 0x29024e08, 0x8a67cc74, 0x020bbea6, 0x3b139b22,
     0x514a0879, 0x8e3404dd, 0xef9519b3, 0xcd3a431b}};
inline constexpr binary_fraction e_bits{
    2,
    {0xadf85458, 0xa2bb4a9a, 0xafdc5620, 0x273d3cf1, 0xd8b9c583, 0xce2d3695, 0xa9e13641, 0x146433fb,
     0xcc939dce, 0x249b3ef9, 0x7d2fe363, 0x630c75d8}};
inline constexpr binary_fraction sqrt2_bits{
    1,
    {0xb504f333, 0xf9de6484, 0x597d89b3, 0x754abe9f, 0x1d6f60ba, 0x893ba84c, 0xed17ac85, 0x83339915,
     0x4afc8304, 0x3ab8a2c3, 0xa8b1fe6f, 0xdc83db39}};
inline constexpr binary_fraction ln2_bits{
    0,
    {0xb17217f7, 0xd1cf79ab, 0xc9e3b398, 0x03f2f6af, 0x40f34326, 0x7298b62d, 0x8a0d175b, 0x8baafa2b,
     0xe7b87620, 0x6debac98, 0x559552fb, 0x4afa1b10}};
inline constexpr binary_fraction ln10_bits{
    2,
    {0x935d8ddd, 0xaaa8ac16, 0xea56d62b, 0x82d30a28, 0xe28fecf9, 0xda5df90e, 0x83c61e82, 0x01f02d72,
     0x962f02d7, 0xb1a8105c, 0xcc70cbc0, 0x2c5f0d68}};
inline constexpr binary_fraction two_over_sqrt_pi_bits{
    1,
    {0x906eba82, 0x14db688d, 0x71d48a7f, 0x6bfec344, 0x1409a0eb, 0xac3e7517, 0x39a15830, 0xcce620b0,
     0xc0759cf8, 0x59270f11, 0x40c03609, 0x6cc79aeb}};
inline constexpr binary_fraction euler_gamma_bits{
    0,
    {0x93c467e3, 0x7db0c7a4, 0xd1be3f81, 0x0152cb56, 0xa1cecc3a, 0xf65cc019, 0x0c03df34, 0x709affbd,
     0x8e4b59fa, 0x03a9f0ee, 0xd0649ccb, 0x621057d1}};

/// The digits from `first` on, as a number of type T. Exact in the limit of T's precision.
template <class T>
constexpr T expand(const binary_fraction& bits, int first = 0) {
  T sum = T(0);
  for (int i = 11; i >= first; --i) {
    sum = (sum + T(static_cast<double>(bits.digit[i]))) * T(1 / 4294967296.0);
  }
  for (int i = 0; i < first; ++i) sum = sum * T(1 / 4294967296.0);
  return sum * T(static_cast<double>(1 << bits.exponent));
}

/// The constant, computed once for each type of which that can be done while compiling.
template <class T, const binary_fraction& Bits>
inline constexpr T constant = expand<T>(Bits);
template <const binary_fraction& Bits>
inline constexpr float constant<float, Bits> = static_cast<float>(constant<double, Bits>);

template <class T, const binary_fraction& Bits>
ETNA_INLINE constexpr T constant_as() {
  if constexpr (std::floating_point<T> || is_double_word<T>) {
    return constant<T, Bits>;
  } else {
    return expand<T>(Bits);
  }
}

}  // namespace kernel

/// Constants in the number type T: floating-point types, and any class that is made from a double
/// and has + and *. For a floating-point type they are constants of the program; else each call
/// computes the number anew.
template <class T>
ETNA_INLINE constexpr T pi() {
  return kernel::constant_as<T, kernel::pi_bits>();
}
template <class T>
ETNA_INLINE constexpr T e() {
  return kernel::constant_as<T, kernel::e_bits>();
}
template <class T>
ETNA_INLINE constexpr T sqrt2() {
  return kernel::constant_as<T, kernel::sqrt2_bits>();
}
template <class T>
ETNA_INLINE constexpr T ln2() {
  return kernel::constant_as<T, kernel::ln2_bits>();
}
template <class T>
ETNA_INLINE constexpr T ln10() {
  return kernel::constant_as<T, kernel::ln10_bits>();
}
template <class T>
ETNA_INLINE constexpr T two_over_sqrt_pi() {
  return kernel::constant_as<T, kernel::two_over_sqrt_pi_bits>();
}
template <class T>
ETNA_INLINE constexpr T euler_gamma() {
  return kernel::constant_as<T, kernel::euler_gamma_bits>();
}

}  // namespace etna::math
