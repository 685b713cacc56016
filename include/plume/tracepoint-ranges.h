// SPDX-License-Identifier: Apache-2.0
// Which numbers the integers of a type can be: what the compiler checks widths and labels with.

#ifndef PLUME_TRACEPOINT_RANGES_H
#define PLUME_TRACEPOINT_RANGES_H

// What compilers say of mistakes then names the line of the program alone.
#pragma GCC system_header

#include "side-abi.h"
#include "tracepoint-mistakes.h"

// The width of a type that has only some bits of another, from the first on; a number that no
// integer has as its width if the other has no such bits.
#define PLUME_WIDTH(size, first, length)                                                           \
    ((length) > 0 && (first) + 1 > 0 && (first) + (length) <= 8 * (size)                           \
         ? PLUME_CAST(uint16_t, length)                                                            \
         : PLUME_NO_WIDTH)
#define PLUME_NO_WIDTH PLUME_CAST(uint16_t, 0xFFFF)
#define PLUME_ASSERT_BITS(mark, what, type, text)                                                  \
    PLUME_ASSERT(                                                                                  \
        mark, bits_of_##what, PLUME_WIDTH_OF(type) != PLUME_NO_WIDTH,                              \
        "plume: the type has no such bits: " text);

// How many bits a type has and whether it has a sign, as constants of an owner. No bits are any:
// what is no integer is refused elsewhere, and VLAs of bytes are as long as they are.
#define PLUME_RANGE_TYPE(owner, type)                                                              \
    enum {                                                                                         \
        plume_width_of_##owner = PLUME_WIDTH_OF(type),                                             \
        plume_sign_of_##owner = PLUME_SIGN_OF(type)                                                \
    };
#define PLUME_WIDTH_OF(type) PLUME_CALL_3(PLUME_WIDTH_OF_, (PLUME_UNPACK(PLUME_ROW_##type), ~))
#define PLUME_WIDTH_OF_(kind, ...) PLUME_WIDTH_##kind(__VA_ARGS__)
#define PLUME_SIGN_OF(type) PLUME_CALL_3(PLUME_SIGN_OF_, (PLUME_UNPACK(PLUME_ROW_##type), ~))
#define PLUME_SIGN_OF_(kind, ...) PLUME_SIGN_##kind(__VA_ARGS__)

#define PLUME_WIDTH_of_integer(label, size, bits, ...) ((bits) != 0 ? (bits) : 8 * (size))
#define PLUME_SIGN_of_integer(label, size, bits, is_signed, ...) is_signed
#define PLUME_WIDTH_gather_of_integer(mode, first, ...) PLUME_WIDTH_of_integer(__VA_ARGS__)
#define PLUME_SIGN_gather_of_integer(mode, first, ...) PLUME_SIGN_of_integer(__VA_ARGS__)
#define PLUME_WIDTH_of_enum(label, name, ...) (0 + plume_width_of_##name)
#define PLUME_SIGN_of_enum(label, name, ...) (0 + plume_sign_of_##name)
#define PLUME_WIDTH_of_byte(...) 8
#define PLUME_SIGN_of_byte(...) 0
#define PLUME_WIDTH_of_object(label, name, ...) PLUME_WIDTH_##label(name)
#define PLUME_SIGN_of_object(...) 0
#define PLUME_WIDTH_SIDE_TYPE_ARRAY(name) (0 + plume_width_of_##name)
#define PLUME_WIDTH_SIDE_TYPE_VLA(name) 0
#define PLUME_WIDTH_SIDE_TYPE_VLA_VISITOR(name) 0
#define PLUME_WIDTH_SIDE_TYPE_STRUCT(name) 0
#define PLUME_WIDTH_SIDE_TYPE_VARIANT(name) 0
#define PLUME_WIDTH_SIDE_TYPE_OPTIONAL(name) 0
#define PLUME_WIDTH_of_null(...) 0
#define PLUME_SIGN_of_null(...) 0
#define PLUME_WIDTH_of_bool(label, size, bits, ...) ((bits) == PLUME_NO_WIDTH ? (bits) : 0)
#define PLUME_SIGN_of_bool(...) 0
#define PLUME_WIDTH_of_pointer(...) 0
#define PLUME_SIGN_of_pointer(...) 0
#define PLUME_WIDTH_of_float(...) 0
#define PLUME_SIGN_of_float(...) 0
#define PLUME_WIDTH_of_string(...) 0
#define PLUME_SIGN_of_string(...) 0
#define PLUME_WIDTH_of_dynamic(...) 0
#define PLUME_SIGN_of_dynamic(...) 0
#define PLUME_WIDTH_gather_of_bool(mode, first, ...) PLUME_WIDTH_of_bool(__VA_ARGS__)
#define PLUME_SIGN_gather_of_bool(...) 0
#define PLUME_WIDTH_gather_of_byte(...) 0
#define PLUME_SIGN_gather_of_byte(...) 0
#define PLUME_WIDTH_gather_of_pointer(...) 0
#define PLUME_SIGN_gather_of_pointer(...) 0
#define PLUME_WIDTH_gather_of_float(...) 0
#define PLUME_SIGN_gather_of_float(...) 0
#define PLUME_WIDTH_gather_of_string(...) 0
#define PLUME_SIGN_gather_of_string(...) 0
#define PLUME_WIDTH_gather_of_struct(...) 0
#define PLUME_SIGN_gather_of_struct(...) 0
#define PLUME_WIDTH_gather_of_array(...) 0
#define PLUME_SIGN_gather_of_array(...) 0
#define PLUME_WIDTH_gather_of_vla(...) 0
#define PLUME_SIGN_gather_of_vla(...) 0

// Whether a constant is a number of an owner's type. Both kinds of constants are compared without a
// warning: those that have a sign and those that have none.
#define PLUME_IN_RANGE_OF(owner, number)                                                           \
    (plume_width_of_##owner == 0 ||                                                                \
     (plume_sign_of_##owner != 0 ? PLUME_FITS_SIGNED(number, plume_width_of_##owner)               \
                                 : PLUME_FITS_UNSIGNED(number, plume_width_of_##owner)))
#define PLUME_FITS_SIGNED(number, width)                                                           \
    ((width) >= 64 || (PLUME_CAST(long long, number) >= -PLUME_HALF(width) &&                      \
                       PLUME_CAST(long long, number) < PLUME_HALF(width)))
#define PLUME_HALF(width) (1LL << ((width) < 64 ? (width) - 1 : 0))
#define PLUME_FITS_UNSIGNED(number, width)                                                         \
    (PLUME_IS_NOT_NEGATIVE(number) &&                                                              \
     ((width) >= 64 ||                                                                             \
      PLUME_CAST(unsigned long long, number) >> ((width) < 64 ? (width) : 0) == 0))
#define PLUME_IS_NOT_NEGATIVE(number) ((number) > 0 || (number) == 0)

#endif
