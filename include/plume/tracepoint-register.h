// SPDX-License-Identifier: Apache-2.0
// Makes the events of a program or library known to the runtime when it is loaded, and forgotten
// when it is unloaded. Each file of a program has a constructor; the first one that runs registers
// the events of all files. docs/abi/side.md.

#ifndef PLUME_TRACEPOINT_REGISTER_H
#define PLUME_TRACEPOINT_REGISTER_H

// What compilers say of mistakes then names the line of the program alone.
#pragma GCC system_header

#include <string.h>

#include "side-abi.h"
#include "tracepoint-preprocessor.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The linker's bounds of the addresses of all events of a program or library. */
extern struct side_event_description *__start_side_event_description_ptr[]
    __attribute__((weak, visibility("hidden")));
extern struct side_event_description *__stop_side_event_description_ptr[]
    __attribute__((weak, visibility("hidden")));

/** Files of this program or library whose constructors ran; one for all of them. */
extern unsigned plume_registered_files __attribute__((weak, visibility("hidden")));
unsigned plume_registered_files __attribute__((weak, visibility("hidden"))) = 0;
/** What the runtime gave for its events; one for all files. */
extern struct side_events_register_handle *plume_registered_events
    __attribute__((weak, visibility("hidden")));
struct side_events_register_handle *plume_registered_events
    __attribute__((weak, visibility("hidden"))) = NULL;

#ifdef __cplusplus
}
#endif

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define PLUME_STATE_OFFSET offsetof(struct side_event_description, state)
#else
#define PLUME_STATE_OFFSET (offsetof(struct side_event_description, state) + 16 - sizeof(void *))
#endif

// The dynamic linker runs constructors and destructors of a library one after the other.
__attribute__((constructor, unused)) static void plume_register_events(void) {
    if (plume_registered_files++ != 0 || !SIDE_IS_THERE(side_events_register)) return;
    struct side_event_description **first = __start_side_event_description_ptr;
    struct side_event_description **end = __stop_side_event_description_ptr;
    if (first == end) return;
    // The linker of a program without the runtime takes the address of the empty table for 0.
    for (struct side_event_description **event = first; event < end; event++) {
        struct side_event_state_0 *state = NULL;
        if (*event == NULL) continue;
        const char *description = PLUME_CAST(const char *, PLUME_CAST(const void *, *event));
        memcpy(&state, description + PLUME_STATE_OFFSET, sizeof state);
        if (state->callbacks == NULL) state->callbacks = side_empty_callback;
    }
    plume_registered_events = side_events_register(first, PLUME_CAST(uint32_t, end - first));
}

__attribute__((destructor, unused)) static void plume_unregister_events(void) {
    if (--plume_registered_files != 0 || plume_registered_events == NULL) return;
    side_events_unregister(plume_registered_events);
    plume_registered_events = NULL;
}

#endif
