// SPDX-License-Identifier: Apache-2.0
// Arguments that are taken: constants at the ends of what fields hold, and types that fit.

#include <plume/tracepoint.h>

enum kind { FIRST, SECOND };

PLUME_TRACEPOINT(fits, narrow, PLUME_INFO, (u8, a), (s8, b), (u16, c), (s16, d));
PLUME_TRACEPOINT(fits, wide, PLUME_INFO, (u32, a), (s32, b), (u64, c), (s64, d));
PLUME_TRACEPOINT(fits, other, PLUME_INFO, (boolean, a), (float64, b), (pointer, c), (string, d));

int main(void) {
    plume_tracepoint(fits, narrow, 0, -128, 0, -32768);
    plume_tracepoint(fits, narrow, 255, 127, 65535, 32767);
    plume_tracepoint(fits, wide, 0, INT32_MIN, 0, INT64_MIN);
    plume_tracepoint(fits, wide, UINT32_MAX, INT32_MAX, UINT64_MAX, INT64_MAX);
    plume_tracepoint(fits, wide, 'a', 'a', SECOND, sizeof(int));
    const bool truth = true;
    const uint8_t byte = 1;
    const int8_t small = -1;
    const int16_t two = 2;
    volatile uint32_t four = 4;
    enum kind kind = FIRST;
    char text[4] = "abc";
    const char *const other = text;
    struct side_arg *pointer = NULL;
    plume_tracepoint(fits, narrow, byte, small, byte, byte);
    plume_tracepoint(fits, wide, four, two, four, four);
    plume_tracepoint(fits, wide, kind, byte, kind, kind);
    plume_tracepoint(fits, wide, truth, truth, truth, truth);
    plume_tracepoint(fits, other, byte, 1.5f, &kind, text);
    plume_tracepoint(fits, other, two > 1, 1.5, pointer, other);
    plume_tracepoint(fits, other, truth, 1.5, text, text + 1);
    return 0;
}
