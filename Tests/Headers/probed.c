// SPDX-License-Identifier: Apache-2.0
// Passes a tracepoint 200 times, and says how often its arguments were evaluated: 100 times when a
// debugger is attached while it is hit, but no longer after the 100th hit.

#include <stdio.h>

#include <plume/tracepoint.h>

PLUME_TRACEPOINT(probed, hit, PLUME_INFO, (u32, number), (s32, negative), (string, text));
PLUME_TRACEPOINT(probed, other, PLUME_INFO);

static int evaluated;

static uint32_t evaluate(uint32_t number) {
    evaluated++;
    return number;
}

int main(void) {
    for (uint32_t number = 0; number < 200; number++) {
        int32_t negative = -PLUME_CAST(int32_t, number);
        plume_tracepoint(probed, hit, evaluate(number), negative, "text");
    }
    plume_tracepoint(probed, other);
    printf("evaluated %d of 200\n", evaluated);
    return 0;
}
