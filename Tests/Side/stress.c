// SPDX-License-Identifier: Apache-2.0
// Two tracers with three callbacks on one event come and go while threads emit: stress SECONDS. A
// callback that runs after it was unregistered finds poison; one that was there the whole time has
// seen each event.

#include <pthread.h>
#include <string.h>

#include "check.h"
#include "sanitizer.h"
#include "side_abi.h"

EVENT(event, 0);

static const struct array no_arguments;
enum { THREADS = 4, ALIVE = 0x11fe, POISON = 0xdead };

static _Atomic int is_over;

// What a callback is given. It is poisoned as soon as the callback is unregistered.
struct target {
    int life;
    _Atomic uint64_t calls;
};

static void hit(
    const struct description *description, const struct array *arguments, void *own,
    void *caller) {
    (void)arguments;
    (void)caller;
    struct target *target = own;
    __tsan_acquire(target);
    CHECK(description == &event);
    CHECK(target->life == ALIVE);
    target->calls++;
    __tsan_release(target);
}

static void hit_too(
    const struct description *description, const struct array *arguments, void *own,
    void *caller) {
    hit(description, arguments, own, caller);
}

static struct target permanent = {ALIVE, 0};
static _Atomic uint64_t emitted;

static void *emit(void *unused) {
    uint64_t count = 0;
    while (!is_over) {
        for (int index = 0; index < 100; index++) {
            // Always called, as the enabled word may lag behind; a callback that stays misses none.
            side_call(&event_state, &no_arguments);
            count++;
        }
    }
    emitted += count;
    return unused;
}

static struct target *begin(function_t function, uint64_t key) {
    struct target *target = calloc(1, sizeof *target);
    target->life = ALIVE;
    __tsan_release(target);
    CHECK(side_tracer_callback_register(&event, function, target, key) == DONE);
    return target;
}

static void end(function_t function, struct target *target, uint64_t key) {
    CHECK(side_tracer_callback_unregister(&event, function, target, key) == DONE);
    __tsan_acquire(target);
    CHECK(target->life == ALIVE);
    target->life = POISON;
    free(target);
}

static _Atomic uint64_t rounds;

// A tracer: its three callbacks are never all there.
static void *trace(void *unused) {
    uint64_t key;
    CHECK(side_tracer_request_key(&key) == DONE);
    while (!is_over) {
        struct target *first = begin(hit, 0);
        struct target *second = begin(hit_too, 0);
        CHECK(side_tracer_callback_register(&event, hit, first, 0) == EXISTS);
        end(hit, first, 0);
        struct target *third = begin(hit, key);
        end(hit, third, key);
        end(hit_too, second, 0);
        CHECK(side_tracer_callback_unregister(&event, hit, &permanent, key) == NOT_FOUND);
        rounds++;
    }
    return unused;
}

static void run(double seconds, int has_permanent) {
    pthread_t threads[THREADS + 2];
    is_over = 0;
    emitted = 0;
    permanent.calls = 0;
    if (has_permanent) {
        CHECK(side_tracer_callback_register(&event, hit, &permanent, 0) == DONE);
    }
    for (int index = 0; index < THREADS + 2; index++) {
        CHECK(pthread_create(&threads[index], NULL, index < THREADS ? emit : trace, NULL) == 0);
    }
    double until = seconds_now() + seconds;
    while (seconds_now() < until) usleep(10000);
    is_over = 1;
    for (int index = 0; index < THREADS + 2; index++) pthread_join(threads[index], NULL);
    if (has_permanent) {
        CHECK(permanent.calls == emitted);
        CHECK(side_tracer_callback_unregister(&event, hit, &permanent, 0) == DONE);
    }
    CHECK(event_state.enabled == 0 && event_state.callback_count == 0);
}

int main(int count, char **arguments) {
    double seconds = count > 1 ? atof(arguments[1]) : 1;
    run(seconds / 2, 1);
    run(seconds / 2, 0);
    CHECK(rounds > 0);
    printf("%llu rounds\n", (unsigned long long)rounds);
    return 0;
}
