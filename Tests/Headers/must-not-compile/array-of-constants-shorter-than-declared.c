// SPDX-License-Identifier: Apache-2.0
// expect: an array has fewer elements than its field
#include <plume/tracepoint.h>

PLUME_ARRAY(row, u64, 2);
PLUME_TRACEPOINT(web, done, PLUME_INFO, (array(row), values));
int main(void) {
    static const uint64_t values[1] = { 1 }; plume_tracepoint(web, done, values);
    return 0;
}
