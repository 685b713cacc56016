// SPDX-License-Identifier: Apache-2.0
// Values that bring their types with them: arguments of fields of type `dynamic`, fields beyond
// those that a variadic event describes, and elements. What these macros make lives until the end
// of the statement they stand in, in C of the block. No function of this file allocates or locks,
// and all are signal-safe.

#ifndef PLUME_TRACEPOINT_DYNAMIC_H
#define PLUME_TRACEPOINT_DYNAMIC_H

// What compilers say of mistakes then names the line of the program alone.
#pragma GCC system_header

#include "tracepoint-gather.h"

#define PLUME_NO_ATTRIBUTE_ARRAY { SIDE_PTR(NULL), 0 }

// plume_dynamic_TYPE(value) for each simple type.
#define PLUME_DYNAMIC_INTEGER_(name, type, is_signed)                                              \
    PLUME_INLINE struct side_arg plume_dynamic_##name(type value) {                                \
        struct side_arg made;                                                                      \
        struct side_arg_dynamic_integer integer = {                                                \
            PLUME_NO_ATTRIBUTE_ARRAY, sizeof(type), 0, is_signed, SIDE_BYTE_ORDER_HOST, { 0 }      \
        };                                                                                         \
        plume_begin(&made, SIDE_TYPE_DYNAMIC_INTEGER);                                             \
        memcpy(&integer.value, &value, sizeof value);                                              \
        made.content.dynamic.integer = integer;                                                    \
        return made;                                                                               \
    }
PLUME_DYNAMIC_INTEGER_(u8, uint8_t, 0)
PLUME_DYNAMIC_INTEGER_(u16, uint16_t, 0)
PLUME_DYNAMIC_INTEGER_(u32, uint32_t, 0)
PLUME_DYNAMIC_INTEGER_(u64, uint64_t, 0)
PLUME_DYNAMIC_INTEGER_(s8, int8_t, 1)
PLUME_DYNAMIC_INTEGER_(s16, int16_t, 1)
PLUME_DYNAMIC_INTEGER_(s32, int32_t, 1)
PLUME_DYNAMIC_INTEGER_(s64, int64_t, 1)
#if defined(__SIZEOF_INT128__)
PLUME_DYNAMIC_INTEGER_(u128, plume_u128, 0)
PLUME_DYNAMIC_INTEGER_(s128, plume_s128, 1)
#endif

#define PLUME_DYNAMIC_FLOAT_(name, type)                                                           \
    PLUME_INLINE struct side_arg plume_dynamic_##name(type value) {                                \
        struct side_arg made;                                                                      \
        struct side_arg_dynamic_float number = {                                                   \
            PLUME_NO_ATTRIBUTE_ARRAY, sizeof(type), SIDE_FLOAT_WORD_ORDER_HOST, { 0 }              \
        };                                                                                         \
        plume_begin(&made, SIDE_TYPE_DYNAMIC_FLOAT);                                               \
        memcpy(&number.value, &value, sizeof value);                                               \
        made.content.dynamic.real = number;                                                        \
        return made;                                                                               \
    }
PLUME_DYNAMIC_FLOAT_(float16, struct plume_float16)
PLUME_DYNAMIC_FLOAT_(float32, float)
PLUME_DYNAMIC_FLOAT_(float64, double)
#if defined(PLUME_HAS_FLOAT128)
PLUME_DYNAMIC_FLOAT_(float128, plume_float128)
#endif

#define PLUME_DYNAMIC_STRING_(name, unit)                                                          \
    PLUME_INLINE struct side_arg plume_dynamic_##name(const unit *value) {                         \
        struct side_arg made;                                                                      \
        struct side_arg_dynamic_string string = {                                                  \
            PLUME_NO_ATTRIBUTE_ARRAY, sizeof(unit), SIDE_BYTE_ORDER_HOST,                          \
            PLUME_ADDRESS_NUMBER(value)                                                            \
        };                                                                                         \
        plume_begin(&made, SIDE_TYPE_DYNAMIC_STRING);                                              \
        made.content.dynamic.string = string;                                                      \
        return made;                                                                               \
    }
#ifdef __cplusplus
#define PLUME_ADDRESS_NUMBER(pointer) reinterpret_cast<uintptr_t>(pointer)
#else
#define PLUME_ADDRESS_NUMBER(pointer) (uintptr_t)(pointer)
#endif
PLUME_DYNAMIC_STRING_(string, char)
PLUME_DYNAMIC_STRING_(string16, plume_char16)
PLUME_DYNAMIC_STRING_(string32, plume_char32)

/** No value. */
PLUME_INLINE struct side_arg plume_dynamic_null(void) {
    struct side_arg made;
    struct side_array none = PLUME_NO_ATTRIBUTE_ARRAY;
    plume_begin(&made, SIDE_TYPE_DYNAMIC_NULL);
    made.content.dynamic.attributes = none;
    return made;
}

