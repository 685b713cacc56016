// SPDX-License-Identifier: Apache-2.0
// The values of simple types: for each name NAME of tracepoint-words.h
//   plume_value_of_NAME        the C type of an argument,
//   plume_alternative_of_NAME  another C type that is taken, usually the pointer without const,
//   plume_category_of_NAME     by which rule arguments are checked, of enum plume_category,
//   plume_counted_of_NAME      the elements of an argument that may be an array,
//   plume_least_of_NAME        how many there must be, or 0 for other arguments,
//   plume_cells_of_NAME        how much memory an argument needs beside its own,
//   plume_fill_NAME            what writes an argument: only what tracers read.
// No function of this file allocates or locks; all are signal-safe.

#ifndef PLUME_TRACEPOINT_SCALARS_H
#define PLUME_TRACEPOINT_SCALARS_H

// What compilers say of mistakes then names the line of the program alone.
#pragma GCC system_header

#include <string.h>

#include "tracepoint-words.h"

/** A function that is part of its caller. */
#define PLUME_INLINE static inline __attribute__((always_inline, unused))

/** Memory for one argument, or for what an argument points to. */
union plume_cell {
    struct side_arg argument;
    struct side_arg_vec vector;
    struct side_arg_vla_visitor visitor;
    unsigned char bytes[64];
};

SIDE_STATIC_ASSERT(sizeof(union plume_cell) == 64, "cells in a row are arguments in a row");

/** How an argument is compared with its field. */
enum plume_category {
    PLUME_CATEGORY_UNSIGNED = 1,    ///< An integer whose values all fit, or a constant that fits.
    PLUME_CATEGORY_SIGNED = 2,      ///< The same.
    PLUME_CATEGORY_BOOL = 3,        ///< An integer or truth value.
    PLUME_CATEGORY_FLOAT = 4,       ///< A floating point number that is not wider.
    PLUME_CATEGORY_EXACT = 5,       ///< The type itself, or its alternative.
    PLUME_CATEGORY_ANY_POINTER = 6, ///< A pointer to anything.
};

/** Stands where there is no alternative, and no element. */
struct plume_nothing {
    char unused; ///< C has no empty structure.
};

/** The value of a field without a value. */
struct plume_null_value {
    char unused; ///< C has no empty structure.
};

/** The bits of a floating point number of 16 bits (IEEE 754 binary16). */
struct plume_float16 {
    uint16_t bits;
};

#if defined(__SIZEOF_INT128__)
/** An integer of 128 bits. */
__extension__ typedef unsigned __int128 plume_u128;
/** An integer of 128 bits. */
__extension__ typedef __int128 plume_s128;
#endif

#if defined(__SIZEOF_FLOAT128__) || defined(__x86_64__)
/** A floating point number of 128 bits (IEEE 754 binary128). */
__extension__ typedef __float128 plume_float128;
#define PLUME_HAS_FLOAT128 1
#elif __LDBL_MANT_DIG__ == 113
/** A floating point number of 128 bits (IEEE 754 binary128). */
typedef long double plume_float128;
#define PLUME_HAS_FLOAT128 1
#endif

#ifdef __cplusplus
typedef char16_t plume_char16;
typedef char32_t plume_char32;
#else
/** A unit of UTF-16, as in u"". */
typedef __CHAR16_TYPE__ plume_char16;
/** A unit of UTF-32, as in U"". */
typedef __CHAR32_TYPE__ plume_char32;
#endif

// The bits of a binary16 nearest to a number; ties go to even, what is too big becomes infinite.
static inline __attribute__((unused)) struct plume_float16 plume_float16_from(float number) {
    uint32_t bits = 0;
    memcpy(&bits, &number, sizeof bits);
    uint32_t sign = bits >> 16 & 0x8000U;
    uint32_t rest = bits & 0x7FFFFFFFU;
    uint32_t half = 0;
    if (rest > 0x7F800000U) {
        half = 0x7E00U | (rest >> 13 & 0x3FFU);
    } else if (rest >= 0x47800000U) {
        half = 0x7C00U;
    } else if (rest >= 0x33000000U) {
        // Below the smallest normal number the fraction loses bits.
        uint32_t shift = rest < 0x38800000U ? 126U - (rest >> 23) : 13U;
        uint32_t fraction = (rest & 0x7FFFFFU) | 0x800000U;
        if (rest >= 0x38800000U) fraction = rest - 0x38000000U;
        half = fraction >> shift;
        uint32_t lost = fraction & ((1U << shift) - 1U);
        uint32_t middle = 1U << (shift - 1U);
        if (lost > middle || (lost == middle && (half & 1U) != 0)) half++;
    }
    struct plume_float16 made = { PLUME_CAST(uint16_t, half | sign) };
    return made;
}

