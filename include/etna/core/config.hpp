// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Compiler attributes and the limits of the library, each in one place.

// Straight-line code is what optimizers are for; without one, or under a sanitizer that instruments
// every statement, a large program compiles and runs better as a loop over a table.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define ETNA_INSTRUMENTED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || \
    __has_feature(memory_sanitizer) || __has_feature(undefined_behavior_sanitizer)
#define ETNA_INSTRUMENTED 1
#endif
#endif
#if !defined(ETNA_INSTRUMENTED) && defined(__GNUC__) && !defined(__OPTIMIZE__)
#define ETNA_INSTRUMENTED 1
#endif

// What is called in inner loops is inlined without asking the compiler, which where it does not
// optimise would only take it longer.
#if defined(ETNA_INSTRUMENTED)
#define ETNA_INLINE inline
#define ETNA_INLINE_LAMBDA
#define ETNA_NOINLINE
#elif defined(__GNUC__)
#define ETNA_INLINE [[gnu::always_inline]] inline
#define ETNA_INLINE_LAMBDA __attribute__((always_inline))
#define ETNA_NOINLINE [[gnu::noinline]]
#elif defined(_MSC_VER)
#define ETNA_INLINE [[msvc::forceinline]] inline
#define ETNA_INLINE_LAMBDA
#define ETNA_NOINLINE [[msvc::noinline]]
#else
#define ETNA_INLINE inline
#define ETNA_INLINE_LAMBDA
#define ETNA_NOINLINE
#endif

namespace etna::limits {

/// Most nodes of one graph, intermediate results of a derivation included. May be given on the
/// command line, the same for the whole program.
#if !defined(ETNA_GRAPH_NODES)
#define ETNA_GRAPH_NODES 65536
#endif
inline constexpr int graph_nodes = ETNA_GRAPH_NODES;
/// Most paths (combinations of decisions) through one differentiated function.
inline constexpr int paths = 64;
/// Most decisions on one path.
inline constexpr int decisions = 64;
/// Most steps of an expression of constants alone that is kept exactly (see
/// etna::symbol).
inline constexpr int constant_steps = 16;
/// Most dimensions that are known at run time only, of the arrays of one function.
inline constexpr int dimensions = 256;
/// Most numbers that one formula carries.
inline constexpr int formula_constants = 64;
/// Programs of more statements than this run as a loop over a table: where the build is
/// instrumented or unoptimised, and where it is optimised.
inline constexpr int statements_instrumented = 256;
inline constexpr int statements_optimized = 16384;
/// Derivative matrices with more structurally distinct entries than this are computed by a loop
/// over one column program.
inline constexpr int matrix_entries = 1024;
/// The same for those whose derivation takes more steps than this (passes times nodes): a constant
/// expression has a budget.
inline constexpr int matrix_steps = 20000;

}  // namespace etna::limits
