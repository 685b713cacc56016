// SPDX-License-Identifier: Apache-2.0
// expect: any_field_as_number_3_of_done_of_web
#include <plume/tracepoint.h>

PLUME_TRACEPOINT(web, done, PLUME_INFO, (u64, id), (string, path));
int main(void) {
    plume_tracepoint(web, done, 1U, "path", 3);
    return 0;
}
