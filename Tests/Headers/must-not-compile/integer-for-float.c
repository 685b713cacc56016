// SPDX-License-Identifier: Apache-2.0
// expect: field_ratio_of_done_of_web
#include <plume/tracepoint.h>

PLUME_TRACEPOINT(web, done, PLUME_INFO, (float64, ratio));
int main(void) {
    plume_tracepoint(web, done, 1);
    return 0;
}
