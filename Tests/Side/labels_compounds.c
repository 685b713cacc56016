// SPDX-License-Identifier: Apache-2.0
// Structures, variants, optionals, arrays, sequences, visitors, enumerations and bitmaps.

#include "labels.h"

#include "check.h"

static const struct type u8 = INTEGER(TYPE_U8, 1, 0, 0, LITTLE);
static const struct type s16 = INTEGER(TYPE_S16, 2, 0, 1, LITTLE);
static const struct type byte = {TYPE_BYTE, {.null = {NOTHING}}};
static const struct type text = TEXT(TYPE_STRING_UTF8, 1, LITTLE);

static void emit_structs(void) {
    static const struct typed_field inner[] = {
        {AT("x"), INTEGER(TYPE_U8, 1, 0, 0, LITTLE)},
        {AT("name"), TEXT(TYPE_STRING_UTF8, 1, LITTLE)},
    };
    static const struct attribute of_struct[] = {{UTF8("kind"), 2, {{7}}}};
    static const struct struct_object point = {ARRAY_OF(inner), ARRAY_OF(of_struct)};
    static const struct optional_object optional = {AT(&s16), NOTHING};
    static const struct choice choices[] = {
        {-5, -1, INTEGER(TYPE_U8, 1, 0, 0, LITTLE)},
        {0, 9, TEXT(TYPE_STRING_UTF8, 1, LITTLE)},
    };
    static const struct variant_object variant = {
        ARRAY_OF(choices), INTEGER(TYPE_S16, 2, 0, 1, LITTLE), NOTHING};
    static const struct typed_field fields[] = {
        {AT("point"), OBJECT(TYPE_STRUCT, &point)},
        {AT("there"), OBJECT(TYPE_OPTIONAL, &optional)},
        {AT("missing"), OBJECT(TYPE_OPTIONAL, &optional)},
        {AT("below"), OBJECT(TYPE_VARIANT, &variant)},
        {AT("above"), OBJECT(TYPE_VARIANT, &variant)},
        {AT("outside"), OBJECT(TYPE_VARIANT, &variant)},
    };
    struct arguments of_point = {.count = 0}, arguments = {.count = 0};
    struct optional_argument there = {{TYPE_S16, 0, {0xfe, 0xff}}, 1}, missing = there;
    struct variant_argument below = {{TYPE_S16, 0, {0xfd, 0xff}}, {TYPE_U8, 0, {3}}};
    struct variant_argument above = {{TYPE_S16, 0, {9}}, {TYPE_STRING_UTF8, 0, {0}}};
    struct variant_argument outside = {{TYPE_S16, 0, {10}}, {TYPE_U8, 0, {3}}};
    memcpy(above.choice.value, &(struct address)AT("nine"), sizeof(struct address));
    missing.is_there = 0;
    add(&of_point, TYPE_U8, "\4", 1);
    add_address(&of_point, TYPE_STRING_UTF8, "four");
    struct array vector = {AT(of_point.first), of_point.count};
    add_address(&arguments, TYPE_STRUCT, &vector);
    add_address(&arguments, TYPE_OPTIONAL, &there);
    add_address(&arguments, TYPE_OPTIONAL, &missing);
    add_address(&arguments, TYPE_VARIANT, &below);
    add_address(&arguments, TYPE_VARIANT, &above);
    add_address(&arguments, TYPE_VARIANT, &outside);
    EMIT_ONCE("structs", fields, &arguments);
}

static int visit_numbers(const struct element_context *context, void *application) {
    uint8_t *count = application;
    for (uint8_t i = 0; i < *count; i++) {
        struct argument argument = {TYPE_U8, 0, {i}};
        if (context->write(context, &argument) != 0) return -1;
    }
    return *count == 3 ? 0 : -1;
}

