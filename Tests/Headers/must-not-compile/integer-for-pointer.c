// SPDX-License-Identifier: Apache-2.0
// expect: field_address_of_done_of_web
#include <plume/tracepoint.h>

PLUME_TRACEPOINT(web, done, PLUME_INFO, (pointer, address));
int main(void) {
    plume_tracepoint(web, done, 4096);
    return 0;
}
