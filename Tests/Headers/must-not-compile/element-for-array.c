// SPDX-License-Identifier: Apache-2.0
// expect: field_numbers_of_done_of_web
#include <plume/tracepoint.h>

PLUME_ARRAY(row, s32, 3);
PLUME_TRACEPOINT(web, done, PLUME_INFO, (array(row), numbers));
int main(void) {
    plume_tracepoint(web, done, 1);
    return 0;
}
