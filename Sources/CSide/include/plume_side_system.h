// SPDX-License-Identifier: Apache-2.0
// What the SIDE runtime needs of the C library: memory, two locks, barriers, threads.

#ifndef PLUME_SIDE_SYSTEM_H
#define PLUME_SIDE_SYSTEM_H

#include <stdint.h>

#include "plume_side_types.h"

/** Memory filled with zeros, NULL when there is none. */
void *plume_side_allocate(uint64_t bytes) __attribute__((visibility("hidden")));

/** A larger area with the same beginning; NULL when there is none, and the old one stays. */
void *plume_side_resize(void *area, uint64_t bytes) __attribute__((visibility("hidden")));

/** A copy of a string, NULL when there is no memory. */
char *plume_side_copy_string(const char *text) __attribute__((visibility("hidden")));

/** Gives memory of the functions above back; NULL is allowed. */
void plume_side_free(void *area) __attribute__((visibility("hidden")));

/** What the calling thread is known by: never NULL, and the same in the child of fork. */
void *plume_side_this_thread(void) __attribute__((visibility("hidden")));

/** Takes the lock of events and tracers, which a thread may take again while it holds it. */
void plume_side_lock_events(void) __attribute__((visibility("hidden")));
void plume_side_unlock_events(void) __attribute__((visibility("hidden")));

/** Takes the same lock unless that lasts more than a second; 0 when it did. */
int plume_side_try_lock_events(void) __attribute__((visibility("hidden")));

/** How often the calling thread has taken the lock of events. */
uint32_t plume_side_event_lock_depth(void) __attribute__((visibility("hidden")));

/** Takes the lock of state dumps. It is taken after that of events, if both are. */
void plume_side_lock_dumps(void) __attribute__((visibility("hidden")));
void plume_side_unlock_dumps(void) __attribute__((visibility("hidden")));
int plume_side_try_lock_dumps(void) __attribute__((visibility("hidden")));

/** Gives the lock of state dumps back until something about them changes, and takes it again. */
void plume_side_wait_for_dumps(void) __attribute__((visibility("hidden")));

/** The same for at most a number of milliseconds; 0 when they passed. */
int plume_side_wait_for_dumps_at_most(uint32_t milliseconds) __attribute__((visibility("hidden")));

/** Says that something about state dumps changed. */
void plume_side_announce_dumps(void) __attribute__((visibility("hidden")));

/** Takes the lock of grace periods. It is taken last. */
void plume_side_lock_grace_periods(void) __attribute__((visibility("hidden")));
void plume_side_unlock_grace_periods(void) __attribute__((visibility("hidden")));

/** Whether the calling thread got hold of all locks before it forked. */
void plume_side_set_fork_prepared(uint32_t whether) __attribute__((visibility("hidden")));
uint32_t plume_side_is_fork_prepared(void) __attribute__((visibility("hidden")));

/** Makes the locks usable in the child of fork, which holds those of events and dumps. */
void plume_side_reset_locks_in_child(void) __attribute__((visibility("hidden")));

/** Finds out how many CPUs there may be and whether readers may use restartable sequences, and
    gives them counters: those of this copy for up to 64 CPUs, else memory; without it they share
    one. */
void plume_side_prepare_readers(struct plume_side_readers *readers)
    __attribute__((visibility("hidden")));

/** In the child of fork, where only the calling thread reads: makes the counters say so. */
void plume_side_reset_readers_in_child(struct plume_side_readers *readers)
    __attribute__((visibility("hidden")));

/** Makes the readers use restartable sequences where they can (1), or atomic additions (0), as a
    test of both needs. Only while nobody reads. The value that was before. */
int plume_side_use_sequences(struct plume_side_readers *readers, int whether)
    __attribute__((visibility("hidden")));

/** Orders what each thread of the process did before with what it does after; microseconds where
    restartable sequences are used. */
void plume_side_barrier(const struct plume_side_readers *readers)
    __attribute__((visibility("hidden")));

/** Lets other threads run: at once the first times, then for longer and longer, 1 ms at most. */
void plume_side_pause(uint32_t attempt) __attribute__((visibility("hidden")));

/** Starts the thread that runs the requests of state dumps, all signals blocked; 0 when that
    cannot be. The caller holds the lock of dumps. */
int plume_side_start_agent(void) __attribute__((visibility("hidden")));

#endif
