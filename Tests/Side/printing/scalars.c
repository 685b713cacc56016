// SPDX-License-Identifier: Apache-2.0
// Integers, booleans, floating-point numbers, strings and attributes.

#include "printing.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

unsigned __int128 read_bits(
    const uint8_t *bytes, unsigned size, bool is_big, unsigned offset_bits, unsigned bits) {
    unsigned __int128 value = 0;
    for (unsigned i = 0; i < size; i++) value = value << 8 | bytes[is_big ? i : size - 1 - i];
    value >>= offset_bits;
    return bits >= 128 ? value : value & (((unsigned __int128)1 << bits) - 1);
}

__int128 sign_extended(unsigned __int128 value, unsigned bits) {
    if (bits >= 128) return (__int128)value;
    unsigned __int128 sign = (unsigned __int128)1 << (bits - 1);
    return (__int128)((value ^ sign) - sign);
}

const char *integer_problem(unsigned size, unsigned offset_bits, unsigned bits) {
    if (size != 1 && size != 2 && size != 4 && size != 8 && size != 16) return "size";
    return offset_bits >= size * 8 || bits > size * 8 - offset_bits ? "bits" : NULL;
}

// 0 stands for all bits that there are.
static unsigned bit_count(unsigned size, unsigned offset_bits, unsigned bits) {
    return bits == 0 ? size * 8 - offset_bits : bits;
}

void print_order(struct line *line, unsigned order) {
    if (order == BIG) line_member(line, "order", "big");
}

static void print_bits(struct line *line, unsigned size, unsigned bits) {
    if (bits == 0 || bits == size * 8) return;
    line_key(line, "bits");
    line_unsigned(line, bits);
}

void print_integer(
    struct line *line, const struct integer_type *type, const uint8_t *bytes, unsigned offset_bits,
    bool names_type) {
    const char *problem = integer_problem(type->size, offset_bits, type->bits);
    if (problem) {
        print_problem(line, problem);
        return;
    }
    if (names_type) {
        char name[16];
        snprintf(name, sizeof name, "%c%u", type->is_signed ? 's' : 'u', type->size * 8u);
        line_member(line, "integer", name);
    }
    print_bits(line, type->size, type->bits);
    print_order(line, type->order);
    unsigned bits = bit_count(type->size, offset_bits, type->bits);
    unsigned __int128 value = read_bits(bytes, type->size, type->order == BIG, offset_bits, bits);
    line_key(line, "value");
    if (type->is_signed)
        line_signed(line, sign_extended(value, bits));
    else
        line_unsigned(line, value);
}

void print_bool(
    struct line *line, const struct bool_type *type, const uint8_t *bytes, unsigned offset_bits) {
    const char *problem = integer_problem(type->size, offset_bits, type->bits);
    if (problem) {
        print_problem(line, problem);
        return;
    }
    line_key(line, "value");
    unsigned bits = bit_count(type->size, offset_bits, type->bits);
    line_bool(line, read_bits(bytes, type->size, type->order == BIG, offset_bits, bits) != 0);
}

static void print_double(struct line *line, double value) {
    char text[40];
    if (isnan(value))
        line_string(line, "nan");
    else if (isinf(value))
        line_string(line, value < 0 ? "-inf" : "inf");
    else {
        snprintf(text, sizeof text, "%.17g", value);
        line_text(line, text);
        line->needs_comma = true;
    }
}

static double half(uint16_t bits) {
    int exponent = bits >> 10 & 31;
    int fraction = bits & 0x3ff;
    double value = exponent == 31 ? (fraction ? NAN : INFINITY)
                   : exponent     ? ldexp(fraction | 0x400, exponent - 25)
                                  : ldexp(fraction, -24);
    return bits >> 15 ? -value : value;
}

