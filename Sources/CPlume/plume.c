// SPDX-License-Identifier: Apache-2.0

#define _GNU_SOURCE
#include "plume.h"

#include <string.h>

const char *plume_error_text(int code) {
    return strerrordesc_np(code);
}
