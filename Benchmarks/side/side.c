// SPDX-License-Identifier: Apache-2.0
// The price of an event of the SIDE ABI, in nanoseconds, as one JSON row a line: side WAY, where
// WAY names how readers are counted in this run.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "side_abi.h"

EVENT(event, 0);
EVENT(off, 0);

enum { RUNS = 31, LOOPS = 1000000, CHANGES = 200 };

static uint64_t nanoseconds(void) {
    struct timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

static void ignore(
    const struct description *description, const struct array *arguments, void *own,
    void *caller) {
    (void)description;
    (void)arguments;
    (void)own;
    (void)caller;
}

static inline __attribute__((always_inline)) void set(
    struct argument *argument, uint16_t label, const void *value, size_t size) {
    argument->label = label;
    argument->flags = 0;
    memcpy(argument->value, value, size);
}

// What a call site of a u32, a u64 and a string does: only what is read is written.
__attribute__((noinline)) static void emit_three(uint64_t number, const char *text) {
    if (__builtin_expect(!is_enabled(&event_state), 1)) return;
    struct argument three[3];
    struct address address = {text, 0};
    uint32_t low = (uint32_t)number;
    set(&three[0], 4, &low, sizeof low);
    set(&three[1], LABEL_U64, &number, sizeof number);
    set(&three[2], LABEL_STRING, &address, sizeof address);
    struct array arguments = {{three, 0}, 3};
    side_call(&event_state, &arguments);
    __asm__ volatile("" : : "r"(three) : "memory");
}

__attribute__((noinline)) static void empty_loop(void) {
    for (uint64_t index = 0; index < LOOPS; index++) __asm__ volatile("" : : "r"(index));
}

__attribute__((noinline)) static void disabled_loop(void) {
    static const struct array none;
    for (uint64_t index = 0; index < LOOPS; index++) {
        EMIT(off, &none);
        __asm__ volatile("" : : "r"(index));
    }
}

__attribute__((noinline)) static void call_loop(void) {
    static const struct array none;
    for (uint64_t index = 0; index < LOOPS; index++) side_call(&event_state, &none);
}

__attribute__((noinline)) static void three_loop(void) {
    for (uint64_t index = 0; index < LOOPS; index++) emit_three(index, "text of 16 bytes");
}

static void change_loop(void) {
    for (int index = 0; index < CHANGES; index++) {
        if (side_tracer_callback_register(&off, ignore, NULL, 0)) abort();
        if (side_tracer_callback_unregister(&off, ignore, NULL, 0)) abort();
    }
}

static int compare(const void *left, const void *right) {
    double difference = *(const double *)left - *(const double *)right;
    return difference < 0 ? -1 : difference > 0;
}

static void measure(
    const char *name, const char *way, void (*loop)(void), double loops) {
    double results[RUNS];
    loop();
    for (int run = 0; run < RUNS; run++) {
        uint64_t begin = nanoseconds();
        loop();
        results[run] = (double)(nanoseconds() - begin) / loops;
    }
    qsort(results, RUNS, sizeof *results, compare);
    printf(
        "{\"name\": \"%s, %s\", \"unit\": \"ns\", \"min\": %.2f, \"median\": %.2f}\n", name, way,
        results[0], results[RUNS / 2]);
}

int main(int count, char **arguments) {
    const char *way = count > 1 ? arguments[1] : "";
    measure("empty loop", way, empty_loop, LOOPS);
    measure("disabled check, with its loop", way, disabled_loop, LOOPS);
    if (side_tracer_callback_register(&event, ignore, NULL, 0)) return 1;
    measure("side_call, one callback", way, call_loop, LOOPS);
    measure("event of u32 + u64 + string, one callback", way, three_loop, LOOPS);
    if (side_tracer_callback_register(&event, ignore, &event, 0)) return 1;
    measure("event of u32 + u64 + string, two callbacks", way, three_loop, LOOPS);
    measure("callback registered and unregistered", way, change_loop, CHANGES);
    return 0;
}
