// SPDX-License-Identifier: Apache-2.0
// expect: no_such_list
#include <plume/tracepoint.h>

PLUME_TRACEPOINT(web, done, PLUME_INFO, (u32, id, attributes(no_such_list)));
int main(void) {
    
    return 0;
}
