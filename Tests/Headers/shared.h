// SPDX-License-Identifier: Apache-2.0
// Events of several files of one library: shared.c holds them, shared.cpp emits them too.

#ifndef SHARED_H
#define SHARED_H

#include <plume/tracepoint.h>

PLUME_HIDDEN_TRACEPOINT(shared, hidden, PLUME_INFO, (u32, place), (string, text));
PLUME_EXPORTED_TRACEPOINT(shared, exported, PLUME_INFO, (u32, place));
PLUME_EXPORTED_TRACEPOINT_VARIADIC(shared, exported_variadic, PLUME_INFO, (u32, place));

#ifdef __cplusplus
extern "C" {
#endif
/** Emits each event from the C file. */
void emit_from_c(uint64_t *key);
/** Emits each event from the C++ file. */
void emit_from_cplusplus(void);
#ifdef __cplusplus
}
#endif

#endif