/** A truth value. */
PLUME_INLINE struct side_arg plume_dynamic_boolean(bool value) {
    struct side_arg made;
    struct side_arg_dynamic_bool boolean = {
        PLUME_NO_ATTRIBUTE_ARRAY, sizeof(uint8_t), 0, SIDE_BYTE_ORDER_HOST, { value }
    };
    plume_begin(&made, SIDE_TYPE_DYNAMIC_BOOL);
    made.content.dynamic.boolean = boolean;
    return made;
}

/** A byte, which is no number. */
PLUME_INLINE struct side_arg plume_dynamic_byte(uint8_t value) {
    struct side_arg made;
    struct side_arg_dynamic_byte byte = { PLUME_NO_ATTRIBUTE_ARRAY, value };
    plume_begin(&made, SIDE_TYPE_DYNAMIC_BYTE);
    made.content.dynamic.byte = byte;
    return made;
}

/** An address. */
PLUME_INLINE struct side_arg plume_dynamic_pointer(const void *value) {
    struct side_arg made = plume_dynamic_u64(0);
    plume_begin(&made, SIDE_TYPE_DYNAMIC_POINTER);
    made.content.dynamic.integer.size = sizeof value;
    memcpy(&made.content.dynamic.integer.value, &value, sizeof value);
    return made;
}

