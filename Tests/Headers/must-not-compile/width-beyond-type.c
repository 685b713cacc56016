// SPDX-License-Identifier: Apache-2.0
// expect: the type has no such bits
#include <plume/tracepoint.h>

PLUME_TRACEPOINT(web, done, PLUME_INFO, (bits(u32, 33), flags));
int main(void) {
    return 0;
}
