// SPDX-License-Identifier: Apache-2.0
// expect: the type has no such values: label 2 of enumeration_kind
#include <plume/tracepoint.h>

PLUME_ENUMERATION(kind, u8, ("small", 255), ("large", 256));
int main(void) {
    return 0;
}
