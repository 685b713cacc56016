// SPDX-License-Identifier: Apache-2.0
// The functions that programs emit events with. They are written in C because the address they were
// called from is passed on, and handed over at once: in optimised code each is one test and a jump.

#include <stddef.h>
#include <string.h>

#include "plume_side.h"

PLUME_SIDE_EXPORT const struct plume_side_callback side_empty_callback;

PLUME_SIDE_EXPORT __attribute__((noinline)) void side_ptrace_hook(
    const void *state, const void *arguments, const void *variadic, void *caller) {
    // The arguments are in their registers when a debugger stops here.
    __asm__ volatile("" : : "r"(state), "r"(arguments), "r"(variadic), "r"(caller) : "memory");
}

__attribute__((noinline, cold)) static void emit_elsewhere(
    const struct plume_side_state *state, const void *arguments, const void *variadic,
    uint64_t key, void *caller) {
    uint32_t stage = plume_side_start();
    if (stage == PLUME_SIDE_OWN) {
        plume_side_emit(state, arguments, variadic, key, caller);
    } else if (stage == PLUME_SIDE_FOREIGN) {
        plume_side_get_foreign()->emit(state, arguments, variadic, key, caller);
    }
}

__attribute__((noinline, cold)) static void emit_variadic_elsewhere(
    const struct plume_side_state *state, const void *arguments, const void *variadic,
    uint64_t key, void *caller) {
    uint32_t stage = plume_side_start();
    if (stage == PLUME_SIDE_OWN) {
        plume_side_emit_variadic(state, arguments, variadic, key, caller);
    } else if (stage == PLUME_SIDE_FOREIGN) {
        plume_side_get_foreign()->emit_variadic(state, arguments, variadic, key, caller);
    }
}

static inline __attribute__((always_inline)) int is_own(void) {
    return __builtin_expect(plume_side_get_stage() == PLUME_SIDE_OWN, 1);
}

// Keys arrive by address, which need not be aligned.
static inline int read_key(const void *address, uint64_t *key) {
    if (!address) return 0;
    memcpy(key, address, sizeof *key);
    return 1;
}

PLUME_SIDE_EXPORT void side_call(const struct plume_side_state *state, const void *arguments) {
    void *caller = __builtin_return_address(0);
    if (is_own()) {
        plume_side_emit(state, arguments, NULL, 0, caller);
    } else {
        emit_elsewhere(state, arguments, NULL, 0, caller);
    }
}

PLUME_SIDE_EXPORT void side_call_variadic(
    const struct plume_side_state *state, const void *arguments, const void *variadic) {
    void *caller = __builtin_return_address(0);
    if (is_own()) {
        plume_side_emit_variadic(state, arguments, variadic, 0, caller);
    } else {
        emit_variadic_elsewhere(state, arguments, variadic, 0, caller);
    }
}

PLUME_SIDE_EXPORT void side_statedump_call(
    const struct plume_side_state *state, const void *arguments, const void *key_address) {
    void *caller = __builtin_return_address(0);
    uint64_t key;
    if (!read_key(key_address, &key)) return;
    if (is_own()) {
        plume_side_emit(state, arguments, NULL, key, caller);
    } else {
        emit_elsewhere(state, arguments, NULL, key, caller);
    }
}

PLUME_SIDE_EXPORT void side_statedump_call_variadic(
    const struct plume_side_state *state, const void *arguments, const void *variadic,
    const void *key_address) {
    void *caller = __builtin_return_address(0);
    uint64_t key;
    if (!read_key(key_address, &key)) return;
    if (is_own()) {
        plume_side_emit_variadic(state, arguments, variadic, key, caller);
    } else {
        emit_variadic_elsewhere(state, arguments, variadic, key, caller);
    }
}
