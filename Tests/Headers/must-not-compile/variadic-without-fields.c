// SPDX-License-Identifier: Apache-2.0
// expect: field_more_of_done_of_web
#include <plume/tracepoint.h>

PLUME_TRACEPOINT_VARIADIC(web, done, PLUME_INFO, (u32, id));
int main(void) {
    plume_tracepoint(web, done, 1U);
    return 0;
}
