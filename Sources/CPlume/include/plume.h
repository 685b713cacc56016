// SPDX-License-Identifier: Apache-2.0
// The umbrella of the C shims: inline functions for what Swift cannot say.

#ifndef PLUME_H
#define PLUME_H

#include "plume_context.h"
#include "plume_event.h"
#include "plume_ring.h"
#include "plume_shared_ring.h"
#include "plume_side_visit.h"
#include "plume_state_dump.h"
#include "plume_system.h"

#endif
