// SPDX-License-Identifier: Apache-2.0
// Writes down values that bring their types, and those that lie in memory of the program.

#include "stub.h"

void write_dynamic_fields(bytes_t structure) {
    bytes_t field = address_at(structure, 0);
    uint64_t count = number_at(structure, 16, 4);
    printf("{");
    for (uint64_t index = 0; index < count; index++, field += 80) {
        printf("%s%s=", index == 0 ? "" : ", ", (const char *)address_at(field, 0));
        write_dynamic(field + 16);
    }
    printf("}");
    write_attributes(structure + 20);
}

static void write_dynamic_elements(bytes_t vla) {
    bytes_t argument = address_at(vla, 0);
    uint64_t count = number_at(vla, 16, 4);
    printf("[");
    for (uint64_t index = 0; index < count; index++, argument += 64) {
        printf("%s", index == 0 ? "" : ", ");
        write_dynamic(argument);
    }
    printf("]");
    write_attributes(vla + 20);
}

void write_dynamic(bytes_t argument) {
    unsigned label = (unsigned)number_at(argument, 0, 2);
    bytes_t content = argument + 4;
    CHECK(label >= D_NULL);
    printf("(%s) ", label_name(label));
    if (label < D_STRUCT) write_attributes(content);
    switch (label) {
    case D_NULL: printf("null"); break;
    case D_BOOL:
        write_integer(content + 25, number_at(content, 20, 2), 0, 0, 0, content[24]);
        break;
    case D_BYTE: printf("%#x", content[20]); break;
    case D_INTEGER:
    case D_POINTER:
        write_integer(
            content + 26, number_at(content, 20, 2), 0, (unsigned)number_at(content, 22, 2),
            content[24], content[25]);
        break;
    case D_FLOAT: write_real(content + 23, number_at(content, 20, 2), content[22]); break;
    case D_STRING:
        write_string((bytes_t)(uintptr_t)number_at(content, 22, 8), content[20], content[21]);
        break;
    case D_STRUCT: write_dynamic_fields(address_at(content, 0)); break;
    case D_VLA: write_dynamic_elements(address_at(content, 0)); break;
    default: {
        bytes_t visitor = address_at(content, 0);
        CHECK(address_at(visitor, 32) == NULL);
        write_dynamic_visited(
            address_at(visitor, 0), address_at(visitor, 16), label == D_STRUCT_VISITOR);
        write_attributes(visitor + 48);
    }
    }
}

static size_t write_gathered_elements(
    bytes_t element, uint64_t count, bytes_t base, bytes_t structure) {
    size_t taken = 0;
    printf("[");
    for (uint64_t index = 0; index < count; index++) {
        printf("%s", index == 0 ? "" : ", ");
        taken += write_gathered(element, base + taken, structure, NULL);
    }
    printf("]");
    return taken;
}

static void write_gathered_structure(bytes_t structure, bytes_t base) {
    bytes_t field = address_at(structure, 0);
    uint64_t count = number_at(structure, 16, 4);
    printf("{");
    for (uint64_t index = 0; index < count; index++, field += 80) {
        printf("%s%s=", index == 0 ? "" : ", ", (const char *)address_at(field, 0));
        write_gathered(field + 16, base, base, NULL);
    }
    printf("}");
}

static uint64_t gathered_count(bytes_t length_type, bytes_t structure, bytes_t length) {
    bytes_t at = structure != NULL ? structure : length;
    CHECK(number_at(length_type, 0, 2) == G_INTEGER && at != NULL);
    return number_at(at, number_at(length_type, 2, 8), number_at(length_type, 33, 2));
}

/** The size of what lies at the base, where it is not behind a pointer. */
static size_t write_gathered_simple(unsigned label, bytes_t type, bytes_t data) {
    int has_bits = label == G_BOOL || label == G_INTEGER || label == G_POINTER;
    bytes_t rest = type + 2 + (has_bits ? 11 : 9);
    unsigned first = (unsigned)number_at(type, 10, 2);
    size_t size = number_at(rest, 20, 2);
    switch (label) {
    case G_BOOL:
        write_integer(data, size, first, (unsigned)number_at(rest, 22, 2), 0, rest[24]);
        return size;
    case G_INTEGER:
        write_integer(data, size, first, (unsigned)number_at(rest, 22, 2), rest[24], rest[25]);
        return size;
    case G_POINTER:
        printf(number_at(data, 0, 8) ? "pointer" : "NULL");
        return size;
    case G_BYTE: printf("%#x", data[0]); return 1;
    case G_FLOAT: write_real(data, size, rest[22]); return size;
    default: write_string(data, rest[20], rest[21]); return 0;
    }
}

size_t write_gathered(bytes_t type, bytes_t base, bytes_t structure, bytes_t length) {
    unsigned label = (unsigned)number_at(type, 0, 2);
    int has_bits = label == G_BOOL || label == G_INTEGER || label == G_POINTER;
    if (label == G_ENUM) return write_gathered(address_at(type, 18), base, structure, length);
    unsigned mode = type[2 + (label == G_STRUCT ? 24 : has_bits ? 10 : 8)];
    bytes_t data = base + number_at(type, label == G_STRUCT ? 18 : 2, 8);
    CHECK(mode <= 1);
    if (mode == 1) data = (bytes_t)(uintptr_t)number_at(data, 0, 8);
    size_t taken = 0;
    if (label == G_STRUCT) {
        write_gathered_structure(address_at(type, 2), data);
        taken = number_at(type, 27, 4);
    } else if (label == G_ARRAY) {
        taken = write_gathered_elements(address_at(type, 11), number_at(type, 27, 4), data, NULL);
    } else if (label == G_VLA) {
        uint64_t count = gathered_count(address_at(type, 27), structure, length);
        taken = write_gathered_elements(address_at(type, 11), count, data, NULL);
    } else {
        taken = write_gathered_simple(label, type, data);
    }
    return mode == 1 ? 8 : taken;
}
