// SPDX-License-Identifier: Apache-2.0
// A C program that may contain Plume: program OPERATION COUNT OUTPUT PATH, or nothing to end at
// once.

#include <stdlib.h>

#include "cbenchmark.h"

#ifdef WITH_PLUME
#include <plume/tracepoint.h>

PLUME_TRACEPOINT(forks, started, PLUME_INFO, (u32, count));
#endif

int main(int count, char **arguments) {
#ifdef WITH_PLUME
    plume_tracepoint(forks, started, (uint32_t)count);
#endif
    if (count < 5) return 0;
    return benchmark_operations(arguments[1], atoi(arguments[2]), arguments[3], arguments[4]);
}
