// SPDX-License-Identifier: Apache-2.0
// expect: no log level: 8
#include <plume/tracepoint.h>

PLUME_TRACEPOINT(web, done, 8, (u64, id));
int main(void) {
    
    return 0;
}
