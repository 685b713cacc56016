// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "cbenchmark.h"

#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

uint64_t benchmark_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

void benchmark_pin(int processor) {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(processor % (int)sysconf(_SC_NPROCESSORS_ONLN), &set);
    sched_setaffinity(0, sizeof set, &set);
}

int benchmark_events = 100000;

struct worker {
    int index;
    void (*loop)(void);
    pthread_barrier_t *barrier;
    double nanoseconds[BENCHMARK_REPETITIONS];
};

static void *work(void *argument) {
    struct worker *worker = argument;
    benchmark_pin(worker->index);
    for (int repetition = -BENCHMARK_WARM_UPS; repetition < BENCHMARK_REPETITIONS; repetition++) {
        usleep(50000);
        pthread_barrier_wait(worker->barrier);
        uint64_t begin = benchmark_now();
        worker->loop();
        uint64_t end = benchmark_now();
        // The first runs warm up: pages are touched and lazy work is done.
        if (repetition >= 0)
            worker->nanoseconds[repetition] = (double)(end - begin) / benchmark_events;
    }
    return NULL;
}

static int compare(const void *left, const void *right) {
    double a = *(const double *)left, b = *(const double *)right;
    return a < b ? -1 : a > b;
}

void benchmark_run(const char *name, int threads, int bytes, void (*loop)(void)) {
    int fitting = BENCHMARK_VOLUME / (bytes + 64);
    benchmark_events = fitting < 100000 ? fitting : 100000;
    static int count;
    struct worker workers[2];
    pthread_t handles[2];
    pthread_barrier_t barrier;
    pthread_barrier_init(&barrier, NULL, (unsigned)threads);
    for (int index = 0; index < threads; index++) {
        workers[index] = (struct worker){.index = index, .loop = loop, .barrier = &barrier};
        pthread_create(&handles[index], NULL, work, &workers[index]);
    }
    double all[2 * BENCHMARK_REPETITIONS];
    for (int index = 0; index < threads; index++) {
        pthread_join(handles[index], NULL);
        for (int each = 0; each < BENCHMARK_REPETITIONS; each++)
            all[index * BENCHMARK_REPETITIONS + each] = workers[index].nanoseconds[each];
    }
    int total = threads * BENCHMARK_REPETITIONS;
    qsort(all, (size_t)total, sizeof *all, compare);
    printf(
        "%s{\"name\":\"%s\",\"unit\":\"ns\",\"min\":%.2f,\"median\":%.2f}\n", count++ ? "," : "",
        name, all[0], all[total / 2]);
    fflush(stdout);
}

void benchmark_empty_loop(void) {
    for (int event = 0; event < benchmark_events; event++) benchmark_barrier();
}

void benchmark_rdtsc_loop(void) {
    for (int event = 0; event < benchmark_events; event++) {
#if defined(__x86_64__)
        uint64_t time = __builtin_ia32_rdtsc();
        __asm__ volatile("" ::"r"(time) : "memory");
#endif
    }
}
