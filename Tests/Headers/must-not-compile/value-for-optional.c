// SPDX-License-Identifier: Apache-2.0
// expect: field_number_of_done_of_web
#include <plume/tracepoint.h>

PLUME_OPTIONAL(maybe, u32);
PLUME_TRACEPOINT(web, done, PLUME_INFO, (optional(maybe), number));
int main(void) {
    plume_tracepoint(web, done, 1U);
    return 0;
}
