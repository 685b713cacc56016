// SPDX-License-Identifier: Apache-2.0
// The SIDE ABI, version 0: how programs describe their events to the tracers within their process.
// C11 and C++17. docs/abi/side.md has the tables and what the runtime promises.

#ifndef PLUME_SIDE_ABI_H
#define PLUME_SIDE_ABI_H

// What compilers say of mistakes then names the line of the program alone.
#pragma GCC system_header

#include "side-abi-arguments.h"
#include "side-abi-layout.h"
#include "side-abi-types.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    SIDE_EVENT_DESCRIPTION_ABI_VERSION = 0, ///< Of the layout of descriptions.
    SIDE_EVENT_STATE_ABI_VERSION = 0,       ///< Of the layout of states.
};

/** Flags of an event. */
enum side_event_flags {
    SIDE_EVENT_FLAG_VARIADIC = 1 << 0, ///< It takes fields beyond those described.
};

/** An event. Later versions append members and say so in the size: never put these into arrays. */
struct SIDE_PACKED side_event_description {
    uint32_t struct_size; ///< Bytes of this structure.
    uint32_t version;
    struct side_ptr state; ///< To struct side_event_state_0.
    struct side_ptr provider_name;
    struct side_ptr event_name;
    struct side_array fields;     ///< Of struct side_event_field.
    struct side_array attributes; ///< Of struct side_attr.
    uint64_t flags;               ///< Of enum side_event_flags.
    uint16_t nr_side_type_label;  ///< Labels of types that this program knows.
    uint16_t nr_side_attr_type;   ///< Types of attributes that this program knows.
    uint32_t loglevel;            ///< One of enum side_loglevel.
};

/** The part of an event that changes. */
struct __attribute__((aligned(8))) side_event_state_0 {
    uint32_t version;
    uint32_t nr_callbacks; ///< The runtime's own.
    uintptr_t enabled;     ///< Not 0 while call sites should emit; others change it at any time.
    const void *callbacks; ///< The runtime's own, at first `side_empty_callback`.
    const struct side_event_description *description;
};

/** What functions return. */
enum side_error {
    SIDE_ERROR_OK = 0,
    SIDE_ERROR_INVAL = 1,
    SIDE_ERROR_EXIST = 2,
    SIDE_ERROR_NOMEM = 3,
    SIDE_ERROR_NOENT = 4,
    SIDE_ERROR_EXITING = 5,
};

/** Keys with a meaning of their own; those of tracers begin at 8. */
enum side_key {
    SIDE_KEY_MATCH_ALL = 0,
    SIDE_KEY_USER_EVENT = 1,
    SIDE_KEY_PTRACE = 2,
    SIDE_KEY_FIRST_DYNAMIC = 8,
};

/** What a tracer is told of events. */
enum side_tracer_notification {
    SIDE_TRACER_NOTIFICATION_INSERT_EVENTS = 0,
    SIDE_TRACER_NOTIFICATION_REMOVE_EVENTS = 1,
};

/** Who runs a state dump. */
enum side_statedump_mode {
    SIDE_STATEDUMP_MODE_POLLING = 0,
    SIDE_STATEDUMP_MODE_AGENT_THREAD = 1,
};

/** A tracer's function for the emissions of an event. It must return. */
typedef void (*side_tracer_callback_function)(
    const struct side_event_description *event, const struct side_arg_vec *arguments, void *priv,
    void *caller);
/** The same for an event with fields beyond those described. */
typedef void (*side_tracer_callback_variadic_function)(
    const struct side_event_description *event, const struct side_arg_vec *arguments,
    const struct side_arg_dynamic_struct *more, void *priv, void *caller);
/** A tracer's function for events that come and go; a lock is held that it may take again. */
typedef void (*side_tracer_notification_function)(
    enum side_tracer_notification notification, struct side_event_description **events,
    uint32_t count, void *priv);
/** A program's function that emits its state with `side_statedump_call`. */
typedef void (*side_statedump_function)(void *key);

/** Registered events. */
struct side_events_register_handle;
/** A registered tracer. */
struct side_tracer_handle;
/** A registered state dump. */
struct side_statedump_request_handle;

/** Programs run without the runtime too, unless PLUME_REQUIRE_RUNTIME is defined. */
#ifdef PLUME_REQUIRE_RUNTIME
#define SIDE_WEAK
#define SIDE_IS_THERE(function) true
#else
#define SIDE_WEAK __attribute__((weak))
/** Whether a function of the runtime may be called. */
#define SIDE_IS_THERE(function) ((function) != NULL)
#endif

/** The end of an empty table of callbacks: 24 bytes of zeros. */
extern const char side_empty_callback[24] SIDE_WEAK;

/** Emits an event to all of its callbacks. No lock, no allocation, signal-safe. */
void side_call(const struct side_event_state_0 *state, const struct side_arg_vec *arguments)
    SIDE_WEAK __attribute__((cold));
