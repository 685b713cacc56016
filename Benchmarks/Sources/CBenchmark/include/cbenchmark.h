// SPDX-License-Identifier: Apache-2.0
// What both sides of the comparison share: clock, pinning, statistics, the printed row.
#ifndef CBENCHMARK_H
#define CBENCHMARK_H

#include <stdint.h>

enum { BENCHMARK_REPETITIONS = 41, BENCHMARK_EVENTS = 100000 };

/// Nanoseconds of CLOCK_MONOTONIC.
uint64_t benchmark_now(void);

/// Keeps the calling thread on one processor (modulo those there are).
void benchmark_pin(int processor);

/// Runs a loop of BENCHMARK_EVENTS calls on some threads, BENCHMARK_REPETITIONS times with a pause
/// after each in which buffers are drained, and prints the row: nanoseconds an event and thread.
void benchmark_run(const char *name, int threads, void (*loop)(void));

/// Stops the compiler from keeping values or memory across this point.
static inline void benchmark_barrier(void) { __asm__ volatile("" ::: "memory"); }

/// The price of reading the time-stamp counter alone, as a loop.
void benchmark_rdtsc_loop(void);

/// The price of the loop alone.
void benchmark_empty_loop(void);

#endif
