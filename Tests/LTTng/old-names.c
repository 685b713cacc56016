// SPDX-License-Identifier: Apache-2.0

#define TRACEPOINT_CREATE_PROBES
#define TRACEPOINT_DEFINE
#include "old-names-provider.h"

void emit_old_names(int number, const char *text, const uint16_t *numbers, size_t count) {
    tracepoint(old_names, all, number, text, numbers, count);
}
