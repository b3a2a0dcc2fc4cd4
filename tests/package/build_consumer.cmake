# SPDX-FileCopyrightText: 2026 The Etna authors
# SPDX-License-Identifier: BSL-1.0

# Builds and runs the consumer project from scratch in WORK_DIR.
file(REMOVE_RECURSE "${WORK_DIR}")

if(WAY STREQUAL "find_package")
  execute_process(COMMAND "${CMAKE_COMMAND}" --install "${ETNA_BINARY_DIR}" --prefix
                          "${WORK_DIR}/prefix"
                  COMMAND_ERROR_IS_FATAL ANY OUTPUT_QUIET)
  set(source -DCMAKE_PREFIX_PATH=${WORK_DIR}/prefix)
else()
  set(source -DETNA_SOURCE_DIR=${ETNA_SOURCE_DIR})
endif()

execute_process(COMMAND "${CMAKE_COMMAND}" -S "${CMAKE_CURRENT_LIST_DIR}/consumer" -B
                        "${WORK_DIR}/build" -G "${GENERATOR}" "-DCMAKE_CXX_COMPILER=${COMPILER}"
                        "-DCMAKE_CXX_FLAGS=${FLAGS}" "-DCOMPONENTS=${COMPONENTS}" ${source}
                COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND "${CMAKE_COMMAND}" --build "${WORK_DIR}/build" COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND "${WORK_DIR}/build/consumer" COMMAND_ERROR_IS_FATAL ANY)
