// SPDX-License-Identifier: Apache-2.0
// Fields that a tracer fetches from the application's own structures.

#include "printing.h"

#include <string.h>

// The value itself: at an offset, or behind the pointer that stands there.
static const uint8_t *found(const uint8_t *base, uint64_t offset, unsigned mode) {
    const uint8_t *place = base + offset;
    if (mode != BY_POINTER) return place;
    const uint8_t *target;
    memcpy(&target, place, sizeof target);
    return target;
}

static size_t taken(unsigned mode, size_t size) {
    return mode == BY_POINTER ? sizeof(void *) : size;
}

static size_t print_gathered_bool(
    struct line *line, const struct gather_bool_type *type, const uint8_t *base) {
    print_attributes(line, &type->type.attributes);
    print_bool(line, &type->type, found(base, type->offset, type->mode), type->offset_bits);
    return taken(type->mode, type->type.size);
}

static size_t print_gathered_integer(
    struct line *line, const struct gather_integer_type *type, const uint8_t *base,
    struct integer_value *result) {
    const struct integer_type *integer = &type->type;
    const uint8_t *place = found(base, type->offset, type->mode);
    print_attributes(line, &integer->attributes);
    print_integer(line, integer, place, type->offset_bits, true);
    if (result && !integer_problem(integer->size, type->offset_bits, integer->bits)) {
        unsigned bits =
            integer->bits ? integer->bits : integer->size * 8u - type->offset_bits;
        unsigned __int128 value =
            read_bits(place, integer->size, integer->order == BIG, type->offset_bits, bits);
        result->is_one = true;
        result->value = integer->is_signed ? sign_extended(value, bits) : (__int128)value;
    }
    return taken(type->mode, integer->size);
}

static size_t print_gathered_string(
    struct line *line, const struct gather_string_type *type, const uint8_t *base) {
    const uint8_t *place = found(base, type->offset, type->mode);
    print_attributes(line, &type->type.attributes);
    print_string(line, &type->type, place, true);
    return taken(type->mode, string_size(place, type->type.unit));
}

static size_t print_gathered_struct(
    struct line *line, const struct gather_struct_type *type, const uint8_t *base) {
    const struct struct_object *object = type->type.value;
    const struct typed_field *fields = object->fields.first.value;
    const uint8_t *place = found(base, type->offset, type->mode);
    print_attributes(line, &object->attributes);
    line_key(line, "value");
    line_open(line, '[');
    for (uint32_t i = 0; i < object->fields.count; i++) {
        line_open(line, '{');
        line_member(line, "name", fields[i].name.value);
        print_gathered(line, &fields[i].type, place, place, NULL);
        line_close(line, '}');
    }
    line_close(line, ']');
    return taken(type->mode, type->size);
}

static size_t print_gathered_elements(
    struct line *line, const struct type *element, const uint8_t *place, uint64_t length) {
    size_t size = 0;
    line_key(line, "value");
    line_open(line, '[');
    for (uint64_t i = 0; i < length && !line->is_full; i++) {
        line_open(line, '{');
        if (element->label == TYPE_GATHER_VLA)
            print_problem(line, "a sequence in an array");
        else
            size += print_gathered(line, element, place + size, NULL, NULL);
        line_close(line, '}');
    }
    line_close(line, ']');
    return size;
}

static size_t print_gathered_vla(
    struct line *line, const struct gather_vla_type *type, const uint8_t *base,
    const uint8_t *length) {
    struct integer_value count = {false, 0};
    print_attributes(line, &type->type.attributes);
    line_key(line, "length");
    line_open(line, '{');
    if (length) print_gathered(line, type->type.length_type.value, length, NULL, &count);
    line_close(line, '}');
    if (!count.is_one || count.value < 0) {
        print_problem(line, "length");
        return 0;
    }
    const uint8_t *place = found(base, type->offset, type->mode);
    size_t size =
        print_gathered_elements(line, type->type.element.value, place, (uint64_t)count.value);
    return taken(type->mode, size);
}

static size_t print_gathered_enum(
    struct line *line, const struct enum_type *type, const uint8_t *base) {
    struct integer_value value = {false, 0};
    line_key(line, "value");
    line_open(line, '{');
    size_t size = print_gathered(line, type->element.value, base, NULL, &value);
    line_close(line, '}');
    print_labels(line, type->mappings.value, value);
    return size;
}

size_t print_gathered(
    struct line *line, const struct type *type, const uint8_t *base, const uint8_t *length,
    struct integer_value *result) {
    line_member(line, "type", type_name(type->label));
    switch (type->label) {
    case TYPE_GATHER_BOOL:
        return print_gathered_bool(line, &type->of.gather_bool, base);
    case TYPE_GATHER_INTEGER:
    case TYPE_GATHER_POINTER:
        return print_gathered_integer(line, &type->of.gather_integer, base, result);
    case TYPE_GATHER_BYTE: {
        const struct gather_byte_type *byte = &type->of.gather_byte;
        print_attributes(line, &byte->type.attributes);
        line_key(line, "value");
        line_unsigned(line, *found(base, byte->offset, byte->mode));
        return taken(byte->mode, 1);
    }
    case TYPE_GATHER_FLOAT: {
        const struct gather_float_type *number = &type->of.gather_float;
        print_attributes(line, &number->type.attributes);
        print_float(line, &number->type, found(base, number->offset, number->mode), true);
        return taken(number->mode, number->type.size);
    }
    case TYPE_GATHER_STRING:
        return print_gathered_string(line, &type->of.gather_string, base);
    case TYPE_GATHER_STRUCT:
        return print_gathered_struct(line, &type->of.gather_struct, base);
    case TYPE_GATHER_ARRAY: {
        const struct gather_array_type *array = &type->of.gather_array;
        print_attributes(line, &array->type.attributes);
        size_t size = print_gathered_elements(
            line, array->type.element.value, found(base, array->offset, array->mode),
            array->type.length);
        return taken(array->mode, size);
    }
    case TYPE_GATHER_VLA:
        return print_gathered_vla(line, &type->of.gather_vla, base, length);
    case TYPE_GATHER_ENUM:
        return print_gathered_enum(line, &type->of.enumeration, base);
    default:
        print_problem(line, "no gather type");
        return 0;
    }
}
