// SPDX-License-Identifier: Apache-2.0
// What all structures of the SIDE ABI are made of: addresses, arrays, labels. docs/abi/side.md.

#ifndef PLUME_SIDE_ABI_LAYOUT_H
#define PLUME_SIDE_ABI_LAYOUT_H

// What compilers say of mistakes then names the line of the program alone.
#pragma GCC system_header

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** A condition that holds when the program compiles, in C11 and C++17. */
#ifdef __cplusplus
#define SIDE_STATIC_ASSERT(condition, message) static_assert(condition, message)
#else
#define SIDE_STATIC_ASSERT(condition, message) _Static_assert(condition, message)
#endif

/** Marks a structure without padding, whose address may be odd. */
#define SIDE_PACKED __attribute__((packed))

/** Bytes that an address takes in the ABI, on machines of each word size. */
#define SIDE_PTR_SIZE 16
/** Words of zeros beside an address. */
#define SIDE_PTR_ZEROS (SIDE_PTR_SIZE / __SIZEOF_POINTER__ - 1)

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define SIDE_PTR_MEMBERS_(type) type address; uintptr_t zero[SIDE_PTR_ZEROS];
#define SIDE_PTR(pointer) { pointer, { 0 } }
#else
#define SIDE_PTR_MEMBERS_(type) uintptr_t zero[SIDE_PTR_ZEROS]; type address;
/** The initialiser of a `side_ptr`. */
#define SIDE_PTR(pointer) { { 0 }, pointer }
#endif

/** An address of 16 bytes: the address of this machine and zeros, as if it were a long integer. */
struct side_ptr {
    SIDE_PTR_MEMBERS_(const void *)
};

/** An array: where its first element is, which may be anywhere for none, and how many there are. */
struct SIDE_PACKED side_array {
    struct side_ptr elements;
    uint32_t length; ///< Count of elements.
};

// Not all compilers say how the words of floating point numbers are ordered.
#ifdef __FLOAT_WORD_ORDER__
#define SIDE_FLOAT_WORD_ORDER __FLOAT_WORD_ORDER__
#else
#define SIDE_FLOAT_WORD_ORDER __BYTE_ORDER__
#endif

/** The order of the bytes of an integer, and of the words of a floating point number. */
enum side_byte_order {
    SIDE_BYTE_ORDER_LE = 0,
    SIDE_BYTE_ORDER_BE = 1,
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    SIDE_BYTE_ORDER_HOST = SIDE_BYTE_ORDER_LE, ///< That of this machine.
#else
    SIDE_BYTE_ORDER_HOST = SIDE_BYTE_ORDER_BE, ///< That of this machine.
#endif
#if SIDE_FLOAT_WORD_ORDER == __ORDER_LITTLE_ENDIAN__
    SIDE_FLOAT_WORD_ORDER_HOST = SIDE_BYTE_ORDER_LE, ///< That of this machine's numbers.
#else
    SIDE_FLOAT_WORD_ORDER_HOST = SIDE_BYTE_ORDER_BE, ///< That of this machine's numbers.
#endif
};

/** What a type or an argument is; 16 bits. Labels are only ever appended. */
enum side_type_label {
    SIDE_TYPE_NULL = 0,
    SIDE_TYPE_BOOL = 1,
    SIDE_TYPE_U8 = 2,
    SIDE_TYPE_U16 = 3,
    SIDE_TYPE_U32 = 4,
    SIDE_TYPE_U64 = 5,
    SIDE_TYPE_U128 = 6,
    SIDE_TYPE_S8 = 7,
    SIDE_TYPE_S16 = 8,
    SIDE_TYPE_S32 = 9,
    SIDE_TYPE_S64 = 10,
    SIDE_TYPE_S128 = 11,
    SIDE_TYPE_BYTE = 12,
    SIDE_TYPE_POINTER = 13,
    SIDE_TYPE_FLOAT16 = 14,
    SIDE_TYPE_FLOAT32 = 15,
    SIDE_TYPE_FLOAT64 = 16,
    SIDE_TYPE_FLOAT128 = 17,
    SIDE_TYPE_STRING_UTF8 = 18,
    SIDE_TYPE_STRING_UTF16 = 19,
    SIDE_TYPE_STRING_UTF32 = 20,
    SIDE_TYPE_STRUCT = 21,
    SIDE_TYPE_VARIANT = 22,
    SIDE_TYPE_OPTIONAL = 23,
    SIDE_TYPE_ARRAY = 24,
    SIDE_TYPE_VLA = 25,
    SIDE_TYPE_VLA_VISITOR = 26,
    SIDE_TYPE_ENUM = 27,
    SIDE_TYPE_ENUM_BITMAP = 28,
    SIDE_TYPE_DYNAMIC = 29,
    SIDE_TYPE_GATHER_BOOL = 30,
    SIDE_TYPE_GATHER_INTEGER = 31,
    SIDE_TYPE_GATHER_BYTE = 32,
    SIDE_TYPE_GATHER_POINTER = 33,
    SIDE_TYPE_GATHER_FLOAT = 34,
    SIDE_TYPE_GATHER_STRING = 35,
    SIDE_TYPE_GATHER_STRUCT = 36,
    SIDE_TYPE_GATHER_ARRAY = 37,
    SIDE_TYPE_GATHER_VLA = 38,
    SIDE_TYPE_GATHER_ENUM = 39,
    SIDE_TYPE_DYNAMIC_NULL = 40,
    SIDE_TYPE_DYNAMIC_BOOL = 41,
    SIDE_TYPE_DYNAMIC_INTEGER = 42,
    SIDE_TYPE_DYNAMIC_BYTE = 43,
    SIDE_TYPE_DYNAMIC_POINTER = 44,
    SIDE_TYPE_DYNAMIC_FLOAT = 45,
    SIDE_TYPE_DYNAMIC_STRING = 46,
    SIDE_TYPE_DYNAMIC_STRUCT = 47,
    SIDE_TYPE_DYNAMIC_STRUCT_VISITOR = 48,
    SIDE_TYPE_DYNAMIC_VLA = 49,
    SIDE_TYPE_DYNAMIC_VLA_VISITOR = 50,
    SIDE_TYPE_COUNT = 51, ///< What descriptions say of how many labels they know.
};

