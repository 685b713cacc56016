// SPDX-License-Identifier: Apache-2.0
// Scalars: each size, both byte orders, parts of integers, attributes.

#include "labels.h"

static void emit_integers(void) {
    static const struct typed_field fields[] = {
        {AT("none"), {TYPE_NULL, {.null = {NOTHING}}}},
        {AT("yes"), {TYPE_BOOL, {.boolean = {NOTHING, 1, 0, LITTLE}}}},
        {AT("no"), {TYPE_BOOL, {.boolean = {NOTHING, 4, 8, BIG}}}},
        {AT("u8"), INTEGER(TYPE_U8, 1, 0, 0, LITTLE)},
        {AT("u16"), INTEGER(TYPE_U16, 2, 0, 0, BIG)},
        {AT("u32"), INTEGER(TYPE_U32, 4, 20, 0, LITTLE)},
        {AT("u64"), INTEGER(TYPE_U64, 8, 0, 0, LITTLE)},
        {AT("u128"), INTEGER(TYPE_U128, 16, 0, 0, LITTLE)},
        {AT("s8"), INTEGER(TYPE_S8, 1, 3, 1, LITTLE)},
        {AT("s16"), INTEGER(TYPE_S16, 2, 0, 1, BIG)},
        {AT("s32"), INTEGER(TYPE_S32, 4, 0, 1, LITTLE)},
        {AT("s64"), INTEGER(TYPE_S64, 8, 40, 1, BIG)},
        {AT("s128"), INTEGER(TYPE_S128, 16, 0, 1, LITTLE)},
        {AT("big"), INTEGER(TYPE_S128, 16, 100, 1, BIG)},
        {AT("byte"), {TYPE_BYTE, {.null = {NOTHING}}}},
        {AT("pointer"), INTEGER(TYPE_POINTER, 8, 0, 0, LITTLE)},
    };
    static const uint8_t big[16] = {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                                    0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe};
    struct arguments arguments = {.count = 0};
    unsigned __int128 widest = ~(unsigned __int128)0;
    __int128 least = (__int128)((unsigned __int128)1 << 127);
    argument(&arguments, TYPE_NULL);
    add(&arguments, TYPE_BOOL, "\1", 1);
    // The bit that is set lies outside of the part that counts.
    add(&arguments, TYPE_BOOL, "\0\1\0\0", 4);
    add(&arguments, TYPE_U8, "\377", 1);
    add(&arguments, TYPE_U16, "\x12\x34", 2);
    add(&arguments, TYPE_U32, "\x78\x56\xf4\xff", 4);
    add(&arguments, TYPE_U64, &(uint64_t){UINT64_MAX}, 8);
    add(&arguments, TYPE_U128, &widest, 16);
    add(&arguments, TYPE_S8, "\xfc", 1);
    add(&arguments, TYPE_S16, "\xff\xfe", 2);
    add(&arguments, TYPE_S32, &(int32_t){INT32_MIN}, 4);
    add(&arguments, TYPE_S64, "\x7f\xff\xff\x80\0\0\0\1", 8);
    add(&arguments, TYPE_S128, &least, 16);
    add(&arguments, TYPE_S128, big, 16);
    add(&arguments, TYPE_BYTE, "\xab", 1);
    add(&arguments, TYPE_POINTER, &(uint64_t){0xdeadbeef}, 8);
    arguments.first[3].flags = INCOMPLETE;
    EMIT_ONCE("integers", fields, &arguments);
}

