// SPDX-License-Identifier: Apache-2.0
// expect: gathered_elsewhere_than_declared
#include <plume/tracepoint.h>

struct request { uint32_t id; uint8_t color; };
PLUME_GATHER_ENUMERATION(color, gather(u8), ("red", 0));
PLUME_GATHER_STRUCTURE(request, struct request, (gather_enumeration(color), color));
int main(void) {
    
    return 0;
}