/** Emits an event that is variadic. No lock, no allocation, signal-safe. */
void side_call_variadic(
    const struct side_event_state_0 *state, const struct side_arg_vec *arguments,
    const struct side_arg_dynamic_struct *more) SIDE_WEAK __attribute__((cold));
/** Emits an event to those who asked with this key, which points to a uint64_t. Signal-safe. */
void side_statedump_call(
    const struct side_event_state_0 *state, const struct side_arg_vec *arguments, void *key)
    SIDE_WEAK __attribute__((cold));
/** The same for an event that is variadic. Signal-safe. */
void side_statedump_call_variadic(
    const struct side_event_state_0 *state, const struct side_arg_vec *arguments,
    const struct side_arg_dynamic_struct *more, void *key) SIDE_WEAK __attribute__((cold));

/** Makes events known; entries may be NULL. NULL for lack of memory. Locks, allocates. */
struct side_events_register_handle *side_events_register(
    struct side_event_description **events, uint32_t count) SIDE_WEAK;
/** Forgets events and waits for callbacks that run. Locks. */
void side_events_unregister(struct side_events_register_handle *handle) SIDE_WEAK;

/** Takes a new key. Returns one of enum side_error. */
int side_tracer_request_key(uint64_t *key) SIDE_WEAK;
/** Adds a callback to an event. Returns one of enum side_error. Locks, allocates. */
int side_tracer_callback_register(
    struct side_event_description *event, side_tracer_callback_function function, void *priv,
    uint64_t key) SIDE_WEAK;
/** Adds a callback to an event that is variadic. Returns one of enum side_error. */
int side_tracer_callback_variadic_register(
    struct side_event_description *event, side_tracer_callback_variadic_function function,
    void *priv, uint64_t key) SIDE_WEAK;
/** Takes a callback away and waits for those that run. Returns one of enum side_error. */
int side_tracer_callback_unregister(
    struct side_event_description *event, side_tracer_callback_function function, void *priv,
    uint64_t key) SIDE_WEAK;
/** The same for an event that is variadic. Returns one of enum side_error. */
int side_tracer_callback_variadic_unregister(
    struct side_event_description *event, side_tracer_callback_variadic_function function,
    void *priv, uint64_t key) SIDE_WEAK;

/** Tells a tracer of all events, now and later. NULL for lack of memory. */
struct side_tracer_handle *side_tracer_event_notification_register(
    side_tracer_notification_function function, void *priv) SIDE_WEAK;
/** Tells a tracer that all events go, and no more. */
void side_tracer_event_notification_unregister(struct side_tracer_handle *handle) SIDE_WEAK;

/** Offers a state dump under a name. NULL for lack of memory. */
struct side_statedump_request_handle *side_statedump_request_notification_register(
    const char *name, side_statedump_function function, enum side_statedump_mode mode) SIDE_WEAK;
/** Takes the offer back. */
void side_statedump_request_notification_unregister(struct side_statedump_request_handle *handle)
    SIDE_WEAK;
/** Whether somebody asked for the dump; false unless it polls. */
bool side_statedump_poll_pending_requests(struct side_statedump_request_handle *handle) SIDE_WEAK;
/** Runs the dump for those who asked. Returns one of enum side_error. */
int side_statedump_run_pending_requests(struct side_statedump_request_handle *handle) SIDE_WEAK;
/** Asks all parts of the process for their state. Returns one of enum side_error. */
int side_tracer_statedump_request(uint64_t key) SIDE_WEAK;
/** Takes back what was asked with this key. Returns one of enum side_error. */
int side_tracer_statedump_request_cancel(uint64_t key) SIDE_WEAK;

/** Starts the runtime, for those who need it before its constructor ran. */
void side_init(void) SIDE_WEAK;
/** Ends the runtime: from now on all functions do nothing. */
void side_exit(void) SIDE_WEAK;
/** Where a debugger places a breakpoint to see all events. Does nothing. */
void side_ptrace_hook(
    const struct side_event_state_0 *state, const struct side_arg_vec *arguments,
    const struct side_arg_dynamic_struct *more, void *caller) SIDE_WEAK;

#ifdef __cplusplus
}
#endif

SIDE_STATIC_ASSERT(sizeof(struct side_event_description) == 112, "side_event_description");
SIDE_STATIC_ASSERT(offsetof(struct side_event_description, state) == 8, "description.state");
SIDE_STATIC_ASSERT(offsetof(struct side_event_description, fields) == 56, "description.fields");
SIDE_STATIC_ASSERT(offsetof(struct side_event_description, flags) == 96, "description.flags");
SIDE_STATIC_ASSERT(
    offsetof(struct side_event_description, loglevel) == 108, "description.loglevel");
SIDE_STATIC_ASSERT(
    sizeof(struct side_event_state_0) == (__SIZEOF_POINTER__ == 8 ? 32 : 24), "side_event_state_0");
SIDE_STATIC_ASSERT(offsetof(struct side_event_state_0, enabled) == 8, "state.enabled");

#endif
