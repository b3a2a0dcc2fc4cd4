// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <concepts>
#include <cstddef>

namespace etna {

namespace detail {

template <class String>
concept made_of_characters = std::constructible_from<String, const char*, std::size_t>;

template <class String>
concept characters = requires(const String& s) {
  { s.data() } -> std::convertible_to<const char*>;
  { s.size() } -> std::convertible_to<std::size_t>;
};

template <class Stream>
concept character_stream = requires(Stream& stream, const char* text) { stream.write(text, 1); };

constexpr std::size_t length(const char* text) {
#if defined(__clang__)
  return __builtin_strlen(
      text);  // one of the steps that Clang counts; GCC knows it of literals only
#else
  std::size_t n = 0;
  while (text[n] != 0) ++n;
  return n;
#endif
}

constexpr bool same_characters(const char* a, std::size_t size_a, const char* b,
                               std::size_t size_b) {
  if (size_a != size_b) return false;
  for (std::size_t i = 0; i < size_a; ++i) {
    if (a[i] != b[i]) return false;
  }
  return true;
}

}  // namespace detail

/// A string whose size is part of its type, so that it can be made in a constant expression and
/// kept: what to_string and its kin return. It converts to std::string, std::string_view and
/// whatever else is made of a pointer and a size, compares with all of them and with literals, and
/// prints to any stream that has `write`. A 0 follows the characters.
template <std::size_t N>
struct text {
  char characters[N + 1]{};

  static constexpr std::size_t size() { return N; }
  constexpr const char* data() const { return characters; }
  constexpr const char* c_str() const { return characters; }
  constexpr const char* begin() const { return characters; }
  constexpr const char* end() const { return characters + N; }

  template <detail::made_of_characters String>
  constexpr operator String() const {
    return String(data(), size());
  }

  friend constexpr bool operator==(const text& a, const char* b) {
    return detail::same_characters(a.data(), N, b, detail::length(b));
  }
  template <detail::characters String>
  friend constexpr bool operator==(const text& a, const String& b) {
    return detail::same_characters(a.data(), N, b.data(), b.size());
  }
  template <detail::character_stream Stream>
  friend Stream& operator<<(Stream& stream, const text& t) {
    stream.write(t.data(), static_cast<std::ptrdiff_t>(N));
    return stream;
  }
};

namespace detail {

/// Appends characters to memory as long as there is room, and counts them all: so the size of a
/// text is found by writing it to no room at all.
class text_writer {
 public:
  constexpr text_writer() = default;
  constexpr text_writer(char* out, std::size_t room) : out_(out), room_(room) {}

  constexpr std::size_t size() const { return size_; }
  constexpr text_writer& put(char c) {
    if (size_ < room_) out_[size_] = c;
    ++size_;
    return *this;
  }
  constexpr text_writer& put(const char* s) { return put(s, length(s)); }
  constexpr text_writer& put(const char* s, std::size_t count) {
    const std::size_t end = size_ + count < room_ ? size_ + count : room_;
    for (std::size_t k = size_; k < end; ++k) out_[k] = *s++;
    size_ += count;
    return *this;
  }
  constexpr text_writer& put_number(int n) {
    if (n < 0) return put('-').put_number(-n);
    if (n >= 10) put_number(n / 10);
    return put(static_cast<char>('0' + n % 10));
  }

 private:
  char* out_ = nullptr;
  std::size_t room_ = 0, size_ = 0;
};

/// The text that Writing::write(text_writer&) writes. Twice: each pass is a constant of its own, so
/// that each has all the steps that a compiler allows.
template <class Writing>
inline constexpr std::size_t size_written = [] {
  text_writer out;
  Writing::write(out);
  return out.size();
}();
template <class Writing>
inline constexpr auto written = [] {
  text<size_written<Writing>> t;
  text_writer out(t.characters, t.size());
  Writing::write(out);
  return t;
}();

}  // namespace detail
}  // namespace etna
