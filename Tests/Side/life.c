// SPDX-License-Identifier: Apache-2.0
// One way to live for a C program: life WAY TALLY. It writes to the tally how much it emitted.

#include <plume/tracepoint.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

PLUME_TRACEPOINT(life, step, PLUME_INFO, (u32, number));

static uint32_t emitted;

static void emit(int count) {
    for (int index = 0; index < count; index++) {
        emitted++;
        plume_tracepoint(life, step, emitted);
    }
}

static int report(const char *tally) {
    FILE *file = fopen(tally, "a");
    if (!file) return 1;
    fprintf(file, "%d %u\n", (int)getpid(), emitted);
    return fclose(file);
}

static void wait_for(const char *tally) {
    char path[4096];
    snprintf(path, sizeof path, "%s.go", tally);
    puts("ready");
    fflush(stdout);
    while (access(path, F_OK) != 0) usleep(1000);
}

// Emits more than the buffers hold once the file TALLY.go is there.
static int flood(const char *tally) {
    emit(5);
    wait_for(tally);
    emit(200000);
    return report(tally);
}

// Emits once somebody records.
static int await_recording(const char *tally) {
    printf("ready %d\n", (int)getpid());
    fflush(stdout);
    while (!plume_tracepoint_enabled(life, step)) usleep(1000);
    emit(1000);
    return report(tally);
}

static int run(const char *way, const char *tally) {
    if (strcmp(way, "flood") == 0) return flood(tally);
    if (strcmp(way, "await") == 0) return await_recording(tally);
    return 64;
}

// The way of a child, after another one that ended at once.
static int run_in_child(const char *way, const char *tally) {
    int status = 1;
    pid_t first = fork();
    if (first == 0) _exit(0);
    waitpid(first, &status, 0);
    pid_t child = fork();
    if (child == 0) return run(way, tally);
    return waitpid(child, &status, 0) == child && status == 0 ? 0 : 1;
}

int main(int count, char **arguments) {
    if (count < 3) return 64;
    const char *way = arguments[1], *tally = arguments[2];
    if (strcmp(way, "flood-child") == 0) return run_in_child("flood", tally);
    if (strcmp(way, "await-child") == 0) return run_in_child("await", tally);
    return run(way, tally);
}
