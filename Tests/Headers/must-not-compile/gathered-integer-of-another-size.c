// SPDX-License-Identifier: Apache-2.0
// expect: field_number_of_done_of_web
#include <plume/tracepoint.h>

PLUME_TRACEPOINT(web, done, PLUME_INFO, (gather(u32), number));
int main(void) {
    unsigned short number = 1; plume_tracepoint(web, done, &number);
    return 0;
}
