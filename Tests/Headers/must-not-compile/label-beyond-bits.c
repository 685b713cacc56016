// SPDX-License-Identifier: Apache-2.0
// expect: the type has no such values: label 1 of enumeration_kind
#include <plume/tracepoint.h>

PLUME_ENUMERATION(kind, bits(u32, 3), ("eight", 8));
int main(void) {
    return 0;
}
