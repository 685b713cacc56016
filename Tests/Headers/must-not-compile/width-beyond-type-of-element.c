// SPDX-License-Identifier: Apache-2.0
// expect: the type has no such bits
#include <plume/tracepoint.h>

PLUME_ARRAY(row, bits(s8, 9), 2);
int main(void) {
    return 0;
}
