// SPDX-License-Identifier: Apache-2.0
// expect: field_count_of_done_of_web
#include <plume/tracepoint.h>

PLUME_TRACEPOINT(web, done, PLUME_INFO, (u8, small), (s16, count));
int main(void) {
    plume_tracepoint(web, done, 255, -32769);
    return 0;
}
