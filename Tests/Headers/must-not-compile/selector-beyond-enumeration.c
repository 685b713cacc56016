// SPDX-License-Identifier: Apache-2.0
// expect: option large of variant_result
#include <plume/tracepoint.h>

PLUME_ENUMERATION(kind, u8, ("GET", 0));
PLUME_VARIANT(result, enumeration(kind), (large, 256, 256, u32));
int main(void) {
    return 0;
}
