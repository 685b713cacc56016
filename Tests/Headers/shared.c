// SPDX-License-Identifier: Apache-2.0
// Holds the events of shared.h.

#define PLUME_DEFINE_TRACEPOINTS
#include "shared.h"

PLUME_TRACEPOINT(shared, own, PLUME_INFO, (u32, place));

void emit_from_c(uint64_t *key) {
    plume_tracepoint(shared, hidden, 1, "C");
    plume_tracepoint(shared, exported, 1);
    plume_tracepoint(shared, exported_variadic, 1, plume_no_fields());
    plume_tracepoint(shared, own, 1);
    plume_statedump(key, shared, exported, 1);
    plume_statedump(
        key, shared, exported_variadic, 1,
        plume_fields(plume_dynamic_field("more", plume_dynamic_u8(1))));
}
