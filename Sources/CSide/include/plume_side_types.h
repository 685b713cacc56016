// SPDX-License-Identifier: Apache-2.0
// What the SIDE runtime keeps, and the parts of the ABI that it reads. docs/abi/side.md.

#ifndef PLUME_SIDE_TYPES_H
#define PLUME_SIDE_TYPES_H

#include <stddef.h>
#include <stdint.h>

#include "plume_side_readers.h"

/** What a tracer is called with when a program emits: the description, the arguments, its own
    pointer, the address of the call in the program. */
typedef void (*plume_side_function)(
    const void *description, const void *arguments, void *own, void *caller);

/** The same for events with fields beyond those described. */
typedef void (*plume_side_variadic_function)(
    const void *description, const void *arguments, const void *variadic, void *own, void *caller);

/** What a tracer is called with when events come (0) and go (1). */
typedef void (*plume_side_notification)(
    uint32_t kind, void *const *events, uint32_t count, void *own);

/** What a program is called with to dump its state under a key. */
typedef void (*plume_side_dump_function)(void *key);

/** One callback of an event. The ABI knows its size alone. */
struct plume_side_callback {
    plume_side_function function;  ///< NULL ends a table; of either type, as the event's flag says.
    void *own;
    uint64_t key;
};

/** The state of an event, version 0 (struct side_event_state_0). */
struct plume_side_state {
    uint32_t version;
    uint32_t callback_count;
    uint64_t enabled;              ///< Low 56 bits: how many reasons in this process.
    const struct plume_side_callback *callbacks;
    const void *description;
};

_Static_assert(sizeof(struct plume_side_callback) == 24, "docs/abi/side.md");
_Static_assert(sizeof(struct plume_side_state) == 32, "docs/abi/side.md");
_Static_assert(offsetof(struct plume_side_state, enabled) == 8, "docs/abi/side.md");

/** What stands in front of a table of callbacks that the runtime allocated. */
struct plume_side_table {
    struct plume_side_table *next;  ///< The next of those that wait to be freed.
    uint32_t count;                 ///< Callbacks without the end.
    uint32_t is_variadic;           ///< They are plume_side_variadic_function.
};

_Static_assert(sizeof(struct plume_side_table) == 16, "the callbacks follow, aligned");

/** Events that were registered with one call. */
struct plume_side_batch {
    struct plume_side_batch *next;
    uint64_t sequence;   ///< Rises along the list.
    void *const *events; ///< What tracers are shown: those of the program, or a copy with gaps.
    void **copy;         ///< The copy, when there is one.
    uint32_t count;
};

/** A tracer that wants to know which events there are. */
struct plume_side_listener {
    struct plume_side_listener *next;
    uint64_t sequence;
    plume_side_notification notify;
    void *own;
};

/** A part of the program that can dump its state. */
struct plume_side_dump {
    struct plume_side_dump *next;
    char *name;
    plume_side_dump_function function;
    uint64_t *keys;       ///< Requests, oldest first.
    uint32_t count;
    uint32_t capacity;
    uint64_t running_key;
    void *runner;         ///< The thread that runs a request; NULL when none does.
    uint32_t is_agents;   ///< The agent's thread runs the requests, not the program.
    uint32_t is_removed;  ///< Unregistered by its own function: the runner frees it.
};

/** Everything that the registry of this copy of the runtime knows. */
struct plume_side_registry {
    struct plume_side_batch *batches;
    struct plume_side_listener *listeners;
    struct plume_side_table *retired;
    struct plume_side_dump *dumps;
    uint64_t last_sequence;
    uint64_t next_key;
    void *agent;          ///< The thread that runs requests; NULL when there is none.
    uint64_t is_forking;  ///< Keeps the agent from beginning another request.
    uint64_t is_apart;    ///< Not 0: the agent's thread records apart from other threads.
};

/** The registry, by address. The locks of plume_side_system.h guard its members. */
extern struct plume_side_registry plume_side_registry_of_process
    __attribute__((visibility("hidden")));

static inline struct plume_side_registry *PLUME_SIDE_NONNULL plume_side_get_registry(void) {
    return &plume_side_registry_of_process;
}

/** The enabled word; relaxed, as a call that comes a little late or early does no harm. */
static inline uint64_t plume_side_load_enabled(const struct plume_side_state *state) {
    return __atomic_load_n(&state->enabled, __ATOMIC_RELAXED);
}

/** Adds to the enabled word; its top byte belongs to the kernel and to debuggers, who change it
    meanwhile. */
static inline void plume_side_add_enabled(struct plume_side_state *state, int64_t value) {
    __atomic_fetch_add(&state->enabled, (uint64_t)value, __ATOMIC_SEQ_CST);
}

static inline const struct plume_side_callback *plume_side_load_callbacks(
    const struct plume_side_state *state) {
    return __atomic_load_n(&state->callbacks, __ATOMIC_ACQUIRE);
}

static inline void plume_side_store_callbacks(
    struct plume_side_state *state, const struct plume_side_callback *callbacks) {
    __atomic_store_n(&state->callbacks, callbacks, __ATOMIC_RELEASE);
}

static inline void plume_side_store_count(struct plume_side_state *state, uint32_t count) {
    __atomic_store_n(&state->callback_count, count, __ATOMIC_RELAXED);
}

static inline void plume_side_store_period(struct plume_side_readers *readers, uint32_t period) {
    __atomic_store_n(&readers->period, period, __ATOMIC_SEQ_CST);
}

/** What stands in front of a table that is not empty. */
static inline struct plume_side_table *PLUME_SIDE_NONNULL plume_side_table_of(
    const struct plume_side_callback *callbacks) {
    return (struct plume_side_table *)callbacks - 1;
}

/** The callbacks behind the head of a table. */
static inline struct plume_side_callback *PLUME_SIDE_NONNULL plume_side_callbacks_of(
    struct plume_side_table *table) {
    return (struct plume_side_callback *)(table + 1);
}

/** Calls a callback of an event with fields beyond those described. */
static inline __attribute__((always_inline)) void plume_side_call_variadic_function(
    const struct plume_side_callback *callback, const void *description, const void *arguments,
    const void *variadic, void *caller) {
    // Compilers warn of a cast between types of functions unless it goes by way of this one.
    plume_side_variadic_function function =
        (plume_side_variadic_function)(void (*)(void))callback->function;
    function(description, arguments, variadic, callback->own, caller);
}

#endif
