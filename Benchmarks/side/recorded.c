// SPDX-License-Identifier: Apache-2.0
// The price of recorded events of a C program, in nanoseconds, as JSON rows: recorded FILE, under
// `plume record`.

#include <plume/tracepoint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { RUNS = 31, LOOPS = 1000000 };

PLUME_TRACEPOINT(bench, empty, PLUME_INFO);
PLUME_TRACEPOINT(bench, number, PLUME_INFO, (u32, code));
PLUME_TRACEPOINT(bench, request, PLUME_INFO, (u32, code), (u64, id), (string, path));

static uint64_t nanoseconds(void) {
    struct timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

static void empty_loop(void) {
    for (uint32_t index = 0; index < LOOPS; index++) plume_tracepoint(bench, empty);
}

static void number_loop(void) {
    for (uint32_t index = 0; index < LOOPS; index++) plume_tracepoint(bench, number, index);
}

static void request_loop(void) {
    for (uint32_t index = 0; index < LOOPS; index++) {
        uint64_t id = index;
        plume_tracepoint(bench, request, index, id, "text of 16 bytes");
    }
}

static int compare(const void *left, const void *right) {
    double difference = *(const double *)left - *(const double *)right;
    return difference < 0 ? -1 : difference > 0;
}

static void measure(FILE *file, const char *name, void (*loop)(void)) {
    double results[RUNS];
    loop();
    for (int run = 0; run < RUNS; run++) {
        uint64_t begin = nanoseconds();
        loop();
        results[run] = (double)(nanoseconds() - begin) / LOOPS;
    }
    qsort(results, RUNS, sizeof *results, compare);
    fprintf(
        file,
        "{\"name\": \"%s, recorded\", \"unit\": \"ns\", \"min\": %.2f, \"median\": %.2f}\n",
        name, results[0], results[RUNS / 2]);
}

int main(int count, char **arguments) {
    FILE *file = count > 1 ? fopen(arguments[1], "w") : NULL;
    if (!file) return 2;
    measure(file, "empty event", empty_loop);
    measure(file, "event of u32", number_loop);
    measure(file, "event of u32 + u64 + string", request_loop);
    return fclose(file) != 0;
}
