// SPDX-License-Identifier: Apache-2.0
// The declarations of every-type.c: a field of each type of the ABI.

#ifndef EVERY_TYPE_H
#define EVERY_TYPE_H

#include <plume/tracepoint.h>

PLUME_ATTRIBUTES(
    all_attributes, (null, "null", 0), (boolean, "boolean", true), (u8, "u8", 8),
    (u16, "u16", 16), (u32, "u32", 32), (u64, "u64", 64), (u128, "u128", 128), (s8, "s8", -8),
    (s16, "s16", -16), (s32, "s32", -32), (s64, "s64", -64), (s128, "s128", -128),
    (float16, "float16", 0x3C00), (float32, "float32", 1.5f), (float64, "float64", 2.5),
    (float128, "float128", 0), (string, "string", "text"));
PLUME_ATTRIBUTES(unit, (string, "unit", "ms"));

PLUME_TRACEPOINT(
    every, integers, PLUME_DEBUG, (u8, a), (u16, b), (u32, c), (u64, d), (u128, e), (s8, f),
    (s16, g), (s32, h), (s64, i), (s128, j), (u16_le, k), (u32_be, l), (s64_be, m), (u128_be, n),
    (bits(u32, 12), o), (bits(s64_be, 40), p), (byte, q), (pointer, r), (pointer_be, s));
PLUME_TRACEPOINT(
    every, simple, PLUME_INFO, (null, a), (boolean, b), (boolean16, c), (boolean32_be, d),
    (boolean64, e), (bits(boolean, 1), f), (float16, g), (float32, h), (float64, i), (float128, j),
    (float32_be, k), (string, l), (string16, m), (string32, n), (string16_be, o));
PLUME_TRACEPOINT(
    every, (remarks, attributes(all_attributes)), PLUME_NOTICE, (u32, a, attributes(unit)),
    (string, b, attributes(all_attributes)));
PLUME_TRACEPOINT(every, nothing, PLUME_EMERGENCY);

PLUME_STRUCTURE(point, (s32, x), (s32, y, attributes(unit)));
PLUME_STRUCTURE((line, attributes(unit)), (structure(point), from), (structure(point), to));
PLUME_ARRAY(row, s32, 3);
PLUME_ARRAY((rows, attributes(unit)), (array(row), no_attributes), 2);
PLUME_ARRAY(points, structure(point), 2);
PLUME_ARRAY(names, (string, attributes(unit)), 2);
PLUME_VLA(numbers, u64, 4);
PLUME_VLA((bytes, attributes(unit)), byte, 8);
PLUME_VLA_VISITOR(list, u32, visit_list);
PLUME_VLA_VISITOR((list_of_points, attributes(unit)), structure(point), visit_points);
PLUME_OPTIONAL(maybe, u32);
PLUME_OPTIONAL((maybe_point, attributes(unit)), structure(point));
PLUME_VARIANT(
    result, u32, (code, 0, 9, s64), (message, 10, 10, string), (place, 11, 20, structure(point)));
PLUME_VARIANT((change, attributes(unit)), (s8, attributes(unit)), (fall, -5, -1, u8));
PLUME_ENUMERATION(color, u8, ("red", 0), ("green", 1, 5), ("blue", 6));
PLUME_ENUMERATION((sign, attributes(unit)), s64, ("negative", INT64_MIN, -1), ("positive", 1, 9));
PLUME_BITMAP(access_rights, u32, ("read", 0), ("write", 1, 3));
PLUME_ARRAY(mask, byte, 2);
PLUME_VLA(masks, u16, 4);
PLUME_BITMAP((mask_bits, attributes(unit)), array(mask), ("low", 0, 7), ("high", 8, 15));
PLUME_BITMAP(masks_bits, vla(masks), ("all", 0, 63));
PLUME_BITMAP(byte_bits, byte, ("top", 7));

PLUME_TRACEPOINT(
    every, compounds, PLUME_WARNING, (structure(point), a), (structure(line), b), (array(row), c),
    (array(rows), d), (array(points), e), (array(names), f), (vla(numbers), g), (vla(bytes), h),
    (vla_visitor(list), i), (vla_visitor(list_of_points), j));
PLUME_TRACEPOINT(
    every, choices, PLUME_ERROR, (optional(maybe), a), (optional(maybe), b),
    (optional(maybe_point), c), (variant(result), d), (variant(result), e), (variant(result), f),
    (variant(change), g), (enumeration(color), h), (enumeration(sign), i),
    (bitmap(access_rights), j), (bitmap(mask_bits), k), (bitmap(masks_bits), l),
    (bitmap(byte_bits), m));

/** A structure of the program, which tracers read in place. */
struct inner {
    uint16_t small;
    const char *name;
};

/** Another one, with each kind of member. */
struct outer {
    bool flag;
    uint8_t bits;
    uint32_t number;
    const uint32_t *number_pointer;
    unsigned char raw;
    const void *address;
    float real;
    char text[8];
    const char *text_pointer;
    struct inner inner;
    const struct inner *inner_pointer;
    int32_t array[3];
    uint16_t count;
    const uint16_t *elements;
    uint8_t color;
};

PLUME_GATHER_STRUCTURE(
    inner, struct inner, (gather(u16), small), (gather_indirect(string), name));
PLUME_GATHER_ARRAY(triple, gather(s32), 3);
PLUME_GATHER_VLA_OF(elements, gather(u16), gather(u16), struct outer, count);
PLUME_GATHER_ENUMERATION(gathered_color, gather(u8), ("red", 0), ("green", 1, 5));
PLUME_GATHER_ENUMERATION_OF(
    struct outer, color, outer_color, (gather(u8), attributes(unit)), ("red", 0), ("green", 1, 5));
PLUME_GATHER_STRUCTURE(
    (outer, attributes(unit)), struct outer, (gather(boolean), flag), (gather_bits(u8, 2, 3), bits),
    (gather(u32), number, attributes(unit)), (gather_indirect(u32), number_pointer),
    (gather(byte), raw), (gather(pointer), address), (gather(float32), real),
    (gather(string), text), (gather_indirect(string), text_pointer),
    (gather_structure(inner), inner), (gather_structure_indirect(inner), inner_pointer),
    (gather_array(triple), array), (gather_vla_indirect(elements), elements),
    (gather_enumeration(outer_color), color));
PLUME_GATHER_VLA(counted, gather(u16), gather(u32));
PLUME_TRACEPOINT(
    every, gathered, PLUME_CRITICAL, (gather(boolean), a), (gather(u32), b),
    (gather_indirect(u32), c), (gather_bits(u32, 4, 8), d), (gather(byte), e), (gather(pointer), f),
    (gather(float64), g), (gather(string), h), (gather_indirect(string), i),
    (gather_structure(outer), j), (gather_structure_indirect(inner), k), (gather_array(triple), l),
    (gather_vla(counted), m), (gather_enumeration(gathered_color), n));

PLUME_TRACEPOINT(
    every, dynamic, PLUME_ALERT, (dynamic, a), (dynamic, b), (dynamic, c), (dynamic, d),
    (dynamic, e), (dynamic, f), (dynamic, g), (dynamic, h), (dynamic, i), (dynamic, j),
    (dynamic, k));
PLUME_TRACEPOINT_VARIADIC(every, variadic, PLUME_INFO, (u32, a));
PLUME_TRACEPOINT_VARIADIC(every, only_variadic, PLUME_INFO);

#endif
