// SPDX-License-Identifier: Apache-2.0
// Declarations of types that choose: optionals, variants, enumerations, bitmaps. A name may be
// (name, attributes(list)). No function of this file allocates or locks; all are signal-safe.

#ifndef PLUME_TRACEPOINT_CHOICES_H
#define PLUME_TRACEPOINT_CHOICES_H

// What compilers say of mistakes then names the line of the program alone.
#pragma GCC system_header

#include "tracepoint-compounds.h"

// PLUME_OPTIONAL(name, element), made by plume_some(name, value) and plume_none(name).
#define PLUME_OPTIONAL(...) PLUME_OPTIONAL_1((plume_mistake, __deprecated__), __VA_ARGS__, ~)
#define PLUME_OPTIONAL_1(mark, named, element, ...)                                                \
    PLUME_OPTIONAL_2(mark, PLUME_NAMED(named), element, PLUME_NAMED(element))
#define PLUME_OPTIONAL_2(...) PLUME_CALL_1(PLUME_OPTIONAL_3, (__VA_ARGS__))
#define PLUME_OPTIONAL_3(mark, name, list, element, type, element_list)                            \
    PLUME_OPTIONAL_4(mark, optional_##name, list, element, type)
#define PLUME_OPTIONAL_4(mark, owner, list, element, type)                                         \
    PLUME_ELEMENT(mark, owner, element)                                                            \
    PLUME_CONSTANT_OBJECT struct side_type_optional plume_object_of_##owner = {                    \
        SIDE_PTR(&plume_element_of_##owner),                                                       \
        PLUME_CALL_2(PLUME_ATTRIBUTE_ARRAY, (PLUME_LIST_##list))                                   \
    };                                                                                             \
    PLUME_PARAMETER_TYPE(mark, owner, 1, type, field_value)                                        \
    struct plume_##owner {                                                                         \
        plume_parameter_1_of_##owner some;                                                         \
        bool is_some;                                                                              \
    };                                                                                             \
    PLUME_SIMPLE_(                                                                                 \
        owner##_itself, struct plume_##owner, struct plume_nothing *, PLUME_CATEGORY_EXACT)        \
    PLUME_NAMES_(owner, owner##_itself)                                                            \
    enum { plume_cells_of_##owner = 2 + PLUME_OF(plume_cells_of_, type) };                         \
    PLUME_INLINE struct plume_##owner plume_make_##owner(                                          \
        const void *unused, plume_parameter_1_of_##owner some) {                                   \
        struct plume_##owner made = { some, true };                                                \
        (void)unused;                                                                              \
        return made;                                                                               \
    }                                                                                              \
    PLUME_INLINE struct plume_##owner plume_make_no_##owner(void) {                                \
        static struct plume_##owner none;                                                          \
        return none;                                                                               \
    }                                                                                              \
    PLUME_INLINE void plume_fill_##owner(                                                          \
        struct side_arg *argument, struct plume_##owner value, union plume_cell **cells) {         \
        union plume_cell *own = *cells;                                                            \
        *cells += 2;                                                                               \
        plume_begin(&own[0].argument, SIDE_TYPE_NULL);                                             \
        if (value.is_some) {                                                                       \
            PLUME_OF(plume_fill_, type)(&own[0].argument, value.some.value, cells);                \
        }                                                                                          \
        own[1].bytes[0] = value.is_some;                                                           \
        plume_point(argument, SIDE_TYPE_OPTIONAL, own);                                            \
    }                                                                                              \
    SIDE_STATIC_ASSERT(sizeof(plume_object_of_##owner) >= 36, "an optional")

/** An optional with a value. */
#define plume_some(name, value)                                                                    \
    plume_make_optional_##name(                                                                    \
        NULL PLUME_PASS(((plume_mistake, __deprecated__), optional_##name), 1, value))
/** An optional without a value. */
#define plume_none(name) plume_make_no_optional_##name()

// PLUME_VARIANT(name, selector, (option, begin, end, type)...), made by
// plume_variant(name, option, selector, value).
#define PLUME_VARIANT(...) PLUME_VARIANT_1((plume_mistake, __deprecated__), __VA_ARGS__, ~)
#define PLUME_VARIANT_1(mark, named, selector, ...)                                                \
    PLUME_VARIANT_2(                                                                               \
        mark, PLUME_NAMED(named), selector, PLUME_NAMED(selector),                                 \
        PLUME_LIMITED((first, 0, 0, u8), __VA_ARGS__))
#define PLUME_VARIANT_2(...) PLUME_CALL_1(PLUME_VARIANT_3, (__VA_ARGS__))
#define PLUME_VARIANT_3(mark, name, list, selector, type, selector_list, are_too_many, ...)        \
    PLUME_LIMIT(mark, variant_##name, are_too_many, "options", #name)                              \
    PLUME_VARIANT_4(mark, variant_##name, list, selector, type, __VA_ARGS__)
#define PLUME_VARIANT_4(mark, owner, list, selector_type, type, ...)                               \
    PLUME_ASSERT(                                                                                  \
        mark, empty_##owner, PLUME_COUNT(__VA_ARGS__) > 0,                                         \
        "plume: a variant without options: " #owner);                                              \
    PLUME_ASSERT_BITS(mark, selector_of_##owner, type, "the selector of " #owner)                  \
    PLUME_RANGE_TYPE(owner, type)                                                                  \
    PLUME_PARAMETER_TYPE(mark, owner, 1, type, field_selector)                                     \
    PLUME_NAMES_TYPE_(option_selector_of_##owner, type)                                            \
    PLUME_EACH(PLUME_OPTION_TYPE, (mark, owner), __VA_ARGS__)                                      \
    PLUME_CONSTANT_OBJECT struct side_variant_option plume_options_of_##owner[] = {                \
        PLUME_EACH(PLUME_OPTION_DESCRIPTION, owner, __VA_ARGS__)                                   \
    };                                                                                             \
    PLUME_CONSTANT_OBJECT struct side_type_variant plume_object_of_##owner = {                     \
        { SIDE_PTR(plume_options_of_##owner), PLUME_COUNT(__VA_ARGS__) },                          \
        PLUME_DESCRIBE_NAMED(selector_type),                                                       \
        PLUME_CALL_2(PLUME_ATTRIBUTE_ARRAY, (PLUME_LIST_##list))                                   \
    };                                                                                             \
    struct plume_##owner {                                                                         \
        plume_value_1_of_##owner selector;                                                         \
        int option;                                                                                \
        union {                                                                                    \
            PLUME_EACH(PLUME_OPTION_MEMBER, owner, __VA_ARGS__)                                    \
        } content;                                                                                 \
    };                                                                                             \
    PLUME_SIMPLE_(                                                                                 \
        owner##_itself, struct plume_##owner, struct plume_nothing *, PLUME_CATEGORY_EXACT)        \
    PLUME_NAMES_(owner, owner##_itself)                                                            \
    enum {                                                                                         \
        plume_cells_of_##owner = 2 PLUME_EACH(PLUME_OPTION_CELLS, owner, __VA_ARGS__)              \
    };                                                                                             \
    PLUME_EACH(PLUME_OPTION_MAKER, owner, __VA_ARGS__)                                             \
    PLUME_INLINE void plume_fill_##owner(                                                          \
        struct side_arg *argument, struct plume_##owner value, union plume_cell **cells) {         \
        union plume_cell *own = *cells;                                                            \
        *cells += 2;                                                                               \
        PLUME_OF(plume_fill_, type)(&own[0].argument, value.selector, cells);                      \
        switch (value.option) {                                                                    \
            PLUME_EACH(PLUME_OPTION_FILL, owner, __VA_ARGS__)                                      \
        default: plume_begin(&own[1].argument, SIDE_TYPE_NULL); break;                             \
        }                                                                                          \
        plume_point(argument, SIDE_TYPE_VARIANT, own);                                             \
    }                                                                                              \
    SIDE_STATIC_ASSERT(sizeof(plume_object_of_##owner) == 104, "a variant")

#define PLUME_DESCRIBE_NAMED(type) PLUME_DESCRIBE_NAMED_(PLUME_NAMED(type))
#define PLUME_DESCRIBE_NAMED_(...) PLUME_CALL_2(PLUME_DESCRIBE_NAMED__, (__VA_ARGS__))
#define PLUME_DESCRIBE_NAMED__(type, attributes) PLUME_DESCRIBE(attributes, 0, type)

#define PLUME_OPTION_CALL(macro, owner, index, option)                                             \
    PLUME_CALL_2(macro, (owner, index, PLUME_UNPACK_ option, no_attributes, ~))
#define PLUME_OPTION_TYPE(context, index, option)                                                  \
    PLUME_CALL_2(                                                                                  \
        PLUME_OPTION_TYPE_,                                                                        \
        (PLUME_UNPACK_ context, index, PLUME_UNPACK_ option, no_attributes, ~))
#define PLUME_OPTION_TYPE_(mark, owner, index, name, begin, end, type, attributes, ...)            \
    PLUME_ASSERT(                                                                                  \
        mark, range_of_##owner##_option_##name, (begin) <= (end),                                  \
        "plume: no selector chooses " #name " of " #owner);                                        \
    PLUME_ASSERT_BITS(mark, owner##_option_##name, type, "option " #name " of " #owner)            \
    PLUME_ASSERT(                                                                                  \
        mark, values_of_##owner##_option_##name,                                                   \
        PLUME_IN_RANGE_OF(owner, begin) && PLUME_IN_RANGE_OF(owner, end),                          \
        "plume: the selector has no such value: option " #name " of " #owner);                     \
    PLUME_PARAMETER_TYPE(                                                                          \
        mark, owner##_option_##name, 1, own(option_selector_of_##owner), field_selector)           \
    PLUME_PARAMETER_TYPE(mark, owner##_option_##name, 2, type, field_##name)
#define PLUME_OPTION_DESCRIPTION(owner, index, option)                                             \
    PLUME_OPTION_CALL(PLUME_OPTION_DESCRIPTION_, owner, index, option)
#define PLUME_OPTION_DESCRIPTION_(owner, index, name, begin, end, type, attributes, ...)           \
    { begin, end, PLUME_DESCRIBE(attributes, 0, type) },
#define PLUME_OPTION_MEMBER(owner, index, option)                                                  \
    PLUME_OPTION_CALL(PLUME_OPTION_MEMBER_, owner, index, option)
#define PLUME_OPTION_MEMBER_(owner, index, name, begin, end, type, attributes, ...)                \
    plume_parameter_2_of_##owner##_option_##name option_##name;
#define PLUME_OPTION_CELLS(owner, index, option)                                                   \
    PLUME_OPTION_CALL(PLUME_OPTION_CELLS_, owner, index, option)
#define PLUME_OPTION_CELLS_(owner, index, name, begin, end, type, attributes, ...)                 \
    + PLUME_OF(plume_cells_of_, type)
#define PLUME_OPTION_FILL(owner, index, option)                                                    \
    PLUME_OPTION_CALL(PLUME_OPTION_FILL_, owner, index, option)
#define PLUME_OPTION_FILL_(owner, index, name, begin, end, type, attributes, ...)                  \
case index:                                                                                        \
    PLUME_OF(plume_fill_, type)(&own[1].argument, value.content.option_##name.value, cells);       \
    break;
#define PLUME_OPTION_MAKER(owner, index, option)                                                   \
    PLUME_OPTION_CALL(PLUME_OPTION_MAKER_, owner, index, option)
#define PLUME_OPTION_MAKER_(owner, index, name, begin, end, type, attributes, ...)                 \
    typedef struct plume_##owner plume_known_##owner##_option_##name;                              \
    PLUME_INLINE struct plume_##owner plume_make_##owner##_option_##name(                          \
        const void *unused, plume_parameter_1_of_##owner##_option_##name selector,                 \
        plume_parameter_2_of_##owner##_option_##name value) {                                      \
        struct plume_##owner made;                                                                 \
        made.selector = selector.value;                                                            \
        made.option = index;                                                                       \
        made.content.option_##name = value;                                                        \
        (void)unused;                                                                              \
        return made;                                                                               \
    }

/** The value of a variant: an option, a selector that chooses it, and the option's value. */
#define plume_variant(name, option, selector, value)                                               \
    PLUME_OF_OPTION(                                                                               \
        (plume_mistake, __deprecated__), variant_##name##_option_##option, selector, value)
// An option that is not declared is one mistake: most compilers leave out what stands in the braces
// after the type that is missing.
#ifdef __cplusplus
#define PLUME_OF_OPTION(mark, owner, selector, value)                                              \
    plume_known_##owner { PLUME_MAKE_OPTION(mark, owner, selector, value) }
#else
#define PLUME_OF_OPTION(mark, owner, selector, value)                                              \
    (((plume_known_##owner[1]){ PLUME_MAKE_OPTION(mark, owner, selector, value) })[0])
#endif
#define PLUME_MAKE_OPTION(mark, owner, selector, value)                                            \
    plume_make_##owner(                                                                            \
        NULL PLUME_PASS((mark, owner), 1, selector) PLUME_PASS((mark, owner), 2, value))

// PLUME_ENUMERATION(name, element, ("label", number) or ("label", first, last)...); the argument is
// that of the element, an integer. PLUME_BITMAP the same for bits; its element may also be a byte
// or an array or VLA of integers or bytes. PLUME_GATHER_ENUMERATION has a gathered integer; for a
// member of a structure it is PLUME_GATHER_ENUMERATION_OF(C type, member, name, ...).
#define PLUME_ENUMERATION(...)                                                                     \
    PLUME_MAPPED(                                                                                  \
        (plume_mistake, __deprecated__), enumeration_, side_enum_mapping, 0, __VA_ARGS__, ~)
#define PLUME_BITMAP(...)                                                                          \
    PLUME_MAPPED(                                                                                  \
        (plume_mistake, __deprecated__), bitmap_, side_enum_bitmap_mapping, 0, __VA_ARGS__, ~)
#define PLUME_GATHER_ENUMERATION(...)                                                              \
    PLUME_MAPPED(                                                                                  \
        (plume_mistake, __deprecated__), gather_enumeration_, side_enum_mapping, 0, __VA_ARGS__, ~)
#define PLUME_GATHER_ENUMERATION_OF(ctype, member, ...)                                            \
    PLUME_MAPPED(                                                                                  \
        (plume_mistake, __deprecated__), gather_enumeration_, side_enum_mapping,                   \
        offsetof(ctype, member), __VA_ARGS__, ~)
#define PLUME_MAPPED(...) PLUME_MAPPED_1(__VA_ARGS__)
#define PLUME_MAPPED_1(mark, prefix, mapping, offset, named, element, ...)                         \
    PLUME_MAPPED_2(                                                                                \
        mark, prefix, mapping, offset, PLUME_NAMED(named), element, PLUME_NAMED(element),          \
        PLUME_LIMITED(("first", 0), __VA_ARGS__))
#define PLUME_MAPPED_2(...) PLUME_CALL_1(PLUME_MAPPED_3, (__VA_ARGS__))
#define PLUME_MAPPED_3(                                                                            \
    mark, prefix, mapping, offset, name, list, element, type, element_list, are_too_many, ...)     \
    PLUME_LIMIT(mark, prefix##name, are_too_many, "labels", #prefix #name)                         \
    PLUME_MAPPED_4(mark, prefix##name, mapping, offset, list, element, type, __VA_ARGS__)
#define PLUME_MAPPED_4(mark, owner, mapping, offset, list, element, type, ...)                     \
    PLUME_ASSERT(                                                                                  \
        mark, empty_##owner, PLUME_COUNT(__VA_ARGS__) > 0, "plume: no names in " #owner);          \
    PLUME_ELEMENT_AT(mark, owner, offset, element)                                                 \
    PLUME_RANGE_TYPE(owner, type)                                                                  \
    PLUME_EACH(PLUME_MAPPING_CHECK_##mapping, (mark, owner), __VA_ARGS__)                          \
    PLUME_CONSTANT_OBJECT struct mapping plume_mapping_array_of_##owner[] = {                      \
        PLUME_EACH(PLUME_MAPPING, owner, __VA_ARGS__)                                              \
    };                                                                                             \
    PLUME_CONSTANT_OBJECT struct side_enum_mappings plume_mappings_of_##owner = {                  \
        { SIDE_PTR(plume_mapping_array_of_##owner), PLUME_COUNT(__VA_ARGS__) },                    \
        PLUME_CALL_2(PLUME_ATTRIBUTE_ARRAY, (PLUME_LIST_##list))                                   \
    };                                                                                             \
    typedef PLUME_OF(plume_value_of_, type) plume_value_of_##owner;                                \
    typedef PLUME_OF(plume_alternative_of_, type) plume_alternative_of_##owner;                    \
    PLUME_COUNTED_TYPE_(owner, type)                                                               \
    enum {                                                                                         \
        plume_offset_of_##owner = offset,                                                          \
        plume_category_of_##owner = PLUME_OF(plume_category_of_, type),                            \
        plume_cells_of_##owner = PLUME_OF(plume_cells_of_, type)                                   \
    };                                                                                             \
    PLUME_INLINE void plume_fill_##owner(                                                          \
        struct side_arg *argument, plume_value_of_##owner value, union plume_cell **cells) {       \
        PLUME_OF(plume_fill_, type)(argument, value, cells);                                       \
    }                                                                                              \
    SIDE_STATIC_ASSERT(sizeof(plume_element_of_##owner) == 64, "a type")
#define PLUME_MAPPING_CALL(macro, owner, index, mapping)                                           \
    PLUME_CALL_2(                                                                                  \
        macro, (owner, index, PLUME_UNPACK_ mapping,                                               \
                PLUME_CALL_3(PLUME_SECOND_, (PLUME_UNPACK_ mapping, ~)), ~))
#define PLUME_MAPPING_CHECK_CALL(macro, context, index, mapping)                                   \
    PLUME_CALL_2(                                                                                  \
        macro, (PLUME_UNPACK_ context, index, PLUME_UNPACK_ mapping,                               \
                PLUME_CALL_3(PLUME_SECOND_, (PLUME_UNPACK_ mapping, ~)), ~))
#define PLUME_MAPPING(owner, index, mapping)                                                       \
    PLUME_MAPPING_CALL(PLUME_MAPPING_, owner, index, mapping)
#define PLUME_MAPPING_(owner, index, label, begin, end, ...)                                       \
    { begin, end, PLUME_RAW_STRING(label) },
#define PLUME_MAPPING_CHECK_side_enum_mapping(context, index, mapping)                             \
    PLUME_MAPPING_CHECK_CALL(PLUME_MAPPING_CHECK_, context, index, mapping)
#define PLUME_MAPPING_CHECK_(mark, owner, index, label, begin, end, ...)                           \
    PLUME_ASSERT(                                                                                  \
        mark, label_##index##_of_##owner,                                                          \
        (begin) <= (end) && PLUME_IN_RANGE_OF(owner, begin) && PLUME_IN_RANGE_OF(owner, end),      \
        "plume: the type has no such values: label " #index " of " #owner);
// The labels of a bitmap name bits.
#define PLUME_MAPPING_CHECK_side_enum_bitmap_mapping(context, index, mapping)                      \
    PLUME_MAPPING_CHECK_CALL(PLUME_MAPPING_CHECK_BITS_, context, index, mapping)
#define PLUME_MAPPING_CHECK_BITS_(mark, owner, index, label, begin, end, ...)                      \
    PLUME_ASSERT(                                                                                  \
        mark, label_##index##_of_##owner,                                                          \
        (begin) <= (end) && PLUME_IS_NOT_NEGATIVE(begin) &&                                        \
            (plume_width_of_##owner == 0 || (end) < plume_width_of_##owner),                       \
        "plume: the type has no such bits: label " #index " of " #owner);

#endif