static void emit_floats(void) {
    static const struct typed_field fields[] = {
        {AT("half"), FLOATING(TYPE_FLOAT16, 2, LITTLE)},
        {AT("least"), FLOATING(TYPE_FLOAT16, 2, BIG)},
        {AT("single"), FLOATING(TYPE_FLOAT32, 4, LITTLE)},
        {AT("big"), FLOATING(TYPE_FLOAT32, 4, BIG)},
        {AT("double"), FLOATING(TYPE_FLOAT64, 8, LITTLE)},
        {AT("infinite"), FLOATING(TYPE_FLOAT64, 8, BIG)},
        {AT("none"), FLOATING(TYPE_FLOAT64, 8, LITTLE)},
        {AT("quadruple"), FLOATING(TYPE_FLOAT128, 16, LITTLE)},
    };
    struct arguments arguments = {.count = 0};
    add(&arguments, TYPE_FLOAT16, "\x00\xbe", 2);
    add(&arguments, TYPE_FLOAT16, "\x00\x01", 2);
    add(&arguments, TYPE_FLOAT32, &(float){0.1f}, 4);
    add(&arguments, TYPE_FLOAT32, "\x40\x49\x0f\xdb", 4);
    add(&arguments, TYPE_FLOAT64, &(double){-1e-300}, 8);
    add(&arguments, TYPE_FLOAT64, "\xff\xf0\0\0\0\0\0\0", 8);
    add(&arguments, TYPE_FLOAT64, &(uint64_t){UINT64_C(0x7ff8) << 48}, 8);
    add(&arguments, TYPE_FLOAT128, "\1\0\0\0\0\0\0\0\0\0\0\0\0\x80\x00\xc0", 16);
    EMIT_ONCE("floats", fields, &arguments);
}

static void emit_strings(void) {
    static const struct typed_field fields[] = {
        {AT("utf8"), TEXT(TYPE_STRING_UTF8, 1, LITTLE)},
        {AT("broken"), TEXT(TYPE_STRING_UTF8, 1, LITTLE)},
        {AT("utf16"), TEXT(TYPE_STRING_UTF16, 2, LITTLE)},
        {AT("utf16be"), TEXT(TYPE_STRING_UTF16, 2, BIG)},
        {AT("utf32"), TEXT(TYPE_STRING_UTF32, 4, LITTLE)},
        {AT("utf32be"), TEXT(TYPE_STRING_UTF32, 4, BIG)},
    };
    static const uint8_t utf16be[] = {0, 'h', 0xd8, 0x3d, 0xde, 0, 0, 0};
    static const uint8_t utf32be[] = {0, 1, 0xf6, 0, 0, 0x11, 0, 0, 0, 0, 0, 0};
    struct arguments arguments = {.count = 0};
    add_address(&arguments, TYPE_STRING_UTF8, "say \"\xc3\xa9\", \\ and\n\xf0\x9f\x98\x80");
    add_address(&arguments, TYPE_STRING_UTF8, "\xff.\xc3.\xed\xa0\x80.\xc0\x80");
    add_address(&arguments, TYPE_STRING_UTF16, u"h\u00e9\U0001f600");
    add_address(&arguments, TYPE_STRING_UTF16, utf16be);
    add_address(&arguments, TYPE_STRING_UTF32, U"h\u00e9\U0001f600");
    add_address(&arguments, TYPE_STRING_UTF32, utf32be);
    EMIT_ONCE("strings", fields, &arguments);
}

static void emit_attributes(void) {
    static const struct attribute of_event[] = {
        {UTF8("none"), 0, {{0}}},
        {UTF8("true"), 1, {{1}}},
        {UTF8("u16"), 3, {{0x34, 0x12}}},
        {UTF8("u128"), 6, {{1, 0, 0, 0, 0, 0, 0, 0, 1}}},
        {UTF8("s8"), 7, {{0xff}}},
        {UTF8("float32"), 13, {{0, 0, 0xc0, 0x3f}}},
        {UTF8("string"), 16, {.string = {AT(u"wide"), 2, LITTLE}}},
        {UTF8("unknown"), 17, {{0}}},
    };
    static const struct attribute of_field[] = {{UTF8("unit"), 16, {.string = UTF8("bytes")}}};
    static const struct typed_field fields[] = {
        {AT("size"), {TYPE_U8, {.integer = {ARRAY_OF(of_field), 1, 0, 0, LITTLE}}}},
        {AT("unlike"), INTEGER(TYPE_U8, 1, 0, 0, LITTLE)},
    };
    struct array all = ARRAY_OF(fields), attributes = ARRAY_OF(of_event);
    struct arguments arguments = {.count = 0};
    add(&arguments, TYPE_U8, "\5", 1);
    argument(&arguments, TYPE_U16);
    emit_once("attributes", &all, &attributes, &arguments, NULL);
    arguments.count = 1;
    emit_once("short", &all, NULL, &arguments, NULL);
}

void emit_scalars(void) {
    emit_integers();
    emit_floats();
    emit_strings();
    emit_attributes();
}
