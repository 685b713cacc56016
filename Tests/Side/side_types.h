// SPDX-License-Identifier: Apache-2.0
// Types, arguments and visitors of the SIDE ABI, laid out by hand.

#ifndef SIDE_TYPES_H
#define SIDE_TYPES_H

#include "side_abi.h"

enum type_label {
    TYPE_NULL = 0,
    TYPE_BOOL,
    TYPE_U8,
    TYPE_U16,
    TYPE_U32,
    TYPE_U64,
    TYPE_U128,
    TYPE_S8,
    TYPE_S16,
    TYPE_S32,
    TYPE_S64,
    TYPE_S128,
    TYPE_BYTE,
    TYPE_POINTER,
    TYPE_FLOAT16,
    TYPE_FLOAT32,
    TYPE_FLOAT64,
    TYPE_FLOAT128,
    TYPE_STRING_UTF8,
    TYPE_STRING_UTF16,
    TYPE_STRING_UTF32,
    TYPE_STRUCT,
    TYPE_VARIANT,
    TYPE_OPTIONAL,
    TYPE_ARRAY,
    TYPE_VLA,
    TYPE_VLA_VISITOR,
    TYPE_ENUM,
    TYPE_ENUM_BITMAP,
    TYPE_DYNAMIC,
    TYPE_GATHER_BOOL,
    TYPE_GATHER_INTEGER,
    TYPE_GATHER_BYTE,
    TYPE_GATHER_POINTER,
    TYPE_GATHER_FLOAT,
    TYPE_GATHER_STRING,
    TYPE_GATHER_STRUCT,
    TYPE_GATHER_ARRAY,
    TYPE_GATHER_VLA,
    TYPE_GATHER_ENUM,
    TYPE_DYNAMIC_NULL,
    TYPE_DYNAMIC_BOOL,
    TYPE_DYNAMIC_INTEGER,
    TYPE_DYNAMIC_BYTE,
    TYPE_DYNAMIC_POINTER,
    TYPE_DYNAMIC_FLOAT,
    TYPE_DYNAMIC_STRING,
    TYPE_DYNAMIC_STRUCT,
    TYPE_DYNAMIC_STRUCT_VISITOR,
    TYPE_DYNAMIC_VLA,
    TYPE_DYNAMIC_VLA_VISITOR,
    TYPE_COUNT,
};

enum attribute_label {
    ATTRIBUTE_NULL = 0,
    ATTRIBUTE_BOOL = 1,
    ATTRIBUTE_U8 = 2,
    ATTRIBUTE_S8 = 7,
    ATTRIBUTE_S128 = 11,
    ATTRIBUTE_FLOAT16 = 12,
    ATTRIBUTE_FLOAT128 = 15,
    ATTRIBUTE_STRING = 16,
};

enum byte_order { LITTLE = 0, BIG = 1 };
enum access_mode { DIRECT = 0, BY_POINTER = 1 };
enum argument_flag { INCOMPLETE = 1 };

struct PACKED raw_string {
    struct address text;
    uint8_t unit;
    uint8_t order;
};

struct PACKED attribute {
    struct raw_string key;
    uint32_t label;
    union PACKED {
        uint8_t bytes[32];
        struct raw_string string;
    } value;
};

// What the types of scalars hold; the member of the null type is that of bytes too.
struct PACKED null_type {
    struct array attributes;
};

struct PACKED bool_type {
    struct array attributes;
    uint16_t size;
    uint16_t bits;
    uint8_t order;
};

struct PACKED integer_type {
    struct array attributes;
    uint16_t size;
    uint16_t bits;
    uint8_t is_signed;
    uint8_t order;
};

struct PACKED float_type {
    struct array attributes;
    uint16_t size;
    uint8_t order;
};

struct PACKED string_type {
    struct array attributes;
    uint8_t unit;
    uint8_t order;
};

struct PACKED enum_type {
    struct address mappings;
    struct address element;
};

// Objects that types point to.
struct PACKED struct_object {
    struct array fields;
    struct array attributes;
};

struct PACKED array_object {
    struct address element;
    uint32_t length;
    struct array attributes;
};

struct PACKED vla_object {
    struct address element;
    struct address length_type;
    struct array attributes;
};

// What stands behind the access of a gather type.
struct PACKED gather_bool_type {
    uint64_t offset;
    uint16_t offset_bits;
    uint8_t mode;
    struct bool_type type;
};

struct PACKED gather_integer_type {
    uint64_t offset;
    uint16_t offset_bits;
    uint8_t mode;
    struct integer_type type;
};

struct PACKED gather_byte_type {
    uint64_t offset;
    uint8_t mode;
    struct null_type type;
};

struct PACKED gather_float_type {
    uint64_t offset;
    uint8_t mode;
    struct float_type type;
};

struct PACKED gather_string_type {
    uint64_t offset;
    uint8_t mode;
    struct string_type type;
};

struct PACKED gather_struct_type {
    struct address type;
    uint64_t offset;
    uint8_t mode;
    uint32_t size;
};

struct PACKED gather_array_type {
    uint64_t offset;
    uint8_t mode;
    struct array_object type;
};

struct PACKED gather_vla_type {
    uint64_t offset;
    uint8_t mode;
    struct vla_object type;
};

