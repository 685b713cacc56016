// SPDX-License-Identifier: Apache-2.0
// expect: the type has no such bits: label 1 of bitmap_rights
#include <plume/tracepoint.h>

PLUME_ARRAY(octets, byte, 2);
PLUME_BITMAP(rights, array(octets), ("read", 16));
int main(void) {
    return 0;
}