PLUME_INLINE void plume_begin(struct side_arg *argument, enum side_type_label label) {
    argument->label = PLUME_CAST(uint16_t, label);
    argument->flags = 0;
}

PLUME_INLINE void plume_point(
    struct side_arg *argument, enum side_type_label label, const void *pointer) {
    struct side_ptr address = SIDE_PTR(pointer);
    plume_begin(argument, label);
    argument->content.fixed.pointer = address;
}

#define PLUME_COUNTED_(name, type, least)                                                          \
    typedef type plume_counted_of_##name;                                                          \
    enum { plume_least_of_##name = least };
#define PLUME_SIMPLE_(name, type, other, category)                                                 \
    PLUME_COUNTED_(name, struct plume_nothing, 0)                                                  \
    PLUME_VALUE_(name, type, other, category)
#define PLUME_VALUE_(name, type, other, category)                                                  \
    typedef type plume_value_of_##name;                                                            \
    typedef other plume_alternative_of_##name;                                                     \
    enum { plume_cells_of_##name = 0, plume_category_of_##name = category };

// Pointers to gathered data need no conversion: what they point to is read through the description.
#define PLUME_GATHERED_(name, type, label)                                                         \
    PLUME_COUNTED_(gather_##name, type, 1)                                                         \
    PLUME_VALUE_(gather_##name, const type *, type *, PLUME_CATEGORY_EXACT)                        \
    PLUME_INLINE void plume_fill_gather_##name(                                                    \
        struct side_arg *argument, const type *value, union plume_cell **cells) {                  \
        (void)cells;                                                                               \
        plume_point(argument, label, value);                                                       \
    }                                                                                              \
    PLUME_SIMPLE_(gather_indirect_##name, const void *, void *, PLUME_CATEGORY_ANY_POINTER)        \
    PLUME_INLINE void plume_fill_gather_indirect_##name(                                           \
        struct side_arg *argument, const void *value, union plume_cell **cells) {                  \
        (void)cells;                                                                               \
        plume_point(argument, label, value);                                                       \
    }

#define PLUME_SCALAR_(name, type, category, label, gathered, member, converted)                    \
    PLUME_SIMPLE_(name, type, struct plume_nothing *, category)                                    \
    PLUME_INLINE void plume_fill_##name(                                                           \
        struct side_arg *argument, type value, union plume_cell **cells) {                         \
        (void)cells;                                                                               \
        plume_begin(argument, label);                                                              \
        argument->content.fixed.member = converted;                                                \
    }                                                                                              \
    PLUME_GATHERED_(name, type, gathered)

#define PLUME_INTEGER_(name, type, category, label)                                                \
    PLUME_SCALAR_(                                                                                 \
        name, type, category, label, SIDE_TYPE_GATHER_INTEGER, integer.name, value)

PLUME_INTEGER_(u8, uint8_t, PLUME_CATEGORY_UNSIGNED, SIDE_TYPE_U8)
PLUME_INTEGER_(u16, uint16_t, PLUME_CATEGORY_UNSIGNED, SIDE_TYPE_U16)
PLUME_INTEGER_(u32, uint32_t, PLUME_CATEGORY_UNSIGNED, SIDE_TYPE_U32)
PLUME_INTEGER_(u64, uint64_t, PLUME_CATEGORY_UNSIGNED, SIDE_TYPE_U64)
PLUME_INTEGER_(s8, int8_t, PLUME_CATEGORY_SIGNED, SIDE_TYPE_S8)
PLUME_INTEGER_(s16, int16_t, PLUME_CATEGORY_SIGNED, SIDE_TYPE_S16)
PLUME_INTEGER_(s32, int32_t, PLUME_CATEGORY_SIGNED, SIDE_TYPE_S32)
PLUME_INTEGER_(s64, int64_t, PLUME_CATEGORY_SIGNED, SIDE_TYPE_S64)

PLUME_SCALAR_(
    boolean, bool, PLUME_CATEGORY_BOOL, SIDE_TYPE_BOOL, SIDE_TYPE_GATHER_BOOL, boolean.bool8, value)
PLUME_SCALAR_(
    boolean16, uint16_t, PLUME_CATEGORY_BOOL, SIDE_TYPE_BOOL, SIDE_TYPE_GATHER_BOOL,
    boolean.bool16, value)
PLUME_SCALAR_(
    boolean32, uint32_t, PLUME_CATEGORY_BOOL, SIDE_TYPE_BOOL, SIDE_TYPE_GATHER_BOOL,
    boolean.bool32, value)
PLUME_SCALAR_(
    boolean64, uint64_t, PLUME_CATEGORY_BOOL, SIDE_TYPE_BOOL, SIDE_TYPE_GATHER_BOOL,
    boolean.bool64, value)
PLUME_SCALAR_(
    byte, uint8_t, PLUME_CATEGORY_UNSIGNED, SIDE_TYPE_BYTE, SIDE_TYPE_GATHER_BYTE, byte, value)
PLUME_SCALAR_(
    float16, struct plume_float16, PLUME_CATEGORY_EXACT, SIDE_TYPE_FLOAT16, SIDE_TYPE_GATHER_FLOAT,
    real.bits16, value.bits)
PLUME_SCALAR_(
    float32, float, PLUME_CATEGORY_FLOAT, SIDE_TYPE_FLOAT32, SIDE_TYPE_GATHER_FLOAT, real.float32,
    value)
PLUME_SCALAR_(
    float64, double, PLUME_CATEGORY_FLOAT, SIDE_TYPE_FLOAT64, SIDE_TYPE_GATHER_FLOAT, real.float64,
    value)

// Wide numbers are copied, as the ABI has them without alignment.
#define PLUME_WIDE_(name, type, category, label, gathered)                                         \
    PLUME_SIMPLE_(name, type, struct plume_nothing *, category)                                    \
    PLUME_INLINE void plume_fill_##name(                                                           \
        struct side_arg *argument, type value, union plume_cell **cells) {                         \
        (void)cells;                                                                               \
        plume_begin(argument, label);                                                              \
        memcpy(&argument->content, &value, 16);                                                    \
    }                                                                                              \
    PLUME_GATHERED_(name, type, gathered)

#if defined(__SIZEOF_INT128__)
PLUME_WIDE_(u128, plume_u128, PLUME_CATEGORY_UNSIGNED, SIDE_TYPE_U128, SIDE_TYPE_GATHER_INTEGER)
PLUME_WIDE_(s128, plume_s128, PLUME_CATEGORY_SIGNED, SIDE_TYPE_S128, SIDE_TYPE_GATHER_INTEGER)
#endif
#if defined(PLUME_HAS_FLOAT128)
PLUME_WIDE_(
    float128, plume_float128, PLUME_CATEGORY_FLOAT, SIDE_TYPE_FLOAT128, SIDE_TYPE_GATHER_FLOAT)
#endif

#define PLUME_STRING_(name, unit, label)                                                           \
    PLUME_SIMPLE_(name, const unit *, unit *, PLUME_CATEGORY_EXACT)                                \
    PLUME_INLINE void plume_fill_##name(                                                           \
        struct side_arg *argument, const unit *value, union plume_cell **cells) {                  \
        (void)cells;                                                                               \
        plume_point(argument, label, value);                                                       \
    }                                                                                              \
    PLUME_GATHERED_(name, unit, SIDE_TYPE_GATHER_STRING)

