// SPDX-License-Identifier: Apache-2.0
// An instrumented library, which is loaded and unloaded.

#include "side_abi.h"

#pragma GCC visibility push(hidden)
EVENT(loaded, 0);
EVENT(loaded_variadic, VARIADIC);
#pragma GCC visibility pop

static struct description *events[] = {&loaded, &loaded_variadic};
static void *handle;

__attribute__((constructor)) static void register_events(void) {
    handle = side_events_register(events, 2);
}

__attribute__((destructor)) static void unregister_events(void) { side_events_unregister(handle); }

// Emits an event; the number of events that were handed over.
__attribute__((visibility("default"))) int library_emit(void);

int library_emit(void) {
    static const struct array no_arguments;
    if (!is_enabled(&loaded_state)) return 0;
    side_call(&loaded_state, &no_arguments);
    return 1;
}
