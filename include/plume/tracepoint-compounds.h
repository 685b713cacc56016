// SPDX-License-Identifier: Apache-2.0
// Declarations of types that are made of others. Each gives its name the parts that
// tracepoint-scalars.h lists, and a function that makes a value. A name may be
// (name, attributes(list)). No function of this file allocates or locks; all are signal-safe.

#ifndef PLUME_TRACEPOINT_COMPOUNDS_H
#define PLUME_TRACEPOINT_COMPOUNDS_H

// What compilers say of mistakes then names the line of the program alone.
#pragma GCC system_header

#include "tracepoint-fields.h"

// A type that stands within another: its description, at an address. It may be
// (type, attributes(list)).
#define PLUME_ELEMENT(mark, owner, element) PLUME_ELEMENT_AT(mark, owner, 0, element)
#define PLUME_ELEMENT_AT(mark, owner, offset, element)                                             \
    PLUME_ELEMENT_(mark, owner, offset, PLUME_NAMED(element))
#define PLUME_ELEMENT_(...) PLUME_CALL_2(PLUME_ELEMENT__, (__VA_ARGS__))
#define PLUME_ELEMENT__(mark, owner, offset, type, attributes)                                     \
    PLUME_ASSERT_BITS(mark, element_of_##owner, type, "the element of " #owner)                    \
    PLUME_CONSTANT_OBJECT struct side_type plume_element_of_##owner =                              \
        PLUME_DESCRIBE(attributes, offset, type);
// The type of the count of a VLA whose elements are arguments.
#define PLUME_LENGTH_TYPE(owner)                                                                   \
    PLUME_CONSTANT_OBJECT struct side_type plume_length_type_of_##owner =                          \
        PLUME_DESCRIBE(no_attributes, 0, u32);

// PLUME_STRUCTURE(name, fields...), made by plume_structure(name, arguments...).
PLUME_EXTENSION_BEGIN
#define PLUME_STRUCTURE(...) PLUME_STRUCTURE_1((plume_mistake, __deprecated__), , ##__VA_ARGS__, ~)
PLUME_EXTENSION_END
#define PLUME_STRUCTURE_1(mark, empty, named, ...)                                                 \
    PLUME_STRUCTURE_2(mark, PLUME_NAMED(named), PLUME_FIELDS(empty, empty##__VA_ARGS__))
#define PLUME_STRUCTURE_2(...) PLUME_CALL_1(PLUME_STRUCTURE_3, (__VA_ARGS__))
#define PLUME_STRUCTURE_3(mark, name, attributes, are_too_many, ...)                               \
    PLUME_STRUCTURE_4(mark, name, structure_##name, attributes, are_too_many, __VA_ARGS__)
#define PLUME_STRUCTURE_4(mark, name, owner, list, are_too_many, ...)                              \
    PLUME_ASSERT(                                                                                  \
        mark, empty_##owner, PLUME_COUNT(__VA_ARGS__) > 0,                                         \
        "plume: a structure without fields: " #name);                                              \
    PLUME_LIMIT(mark, owner, are_too_many, "fields", #owner)                                       \
    PLUME_FIELD_TYPES(mark, owner, __VA_ARGS__)                                                    \
    PLUME_CONSTANT_OBJECT struct side_event_field plume_fields_of_##owner[] = {                    \
        PLUME_EACH(PLUME_FIELD_DESCRIPTION, owner, __VA_ARGS__)                                    \
    };                                                                                             \
    PLUME_CONSTANT_OBJECT struct side_type_struct plume_object_of_##owner = {                      \
        { SIDE_PTR(plume_fields_of_##owner), PLUME_COUNT(__VA_ARGS__) },                           \
        PLUME_CALL_2(PLUME_ATTRIBUTE_ARRAY, (PLUME_LIST_##list))                                   \
    };                                                                                             \
    struct plume_structure_##name {                                                                \
        PLUME_EACH(PLUME_FIELD_MEMBER, owner, __VA_ARGS__)                                         \
    };                                                                                             \
    PLUME_SIMPLE_(                                                                                 \
        owner##_itself, struct plume_structure_##name, struct plume_nothing *,                     \
        PLUME_CATEGORY_EXACT)                                                                      \
    PLUME_NAMES_(owner, owner##_itself)                                                            \
    enum {                                                                                         \
        plume_cells_of_##owner = 1 + PLUME_COUNT(__VA_ARGS__)                                      \
            PLUME_EACH(PLUME_FIELD_CELLS, owner, __VA_ARGS__)                                      \
    };                                                                                             \
    PLUME_INLINE struct plume_structure_##name plume_make_##owner(                                 \
        const void *unused PLUME_EACH(PLUME_FIELD_PARAMETER, owner, __VA_ARGS__),                  \
        struct plume_no_more_arguments end) {                                                      \
        struct plume_structure_##name made = {                                                     \
            PLUME_EACH(PLUME_FIELD_NAME, owner, __VA_ARGS__)                                       \
        };                                                                                         \
        (void)unused;                                                                              \
        (void)end;                                                                                 \
        return made;                                                                               \
    }                                                                                              \
    PLUME_INLINE void plume_fill_##owner(                                                          \
        struct side_arg *argument, struct plume_structure_##name value,                            \
        union plume_cell **cells) {                                                                \
        union plume_cell *arguments = plume_vector(                                                \
            argument, SIDE_TYPE_STRUCT, PLUME_COUNT(__VA_ARGS__), cells);                          \
        PLUME_EACH(PLUME_FILL_MEMBER, owner, __VA_ARGS__)                                          \
    }                                                                                              \
    SIDE_STATIC_ASSERT(sizeof(plume_object_of_##owner) == 40, "a structure")

/** The value of a structure: the arguments of its fields. */
#define plume_structure(...) PLUME_MAKE_STRUCTURE((plume_mistake, __deprecated__), __VA_ARGS__, ~)
#define PLUME_MAKE_STRUCTURE(mark, name, ...)                                                      \
    plume_make_structure_##name(                                                                   \
        NULL PLUME_EACH(PLUME_PASS, (mark, structure_##name), __VA_ARGS__)                         \
            PLUME_FINISH(mark, structure_##name, PLUME_COUNT(__VA_ARGS__)))

// Gives a name the value, alternative and category of a type.
#define PLUME_NAMES_(name, other) PLUME_NAMES_TYPE_(name, own(other))
#define PLUME_NAMES_TYPE_(name, type)                                                              \
    typedef PLUME_OF(plume_value_of_, type) plume_value_of_##name;                                 \
    typedef PLUME_OF(plume_alternative_of_, type) plume_alternative_of_##name;                     \
    PLUME_COUNTED_TYPE_(name, type)                                                                \
    enum { plume_category_of_##name = PLUME_OF(plume_category_of_, type) };
#define PLUME_COUNTED_TYPE_(name, type)                                                            \
    typedef PLUME_OF(plume_counted_of_, type) plume_counted_of_##name;                             \
    enum { plume_least_of_##name = PLUME_OF(plume_least_of_, type) };

// Lets an argument point to some arguments, and returns the first of them.
PLUME_INLINE union plume_cell *plume_vector(
    struct side_arg *argument, enum side_type_label label, uint32_t count,
    union plume_cell **cells) {
    union plume_cell *own = *cells;
    struct side_arg_vec vector = { SIDE_PTR(own + 1), count };
    *cells += count + 1;
    own->vector = vector;
    plume_point(argument, label, own);
    return own + 1;
}

// A value within another value is no expression that could be looked at where it is written. A
// compiler that optimises finds the array behind its pointer.
#if defined(__OPTIMIZE__) && !defined(PLUME_NO_CHECKS) && defined(__has_attribute)
#if __has_attribute(error)
#define PLUME_CHECKS_EXTENTS 1
#endif
#endif
#ifdef PLUME_CHECKS_EXTENTS
#define PLUME_EXTENT_(owner)                                                                       \
    PLUME_EXTERN void plume_array_has_fewer_elements_than_##owner(void) __attribute__((error(      \
        "plume: an array has fewer elements than its field: " #owner)));
#define PLUME_CHECK_EXTENT(owner, pointer, count)                                                  \
    if (__builtin_object_size(pointer, 0) < (count) * sizeof *(pointer))                           \
        plume_array_has_fewer_elements_than_##owner();
#else
#define PLUME_EXTENT_(owner)
#define PLUME_CHECK_EXTENT(owner, pointer, count)
#endif

// PLUME_ARRAY(name, element, length): the argument is a pointer to the first element.
#define PLUME_ARRAY(...) PLUME_ARRAY_1((plume_mistake, __deprecated__), __VA_ARGS__, ~)
#define PLUME_ARRAY_1(mark, named, element, length, ...)                                           \
    PLUME_ARRAY_2(mark, PLUME_NAMED(named), element, PLUME_NAMED(element), length)
#define PLUME_ARRAY_2(...) PLUME_CALL_1(PLUME_ARRAY_3, (__VA_ARGS__))
#define PLUME_ARRAY_3(mark, name, list, element, type, element_list, length)                       \
    PLUME_ARRAY_4(mark, array_##name, list, element, type, length)
#define PLUME_ARRAY_4(mark, owner, list, element, type, length)                                    \
    PLUME_ASSERT(                                                                                  \
        mark, length_of_##owner, (length) > 0, "plume: an array without elements: " #owner);       \
    PLUME_ELEMENT(mark, owner, element)                                                            \
    PLUME_CONSTANT_OBJECT struct side_type_array plume_object_of_##owner = {                       \
        SIDE_PTR(&plume_element_of_##owner), length,                                               \
        PLUME_CALL_2(PLUME_ATTRIBUTE_ARRAY, (PLUME_LIST_##list))                                   \
    };                                                                                             \
    typedef const PLUME_OF(plume_value_of_, type) *plume_value_of_##owner;                         \
    typedef PLUME_OF(plume_value_of_, type) *plume_alternative_of_##owner;                         \
    typedef PLUME_OF(plume_value_of_, type) plume_counted_of_##owner;                              \
    enum {                                                                                         \
        plume_category_of_##owner = PLUME_CATEGORY_EXACT,                                          \
        plume_width_of_##owner = (length) * PLUME_WIDTH_OF(type),                                  \
        plume_least_of_##owner = (length),                                                         \
        plume_cells_of_##owner = 1 + (length) * (1 + PLUME_OF(plume_cells_of_, type))              \
    };                                                                                             \
    PLUME_EXTENT_(owner)                                                                           \
    PLUME_INLINE void plume_fill_##owner(                                                          \
        struct side_arg *argument, plume_value_of_##owner value, union plume_cell **cells) {       \
        union plume_cell *arguments = plume_vector(argument, SIDE_TYPE_ARRAY, length, cells);      \
        PLUME_CHECK_EXTENT(owner, value, length)                                                   \
        for (uint32_t index = 0; index < (length); index++) {                                      \
            PLUME_OF(plume_fill_, type)(&arguments[index].argument, value[index], cells);          \
        }                                                                                          \
    }                                                                                              \
    SIDE_STATIC_ASSERT(sizeof(plume_object_of_##owner) == 40, "an array")

// PLUME_VLA(name, element, maximum), made by plume_vla(name, elements, count). Elements beyond the
// maximum are left out, and the argument says that it is incomplete: stacks have an end.
#define PLUME_VLA(...) PLUME_VLA_1((plume_mistake, __deprecated__), __VA_ARGS__, ~)
#define PLUME_VLA_1(mark, named, element, maximum, ...)                                            \
    PLUME_VLA_2(mark, PLUME_NAMED(named), element, PLUME_NAMED(element), maximum)
#define PLUME_VLA_2(...) PLUME_CALL_1(PLUME_VLA_3, (__VA_ARGS__))
#define PLUME_VLA_3(mark, name, list, element, type, element_list, maximum)                        \
    PLUME_VLA_4(mark, vla_##name, list, element, type, maximum)
#define PLUME_VLA_4(mark, owner, list, element, type, maximum)                                     \
    PLUME_ASSERT(                                                                                  \
        mark, length_of_##owner, (maximum) > 0, "plume: a VLA without elements: " #owner);         \
    PLUME_ELEMENT(mark, owner, element)                                                            \
    PLUME_LENGTH_TYPE(owner)                                                                       \
    PLUME_CONSTANT_OBJECT struct side_type_vla plume_object_of_##owner = {                         \
        SIDE_PTR(&plume_element_of_##owner), SIDE_PTR(&plume_length_type_of_##owner),              \
        PLUME_CALL_2(PLUME_ATTRIBUTE_ARRAY, (PLUME_LIST_##list))                                   \
    };                                                                                             \
    typedef const PLUME_OF(plume_value_of_, type) *plume_value_of_elements_of_##owner;             \
    typedef PLUME_OF(plume_value_of_, type) *plume_alternative_of_elements_of_##owner;             \
    enum { plume_category_of_elements_of_##owner = PLUME_CATEGORY_EXACT };                         \
    PLUME_COUNTED_(elements_of_##owner, struct plume_nothing, 0)                                   \
    PLUME_PARAMETER_TYPE(mark, owner, 1, own(elements_of_##owner), field_elements)                 \
    PLUME_PARAMETER_TYPE(mark, owner, 2, u64, field_count)                                         \
    struct plume_##owner {                                                                         \
        plume_parameter_1_of_##owner elements;                                                     \
        plume_parameter_2_of_##owner count;                                                        \
    };                                                                                             \
    PLUME_SIMPLE_(                                                                                 \
        owner##_itself, struct plume_##owner, struct plume_nothing *, PLUME_CATEGORY_EXACT)        \
    PLUME_NAMES_(owner, owner##_itself)                                                            \
    enum { plume_cells_of_##owner = 1 + (maximum) * (1 + PLUME_OF(plume_cells_of_, type)) };       \
    PLUME_INLINE struct plume_##owner plume_make_##owner(                                          \
        const void *unused, plume_parameter_1_of_##owner elements,                                 \
        plume_parameter_2_of_##owner count) {                                                      \
        struct plume_##owner made = { elements, count };                                           \
        (void)unused;                                                                              \
        return made;                                                                               \
    }                                                                                              \
    PLUME_INLINE void plume_fill_##owner(                                                          \
        struct side_arg *argument, struct plume_##owner value, union plume_cell **cells) {         \
        bool is_whole = value.count.value <= (maximum);                                            \
        uint32_t count = is_whole ? PLUME_CAST(uint32_t, value.count.value) : (maximum);           \
        union plume_cell *arguments = plume_vector(argument, SIDE_TYPE_VLA, count, cells);         \
        if (!is_whole) argument->flags = SIDE_ARG_FLAG_INCOMPLETE;                                 \
        for (uint32_t index = 0; index < count; index++) {                                         \
            PLUME_OF(plume_fill_, type)(                                                           \
                &arguments[index].argument, value.elements.value[index], cells);                   \
        }                                                                                          \
    }                                                                                              \
    SIDE_STATIC_ASSERT(sizeof(plume_object_of_##owner) == 52, "a VLA")
// A type that has its parts under a name of its own.
#define PLUME_VALUE_NAME_own(name) name

/** The value of a VLA: a pointer to the first element and their count. */
#define plume_vla(name, elements, count)                                                           \
    plume_make_vla_##name(                                                                         \
        NULL PLUME_PASS(((plume_mistake, __deprecated__), vla_##name), 1, elements)                \
            PLUME_PASS(((plume_mistake, __deprecated__), vla_##name), 2, count))

// PLUME_VLA_VISITOR(name, element, function): the argument is the context for the function, which
// gives each element with plume_visit(name, tracer, element). It must be declared before.
#define PLUME_VLA_VISITOR(...) PLUME_VISITOR_1((plume_mistake, __deprecated__), __VA_ARGS__, ~)
#define PLUME_VISITOR_1(mark, named, element, function, ...)                                       \
    PLUME_VISITOR_2(mark, PLUME_NAMED(named), element, PLUME_NAMED(element), function)
#define PLUME_VISITOR_2(...) PLUME_CALL_1(PLUME_VISITOR_3, (__VA_ARGS__))
#define PLUME_VISITOR_3(mark, name, list, element, type, element_list, function)                   \
    PLUME_VISITOR_4(mark, vla_visitor_##name, list, element, type, function)
#define PLUME_VISITOR_4(mark, owner, list, element_type, type, function)                           \
    PLUME_ELEMENT(mark, owner, element_type)                                                       \
    PLUME_LENGTH_TYPE(owner)                                                                       \
    static enum side_visitor_status function(                                                      \
        const struct side_tracer_visitor_ctx *tracer, void *context);                              \
    PLUME_CONSTANT_OBJECT struct side_type_vla_visitor plume_object_of_##owner = {                 \
        SIDE_PTR(&plume_element_of_##owner), SIDE_PTR(&plume_length_type_of_##owner),              \
        SIDE_PTR(function), PLUME_CALL_2(PLUME_ATTRIBUTE_ARRAY, (PLUME_LIST_##list))               \
    };                                                                                             \
    PLUME_PARAMETER_TYPE(mark, owner, 1, type, field_element)                                      \
    PLUME_NAMES_(owner, pointer)                                                                   \
    enum { plume_cells_of_##owner = 1 };                                                           \
    PLUME_INLINE enum side_visitor_status plume_visit_##owner(                                     \
        const struct side_tracer_visitor_ctx *tracer, plume_parameter_1_of_##owner element) {      \
        union plume_cell memory[1 + PLUME_OF(plume_cells_of_, type)];                              \
        union plume_cell *cells = memory + 1;                                                      \
        PLUME_OF(plume_fill_, type)(&memory[0].argument, element.value, &cells);                   \
        return tracer->write_elem(tracer, &memory[0].argument);                                    \
    }                                                                                              \
    PLUME_INLINE void plume_fill_##owner(                                                          \
        struct side_arg *argument, const void *value, union plume_cell **cells) {                  \
        plume_fill_vla_visitor(argument, value, cells);                                            \
    }                                                                                              \
    SIDE_STATIC_ASSERT(sizeof(plume_object_of_##owner) == 68, "a visitor")

PLUME_INLINE void plume_fill_vla_visitor(
    struct side_arg *argument, const void *value, union plume_cell **cells) {
    union plume_cell *own = *cells;
    struct side_arg_vla_visitor visitor = { SIDE_PTR(value), SIDE_PTR(NULL) };
    *cells += 1;
    own->visitor = visitor;
    plume_point(argument, SIDE_TYPE_VLA_VISITOR, own);
}

/** Gives one element of a VLA to a tracer; on an error, the visitor should return it too. */
#define plume_visit(name, tracer, element)                                                         \
    plume_visit_vla_visitor_##name(                                                                \
        tracer PLUME_PASS(((plume_mistake, __deprecated__), vla_visitor_##name), 1, element))

#endif
