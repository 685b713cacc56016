// SPDX-License-Identifier: Apache-2.0
// How the SIDE ABI describes the types of fields, and attributes. docs/abi/side.md.
//
// In C++ the unions have constructors, because C++17 has no other way to say which member a
// constant initialises. The layout is the same.

#ifndef PLUME_SIDE_ABI_TYPES_H
#define PLUME_SIDE_ABI_TYPES_H

// What compilers say of mistakes then names the line of the program alone.
#pragma GCC system_header

#include "side-abi-arguments.h"
#include "side-abi-layout.h"

/** Initialises one member of a union of this file in a constant, in C11 and C++17. */
#ifdef __cplusplus
#define SIDE_MEMBER(type, member, ...) { type __VA_ARGS__ }
#define SIDE_MEMBER_CONSTRUCTOR_(class, type, member)                                              \
    constexpr class(type initial) : member(initial) {}
#else
#define SIDE_MEMBER(type, member, ...) { .member = __VA_ARGS__ }
#endif

/** What an attribute's value is. Integers and floats have the byte order of the machine. */
union SIDE_PACKED side_attr_content {
    bool boolean;
    union side_integer_value integer;
    union side_float_value real;
    struct side_raw_string string;
    uint8_t reserved[32];
    uint8_t u8;
    uint16_t u16;
    uint32_t u32;
    uint64_t u64;
    int8_t s8;
    int16_t s16;
    int32_t s32;
    int64_t s64;
    float float32;
    double float64;
    uint64_t wide[2];
#ifdef __cplusplus
    SIDE_MEMBER_CONSTRUCTOR_(side_attr_content, bool, boolean)
    SIDE_MEMBER_CONSTRUCTOR_(side_attr_content, uint8_t, u8)
    SIDE_MEMBER_CONSTRUCTOR_(side_attr_content, uint16_t, u16)
    SIDE_MEMBER_CONSTRUCTOR_(side_attr_content, uint32_t, u32)
    SIDE_MEMBER_CONSTRUCTOR_(side_attr_content, uint64_t, u64)
    SIDE_MEMBER_CONSTRUCTOR_(side_attr_content, int8_t, s8)
    SIDE_MEMBER_CONSTRUCTOR_(side_attr_content, int16_t, s16)
    SIDE_MEMBER_CONSTRUCTOR_(side_attr_content, int32_t, s32)
    SIDE_MEMBER_CONSTRUCTOR_(side_attr_content, int64_t, s64)
    SIDE_MEMBER_CONSTRUCTOR_(side_attr_content, float, float32)
    SIDE_MEMBER_CONSTRUCTOR_(side_attr_content, double, float64)
    SIDE_MEMBER_CONSTRUCTOR_(side_attr_content, side_raw_string, string)
    constexpr side_attr_content(uint64_t first, uint64_t second) : wide{first, second} {}
#endif
};

/** The value of an attribute. */
struct SIDE_PACKED side_attr_value {
    uint32_t type; ///< One of enum side_attr_type.
    union side_attr_content content;
};

/** A remark on an event, a type or a mapping. */
struct SIDE_PACKED side_attr {
    struct side_raw_string key;
    struct side_attr_value value;
};

/** A type without a value. */
struct SIDE_PACKED side_type_null {
    struct side_array attributes; ///< Of struct side_attr, as everywhere.
};

/** A byte, which is no number. */
struct SIDE_PACKED side_type_byte {
    struct side_array attributes;
};

/** A truth value. */
struct SIDE_PACKED side_type_bool {
    struct side_array attributes;
    uint16_t size;        ///< Bytes.
    uint16_t length_bits; ///< Bits that count, 0 for all.
    uint8_t byte_order;
};

/** An integer or a pointer. */
struct SIDE_PACKED side_type_integer {
    struct side_array attributes;
    uint16_t size;        ///< Bytes.
    uint16_t length_bits; ///< Low bits that count, 0 for all.
    uint8_t is_signed;
    uint8_t byte_order;
};

/** A floating point number. */
struct SIDE_PACKED side_type_float {
    struct side_array attributes;
    uint16_t size; ///< Bytes.
    uint8_t byte_order;
};

/** A string that ends with a unit of 0. */
struct SIDE_PACKED side_type_string {
    struct side_array attributes;
    uint8_t unit_size; ///< Bytes of a unit: 1, 2 or 4.
    uint8_t byte_order;
};

/** An enumeration, or a bitmap: names for ranges of the numbers, or bits, of another type. */
struct SIDE_PACKED side_type_enum {
    struct side_ptr mappings; ///< To struct side_enum_mappings.
    struct side_ptr element;  ///< To struct side_type.
};

/** A truth value that lies in memory of the program. */
struct SIDE_PACKED side_type_gather_bool {
    uint64_t offset;      ///< Bytes from the base.
    uint16_t offset_bits; ///< Bits to its lowest bit.
    uint8_t mode;         ///< One of enum side_gather_mode.
    struct side_type_bool type;
};

