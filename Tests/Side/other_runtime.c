// SPDX-License-Identifier: Apache-2.0
// The least that is a runtime of the SIDE ABI and shares no code with Plume's: built as a library
// that is called libside.so.0 like any. It has no state dumps, expects one thread to register, and
// never gives anything back. It can be built with faults. COPIES_TOO_LITTLE is that of the libside
// project, where a second callback on an event spoils the first; with CALLS_NOBODY callbacks are
// not called, with CALLS_WRONGLY not with what is their own, with FORGETS_KEYS for every key.

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define PLUME_REQUIRE_RUNTIME
#include "../../include/plume/side-abi.h"

const char side_empty_callback[24];

struct callback {
    side_tracer_callback_function function;
    void *own;
    uint64_t key;
};

struct batch {
    struct batch *next;
    struct side_event_description **events;
    uint32_t count;
};

struct tracer {
    struct tracer *next;
    side_tracer_notification_function notify;
    void *own;
};

static struct batch *batches;
static struct tracer *tracers;

void side_call(const struct side_event_state_0 *state, const struct side_arg_vec *arguments) {
#ifndef CALLS_NOBODY
    const struct callback *callbacks = state->callbacks;
    for (uint32_t index = 0; index < state->nr_callbacks; index++) {
#ifdef CALLS_WRONGLY
        void *own = callbacks[0].own;
#else
        void *own = callbacks[index].own;
#endif
        callbacks[index].function(
            state->description, arguments, own, __builtin_return_address(0));
    }
#else
    (void)state, (void)arguments;
#endif
}

#ifdef FORGETS_KEYS
void side_statedump_call(
    const struct side_event_state_0 *state, const struct side_arg_vec *arguments, void *key) {
    (void)key;
    side_call(state, arguments);
}
#endif

struct side_events_register_handle *side_events_register(
    struct side_event_description **events, uint32_t count) {
    struct batch *batch = calloc(1, sizeof *batch);
    if (!batch) return NULL;
    *batch = (struct batch){batches, events, count};
    batches = batch;
    for (struct tracer *tracer = tracers; tracer; tracer = tracer->next)
        tracer->notify(SIDE_TRACER_NOTIFICATION_INSERT_EVENTS, events, count, tracer->own);
    return (struct side_events_register_handle *)batch;
}

void side_events_unregister(struct side_events_register_handle *handle) { (void)handle; }

int side_tracer_callback_register(
    struct side_event_description *event, side_tracer_callback_function function, void *own,
    uint64_t key) {
    struct side_event_state_0 *state = (void *)(uintptr_t)event->state.address;
    struct callback *callbacks = calloc(state->nr_callbacks + 2, sizeof *callbacks);
    if (!callbacks) return SIDE_ERROR_NOMEM;
#ifdef COPIES_TOO_LITTLE
    const size_t size = 1;
#else
    const size_t size = sizeof *callbacks;
#endif
    if (state->nr_callbacks) memcpy(callbacks, state->callbacks, state->nr_callbacks * size);
    callbacks[state->nr_callbacks] = (struct callback){function, own, key};
    state->callbacks = callbacks;
    if (state->nr_callbacks++ == 0) __atomic_fetch_add(&state->enabled, 1, __ATOMIC_SEQ_CST);
    return SIDE_ERROR_OK;
}

struct side_tracer_handle *side_tracer_event_notification_register(
    side_tracer_notification_function notify, void *own) {
    struct tracer *tracer = calloc(1, sizeof *tracer);
    if (!tracer) return NULL;
    *tracer = (struct tracer){tracers, notify, own};
    tracers = tracer;
    for (struct batch *batch = batches; batch; batch = batch->next)
        notify(SIDE_TRACER_NOTIFICATION_INSERT_EVENTS, batch->events, batch->count, own);
    return (struct side_tracer_handle *)tracer;
}
