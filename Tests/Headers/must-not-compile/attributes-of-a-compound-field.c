// SPDX-License-Identifier: Apache-2.0
// expect: attributes_of_this_type_belong_to_its_declaration
#include <plume/tracepoint.h>

PLUME_ATTRIBUTES(unit, (string, "unit", "ms"));
PLUME_STRUCTURE(point, (s32, x));
PLUME_TRACEPOINT(web, done, PLUME_INFO, (structure(point), place, attributes(unit)));
int main(void) {
    
    return 0;
}
