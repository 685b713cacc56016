// SPDX-License-Identifier: Apache-2.0
// Providers, events and fields whose names are macros: they are recorded as they were written.

#include <assert.h>
#include <complex.h>
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>

#include <plume/tracepoint.h>

// What compilers define by themselves unless they are asked for standard C.
#undef linux
#undef unix
#define linux 1
#define unix 1
#define in_parentheses (1)
#define with_a_comma 1, 2
#define of_nothing
#define list_like(member) member

struct request {
    int32_t si_pid_of_it;
    int32_t list_like;
};
#define si_pid_by_macro si_pid_of_it

PLUME_ATTRIBUTES(unit, (string, "unit", "ms"));
PLUME_TRACEPOINT(linux, errno, PLUME_INFO, (s32, errno), (u8, linux), (string, stdin));
PLUME_TRACEPOINT(linux, unix, PLUME_INFO, (u8, true), (u8, NULL), (u8, assert), (u8, I));
PLUME_TRACEPOINT(
    unix, (errno, attributes(unit)), PLUME_INFO, (s32, errno, attributes(unit)), (u8, EOF));
PLUME_TRACEPOINT(unix, in_parentheses, PLUME_INFO, (u8, with_a_comma), (u8, of_nothing));
PLUME_TRACEPOINT_VARIADIC(unix, list_like, PLUME_INFO, (u8, list_like));
PLUME_STRUCTURE(peer, (s32, errno), (u16_be, unix));
PLUME_GATHER_STRUCTURE(
    request, struct request, (gather(s32), si_pid_by_macro), (gather(s32), list_like));
PLUME_TRACEPOINT(
    unix, structures, PLUME_INFO, (structure(peer), stdout), (gather_structure(request), errno));
#define IN_A_MACRO(name) PLUME_TRACEPOINT(unix, in_##name, PLUME_INFO, (u8, name))
IN_A_MACRO(macro);

int main(void) {
    struct request request = { 3, 4 };
    uint64_t key = 9;
    errno = 5;
    plume_tracepoint(linux, errno, errno, linux, "text");
    plume_tracepoint(linux, unix, 1, 2, 3, 4);
    plume_tracepoint(unix, errno, errno, 6);
    plume_tracepoint(unix, in_parentheses, in_parentheses, 2);
    plume_tracepoint(unix, list_like, 7, plume_no_fields());
    plume_tracepoint(unix, structures, plume_structure(peer, errno, 80), &request);
    plume_tracepoint(unix, in_macro, 8);
    if (plume_tracepoint_enabled(linux, errno)) plume_statedump(&key, linux, unix, 1, 2, 3, 4);
    return 0;
}
