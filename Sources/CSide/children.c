// SPDX-License-Identifier: Apache-2.0
// Which children of fork get a thread that listens for controllers.
//
// A thread costs a child that ends at once half of what its fork costs, and on a busy machine its
// parent waits until that thread, too, has had its turn to end. Nothing tells how long a child will
// live but how long those before it did.

#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "plume_side.h"

// So many children in a row must have ended soon before others are expected to; of so many of those
// one is looked at again.
enum { SHORT_LIVES = 4, NOT_ASKED = 64 };

// What a child tells its parent, in memory that both have.
struct child {
    int32_t process;
    uint64_t start;
};

static struct child *last_child;
// Whether that memory is this process's and its children's; in a child it is its parent's at first.
static bool is_own;
// Whether the child of this fork is to tell.
static bool is_asked;
static uint32_t short_lives;
static uint32_t not_asked;
static bool are_long_lives_expected;
// 1 while a thread looks at the above; another one that forks at the same time does not.
static uint32_t is_judging;

void plume_side_expect_long_lives(void) { are_long_lives_expected = true; }

static uint64_t milliseconds_now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000 + (uint64_t)time.tv_nsec / 1000000;
}

// A child that is there yet, or that says nothing, may live long; so may one that ended later than
// it can be said to have ended soon.
static bool did_end_soon(const struct child *child) {
    int32_t process = __atomic_load_n(&child->process, __ATOMIC_ACQUIRE);
    return process > 0
        && milliseconds_now() - child->start < PLUME_SIDE_SHORT_LIFE_MILLISECONDS
        && kill(process, 0) < 0 && errno == ESRCH;
}

static void make_memory(void) {
    if (last_child) munmap(last_child, sizeof *last_child);
    last_child = mmap(
        NULL, sizeof *last_child, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (last_child == MAP_FAILED) last_child = NULL;
    is_own = last_child != NULL;
}

void plume_side_judge_children(void) {
    if (are_long_lives_expected || __atomic_exchange_n(&is_judging, 1, __ATOMIC_ACQUIRE)) return;
    int saved_errno = errno;
    if (is_asked) short_lives = did_end_soon(last_child) ? short_lives + 1 : 0;
    is_asked = short_lives < SHORT_LIVES || ++not_asked % NOT_ASKED == 0;
    if (is_asked && !is_own) make_memory();
    if (!is_own) is_asked = false;
    if (is_asked) __atomic_store_n(&last_child->process, 0, __ATOMIC_RELAXED);
    errno = saved_errno;
    __atomic_store_n(&is_judging, 0, __ATOMIC_RELEASE);
}

bool plume_side_expects_short_life(void) {
    bool is_expected = short_lives >= SHORT_LIVES;
    if (is_asked) {
        last_child->start = milliseconds_now();
        __atomic_store_n(&last_child->process, getpid(), __ATOMIC_RELEASE);
    }
    is_own = false;
    is_asked = false;
    short_lives = 0;
    not_asked = 0;
    is_judging = 0;
    return is_expected;
}
