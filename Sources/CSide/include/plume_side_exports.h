// SPDX-License-Identifier: Apache-2.0
// The functions of the SIDE ABI as one table, by which several copies of the runtime in one process
// become one, and what the C parts and the Swift parts call in each other. docs/abi/side.md.

#ifndef PLUME_SIDE_EXPORTS_H
#define PLUME_SIDE_EXPORTS_H

#include <stdbool.h>
#include <stdint.h>

#include "plume_side_types.h"

enum { PLUME_SIDE_FUNCTIONS_VERSION = 3 };

/** The functions of one copy of the runtime. A later version only appends members. */
struct plume_side_functions {
    uint32_t version;  ///< At least 1.
    uint32_t size;     ///< Bytes of this table.
    void (*emit)(
        const struct plume_side_state *state, const void *arguments, const void *variadic,
        uint64_t key, void *caller);
    void (*emit_variadic)(
        const struct plume_side_state *state, const void *arguments, const void *variadic,
        uint64_t key, void *caller);
    void *(*register_events)(void *const *events, uint32_t count);
    void (*unregister_events)(void *handle);
    uint32_t (*request_key)(uint64_t *key);
    uint32_t (*register_callback)(
        const void *event, plume_side_function function, void *own, uint64_t key);
    uint32_t (*register_variadic_callback)(
        const void *event, plume_side_function function, void *own, uint64_t key);
    uint32_t (*unregister_callback)(
        const void *event, plume_side_function function, void *own, uint64_t key);
    uint32_t (*unregister_variadic_callback)(
        const void *event, plume_side_function function, void *own, uint64_t key);
    void *(*register_notification)(plume_side_notification notify, void *own);
    void (*unregister_notification)(void *handle);
    void *(*register_dump)(const char *name, plume_side_dump_function function, uint32_t mode);
    void (*unregister_dump)(void *handle);
    bool (*poll_dumps)(void *handle);
    uint32_t (*run_dumps)(void *handle);
    uint32_t (*request_dump)(uint64_t key);
    uint32_t (*cancel_dump)(uint64_t key);
    bool (*claim_recording)(void);
    // From version 2 on.
    void (*set_settle)(void (*settle)(void));
    // From version 3 on.
    uint32_t (*request_dump_apart)(uint64_t key);
    uint32_t (*count_dumps)(uint64_t key);
};

/** Whether a table has the functions that came last. */
static inline int plume_side_knows_dumps(const struct plume_side_functions *functions) {
    return functions->size >= sizeof(struct plume_side_functions) && functions->count_dumps;
}

/** How far this copy of the runtime is. */
enum plume_side_stage {
    PLUME_SIDE_NOT_STARTED = 0,
    PLUME_SIDE_OWN = 1,      ///< It is the runtime of this process.
    PLUME_SIDE_FOREIGN = 2,  ///< Another copy, which was loaded before, or another runtime is.
    PLUME_SIDE_EXITED = 3,
};

/** The stage, one of enum plume_side_stage. */
extern uint32_t plume_side_stage_of_process __attribute__((visibility("hidden")));

static inline __attribute__((always_inline)) uint32_t plume_side_get_stage(void) {
    return __atomic_load_n(&plume_side_stage_of_process, __ATOMIC_ACQUIRE);
}

/** Starts this copy if that was not done yet, and returns the stage. Allocates the first time. */
uint32_t plume_side_start(void) __attribute__((visibility("hidden")));

/** Says that this copy exits; false unless it was the runtime of this process. */
bool plume_side_leave(void) __attribute__((visibility("hidden")));

/** The functions of another copy that is the runtime of this process, or NULL. */
const struct plume_side_functions *plume_side_get_foreign(void)
    __attribute__((visibility("hidden")));

/** The functions of a runtime of the ABI that is not Plume's and that others in the process use, or
    NULL. Their recording can be claimed as often as it is safe. */
const struct plume_side_functions *plume_side_find_other(void)
    __attribute__((visibility("hidden")));

/** What is wrong with that runtime, so that the recording of its events could not be claimed; NULL
    if nothing is, or nobody asked. */
const char *plume_side_other_fault(void) __attribute__((visibility("hidden")));

/** The file of that runtime, or "". */
const char *plume_side_other_file(void) __attribute__((visibility("hidden")));

/** Whether an address belongs to a program or library with a copy of Plume's runtime. */
bool plume_side_has_note(const void *address) __attribute__((visibility("hidden")));

/** Whether the caller is the first of Plume's tracers in this process to ask, and so the one that
    records the events of all programs and libraries. */
