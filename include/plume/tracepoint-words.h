// SPDX-License-Identifier: Apache-2.0
// The words for types. Each has a row of what its description says, and a name under which
// tracepoint-scalars.h, or the declaration of the type, has the C type and the function that fills
// an argument. docs/c-tracepoints.md shows each word.

#ifndef PLUME_TRACEPOINT_WORDS_H
#define PLUME_TRACEPOINT_WORDS_H

// What compilers say of mistakes then names the line of the program alone.
#pragma GCC system_header

#include "side-abi.h"
#include "tracepoint-ranges.h"

// The name of the values of a type: plume_value_of_NAME, plume_fill_NAME and so on.
#define PLUME_VALUE_NAME(type) PLUME_VALUE_NAME_##type
#define PLUME_OF(prefix, type) PLUME_JOIN(prefix, PLUME_VALUE_NAME_##type)

// Simple types, each as (kind, label, what the kind needs).
#define PLUME_VALUE_NAME_null null
#define PLUME_ROW_null (of_null, SIDE_TYPE_NULL)
#define PLUME_VALUE_NAME_byte byte
#define PLUME_ROW_byte (of_byte, SIDE_TYPE_BYTE)
#define PLUME_VALUE_NAME_dynamic dynamic
#define PLUME_ROW_dynamic (of_dynamic, SIDE_TYPE_DYNAMIC)
#define PLUME_VALUE_NAME_boolean boolean
#define PLUME_ROW_boolean (of_bool, SIDE_TYPE_BOOL, 1, 0, SIDE_BYTE_ORDER_HOST)
#define PLUME_VALUE_NAME_boolean16 boolean16
#define PLUME_ROW_boolean16 (of_bool, SIDE_TYPE_BOOL, 2, 0, SIDE_BYTE_ORDER_HOST)
#define PLUME_VALUE_NAME_boolean16_le boolean16
#define PLUME_ROW_boolean16_le (of_bool, SIDE_TYPE_BOOL, 2, 0, SIDE_BYTE_ORDER_LE)
#define PLUME_VALUE_NAME_boolean16_be boolean16
#define PLUME_ROW_boolean16_be (of_bool, SIDE_TYPE_BOOL, 2, 0, SIDE_BYTE_ORDER_BE)
#define PLUME_VALUE_NAME_boolean32 boolean32
#define PLUME_ROW_boolean32 (of_bool, SIDE_TYPE_BOOL, 4, 0, SIDE_BYTE_ORDER_HOST)
#define PLUME_VALUE_NAME_boolean32_le boolean32
#define PLUME_ROW_boolean32_le (of_bool, SIDE_TYPE_BOOL, 4, 0, SIDE_BYTE_ORDER_LE)
#define PLUME_VALUE_NAME_boolean32_be boolean32
#define PLUME_ROW_boolean32_be (of_bool, SIDE_TYPE_BOOL, 4, 0, SIDE_BYTE_ORDER_BE)
#define PLUME_VALUE_NAME_boolean64 boolean64
#define PLUME_ROW_boolean64 (of_bool, SIDE_TYPE_BOOL, 8, 0, SIDE_BYTE_ORDER_HOST)
#define PLUME_VALUE_NAME_boolean64_le boolean64
#define PLUME_ROW_boolean64_le (of_bool, SIDE_TYPE_BOOL, 8, 0, SIDE_BYTE_ORDER_LE)
#define PLUME_VALUE_NAME_boolean64_be boolean64
#define PLUME_ROW_boolean64_be (of_bool, SIDE_TYPE_BOOL, 8, 0, SIDE_BYTE_ORDER_BE)
#define PLUME_VALUE_NAME_u8 u8
#define PLUME_ROW_u8 (of_integer, SIDE_TYPE_U8, 1, 0, 0, SIDE_BYTE_ORDER_HOST)
#define PLUME_VALUE_NAME_u16 u16
#define PLUME_ROW_u16 (of_integer, SIDE_TYPE_U16, 2, 0, 0, SIDE_BYTE_ORDER_HOST)
#define PLUME_VALUE_NAME_u16_le u16
#define PLUME_ROW_u16_le (of_integer, SIDE_TYPE_U16, 2, 0, 0, SIDE_BYTE_ORDER_LE)
#define PLUME_VALUE_NAME_u16_be u16
#define PLUME_ROW_u16_be (of_integer, SIDE_TYPE_U16, 2, 0, 0, SIDE_BYTE_ORDER_BE)
#define PLUME_VALUE_NAME_u32 u32
#define PLUME_ROW_u32 (of_integer, SIDE_TYPE_U32, 4, 0, 0, SIDE_BYTE_ORDER_HOST)
#define PLUME_VALUE_NAME_u32_le u32
#define PLUME_ROW_u32_le (of_integer, SIDE_TYPE_U32, 4, 0, 0, SIDE_BYTE_ORDER_LE)
#define PLUME_VALUE_NAME_u32_be u32
#define PLUME_ROW_u32_be (of_integer, SIDE_TYPE_U32, 4, 0, 0, SIDE_BYTE_ORDER_BE)
#define PLUME_VALUE_NAME_u64 u64
#define PLUME_ROW_u64 (of_integer, SIDE_TYPE_U64, 8, 0, 0, SIDE_BYTE_ORDER_HOST)
#define PLUME_VALUE_NAME_u64_le u64
#define PLUME_ROW_u64_le (of_integer, SIDE_TYPE_U64, 8, 0, 0, SIDE_BYTE_ORDER_LE)
#define PLUME_VALUE_NAME_u64_be u64
#define PLUME_ROW_u64_be (of_integer, SIDE_TYPE_U64, 8, 0, 0, SIDE_BYTE_ORDER_BE)
#define PLUME_VALUE_NAME_u128 u128
#define PLUME_ROW_u128 (of_integer, SIDE_TYPE_U128, 16, 0, 0, SIDE_BYTE_ORDER_HOST)
#define PLUME_VALUE_NAME_u128_le u128
#define PLUME_ROW_u128_le (of_integer, SIDE_TYPE_U128, 16, 0, 0, SIDE_BYTE_ORDER_LE)
#define PLUME_VALUE_NAME_u128_be u128
#define PLUME_ROW_u128_be (of_integer, SIDE_TYPE_U128, 16, 0, 0, SIDE_BYTE_ORDER_BE)
#define PLUME_VALUE_NAME_s8 s8
#define PLUME_ROW_s8 (of_integer, SIDE_TYPE_S8, 1, 0, 1, SIDE_BYTE_ORDER_HOST)
#define PLUME_VALUE_NAME_s16 s16
#define PLUME_ROW_s16 (of_integer, SIDE_TYPE_S16, 2, 0, 1, SIDE_BYTE_ORDER_HOST)
#define PLUME_VALUE_NAME_s16_le s16
#define PLUME_ROW_s16_le (of_integer, SIDE_TYPE_S16, 2, 0, 1, SIDE_BYTE_ORDER_LE)
#define PLUME_VALUE_NAME_s16_be s16
#define PLUME_ROW_s16_be (of_integer, SIDE_TYPE_S16, 2, 0, 1, SIDE_BYTE_ORDER_BE)
#define PLUME_VALUE_NAME_s32 s32
#define PLUME_ROW_s32 (of_integer, SIDE_TYPE_S32, 4, 0, 1, SIDE_BYTE_ORDER_HOST)
#define PLUME_VALUE_NAME_s32_le s32
#define PLUME_ROW_s32_le (of_integer, SIDE_TYPE_S32, 4, 0, 1, SIDE_BYTE_ORDER_LE)
#define PLUME_VALUE_NAME_s32_be s32
#define PLUME_ROW_s32_be (of_integer, SIDE_TYPE_S32, 4, 0, 1, SIDE_BYTE_ORDER_BE)
#define PLUME_VALUE_NAME_s64 s64
#define PLUME_ROW_s64 (of_integer, SIDE_TYPE_S64, 8, 0, 1, SIDE_BYTE_ORDER_HOST)
#define PLUME_VALUE_NAME_s64_le s64
#define PLUME_ROW_s64_le (of_integer, SIDE_TYPE_S64, 8, 0, 1, SIDE_BYTE_ORDER_LE)
#define PLUME_VALUE_NAME_s64_be s64
#define PLUME_ROW_s64_be (of_integer, SIDE_TYPE_S64, 8, 0, 1, SIDE_BYTE_ORDER_BE)
#define PLUME_VALUE_NAME_s128 s128
#define PLUME_ROW_s128 (of_integer, SIDE_TYPE_S128, 16, 0, 1, SIDE_BYTE_ORDER_HOST)
#define PLUME_VALUE_NAME_s128_le s128
#define PLUME_ROW_s128_le (of_integer, SIDE_TYPE_S128, 16, 0, 1, SIDE_BYTE_ORDER_LE)
#define PLUME_VALUE_NAME_s128_be s128
#define PLUME_ROW_s128_be (of_integer, SIDE_TYPE_S128, 16, 0, 1, SIDE_BYTE_ORDER_BE)
#define PLUME_VALUE_NAME_pointer pointer
#define PLUME_ROW_pointer                                                                          \
    (of_pointer, SIDE_TYPE_POINTER, __SIZEOF_POINTER__, 0, 0, SIDE_BYTE_ORDER_HOST)
