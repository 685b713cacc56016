// SPDX-License-Identifier: Apache-2.0
// expect: wrong
#include <plume/tracepoint.h>

struct request { uint32_t id; };
PLUME_GATHER_STRUCTURE(request, struct request, (gather(u32), wrong));
int main(void) {
    
    return 0;
}
