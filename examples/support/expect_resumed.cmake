# SPDX-FileCopyrightText: 2026 The Etna authors
# SPDX-License-Identifier: BSL-1.0

# Trains PROGRAM for four epochs at once, and for two and then two more from the checkpoint in FOLDER; the
# losses of the last epochs must be the same to the last digit that is shown.
set(ENV{XDG_CACHE_HOME} "${FOLDER}")
set(file "${FOLDER}/resumed.checkpoint")
file(REMOVE "${file}")
function(train output)
  execute_process(COMMAND "${PROGRAM}" --hidden=20 --schedule=constant ${ARGN} OUTPUT_VARIABLE text
                  COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX MATCH "epoch   4  loss ([0-9.]+)  test accuracy ([0-9.]+)" found "${text}")
  set(${output} "${found}" PARENT_SCOPE)
endfunction()
train(at_once --epochs=4)
train(ignored --epochs=2 "--checkpoint=${file}")
train(resumed --epochs=4 "--resume=${file}")
if(NOT at_once OR NOT at_once STREQUAL resumed)
  message(FATAL_ERROR "at once: '${at_once}', resumed: '${resumed}'")
endif()
