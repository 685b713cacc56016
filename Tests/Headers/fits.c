// SPDX-License-Identifier: Apache-2.0
// What is taken: constants at the ends of what fields hold, types that fit, labels at the ends of
// their types, arrays that are long enough, as many fields and labels as there may be.

#include <plume/tracepoint.h>

enum kind { FIRST, SECOND };

PLUME_TRACEPOINT(fits, narrow, PLUME_INFO, (u8, a), (s8, b), (u16, c), (s16, d));
PLUME_TRACEPOINT(fits, wide, PLUME_INFO, (u32, a), (s32, b), (u64, c), (s64, d));
PLUME_TRACEPOINT(fits, other, PLUME_INFO, (boolean, a), (float64, b), (pointer, c), (string, d));

PLUME_ENUMERATION(
    bytes, s8, ("low", -128, -1), ("high", 0, 127), ("ends", -128, 127));
PLUME_ENUMERATION(octets, u8, ("low", 0), ("high", 255));
PLUME_ENUMERATION(some_bits, bits(s32, 4), ("low", -8), ("high", 7));
PLUME_ENUMERATION(wide, u64, ("low", 0u), ("high", INT64_MAX));
PLUME_ENUMERATION(signed_wide, s64, ("all", INT64_MIN, INT64_MAX));
PLUME_ENUMERATION(very_wide, u128, ("high", INT64_MAX));
PLUME_GATHER_ENUMERATION(gathered, gather(u16), ("high", 65535));
PLUME_BITMAP(word, u64, ("first", 0), ("last", 63));
PLUME_BITMAP(one_byte, byte, ("last", 7));
PLUME_ARRAY(two_words, u16, 2);
PLUME_BITMAP(words, array(two_words), ("last", 31));
PLUME_VARIANT(choice, s8, (low, -128, -1, u8), (high, 0, 127, u8));
PLUME_VARIANT(by_enumeration, enumeration(octets), (all, 0, 255, u8));
PLUME_ARRAY(row, s32, 3);
PLUME_GATHER_ARRAY(places, gather(u8), 2);
PLUME_TRACEPOINT(
    fits, arrays, PLUME_INFO, (array(row), a), (gather_array(places), b), (gather(u8), c));
PLUME_TRACEPOINT(
    fits, widths, PLUME_INFO, (bits(u32, 32), a), (bits(boolean, 8), b), (bits(u128, 128), c),
    (gather_bits(u32, 31, 1), d), (gather_bits(u32, 0, 32), e));
PLUME_TRACEPOINT(
    fits, many, PLUME_INFO, (u8, f1), (u8, f2), (u8, f3), (u8, f4), (u8, f5), (u8, f6), (u8,
    f7), (u8, f8), (u8, f9), (u8, f10), (u8, f11), (u8, f12), (u8, f13), (u8, f14), (u8,
    f15), (u8, f16), (u8, f17), (u8, f18), (u8, f19), (u8, f20), (u8, f21), (u8, f22), (u8,
    f23), (u8, f24), (u8, f25), (u8, f26), (u8, f27), (u8, f28), (u8, f29), (u8, f30), (u8,
    f31), (u8, f32), (u8, f33), (u8, f34), (u8, f35), (u8, f36), (u8, f37), (u8, f38), (u8,
    f39), (u8, f40), (u8, f41), (u8, f42), (u8, f43), (u8, f44), (u8, f45), (u8, f46), (u8,
    f47), (u8, f48), (u8, f49), (u8, f50), (u8, f51), (u8, f52), (u8, f53), (u8, f54), (u8,
    f55), (u8, f56), (u8, f57), (u8, f58), (u8, f59), (u8, f60), (u8, f61), (u8, f62), (u8,
    f63), (u8, f64));
PLUME_ENUMERATION(
    many, u8, ("l1", 1), ("l2", 2), ("l3", 3), ("l4", 4), ("l5", 5), ("l6", 6), ("l7", 7),
    ("l8", 8), ("l9", 9), ("l10", 10), ("l11", 11), ("l12", 12), ("l13", 13), ("l14", 14),
    ("l15", 15), ("l16", 16), ("l17", 17), ("l18", 18), ("l19", 19), ("l20", 20), ("l21",
    21), ("l22", 22), ("l23", 23), ("l24", 24), ("l25", 25), ("l26", 26), ("l27", 27),
    ("l28", 28), ("l29", 29), ("l30", 30), ("l31", 31), ("l32", 32), ("l33", 33), ("l34",
    34), ("l35", 35), ("l36", 36), ("l37", 37), ("l38", 38), ("l39", 39), ("l40", 40),
    ("l41", 41), ("l42", 42), ("l43", 43), ("l44", 44), ("l45", 45), ("l46", 46), ("l47",
    47), ("l48", 48), ("l49", 49), ("l50", 50), ("l51", 51), ("l52", 52), ("l53", 53),
    ("l54", 54), ("l55", 55), ("l56", 56), ("l57", 57), ("l58", 58), ("l59", 59), ("l60",
    60), ("l61", 61), ("l62", 62), ("l63", 63), ("l64", 64));
struct with_bits {
    bool one : 1;
};

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
    int32_t longer[4] = { 1, 2, 3, 4 };
    const int32_t exact[3] = { 1, 2, 3 };
    const int32_t *unknown = longer;
    int32_t rows[2][3] = { { 1, 2, 3 }, { 4, 5, 6 } };
    uint8_t octets[2] = { 1, 2 };
    uint32_t number = 0;
    plume_tracepoint(fits, arrays, longer, octets, octets);
    plume_tracepoint(fits, arrays, exact, octets, &octets[1]);
    plume_tracepoint(fits, arrays, unknown, &octets[0], octets);
    plume_tracepoint(fits, arrays, rows[1], octets, octets);
    plume_tracepoint(fits, arrays, longer + 1, octets, octets);
    plume_tracepoint(fits, widths, 1U, 1, 1U, &number, &number);
    struct with_bits bits = { 1 };
    plume_tracepoint(fits, narrow, bits.one, 0, bits.one, 0);
    plume_tracepoint(
        fits, many, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20,
        21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41,
        42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62,
        63, 64);
    return 0;
}
