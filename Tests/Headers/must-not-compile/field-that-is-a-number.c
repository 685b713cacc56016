// SPDX-License-Identifier: Apache-2.0
// expect: field 1 of done_of_web has no name that is a word
#include <plume/tracepoint.h>

#define FOUR 4
#define DECLARE(name) PLUME_TRACEPOINT(web, done, PLUME_INFO, (u8, name))
DECLARE(FOUR);
int main(void) {
    return 0;
}
