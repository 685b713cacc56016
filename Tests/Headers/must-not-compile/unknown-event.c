// SPDX-License-Identifier: Apache-2.0
// expect: wrong_of_web
#include <plume/tracepoint.h>

PLUME_TRACEPOINT(web, done, PLUME_INFO, (u64, id), (string, path));
int main(void) {
    plume_tracepoint(web, wrong, 1U, "path");
    return 0;
}