/** Gives any dynamic value that is no compound attributes: those of PLUME_ATTRIBUTES(list, ...). */
#define plume_dynamic_with(list, value)                                                            \
    plume_dynamic_set_attributes(value, plume_attributes_of_##list, plume_attribute_count_of_##list)

// The attributes come first in each of these types.
PLUME_INLINE struct side_arg plume_dynamic_set_attributes(
    struct side_arg value, const struct side_attr *attributes, uint32_t count) {
    struct side_array array = { SIDE_PTR(attributes), count };
    value.content.dynamic.attributes = array;
    return value;
}

/** A field of a dynamic structure or of a variadic event: a name and a dynamic value. */
PLUME_INLINE struct side_arg_dynamic_field plume_dynamic_field(
    const char *name, struct side_arg value) {
    struct side_arg_dynamic_field made = { SIDE_PTR(name), value };
    return made;
}

// An argument that points to a dynamic compound.
PLUME_INLINE struct side_arg plume_dynamic_compound(
    enum side_type_label label, const void *compound) {
    struct side_arg made;
    struct side_ptr pointer = SIDE_PTR(compound);
    plume_begin(&made, label);
    made.content.dynamic.pointer = pointer;
    return made;
}

// The macros plume_dynamic_structure(fields...) and plume_dynamic_vla(values...) make compounds of
// what stands there, plume_fields(fields...) the fields beyond those that a variadic event
// describes. With attributes: plume_dynamic_structure_with(list, fields...) and so on.
#ifdef __cplusplus

namespace plume {

// Items and what points to them, in one temporary object that cannot move.
template <class Item, class Compound, unsigned count> struct items {
    Item all[count];
    Compound compound;

    template <class... Items>
    explicit items(side_array attributes, const Items &...given)
        : all{given...}, compound{SIDE_PTR(all), count, attributes} {}
    items(const items &) = delete;
    items &operator=(const items &) = delete;
    const Compound *get() const { return &compound; }
};

template <class... Items>
items<side_arg_dynamic_field, side_arg_dynamic_struct, sizeof...(Items)> structure(
    side_array attributes, const Items &...given) {
    return items<side_arg_dynamic_field, side_arg_dynamic_struct, sizeof...(Items)>(
        attributes, given...);
}

template <class... Items>
items<side_arg, side_arg_dynamic_vla, sizeof...(Items)> vla(
    side_array attributes, const Items &...given) {
    return items<side_arg, side_arg_dynamic_vla, sizeof...(Items)>(attributes, given...);
}

// An object that lives until the end of the statement.
template <class Object> struct temporary {
    Object object;
    const Object *get() const { return &object; }
};

} // namespace plume

#define PLUME_DYNAMIC_FIELDS(attributes, ...) plume::structure(attributes, __VA_ARGS__).get()
#define PLUME_DYNAMIC_ELEMENTS(attributes, ...) plume::vla(attributes, __VA_ARGS__).get()
// Parentheses keep commas together when arguments are split again.
#define PLUME_TEMPORARY(type, ...) (plume::temporary<type>{__VA_ARGS__}.get())

#else

#define PLUME_ITEMS(type, ...) ((const type[]){ __VA_ARGS__ })
#define PLUME_DYNAMIC_FIELDS(attributes, ...)                                                      \
    (&(const struct side_arg_dynamic_struct){                                                      \
        SIDE_PTR(PLUME_ITEMS(struct side_arg_dynamic_field, __VA_ARGS__)),                         \
        sizeof PLUME_ITEMS(struct side_arg_dynamic_field, __VA_ARGS__) /                           \
            sizeof(struct side_arg_dynamic_field),                                                 \
        attributes })
#define PLUME_DYNAMIC_ELEMENTS(attributes, ...)                                                    \
    (&(const struct side_arg_dynamic_vla){                                                         \
        SIDE_PTR(PLUME_ITEMS(struct side_arg, __VA_ARGS__)),                                       \
        sizeof PLUME_ITEMS(struct side_arg, __VA_ARGS__) / sizeof(struct side_arg), attributes })
#define PLUME_TEMPORARY(type, ...) (&(struct type)__VA_ARGS__)

#endif

PLUME_INLINE struct side_array plume_attribute_array(
    const struct side_attr *attributes, uint32_t count) {
    struct side_array array = { SIDE_PTR(attributes), count };
    return array;
}
#define PLUME_DYNAMIC_LIST(list)                                                                   \
    plume_attribute_array(plume_attributes_of_##list, plume_attribute_count_of_##list)

#define plume_fields(...) PLUME_DYNAMIC_FIELDS(plume_attribute_array(NULL, 0), __VA_ARGS__)
#define plume_fields_with(list, ...) PLUME_DYNAMIC_FIELDS(PLUME_DYNAMIC_LIST(list), __VA_ARGS__)
#define plume_no_fields()                                                                          \
    PLUME_TEMPORARY(side_arg_dynamic_struct, { SIDE_PTR(NULL), 0, { SIDE_PTR(NULL), 0 } })
#define plume_dynamic_structure(...)                                                               \
    plume_dynamic_compound(SIDE_TYPE_DYNAMIC_STRUCT, plume_fields(__VA_ARGS__))
#define plume_dynamic_structure_with(list, ...)                                                    \
    plume_dynamic_compound(SIDE_TYPE_DYNAMIC_STRUCT, plume_fields_with(list, __VA_ARGS__))
#define plume_dynamic_vla(...)                                                                     \
    plume_dynamic_compound(                                                                        \
        SIDE_TYPE_DYNAMIC_VLA,                                                                     \
        PLUME_DYNAMIC_ELEMENTS(plume_attribute_array(NULL, 0), __VA_ARGS__))
#define plume_dynamic_vla_with(list, ...)                                                          \
    plume_dynamic_compound(                                                                        \
        SIDE_TYPE_DYNAMIC_VLA, PLUME_DYNAMIC_ELEMENTS(PLUME_DYNAMIC_LIST(list), __VA_ARGS__))

/** Fields, or elements, that a function of the program gives one by one, with a context for it. */
#define plume_dynamic_structure_visitor(function, context)                                         \
    plume_dynamic_compound(                                                                        \
        SIDE_TYPE_DYNAMIC_STRUCT_VISITOR,                                                          \
        PLUME_TEMPORARY(                                                                           \
            side_arg_dynamic_struct_visitor,                                                       \
            { SIDE_PTR(function), SIDE_PTR(context), SIDE_PTR(NULL), { SIDE_PTR(NULL), 0 } }))
#define plume_dynamic_vla_visitor(function, context)                                               \
    plume_dynamic_compound(                                                                        \
        SIDE_TYPE_DYNAMIC_VLA_VISITOR,                                                             \
        PLUME_TEMPORARY(                                                                           \
            side_arg_dynamic_vla_visitor,                                                          \
            { SIDE_PTR(function), SIDE_PTR(context), SIDE_PTR(NULL), { SIDE_PTR(NULL), 0 } }))

/** Gives one field to a tracer; on an error, the visitor should return it too. */
PLUME_INLINE enum side_visitor_status plume_visit_field(
    const struct side_tracer_dynamic_struct_visitor_ctx *tracer, const char *name,
    struct side_arg value) {
    struct side_arg_dynamic_field field = plume_dynamic_field(name, value);
    return tracer->write_field(tracer, &field);
}

/** Gives one dynamic element to a tracer; on an error, the visitor should return it too. */
PLUME_INLINE enum side_visitor_status plume_visit_dynamic(
    const struct side_tracer_visitor_ctx *tracer, struct side_arg value) {
    return tracer->write_elem(tracer, &value);
}

// What stands beyond the fields of a variadic event, as its last argument.
PLUME_SIMPLE_(
    more, const struct side_arg_dynamic_struct *, struct side_arg_dynamic_struct *,
    PLUME_CATEGORY_EXACT)
#define PLUME_VALUE_NAME_more more

#endif
