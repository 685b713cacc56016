// SPDX-License-Identifier: Apache-2.0
// The umbrella of the C parts of the SIDE runtime: what Swift cannot say.

#ifndef PLUME_SIDE_H
#define PLUME_SIDE_H

#include "plume_side_exports.h"
#include "plume_side_listener.h"
#include "plume_side_readers.h"
#include "plume_side_system.h"
#include "plume_side_types.h"

#endif
