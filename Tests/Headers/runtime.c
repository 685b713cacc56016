// SPDX-License-Identifier: Apache-2.0
// A program and a tracer in one, with the runtime itself: each emission arrives once, and none before
// the callbacks were registered or after they were taken away.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <plume/tracepoint.h>

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition);                \
            exit(1);                                                                               \
        }                                                                                          \
    } while (0)

PLUME_TRACEPOINT(runtime, plain, PLUME_INFO, (u32, number), (string, text));
PLUME_TRACEPOINT_VARIADIC(runtime, variadic, PLUME_INFO, (u32, number));

static struct side_event_description *plain, *variadic;
static unsigned plain_calls, variadic_calls;
static uint64_t sum;
static void *last_caller;

static uint32_t first_number(const struct side_arg_vec *arguments) {
    uint32_t number = 0;
    const char *first = PLUME_CAST(const char *, arguments->arguments.address);
    memcpy(&number, first + offsetof(struct side_arg, content), sizeof number);
    return number;
}

static void count(
    const struct side_event_description *event, const struct side_arg_vec *arguments, void *priv,
    void *caller) {
    CHECK(event == plain && priv == NULL && arguments->length == 2);
    plain_calls++;
    sum += first_number(arguments);
    last_caller = caller;
}

static void count_variadic(
    const struct side_event_description *event, const struct side_arg_vec *arguments,
    const struct side_arg_dynamic_struct *more, void *priv, void *caller) {
    CHECK(event == variadic && priv == NULL && caller != NULL && arguments->length == 1);
    variadic_calls++;
    sum += first_number(arguments) + more->length;
}

static void notify(
    enum side_tracer_notification notification, struct side_event_description **events,
    uint32_t length, void *priv) {
    (void)priv;
    for (uint32_t index = 0; index < length; index++) {
        struct side_event_description *event = events[index];
        if (event == NULL) continue;
        const char *provider = PLUME_CAST(const char *, event->provider_name.address);
        if (strcmp(provider, "runtime") != 0) continue;
        bool is_variadic = (event->flags & SIDE_EVENT_FLAG_VARIADIC) != 0;
        if (notification == SIDE_TRACER_NOTIFICATION_REMOVE_EVENTS) continue;
        if (is_variadic) {
            variadic = event;
            CHECK(
                side_tracer_callback_variadic_register(event, count_variadic, NULL, 0) ==
                SIDE_ERROR_OK);
        } else {
            plain = event;
            CHECK(side_tracer_callback_register(event, count, NULL, 0) == SIDE_ERROR_OK);
        }
    }
}

__attribute__((noinline)) static void emit(uint32_t number) {
    plume_tracepoint(runtime, plain, number, "text");
    plume_tracepoint(
        runtime, variadic, number, plume_fields(plume_dynamic_field("more", plume_dynamic_u8(1))));
}

int main(void) {
    emit(1);
    CHECK(plain_calls == 0 && variadic_calls == 0);
    CHECK(!plume_tracepoint_enabled(runtime, plain));
    struct side_tracer_handle *tracer = side_tracer_event_notification_register(notify, NULL);
    CHECK(tracer != NULL && plain != NULL && variadic != NULL);
    CHECK(plume_tracepoint_enabled(runtime, plain));
    for (uint32_t number = 0; number < 1000; number++) emit(number);
    CHECK(plain_calls == 1000 && variadic_calls == 1000);
    CHECK(sum == 999 * 1000 + 1000);
    // Tracers learn where in the program the event happened, not where in the headers.
    void (*function)(uint32_t number) = emit;
    uintptr_t begin = 0, caller = 0;
    memcpy(&begin, &function, sizeof begin);
    memcpy(&caller, &last_caller, sizeof caller);
    CHECK(caller - begin < 4096);
    uint64_t key = 9;
    plume_statedump(&key, runtime, plain, 1, "text");
    CHECK(plain_calls == 1001);
    CHECK(side_tracer_callback_unregister(plain, count, NULL, 0) == SIDE_ERROR_OK);
    CHECK(side_tracer_callback_unregister(plain, count, NULL, 0) == SIDE_ERROR_NOENT);
    CHECK(
        side_tracer_callback_variadic_unregister(variadic, count_variadic, NULL, 0) ==
        SIDE_ERROR_OK);
    CHECK(!plume_tracepoint_enabled(runtime, plain));
    emit(1);
    CHECK(plain_calls == 1001 && variadic_calls == 1000);
    side_tracer_event_notification_unregister(tracer);
    return 0;
}
