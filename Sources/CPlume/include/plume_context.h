// SPDX-License-Identifier: Apache-2.0
// What a record tells of the thread that wrote it, beside the ids of process and thread.

#ifndef PLUME_CONTEXT_H
#define PLUME_CONTEXT_H

#include <stdint.h>

#include "plume_ring.h"

/// What a context tells, with the form of its value. Texts end with a NUL.
enum plume_context_kind {
    PLUME_CONTEXT_PROCNAME = 1,      ///< Text: the name of the thread (PR_GET_NAME).
    PLUME_CONTEXT_PTHREAD_ID = 2,    ///< u64: pthread_self.
    PLUME_CONTEXT_IP = 3,            ///< u64: the address after the call of the tracepoint.
    PLUME_CONTEXT_CPU_ID = 4,        ///< u32.
    PLUME_CONTEXT_USER_ID = 5,       ///< u32; the argument chooses 0 real, 1 effective, 2 saved.
    PLUME_CONTEXT_GROUP_ID = 6,      ///< u32, in the same way.
    PLUME_CONTEXT_NAMESPACE = 7,     ///< u32: inode; the argument is a plume_namespace.
    PLUME_CONTEXT_PROCESS_NAME = 8,  ///< Text: /proc/self/comm.
    PLUME_CONTEXT_PID = 9,           ///< u32: process id in the namespace of /proc.
    PLUME_CONTEXT_TID = 10,          ///< u32: thread id in the namespace of /proc.
    PLUME_CONTEXT_PARENT_ID = 11,    ///< u32: getppid.
    PLUME_CONTEXT_NICE = 12,         ///< i32.
    PLUME_CONTEXT_CGROUP = 13,       ///< Text: the path of the control group.
    PLUME_CONTEXT_CONTAINER = 14,    ///< Text: 64 hexadecimal digits, or empty.
    PLUME_CONTEXT_CALL_STACK = 15,   ///< u32 count, u64 addresses; at most the argument.
    PLUME_CONTEXT_PERF = 16,         ///< u64; the argument is the number of the counter.
    PLUME_CONTEXT_TASK_ID = 17,      ///< u64: the current Swift task, 0 without.
    PLUME_CONTEXT_TASK_NAME = 18,    ///< Text.
    PLUME_CONTEXT_TASK_PRIORITY = 19,  ///< u32.
    PLUME_CONTEXT_APPLICATION = 20,  ///< Text: what the reader writes.
};

/// The files of /proc/self/ns, in the order of this table.
enum plume_namespace {
    PLUME_NAMESPACE_CGROUP, PLUME_NAMESPACE_IPC, PLUME_NAMESPACE_MOUNT, PLUME_NAMESPACE_NETWORK,
    PLUME_NAMESPACE_PROCESS, PLUME_NAMESPACE_TIME, PLUME_NAMESPACE_USER, PLUME_NAMESPACE_HOST,
    PLUME_NAMESPACE_COUNT,
};

/// Writes the text of an application's context, without NUL, and returns its length.
typedef uint64_t (*plume_context_reader)(void *owner, void *buffer, uint64_t capacity);

/// One context of a channel.
struct plume_context {
    uint32_t kind;
    uint32_t argument;
    plume_context_reader reader;
    void *owner;
};

enum {
    PLUME_CONTEXTS_MAXIMUM_BYTES = 2048,  ///< Of all contexts of a record together.
    PLUME_CONTEXT_MAXIMUM_TEXT = 256,     ///< Of one text, its NUL included.
    PLUME_CALL_STACK_MAXIMUM = 128,
    PLUME_PERF_MAXIMUM_COUNTERS = 16,
};

/// Gives a counter of perf_event_open a number; the same one for the same counter, -1 if there are
/// too many. Not for signal handlers.
int plume_perf_counter(uint32_t type, uint64_t config);

/// Whether this machine lets a program count such events.
int plume_perf_is_available(uint32_t type, uint64_t config);

static inline __attribute__((always_inline)) const void *plume_this_frame(void) {
    return __builtin_frame_address(0);
}

/// What a frame holds as far as it is read: the frame above it, and where its function returns to.
struct plume_frame {
    const void *above;
    const void *caller;
};

/// The frame, from one on upwards, that returns to an address; one is made up in a place where code
/// without frame pointers hides it, with nothing above. Signal-safe.
const void *plume_frame_of_call(
    const void *caller, const void *frame, struct plume_frame *instead);

/// Writes contexts one after the other and returns how many bytes that took; at most
/// PLUME_CONTEXTS_MAXIMUM_BYTES. Texts that are too long are cut, and what finds no room is written
/// as zeros. Signal-safe; the cost is that of what is asked for, see docs/contexts.md.
uint64_t plume_write_contexts(
    const struct plume_context *contexts, uint64_t count, const void *frame, void *buffer);

/// Publishes a record with contexts before its payload, or counts it as lost. Where headroom is not
/// 0 there are PLUME_CONTEXTS_MAXIMUM_BYTES of it before the payload; else the payload has at most
/// 1,024 bytes.
int plume_put_with_contexts(
    const struct plume_ring *ring, uint64_t id, const struct plume_context *contexts,
    uint64_t count, const void *frame, void *payload, uint64_t length, int headroom);

/// A pointer that other threads read while it is replaced.
static inline void plume_store_pointer(void *place, void *value) {
    __atomic_store_n((void **)place, value, __ATOMIC_RELEASE);
}
static inline void *plume_load_pointer(const void *place) {
    return __atomic_load_n((void *const *)place, __ATOMIC_ACQUIRE);
}

/// The value of a counter for the calling thread; 0 when it cannot be counted.
uint64_t plume_perf_read(uint32_t counter);

/// The value of one context for a filter: a number, and 0, or -1 when it is none.
int plume_context_number(const struct plume_context *context, const void *frame, int64_t *value);

/// The text of one context for a filter, without NUL; its length.
uint64_t plume_context_text(const struct plume_context *context, void *buffer, uint64_t capacity);

#endif
