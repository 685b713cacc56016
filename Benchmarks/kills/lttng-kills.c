// SPDX-License-Identifier: Apache-2.0
// Children that trace with LTTng-UST from two threads, killed at random instants, as the test
// program `torture` does it with Plume: lttng-kills TALLY KILLS SEED

#define _GNU_SOURCE
#define LTTNG_UST_TRACEPOINT_DEFINE
#define LTTNG_UST_TRACEPOINT_CREATE_PROBES
#include "lttng-kills-provider.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CHILDREN = 4, THREADS = 2, BURST = 20, WRITERS = 1 << 17 };

static uint64_t *tally;
static char texts[251][300];

static void emit(uint32_t writer) {
    uint64_t number = tally[writer] + 1;
    lttng_ust_tracepoint(kills, record, writer, number, texts[(number * 31 + writer) % 251]);
    *(volatile uint64_t *)&tally[writer] = number;
}

static void *write_forever(void *argument) {
    uint32_t writer = (uint32_t)(uintptr_t)argument;
    for (;;) {
        for (int index = 0; index < BURST; index++) emit(writer);
        usleep(300);
    }
    return argument;
}

static pid_t start(uint32_t *next) {
    uint32_t first = *next;
    *next += THREADS;
    pid_t child = fork();
    if (child != 0) return child;
    for (uint32_t index = 1; index < THREADS; index++) {
        pthread_t thread;
        pthread_create(&thread, NULL, write_forever, (void *)(uintptr_t)(first + index));
    }
    write_forever((void *)(uintptr_t)first);
    return 0;
}

static uint64_t state;

static uint64_t random_number(void) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

int main(int count, char **arguments) {
    if (count != 4) return 2;
    int file = open(arguments[1], O_RDWR | O_CREAT, 0600);
    if (file < 0 || ftruncate(file, WRITERS * 8) != 0) return 1;
    tally = mmap(NULL, WRITERS * 8, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (tally == MAP_FAILED) return 1;
    state = strtoull(arguments[3], NULL, 10) | 1;
    for (int index = 0; index < 251; index++)
        for (int part = 0; part <= index / 10; part++) strcat(texts[index], "abcdefghij");
    uint32_t next = 0;
    pid_t children[CHILDREN];
    for (int index = 0; index < CHILDREN; index++) children[index] = start(&next);
    for (long kills = atol(arguments[2]); kills > 0; kills--) {
        usleep((useconds_t)(random_number() % 16000));
        int index = (int)(random_number() % CHILDREN);
        kill(children[index], SIGKILL);
        waitpid(children[index], NULL, 0);
        children[index] = start(&next);
    }
    for (int index = 0; index < CHILDREN; index++) {
        kill(children[index], SIGKILL);
        waitpid(children[index], NULL, 0);
    }
    return 0;
}
