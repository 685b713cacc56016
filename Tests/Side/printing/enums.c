// SPDX-License-Identifier: Apache-2.0
// Enumerations and bitmaps: the value as its element type has it, and the labels that fit.

#include "printing.h"

#include <string.h>

void print_labels(
    struct line *line, const struct mappings_object *object, struct integer_value value) {
    const struct mapping *mappings = object->mappings.first.value;
    print_attributes(line, &object->attributes);
    line_key(line, "labels");
    line_open(line, '[');
    for (uint32_t i = 0; value.is_one && i < object->mappings.count; i++)
        if (value.value >= mappings[i].begin && value.value <= mappings[i].end)
            line_raw_string(line, &mappings[i].label);
    line_close(line, ']');
}

void print_enum(
    struct line *line, const struct enum_type *enumeration, const struct argument *argument) {
    struct integer_value value = {false, 0};
    line_key(line, "value");
    line_open(line, '{');
    print_members(line, enumeration->element.value, argument, &value);
    line_close(line, '}');
    print_labels(line, enumeration->mappings.value, value);
}

// The bits of one element of a bitmap, and how many there are.
static unsigned __int128 element_bits(
    const struct type *type, const struct argument *argument, unsigned *count) {
    *count = 0;
    if (type->label != argument->label) return 0;
    if (type->label == TYPE_BYTE) {
        *count = 8;
        return argument->value[0];
    }
    const struct integer_type *integer = &type->of.integer;
    if (type->label < TYPE_U8 || type->label > TYPE_U128) return 0;
    if (integer_problem(integer->size, 0, integer->bits)) return 0;
    *count = integer->bits ? integer->bits : integer->size * 8u;
    return read_bits(argument->value, integer->size, integer->order == BIG, 0, *count);
}

// Whether one of the bits from begin to end is set in elements that follow each other.
static bool any_set(
    const struct type *type, const struct argument *first, uint32_t length, uint64_t begin,
    uint64_t end) {
    uint64_t position = 0;
    for (uint32_t i = 0; i < length; i++) {
        unsigned count;
        unsigned __int128 bits = element_bits(type, &first[i], &count);
        for (unsigned bit = 0; bit < count; bit++, position++)
            if (position >= begin && position <= end && (bits >> bit & 1)) return true;
    }
    return false;
}

void print_bitmap(
    struct line *line, const struct enum_type *bitmap, const struct argument *argument) {
    const struct type *type = bitmap->element.value;
    const struct mappings_object *object = bitmap->mappings.value;
    const struct mapping *mappings = object->mappings.first.value;
    const struct argument *first = argument;
    uint32_t length = 1;
    line_key(line, "value");
    print_value(line, type, argument);
    if (type->label == argument->label && (type->label == TYPE_ARRAY || type->label == TYPE_VLA)) {
        struct address address;
        memcpy(&address, argument->value, sizeof address);
        const struct array *arguments = address.value;
        const struct address *element = type->of.object.value;
        first = arguments->first.value;
        length = arguments->count;
        type = element->value;
    }
    print_attributes(line, &object->attributes);
    line_key(line, "labels");
    line_open(line, '[');
    for (uint32_t i = 0; i < object->mappings.count; i++)
        if (any_set(type, first, length, (uint64_t)mappings[i].begin, (uint64_t)mappings[i].end))
            line_raw_string(line, &mappings[i].label);
    line_close(line, ']');
}
