// SPDX-License-Identifier: Apache-2.0
// Emits each event some times with different values: every-field ROUNDS.

#define LTTNG_UST_TRACEPOINT_CREATE_PROBES
#define LTTNG_UST_TRACEPOINT_DEFINE
#include "every-field-provider.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

void emit_old_names(int number, const char *text, const uint16_t *numbers, size_t count);
void emit_logs(int round);

static const uint64_t integers[] = {0, 1, 0x7F, 0x80, 0xFF, 0x8000, 0x12345678, 0x80000000,
                                    0x8000000000000000, 0xFFFFFFFFFFFFFFFF};
static const double reals[] = {0, -0.0, 1, -1.5, 1e10, 1e-10, 3.14159265358979, 1e300,
                               __builtin_inf(), -__builtin_inf(), __builtin_nan("")};
// No empty text: for one, Babeltrace 2.0.4 prints the text before it.
static const char *const texts[] = {"z", "a", "text with \"marks\", \\ and \t\n",
                                    "caf\xC3\xA9 \xFF", "a%sb\?\?/",
                                    "0123456789012345678901234567890123456789"};
static const int choices[] = {-3,  0,   1,   2,   4,   5,   99,   127, 128,
                              253, 255, 300, 500, 501, 600, -250, -1};

static void emit(int round) {
    char padded[64];
    int16_t numbers[] = {-1, 0x1234, (int16_t)round};
    long longs[] = {-5, 1L << 40};
    int32_t many[] = {-1, 0, 1, 0x12345678, 7, 8, 9, 10};
    uint64_t wide[] = {0, UINT64_MAX, 1, 2, 3, 4, 5, 6};
    uint16_t shorts[] = {1, 0xABCD, 3};
    static uint8_t bytes[3000];

    lttng_ust_tracepoint(every_field, integers, integers[round % 10]);
    lttng_ust_tracepoint(every_field, floats, reals[round % 11]);
    memset(padded, 0, sizeof padded);
    strcpy(padded, texts[round % 6]);
    lttng_ust_tracepoint(every_field, texts, padded, (uint32_t)strlen(padded));
    lttng_ust_tracepoint(every_field, arrays, numbers, longs, reals);
    lttng_ust_tracepoint(every_field, sequences, many, (size_t)(round % 9), wide);
    lttng_ust_tracepoint(every_field, enumerations, choices[round % 17]);
    lttng_ust_tracepoint(every_field, sched_switch, padded, round);
    lttng_ust_tracepoint(every_field, syscall_entry_openat_with_a_name_that_is_rather_long, padded,
                         round);
    lttng_ust_tracepoint(every_field, empty);
    if (round % 7 == 0) lttng_ust_tracepoint(every_field, large, bytes, 3000);
    emit_old_names(choices[round % 17], padded, shorts, (size_t)(1 + round % 3));
    emit_logs(round);
}

static void *run(void *argument) {
    int *range = argument;
    for (int round = range[0]; round < range[1]; round++) emit(round);
    return NULL;
}

int main(int argc, char **argv) {
    int rounds = argc > 1 ? atoi(argv[1]) : 20;
    int first[] = {0, rounds / 2}, second[] = {rounds / 2, rounds};
    pthread_t thread;

    run(first);
    pthread_create(&thread, NULL, run, second);
    pthread_join(thread, NULL);
    return 0;
}
