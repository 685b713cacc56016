// SPDX-License-Identifier: Apache-2.0
// Arguments that bring their types along.

#include "printing.h"

#include <string.h>

static const void *pointed(const struct argument *argument) {
    struct address address;
    memcpy(&address, argument->value, sizeof address);
    return address.value;
}

static void print_dynamic_value(struct line *line, const struct argument *argument) {
    line_open(line, '{');
    print_dynamic(line, argument);
    line_close(line, '}');
}

static void print_dynamic_field(struct line *line, const struct dynamic_field *field) {
    line_open(line, '{');
    line_member(line, "name", field->name.value);
    print_dynamic(line, &field->value);
    line_close(line, '}');
}

void print_dynamic_fields(struct line *line, const struct array *fields) {
    const struct dynamic_field *first = fields->first.value;
    line_open(line, '[');
    for (uint32_t i = 0; i < fields->count; i++) print_dynamic_field(line, &first[i]);
    line_close(line, ']');
}

static int write_dynamic_element(
    const struct element_context *context, const struct argument *argument) {
    print_dynamic_value(context->own, argument);
    return 0;
}

static int write_dynamic_field(
    const struct field_context *context, const struct dynamic_field *field) {
    print_dynamic_field(context->own, field);
    return 0;
}

static void print_dynamic_visited(
    struct line *line, const struct dynamic_visitor *object, bool has_fields) {
    void *application = (void *)(uintptr_t)object->application.value;
    int status;
    print_attributes(line, &object->attributes);
    line_key(line, "value");
    line_open(line, '[');
    if (has_fields) {
        struct field_context context = {write_dynamic_field, line};
        field_visitor visitor;
        memcpy(&visitor, &object->function.value, sizeof visitor);
        status = visitor(&context, application);
    } else {
        struct element_context context = {write_dynamic_element, line};
        element_visitor visitor;
        memcpy(&visitor, &object->function.value, sizeof visitor);
        status = visitor(&context, application);
    }
    line_close(line, ']');
    if (status != 0) print_problem(line, "visitor");
}

static void print_dynamic_vla(struct line *line, const struct dynamic_struct *object) {
    const struct argument *first = object->fields.first.value;
    print_attributes(line, &object->attributes);
    line_key(line, "value");
    line_open(line, '[');
    for (uint32_t i = 0; i < object->fields.count; i++) print_dynamic_value(line, &first[i]);
    line_close(line, ']');
}

static void print_dynamic_string(struct line *line, const struct dynamic_string *string) {
    print_attributes(line, &string->type.attributes);
    print_string(line, &string->type, (const void *)(uintptr_t)string->value, true);
}

static void print_dynamic_compound(struct line *line, const struct argument *argument) {
    const void *object = pointed(argument);
    if (argument->label == TYPE_DYNAMIC_VLA) {
        print_dynamic_vla(line, object);
    } else if (argument->label == TYPE_DYNAMIC_STRUCT) {
        const struct dynamic_struct *structure = object;
        print_attributes(line, &structure->attributes);
        line_key(line, "value");
        print_dynamic_fields(line, &structure->fields);
    } else if (argument->label >= TYPE_DYNAMIC_STRUCT_VISITOR && argument->label < TYPE_COUNT) {
        print_dynamic_visited(line, object, argument->label == TYPE_DYNAMIC_STRUCT_VISITOR);
    } else {
        print_problem(line, "no dynamic type");
    }
}

void print_dynamic(struct line *line, const struct argument *argument) {
    const void *value = argument->value;
    line_member(line, "type", type_name(argument->label));
    if (argument->flags & INCOMPLETE) {
        line_key(line, "incomplete");
        line_bool(line, true);
    }
    switch (argument->label) {
    case TYPE_DYNAMIC_NULL:
        print_attributes(line, value);
        line_key(line, "value");
        line_null(line);
        break;
    case TYPE_DYNAMIC_BOOL: {
        const struct dynamic_bool *boolean = value;
        print_attributes(line, &boolean->type.attributes);
        print_bool(line, &boolean->type, boolean->value, 0);
        break;
    }
    case TYPE_DYNAMIC_INTEGER:
    case TYPE_DYNAMIC_POINTER: {
        const struct dynamic_integer *integer = value;
        print_attributes(line, &integer->type.attributes);
        print_integer(line, &integer->type, integer->value, 0, true);
        break;
    }
    case TYPE_DYNAMIC_BYTE: {
        const struct dynamic_byte *byte = value;
        print_attributes(line, &byte->type.attributes);
        line_key(line, "value");
        line_unsigned(line, byte->value);
        break;
    }
    case TYPE_DYNAMIC_FLOAT: {
        const struct dynamic_float *number = value;
        print_attributes(line, &number->type.attributes);
        print_float(line, &number->type, number->value, true);
        break;
    }
    case TYPE_DYNAMIC_STRING:
        print_dynamic_string(line, value);
        break;
    default:
        print_dynamic_compound(line, argument);
        break;
    }
}
