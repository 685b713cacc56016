// SPDX-License-Identifier: Apache-2.0
// The parts of the printing tracer: a line of JSON, scalars, types.

#ifndef PRINTING_H
#define PRINTING_H

#include "../side_types.h"

// One event's line. What does not fit is left out, and the line says so.
struct line {
    size_t used;
    bool is_full;
    bool needs_comma;
    char text[192 << 10];
};

// line.c: JSON. Members and elements put the commas between themselves.
void line_text(struct line *, const char *text);
void line_open(struct line *, char bracket);
void line_close(struct line *, char bracket);
void line_key(struct line *, const char *key);
void line_unsigned(struct line *, unsigned __int128 value);
void line_signed(struct line *, __int128 value);
void line_bool(struct line *, bool value);
void line_null(struct line *);
void line_string(struct line *, const char *utf8);
void line_units(struct line *, const void *string, unsigned unit, bool is_big);
void line_member(struct line *, const char *key, const char *utf8);
void line_raw_string(struct line *, const struct raw_string *);

// scalars.c
unsigned __int128 read_bits(
    const uint8_t *bytes, unsigned size, bool is_big, unsigned offset_bits, unsigned bits);
__int128 sign_extended(unsigned __int128 value, unsigned bits);
const char *integer_problem(unsigned size, unsigned offset_bits, unsigned bits);
void print_integer(
    struct line *, const struct integer_type *, const uint8_t *bytes, unsigned offset_bits,
    bool names_type);
void print_bool(
    struct line *, const struct bool_type *, const uint8_t *bytes, unsigned offset_bits);
void print_float(struct line *, const struct float_type *, const uint8_t *bytes, bool names_type);
void print_string(struct line *, const struct string_type *, const void *string, bool names_type);
size_t string_size(const void *string, unsigned unit);
void print_attributes(struct line *, const struct array *attributes);
void print_order(struct line *, unsigned order);

// types.c: members of an object, type and value. A result, if there is one, is the
// value of an integer, for labels of enumerations and choices of variants.
struct integer_value {
    bool is_one;
    __int128 value;
};

const char *type_name(unsigned label);
void print_problem(struct line *, const char *problem);
void print_fields(struct line *, const struct array *fields, const struct array *arguments);
void print_value(struct line *, const struct type *, const struct argument *);
void print_members(
    struct line *, const struct type *, const struct argument *, struct integer_value *);

// enums.c
void print_enum(struct line *, const struct enum_type *, const struct argument *);
void print_bitmap(struct line *, const struct enum_type *, const struct argument *);
void print_labels(struct line *, const struct mappings_object *, struct integer_value);

// gather.c: base is where offsets count from; length, if not NULL, where the length of a top-level
// sequence stands. The result is how many bytes the value takes up in its array.
size_t print_gathered(
    struct line *, const struct type *, const uint8_t *base, const uint8_t *length,
    struct integer_value *);

// dynamic.c
void print_dynamic(struct line *, const struct argument *);
void print_dynamic_fields(struct line *, const struct array *fields);

#endif
