// SPDX-License-Identifier: Apache-2.0
// Lists of fields: what events, structures and other owners of fields have in common. A field is
// (type, name) or (type, name, attributes(list)).

#ifndef PLUME_TRACEPOINT_FIELDS_H
#define PLUME_TRACEPOINT_FIELDS_H

// What compilers say of mistakes then names the line of the program alone.
#pragma GCC system_header

#include "tracepoint-check.h"

// The fields of a declaration as they were written, each as (type, field_NAME, "NAME", attributes),
// which macros do not change any more; before them a 1 when there were too many, else 0.
#define PLUME_FIELDS(empty, ...)                                                                   \
    PLUME_JOIN(PLUME_FIELDS_, PLUME_ARE_TOO_MANY(empty##__VA_ARGS__))(empty, empty##__VA_ARGS__)
#define PLUME_FIELDS_0(empty, ...)                                                                 \
    0, PLUME_EACH_WRITTEN(PLUME_FIELD_WRITTEN, , empty, empty##__VA_ARGS__) ~
#define PLUME_FIELDS_1(empty, ...) 1, (u8, field_first, "first", no_attributes), ~
#define PLUME_FIELD_WRITTEN(empty, index, field) PLUME_FIELD_WRITTEN_1 empty##field,
PLUME_EXTENSION_BEGIN
#define PLUME_FIELD_WRITTEN_1(...) PLUME_FIELD_WRITTEN_2(, ##__VA_ARGS__, no_attributes, ~)
PLUME_EXTENSION_END
#define PLUME_FIELD_WRITTEN_2(empty, type, name, attributes, ...)                                  \
    (PLUME_KNOWN(type), field_##name, #name, attributes)
// A type that is none is taken for another, so that there is one error that names it, and no more.
// PLUME_REFUSE is the name of a type that is none, as text, else nothing.
#define PLUME_KNOWN(type) PLUME_KNOWN_(type, PLUME_ROW_##type)
#define PLUME_KNOWN_(type, row)                                                                    \
    PLUME_JOIN(PLUME_KNOWN_, PLUME_SECOND(PLUME_IS_TUPLE_ row, 0, ~))(type)
#define PLUME_KNOWN_0(type) unknown(type)
#define PLUME_KNOWN_1(type) type
#define PLUME_IS_TUPLE_(...) ~, 1
#define PLUME_VALUE_NAME_unknown(word) u8
#define PLUME_ROW_unknown(word) PLUME_ROW_u8
#define PLUME_REFUSE(type) PLUME_REFUSE_(PLUME_REFUSE_##type, "" , ~)
#define PLUME_REFUSE_(...) PLUME_REFUSE_1(__VA_ARGS__)
#define PLUME_REFUSE_1(first, word, ...) word
#define PLUME_REFUSE_unknown(word) ~, #word
// Whether a name, as text, is a word. It is none when it came through a macro that means something
// else, a number for example.
#define PLUME_IS_WORD(text) (__builtin_strcmp(text, "A") >= 0)

#define PLUME_FIELD_CALL(macro, owner, index, field)                                               \
    PLUME_CALL_2(macro, (owner, index, PLUME_UNPACK_ field))

// The types that the fields of an owner, and what follows them, have as parameters.
#define PLUME_FIELD_TYPES(mark, owner, ...)                                                        \
    PLUME_DISTINCT_BEGIN(owner)                                                                    \
    PLUME_EACH(PLUME_FIELD_TYPE, (mark, owner), __VA_ARGS__)                                       \
    PLUME_FIELD_END(mark, owner, PLUME_NEXT(PLUME_COUNT(__VA_ARGS__)))
// That no two fields have one name. In C, a pointer to an array of unknown length is then declared
// again with a length; in C++, a function that knows the name is declared.
#ifdef __cplusplus
#define PLUME_DISTINCT_BEGIN(owner) std::false_type plume_has_name_of_##owner(...);
#define PLUME_DISTINCT(mark, owner, index, name)                                                   \
    struct plume_name_##name##_of_##owner;                                                         \
    PLUME_ASSERT(                                                                                  \
        mark, name_once_##index##_of_##owner,                                                      \
        !decltype(plume_has_name_of_##owner(                                                       \
            static_cast<struct plume_name_##name##_of_##owner *>(nullptr)))::value,                \
        "plume: there are two fields " #name "_of_" #owner);                                       \
    std::true_type plume_has_name_of_##owner(struct plume_name_##name##_of_##owner *);
#else
#define PLUME_DISTINCT_BEGIN(owner)
#define PLUME_DISTINCT(mark, owner, index, name)                                                   \
    extern char (*plume_name_##name##_of_##owner)[];                                               \
    PLUME_ASSERT(                                                                                  \
        mark, name_once_##index##_of_##owner,                                                      \
        __builtin_types_compatible_p(__typeof__(*plume_name_##name##_of_##owner), char[1]),        \
        "plume: there are two fields " #name "_of_" #owner);                                       \
    extern char (*plume_name_##name##_of_##owner)[2];
#endif
#define PLUME_FIELD_END(mark, owner, index) PLUME_FIELD_END_(mark, owner, index)
#define PLUME_FIELD_END_(mark, owner, index)                                                       \
    PLUME_SURPLUS(mark, owner, index, PLUME_NEXT(index))
#define PLUME_FIELD_TYPE(context, index, field)                                                    \
    PLUME_CALL_2(PLUME_FIELD_TYPE_, (PLUME_UNPACK_ context, index, PLUME_UNPACK_ field))
#define PLUME_FIELD_TYPE_(mark, owner, index, type, name, text, attributes)                        \
    PLUME_ASSERT(                                                                                  \
        mark, name_##index##_of_##owner, PLUME_IS_WORD(text),                                      \
        "plume: field " #index " of " #owner " has no name that is a word");                       \
    PLUME_ASSERT(                                                                                  \
        mark, type_##index##_of_##owner, sizeof PLUME_REFUSE(type) == 1,                           \
        "plume: there is no type " PLUME_REFUSE(type) " for " #name "_of_" #owner);                \
    PLUME_DISTINCT(mark, owner, index, name)                                                       \
    PLUME_ASSERT_BITS(mark, index##_of_##owner, type, #name "_of_" #owner)                         \
    PLUME_PARAMETER_TYPE(mark, owner, index, type, name)
#define PLUME_PARAMETER_TYPE(mark, owner, index, type, name)                                       \
    struct plume_##index##_##name##_of_##owner {                                                   \
        PLUME_OF(plume_value_of_, type) value;                                                     \
    };                                                                                             \
    typedef struct plume_##index##_##name##_of_##owner plume_parameter_##index##_of_##owner;       \
    typedef PLUME_OF(plume_value_of_, type) plume_value_##index##_of_##owner;                      \
    typedef PLUME_OF(plume_alternative_of_, type) plume_alternative_##index##_of_##owner;          \
    PLUME_MISFIT(mark, owner, index, name)                                                         \
    PLUME_MISSING(mark, owner, index, name)                                                        \
    typedef PLUME_OF(plume_counted_of_, type) plume_counted_##index##_of_##owner;                  \
    enum {                                                                                         \
        plume_category_##index##_of_##owner = PLUME_OF(plume_category_of_, type),                  \
        plume_least_##index##_of_##owner = PLUME_OF(plume_least_of_, type)                         \
    };

#define PLUME_LIMIT(mark, what, are_too_many, items, text)                                         \
    PLUME_ASSERT(                                                                                  \
        mark, count_of_##what, !(are_too_many), "plume: more than 64 " items " of " text);

// The fields as parameters of a function that has another one before, and as members.
#define PLUME_FIELD_PARAMETER(owner, index, field)                                                 \
    PLUME_FIELD_CALL(PLUME_FIELD_PARAMETER_, owner, index, field)
#define PLUME_FIELD_PARAMETER_(owner, index, type, name, text, attributes)                         \
    , plume_parameter_##index##_of_##owner given_##index
#define PLUME_FIELD_MEMBER(owner, index, field)                                                    \
    PLUME_FIELD_CALL(PLUME_FIELD_MEMBER_, owner, index, field)
#define PLUME_FIELD_MEMBER_(owner, index, type, name, text, attributes)                            \
    plume_parameter_##index##_of_##owner given_##index;
#define PLUME_FIELD_NAME(owner, index, field)                                                      \
    PLUME_FIELD_CALL(PLUME_FIELD_NAME_, owner, index, field)
#define PLUME_FIELD_NAME_(owner, index, type, name, text, attributes) given_##index,

// The memory that the arguments need beside their own.
#define PLUME_FIELD_CELLS(owner, index, field)                                                     \
    PLUME_FIELD_CALL(PLUME_FIELD_CELLS_, owner, index, field)
#define PLUME_FIELD_CELLS_(owner, index, type, name, text, attributes)                             \
    + PLUME_OF(plume_cells_of_, type)

// The descriptions, as initialisers with commas after them.
#define PLUME_FIELD_DESCRIPTION(owner, index, field)                                               \
    PLUME_FIELD_CALL(PLUME_FIELD_DESCRIPTION_, owner, index, field)
#define PLUME_FIELD_DESCRIPTION_(owner, index, type, name, text, attributes)                       \
    { SIDE_PTR(text), PLUME_DESCRIBE(attributes, 0, type) },

// Statements that write argument `index` - 1 of `arguments` from a parameter, or from a member of
// the structure `value`, and take memory from `cells`.
#define PLUME_FILL_PARAMETER(owner, index, field)                                                  \
    PLUME_FIELD_CALL(PLUME_FILL_PARAMETER_, owner, index, field)
#define PLUME_FILL_PARAMETER_(owner, index, type, name, text, attributes)                          \
    PLUME_OF(plume_fill_, type)(&arguments[index - 1].argument, given_##index.value, &cells);
#define PLUME_FILL_MEMBER(owner, index, field)                                                     \
    PLUME_FIELD_CALL(PLUME_FILL_MEMBER_, owner, index, field)
#define PLUME_FILL_MEMBER_(owner, index, type, name, text, attributes)                             \
    PLUME_OF(plume_fill_, type)(&arguments[index - 1].argument, value.given_##index.value, cells);

// A constant of this file of the program: private to it in C and C++, and not missed when unused.
#define PLUME_CONSTANT_OBJECT static const __attribute__((unused))

// PLUME_ATTRIBUTES(list, (type, "key", value)...): remarks that attributes(list) refers to. The
// types are null, boolean, integers, floats and string; float16 takes the bits of the number.
#define PLUME_ATTRIBUTES(...) PLUME_ATTRIBUTES_((plume_mistake, __deprecated__), __VA_ARGS__, ~)
#define PLUME_ATTRIBUTES_(mark, list, ...)                                                         \
    PLUME_ATTRIBUTES_1(mark, list, PLUME_LIMITED((null, "first", 0), __VA_ARGS__))
#define PLUME_ATTRIBUTES_1(...) PLUME_CALL_1(PLUME_ATTRIBUTES_2, (__VA_ARGS__))
#define PLUME_ATTRIBUTES_2(mark, list, are_too_many, ...)                                          \
    PLUME_LIMIT(mark, attributes_##list, are_too_many, "attributes", #list)                        \
    enum { plume_attribute_count_of_##list = PLUME_COUNT(__VA_ARGS__) };                           \
    PLUME_CONSTANT_OBJECT struct side_attr plume_attributes_of_##list[] = {                        \
        PLUME_EACH(PLUME_ATTRIBUTE, list, __VA_ARGS__)                                             \
    };                                                                                             \
    SIDE_STATIC_ASSERT(sizeof(plume_attributes_of_##list) > 0, "attributes")
#define PLUME_ATTRIBUTE(list, index, attribute)                                                    \
    PLUME_CALL_2(PLUME_ATTRIBUTE_, (PLUME_UNPACK_ attribute))
#define PLUME_ATTRIBUTE_(type, key, value)                                                         \
    { PLUME_RAW_STRING(key), { PLUME_ATTRIBUTE_##type(value) } },
#define PLUME_RAW_STRING(text) { SIDE_PTR("" text), 1, SIDE_BYTE_ORDER_HOST }

#ifdef __cplusplus
#define PLUME_ATTRIBUTE_VALUE(type, member, value) { type{value} }
#define PLUME_ATTRIBUTE_PAIR(first, second) { first, second }
#else
#define PLUME_ATTRIBUTE_VALUE(type, member, value) { .member = (value) }
#define PLUME_ATTRIBUTE_PAIR(first, second) { .wide = { first, second } }
#endif
#define PLUME_ATTRIBUTE_null(value) SIDE_ATTR_TYPE_NULL, PLUME_ATTRIBUTE_VALUE(uint64_t, u64, 0)
#define PLUME_ATTRIBUTE_boolean(value)                                                             \
    SIDE_ATTR_TYPE_BOOL, PLUME_ATTRIBUTE_VALUE(bool, boolean, value)
#define PLUME_ATTRIBUTE_u8(value) SIDE_ATTR_TYPE_U8, PLUME_ATTRIBUTE_VALUE(uint8_t, u8, value)
#define PLUME_ATTRIBUTE_u16(value) SIDE_ATTR_TYPE_U16, PLUME_ATTRIBUTE_VALUE(uint16_t, u16, value)
#define PLUME_ATTRIBUTE_u32(value) SIDE_ATTR_TYPE_U32, PLUME_ATTRIBUTE_VALUE(uint32_t, u32, value)
#define PLUME_ATTRIBUTE_u64(value) SIDE_ATTR_TYPE_U64, PLUME_ATTRIBUTE_VALUE(uint64_t, u64, value)
#define PLUME_ATTRIBUTE_s8(value) SIDE_ATTR_TYPE_S8, PLUME_ATTRIBUTE_VALUE(int8_t, s8, value)
#define PLUME_ATTRIBUTE_s16(value) SIDE_ATTR_TYPE_S16, PLUME_ATTRIBUTE_VALUE(int16_t, s16, value)
#define PLUME_ATTRIBUTE_s32(value) SIDE_ATTR_TYPE_S32, PLUME_ATTRIBUTE_VALUE(int32_t, s32, value)
#define PLUME_ATTRIBUTE_s64(value) SIDE_ATTR_TYPE_S64, PLUME_ATTRIBUTE_VALUE(int64_t, s64, value)
#define PLUME_ATTRIBUTE_float16(bits)                                                              \
    SIDE_ATTR_TYPE_FLOAT16, PLUME_ATTRIBUTE_VALUE(uint16_t, u16, bits)
#define PLUME_ATTRIBUTE_float32(value)                                                             \
    SIDE_ATTR_TYPE_FLOAT32, PLUME_ATTRIBUTE_VALUE(float, float32, value)
#define PLUME_ATTRIBUTE_float64(value)                                                             \
    SIDE_ATTR_TYPE_FLOAT64, PLUME_ATTRIBUTE_VALUE(double, float64, value)
#define PLUME_ATTRIBUTE_string(value)                                                              \
    SIDE_ATTR_TYPE_STRING, SIDE_MEMBER(side_raw_string, string, PLUME_RAW_STRING(value))
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define PLUME_ATTRIBUTE_WIDE(value)                                                                \
    PLUME_ATTRIBUTE_PAIR(PLUME_LOW_HALF(value), PLUME_HIGH_HALF(value))
#else
#define PLUME_ATTRIBUTE_WIDE(value)                                                                \
    PLUME_ATTRIBUTE_PAIR(PLUME_HIGH_HALF(value), PLUME_LOW_HALF(value))
#endif
#define PLUME_LOW_HALF(value) PLUME_CAST(uint64_t, value)
#define PLUME_HIGH_HALF(value) PLUME_CAST(uint64_t, PLUME_CAST(plume_u128, value) >> 64)
#define PLUME_ATTRIBUTE_u128(value) SIDE_ATTR_TYPE_U128, PLUME_ATTRIBUTE_WIDE(value)
#define PLUME_ATTRIBUTE_s128(value) SIDE_ATTR_TYPE_S128, PLUME_ATTRIBUTE_WIDE(value)
// The bits of the number, as an integer.
#define PLUME_ATTRIBUTE_float128(value) SIDE_ATTR_TYPE_FLOAT128, PLUME_ATTRIBUTE_WIDE(value)

#endif
