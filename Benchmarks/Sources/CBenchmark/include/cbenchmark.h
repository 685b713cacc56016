// SPDX-License-Identifier: Apache-2.0
// What both sides of the comparison share: clock, pinning, statistics, the printed row.
#ifndef CBENCHMARK_H
#define CBENCHMARK_H

#include <stdint.h>

enum { BENCHMARK_REPETITIONS = 41, BENCHMARK_WARM_UPS = 8, BENCHMARK_VOLUME = 3 << 20 };

/// How many calls a loop makes.
extern int benchmark_events;

/// Nanoseconds of CLOCK_MONOTONIC.
uint64_t benchmark_now(void);

/// Keeps the calling thread on one processor (modulo those there are).
void benchmark_pin(int processor);

/// Runs a loop on some threads, BENCHMARK_REPETITIONS times with a pause before each in which
/// buffers are drained, and prints the row: nanoseconds an event and thread. A run makes 100,000
/// events, or fewer so that their bytes fit the buffers: a refused event would look cheap.
void benchmark_run(const char *name, int threads, int bytes, void (*loop)(void));

/// Stops the compiler from keeping values or memory across this point.
static inline void benchmark_barrier(void) { __asm__ volatile("" ::: "memory"); }

/// Does something with processes or threads, one after the other, and writes to a file how many
/// nanoseconds each took: "fork" with a child that ends at once, "exec" of a program in a child,
/// "thread" that ends at once, "start" of a program. Returns 0, or 1 when something failed.
int benchmark_operations(const char *name, int count, const char *output, const char *path);

/// The price of reading the time-stamp counter alone, as a loop.
void benchmark_rdtsc_loop(void);

/// The price of the loop alone.
void benchmark_empty_loop(void);

#endif
