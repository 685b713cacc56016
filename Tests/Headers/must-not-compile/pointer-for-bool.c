// SPDX-License-Identifier: Apache-2.0
// expect: field_flag_of_done_of_web
#include <plume/tracepoint.h>

PLUME_TRACEPOINT(web, done, PLUME_INFO, (boolean, flag));
int main(void) {
    plume_tracepoint(web, done, "true");
    return 0;
}
