// SPDX-License-Identifier: Apache-2.0

#include "plume_state_dump.h"

#include <stddef.h>

// Linked only into programs that import Plume; the command-line tools share this file without it.
extern void plume_run_state_dump(uint32_t number) __attribute__((weak));

#define FUNCTION(number)                                                                           \
    static void dump_##number(void *key) {                                                         \
        (void)key;                                                                                 \
        if (plume_run_state_dump) plume_run_state_dump(0##number);                                 \
    }
#define NAME(number) dump_##number,
// The numbers are octal, so that two digits make 64.
#define EIGHT(what, first)                                                                         \
    what(first##0) what(first##1) what(first##2) what(first##3) what(first##4) what(first##5)      \
        what(first##6) what(first##7)
#define ALL(what)                                                                                  \
    EIGHT(what, 0) EIGHT(what, 1) EIGHT(what, 2) EIGHT(what, 3) EIGHT(what, 4) EIGHT(what, 5)      \
    EIGHT(what, 6) EIGHT(what, 7)

ALL(FUNCTION)

static void (*const functions[])(void *) = {ALL(NAME)};

_Static_assert(
    sizeof functions / sizeof *functions == PLUME_STATE_DUMP_COUNT, "one for each part");

void (*plume_state_dump_function(uint32_t number))(void *key) {
    return number < PLUME_STATE_DUMP_COUNT ? functions[number] : NULL;
}
