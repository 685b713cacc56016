// SPDX-License-Identifier: Apache-2.0
// expect: no selector chooses code of variant_result
#include <plume/tracepoint.h>

PLUME_VARIANT(result, u32, (code, 9, 0, s64));
int main(void) {
    
    return 0;
}
