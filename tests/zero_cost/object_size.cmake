# SPDX-FileCopyrightText: 2026 The Etna authors
# SPDX-License-Identifier: BSL-1.0

# Fails if an object file is larger than it may be: cmake -D object=<file> -D most=<bytes> -P object_size.cmake
file(SIZE "${object}" size)
if(size GREATER most)
  message(FATAL_ERROR "${object} has ${size} bytes; at most ${most} are meant to be needed")
endif()
message(STATUS "${object}: ${size} bytes, of at most ${most}")
