// SPDX-License-Identifier: Apache-2.0
// The thread with which controllers find a process that nobody records, and when a child gets one.

#ifndef PLUME_SIDE_LISTENER_H
#define PLUME_SIDE_LISTENER_H

#include <stdbool.h>
#include <stdint.h>

/** Serves a controller on the listener's thread, in its private table of descriptors: an event
    descriptor for the thread's own use, the listening socket, and the controller's connection,
    which is the function's to close. When it returns, the thread listens on. */
typedef void (*plume_side_answer)(int event, int socket, int connection);

/** How long a process lives before its socket is made; milliseconds. */
enum { PLUME_SIDE_SHORT_LIFE_MILLISECONDS = 100 };

/** Whether the process may be traced: it is not set-user-ID, nor is PLUME=off. */
bool plume_side_may_trace(void) __attribute__((visibility("hidden")));

/** Whether controllers may find the process: the same, and not PLUME_ATTACH=off. */
bool plume_side_may_listen(void) __attribute__((visibility("hidden")));

/** Whether a controller waits for this process: PLUME_CONTROL names it, or there is a daemon. */
bool plume_side_is_controller_expected(void) __attribute__((visibility("hidden")));

/** Says that this process and its children are to be found, and what happens then. Reads the
    environment. */
void plume_side_want_listener(plume_side_answer answer) __attribute__((visibility("hidden")));

/** Starts the thread, where one is wanted and there is none. */
void plume_side_start_listener(void) __attribute__((visibility("hidden")));

/** Makes the socket and its name; -1 where there is one, or none can be had. The descriptor belongs
    into a private table. */
int plume_side_open_listener(void) __attribute__((visibility("hidden")));

/** Says that the caller has a socket now, so that none is made; false when that was so before. */
bool plume_side_take_listener(void) __attribute__((visibility("hidden")));
bool plume_side_is_listener_taken(void) __attribute__((visibility("hidden")));

/** In the child of fork: there is no thread and no socket here. */
void plume_side_forget_listener(void) __attribute__((visibility("hidden")));

/** At the end of the process: removes the name, unless it is a parent's. */
void plume_side_end_listener(void) __attribute__((visibility("hidden")));

/** Gives the calling thread an empty table of descriptors (close_range) and makes an event
    descriptor in it; -1 when the kernel refuses, after which the table is the process's as before.
    */
int plume_side_private_descriptors(void) __attribute__((visibility("hidden")));

/** Before a fork: looks at how long the children before lived. A system call or two. */
void plume_side_judge_children(void) __attribute__((visibility("hidden")));

/** In the child of fork: whether it is expected to end soon, as those before it did. */
bool plume_side_expects_short_life(void) __attribute__((visibility("hidden")));

/** Has every child expected to live long. */
void plume_side_expect_long_lives(void) __attribute__((visibility("hidden")));

#endif
