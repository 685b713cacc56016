// SPDX-License-Identifier: Apache-2.0
// expect: (an array has fewer elements than its field|plume_array_has_fewer_elements_than_array_row)
// optimised
#include <plume/tracepoint.h>

PLUME_ARRAY(row, s32, 3);
PLUME_STRUCTURE(pair, (u8, first), (array(row), second));
PLUME_TRACEPOINT(web, done, PLUME_INFO, (structure(pair), pair));
int main(void) {
    int32_t values[2] = { 1, 2 };
    plume_tracepoint(web, done, plume_structure(pair, 1, values));
    return 0;
}
