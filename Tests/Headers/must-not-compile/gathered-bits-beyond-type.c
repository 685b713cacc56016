// SPDX-License-Identifier: Apache-2.0
// expect: the type has no such bits
#include <plume/tracepoint.h>

PLUME_TRACEPOINT(web, done, PLUME_INFO, (gather_bits(u32, 8, 25), flags));
int main(void) {
    return 0;
}
