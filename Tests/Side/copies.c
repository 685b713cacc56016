// SPDX-License-Identifier: Apache-2.0
// A second copy of the runtime is loaded, as it comes with a library that it was linked into: both
// are one. copies FILE, where FILE is the copy.

#include <dlfcn.h>
#include <string.h>

#include "check.h"
#include "side_abi.h"

EVENT(event, 0);
EVENT(variadic, VARIADIC);

static struct description *events[] = {&event, &variadic};
static const struct array no_arguments;
static int calls, insertions, removals, dumps;
static void *last_caller;

static void count(
    const struct description *description, const struct array *arguments, void *own,
    void *caller) {
    (void)description;
    (void)arguments;
    (void)own;
    last_caller = caller;
    calls++;
}

static void count_variadic(
    const struct description *description, const struct array *arguments, const void *more,
    void *own, void *caller) {
    CHECK(more == &calls);
    count(description, arguments, own, caller);
}

static void note(enum notification kind, struct description **all, uint32_t number, void *own) {
    (void)own;
    for (uint32_t index = 0; index < number; index++) {
        if (all[index] != &event) continue;
        if (kind == INSERT) {
            insertions++;
        } else {
            removals++;
        }
    }
}

static void dump(void *key) {
    (void)key;
    dumps++;
}

// The functions of the other copy, by name.
static void *copy;
#define OTHER(name) ((__typeof__(&name))dlsym(copy, #name))

static void test_events(void) {
    void *listener = side_tracer_event_notification_register(note, NULL);
    void *handle = OTHER(side_events_register)(events, 2);
    CHECK(handle != NULL && insertions == 1);
    CHECK(side_tracer_callback_register(&event, count, NULL, 0) == DONE);
    CHECK(OTHER(side_tracer_callback_register)(&event, count, NULL, 0) == EXISTS);
    CHECK(OTHER(side_tracer_callback_register)(&event, count, NULL, 8) == DONE);
    CHECK(event_state.enabled == 1 && event_state.callback_count == 2);
    OTHER(side_call)(&event_state, &no_arguments);
    CHECK(calls == 2 && last_caller > (void *)test_events);
    CHECK((char *)last_caller < (char *)test_events + 2000);
    side_call(&event_state, &no_arguments);
    uint64_t key = 9;
    OTHER(side_statedump_call)(&event_state, &no_arguments, &key);
    CHECK(calls == 5);
    CHECK(
        OTHER(side_tracer_callback_variadic_register)(&variadic, count_variadic, NULL, 0) == DONE);
    OTHER(side_call_variadic)(&variadic_state, &no_arguments, &calls);
    OTHER(side_statedump_call_variadic)(&variadic_state, &no_arguments, &calls, &key);
    CHECK(calls == 7);
    CHECK(
        OTHER(side_tracer_callback_variadic_unregister)(&variadic, count_variadic, NULL, 0) ==
        DONE);
    CHECK(side_tracer_callback_unregister(&event, count, NULL, 8) == DONE);
    CHECK(OTHER(side_tracer_callback_unregister)(&event, count, NULL, 0) == DONE);
    OTHER(side_events_unregister)(handle);
    CHECK(removals == 1);
    OTHER(side_tracer_event_notification_unregister)(listener);
}

static void test_dumps(void) {
    void *handle =
        OTHER(side_statedump_request_notification_register)("copy", dump, POLLING);
    CHECK(handle != NULL && side_statedump_poll_pending_requests(handle));
    CHECK(OTHER(side_statedump_run_pending_requests)(handle) == DONE && dumps == 1);
    CHECK(side_tracer_statedump_request(8) == DONE);
    CHECK(OTHER(side_statedump_poll_pending_requests)(handle));
    CHECK(OTHER(side_tracer_statedump_request_cancel)(8) == DONE);
    CHECK(!side_statedump_poll_pending_requests(handle));
    CHECK(OTHER(side_tracer_statedump_request)(8) == DONE);
    CHECK(side_statedump_run_pending_requests(handle) == DONE && dumps == 2);
    OTHER(side_statedump_request_notification_unregister)(handle);
    CHECK(side_statedump_run_pending_requests(handle) == INVALID);
}

int main(int count, char **arguments) {
    CHECK(count > 1);
    copy = dlopen(arguments[1], RTLD_NOW | RTLD_LOCAL);
    CHECK(copy != NULL);
    CHECK(OTHER(side_call) != NULL && OTHER(side_call) != side_call);
    uint64_t first = 0, second = 0;
    CHECK(side_tracer_request_key(&first) == DONE);
    CHECK(OTHER(side_tracer_request_key)(&second) == DONE && second == first + 1);
    CHECK(OTHER(side_tracer_event_notification_register)(NULL, NULL) == NULL);
    test_events();
    test_dumps();
    // The end of a copy that passes everything on is no end.
    OTHER(side_init)();
    OTHER(side_exit)();
    CHECK(OTHER(side_tracer_request_key)(&second) == DONE && second == first + 2);
    // A copy is never unloaded.
    CHECK(dlclose(copy) == 0);
    CHECK(OTHER(side_tracer_request_key)(&second) == DONE && second == first + 3);
    side_exit();
    CHECK(OTHER(side_tracer_request_key)(&second) == EXITING);
    CHECK(OTHER(side_events_register)(events, 2) == NULL);
    OTHER(side_call)(&event_state, &no_arguments);
    CHECK(calls == 7);
    return 0;
}
