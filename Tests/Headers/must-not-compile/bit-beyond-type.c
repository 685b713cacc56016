// SPDX-License-Identifier: Apache-2.0
// expect: the type has no such bits: label 2 of bitmap_rights
#include <plume/tracepoint.h>

PLUME_BITMAP(rights, u16, ("read", 0), ("write", 8, 16));
int main(void) {
    return 0;
}
