# SPDX-FileCopyrightText: 2026 The Etna authors
# SPDX-License-Identifier: BSL-1.0

include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

# Header-only: nothing of the package depends on the architecture, so all of it goes under share/.
set(etna_config_dir "${CMAKE_INSTALL_DATADIR}/cmake/etna")

if(CMAKE_VERSION VERSION_GREATER_EQUAL 3.23)
  install(TARGETS etna EXPORT etna-targets FILE_SET HEADERS)
else()
  install(TARGETS etna EXPORT etna-targets INCLUDES DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
  install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/etna" TYPE INCLUDE)
endif()
install(EXPORT etna-targets NAMESPACE etna:: DESTINATION "${etna_config_dir}")

configure_package_config_file(cmake/etna-config.cmake.in
                              "${PROJECT_BINARY_DIR}/etna-config.cmake"
                              INSTALL_DESTINATION "${etna_config_dir}")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/etna-config-version.cmake"
                                 COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
install(FILES "${PROJECT_BINARY_DIR}/etna-config.cmake"
              "${PROJECT_BINARY_DIR}/etna-config-version.cmake"
              "${PROJECT_SOURCE_DIR}/cmake/etna-components.cmake"
        DESTINATION "${etna_config_dir}")
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DATADIR}/licenses/etna")