// Exactly, as the C language writes it in hexadecimal, in a string.
static void print_quadruple(struct line *line, unsigned __int128 bits) {
    unsigned __int128 fraction = bits & (((unsigned __int128)1 << 112) - 1);
    int exponent = (int)(bits >> 112) & 0x7fff;
    const char *sign = bits >> 127 ? "-" : "";
    char text[64];
    if (exponent == 0x7fff)
        snprintf(text, sizeof text, "%s%s", fraction ? "" : sign, fraction ? "nan" : "inf");
    else
        snprintf(
            text, sizeof text, "%s0x%d.%012llx%016llxp%+d", sign, exponent != 0,
            (unsigned long long)(fraction >> 64), (unsigned long long)fraction,
            bits << 1 == 0 ? 0 : (exponent ? exponent : 1) - 16383);
    line_string(line, text);
}

void print_float(
    struct line *line, const struct float_type *type, const uint8_t *bytes, bool names_type) {
    if (type->size != 2 && type->size != 4 && type->size != 8 && type->size != 16) {
        print_problem(line, "size");
        return;
    }
    if (names_type) {
        char name[16];
        snprintf(name, sizeof name, "f%u", type->size * 8u);
        line_member(line, "float", name);
    }
    print_order(line, type->order);
    line_key(line, "value");
    unsigned __int128 bits = read_bits(bytes, type->size, type->order == BIG, 0, 128);
    if (type->size == 2) {
        print_double(line, half((uint16_t)bits));
    } else if (type->size == 4) {
        uint32_t low = (uint32_t)bits;
        float value;
        memcpy(&value, &low, sizeof value);
        print_double(line, value);
    } else if (type->size == 8) {
        uint64_t low = (uint64_t)bits;
        double value;
        memcpy(&value, &low, sizeof value);
        print_double(line, value);
    } else {
        print_quadruple(line, bits);
    }
}

void print_string(
    struct line *line, const struct string_type *type, const void *string, bool names_type) {
    if (type->unit != 1 && type->unit != 2 && type->unit != 4) {
        print_problem(line, "unit");
        return;
    }
    if (names_type) {
        char name[16];
        snprintf(name, sizeof name, "utf%u", type->unit * 8u);
        line_member(line, "string", name);
    }
    if (type->unit > 1) print_order(line, type->order);
    line_key(line, "value");
    line_units(line, string, type->unit, type->order == BIG);
}

size_t string_size(const void *string, unsigned unit) {
    const uint8_t *bytes = string;
    if (!bytes) return 0;
    while (read_bits(bytes, unit, false, 0, unit * 8) != 0) bytes += unit;
    return (size_t)(bytes - (const uint8_t *)string) + unit;
}

static void print_attribute(struct line *line, const struct attribute *attribute) {
    const uint8_t *bytes = attribute->value.bytes;
    uint32_t label = attribute->label;
    if (label == ATTRIBUTE_NULL) {
        line_key(line, "value");
        line_null(line);
    } else if (label == ATTRIBUTE_BOOL) {
        line_key(line, "value");
        line_bool(line, bytes[0] != 0);
    } else if (label >= ATTRIBUTE_U8 && label <= ATTRIBUTE_S128) {
        bool is_signed = label >= ATTRIBUTE_S8;
        struct integer_type type = {
            .size = (uint16_t)(1u << (label - (is_signed ? ATTRIBUTE_S8 : ATTRIBUTE_U8))),
            .is_signed = is_signed};
        print_integer(line, &type, bytes, 0, true);
    } else if (label >= ATTRIBUTE_FLOAT16 && label <= ATTRIBUTE_FLOAT128) {
        struct float_type type = {.size = (uint16_t)(2u << (label - ATTRIBUTE_FLOAT16))};
        print_float(line, &type, bytes, true);
    } else if (label == ATTRIBUTE_STRING) {
        line_key(line, "value");
        line_raw_string(line, &attribute->value.string);
    } else {
        print_problem(line, "unknown attribute");
    }
}

void print_attributes(struct line *line, const struct array *attributes) {
    const struct attribute *first = attributes->first.value;
    if (attributes->count == 0) return;
    line_key(line, "attributes");
    line_open(line, '[');
    for (uint32_t i = 0; i < attributes->count; i++) {
        line_open(line, '{');
        line_key(line, "key");
        line_raw_string(line, &first[i].key);
        print_attribute(line, &first[i]);
        line_close(line, '}');
    }
    line_close(line, ']');
}