static void emit_arrays(void) {
    static const struct array_object pair = {AT(&u8), 2, NOTHING};
    static const struct type pair_type = OBJECT(TYPE_ARRAY, &pair);
    static const struct array_object pairs = {AT(&pair_type), 2, NOTHING};
    static const struct vla_object texts = {AT(&text), AT(&u8), NOTHING};
    static const struct visitor_object numbers = {
        AT(&u8), AT(&u8), AT(visit_numbers), NOTHING};
    static const struct typed_field fields[] = {
        {AT("pairs"), OBJECT(TYPE_ARRAY, &pairs)},
        {AT("texts"), OBJECT(TYPE_VLA, &texts)},
        {AT("none"), OBJECT(TYPE_VLA, &texts)},
        {AT("numbers"), OBJECT(TYPE_VLA_VISITOR, &numbers)},
        {AT("failing"), OBJECT(TYPE_VLA_VISITOR, &numbers)},
    };
    struct arguments left = {.count = 0}, right = {.count = 0}, both = {.count = 0};
    struct arguments words = {.count = 0}, arguments = {.count = 0};
    uint8_t three = 3, one = 1;
    struct visitor_argument visited = {AT(&three), {NULL, 0}}, failing = {AT(&one), {NULL, 0}};
    add(&left, TYPE_U8, "\1", 1);
    add(&left, TYPE_U8, "\2", 1);
    add(&right, TYPE_U8, "\3", 1);
    add(&right, TYPE_U8, "\4", 1);
    struct array left_vector = {AT(left.first), 2}, right_vector = {AT(right.first), 2};
    add_address(&both, TYPE_ARRAY, &left_vector);
    add_address(&both, TYPE_ARRAY, &right_vector);
    add_address(&words, TYPE_STRING_UTF8, "a");
    add_address(&words, TYPE_STRING_UTF8, "b");
    struct array both_vector = {AT(both.first), 2}, words_vector = {AT(words.first), 2};
    struct array empty = {AT(words.first), 0};
    add_address(&arguments, TYPE_ARRAY, &both_vector);
    add_address(&arguments, TYPE_VLA, &words_vector);
    add_address(&arguments, TYPE_VLA, &empty);
    add_address(&arguments, TYPE_VLA_VISITOR, &visited);
    add_address(&arguments, TYPE_VLA_VISITOR, &failing);
    EMIT_ONCE("arrays", fields, &arguments);
}

static void emit_enums(void) {
    static const struct mapping mappings[] = {
        {-3, -1, UTF8("negative")},
        {-1, 5, UTF8("small")},
        {5, 5, {AT(u"f\u00fcnf"), 2, LITTLE}},
    };
    static const struct mapping bits[] = {
        {0, 0, UTF8("first")}, {3, 4, UTF8("middle")}, {9, 9, UTF8("second byte")}};
    static const struct mappings_object labels = {ARRAY_OF(mappings), NOTHING};
    static const struct mappings_object bit_labels = {ARRAY_OF(bits), NOTHING};
    static const struct vla_object bytes = {AT(&byte), AT(&u8), NOTHING};
    static const struct type bytes_type = OBJECT(TYPE_VLA, &bytes);
    static const struct typed_field fields[] = {
        {AT("minus"), {TYPE_ENUM, {.enumeration = {AT(&labels), AT(&s16)}}}},
        {AT("five"), {TYPE_ENUM, {.enumeration = {AT(&labels), AT(&u8)}}}},
        {AT("unknown"), {TYPE_ENUM, {.enumeration = {AT(&labels), AT(&u8)}}}},
        {AT("flags"), {TYPE_ENUM_BITMAP, {.enumeration = {AT(&bit_labels), AT(&u8)}}}},
        {AT("byte"), {TYPE_ENUM_BITMAP, {.enumeration = {AT(&bit_labels), AT(&byte)}}}},
        {AT("bytes"), {TYPE_ENUM_BITMAP, {.enumeration = {AT(&bit_labels), AT(&bytes_type)}}}},
    };
    struct arguments of_bytes = {.count = 0}, arguments = {.count = 0};
    add(&of_bytes, TYPE_BYTE, "\1", 1);
    add(&of_bytes, TYPE_BYTE, "\2", 1);
    struct array vector = {AT(of_bytes.first), 2};
    add(&arguments, TYPE_S16, "\xff\xff", 2);
    add(&arguments, TYPE_U8, "\5", 1);
    add(&arguments, TYPE_U8, "\6", 1);
    add(&arguments, TYPE_U8, "\x11", 1);
    add(&arguments, TYPE_BYTE, "\x08", 1);
    add_address(&arguments, TYPE_VLA, &vector);
    EMIT_ONCE("enums", fields, &arguments);
}

void emit_compounds(void) {
    emit_structs();
    emit_arrays();
    emit_enums();
}
