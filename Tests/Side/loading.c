// SPDX-License-Identifier: Apache-2.0
// A library is loaded and unloaded while its events are traced and emitted: loading LIBRARY
// SECONDS.

#include <dlfcn.h>
#include <pthread.h>
#include <string.h>

#include "check.h"
#include "side_abi.h"

EVENT(resident, 0);

static struct description *events[] = {&resident};
static const struct array no_arguments;
static _Atomic int is_over, calls, insertions, removals;

// As much as a tracer does: it reads the description.
static void take(
    const struct description *event, const struct array *arguments, void *own, void *caller) {
    (void)arguments;
    (void)own;
    (void)caller;
    CHECK(event->size == sizeof *event && event->version == 0);
    calls++;
}

static void take_variadic(
    const struct description *event, const struct array *arguments, const void *more, void *own,
    void *caller) {
    (void)more;
    take(event, arguments, own, caller);
}

// One tracer takes its callbacks away when events go, the other leaves that to the runtime.
static void note(
    enum notification kind, struct description **all, uint32_t count, void *is_careful) {
    for (uint32_t index = 0; index < count; index++) {
        struct description *event = all[index];
        if (!event || strcmp(event->provider.value, "test") != 0) continue;
        int is_variadic = (event->flags & VARIADIC) != 0;
        int status = DONE;
        if (kind == INSERT) {
            insertions++;
            status = is_variadic ? side_tracer_callback_variadic_register(
                                       event, take_variadic, is_careful, 0)
                                 : side_tracer_callback_register(event, take, is_careful, 0);
        } else {
            removals++;
            if (is_careful || event == &resident) {
                status = is_variadic ? side_tracer_callback_variadic_unregister(
                                           event, take_variadic, is_careful, 0)
                                     : side_tracer_callback_unregister(event, take, is_careful, 0);
            }
        }
        CHECK(status == DONE);
    }
}

static void *emit(void *unused) {
    while (!is_over) EMIT(resident, &no_arguments);
    return unused;
}

static void *come_and_go(void *is_careful) {
    while (!is_over) {
        void *handle = side_tracer_event_notification_register(note, is_careful);
        CHECK(handle != NULL);
        usleep(500);
        // The resident event is among those that are told to go.
        side_tracer_event_notification_unregister(handle);
    }
    return NULL;
}

int main(int count, char **arguments) {
    CHECK(count > 2);
    int number = 0;
    void *handle = side_events_register(events, 1);
    void *careful = side_tracer_event_notification_register(note, &number);
    void *careless = side_tracer_event_notification_register(note, NULL);
    pthread_t threads[3];
    pthread_create(&threads[0], NULL, emit, NULL);
    pthread_create(&threads[1], NULL, emit, NULL);
    pthread_create(&threads[2], NULL, come_and_go, &is_over);
    double until = seconds_now() + atof(arguments[2]);
    int loads = 0;
    for (; seconds_now() < until; loads++) {
        void *library = dlopen(arguments[1], RTLD_NOW);
        CHECK(library != NULL);
        int (*library_emit)(void) = (int (*)(void))dlsym(library, "library_emit");
        CHECK(library_emit != NULL);
        for (int index = 0; index < 100; index++) CHECK(library_emit() == 1);
        CHECK(dlclose(library) == 0);
        CHECK(dlopen(arguments[1], RTLD_NOW | RTLD_NOLOAD) == NULL);
    }
    is_over = 1;
    for (int index = 0; index < 3; index++) pthread_join(threads[index], NULL);
    side_tracer_event_notification_unregister(careful);
    side_tracer_event_notification_unregister(careless);
    CHECK(insertions == removals && calls > 0 && loads > 0);
    CHECK(resident_state.enabled == 0);
    side_events_unregister(handle);
    printf("%d loads\n", loads);
    return 0;
}
