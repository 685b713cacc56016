// SPDX-License-Identifier: Apache-2.0
// Loads libraries one after the other while another thread forks all the time: fork_load PREFIX COUNT.
// The libraries are PREFIX0, PREFIX1 …, copies of late_library; each emits as soon as it is there.

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static int is_over;

static void *fork_all_the_time(void *unused) {
    while (!__atomic_load_n(&is_over, __ATOMIC_ACQUIRE)) {
        int status;
        pid_t child = fork();
        if (child == 0) _exit(0);
        waitpid(child, &status, 0);
    }
    return unused;
}

int main(int count, char **arguments) {
    if (count < 3) return 64;
    pthread_t thread;
    if (pthread_create(&thread, NULL, fork_all_the_time, NULL)) return 1;
    for (int number = 0; number < atoi(arguments[2]); number++) {
        char path[4096];
        snprintf(path, sizeof path, "%s%d", arguments[1], number);
        void *library = dlopen(path, RTLD_NOW);
        void (*emit)(int) = library ? (void (*)(int))dlsym(library, "emit_late") : NULL;
        if (!emit) return 2;
        for (int value = 0; value < 10; value++) emit(value);
    }
    __atomic_store_n(&is_over, 1, __ATOMIC_RELEASE);
    return pthread_join(thread, NULL);
}
