// SPDX-License-Identifier: Apache-2.0
// expect: field 2 of done_of_web has no name
#include <plume/tracepoint.h>

PLUME_TRACEPOINT(web, done, PLUME_INFO, (u64, id), (string, ));
int main(void) {
    
    return 0;
}
