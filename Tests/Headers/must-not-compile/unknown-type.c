// SPDX-License-Identifier: Apache-2.0
// expect: u65
#include <plume/tracepoint.h>

PLUME_TRACEPOINT(web, done, PLUME_INFO, (u65, id));
int main(void) {
    
    return 0;
}