bool plume_side_claim_recording(void) __attribute__((visibility("hidden")));

/** Has a function called by each thread that has registered events, when it holds no lock any more
    and before its program goes on: there a tracer can wait for what its notification must not. */
void plume_side_set_settle(void (*settle)(void)) __attribute__((visibility("hidden")));

/** Calls that function. */
void plume_side_settle(void) __attribute__((visibility("hidden")));

/** Whether somebody asked that already in this copy. */
bool plume_side_is_recording_claimed(void) __attribute__((visibility("hidden")));

/** The end of an empty table of callbacks: 24 bytes of zeros, which states of programs point to. */
extern const struct plume_side_callback side_empty_callback;

static inline const struct plume_side_callback *PLUME_SIDE_NONNULL plume_side_empty_table(void) {
    return &side_empty_callback;
}

#define PLUME_SIDE_EXPORT __attribute__((visibility("default")))

/** Emits an event, as programs do. */
void side_call(const struct plume_side_state *state, const void *arguments);

/** Where a debugger places a breakpoint to see the events of a process. Does nothing. */
void side_ptrace_hook(const void *state, const void *arguments, const void *variadic, void *caller);

/** The runtime's own events, around each state dump: their descriptions. */
void *const *plume_side_own_events(void) __attribute__((visibility("hidden")));
enum { PLUME_SIDE_OWN_EVENT_COUNT = 2 };

/** Emits the first (0) or the second (1) of them under a key. */
void plume_side_emit_own(uint32_t which, const char *name, uint64_t key)
    __attribute__((visibility("hidden")));

// What Swift defines, for the C parts.

void plume_side_emit(
    const struct plume_side_state *state, const void *arguments, const void *variadic,
    uint64_t key, void *caller) __attribute__((visibility("hidden")));
void plume_side_emit_variadic(
    const struct plume_side_state *state, const void *arguments, const void *variadic,
    uint64_t key, void *caller) __attribute__((visibility("hidden")));
void plume_side_agent_main(void) __attribute__((visibility("hidden")));
void plume_side_did_start(void) __attribute__((visibility("hidden")));
void plume_side_prepare_fork(void) __attribute__((visibility("hidden")));
void plume_side_resume_parent(void) __attribute__((visibility("hidden")));
void plume_side_resume_child(void) __attribute__((visibility("hidden")));

// The functions of the ABI, by what they do; exports.c gives them their names.

void *plume_side_register_events(void *const *events, uint32_t count)
    __attribute__((visibility("hidden")));
void plume_side_unregister_events(void *handle) __attribute__((visibility("hidden")));
uint32_t plume_side_request_key(uint64_t *key) __attribute__((visibility("hidden")));
uint32_t plume_side_register_callback(
    const void *event, plume_side_function function, void *own, uint64_t key)
    __attribute__((visibility("hidden")));
uint32_t plume_side_register_variadic_callback(
    const void *event, plume_side_function function, void *own, uint64_t key)
    __attribute__((visibility("hidden")));
uint32_t plume_side_unregister_callback(
    const void *event, plume_side_function function, void *own, uint64_t key)
    __attribute__((visibility("hidden")));
uint32_t plume_side_unregister_variadic_callback(
    const void *event, plume_side_function function, void *own, uint64_t key)
    __attribute__((visibility("hidden")));
void *plume_side_register_notification(plume_side_notification notify, void *own)
    __attribute__((visibility("hidden")));
void plume_side_unregister_notification(void *handle) __attribute__((visibility("hidden")));
void *plume_side_register_dump(const char *name, plume_side_dump_function function, uint32_t mode)
    __attribute__((visibility("hidden")));
void plume_side_unregister_dump(void *handle) __attribute__((visibility("hidden")));
bool plume_side_poll_dumps(void *handle) __attribute__((visibility("hidden")));
uint32_t plume_side_run_dumps(void *handle) __attribute__((visibility("hidden")));
uint32_t plume_side_request_dump(uint64_t key) __attribute__((visibility("hidden")));
uint32_t plume_side_cancel_dump(uint64_t key) __attribute__((visibility("hidden")));
uint32_t plume_side_request_dump_apart(uint64_t key) __attribute__((visibility("hidden")));
uint32_t plume_side_count_dumps(uint64_t key) __attribute__((visibility("hidden")));
void plume_side_init(void) __attribute__((visibility("hidden")));
void plume_side_exit(void) __attribute__((visibility("hidden")));

#endif
