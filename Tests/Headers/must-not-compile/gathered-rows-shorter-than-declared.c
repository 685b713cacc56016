// SPDX-License-Identifier: Apache-2.0
// expect: an array has fewer elements than its field
#include <plume/tracepoint.h>

PLUME_GATHER_ARRAY(row, gather(u16), 4);
PLUME_GATHER_ARRAY(rows, gather_array(row), 2);
PLUME_TRACEPOINT(web, done, PLUME_INFO, (gather_array(rows), values));
int main(void) {
    uint16_t values[7] = { 0 }; plume_tracepoint(web, done, values);
    return 0;
}
