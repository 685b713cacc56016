// SPDX-License-Identifier: Apache-2.0
// Events with long descriptions: each dynamic value has 70 kB of it.

#include <plume/tracepoint.h>

#define VALUE plume_dynamic_u32(7)

PLUME_TRACEPOINT(lengthy, plain, PLUME_INFO, (u32, n));
PLUME_TRACEPOINT(lengthy, many, PLUME_INFO, (dynamic, a), (dynamic, b), (dynamic, c), (dynamic, d),
    (dynamic, e));
PLUME_TRACEPOINT(lengthy, most, PLUME_INFO, (dynamic, a), (dynamic, b), (dynamic, c), (dynamic, d),
    (dynamic, e), (dynamic, f), (dynamic, g), (dynamic, h), (dynamic, i), (dynamic, j),
    (dynamic, k), (dynamic, l), (dynamic, m), (dynamic, n), (dynamic, o), (dynamic, p));

int main(void) {
    for (int number = 0; number < 10; number++) {
        plume_tracepoint(lengthy, plain, 1);
        plume_tracepoint(lengthy, many, VALUE, VALUE, VALUE, VALUE, VALUE);
        plume_tracepoint(lengthy, most, VALUE, VALUE, VALUE, VALUE, VALUE, VALUE, VALUE, VALUE,
            VALUE, VALUE, VALUE, VALUE, VALUE, VALUE, VALUE, VALUE);
    }
    return 0;
}
