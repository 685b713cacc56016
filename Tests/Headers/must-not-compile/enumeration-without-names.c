// SPDX-License-Identifier: Apache-2.0
// expect: no names in enumeration_color
#include <plume/tracepoint.h>

PLUME_ENUMERATION(color, u8);
int main(void) {
    
    return 0;
}