PLUME_STRING_(string, char, SIDE_TYPE_STRING_UTF8)
PLUME_STRING_(string16, plume_char16, SIDE_TYPE_STRING_UTF16)
PLUME_STRING_(string32, plume_char32, SIDE_TYPE_STRING_UTF32)

PLUME_SIMPLE_(pointer, const void *, void *, PLUME_CATEGORY_ANY_POINTER)
PLUME_INLINE void plume_fill_pointer(
    struct side_arg *argument, const void *value, union plume_cell **cells) {
    (void)cells;
    plume_begin(argument, SIDE_TYPE_POINTER);
    memcpy(&argument->content, &value, sizeof value);
}
// The address of a pointer in memory may be that of a pointer to anything.
PLUME_SIMPLE_(gather_pointer, const void *, void *, PLUME_CATEGORY_ANY_POINTER)
PLUME_INLINE void plume_fill_gather_pointer(
    struct side_arg *argument, const void *value, union plume_cell **cells) {
    (void)cells;
    plume_point(argument, SIDE_TYPE_GATHER_POINTER, value);
}
PLUME_SIMPLE_(gather_indirect_pointer, const void *, void *, PLUME_CATEGORY_ANY_POINTER)
PLUME_INLINE void plume_fill_gather_indirect_pointer(
    struct side_arg *argument, const void *value, union plume_cell **cells) {
    (void)cells;
    plume_point(argument, SIDE_TYPE_GATHER_POINTER, value);
}

PLUME_SIMPLE_(null, struct plume_null_value, struct plume_nothing *, PLUME_CATEGORY_EXACT)
PLUME_INLINE void plume_fill_null(
    struct side_arg *argument, struct plume_null_value value, union plume_cell **cells) {
    (void)cells;
    (void)value;
    plume_begin(argument, SIDE_TYPE_NULL);
}
/** The argument of a field of type `null`. */
PLUME_INLINE struct plume_null_value plume_null(void) {
    struct plume_null_value made = { 0 };
    return made;
}

PLUME_SIMPLE_(dynamic, struct side_arg, struct plume_nothing *, PLUME_CATEGORY_EXACT)
PLUME_INLINE void plume_fill_dynamic(
    struct side_arg *argument, struct side_arg value, union plume_cell **cells) {
    (void)cells;
    *argument = value;
}

#endif
