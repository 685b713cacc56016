// SPDX-License-Identifier: Apache-2.0
// expect: an array has fewer elements than its field
#include <plume/tracepoint.h>

PLUME_ARRAY(octets, byte, 4);
PLUME_BITMAP(rights, array(octets), ("read", 0));
PLUME_TRACEPOINT(web, done, PLUME_INFO, (bitmap(rights), values));
int main(void) {
    uint8_t values[3] = { 0 }; plume_tracepoint(web, done, values);
    return 0;
}