/** An integer, or a pointer, that lies in memory of the program. */
struct SIDE_PACKED side_type_gather_integer {
    uint64_t offset;
    uint16_t offset_bits;
    uint8_t mode;
    struct side_type_integer type;
};

/** A byte that lies in memory of the program. */
struct SIDE_PACKED side_type_gather_byte {
    uint64_t offset;
    uint8_t mode;
    struct side_type_byte type;
};

/** A floating point number that lies in memory of the program. */
struct SIDE_PACKED side_type_gather_float {
    uint64_t offset;
    uint8_t mode;
    struct side_type_float type;
};

/** A string that lies in memory of the program. */
struct SIDE_PACKED side_type_gather_string {
    uint64_t offset;
    uint8_t mode;
    struct side_type_string type;
};

/** A structure that lies in memory of the program. */
struct SIDE_PACKED side_type_gather_struct {
    struct side_ptr type; ///< To struct side_type_struct, whose fields are gathered.
    uint64_t offset;
    uint8_t mode;
    uint32_t size; ///< Bytes of the structure in memory.
};

/** As many elements of one type as the description says. */
struct SIDE_PACKED side_type_array {
    struct side_ptr element; ///< To struct side_type.
    uint32_t length;         ///< Count of elements.
    struct side_array attributes;
};

/** As many elements of one type as the argument says. */
struct SIDE_PACKED side_type_vla {
    struct side_ptr element;     ///< To struct side_type.
    struct side_ptr length_type; ///< To struct side_type, an integer.
    struct side_array attributes;
};

/** Elements of one type that lie in memory of the program. */
struct SIDE_PACKED side_type_gather_array {
    uint64_t offset;
    uint8_t mode;
    struct side_type_array type;
};

/** Elements that lie in memory of the program, and so does how many there are. */
struct SIDE_PACKED side_type_gather_vla {
    uint64_t offset;
    uint8_t mode;
    struct side_type_vla type;
};

/** What a type is, apart from its label. */
union SIDE_PACKED side_type_content {
    struct side_type_null null;
    struct side_type_byte byte;
    struct side_type_bool boolean;
    struct side_type_integer integer;
    struct side_type_float real;
    struct side_type_string string;
    struct side_ptr object; ///< To the type of a structure, variant, optional, array or VLA.
    struct side_type_enum enumeration;
    struct side_type_gather_bool gather_bool;
    struct side_type_gather_integer gather_integer;
    struct side_type_gather_byte gather_byte;
    struct side_type_gather_float gather_float;
    struct side_type_gather_string gather_string;
    struct side_type_gather_struct gather_struct;
    struct side_type_gather_array gather_array;
    struct side_type_gather_vla gather_vla;
    uint8_t reserved[62];
#ifdef __cplusplus
    SIDE_MEMBER_CONSTRUCTOR_(side_type_content, side_type_null, null)
    SIDE_MEMBER_CONSTRUCTOR_(side_type_content, side_type_byte, byte)
    SIDE_MEMBER_CONSTRUCTOR_(side_type_content, side_type_bool, boolean)
    SIDE_MEMBER_CONSTRUCTOR_(side_type_content, side_type_integer, integer)
    SIDE_MEMBER_CONSTRUCTOR_(side_type_content, side_type_float, real)
    SIDE_MEMBER_CONSTRUCTOR_(side_type_content, side_type_string, string)
    SIDE_MEMBER_CONSTRUCTOR_(side_type_content, side_ptr, object)
    SIDE_MEMBER_CONSTRUCTOR_(side_type_content, side_type_enum, enumeration)
    SIDE_MEMBER_CONSTRUCTOR_(side_type_content, side_type_gather_bool, gather_bool)
    SIDE_MEMBER_CONSTRUCTOR_(side_type_content, side_type_gather_integer, gather_integer)
    SIDE_MEMBER_CONSTRUCTOR_(side_type_content, side_type_gather_byte, gather_byte)
    SIDE_MEMBER_CONSTRUCTOR_(side_type_content, side_type_gather_float, gather_float)
    SIDE_MEMBER_CONSTRUCTOR_(side_type_content, side_type_gather_string, gather_string)
    SIDE_MEMBER_CONSTRUCTOR_(side_type_content, side_type_gather_struct, gather_struct)
    SIDE_MEMBER_CONSTRUCTOR_(side_type_content, side_type_gather_array, gather_array)
    SIDE_MEMBER_CONSTRUCTOR_(side_type_content, side_type_gather_vla, gather_vla)
#endif
};

/** A type. Its members lie at odd addresses: read them with copies. */
struct SIDE_PACKED side_type {
    uint16_t label; ///< One of enum side_type_label.
    union side_type_content content;
};

/** A field of an event or of a structure. */
struct SIDE_PACKED side_event_field {
    struct side_ptr name; ///< To a string in UTF-8.
    struct side_type type;
};

/** Fields in a row. */
struct SIDE_PACKED side_type_struct {
    struct side_array fields; ///< Of struct side_event_field.
    struct side_array attributes;
};

