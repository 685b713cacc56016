// SPDX-License-Identifier: Apache-2.0
// How the SIDE ABI passes the values of fields. docs/abi/side.md.

#ifndef PLUME_SIDE_ABI_ARGUMENTS_H
#define PLUME_SIDE_ABI_ARGUMENTS_H

// What compilers say of mistakes then names the line of the program alone.
#pragma GCC system_header

#include "side-abi-layout.h"

struct side_arg;
struct side_arg_dynamic_field;
struct side_tracer_visitor_ctx;
struct side_tracer_dynamic_struct_visitor_ctx;

/** What a visitor says when it returns, and what each element's write says. */
enum side_visitor_status {
    SIDE_VISITOR_STATUS_OK = 0,
    SIDE_VISITOR_STATUS_ERROR = -1,
};

/** A function of the program that gives the elements of a VLA one by one. */
typedef enum side_visitor_status (*side_vla_visitor_function)(
    const struct side_tracer_visitor_ctx *tracer, void *context);

/** A function of the program that gives the fields of a dynamic structure one by one. */
typedef enum side_visitor_status (*side_struct_visitor_function)(
    const struct side_tracer_dynamic_struct_visitor_ctx *tracer, void *context);

/** What a tracer gives to a visitor of elements. */
struct side_tracer_visitor_ctx {
    enum side_visitor_status (*write_elem)(
        const struct side_tracer_visitor_ctx *tracer, const struct side_arg *element);
    void *priv; ///< The tracer's own.
};

/** What a tracer gives to a visitor of fields. */
struct side_tracer_dynamic_struct_visitor_ctx {
    enum side_visitor_status (*write_field)(
        const struct side_tracer_dynamic_struct_visitor_ctx *tracer,
        const struct side_arg_dynamic_field *field);
    void *priv; ///< The tracer's own.
};

/** The address of a visitor of elements. */
struct side_vla_visitor_ptr {
    SIDE_PTR_MEMBERS_(side_vla_visitor_function)
};

/** The address of a visitor of fields. */
struct side_struct_visitor_ptr {
    SIDE_PTR_MEMBERS_(side_struct_visitor_function)
};

/** Arguments in a row: those of an event, or the elements or fields of one argument. */
struct SIDE_PACKED side_arg_vec {
    struct side_ptr arguments; ///< To struct side_arg.
    uint32_t length;           ///< Count of arguments.
};

/** The base of gathered elements and the address of how many there are. */
struct SIDE_PACKED side_arg_gather_vla {
    struct side_ptr base;
    struct side_ptr length; ///< Base of the length, whose type is in the description.
};

/** A value whose type is in the description. */
union SIDE_PACKED side_arg_static {
    union side_bool_value boolean;
    uint8_t byte;
    union side_integer_value integer;
    union side_float_value real;
    /// To the units of a string; to struct side_arg_vec for a structure, an array and a VLA; to
    /// side_arg_variant, side_arg_optional or side_arg_vla_visitor; to what is gathered.
    struct side_ptr pointer;
    struct side_arg_gather_vla gather_vla;
    uint8_t reserved[32];
};

/** Type and value of a dynamic truth value. The types are laid out as in descriptions. */
struct SIDE_PACKED side_arg_dynamic_bool {
    struct side_array attributes;
    uint16_t size;
    uint16_t length_bits;
    uint8_t byte_order;
    union side_bool_value value;
};

/** Type and value of a dynamic byte. */
struct SIDE_PACKED side_arg_dynamic_byte {
    struct side_array attributes;
    uint8_t value;
};

/** Type and value of a dynamic integer or pointer. */
struct SIDE_PACKED side_arg_dynamic_integer {
    struct side_array attributes;
    uint16_t size;
    uint16_t length_bits;
    uint8_t is_signed;
    uint8_t byte_order;
    union side_integer_value value;
};

/** Type and value of a dynamic floating point number. */
struct SIDE_PACKED side_arg_dynamic_float {
    struct side_array attributes;
    uint16_t size;
    uint8_t byte_order;
    union side_float_value value;
};

/** Type and value of a dynamic string. */
struct SIDE_PACKED side_arg_dynamic_string {
    struct side_array attributes;
    uint8_t unit_size;
    uint8_t byte_order;
    uint64_t units; ///< Address of the first unit.
};

/** A value that brings its type with it. */
union SIDE_PACKED side_arg_dynamic {
    struct side_array attributes; ///< Of a null.
    struct side_arg_dynamic_bool boolean;
    struct side_arg_dynamic_byte byte;
    struct side_arg_dynamic_integer integer;
    struct side_arg_dynamic_float real;
    struct side_arg_dynamic_string string;
    /// To side_arg_dynamic_struct, side_arg_dynamic_vla or one of their visitors.
    struct side_ptr pointer;
    uint8_t reserved[58];
};

/** What an argument holds. */
union SIDE_PACKED side_arg_content {
    union side_arg_static fixed;
    union side_arg_dynamic dynamic;
    uint8_t reserved[60];
};

