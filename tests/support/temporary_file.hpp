// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <string>

namespace etna::test {

/// The name of a file that no other test has, and that is gone when the test ends.
struct temporary_file {
  std::string name = (std::filesystem::temp_directory_path() /
                      ("etna_" + std::to_string(::getpid()) + "_" +
                       std::to_string(reinterpret_cast<std::uintptr_t>(this))))
                         .string();

  temporary_file() = default;
  temporary_file(const temporary_file&) = delete;
  temporary_file& operator=(const temporary_file&) = delete;
  ~temporary_file() { std::filesystem::remove(name); }
};

}  // namespace etna::test
