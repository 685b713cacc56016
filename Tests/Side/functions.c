// SPDX-License-Identifier: Apache-2.0
// Each function of the ABI with each of its results, on one thread.

#define _GNU_SOURCE
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>

#include "check.h"
#include "side_abi.h"

EVENT(plain, 0);
EVENT(variadic, VARIADIC);
EVENT(later, 0);

static int calls[4];
static void *last_caller;
static const void *last_arguments, *last_variadic;
static const struct description *last_event;
static int order[8], order_count;

static void count(
    const struct description *event, const struct array *arguments, void *own, void *caller) {
    int index = (int)(intptr_t)own;
    calls[index]++;
    last_event = event;
    last_arguments = arguments;
    last_caller = caller;
    if (order_count < 8) order[order_count++] = index;
}

static void count_variadic(
    const struct description *event, const struct array *arguments, const void *more, void *own,
    void *caller) {
    last_variadic = more;
    count(event, arguments, own, caller);
}

static void *own(int index) { return (void *)(intptr_t)index; }

static void forget(void) {
    memset(calls, 0, sizeof calls);
    order_count = 0;
}

static const struct array no_arguments;

__attribute__((noinline)) static void emit_plain(void) {
    EMIT(plain, &no_arguments);
    __asm__ volatile("");
}

static void test_registration(void) {
    CHECK(side_tracer_callback_register(NULL, count, own(0), 0) == INVALID);
    CHECK(side_tracer_callback_register(&plain, NULL, own(0), 0) == INVALID);
    CHECK(side_tracer_callback_register(&variadic, count, own(0), 0) == INVALID);
    CHECK(side_tracer_callback_variadic_register(&plain, count_variadic, own(0), 0) == INVALID);
    CHECK(side_tracer_callback_variadic_register(&variadic, NULL, own(0), 0) == INVALID);
    CHECK(side_tracer_callback_unregister(&plain, count, own(0), 0) == NOT_FOUND);
    CHECK(side_tracer_callback_unregister(&plain, NULL, own(0), 0) == INVALID);
    CHECK(side_tracer_callback_unregister(&variadic, count, own(0), 0) == INVALID);
    CHECK(side_tracer_callback_variadic_unregister(&plain, count_variadic, own(0), 0) == INVALID);
    CHECK(
        side_tracer_callback_variadic_unregister(&variadic, count_variadic, own(0), 0) ==
        NOT_FOUND);
    CHECK(plain_state.enabled == 0 && plain_state.callback_count == 0);

    CHECK(side_tracer_callback_register(&plain, count, own(0), 0) == DONE);
    CHECK(side_tracer_callback_register(&plain, count, own(0), 0) == EXISTS);
    CHECK(plain_state.enabled == 1 && plain_state.callback_count == 1);
    CHECK(side_tracer_callback_register(&plain, count, own(1), 0) == DONE);
    CHECK(side_tracer_callback_register(&plain, count, own(0), 9) == DONE);
    CHECK(plain_state.enabled == 1 && plain_state.callback_count == 3);
    CHECK(side_tracer_callback_unregister(&plain, count, own(1), 9) == NOT_FOUND);

    forget();
    emit_plain();
    CHECK(calls[0] == 2 && calls[1] == 1);
    CHECK(order[0] == 0 && order[1] == 1 && order[2] == 0);
    CHECK(last_event == &plain && last_arguments == &no_arguments);
    CHECK(last_caller > (void *)emit_plain && (char *)last_caller < (char *)emit_plain + 200);

    CHECK(side_tracer_callback_unregister(&plain, count, own(0), 0) == DONE);
    CHECK(plain_state.enabled == 1 && plain_state.callback_count == 2);
    CHECK(side_tracer_callback_unregister(&plain, count, own(0), 0) == NOT_FOUND);
    CHECK(side_tracer_callback_unregister(&plain, count, own(0), 9) == DONE);
    CHECK(side_tracer_callback_unregister(&plain, count, own(1), 0) == DONE);
    CHECK(plain_state.enabled == 0 && plain_state.callback_count == 0);
    forget();
    side_call(&plain_state, &no_arguments);
    CHECK(calls[0] == 0 && calls[1] == 0);
}

