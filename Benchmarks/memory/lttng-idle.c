// SPDX-License-Identifier: Apache-2.0
// Writes 1,000 events for LTTng-UST, says so, and waits to be killed.

#define LTTNG_UST_TRACEPOINT_CREATE_PROBES
#define LTTNG_UST_TRACEPOINT_DEFINE
#include "lttng-provider.h"

#include <stdio.h>
#include <unistd.h>

int main(void) {
    for (uint32_t number = 0; number < 1000; number++)
        lttng_ust_tracepoint(bench, three, number, number, "sixteen bytes ..");
    puts("done");
    fflush(stdout);
    for (;;) pause();
}
