// SPDX-License-Identifier: Apache-2.0
// Placeholder until the notes for debuggers stand.
#ifndef PLUME_TRACEPOINT_PROBE_H
#define PLUME_TRACEPOINT_PROBE_H
#define PLUME_PROBE(provider, name, state, ...)
#endif
