// SPDX-License-Identifier: Apache-2.0
// System interfaces that Swift cannot reach: feature-test macros, variadic calls, __thread.

#ifndef PLUME_SYSTEM_H
#define PLUME_SYSTEM_H

#include <stdint.h>

/// The constant English text of an error number, NULL when it has none (strerrordesc_np).
const char *plume_error_text(int code);

#endif
