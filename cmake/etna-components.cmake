# SPDX-FileCopyrightText: 2026 The Etna authors
# SPDX-License-Identifier: BSL-1.0

# Used by the project itself and, once installed, by find_package(etna COMPONENTS ...).
#
# etna_find_component(<name>) sets etna_<name>_FOUND and, if what the component needs is there, defines
# etna::<name>: etna::etna and that dependency.
macro(etna_find_component name)
  set(etna_${name}_FOUND FALSE)
  if("${name}" STREQUAL "simd")
    # Not find_package(xsimd 8.1): its version file refuses every other major version.
    find_package(xsimd QUIET CONFIG)
    if(xsimd_FOUND AND xsimd_VERSION VERSION_GREATER_EQUAL 8.1)
      # Debian's package links a target xtl that it neither depends on nor looks for; without that target
      # the name would become -lxtl.
      get_target_property(etna_xsimd_links xsimd INTERFACE_LINK_LIBRARIES)
      if("xtl" IN_LIST etna_xsimd_links AND NOT TARGET xtl)
        list(REMOVE_ITEM etna_xsimd_links xtl)
        set_target_properties(xsimd PROPERTIES INTERFACE_LINK_LIBRARIES "${etna_xsimd_links}")
      endif()
      etna_add_component(simd xsimd)
    else()
      set(etna_missing "xsimd 8.1 or later")
    endif()
  elseif("${name}" STREQUAL "eigen")
    find_package(Eigen3 3.4 QUIET CONFIG)
    if(Eigen3_FOUND)
      etna_add_component(eigen Eigen3::Eigen)
    else()
      set(etna_missing "Eigen 3.4")
    endif()
  elseif("${name}" STREQUAL "data")
    find_package(ZLIB QUIET)
    if(ZLIB_FOUND)
      etna_add_component(data ZLIB::ZLIB)
    else()
      set(etna_missing "zlib")
    endif()
  elseif("${name}" STREQUAL "cblas")
    etna_find_component(simd)
    find_package(BLAS QUIET)
    find_path(ETNA_CBLAS_INCLUDE_DIR cblas.h PATH_SUFFIXES openblas blis mkl)
    if(etna_simd_FOUND AND BLAS_FOUND AND ETNA_CBLAS_INCLUDE_DIR)
      etna_add_component(cblas "etna::simd;BLAS::BLAS")
      set_target_properties(etna::cblas PROPERTIES INTERFACE_COMPILE_DEFINITIONS ETNA_CBLAS
                                                   INTERFACE_INCLUDE_DIRECTORIES "${ETNA_CBLAS_INCLUDE_DIR}")
    else()
      set(etna_missing "xsimd, or a BLAS with cblas.h (OpenBLAS, BLIS, MKL),")
    endif()
  else()
    set(etna_missing "a component of this name")
  endif()
  if(NOT etna_${name}_FOUND)
    message(STATUS "etna::${name} is not available: ${etna_missing} was not found")
  endif()
endmacro()

macro(etna_add_component name dependency)
  set(etna_${name}_FOUND TRUE)
  if(NOT TARGET etna::${name})
    # Global, so that a parent project of an add_subdirectory(etna) sees it.
    add_library(etna::${name} INTERFACE IMPORTED GLOBAL)
    target_link_libraries(etna::${name} INTERFACE etna::etna ${dependency})
  endif()
endmacro()
