// SPDX-License-Identifier: Apache-2.0
// Tells three connections as its state, emits events, and waits until a file is there: state FILE WAY,
// where WAY is how many events, or "flood" for as many as it can.

#include <plume/tracepoint.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

PLUME_TRACEPOINT(state, connection, PLUME_INFO, (s64, id));
PLUME_TRACEPOINT(state, step, PLUME_INFO, (u64, number));

static void dump(void *key) {
    for (int64_t id = 1; id <= 3; id++) plume_statedump(key, state, connection, id);
}

int main(int count, char **arguments) {
    if (count < 3) return 2;
    side_statedump_request_notification_register(
        "connections", dump, SIDE_STATEDUMP_MODE_AGENT_THREAD);
    int is_flood = strcmp(arguments[2], "flood") == 0;
    uint64_t number = 0;
    for (uint64_t end = strtoull(arguments[2], NULL, 10); number < end; number++)
        plume_tracepoint(state, step, number);
    puts("ready");
    fflush(stdout);
    while (access(arguments[1], F_OK) != 0) {
        if (!is_flood) usleep(10000);
        for (int again = 0; is_flood && again < 100000; again++)
            plume_tracepoint(state, step, number++);
    }
    return 0;
}
