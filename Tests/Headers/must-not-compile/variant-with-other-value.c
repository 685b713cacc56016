// SPDX-License-Identifier: Apache-2.0
// expect: field_message_of_variant_result_option_message
#include <plume/tracepoint.h>

PLUME_VARIANT(result, u32, (code, 0, 9, s64), (message, 10, 10, string));
PLUME_TRACEPOINT(web, done, PLUME_INFO, (variant(result), outcome));
int main(void) {
    plume_tracepoint(web, done, plume_variant(result, message, 10, 5));
    return 0;
}