struct PACKED type {
    uint16_t label;
    union PACKED {
        uint8_t bytes[62];
        struct null_type null;
        struct bool_type boolean;
        struct integer_type integer;
        struct float_type floating;
        struct string_type string;
        struct address object;
        struct enum_type enumeration;
        struct gather_bool_type gather_bool;
        struct gather_integer_type gather_integer;
        struct gather_byte_type gather_byte;
        struct gather_float_type gather_float;
        struct gather_string_type gather_string;
        struct gather_struct_type gather_struct;
        struct gather_array_type gather_array;
        struct gather_vla_type gather_vla;
    } of;
};

struct PACKED typed_field {
    struct address name;
    struct type type;
};

struct PACKED visitor_object {
    struct address element;
    struct address length_type;
    struct address function;
    struct array attributes;
};

struct PACKED variant_object {
    struct array choices;
    struct type selector;
    struct array attributes;
};

struct PACKED choice {
    int64_t begin;
    int64_t end;
    struct type type;
};

// The one structure of descriptions that is aligned.
struct optional_object {
    _Alignas(8) struct address element;
    struct array attributes;
};

struct PACKED mappings_object {
    struct array mappings;
    struct array attributes;
};

struct PACKED mapping {
    int64_t begin;
    int64_t end;
    struct raw_string label;
};

// Arguments. The value of a scalar stands where the value of `struct argument` begins, and so does
// the address of everything else; these are what dynamic arguments hold there.
struct PACKED dynamic_bool {
    struct bool_type type;
    uint8_t value[8];
};

struct PACKED dynamic_integer {
    struct integer_type type;
    uint8_t value[16];
};

struct PACKED dynamic_byte {
    struct null_type type;
    uint8_t value;
};

struct PACKED dynamic_float {
    struct float_type type;
    uint8_t value[16];
};

struct PACKED dynamic_string {
    struct string_type type;
    uint64_t value;
};

struct PACKED dynamic_field {
    struct address name;
    struct argument value;
};

// Also what a dynamic array is: a count of arguments.
struct PACKED dynamic_struct {
    struct array fields;
    struct array attributes;
};

struct PACKED dynamic_visitor {
    struct address function;
    struct address application;
    struct address cached;
    struct array attributes;
};

struct PACKED variant_argument {
    struct argument selector;
    struct argument choice;
};

struct PACKED optional_argument {
    struct argument value;
    uint8_t is_there;
};

struct PACKED visitor_argument {
    struct address application;
    struct address cached;
};

struct PACKED gather_vla_argument {
    struct address base;
    struct address length;
};

// What a tracer gives to the visitor of an application.
struct element_context {
    int (*write)(const struct element_context *, const struct argument *);
    void *own;
};

struct field_context {
    int (*write)(const struct field_context *, const struct dynamic_field *);
    void *own;
};

typedef int (*element_visitor)(const struct element_context *, void *application);
typedef int (*field_visitor)(const struct field_context *, void *application);

STATIC_ASSERT(TYPE_COUNT == 51);
STATIC_ASSERT(sizeof(struct raw_string) == 18);
STATIC_ASSERT(sizeof(struct attribute) == 54);
STATIC_ASSERT(sizeof(struct null_type) == 20);
STATIC_ASSERT(sizeof(struct bool_type) == 25);
STATIC_ASSERT(sizeof(struct integer_type) == 26);
STATIC_ASSERT(sizeof(struct float_type) == 23);
STATIC_ASSERT(sizeof(struct string_type) == 22);
STATIC_ASSERT(sizeof(struct struct_object) == 40);
STATIC_ASSERT(sizeof(struct array_object) == 40);
STATIC_ASSERT(sizeof(struct vla_object) == 52);
STATIC_ASSERT(sizeof(struct visitor_object) == 68);
STATIC_ASSERT(sizeof(struct variant_object) == 104);
STATIC_ASSERT(sizeof(struct choice) == 80);
STATIC_ASSERT(sizeof(struct optional_object) == 40);
STATIC_ASSERT(sizeof(struct mapping) == 34);
STATIC_ASSERT(sizeof(struct gather_bool_type) == 36);
STATIC_ASSERT(sizeof(struct gather_integer_type) == 37);
STATIC_ASSERT(sizeof(struct gather_byte_type) == 29);
STATIC_ASSERT(sizeof(struct gather_float_type) == 32);
STATIC_ASSERT(sizeof(struct gather_string_type) == 31);
STATIC_ASSERT(sizeof(struct gather_struct_type) == 29);
STATIC_ASSERT(sizeof(struct gather_array_type) == 49);
STATIC_ASSERT(sizeof(struct gather_vla_type) == 61);
STATIC_ASSERT(sizeof(struct type) == 64);
STATIC_ASSERT(sizeof(struct typed_field) == 80);
STATIC_ASSERT(sizeof(struct dynamic_field) == 80);
STATIC_ASSERT(sizeof(struct dynamic_visitor) == 68);
STATIC_ASSERT(sizeof(struct variant_argument) == 128);
STATIC_ASSERT(sizeof(struct optional_argument) == 65);
STATIC_ASSERT(offsetof(struct dynamic_bool, value) == 29 - 4);
STATIC_ASSERT(offsetof(struct dynamic_byte, value) == 24 - 4);
STATIC_ASSERT(offsetof(struct dynamic_string, value) == 26 - 4);
STATIC_ASSERT(offsetof(struct dynamic_integer, value) == 30 - 4);
STATIC_ASSERT(offsetof(struct dynamic_float, value) == 27 - 4);
STATIC_ASSERT(sizeof(struct dynamic_integer) <= 58);

#endif
