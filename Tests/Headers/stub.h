// SPDX-License-Identifier: Apache-2.0
// A runtime for tests: it writes down all it is given, reading bytes at the offsets of the ABI's
// tables. It shares no declaration with the headers under test.

#ifndef STUB_H
#define STUB_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition);                \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

/** Bytes of the program under test. */
typedef const unsigned char *bytes_t;

static inline uint64_t number_at(bytes_t at, size_t offset, size_t size) {
    uint64_t number = 0;
    memcpy(&number, at + offset, size);
    return number;
}

/** The address in 16 bytes, of which the rest is 0. */
static inline bytes_t address_at(bytes_t at, size_t offset) {
    CHECK(number_at(at, offset + 8, 8) == 0);
    return (bytes_t)(uintptr_t)number_at(at, offset, 8);
}

/** The labels of types, as in the table. */
enum label {
    NONE, BOOL, U8, U16, U32, U64, U128, S8, S16, S32, S64, S128, BYTE, POINTER, FLOAT16, FLOAT32,
    FLOAT64, FLOAT128, UTF8, UTF16, UTF32, STRUCT, VARIANT, OPTIONAL, ARRAY, VLA, VISITOR, ENUM,
    BITMAP, DYNAMIC, G_BOOL, G_INTEGER, G_BYTE, G_POINTER, G_FLOAT, G_STRING, G_STRUCT, G_ARRAY,
    G_VLA, G_ENUM, D_NULL, D_BOOL, D_INTEGER, D_BYTE, D_POINTER, D_FLOAT, D_STRING, D_STRUCT,
    D_STRUCT_VISITOR, D_VLA, D_VLA_VISITOR, LABELS
};

/** The name of a label. */
const char *label_name(unsigned label);

void write_type(bytes_t type);
void write_attributes(bytes_t array);
void write_field_types(bytes_t array);
void write_string(bytes_t units, unsigned unit_size, unsigned big_endian);
void write_integer(
    bytes_t at, size_t size, unsigned first, unsigned length, int is_signed, int big);
void write_real(bytes_t at, size_t size, int big);

/** The value of an argument of a type that was described. */
void write_value(bytes_t type, bytes_t argument);
/** The value of an argument that brings its type. */
void write_dynamic(bytes_t argument);
/** What a visitor of the program gives, fields or elements. */
void write_dynamic_visited(bytes_t function, bytes_t context, int fields);
/** Dynamic fields. */
void write_dynamic_fields(bytes_t structure);
/** A gathered value at a base; returns the bytes that it took from there. */
size_t write_gathered(bytes_t type, bytes_t base, bytes_t structure, bytes_t length);

#endif
