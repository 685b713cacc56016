// SPDX-License-Identifier: Apache-2.0
// A library for programs that know nothing of it: it emits 50 events when the program ends.

#include <stdint.h>

#define PLUME_REQUIRE_RUNTIME
#include "../../include/plume/tracepoint.h"

PLUME_TRACEPOINT(end, emitted, PLUME_INFO, (u64, number));

__attribute__((destructor)) static void emit(void) {
    for (uint64_t number = 0; number < 50; number++) plume_tracepoint(end, emitted, number);
}
