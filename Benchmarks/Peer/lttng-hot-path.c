// SPDX-License-Identifier: Apache-2.0
// The events of the hot-path benchmark through LTTng-UST, measured by the same code.
#define LTTNG_UST_TRACEPOINT_CREATE_PROBES
#define LTTNG_UST_TRACEPOINT_DEFINE
#include "lttng-provider.h"

#include <stdio.h>
#include <unistd.h>

#include "cbenchmark.h"

static uint8_t area[1024];

#define LOOP(name, call)                                                                           \
    static void name(void) {                                                                       \
        for (int event = 0; event < benchmark_events; event++) {                                   \
            call;                                                                                  \
            benchmark_barrier();                                                                   \
        }                                                                                          \
    }

LOOP(off, lttng_ust_tracepoint(bench, off, (uint32_t)event, (uint64_t)event, "0123456789abcdef"))
LOOP(empty, lttng_ust_tracepoint(bench, empty))
LOOP(one, lttng_ust_tracepoint(bench, one, (uint32_t)event))
LOOP(three,
     lttng_ust_tracepoint(bench, three, (uint32_t)event, (uint64_t)event, "0123456789abcdef"))
LOOP(bytes64, lttng_ust_tracepoint(bench, bytes, area, 64))
LOOP(bytes256, lttng_ust_tracepoint(bench, bytes, area, 256))
LOOP(bytes1024, lttng_ust_tracepoint(bench, bytes, area, 1024))

int main(void) {
    static const struct {
        const char *name;
        int bytes;
        void (*loop)(void);
    } rows[] = {
        {"loop alone", 0, benchmark_empty_loop},
        {"disabled", 0, off},
        {"empty", 0, empty},
        {"u32", 4, one},
        {"u32 + u64 + 16-byte string", 29, three},
        {"64 B", 64, bytes64},
        {"256 B", 256, bytes256},
        {"1 KiB", 1024, bytes1024},
    };
    for (int threads = 1; threads <= 2; threads++) {
        for (unsigned row = 0; row < sizeof rows / sizeof *rows; row++) {
            char name[96];
            snprintf(
                name, sizeof name, "lttng %s, %d thread%s", rows[row].name, threads,
                threads == 1 ? "" : "s");
            benchmark_run(name, threads, rows[row].bytes, rows[row].loop);
        }
    }
    return 0;
}
