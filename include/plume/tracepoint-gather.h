// SPDX-License-Identifier: Apache-2.0
// Declarations of compounds that tracers read in the memory of the program, instead of arguments.
// No function of this file allocates or locks; all are signal-safe.

#ifndef PLUME_TRACEPOINT_GATHER_H
#define PLUME_TRACEPOINT_GATHER_H

// What compilers say of mistakes then names the line of the program alone.
#pragma GCC system_header

#include "tracepoint-choices.h"

// An argument that is the address of gathered data, and one that is the address of its address.
#define PLUME_GATHER_ADDRESS_(kind, name, label)                                                   \
    PLUME_INLINE void plume_fill_gather_##kind##_##name(                                           \
        struct side_arg *argument, plume_value_of_gather_##kind##_##name value,                    \
        union plume_cell **cells) {                                                                \
        (void)cells;                                                                               \
        plume_point(argument, label, value);                                                       \
    }                                                                                              \
    PLUME_NAMES_(gather_##kind##_indirect_##name, pointer)                                         \
    enum { plume_cells_of_gather_##kind##_indirect_##name = 0 };                                   \
    PLUME_INLINE void plume_fill_gather_##kind##_indirect_##name(                                  \
        struct side_arg *argument, const void *value, union plume_cell **cells) {                  \
        (void)cells;                                                                               \
        plume_point(argument, label, value);                                                       \
    }

// PLUME_GATHER_STRUCTURE(name, C type, (type, member)...) describes members of a structure of the
// program; the argument is a pointer to one.
PLUME_EXTENSION_BEGIN
#define PLUME_GATHER_STRUCTURE(...)                                                                \
    PLUME_GATHER_STRUCTURE_1((plume_mistake, __deprecated__), , ##__VA_ARGS__, ~)
PLUME_EXTENSION_END
#define PLUME_GATHER_STRUCTURE_1(mark, empty, named, ctype, ...)                                   \
    PLUME_GATHER_STRUCTURE_2(                                                                      \
        mark, PLUME_NAMED(named), ctype, PLUME_MEMBERS(empty, empty##__VA_ARGS__))
// As PLUME_FIELDS, with one more item: the member as the program has it, after macros.
#define PLUME_MEMBERS(empty, ...)                                                                  \
    PLUME_JOIN(PLUME_MEMBERS_, PLUME_ARE_TOO_MANY(empty##__VA_ARGS__))(empty, empty##__VA_ARGS__)
#define PLUME_MEMBERS_0(empty, ...)                                                                \
    0, PLUME_EACH_WRITTEN(PLUME_MEMBER_WRITTEN, , empty, empty##__VA_ARGS__) ~
#define PLUME_MEMBERS_1(empty, first, ...) 1, PLUME_MEMBER_WRITTEN(empty, 1, empty##first) ~
#define PLUME_MEMBER_WRITTEN(empty, index, field) PLUME_MEMBER_WRITTEN_1 empty##field,
PLUME_EXTENSION_BEGIN
#define PLUME_MEMBER_WRITTEN_1(...) PLUME_MEMBER_WRITTEN_2(, ##__VA_ARGS__, no_attributes, ~)
PLUME_EXTENSION_END
#define PLUME_MEMBER_WRITTEN_2(empty, type, name, attributes, ...)                                 \
    (type, field_##name, #name, attributes, name)
#define PLUME_GATHER_STRUCTURE_2(...) PLUME_CALL_1(PLUME_GATHER_STRUCTURE_3, (__VA_ARGS__))
#define PLUME_GATHER_STRUCTURE_3(mark, name, list, ctype, are_too_many, ...)                       \
    PLUME_ASSERT(                                                                                  \
        mark, empty_gather_structure_##name, PLUME_COUNT(__VA_ARGS__) > 0,                         \
        "plume: a structure without fields: " #name);                                              \
    PLUME_LIMIT(mark, gather_structure_##name, are_too_many, "fields", #name)                      \
    typedef ctype plume_memory_of_##name;                                                          \
    PLUME_DISTINCT_BEGIN(gather_structure_##name)                                                  \
    PLUME_EACH(PLUME_GATHER_FIELD_CHECK, (mark, name), __VA_ARGS__)                                \
    PLUME_CONSTANT_OBJECT struct side_event_field plume_fields_of_gather_structure_##name[] = {    \
        PLUME_EACH(PLUME_GATHER_FIELD, name, __VA_ARGS__)                                          \
    };                                                                                             \
    PLUME_CONSTANT_OBJECT struct side_type_struct plume_object_of_gather_structure_##name = {      \
        { SIDE_PTR(plume_fields_of_gather_structure_##name), PLUME_COUNT(__VA_ARGS__) },           \
        PLUME_CALL_2(PLUME_ATTRIBUTE_ARRAY, (PLUME_LIST_##list))                                   \
    };                                                                                             \
    enum { plume_size_of_gather_structure_##name = sizeof(plume_memory_of_##name) };               \
    PLUME_COUNTED_(gather_structure_##name, plume_memory_of_##name, 1)                             \
    PLUME_VALUE_(                                                                                  \
        gather_structure_##name, const plume_memory_of_##name *, plume_memory_of_##name *,         \
        PLUME_CATEGORY_EXACT)                                                                      \
    PLUME_GATHER_ADDRESS_(structure, name, SIDE_TYPE_GATHER_STRUCT)                                \
    SIDE_STATIC_ASSERT(sizeof(plume_object_of_gather_structure_##name) == 40, "a structure")
#define PLUME_GATHER_FIELD_CHECK(context, index, field)                                            \
    PLUME_CALL_2(PLUME_GATHER_FIELD_CHECK_, (PLUME_UNPACK_ context, index, PLUME_UNPACK_ field))
#define PLUME_GATHER_FIELD_CHECK_(mark, name, index, type, field, text, attributes, ...)           \
    PLUME_ASSERT(                                                                                  \
        mark, name_##index##_of_gather_structure_##name, PLUME_IS_WORD(text),                      \
        "plume: field " #index " of " #name " has no name that is a word");                        \
    PLUME_DISTINCT(mark, gather_structure_##name, index, field)                                    \
    PLUME_ASSERT_BITS(                                                                             \
        mark, index##_of_gather_structure_##name, type, #field "_of_gather_structure_" #name)
#define PLUME_GATHER_FIELD(name, index, field)                                                     \
    PLUME_FIELD_CALL(PLUME_GATHER_FIELD_, name, index, field)
#define PLUME_GATHER_FIELD_(name, index, type, field, text, attributes, member)                    \
    { SIDE_PTR(text),                                                                              \
      PLUME_DESCRIBE(attributes, offsetof(plume_memory_of_##name, member), type) },

// PLUME_GATHER_ARRAY(name, gathered element, length); the argument is that of the element: a
// pointer to the first one. Attributes stand where the array is used.
#define PLUME_GATHER_ARRAY(...)                                                                    \
    PLUME_GATHER_ARRAY_1((plume_mistake, __deprecated__), __VA_ARGS__, ~)
#define PLUME_GATHER_ARRAY_1(mark, name, element, length, ...)                                     \
    PLUME_GATHER_ARRAY_2(mark, name, element, PLUME_NAMED(element), length)
#define PLUME_GATHER_ARRAY_2(...) PLUME_CALL_1(PLUME_GATHER_ARRAY_3, (__VA_ARGS__))
#define PLUME_GATHER_ARRAY_3(mark, name, element, type, element_list, length)                      \
    PLUME_ASSERT(                                                                                  \
        mark, length_of_gather_array_##name, (length) > 0,                                         \
        "plume: an array without elements: " #name);                                               \
    PLUME_ELEMENT(mark, gather_array_##name, element)                                              \
    enum { plume_length_of_gather_array_##name = length, plume_cells_of_gather_array_##name = 0 }; \
    typedef PLUME_OF(plume_value_of_, type) plume_value_of_gather_array_##name;                    \
    typedef PLUME_OF(plume_alternative_of_, type) plume_alternative_of_gather_array_##name;        \
    typedef PLUME_OF(plume_counted_of_, type) plume_counted_of_gather_array_##name;                \
    enum {                                                                                         \
        plume_category_of_gather_array_##name = PLUME_OF(plume_category_of_, type),                \
        plume_least_of_gather_array_##name = (length) * PLUME_OF(plume_least_of_, type)            \
    };                                                                                             \
    PLUME_GATHER_ADDRESS_(array, name, SIDE_TYPE_GATHER_ARRAY)                                     \
    SIDE_STATIC_ASSERT(sizeof(plume_element_of_gather_array_##name) == 64, "a type")

// PLUME_GATHER_VLA(name, gathered element, gathered integer), made by
// plume_gather_vla(name, elements, count), both addresses. As a member of a structure, where the
// count is another member: PLUME_GATHER_VLA_OF(name, element, integer, C type, member).
#define PLUME_GATHER_VLA(...) PLUME_GATHER_VLA_1((plume_mistake, __deprecated__), 0, __VA_ARGS__, ~)
#define PLUME_GATHER_VLA_OF(name, element, count, ctype, member)                                   \
    PLUME_GATHER_VLA_1(                                                                            \
        (plume_mistake, __deprecated__), offsetof(ctype, member), name, element, count, ~)
#define PLUME_GATHER_VLA_1(mark, offset, name, element, count, ...)                                \
    PLUME_GATHER_VLA_2(mark, offset, name, element, PLUME_NAMED(element), count)
#define PLUME_GATHER_VLA_2(...) PLUME_CALL_1(PLUME_GATHER_VLA_3, (__VA_ARGS__))
#define PLUME_GATHER_VLA_3(mark, offset, name, element, type, element_list, count_type)            \
    PLUME_GATHER_VLA_4(mark, offset, gather_vla_##name, name, element, type, count_type)
#define PLUME_GATHER_VLA_4(mark, offset, owner, name, element_type, type, count_type)              \
    PLUME_ELEMENT(mark, owner, element_type)                                                       \
    PLUME_CONSTANT_OBJECT struct side_type plume_length_type_of_##owner =                          \
        PLUME_DESCRIBE(no_attributes, offset, count_type);                                         \
    PLUME_PARAMETER_TYPE(mark, owner, 1, type, field_elements)                                     \
    PLUME_PARAMETER_TYPE(mark, owner, 2, count_type, field_count)                                  \
    struct plume_##owner {                                                                         \
        plume_parameter_1_of_##owner elements;                                                     \
        plume_parameter_2_of_##owner count;                                                        \
    };                                                                                             \
    PLUME_SIMPLE_(                                                                                 \
        owner##_itself, struct plume_##owner, struct plume_nothing *, PLUME_CATEGORY_EXACT)        \
    PLUME_NAMES_(owner, owner##_itself)                                                            \
    PLUME_NAMES_(gather_vla_indirect_##name, owner##_itself)                                       \
    enum { plume_cells_of_##owner = 0, plume_cells_of_gather_vla_indirect_##name = 0 };            \
    PLUME_INLINE struct plume_##owner plume_make_##owner(                                          \
        const void *unused, plume_parameter_1_of_##owner elements,                                 \
        plume_parameter_2_of_##owner count) {                                                      \
        struct plume_##owner made = { elements, count };                                           \
        (void)unused;                                                                              \
        return made;                                                                               \
    }                                                                                              \
    PLUME_INLINE void plume_fill_##owner(                                                          \
        struct side_arg *argument, struct plume_##owner value, union plume_cell **cells) {         \
        struct side_arg_gather_vla both = {                                                        \
            SIDE_PTR(value.elements.value), SIDE_PTR(value.count.value)                            \
        };                                                                                         \
        (void)cells;                                                                               \
        plume_begin(argument, SIDE_TYPE_GATHER_VLA);                                               \
        argument->content.fixed.gather_vla = both;                                                 \
    }                                                                                              \
    PLUME_INLINE void plume_fill_gather_vla_indirect_##name(                                       \
        struct side_arg *argument, struct plume_##owner value, union plume_cell **cells) {         \
        plume_fill_##owner(argument, value, cells);                                                \
    }                                                                                              \
    SIDE_STATIC_ASSERT(sizeof(plume_element_of_##owner) == 64, "a type")

/** The value of a gathered VLA: the address of the first element, and that of their count. */
#define plume_gather_vla(name, elements, count)                                                    \
    plume_make_gather_vla_##name(                                                                  \
        NULL PLUME_PASS(((plume_mistake, __deprecated__), gather_vla_##name), 1, elements)         \
            PLUME_PASS(((plume_mistake, __deprecated__), gather_vla_##name), 2, count))

#endif
