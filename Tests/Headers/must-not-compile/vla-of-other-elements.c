// SPDX-License-Identifier: Apache-2.0
// expect: field_elements_of_vla_numbers
#include <plume/tracepoint.h>

PLUME_VLA(numbers, u32, 8);
PLUME_VLA(names, string, 8);
PLUME_TRACEPOINT(web, done, PLUME_INFO, (vla(numbers), all));
int main(void) {
    unsigned short row[2] = { 1, 2 }; plume_tracepoint(web, done, plume_vla(numbers, row, 2));
    return 0;
}
