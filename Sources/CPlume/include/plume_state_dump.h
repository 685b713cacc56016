// SPDX-License-Identifier: Apache-2.0
// The functions by which the SIDE runtime asks the parts of a Swift program for their state.

#ifndef PLUME_STATE_DUMP_H
#define PLUME_STATE_DUMP_H

#include <stdint.h>

enum { PLUME_STATE_DUMP_COUNT = 64 };

/// The function of a part, by its number below the count.
void (*plume_state_dump_function(uint32_t number))(void *key);

#endif
