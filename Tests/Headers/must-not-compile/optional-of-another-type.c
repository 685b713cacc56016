// SPDX-License-Identifier: Apache-2.0
// expect: field_value_of_optional_maybe
#include <plume/tracepoint.h>

PLUME_OPTIONAL(maybe, u32);
PLUME_TRACEPOINT(web, done, PLUME_INFO, (optional(maybe), number));
int main(void) {
    plume_tracepoint(web, done, plume_some(maybe, "1"));
    return 0;
}
