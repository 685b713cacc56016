// SPDX-License-Identifier: Apache-2.0
// expect: field_place_of_done_of_web
#include <plume/tracepoint.h>

PLUME_STRUCTURE(point, (s32, x), (s32, y));
PLUME_STRUCTURE(size, (s32, x), (s32, y));
PLUME_TRACEPOINT(web, done, PLUME_INFO, (structure(point), place));
int main(void) {
    plume_tracepoint(web, done, plume_structure(size, 1, 2));
    return 0;
}
