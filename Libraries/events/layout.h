// SPDX-License-Identifier: Apache-2.0
// The parts of the SIDE ABI of which events made at run time consist. docs/abi/side.md.

#ifndef PLUME_EVENTS_LAYOUT_H
#define PLUME_EVENTS_LAYOUT_H

#include <stddef.h>
#include <stdint.h>

#define PACKED __attribute__((packed))

enum {
    LABEL_BOOL = 1,
    LABEL_U8 = 2,
    LABEL_S8 = 7,
    LABEL_FLOAT32 = 15,
    LABEL_FLOAT64 = 16,
    LABEL_STRING = 18,
    LABEL_STRUCT = 21,
    LABEL_OPTIONAL = 23,
    LABEL_ENUM = 27,
    LABEL_GATHER_BOOL = 30,
    LABEL_GATHER_INTEGER = 31,
    LABEL_GATHER_BYTE = 32,
    LABEL_GATHER_FLOAT = 34,
    LABEL_GATHER_STRING = 35,
    LABEL_GATHER_ARRAY = 37,
    LABEL_GATHER_VLA = 38,
    LABEL_COUNT = 51,
    ATTRIBUTE_COUNT = 17,
};

struct PACKED address {
    const void *value;
    uint64_t zero;
};

struct PACKED array {
    struct address first;
    uint32_t count;
};

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

struct PACKED gather_array_type {
    uint64_t offset;
    uint8_t mode;
    struct address element;
    uint32_t length;
    struct array attributes;
};

struct PACKED gather_vla_type {
    uint64_t offset;
    uint8_t mode;
    struct address element;
    struct address length_type;
    struct array attributes;
};

struct PACKED type {
    uint16_t label;
    union PACKED {
        uint8_t bytes[62];
        struct bool_type boolean;
        struct integer_type integer;
        struct float_type floating;
        struct string_type string;
        struct address object;
        struct enum_type enumeration;
        struct gather_bool_type gather_bool;
        struct gather_integer_type gather_integer;
        struct gather_float_type gather_float;
        struct gather_string_type gather_string;
        struct gather_array_type gather_array;
        struct gather_vla_type gather_vla;
    } of;
};

struct PACKED field {
    struct address name;
    struct type type;
};

struct PACKED struct_object {
    struct array fields;
    struct array attributes;
};

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
    struct address label;
    uint8_t unit;
    uint8_t order;
};

struct PACKED description {
    uint32_t size;
    uint32_t version;
    struct address state;
    struct address provider;
    struct address name;
    struct array fields;
    struct array attributes;
    uint64_t flags;
    uint16_t type_count;
    uint16_t attribute_type_count;
    uint32_t log_level;
};

struct state {
    uint32_t version;
    uint32_t callback_count;
    uint64_t enabled;
    const void *callbacks;
    const struct description *description;
};

struct PACKED argument {
    uint16_t label;
    uint16_t flags;
    uint8_t value[60];
};

struct PACKED optional_argument {
    struct argument value;
    uint8_t is_there;
};

struct PACKED gather_vla_argument {
    struct address base;
    struct address length;
};

_Static_assert(sizeof(struct type) == 64, "docs/abi/side.md");
_Static_assert(sizeof(struct field) == 80, "docs/abi/side.md");
_Static_assert(sizeof(struct gather_integer_type) == 37, "docs/abi/side.md");
_Static_assert(sizeof(struct gather_array_type) == 49, "docs/abi/side.md");
_Static_assert(sizeof(struct gather_vla_type) == 61, "docs/abi/side.md");
_Static_assert(sizeof(struct optional_object) == 40, "docs/abi/side.md");
_Static_assert(sizeof(struct mapping) == 34, "docs/abi/side.md");
_Static_assert(sizeof(struct description) == 112, "docs/abi/side.md");
_Static_assert(sizeof(struct state) == 32, "docs/abi/side.md");
_Static_assert(sizeof(struct argument) == 64, "docs/abi/side.md");
_Static_assert(sizeof(struct optional_argument) == 65, "docs/abi/side.md");

extern const char side_empty_callback[24];
void side_call(const struct state *, const struct array *);
void *side_events_register(struct description **, uint32_t);
void side_events_unregister(void *);

#endif
