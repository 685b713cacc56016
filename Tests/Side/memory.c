// SPDX-License-Identifier: Apache-2.0
// Each function that allocates, without memory: it says so, and nothing has changed.

#include <string.h>

#include "check.h"
#include "side_abi.h"

EVENT(event, 0);

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *area, size_t size);

// Allocations that still succeed; all do while it is negative.
static int remaining = -1;

static int fails(void) {
    if (remaining < 0) return 0;
    if (remaining == 0) return 1;
    remaining--;
    return 0;
}

void *malloc(size_t size) { return fails() ? NULL : __libc_malloc(size); }
void *calloc(size_t count, size_t size) { return fails() ? NULL : __libc_calloc(count, size); }
void *realloc(void *area, size_t size) { return fails() ? NULL : __libc_realloc(area, size); }

static int calls;

static void count(
    const struct description *description, const struct array *arguments, void *own,
    void *caller) {
    (void)description;
    (void)arguments;
    (void)own;
    (void)caller;
    calls++;
}

static void note(enum notification kind, struct description **events, uint32_t number, void *own) {
    (void)kind;
    (void)events;
    (void)number;
    (void)own;
}

static void dump(void *key) { (void)key; }

#define WITHOUT_MEMORY(succeeding, expectation)                                                    \
    do {                                                                                           \
        remaining = succeeding;                                                                    \
        int is_so = (expectation);                                                                 \
        remaining = -1;                                                                            \
        CHECK(is_so);                                                                              \
    } while (0)

int main(void) {
    static const struct array no_arguments;
    struct description malformed = event;
    malformed.version = 1;
    struct description *events[] = {&event}, *with_malformed[] = {&malformed, &event};
    WITHOUT_MEMORY(0, side_events_register(events, 1) == NULL);
    WITHOUT_MEMORY(1, side_events_register(with_malformed, 2) == NULL);
    WITHOUT_MEMORY(0, side_tracer_event_notification_register(note, NULL) == NULL);
    WITHOUT_MEMORY(0, side_tracer_callback_register(&event, count, NULL, 0) == NO_MEMORY);
    CHECK(event_state.enabled == 0 && event_state.callback_count == 0);
    CHECK(side_tracer_callback_register(&event, count, NULL, 0) == DONE);
    // Taking the last callback away needs no memory.
    WITHOUT_MEMORY(0, side_tracer_callback_unregister(&event, count, NULL, 0) == DONE);
    CHECK(side_tracer_callback_register(&event, count, NULL, 0) == DONE);
    CHECK(side_tracer_callback_register(&event, count, NULL, 8) == DONE);
    WITHOUT_MEMORY(0, side_tracer_callback_register(&event, count, NULL, 9) == NO_MEMORY);
    WITHOUT_MEMORY(0, side_tracer_callback_unregister(&event, count, NULL, 0) == NO_MEMORY);
    side_call(&event_state, &no_arguments);
    CHECK(calls == 2 && event_state.callback_count == 2 && event_state.enabled == 1);
    CHECK(side_tracer_callback_unregister(&event, count, NULL, 0) == DONE);
    CHECK(side_tracer_callback_unregister(&event, count, NULL, 8) == DONE);
    for (int succeeding = 0; succeeding < 3; succeeding++) {
        WITHOUT_MEMORY(
            succeeding,
            side_statedump_request_notification_register("name", dump, POLLING) == NULL);
    }
    void *handle = side_statedump_request_notification_register("name", dump, POLLING);
    CHECK(handle != NULL);
    int status = DONE;
    remaining = 0;
    for (int index = 0; index < 100 && status == DONE; index++) {
        status = side_tracer_statedump_request(8);
    }
    remaining = -1;
    CHECK(status == NO_MEMORY);
    CHECK(side_statedump_run_pending_requests(handle) == DONE);
    side_statedump_request_notification_unregister(handle);
    return 0;
}
