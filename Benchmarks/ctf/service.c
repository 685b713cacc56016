// SPDX-License-Identifier: Apache-2.0
// A service that does nothing but trace itself: two threads, four kinds of events.
#define LTTNG_UST_TRACEPOINT_CREATE_PROBES
#define LTTNG_UST_TRACEPOINT_DEFINE
#include "service-provider.h"

#include <pthread.h>
#include <stdlib.h>

static long requests;

static void *serve(void *argument) {
    static const char *const paths[] = {"/", "/index.html", "/api/v1/orders/4711", "/health"};
    uint64_t base = (uint64_t)(uintptr_t)argument << 32;
    for (long number = 0; number < requests; number++) {
        uint64_t id = base | (uint64_t)number;
        uint32_t lengths[4] = {number & 7, number & 63, 0, number & 1023};
        lttng_ust_tracepoint(service, connection, (int)(number & 255), (int)(number & 7));
        lttng_ust_tracepoint(
            service, request_begin, id, "GET", paths[number & 3], 0x0A000000u | (number & 0xFFFF));
        lttng_ust_tracepoint(service, queue, lengths);
        lttng_ust_tracepoint(
            service, request_end, id, number % 50 ? 200 : 503, 137 + number % 4096,
            (double)(number % 977) / 8);
    }
    return NULL;
}

int main(int count, char **arguments) {
    requests = count > 1 ? atol(arguments[1]) / 8 : 1000;
    pthread_t threads[2];
    for (long number = 0; number < 2; number++) {
        pthread_create(&threads[number], NULL, serve, (void *)(number + 1));
    }
    for (int number = 0; number < 2; number++) { pthread_join(threads[number], NULL); }
    return 0;
}
