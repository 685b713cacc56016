// SPDX-License-Identifier: Apache-2.0
// What a program does with processes and threads, timed one by one.

#define _GNU_SOURCE
#include "cbenchmark.h"

#include <pthread.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static int wait_for(pid_t child) {
    int status = 1;
    return child > 0 && waitpid(child, &status, 0) == child && status == 0;
}

static int fork_and_wait(const char *unused) {
    (void)unused;
    pid_t child = fork();
    if (child == 0) _exit(0);
    return wait_for(child);
}

static int fork_and_execute(const char *path) {
    pid_t child = fork();
    if (child == 0) {
        execl(path, path, NULL);
        _exit(127);
    }
    return wait_for(child);
}

static int spawn(const char *path) {
    char *const arguments[] = {(char *)path, NULL};
    pid_t child;
    return posix_spawn(&child, path, NULL, NULL, arguments, environ) == 0 && wait_for(child);
}

static void *end_at_once(void *unused) { return unused; }

static int start_and_join(const char *unused) {
    (void)unused;
    pthread_t thread;
    return pthread_create(&thread, NULL, end_at_once, NULL) == 0 && pthread_join(thread, NULL) == 0;
}

int benchmark_operations(const char *name, int count, const char *output, const char *path) {
    static const struct {
        const char *name;
        int (*run)(const char *path);
    } operations[] = {
        {"fork", fork_and_wait},
        {"exec", fork_and_execute},
        {"thread", start_and_join},
        {"start", spawn},
    };
    // Memory as a small service has it, which a fork has to share.
    size_t size = 4 << 20;
    char *memory = malloc(size);
    uint64_t *times = malloc((size_t)count * sizeof *times);
    FILE *file = fopen(output, "w");
    if (!memory || !times || !file) return 1;
    memset(memory, 1, size);
    __asm__ volatile("" : : "r"(memory) : "memory");
    int (*run)(const char *) = NULL;
    for (size_t index = 0; index < sizeof operations / sizeof *operations; index++)
        if (strcmp(operations[index].name, name) == 0) run = operations[index].run;
    if (!run) return 1;
    for (int index = 0; index < count; index++) {
        uint64_t begin = benchmark_now();
        if (!run(path)) return 1;
        times[index] = benchmark_now() - begin;
    }
    for (int index = 0; index < count; index++)
        fprintf(file, "%llu\n", (unsigned long long)times[index]);
    return fclose(file);
}
