// SPDX-License-Identifier: Apache-2.0
// What tracers are told of events that come and go, also by functions that change what they are
// told.

#include <pthread.h>
#include <string.h>

#include "check.h"
#include "sanitizer.h"
#include "side_abi.h"

EVENT(one, 0);
EVENT(two, 0);
EVENT(three, 0);
EVENT(future, 0);

static struct description *first_events[] = {&one, NULL, &two};
static struct description *second_events[] = {&three};

static const struct array no_arguments;

// What a tracer knows of the test's events: how often each was told to come and go.
struct tracer {
    int inserted[3], removed[3];
    int saw_malformed;
    int registers;
    void *handle;
    int calls;
};

static int index_of(const struct description *event) {
    if (event == &one) return 0;
    if (event == &two) return 1;
    return event == &three ? 2 : -1;
}

static void count(
    const struct description *event, const struct array *arguments, void *own, void *caller) {
    (void)event;
    (void)arguments;
    (void)caller;
    __tsan_acquire(own);
    ((struct tracer *)own)->calls++;
    __tsan_release(own);
}

static void note(
    enum notification kind, struct description **events, uint32_t number, void *own) {
    struct tracer *tracer = own;
    for (uint32_t position = 0; position < number; position++) {
        struct description *event = events[position];
        if (event == &future) tracer->saw_malformed = 1;
        if (!event || index_of(event) < 0) continue;
        (kind == INSERT ? tracer->inserted : tracer->removed)[index_of(event)]++;
        if (!tracer->registers) continue;
        int status = kind == INSERT ? side_tracer_callback_register(event, count, tracer, 0)
                                    : side_tracer_callback_unregister(event, count, tracer, 0);
        CHECK(status == DONE);
    }
}

static void emit_all(void) {
    EMIT(one, &no_arguments);
    EMIT(two, &no_arguments);
    EMIT(three, &no_arguments);
}

static void test_replay(void) {
    void *first = side_events_register(first_events, 3);
    struct tracer tracer = {.registers = 1};
    tracer.handle = side_tracer_event_notification_register(note, &tracer);
    CHECK(tracer.inserted[0] == 1 && tracer.inserted[1] == 1 && tracer.inserted[2] == 0);
    void *second = side_events_register(second_events, 1);
    CHECK(tracer.inserted[2] == 1);
    emit_all();
    CHECK(tracer.calls == 3);
    side_events_unregister(first);
    CHECK(tracer.removed[0] == 1 && tracer.removed[1] == 1 && tracer.removed[2] == 0);
    emit_all();
    CHECK(tracer.calls == 4);
    side_tracer_event_notification_unregister(tracer.handle);
    CHECK(tracer.removed[0] == 1 && tracer.removed[2] == 1);
    emit_all();
    CHECK(tracer.calls == 4);
    side_events_unregister(second);
    CHECK(tracer.removed[2] == 1);
}

// Events go while a tracer that does not listen has callbacks on them.
static void test_forgotten_callbacks(void) {
    void *handle = side_events_register(first_events, 3);
    struct tracer tracer = {0};
    CHECK(side_tracer_callback_register(&one, count, &tracer, 0) == DONE);
    CHECK(side_tracer_callback_register(&one, count, &tracer, 8) == DONE);
    emit_all();
    CHECK(tracer.calls == 2);
    side_events_unregister(handle);
    CHECK(one_state.enabled == 0 && one_state.callback_count == 0);
    CHECK(memcmp(one_state.callbacks, side_empty_callback, 24) == 0);
    side_call(&one_state, &no_arguments);
    CHECK(tracer.calls == 2);
    CHECK(side_tracer_callback_unregister(&one, count, &tracer, 0) == NOT_FOUND);
}

// An event of another version among others is hidden, and nothing else.
static void test_other_versions(void) {
    struct description *events[] = {&one, &future, &two};
    future.version = 7;
    void *handle = side_events_register(events, 3);
    CHECK(handle != NULL);
    struct tracer tracer = {0};
    tracer.handle = side_tracer_event_notification_register(note, &tracer);
    CHECK(tracer.inserted[0] == 1 && tracer.inserted[1] == 1 && !tracer.saw_malformed);
    side_events_unregister(handle);
    CHECK(tracer.removed[0] == 1 && tracer.removed[1] == 1 && !tracer.saw_malformed);
    side_tracer_event_notification_unregister(tracer.handle);
    CHECK(tracer.removed[0] == 1);
}

// A tracer that brings another tracer and more events when it is told of some.
static struct tracer inner;
static void *inner_events;