/** What the value of an attribute is; 32 bits. */
enum side_attr_type {
    SIDE_ATTR_TYPE_NULL = 0,
    SIDE_ATTR_TYPE_BOOL = 1,
    SIDE_ATTR_TYPE_U8 = 2,
    SIDE_ATTR_TYPE_U16 = 3,
    SIDE_ATTR_TYPE_U32 = 4,
    SIDE_ATTR_TYPE_U64 = 5,
    SIDE_ATTR_TYPE_U128 = 6,
    SIDE_ATTR_TYPE_S8 = 7,
    SIDE_ATTR_TYPE_S16 = 8,
    SIDE_ATTR_TYPE_S32 = 9,
    SIDE_ATTR_TYPE_S64 = 10,
    SIDE_ATTR_TYPE_S128 = 11,
    SIDE_ATTR_TYPE_FLOAT16 = 12,
    SIDE_ATTR_TYPE_FLOAT32 = 13,
    SIDE_ATTR_TYPE_FLOAT64 = 14,
    SIDE_ATTR_TYPE_FLOAT128 = 15,
    SIDE_ATTR_TYPE_STRING = 16,
    SIDE_ATTR_TYPE_COUNT = 17, ///< What descriptions say of how many they know.
};

/** Where gathered data is; 8 bits. */
enum side_gather_mode {
    SIDE_GATHER_DIRECT = 0,  ///< At the base and offset.
    SIDE_GATHER_POINTER = 1, ///< Where the pointer at the base and offset points to.
};

/** How urgent an event is, as in syslog; 32 bits. */
enum side_loglevel {
    SIDE_LOGLEVEL_EMERG = 0,
    SIDE_LOGLEVEL_ALERT = 1,
    SIDE_LOGLEVEL_CRIT = 2,
    SIDE_LOGLEVEL_ERR = 3,
    SIDE_LOGLEVEL_WARNING = 4,
    SIDE_LOGLEVEL_NOTICE = 5,
    SIDE_LOGLEVEL_INFO = 6,
    SIDE_LOGLEVEL_DEBUG = 7,
};

/** An integer of an argument or attribute, in the byte order that its type says. */
union SIDE_PACKED side_integer_value {
    uint8_t u8;
    uint16_t u16;
    uint32_t u32;
    uint64_t u64;
    int8_t s8;
    int16_t s16;
    int32_t s32;
    int64_t s64;
    uintptr_t address;   ///< A pointer's.
    uint64_t wide[2];    ///< 128 bits as the machine stores them: the low half first if it is LE.
};

/** A truth value of each size. */
union SIDE_PACKED side_bool_value {
    uint8_t bool8;
    uint16_t bool16;
    uint32_t bool32;
    uint64_t bool64;
};

/** A floating point number, its bits as they are. */
union SIDE_PACKED side_float_value {
    uint16_t bits16;
    float float32;
    double float64;
    uint64_t bits128[2]; ///< As the machine stores them.
};

/** A string that ends with a unit of 0. */
struct SIDE_PACKED side_raw_string {
    struct side_ptr units;
    uint8_t unit_size;  ///< Bytes of a unit: 1, 2 or 4.
    uint8_t byte_order; ///< One of enum side_byte_order.
};

SIDE_STATIC_ASSERT(sizeof(struct side_ptr) == 16, "side_ptr");
SIDE_STATIC_ASSERT(sizeof(struct side_array) == 20, "side_array");
SIDE_STATIC_ASSERT(offsetof(struct side_array, length) == 16, "side_array.length");
SIDE_STATIC_ASSERT(sizeof(union side_integer_value) == 16, "side_integer_value");
SIDE_STATIC_ASSERT(sizeof(union side_float_value) == 16, "side_float_value");
SIDE_STATIC_ASSERT(sizeof(struct side_raw_string) == 18, "side_raw_string");
SIDE_STATIC_ASSERT(offsetof(struct side_raw_string, unit_size) == 16, "raw_string.unit_size");

#endif
