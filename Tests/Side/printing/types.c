// SPDX-License-Identifier: Apache-2.0
// Fields whose arguments are on the caller's stack: scalars and compounds.

#include "printing.h"

#include <stdio.h>
#include <string.h>

static const char *const names[] = {
    "null", "bool", "u8", "u16", "u32", "u64", "u128", "s8", "s16", "s32", "s64", "s128", "byte",
    "pointer", "float16", "float32", "float64", "float128", "string_utf8", "string_utf16",
    "string_utf32", "struct", "variant", "optional", "array", "vla", "vla_visitor", "enum",
    "enum_bitmap", "dynamic", "gather_bool", "gather_integer", "gather_byte", "gather_pointer",
    "gather_float", "gather_string", "gather_struct", "gather_array", "gather_vla", "gather_enum",
    "dynamic_null", "dynamic_bool", "dynamic_integer", "dynamic_byte", "dynamic_pointer",
    "dynamic_float", "dynamic_string", "dynamic_struct", "dynamic_struct_visitor", "dynamic_vla",
    "dynamic_vla_visitor",
};
STATIC_ASSERT(sizeof names / sizeof *names == TYPE_COUNT);

const char *type_name(unsigned label) {
    return label < TYPE_COUNT ? names[label] : "unknown";
}

void print_problem(struct line *line, const char *problem) {
    line_member(line, "problem", problem);
}

// The object behind the address with which an argument begins.
static const void *pointed(const struct argument *argument) {
    struct address address;
    memcpy(&address, argument->value, sizeof address);
    return address.value;
}

static bool fits(const struct type *type, const struct argument *argument) {
    unsigned label = argument->label;
    switch (type->label) {
    case TYPE_ENUM:
        return label >= TYPE_U8 && label <= TYPE_S128;
    case TYPE_ENUM_BITMAP:
        return (label >= TYPE_U8 && label <= TYPE_U128) || label == TYPE_BYTE ||
               label == TYPE_ARRAY || label == TYPE_VLA;
    case TYPE_GATHER_ENUM:
        return label == TYPE_GATHER_INTEGER;
    case TYPE_DYNAMIC:
        return label >= TYPE_DYNAMIC_NULL && label < TYPE_COUNT;
    default:
        return label == type->label;
    }
}

static void print_elements(
    struct line *line, const struct type *element, const struct array *arguments) {
    const struct argument *first = arguments->first.value;
    line_key(line, "value");
    line_open(line, '[');
    for (uint32_t i = 0; i < arguments->count; i++) print_value(line, element, &first[i]);
    line_close(line, ']');
}

static void print_array(
    struct line *line, const struct array_object *object, const struct array *arguments) {
    print_attributes(line, &object->attributes);
    if (arguments->count != object->length)
        print_problem(line, "length");
    else
        print_elements(line, object->element.value, arguments);
}

static void print_struct(
    struct line *line, const struct struct_object *object, const struct array *arguments) {
    print_attributes(line, &object->attributes);
    line_key(line, "value");
    print_fields(line, &object->fields, arguments);
}

static void print_variant(
    struct line *line, const struct variant_object *object,
    const struct variant_argument *argument) {
    const struct choice *choices = object->choices.first.value;
    struct integer_value selector = {false, 0};
    print_attributes(line, &object->attributes);
    line_key(line, "selector");
    line_open(line, '{');
    print_members(line, &object->selector, &argument->selector, &selector);
    line_close(line, '}');
    for (uint32_t i = 0; selector.is_one && i < object->choices.count; i++) {
        if (selector.value < choices[i].begin || selector.value > choices[i].end) continue;
        line_key(line, "value");
        print_value(line, &choices[i].type, &argument->choice);
        return;
    }
    print_problem(line, "no choice");
}

static void print_optional(
    struct line *line, const struct optional_object *object,
    const struct optional_argument *argument) {
    print_attributes(line, &object->attributes);
    line_key(line, "value");
    if (argument->is_there)
        print_value(line, object->element.value, &argument->value);
    else
        line_null(line);
}

struct element_sink {
    struct line *line;
    const struct type *type;
};

static int write_element(const struct element_context *context, const struct argument *argument) {
    struct element_sink *sink = context->own;
    print_value(sink->line, sink->type, argument);
    return 0;
}

static void print_visited(
    struct line *line, const struct visitor_object *object,
    const struct visitor_argument *argument) {
    struct element_sink sink = {line, object->element.value};
    struct element_context context = {write_element, &sink};
    element_visitor visitor;
    memcpy(&visitor, &object->function.value, sizeof visitor);
    print_attributes(line, &object->attributes);
    line_key(line, "value");
    line_open(line, '[');
    int status = visitor(&context, (void *)(uintptr_t)argument->application.value);
    line_close(line, ']');
    if (status != 0) print_problem(line, "visitor");
}

