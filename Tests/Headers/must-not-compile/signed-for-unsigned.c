// SPDX-License-Identifier: Apache-2.0
// expect: field_id_of_done_of_web
#include <plume/tracepoint.h>

PLUME_TRACEPOINT(web, done, PLUME_INFO, (u64, id), (string, path));
int main(void) {
    int number = 1; plume_tracepoint(web, done, number, "path");
    return 0;
}
