# SPDX-FileCopyrightText: 2026 The Etna authors
# SPDX-License-Identifier: BSL-1.0

# Runs PROGRAM, which must succeed and, if the file OUTPUT exists, print exactly its content.
execute_process(COMMAND "${PROGRAM}" OUTPUT_VARIABLE printed RESULT_VARIABLE status)
message("${printed}")
if(NOT status STREQUAL "0")
  message(FATAL_ERROR "the example ended with ${status}")
endif()
if(EXISTS "${OUTPUT}")
  file(READ "${OUTPUT}" expected)
  if(NOT printed STREQUAL expected)
    message(FATAL_ERROR "the page says that it prints\n${expected}")
  endif()
endif()
