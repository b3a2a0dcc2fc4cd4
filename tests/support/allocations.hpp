// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>

namespace etna::test {

/// How often this program has allocated memory with new so far.
std::size_t allocations();

}  // namespace etna::test
