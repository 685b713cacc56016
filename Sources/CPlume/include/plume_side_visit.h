// SPDX-License-Identifier: Apache-2.0
// How a tracer goes through what a function of the program visits, as the SIDE ABI lays it out, and
// what else reading arguments needs from C.

#ifndef PLUME_SIDE_VISIT_H
#define PLUME_SIDE_VISIT_H

#include <stdint.h>

/// What the program's function is called with: it calls `write` for each element or field.
struct plume_side_visit {
    int (*write)(const struct plume_side_visit *visit, const void *element);
    void *own;
};

_Static_assert(sizeof(struct plume_side_visit) == 16, "the ABI");

/// Has the program's function go through its elements; 0 when it says that it did.
static inline int plume_side_run_visitor(
    const void *function, const struct plume_side_visit *visit, void *program_context) {
    return ((int (*)(const struct plume_side_visit *, void *))function)(visit, program_context);
}

/// The bytes of a text before its NUL.
static inline uint64_t plume_text_length(const void *text) {
    return __builtin_strlen((const char *)text);
}

#endif