/** Flags of an argument. */
enum side_arg_flags {
    SIDE_ARG_FLAG_INCOMPLETE = 1 << 0, ///< Less than what there was to record.
};

/** One argument. */
struct SIDE_PACKED side_arg {
    uint16_t label; ///< One of enum side_type_label.
    uint16_t flags; ///< Of enum side_arg_flags.
    union side_arg_content content;
};

/** What the argument of a variant points to. */
struct SIDE_PACKED side_arg_variant {
    struct side_arg selector;
    struct side_arg option;
};

/** What the argument of an optional points to. */
struct SIDE_PACKED side_arg_optional {
    struct side_arg value;
    uint8_t selector; ///< 1 when there is a value.
};

/** What the argument of a VLA with a visitor points to. */
struct SIDE_PACKED side_arg_vla_visitor {
    struct side_ptr context;    ///< Given to the visitor.
    struct side_ptr cached_arg; ///< NULL; runtimes may change it.
};

/** A field of a dynamic structure. */
struct SIDE_PACKED side_arg_dynamic_field {
    struct side_ptr name; ///< To a string in UTF-8.
    struct side_arg value;
};

/** Dynamic fields: a dynamic structure, or what a variadic event has beyond its fields. */
struct SIDE_PACKED side_arg_dynamic_struct {
    struct side_ptr fields; ///< To struct side_arg_dynamic_field.
    uint32_t length;        ///< Count of fields.
    struct side_array attributes;
};

/** Dynamic elements. */
struct SIDE_PACKED side_arg_dynamic_vla {
    struct side_ptr elements; ///< To struct side_arg.
    uint32_t length;          ///< Count of elements.
    struct side_array attributes;
};

/** Dynamic fields that a function of the program gives one by one. */
struct SIDE_PACKED side_arg_dynamic_struct_visitor {
    struct side_struct_visitor_ptr visitor;
    struct side_ptr context;    ///< Given to the visitor.
    struct side_ptr cached_arg; ///< NULL; runtimes may change it.
    struct side_array attributes;
};

/** Dynamic elements that a function of the program gives one by one. */
struct SIDE_PACKED side_arg_dynamic_vla_visitor {
    struct side_vla_visitor_ptr visitor;
    struct side_ptr context;    ///< Given to the visitor.
    struct side_ptr cached_arg; ///< NULL; runtimes may change it.
    struct side_array attributes;
};

SIDE_STATIC_ASSERT(
    sizeof(struct side_tracer_visitor_ctx) == 2 * __SIZEOF_POINTER__, "side_tracer_visitor_ctx");
SIDE_STATIC_ASSERT(sizeof(struct side_vla_visitor_ptr) == 16, "side_vla_visitor_ptr");
SIDE_STATIC_ASSERT(sizeof(struct side_struct_visitor_ptr) == 16, "side_struct_visitor_ptr");
SIDE_STATIC_ASSERT(sizeof(struct side_arg_vec) == 20, "side_arg_vec");
SIDE_STATIC_ASSERT(sizeof(union side_arg_static) == 32, "side_arg_static");
SIDE_STATIC_ASSERT(sizeof(union side_arg_dynamic) == 58, "side_arg_dynamic");
SIDE_STATIC_ASSERT(offsetof(struct side_arg_dynamic_bool, value) == 25, "dynamic_bool.value");
SIDE_STATIC_ASSERT(offsetof(struct side_arg_dynamic_byte, value) == 20, "dynamic_byte.value");
SIDE_STATIC_ASSERT(offsetof(struct side_arg_dynamic_integer, value) == 26, "dynamic_integer.value");
SIDE_STATIC_ASSERT(offsetof(struct side_arg_dynamic_float, value) == 23, "dynamic_float.value");
SIDE_STATIC_ASSERT(offsetof(struct side_arg_dynamic_string, units) == 22, "dynamic_string.units");
SIDE_STATIC_ASSERT(sizeof(struct side_arg) == 64, "side_arg");
SIDE_STATIC_ASSERT(offsetof(struct side_arg, content) == 4, "side_arg.content");
SIDE_STATIC_ASSERT(sizeof(struct side_arg_variant) == 128, "side_arg_variant");
SIDE_STATIC_ASSERT(sizeof(struct side_arg_optional) == 65, "side_arg_optional");
SIDE_STATIC_ASSERT(sizeof(struct side_arg_vla_visitor) == 32, "side_arg_vla_visitor");
SIDE_STATIC_ASSERT(sizeof(struct side_arg_dynamic_field) == 80, "side_arg_dynamic_field");
SIDE_STATIC_ASSERT(sizeof(struct side_arg_dynamic_struct) == 40, "side_arg_dynamic_struct");
SIDE_STATIC_ASSERT(sizeof(struct side_arg_dynamic_vla) == 40, "side_arg_dynamic_vla");
SIDE_STATIC_ASSERT(
    sizeof(struct side_arg_dynamic_struct_visitor) == 68, "side_arg_dynamic_struct_visitor");
SIDE_STATIC_ASSERT(
    sizeof(struct side_arg_dynamic_vla_visitor) == 68, "side_arg_dynamic_vla_visitor");

#endif