static void print_static_integer(
    struct line *line, const struct integer_type *type, const uint8_t *bytes,
    struct integer_value *result) {
    print_attributes(line, &type->attributes);
    print_integer(line, type, bytes, 0, false);
    if (!result || integer_problem(type->size, 0, type->bits)) return;
    unsigned bits = type->bits ? type->bits : type->size * 8u;
    unsigned __int128 value = read_bits(bytes, type->size, type->order == BIG, 0, bits);
    result->is_one = true;
    result->value = type->is_signed ? sign_extended(value, bits) : (__int128)value;
}

static void print_gather(
    struct line *line, const struct type *type, const struct argument *argument,
    struct integer_value *result) {
    struct gather_vla_argument value = {{NULL, 0}, {NULL, 0}};
    memcpy(&value, argument->value, type->label == TYPE_GATHER_VLA ? 32 : 16);
    print_gathered(line, type, value.base.value, value.length.value, result);
}

static void print_compound(
    struct line *line, const struct type *type, const struct argument *argument) {
    const void *object = type->of.object.value;
    const void *value = pointed(argument);
    switch (type->label) {
    case TYPE_STRUCT:
        print_struct(line, object, value);
        break;
    case TYPE_VARIANT:
        print_variant(line, object, value);
        break;
    case TYPE_OPTIONAL:
        print_optional(line, object, value);
        break;
    case TYPE_ARRAY:
        print_array(line, object, value);
        break;
    case TYPE_VLA: {
        const struct vla_object *vla = object;
        print_attributes(line, &vla->attributes);
        print_elements(line, vla->element.value, value);
        break;
    }
    default:
        print_visited(line, object, value);
        break;
    }
}

static void print_scalar(
    struct line *line, const struct type *type, const struct argument *argument,
    struct integer_value *result) {
    switch (type->label) {
    case TYPE_NULL:
        print_attributes(line, &type->of.null.attributes);
        line_key(line, "value");
        line_null(line);
        break;
    case TYPE_BOOL:
        print_attributes(line, &type->of.boolean.attributes);
        print_bool(line, &type->of.boolean, argument->value, 0);
        break;
    case TYPE_BYTE:
        print_attributes(line, &type->of.null.attributes);
        line_key(line, "value");
        line_unsigned(line, argument->value[0]);
        break;
    case TYPE_FLOAT16 ... TYPE_FLOAT128:
        print_attributes(line, &type->of.floating.attributes);
        print_float(line, &type->of.floating, argument->value, false);
        break;
    case TYPE_STRING_UTF8 ... TYPE_STRING_UTF32:
        print_attributes(line, &type->of.string.attributes);
        print_string(line, &type->of.string, pointed(argument), false);
        break;
    default:
        print_static_integer(line, &type->of.integer, argument->value, result);
        break;
    }
}

void print_members(
    struct line *line, const struct type *type, const struct argument *argument,
    struct integer_value *result) {
    if (type->label == TYPE_DYNAMIC && fits(type, argument)) {
        print_dynamic(line, argument);
        return;
    }
    bool is_gathered = type->label >= TYPE_GATHER_BOOL && type->label <= TYPE_GATHER_ENUM;
    if (!is_gathered || !fits(type, argument)) line_member(line, "type", type_name(type->label));
    if (argument->flags & INCOMPLETE) {
        line_key(line, "incomplete");
        line_bool(line, true);
    }
    if (!fits(type, argument))
        print_problem(line, type_name(argument->label));
    else if (is_gathered)
        print_gather(line, type, argument, result);
    else if (type->label == TYPE_ENUM)
        print_enum(line, &type->of.enumeration, argument);
    else if (type->label == TYPE_ENUM_BITMAP)
        print_bitmap(line, &type->of.enumeration, argument);
    else if (type->label >= TYPE_STRUCT && type->label <= TYPE_VLA_VISITOR)
        print_compound(line, type, argument);
    else
        print_scalar(line, type, argument, result);
}

void print_value(struct line *line, const struct type *type, const struct argument *argument) {
    line_open(line, '{');
    print_members(line, type, argument, NULL);
    line_close(line, '}');
}

void print_fields(struct line *line, const struct array *fields, const struct array *arguments) {
    const struct typed_field *field = fields->first.value;
    const struct argument *argument = arguments->first.value;
    uint32_t count = fields->count < arguments->count ? fields->count : arguments->count;
    line_open(line, '[');
    for (uint32_t i = 0; i < count; i++) {
        line_open(line, '{');
        line_member(line, "name", field[i].name.value);
        print_members(line, &field[i].type, &argument[i], NULL);
        line_close(line, '}');
    }
    if (fields->count != arguments->count) {
        line_open(line, '{');
        print_problem(line, "count of fields");
        line_close(line, '}');
    }
    line_close(line, ']');
}
