// SPDX-License-Identifier: Apache-2.0
// Emits so many events of one kind, and one of another before and after them, and ends:
// burst COUNT [_exit | pause MILLISECONDS | family]. With _exit no hook of the program's end runs,
// with pause all of it is emitted again after a while; with family it is emitted a hundred times a
// second, also by a child that is forked with the first SIGUSR1.

#include <plume/tracepoint.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

PLUME_TRACEPOINT(burst, step, PLUME_INFO, (u32, number));
PLUME_TRACEPOINT(burst, other, PLUME_INFO, (u32, number));

static void emit(int count) {
    plume_tracepoint(burst, other, 0);
    for (int number = 0; number < count; number++) plume_tracepoint(burst, step, (uint32_t)number);
    plume_tracepoint(burst, other, 1);
}

static volatile sig_atomic_t must_fork;

static void note(int number) {
    (void)number;
    must_fork = 1;
}

static void live_on(int count) {
    signal(SIGUSR1, note);
    // Whoever starts programs may do so with signals blocked.
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
    printf("ready\n");
    fflush(stdout);
    for (int round = 0; round < 3000; round++) {
        emit(count);
        usleep(10000);
        if (!must_fork) continue;
        must_fork = 0;
        pid_t child = fork();
        if (child <= 0) continue;
        printf("child %d\n", (int)child);
        fflush(stdout);
    }
}

int main(int argc, char **argv) {
    int count = argc > 1 ? atoi(argv[1]) : 0;
    emit(count);
    if (argc > 3 && strcmp(argv[2], "pause") == 0) {
        usleep((useconds_t)atoi(argv[3]) * 1000);
        emit(count);
    }
    if (argc > 2 && strcmp(argv[2], "family") == 0) live_on(count);
    if (argc > 2 && strcmp(argv[2], "_exit") == 0) _exit(0);
    return 0;
}
