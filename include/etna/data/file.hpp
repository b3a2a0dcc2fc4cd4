// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <zlib.h>

#include <cerrno>
#include <cstddef>
#include <memory>
#include <string>
#include <system_error>

#include "etna/data/error.hpp"

namespace etna::detail {

/// All bytes of a file, in a std::string or a std::vector of bytes; decompressed if they are
/// gzip's, whatever the name of the file. Throws data_error if the file cannot be read, or ends
/// before gzip's data do, or if these or their checksum are wrong. What follows gzip's data is
/// ignored, as zlib and gzip do.
template <class Bytes>
Bytes read_file(const std::string& file) {
  const auto reason = [] { return std::generic_category().message(errno); };
  const std::unique_ptr<gzFile_s, int (*)(gzFile)> stream(gzopen(file.c_str(), "rb"), gzclose);
  if (!stream) throw data_error(file, "cannot be opened: " + reason());

  constexpr unsigned chunk = 1U << 20U;
  Bytes content;
  for (std::size_t size = 0;; size += chunk) {
    content.resize(size + chunk);
    const int read = gzread(stream.get(), content.data() + size, chunk);
    if (read == static_cast<int>(chunk)) continue;
    int status = Z_OK;
    if (gzerror(stream.get(), &status); status == Z_ERRNO)
      throw data_error(file, "cannot be read: " + reason());
    if (status == Z_BUF_ERROR)
      throw data_error(file, "is cut off: it ends before its gzip data do");
    if (read < 0)
      throw data_error(file, "is damaged: what gzip has compressed is not what is there");
    content.resize(size + static_cast<std::size_t>(read));
    return content;
  }
}

}  // namespace etna::detail
