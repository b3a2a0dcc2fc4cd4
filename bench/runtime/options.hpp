// SPDX-FileCopyrightText: 2026 The Etna authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <sched.h>

#include <cstdio>
#include <cstdlib>
#include <string>

namespace bench {

struct options {
  int rounds = 2001;
  std::string name;  // part of the names of the problems to measure
};

/// Reads `[--core <core to stay on>] [--rounds <rounds a problem>] [<part of a problem's name>]`,
/// and stays on the core.
inline options read_options(int argc, char** argv) {
  options chosen;
  int core = 1;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == "--core" && i + 1 < argc) {
      core = std::atoi(argv[++i]);
    } else if (argument == "--rounds" && i + 1 < argc) {
      chosen.rounds = std::atoi(argv[++i]);
    } else {
      chosen.name = argument;
    }
  }
  cpu_set_t cores;
  CPU_ZERO(&cores);
  CPU_SET(core, &cores);
  if (sched_setaffinity(0, sizeof cores, &cores) != 0)
    std::printf("Not pinned to core %d.\n\n", core);
  return chosen;
}

/// Lets the program run on all cores again.
inline void use_all_cores() {
  cpu_set_t cores;
  CPU_ZERO(&cores);
  for (int core = 0; core < CPU_SETSIZE; ++core) CPU_SET(core, &cores);
  sched_setaffinity(0, sizeof cores, &cores);
}

template <class P>
bool is_chosen(const options& chosen) {
  return std::string(P::name).find(chosen.name) != std::string::npos;
}

}  // namespace bench