static void test_variadic(void) {
    CHECK(side_tracer_callback_variadic_register(&variadic, count_variadic, own(0), 0) == DONE);
    CHECK(side_tracer_callback_variadic_register(&variadic, count_variadic, own(0), 0) == EXISTS);
    CHECK(side_tracer_callback_register(&plain, count, own(1), 0) == DONE);
    forget();
    int more = 0;
    side_call_variadic(&variadic_state, &no_arguments, &more);
    CHECK(calls[0] == 1 && last_variadic == &more);
    // A call that does not fit its event is dropped, as its callbacks would misread the arguments.
    side_call(&variadic_state, &no_arguments);
    side_call_variadic(&plain_state, &no_arguments, &more);
    CHECK(calls[0] == 1 && calls[1] == 0);
    uint64_t key = 9;
    side_statedump_call_variadic(&variadic_state, &no_arguments, &more, &key);
    CHECK(calls[0] == 2);
    CHECK(
        side_tracer_callback_variadic_unregister(&variadic, count_variadic, own(0), 0) == DONE);
    CHECK(side_tracer_callback_unregister(&plain, count, own(1), 0) == DONE);
}

static void test_keys(void) {
    uint64_t first = 0, second = 0;
    CHECK(side_tracer_request_key(NULL) == INVALID);
    CHECK(side_tracer_request_key(&first) == DONE && first == 8);
    CHECK(side_tracer_request_key(&second) == DONE && second == 9);
    CHECK(side_tracer_callback_register(&plain, count, own(0), 0) == DONE);
    CHECK(side_tracer_callback_register(&plain, count, own(1), first) == DONE);
    CHECK(side_tracer_callback_register(&plain, count, own(2), second) == DONE);
    forget();
    side_call(&plain_state, &no_arguments);
    CHECK(calls[0] == 1 && calls[1] == 1 && calls[2] == 1);
    side_statedump_call(&plain_state, &no_arguments, &first);
    CHECK(calls[0] == 2 && calls[1] == 2 && calls[2] == 1);
    uint64_t everybody = 0;
    side_statedump_call(&plain_state, &no_arguments, &everybody);
    CHECK(calls[0] == 3 && calls[1] == 3 && calls[2] == 2);
    side_statedump_call(&plain_state, &no_arguments, NULL);
    CHECK(calls[0] == 3);
    char unaligned[9];
    memcpy(unaligned + 1, &second, 8);
    side_statedump_call(&plain_state, &no_arguments, unaligned + 1);
    CHECK(calls[0] == 4 && calls[1] == 3 && calls[2] == 3);
    for (int index = 0; index < 3; index++) {
        CHECK(
            side_tracer_callback_unregister(
                &plain, count, own(index), index == 0 ? 0 : index == 1 ? first : second) == DONE);
    }
}

static void test_enabled_word(void) {
    // The kernel and debuggers set bits whenever they like.
    plain_state.enabled = USER_EVENTS_BIT | PTRACE_BIT;
    CHECK(side_tracer_callback_register(&plain, count, own(0), 0) == DONE);
    CHECK(plain_state.enabled == (USER_EVENTS_BIT | PTRACE_BIT | 1));
    forget();
    emit_plain();
    CHECK(calls[0] == 1);
    CHECK(side_tracer_callback_unregister(&plain, count, own(0), 0) == DONE);
    CHECK(plain_state.enabled == (USER_EVENTS_BIT | PTRACE_BIT));
    emit_plain();
    CHECK(calls[0] == 1);
    plain_state.enabled = 0;
}

#if defined(__x86_64__)
static const struct state *seen_state;
static const void *seen_variadic;
static void *seen_caller;
static int seen_count;

static void see(
    const struct state *state, const struct array *arguments, const void *more, void *caller) {
    CHECK(arguments == &no_arguments);
    seen_state = state;
    seen_variadic = more;
    seen_caller = caller;
    seen_count++;
}

