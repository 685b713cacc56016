// SPDX-License-Identifier: Apache-2.0
// expect: option large of variant_result
#include <plume/tracepoint.h>

PLUME_VARIANT(result, u8, (small, 0, 9, u8), (large, 10, 256, u32));
int main(void) {
    return 0;
}