#define PLUME_VALUE_NAME_pointer_le pointer
#define PLUME_ROW_pointer_le                                                                       \
    (of_pointer, SIDE_TYPE_POINTER, __SIZEOF_POINTER__, 0, 0, SIDE_BYTE_ORDER_LE)
#define PLUME_VALUE_NAME_pointer_be pointer
#define PLUME_ROW_pointer_be                                                                       \
    (of_pointer, SIDE_TYPE_POINTER, __SIZEOF_POINTER__, 0, 0, SIDE_BYTE_ORDER_BE)
#define PLUME_VALUE_NAME_float16 float16
#define PLUME_ROW_float16 (of_float, SIDE_TYPE_FLOAT16, 2, SIDE_FLOAT_WORD_ORDER_HOST)
#define PLUME_VALUE_NAME_float16_le float16
#define PLUME_ROW_float16_le (of_float, SIDE_TYPE_FLOAT16, 2, SIDE_BYTE_ORDER_LE)
#define PLUME_VALUE_NAME_float16_be float16
#define PLUME_ROW_float16_be (of_float, SIDE_TYPE_FLOAT16, 2, SIDE_BYTE_ORDER_BE)
#define PLUME_VALUE_NAME_float32 float32
#define PLUME_ROW_float32 (of_float, SIDE_TYPE_FLOAT32, 4, SIDE_FLOAT_WORD_ORDER_HOST)
#define PLUME_VALUE_NAME_float32_le float32
#define PLUME_ROW_float32_le (of_float, SIDE_TYPE_FLOAT32, 4, SIDE_BYTE_ORDER_LE)
#define PLUME_VALUE_NAME_float32_be float32
#define PLUME_ROW_float32_be (of_float, SIDE_TYPE_FLOAT32, 4, SIDE_BYTE_ORDER_BE)
#define PLUME_VALUE_NAME_float64 float64
#define PLUME_ROW_float64 (of_float, SIDE_TYPE_FLOAT64, 8, SIDE_FLOAT_WORD_ORDER_HOST)
#define PLUME_VALUE_NAME_float64_le float64
#define PLUME_ROW_float64_le (of_float, SIDE_TYPE_FLOAT64, 8, SIDE_BYTE_ORDER_LE)
#define PLUME_VALUE_NAME_float64_be float64
#define PLUME_ROW_float64_be (of_float, SIDE_TYPE_FLOAT64, 8, SIDE_BYTE_ORDER_BE)
#define PLUME_VALUE_NAME_float128 float128
#define PLUME_ROW_float128 (of_float, SIDE_TYPE_FLOAT128, 16, SIDE_FLOAT_WORD_ORDER_HOST)
#define PLUME_VALUE_NAME_float128_le float128
#define PLUME_ROW_float128_le (of_float, SIDE_TYPE_FLOAT128, 16, SIDE_BYTE_ORDER_LE)
#define PLUME_VALUE_NAME_float128_be float128
#define PLUME_ROW_float128_be (of_float, SIDE_TYPE_FLOAT128, 16, SIDE_BYTE_ORDER_BE)
#define PLUME_VALUE_NAME_string string
#define PLUME_ROW_string (of_string, SIDE_TYPE_STRING_UTF8, 1, SIDE_BYTE_ORDER_HOST)
#define PLUME_VALUE_NAME_string16 string16
#define PLUME_ROW_string16 (of_string, SIDE_TYPE_STRING_UTF16, 2, SIDE_BYTE_ORDER_HOST)
#define PLUME_VALUE_NAME_string16_le string16
#define PLUME_ROW_string16_le (of_string, SIDE_TYPE_STRING_UTF16, 2, SIDE_BYTE_ORDER_LE)
#define PLUME_VALUE_NAME_string16_be string16
#define PLUME_ROW_string16_be (of_string, SIDE_TYPE_STRING_UTF16, 2, SIDE_BYTE_ORDER_BE)
#define PLUME_VALUE_NAME_string32 string32
#define PLUME_ROW_string32 (of_string, SIDE_TYPE_STRING_UTF32, 4, SIDE_BYTE_ORDER_HOST)
#define PLUME_VALUE_NAME_string32_le string32
#define PLUME_ROW_string32_le (of_string, SIDE_TYPE_STRING_UTF32, 4, SIDE_BYTE_ORDER_LE)
#define PLUME_VALUE_NAME_string32_be string32
#define PLUME_ROW_string32_be (of_string, SIDE_TYPE_STRING_UTF32, 4, SIDE_BYTE_ORDER_BE)

