// SPDX-License-Identifier: Apache-2.0
// expect: the name of an event or its provider is no word
#include <plume/tracepoint.h>

#define FOUR 4
#define DECLARE(name) PLUME_TRACEPOINT(web, name, PLUME_INFO, (u8, field))
DECLARE(FOUR);
int main(void) {
    return 0;
}