static void go_on_in_see(int signal, siginfo_t *information, void *context) {
    (void)signal;
    (void)information;
    ((ucontext_t *)context)->uc_mcontext.gregs[REG_RIP] = (greg_t)see;
}

// Places a breakpoint as a debugger would.
static void test_debugger(void) {
    struct sigaction action = {.sa_sigaction = go_on_in_see, .sa_flags = SA_SIGINFO};
    sigaction(SIGTRAP, &action, NULL);
    unsigned char *hook = (unsigned char *)side_ptrace_hook;
    void *page = (void *)((uintptr_t)hook & ~4095ul);
    CHECK(mprotect(page, 8192, PROT_READ | PROT_WRITE | PROT_EXEC) == 0);
    unsigned char before = *hook;
    *hook = 0xcc;
    emit_plain();
    CHECK(seen_count == 0);
    plain_state.enabled = PTRACE_BIT;
    variadic_state.enabled = PTRACE_BIT;
    emit_plain();
    CHECK(seen_count == 1 && seen_state == &plain_state && seen_variadic == NULL);
    CHECK(seen_caller > (void *)emit_plain && (char *)seen_caller < (char *)emit_plain + 200);
    int more = 0;
    side_call_variadic(&variadic_state, &no_arguments, &more);
    CHECK(seen_count == 2 && seen_state == &variadic_state && seen_variadic == &more);
    plain_state.enabled = 0;
    variadic_state.enabled = 0;
    *hook = before;
}
#else
static void test_debugger(void) {}
#endif

static void expect_refused(struct description *event) {
    CHECK(side_tracer_callback_register(event, count, own(0), 0) == INVALID);
    CHECK(side_tracer_callback_unregister(event, count, own(0), 0) == INVALID);
}

static void test_malformed(void) {
    struct description event = later;
    event.size = 111;
    expect_refused(&event);
    event = later;
    event.version = 1;
    expect_refused(&event);
    event = later;
    event.state.value = NULL;
    expect_refused(&event);
    event = later;
    event.state.value = (char *)&later_state + 1;
    expect_refused(&event);
    event = later;
    event.name.value = NULL;
    expect_refused(&event);
    // A description of a later time is longer.
    event = later;
    event.size = 4096;
    CHECK(side_tracer_callback_register(&event, count, own(0), 0) == DONE);
    later_state.version = 1;
    forget();
    side_call(&later_state, &no_arguments);
    side_call_variadic(&later_state, &no_arguments, NULL);
    CHECK(calls[0] == 0);
    expect_refused(&event);
    later_state.version = 0;
    CHECK(side_tracer_callback_unregister(&event, count, own(0), 0) == DONE);
    // A state without any table of callbacks.
    later_state.callbacks = NULL;
    side_call(&later_state, &no_arguments);
    CHECK(side_tracer_callback_register(&later, count, own(0), 0) == DONE);
    side_call(&later_state, &no_arguments);
    CHECK(calls[0] == 1);
    CHECK(side_tracer_callback_unregister(&later, count, own(0), 0) == DONE);
}

static void test_handles(void) {
    CHECK(side_events_register(NULL, 1) == NULL);
    CHECK(side_tracer_event_notification_register(NULL, NULL) == NULL);
    CHECK(side_statedump_request_notification_register(NULL, (void (*)(void *))forget, 0) == NULL);
    CHECK(side_statedump_request_notification_register("name", NULL, POLLING) == NULL);
    CHECK(
        side_statedump_request_notification_register(
            "name", (void (*)(void *))forget, (enum mode)2) == NULL);
    void *empty = side_events_register(NULL, 0);
    CHECK(empty != NULL);
    side_events_unregister(empty);
    // Handles that are none, or none any more.
    int nothing;
    side_events_unregister(NULL);
    side_events_unregister(&nothing);
    side_events_unregister(empty);
    side_tracer_event_notification_unregister(NULL);
    side_tracer_event_notification_unregister(&nothing);
    side_statedump_request_notification_unregister(NULL);
    side_statedump_request_notification_unregister(&nothing);
    CHECK(!side_statedump_poll_pending_requests(NULL));
    CHECK(side_statedump_run_pending_requests(NULL) == INVALID);
    CHECK(side_statedump_run_pending_requests(&nothing) == INVALID);
    CHECK(side_tracer_statedump_request(0) == INVALID);
    CHECK(side_tracer_statedump_request_cancel(0) == INVALID);
    CHECK(side_tracer_statedump_request(8) == DONE);
    CHECK(side_tracer_statedump_request_cancel(8) == DONE);
}