/** One of several types, for a range of selectors. */
struct SIDE_PACKED side_variant_option {
    int64_t begin; ///< First selector.
    int64_t end;   ///< Last selector.
    struct side_type type;
};

/** One of several types, as a selector says. */
struct SIDE_PACKED side_type_variant {
    struct side_array options; ///< Of struct side_variant_option.
    struct side_type selector; ///< An integer.
    struct side_array attributes;
};

/** A value or none. Not packed: other programs have it so. */
struct side_type_optional {
    struct side_ptr element; ///< To struct side_type.
    struct side_array attributes;
};

/** A VLA whose elements a function of the program gives one by one. */
struct SIDE_PACKED side_type_vla_visitor {
    struct side_ptr element;     ///< To struct side_type.
    struct side_ptr length_type; ///< To struct side_type, an integer.
    struct side_vla_visitor_ptr visitor;
    struct side_array attributes;
};

/** A name for a range of numbers. */
struct SIDE_PACKED side_enum_mapping {
    int64_t begin; ///< First number.
    int64_t end;   ///< Last number.
    struct side_raw_string label;
};

/** A name for a range of bits. */
struct SIDE_PACKED side_enum_bitmap_mapping {
    uint64_t begin; ///< First bit.
    uint64_t end;   ///< Last bit.
    struct side_raw_string label;
};

/** The names of an enumeration or bitmap. */
struct SIDE_PACKED side_enum_mappings {
    struct side_array mappings; ///< Of struct side_enum_mapping or side_enum_bitmap_mapping.
    struct side_array attributes;
};

SIDE_STATIC_ASSERT(sizeof(union side_attr_content) == 32, "side_attr_content");
SIDE_STATIC_ASSERT(sizeof(struct side_attr_value) == 36, "side_attr_value");
SIDE_STATIC_ASSERT(sizeof(struct side_attr) == 54, "side_attr");
SIDE_STATIC_ASSERT(sizeof(struct side_type_null) == 20, "side_type_null");
SIDE_STATIC_ASSERT(sizeof(struct side_type_byte) == 20, "side_type_byte");
SIDE_STATIC_ASSERT(sizeof(struct side_type_bool) == 25, "side_type_bool");
SIDE_STATIC_ASSERT(sizeof(struct side_type_integer) == 26, "side_type_integer");
SIDE_STATIC_ASSERT(sizeof(struct side_type_float) == 23, "side_type_float");
SIDE_STATIC_ASSERT(sizeof(struct side_type_string) == 22, "side_type_string");
SIDE_STATIC_ASSERT(sizeof(struct side_type_enum) == 32, "side_type_enum");
SIDE_STATIC_ASSERT(sizeof(struct side_type_gather_bool) == 36, "side_type_gather_bool");
SIDE_STATIC_ASSERT(sizeof(struct side_type_gather_integer) == 37, "side_type_gather_integer");
SIDE_STATIC_ASSERT(sizeof(struct side_type_gather_byte) == 29, "side_type_gather_byte");
SIDE_STATIC_ASSERT(sizeof(struct side_type_gather_float) == 32, "side_type_gather_float");
SIDE_STATIC_ASSERT(sizeof(struct side_type_gather_string) == 31, "side_type_gather_string");
SIDE_STATIC_ASSERT(sizeof(struct side_type_gather_struct) == 29, "side_type_gather_struct");
SIDE_STATIC_ASSERT(sizeof(struct side_type_gather_array) == 49, "side_type_gather_array");
SIDE_STATIC_ASSERT(sizeof(struct side_type_gather_vla) == 61, "side_type_gather_vla");
SIDE_STATIC_ASSERT(sizeof(struct side_type) == 64, "side_type");
SIDE_STATIC_ASSERT(sizeof(struct side_event_field) == 80, "side_event_field");
SIDE_STATIC_ASSERT(sizeof(struct side_type_struct) == 40, "side_type_struct");
SIDE_STATIC_ASSERT(sizeof(struct side_type_array) == 40, "side_type_array");
SIDE_STATIC_ASSERT(sizeof(struct side_type_vla) == 52, "side_type_vla");
SIDE_STATIC_ASSERT(sizeof(struct side_type_vla_visitor) == 68, "side_type_vla_visitor");
SIDE_STATIC_ASSERT(sizeof(struct side_variant_option) == 80, "side_variant_option");
SIDE_STATIC_ASSERT(sizeof(struct side_type_variant) == 104, "side_type_variant");
SIDE_STATIC_ASSERT(
    sizeof(struct side_type_optional) == (__SIZEOF_POINTER__ == 8 ? 40 : 36), "side_type_optional");
SIDE_STATIC_ASSERT(sizeof(struct side_enum_mapping) == 34, "side_enum_mapping");
SIDE_STATIC_ASSERT(sizeof(struct side_enum_bitmap_mapping) == 34, "side_enum_bitmap_mapping");
SIDE_STATIC_ASSERT(sizeof(struct side_enum_mappings) == 40, "side_enum_mappings");

#endif
