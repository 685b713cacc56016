// SPDX-License-Identifier: Apache-2.0
// A target needs a source; this one lets the compiler see the header by itself.

#include "plume_probe.h"
