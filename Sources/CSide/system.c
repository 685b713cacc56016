// SPDX-License-Identifier: Apache-2.0

#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>

#include "plume_side.h"

void *plume_side_allocate(uint64_t bytes) { return calloc(1, bytes); }

void *plume_side_resize(void *area, uint64_t bytes) { return realloc(area, bytes); }

char *plume_side_copy_string(const char *text) { return strdup(text); }

void plume_side_free(void *area) { free(area); }

void *plume_side_this_thread(void) { return plume_side_nesting; }

// A mutex of the C library that counts its owner's turns cannot be unlocked in the child of fork,
// so the turns are counted here.
static pthread_mutex_t events_mutex = PTHREAD_MUTEX_INITIALIZER;
static void *events_owner;
static uint32_t events_depth;

static pthread_mutex_t dumps_mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t dumps_changed = PTHREAD_COND_INITIALIZER;
static pthread_mutex_t grace_periods_mutex = PTHREAD_MUTEX_INITIALIZER;

static struct timespec after_milliseconds(uint32_t milliseconds) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    time.tv_sec += milliseconds / 1000;
    time.tv_nsec += (long)(milliseconds % 1000) * 1000000;
    if (time.tv_nsec >= 1000000000) {
        time.tv_nsec -= 1000000000;
        time.tv_sec++;
    }
    return time;
}

static int lock_within_a_second(pthread_mutex_t *mutex) {
    // Not by the clock, which may be set meanwhile.
    for (int attempt = 0; attempt < 1000; attempt++) {
        if (pthread_mutex_trylock(mutex) == 0) return 1;
        struct timespec millisecond = {0, 1000000};
        nanosleep(&millisecond, NULL);
    }
    return 0;
}

static int owns_events(void) {
    return __atomic_load_n(&events_owner, __ATOMIC_RELAXED) == plume_side_this_thread();
}

static void become_owner_of_events(void) {
    __atomic_store_n(&events_owner, plume_side_this_thread(), __ATOMIC_RELAXED);
    events_depth = 1;
}

void plume_side_lock_events(void) {
    if (owns_events()) {
        events_depth++;
        return;
    }
    pthread_mutex_lock(&events_mutex);
    become_owner_of_events();
}

int plume_side_try_lock_events(void) {
    if (owns_events()) {
        events_depth++;
        return 1;
    }
    if (!lock_within_a_second(&events_mutex)) return 0;
    become_owner_of_events();
    return 1;
}

void plume_side_unlock_events(void) {
    if (--events_depth) return;
    __atomic_store_n(&events_owner, NULL, __ATOMIC_RELAXED);
    pthread_mutex_unlock(&events_mutex);
}

uint32_t plume_side_event_lock_depth(void) { return owns_events() ? events_depth : 0; }

void plume_side_lock_dumps(void) { pthread_mutex_lock(&dumps_mutex); }

void plume_side_unlock_dumps(void) { pthread_mutex_unlock(&dumps_mutex); }

int plume_side_try_lock_dumps(void) { return lock_within_a_second(&dumps_mutex); }

void plume_side_wait_for_dumps(void) { pthread_cond_wait(&dumps_changed, &dumps_mutex); }

int plume_side_wait_for_dumps_at_most(uint32_t milliseconds) {
    struct timespec limit = after_milliseconds(milliseconds);
    return pthread_cond_clockwait(&dumps_changed, &dumps_mutex, CLOCK_MONOTONIC, &limit) !=
           ETIMEDOUT;
}

void plume_side_announce_dumps(void) { pthread_cond_broadcast(&dumps_changed); }

void plume_side_lock_grace_periods(void) { pthread_mutex_lock(&grace_periods_mutex); }

void plume_side_unlock_grace_periods(void) { pthread_mutex_unlock(&grace_periods_mutex); }

static __thread uint32_t is_fork_prepared __attribute__((tls_model("initial-exec")));

void plume_side_set_fork_prepared(uint32_t whether) { is_fork_prepared = whether; }

uint32_t plume_side_is_fork_prepared(void) { return is_fork_prepared; }

void plume_side_reset_locks_in_child(void) {
    // Threads that waited are not there any more, and one may have held the last of the locks.
    dumps_changed = (pthread_cond_t)PTHREAD_COND_INITIALIZER;
    grace_periods_mutex = (pthread_mutex_t)PTHREAD_MUTEX_INITIALIZER;
}

void plume_side_pause(uint32_t attempt) {
    if (attempt < 10) {
        sched_yield();
        return;
    }
    struct timespec time = {0, attempt < 100 ? 10000 * (long)attempt : 1000000};
    nanosleep(&time, NULL);
}

static void *run_agent(void *unused) {
    (void)unused;
    prctl(PR_SET_NAME, "plume-state", 0, 0, 0);
    plume_side_agent_main();
    return NULL;
}

int plume_side_start_agent(void) {
    // The program's handlers run on the program's threads.
    sigset_t all, before;
    sigfillset(&all);
    pthread_attr_t attributes;
    if (pthread_attr_init(&attributes)) return 0;
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pthread_t thread;
    int error = pthread_create(&thread, &attributes, run_agent, NULL);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    pthread_attr_destroy(&attributes);
    return error == 0;
}
