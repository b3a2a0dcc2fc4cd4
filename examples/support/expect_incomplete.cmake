# SPDX-FileCopyrightText: 2026 The Etna authors
# SPDX-License-Identifier: BSL-1.0

# Trains PROGRAM on data sets in FOLDER without images to learn from or to test: it must end with 1 and name the
# file. Where the cache has only some of MNIST's files, it must learn the digits that are shipped.
file(REMOVE_RECURSE "${FOLDER}")
set(cache "${FOLDER}/etna/mnist")
file(MAKE_DIRECTORY "${FOLDER}/data" "${cache}")

# So many images, all the same, and their labels; printf writes the zeros that CMake's strings cannot hold.
function(write_images part count)
  set(folder "${FOLDER}/data")
  string(REPEAT "A" 784 pixels)
  string(REPEAT "${pixels}" ${count} pixels)
  string(REPEAT "\\001" ${count} labels)
  execute_process(COMMAND printf "\\0\\0\\010\\003\\0\\0\\0\\00${count}\\0\\0\\0\\034\\0\\0\\0\\034${pixels}"
                  OUTPUT_FILE "${folder}/${part}-images-idx3-ubyte" COMMAND_ERROR_IS_FATAL ANY)
  execute_process(COMMAND printf "\\0\\0\\010\\001\\0\\0\\0\\00${count}${labels}"
                  OUTPUT_FILE "${folder}/${part}-labels-idx1-ubyte" COMMAND_ERROR_IS_FATAL ANY)
endfunction()
function(expect status output error)
  execute_process(COMMAND "${PROGRAM}" --hidden=1 --epochs=1 ${ARGN} RESULT_VARIABLE ended
                  OUTPUT_VARIABLE printed ERROR_VARIABLE said)
  if(NOT ended STREQUAL status OR NOT printed MATCHES "${output}" OR NOT said STREQUAL error)
    message(FATAL_ERROR "the program ended with ${ended} and printed:\n${printed}${said}")
  endif()
endfunction()

foreach(case IN ITEMS "0;1;train" "1;0;t10k")
  list(GET case 0 train)
  list(GET case 1 test)
  list(GET case 2 empty)
  write_images(train ${train})
  write_images(t10k ${test})
  expect(1 "^$" "${FOLDER}/data/${empty}-images-idx3-ubyte: there are no images in it\n" "--data=${FOLDER}/data")
endforeach()
write_images(train 1)
write_images(t10k 1)
expect(0 "^MNIST: 1 images.*\ntest accuracy 100" "" "--data=${FOLDER}/data" --learning-rate=0.1)

set(ENV{XDG_CACHE_HOME} "${FOLDER}")
file(GLOB files "${FOLDER}/data/*")
file(COPY ${files} DESTINATION "${cache}")
expect(0 "^MNIST: 1 images" "")
file(REMOVE "${cache}/t10k-labels-idx1-ubyte")
expect(0 "^MNIST's four files are not all in .* a small data set" "")
file(REMOVE_RECURSE "${FOLDER}")