static void bring_more(
    enum notification kind, struct description **events, uint32_t number, void *own) {
    note(kind, events, number, own);
    if (kind != INSERT || number == 0 || events[0] != &one) return;
    inner.handle = side_tracer_event_notification_register(note, &inner);
    inner_events = side_events_register(second_events, 1);
}

static void leave_when_events_go(
    enum notification kind, struct description **events, uint32_t number, void *own) {
    note(kind, events, number, own);
    if (kind == REMOVE && number > 0 && events[0] == &one) {
        void *handle = ((struct tracer *)own)->handle;
        ((struct tracer *)own)->handle = NULL;
        if (handle) side_tracer_event_notification_unregister(handle);
    }
}

static void test_nested(void) {
    struct tracer outer = {0}, leaving = {0}, last = {0};
    outer.handle = side_tracer_event_notification_register(bring_more, &outer);
    leaving.handle = side_tracer_event_notification_register(leave_when_events_go, &leaving);
    last.handle = side_tracer_event_notification_register(note, &last);
    void *handle = side_events_register(first_events, 3);
    CHECK(outer.inserted[0] == 1 && outer.inserted[2] == 1);
    CHECK(inner.inserted[0] == 1 && inner.inserted[2] == 1);
    CHECK(last.inserted[0] == 1 && last.inserted[2] == 1);
    side_events_unregister(handle);
    CHECK(outer.removed[0] == 1 && inner.removed[0] == 1 && last.removed[0] == 1);
    CHECK(leaving.handle == NULL && leaving.removed[0] == 1 && leaving.removed[2] == 1);
    side_tracer_event_notification_unregister(outer.handle);
    side_tracer_event_notification_unregister(inner.handle);
    side_tracer_event_notification_unregister(last.handle);
    CHECK(outer.removed[2] == 1 && inner.removed[2] == 1 && last.removed[2] == 1);
    side_events_unregister(inner_events);
}

// Before main, and before the runtime's own constructor where nothing orders the two.
static void *early;
static struct tracer early_tracer = {.registers = 1};
__attribute__((constructor(101))) static void register_early(void) {
    early = side_events_register(second_events, 1);
    early_tracer.handle = side_tracer_event_notification_register(note, &early_tracer);
}

static void test_early(void) {
    CHECK(early != NULL && early_tracer.inserted[2] == 1);
    emit_all();
    CHECK(early_tracer.calls == 1);
    side_tracer_event_notification_unregister(early_tracer.handle);
    side_events_unregister(early);
}

// The runtime's own events are there without anybody registering them.
static int own_events;
static void count_own(
    enum notification kind, struct description **events, uint32_t number, void *own) {
    (void)own;
    for (uint32_t position = 0; kind == INSERT && position < number; position++) {
        struct description *event = events[position];
        if (!event || strcmp(event->provider.value, "side") != 0) continue;
        CHECK(event->size == sizeof *event && event->version == 0 && event->log_level == 6);
        CHECK(event->fields.count == 1 && event->type_count == 51);
        CHECK(event->attribute_type_count == 17);
        const struct field *fields = event->fields.first.value;
        CHECK(fields[0].label == LABEL_STRING && strcmp(fields[0].name.value, "name") == 0);
        CHECK(fields[0].type[20] == 1);
        own_events++;
    }
}

static void *listen_and_leave(void *unused) {
    for (int round = 0; round < 300; round++) {
        struct tracer tracer = {.registers = 1};
        __tsan_release(&tracer);
        tracer.handle = side_tracer_event_notification_register(note, &tracer);
        CHECK(tracer.handle != NULL);
        side_tracer_event_notification_unregister(tracer.handle);
        __tsan_acquire(&tracer);
        for (int index = 0; index < 3; index++) {
            CHECK(tracer.inserted[index] == tracer.removed[index]);
        }
    }
    return unused;
}

static void test_threads(void) {
    pthread_t threads[3];
    for (int index = 0; index < 3; index++) {
        CHECK(pthread_create(&threads[index], NULL, listen_and_leave, NULL) == 0);
    }
    for (int round = 0; round < 300; round++) {
        void *handle = side_events_register(first_events, 3);
        emit_all();
        side_events_unregister(handle);
    }
    for (int index = 0; index < 3; index++) pthread_join(threads[index], NULL);
    CHECK(one_state.enabled == 0 && two_state.enabled == 0);
}

int main(void) {
    test_early();
    void *handle = side_tracer_event_notification_register(count_own, NULL);
    CHECK(own_events == 2);
    side_tracer_event_notification_unregister(handle);
    test_replay();
    test_forgotten_callbacks();
    test_other_versions();
    test_nested();
    test_threads();
    return 0;
}
