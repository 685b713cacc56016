// SPDX-License-Identifier: Apache-2.0
// Emits one event and says where: the bounds of the function with the call, and those of the one
// that called it.

#include <stdint.h>
#include <stdio.h>

#include "../../include/plume/tracepoint.h"

PLUME_TRACEPOINT(caller, emitted, PLUME_INFO, (u64, number));

// The runtime has functions of their own for such events.
PLUME_TRACEPOINT_VARIADIC(caller, varied, PLUME_INFO, (u64, number));

__attribute__((noinline)) static void emit(uint64_t number) {
    plume_tracepoint(caller, emitted, number);
    plume_tracepoint(caller, varied, number, plume_no_fields());
}

__attribute__((noinline)) static void emit_end(void) { __asm__ volatile(""); }

__attribute__((noinline)) static void call(void) {
    emit(1);
    __asm__ volatile("");
}

__attribute__((noinline)) static void call_end(void) { __asm__ volatile(""); }

int main(void) {
    call();
    printf("%ju %ju %ju %ju\n", (uintmax_t)(uintptr_t)emit, (uintmax_t)(uintptr_t)emit_end,
           (uintmax_t)(uintptr_t)call, (uintmax_t)(uintptr_t)call_end);
    emit_end();
    call_end();
    return 0;
}
