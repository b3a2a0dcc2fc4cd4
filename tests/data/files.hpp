// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <zlib.h>

#include <fstream>
#include <iterator>
#include <string>

#include "support/temporary_file.hpp"

namespace etna::test {

/// A file with this content.
struct file_of : temporary_file {
  explicit file_of(const std::string& content) { std::ofstream(name, std::ios::binary) << content; }
};

/// What gzip makes of a content.
inline std::string compressed(const std::string& content) {
  const temporary_file file;
  gzFile_s* const stream = gzopen(file.name.c_str(), "wb");
  gzwrite(stream, content.data(), static_cast<unsigned>(content.size()));
  gzclose(stream);
  std::ifstream read(file.name, std::ios::binary);
  return {std::istreambuf_iterator<char>(read), {}};
}

/// What an error of type E says behind the name of the file; "" if f() throws none.
template <class E, class F>
std::string error_of(F f) {
  try {
    f();
  } catch (const E& error) {
    const std::string what = error.what();
    return what.starts_with(error.file()) ? what.substr(error.file().size()) : what;
  }
  return "";
}

}  // namespace etna::test
