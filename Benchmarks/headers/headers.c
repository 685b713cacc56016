// SPDX-License-Identifier: Apache-2.0
// The price of a tracepoint of include/plume, in nanoseconds, as one JSON row a line: headers WAY,
// where WAY names the compiler. The runtime does nothing when it is called, so what is measured is
// the check and the building of arguments.

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <plume/tracepoint.h>

PLUME_TRACEPOINT(bench, three, PLUME_INFO, (u32, low), (u64, number), (string, text));
PLUME_TRACEPOINT(bench, off, PLUME_INFO, (u32, low), (u64, number), (string, text));

enum { RUNS = 31, LOOPS = 1000000 };

const char side_empty_callback[24];

static uint64_t nanoseconds(void) {
    struct timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

// The compiler may not look into it, nor leave out what it is given.
__attribute__((noinline)) void side_call(
    const struct side_event_state_0 *state, const struct side_arg_vec *arguments) {
    __asm__ volatile("" : : "r"(state), "r"(arguments) : "memory");
}

/** The function whose size is measured: a call site of three arguments alone. */
void site(uint64_t number, const char *text);
__attribute__((noinline)) void site(uint64_t number, const char *text) {
    plume_tracepoint(bench, three, (uint32_t)number, number, text);
}

__attribute__((noinline)) static void empty_loop(void) {
    for (uint64_t index = 0; index < LOOPS; index++) __asm__ volatile("" : : "r"(index));
}

__attribute__((noinline)) static void disabled_loop(void) {
    for (uint64_t index = 0; index < LOOPS; index++) {
        plume_tracepoint(bench, off, (uint32_t)index, index, "text of 16 bytes");
        __asm__ volatile("" : : "r"(index));
    }
}

__attribute__((noinline)) static void call_loop(void) {
    for (uint64_t index = 0; index < LOOPS; index++) side_call(NULL, NULL);
}

__attribute__((noinline)) static void three_loop(void) {
    for (uint64_t index = 0; index < LOOPS; index++) {
        plume_tracepoint(bench, three, (uint32_t)index, index, "text of 16 bytes");
    }
}

static int compare(const void *left, const void *right) {
    double difference = *(const double *)left - *(const double *)right;
    return difference < 0 ? -1 : difference > 0;
}

static void measure(const char *name, const char *way, void (*loop)(void)) {
    double results[RUNS];
    loop();
    for (int run = 0; run < RUNS; run++) {
        uint64_t begin = nanoseconds();
        loop();
        results[run] = (double)(nanoseconds() - begin) / LOOPS;
    }
    qsort(results, RUNS, sizeof *results, compare);
    printf(
        "{\"name\": \"%s, %s\", \"unit\": \"ns\", \"min\": %.2f, \"median\": %.2f}\n", name, way,
        results[0], results[RUNS / 2]);
}

int main(int count, char **arguments) {
    const char *way = count > 1 ? arguments[1] : "";
    measure("empty loop", way, empty_loop);
    measure("disabled check, with its loop", way, disabled_loop);
    measure("call of an empty function", way, call_loop);
    side_event_state__plume_event_three_of_bench.enabled = 1;
    measure("three arguments built, empty function called", way, three_loop);
    return 0;
}
