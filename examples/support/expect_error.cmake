# SPDX-FileCopyrightText: 2026 The Etna authors
# SPDX-License-Identifier: BSL-1.0

# Runs PROGRAM on a FILE with the given CONTENT (without CONTENT: a file that does not exist). It must end with
# exit code 1 and print exactly "<file>MESSAGE" to the standard error stream.
file(REMOVE "${FILE}")
if(DEFINED CONTENT)
  file(WRITE "${FILE}" "${CONTENT}")
endif()
execute_process(COMMAND "${PROGRAM}" "${FILE}" RESULT_VARIABLE status OUTPUT_QUIET ERROR_VARIABLE printed)
file(REMOVE "${FILE}")
if(NOT status STREQUAL "1" OR NOT printed STREQUAL "${FILE}${MESSAGE}\n")
  message(FATAL_ERROR "the program ended with ${status} and printed:\n${printed}"
                      "It should end with 1 and print:\n${FILE}${MESSAGE}")
endif()
