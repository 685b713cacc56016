// SPDX-License-Identifier: Apache-2.0
// expect: an array has fewer elements than its field
#include <plume/tracepoint.h>

PLUME_ARRAY(row, s32, 3);
PLUME_TRACEPOINT(web, done, PLUME_INFO, (u8, small), (array(row), values));
int main(void) {
    int32_t values[2] = { 1, 2 }; plume_tracepoint(web, done, 1, values);
    return 0;
}
