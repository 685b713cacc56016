// SPDX-License-Identifier: Apache-2.0
// expect: field_small_of_done_of_web
#include <plume/tracepoint.h>

PLUME_TRACEPOINT(web, done, PLUME_INFO, (u8, small), (s16, count));
int main(void) {
    plume_tracepoint(web, done, 256, 1);
    return 0;
}