// The low bits of an integer or a truth value.
#define PLUME_VALUE_NAME_bits(type, length) PLUME_VALUE_NAME_##type
#define PLUME_ROW_bits(type, length)                                                               \
    PLUME_ROW_bits_from(type, 0, length)
#define PLUME_ROW_bits_from(type, first, length)                                                   \
    PLUME_CALL_4(PLUME_ROW_WITH_BITS, (first, length, PLUME_UNPACK(PLUME_ROW_##type)))
#define PLUME_ROW_WITH_BITS(first, length, kind, label, size, all, ...)                            \
    (kind, label, size, PLUME_WIDTH(size, first, length), __VA_ARGS__)

// Types that a declaration described: tracepoint-compounds.h.
#define PLUME_VALUE_NAME_structure(name) structure_##name
#define PLUME_ROW_structure(name) (of_object, SIDE_TYPE_STRUCT, structure_##name)
#define PLUME_VALUE_NAME_variant(name) variant_##name
#define PLUME_ROW_variant(name) (of_object, SIDE_TYPE_VARIANT, variant_##name)
#define PLUME_VALUE_NAME_optional(name) optional_##name
#define PLUME_ROW_optional(name) (of_object, SIDE_TYPE_OPTIONAL, optional_##name)
#define PLUME_VALUE_NAME_array(name) array_##name
#define PLUME_ROW_array(name) (of_object, SIDE_TYPE_ARRAY, array_##name)
#define PLUME_VALUE_NAME_vla(name) vla_##name
#define PLUME_ROW_vla(name) (of_object, SIDE_TYPE_VLA, vla_##name)
#define PLUME_VALUE_NAME_vla_visitor(name) vla_visitor_##name
#define PLUME_ROW_vla_visitor(name) (of_object, SIDE_TYPE_VLA_VISITOR, vla_visitor_##name)
#define PLUME_VALUE_NAME_enumeration(name) enumeration_##name
#define PLUME_ROW_enumeration(name) (of_enum, SIDE_TYPE_ENUM, enumeration_##name)
#define PLUME_VALUE_NAME_bitmap(name) bitmap_##name
#define PLUME_ROW_bitmap(name) (of_enum, SIDE_TYPE_ENUM_BITMAP, bitmap_##name)
#define PLUME_VALUE_NAME_gather_enumeration(name) gather_enumeration_##name
#define PLUME_ROW_gather_enumeration(name)                                                         \
    (of_enum, SIDE_TYPE_GATHER_ENUM, gather_enumeration_##name)

// Simple values in memory, at an address or where a pointer at an address points to.
#define PLUME_VALUE_NAME_gather(type) PLUME_JOIN(gather_, PLUME_VALUE_NAME_##type)
#define PLUME_ROW_gather(type) PLUME_ROW_GATHERED(SIDE_GATHER_DIRECT, 0, PLUME_ROW_##type)
#define PLUME_VALUE_NAME_gather_indirect(type) PLUME_JOIN(gather_indirect_, PLUME_VALUE_NAME_##type)
#define PLUME_ROW_gather_indirect(type)                                                            \
    PLUME_ROW_GATHERED(SIDE_GATHER_POINTER, 0, PLUME_ROW_##type)
// Some bits of a value in memory: the lowest that counts, and how many count.
#define PLUME_VALUE_NAME_gather_bits(type, first, length)                                          \
    PLUME_JOIN(gather_, PLUME_VALUE_NAME_##type)
#define PLUME_ROW_gather_bits(type, first, length)                                                 \
    PLUME_ROW_GATHERED(SIDE_GATHER_DIRECT, first, PLUME_ROW_bits_from(type, first, length))
#define PLUME_ROW_GATHERED(mode, first, row)                                                       \
    PLUME_CALL_5(PLUME_ROW_GATHERED_, (mode, first, PLUME_UNPACK(row)))
#define PLUME_ROW_GATHERED_(mode, first, kind, ...) (gather_##kind, mode, first, __VA_ARGS__)

// Compounds in memory.
#define PLUME_VALUE_NAME_gather_structure(name) gather_structure_##name
#define PLUME_ROW_gather_structure(name) (gather_of_struct, SIDE_GATHER_DIRECT, name)
#define PLUME_VALUE_NAME_gather_structure_indirect(name) gather_structure_indirect_##name
#define PLUME_ROW_gather_structure_indirect(name) (gather_of_struct, SIDE_GATHER_POINTER, name)
#define PLUME_VALUE_NAME_gather_array(name) gather_array_##name
#define PLUME_ROW_gather_array(name) (gather_of_array, SIDE_GATHER_DIRECT, name)
#define PLUME_VALUE_NAME_gather_array_indirect(name) gather_array_indirect_##name
#define PLUME_ROW_gather_array_indirect(name) (gather_of_array, SIDE_GATHER_POINTER, name)
#define PLUME_VALUE_NAME_gather_vla(name) gather_vla_##name
#define PLUME_ROW_gather_vla(name) (gather_of_vla, SIDE_GATHER_DIRECT, name)
#define PLUME_VALUE_NAME_gather_vla_indirect(name) gather_vla_indirect_##name
#define PLUME_ROW_gather_vla_indirect(name) (gather_of_vla, SIDE_GATHER_POINTER, name)

// Attributes: those of a list, or none.
#define PLUME_LIST_attributes(name) 1, name
#define PLUME_LIST_no_attributes 0, ~
#define PLUME_ATTRIBUTE_ARRAY(has, name) PLUME_JOIN(PLUME_ATTRIBUTE_ARRAY_, has)(name)
#define PLUME_ATTRIBUTE_ARRAY_0(name) { SIDE_PTR(NULL), 0 }
#define PLUME_ATTRIBUTE_ARRAY_1(name)                                                              \
    { SIDE_PTR(plume_attributes_of_##name), plume_attribute_count_of_##name }
// A compound is described once, so its attributes stand there and not where it is used.
#define PLUME_WITHOUT_ATTRIBUTES(has, name) PLUME_JOIN(PLUME_WITHOUT_ATTRIBUTES_, has)
#define PLUME_WITHOUT_ATTRIBUTES_0
#define PLUME_WITHOUT_ATTRIBUTES_1 attributes_of_this_type_belong_to_its_declaration

// The initialiser of a struct side_type. The offset counts for types that are gathered. Attributes
// are a word: attributes(LIST) or no_attributes.
#define PLUME_DESCRIBE(attributes, offset, type)                                                   \
    PLUME_CALL_3(PLUME_DESCRIBE_, (attributes, offset, PLUME_UNPACK(PLUME_ROW_##type)))
#define PLUME_DESCRIBE_(attributes, offset, kind, ...)                                             \
    PLUME_DESCRIBE_##kind((PLUME_LIST_##attributes), offset, __VA_ARGS__)
#define PLUME_ATTRIBUTES_IN(tuple) PLUME_ATTRIBUTE_ARRAY tuple

#define PLUME_DESCRIBE_of_null(list, offset, label)                                                \
    { label, SIDE_MEMBER(side_type_null, null, { PLUME_ATTRIBUTES_IN(list) }) }
#define PLUME_DESCRIBE_of_byte(list, offset, label)                                                \
    { label, SIDE_MEMBER(side_type_byte, byte, { PLUME_ATTRIBUTES_IN(list) }) }
#define PLUME_DESCRIBE_of_dynamic(list, offset, label)                                             \
    { label, SIDE_MEMBER(side_type_null, null, { PLUME_ATTRIBUTES_IN(list) }) }
#define PLUME_DESCRIBE_of_bool(list, offset, label, ...)                                           \
    { label, SIDE_MEMBER(side_type_bool, boolean, { PLUME_ATTRIBUTES_IN(list), __VA_ARGS__ }) }
#define PLUME_DESCRIBE_of_integer(list, offset, label, ...)                                        \
    { label, SIDE_MEMBER(side_type_integer, integer, { PLUME_ATTRIBUTES_IN(list), __VA_ARGS__ }) }
#define PLUME_DESCRIBE_of_pointer PLUME_DESCRIBE_of_integer
#define PLUME_DESCRIBE_of_float(list, offset, label, ...)                                          \
    { label, SIDE_MEMBER(side_type_float, real, { PLUME_ATTRIBUTES_IN(list), __VA_ARGS__ }) }
#define PLUME_DESCRIBE_of_string(list, offset, label, ...)                                         \
    { label, SIDE_MEMBER(side_type_string, string, { PLUME_ATTRIBUTES_IN(list), __VA_ARGS__ }) }
#define PLUME_DESCRIBE_of_object(list, offset, label, name)                                        \
    { label, SIDE_MEMBER(side_ptr, object, SIDE_PTR(                                               \
        PLUME_WITHOUT_ATTRIBUTES list &plume_object_of_##name)) }
#define PLUME_DESCRIBE_of_enum(list, offset, label, name)                                          \
    { label, SIDE_MEMBER(side_type_enum, enumeration, {                                            \
        SIDE_PTR(PLUME_WITHOUT_ATTRIBUTES list &plume_mappings_of_##name),                         \
        SIDE_PTR(&plume_element_of_##name + PLUME_SAME_OFFSET(offset, plume_offset_of_##name)) }) }
// 0, unless a gathered enumeration was declared for another place.
#ifdef __cplusplus
#define PLUME_SAME_OFFSET(offset, declared) (plume::same_offset<(offset) == (declared)>())
namespace plume {
template <bool is_same> constexpr int same_offset() {
    static_assert(is_same, "plume: an enumeration is gathered_elsewhere_than_declared");
    return 0;
}
} // namespace plume
#else
#define PLUME_SAME_OFFSET(offset, declared)                                                        \
    (sizeof(struct { char gathered_elsewhere_than_declared[(offset) == (declared) ? 1 : -1]; }) - 1)
#endif

#define PLUME_DESCRIBE_gather_of_bool(list, offset, mode, first, label, ...)                       \
    { SIDE_TYPE_GATHER_BOOL, SIDE_MEMBER(side_type_gather_bool, gather_bool,                       \
        { offset, first, mode, { PLUME_ATTRIBUTES_IN(list), __VA_ARGS__ } }) }
#define PLUME_DESCRIBE_gather_of_integer(list, offset, mode, first, label, ...)                    \
    { SIDE_TYPE_GATHER_INTEGER, SIDE_MEMBER(side_type_gather_integer, gather_integer,              \
        { offset, first, mode, { PLUME_ATTRIBUTES_IN(list), __VA_ARGS__ } }) }
#define PLUME_DESCRIBE_gather_of_pointer(list, offset, mode, first, label, ...)                    \
    { SIDE_TYPE_GATHER_POINTER, SIDE_MEMBER(side_type_gather_integer, gather_integer,              \
        { offset, first, mode, { PLUME_ATTRIBUTES_IN(list), __VA_ARGS__ } }) }
#define PLUME_DESCRIBE_gather_of_byte(list, offset, mode, first, label)                            \
    { SIDE_TYPE_GATHER_BYTE, SIDE_MEMBER(side_type_gather_byte, gather_byte,                       \
        { offset, mode, { PLUME_ATTRIBUTES_IN(list) } }) }
#define PLUME_DESCRIBE_gather_of_float(list, offset, mode, first, label, ...)                      \
    { SIDE_TYPE_GATHER_FLOAT, SIDE_MEMBER(side_type_gather_float, gather_float,                    \
        { offset, mode, { PLUME_ATTRIBUTES_IN(list), __VA_ARGS__ } }) }
#define PLUME_DESCRIBE_gather_of_string(list, offset, mode, first, label, ...)                     \
    { SIDE_TYPE_GATHER_STRING, SIDE_MEMBER(side_type_gather_string, gather_string,                 \
        { offset, mode, { PLUME_ATTRIBUTES_IN(list), __VA_ARGS__ } }) }
#define PLUME_DESCRIBE_gather_of_struct(list, offset, mode, name)                                  \
    { SIDE_TYPE_GATHER_STRUCT, SIDE_MEMBER(side_type_gather_struct, gather_struct,                 \
        { SIDE_PTR(PLUME_WITHOUT_ATTRIBUTES list &plume_object_of_gather_structure_##name),        \
          offset, mode, plume_size_of_gather_structure_##name }) }
#define PLUME_DESCRIBE_gather_of_array(list, offset, mode, name)                                   \
    { SIDE_TYPE_GATHER_ARRAY, SIDE_MEMBER(side_type_gather_array, gather_array,                    \
        { offset, mode, { SIDE_PTR(&plume_element_of_gather_array_##name),                         \
          plume_length_of_gather_array_##name, PLUME_ATTRIBUTES_IN(list) } }) }
#define PLUME_DESCRIBE_gather_of_vla(list, offset, mode, name)                                     \
    { SIDE_TYPE_GATHER_VLA, SIDE_MEMBER(side_type_gather_vla, gather_vla,                          \
        { offset, mode, { SIDE_PTR(&plume_element_of_gather_vla_##name),                           \
          SIDE_PTR(&plume_length_type_of_gather_vla_##name), PLUME_ATTRIBUTES_IN(list) } }) }

#endif
