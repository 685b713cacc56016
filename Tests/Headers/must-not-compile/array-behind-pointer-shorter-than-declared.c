// SPDX-License-Identifier: Apache-2.0
// expect: (an array has fewer elements than its field|plume_array_has_fewer_elements_than_array_row)
// optimised
#include <plume/tracepoint.h>

PLUME_ARRAY(row, s32, 3);
PLUME_TRACEPOINT(web, done, PLUME_INFO, (array(row), values));
int main(void) {
    int32_t values[3] = { 1, 2, 3 };
    int32_t *second = values + 1;
    plume_tracepoint(web, done, second);
    return 0;
}