// Unregistered by itself, in the middle of a call.
static void unregister_oneself(
    const struct description *event, const struct array *arguments, void *index, void *caller) {
    count(event, arguments, index, caller);
    CHECK(side_tracer_callback_unregister(&plain, unregister_oneself, index, 0) == DONE);
}

static void emit_again(
    const struct description *event, const struct array *arguments, void *index, void *caller) {
    count(event, arguments, index, caller);
    EMIT(later, arguments);
}

static void test_callbacks_that_call(void) {
    CHECK(side_tracer_callback_register(&plain, unregister_oneself, own(0), 0) == DONE);
    CHECK(side_tracer_callback_register(&plain, emit_again, own(1), 0) == DONE);
    CHECK(side_tracer_callback_register(&later, count, own(2), 0) == DONE);
    forget();
    side_call(&plain_state, &no_arguments);
    CHECK(calls[0] == 1 && calls[1] == 1 && calls[2] == 1);
    side_call(&plain_state, &no_arguments);
    CHECK(calls[0] == 1 && calls[1] == 2 && calls[2] == 2);
    CHECK(side_tracer_callback_unregister(&plain, emit_again, own(1), 0) == DONE);
    CHECK(side_tracer_callback_unregister(&later, count, own(2), 0) == DONE);
}

static void test_exit(void) {
    struct description *events[] = {&plain, &later};
    void *handle = side_events_register(events, 2);
    CHECK(handle != NULL);
    CHECK(side_tracer_callback_register(&plain, count, own(0), 0) == DONE);
    CHECK(side_tracer_event_notification_register((notification_t)forget, NULL) != NULL);
    CHECK(thread_count() == 1);
    side_exit();
    forget();
    CHECK(plain_state.enabled == 0);
    side_call(&plain_state, &no_arguments);
    side_call_variadic(&plain_state, &no_arguments, NULL);
    CHECK(calls[0] == 0);
    uint64_t key = 0;
    CHECK(side_tracer_request_key(&key) == EXITING);
    CHECK(side_tracer_callback_register(&plain, count, own(0), 0) == EXITING);
    CHECK(side_tracer_callback_unregister(&plain, count, own(0), 0) == EXITING);
    CHECK(side_tracer_callback_variadic_register(&variadic, count_variadic, NULL, 0) == EXITING);
    CHECK(side_tracer_callback_variadic_unregister(&variadic, count_variadic, NULL, 0) == EXITING);
    CHECK(side_tracer_statedump_request(8) == EXITING);
    CHECK(side_tracer_statedump_request_cancel(8) == EXITING);
    CHECK(side_statedump_run_pending_requests(NULL) == EXITING);
    CHECK(!side_statedump_poll_pending_requests(NULL));
    CHECK(side_events_register(events, 2) == NULL);
    CHECK(side_tracer_event_notification_register((notification_t)forget, NULL) == NULL);
    CHECK(
        side_statedump_request_notification_register("n", (void (*)(void *))forget, POLLING) ==
        NULL);
    side_events_unregister(handle);
    side_init();
    CHECK(side_tracer_request_key(&key) == EXITING);
    side_exit();
}

int main(void) {
    side_init();
    side_ptrace_hook(&plain_state, &no_arguments, NULL, NULL);
    test_registration();
    test_variadic();
    test_keys();
    test_enabled_word();
    test_debugger();
    test_malformed();
    test_handles();
    test_callbacks_that_call();
    test_exit();
    return 0;
}
