// SPDX-License-Identifier: Apache-2.0
// expect: the type has no such bits
#include <plume/tracepoint.h>

PLUME_TRACEPOINT(web, done, PLUME_INFO, (bits(boolean, 0), flags));
int main(void) {
    return 0;
}
