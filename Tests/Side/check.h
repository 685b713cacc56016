// SPDX-License-Identifier: Apache-2.0
// Expectations that end the program with the line they stand in.

#ifndef CHECK_H
#define CHECK_H

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition);                \
            _exit(1);                                                                              \
        }                                                                                          \
    } while (0)

// Threads that the process has.
static inline int thread_count(void) {
    FILE *file = fopen("/proc/self/status", "r");
    char line[256];
    int count = -1;
    while (file && fgets(line, sizeof line, file)) sscanf(line, "Threads: %d", &count);
    if (file) fclose(file);
    return count;
}

// Waits up to ten seconds for something that another thread does.
#define WAIT_UNTIL(condition)                                                                      \
    do {                                                                                           \
        for (int tries = 0; !(condition) && tries < 10000; tries++) usleep(1000);                  \
        CHECK(condition);                                                                          \
    } while (0)

static inline double seconds_now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

#endif
