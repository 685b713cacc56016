// SPDX-License-Identifier: Apache-2.0
// expect: an array without elements
#include <plume/tracepoint.h>

PLUME_ARRAY(row, s32, 0);
int main(void) {
    
    return 0;
}
