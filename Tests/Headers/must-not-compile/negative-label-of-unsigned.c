// SPDX-License-Identifier: Apache-2.0
// expect: the type has no such values: label 1 of gather_enumeration_kind
#include <plume/tracepoint.h>

PLUME_GATHER_ENUMERATION(kind, gather(u32), ("negative", -1));
int main(void) {
    return 0;
}
