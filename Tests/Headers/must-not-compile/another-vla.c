// SPDX-License-Identifier: Apache-2.0
// expect: field_all_of_done_of_web
#include <plume/tracepoint.h>

PLUME_VLA(numbers, u32, 8);
PLUME_VLA(names, string, 8);
PLUME_TRACEPOINT(web, done, PLUME_INFO, (vla(numbers), all));
int main(void) {
    const char *row[1] = { "a" }; plume_tracepoint(web, done, plume_vla(names, row, 1));
    return 0;
}
