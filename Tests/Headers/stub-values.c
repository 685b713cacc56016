// SPDX-License-Identifier: Apache-2.0
// Writes down the values of arguments.

#include "stub.h"

void write_string(bytes_t units, unsigned unit_size, unsigned big_endian) {
    (void)big_endian;
    CHECK(unit_size == 1 || unit_size == 2 || unit_size == 4);
    if (units == NULL) {
        printf("NULL");
        return;
    }
    printf("\"");
    for (;; units += unit_size) {
        unsigned unit = (unsigned)number_at(units, 0, unit_size);
        if (unit == 0) break;
        if (unit >= 32 && unit < 127) {
            printf("%c", (int)unit);
        } else {
            printf("\\%x", unit);
        }
    }
    printf("\"");
}

void write_integer(
    bytes_t at, size_t size, unsigned first, unsigned length, int is_signed, int big) {
    unsigned char copy[16];
    CHECK(size == 1 || size == 2 || size == 4 || size == 8 || size == 16);
    for (size_t index = 0; index < size; index++) copy[big ? size - 1 - index : index] = at[index];
    if (size == 16) {
        printf("0x%016llx%016llx", (unsigned long long)number_at(copy, 8, 8),
            (unsigned long long)number_at(copy, 0, 8));
        return;
    }
    uint64_t number = number_at(copy, 0, size) >> first;
    unsigned bits = length == 0 ? 8 * (unsigned)size : length;
    if (bits < 64) number &= (UINT64_C(1) << bits) - 1;
    if (is_signed && bits < 64 && number >> (bits - 1) != 0) number |= ~UINT64_C(0) << bits;
    if (is_signed) {
        printf("%lld", (long long)number);
    } else {
        printf("%llu", (unsigned long long)number);
    }
}

void write_real(bytes_t at, size_t size, int big) {
    float single;
    double real;
    if (size == 4 && !big) {
        memcpy(&single, at, 4);
        printf("%g", (double)single);
    } else if (size == 8 && !big) {
        memcpy(&real, at, 8);
        printf("%g", real);
    } else {
        printf("bits ");
        write_integer(at, size, 0, 0, 0, big);
    }
}

static void write_elements(bytes_t type, bytes_t vector) {
    bytes_t argument = address_at(vector, 0);
    uint64_t count = number_at(vector, 16, 4);
    printf("[");
    for (uint64_t index = 0; index < count; index++, argument += 64) {
        printf("%s", index == 0 ? "" : ", ");
        write_value(type, argument);
    }
    printf("]");
}

static void write_structure(bytes_t structure, bytes_t vector) {
    bytes_t field = address_at(structure, 0);
    bytes_t argument = address_at(vector, 0);
    uint64_t count = number_at(structure, 16, 4);
    CHECK(number_at(vector, 16, 4) == count);
    printf("{");
    for (uint64_t index = 0; index < count; index++, field += 80, argument += 64) {
        printf("%s%s=", index == 0 ? "" : ", ", (const char *)address_at(field, 0));
        write_value(field + 16, argument);
    }
    printf("}");
}

static void write_variant(bytes_t variant, bytes_t value) {
    bytes_t option = address_at(variant, 0);
    uint64_t count = number_at(variant, 16, 4);
    CHECK(number_at(value, 0, 2) == number_at(variant, 20, 2));
    int64_t selector = (int64_t)number_at(value, 4, 8);
    unsigned bits = 8 * (unsigned)number_at(variant, 42, 2);
    if (bits < 64) {
        selector = (int64_t)((uint64_t)selector << (64 - bits));
        selector = number_at(variant, 46, 1) ? selector >> (64 - bits)
                                             : (int64_t)((uint64_t)selector >> (64 - bits));
    }
    for (uint64_t index = 0; index < count; index++, option += 80) {
        if (selector < (int64_t)number_at(option, 0, 8)) continue;
        if (selector > (int64_t)number_at(option, 8, 8)) continue;
        printf("<%lld> ", (long long)selector);
        write_value(option + 16, value + 64);
        return;
    }
    CHECK(!"an option");
}

/** What a visitor is given: struct side_tracer_visitor_ctx, with the type of the elements. */
struct visit {
    int (*write)(const struct visit *visit, bytes_t what);
    void *priv;
    bytes_t type;
};

static int visit_element(const struct visit *visit, bytes_t argument) {
    printf(" ");
    if (visit->type != NULL) {
        write_value(visit->type, argument);
    } else {
        write_dynamic(argument);
    }
    return 0;
}

static int visit_field(const struct visit *visit, bytes_t field) {
    (void)visit;
    printf(" %s=", (const char *)address_at(field, 0));
    write_dynamic(field + 16);
    return 0;
}

static void write_visited(bytes_t function, bytes_t context, int fields, bytes_t type) {
    struct visit visit = { fields ? visit_field : visit_element, NULL, type };
    int (*visitor)(const struct visit *, void *);
    void *own;
    memcpy(&visitor, &function, sizeof visitor);
    memcpy(&own, &context, sizeof own);
    printf("visited");
    CHECK(visitor(&visit, own) == 0);
}

void write_dynamic_visited(bytes_t function, bytes_t context, int fields) {
    write_visited(function, context, fields, NULL);
}

static void write_pointed(unsigned label, bytes_t type, bytes_t argument) {
    bytes_t pointed = address_at(argument, 4);
    if (number_at(argument, 2, 2) & 1) printf("incomplete ");
    if (label >= UTF8 && label <= UTF32) {
        write_string(
            pointed, (unsigned)number_at(type, 22, 1), (unsigned)number_at(type, 23, 1));
        return;
    }
    bytes_t object = address_at(type, 2);
    switch (label) {
    case STRUCT: write_structure(object, pointed); break;
    case VARIANT: write_variant(object, pointed); break;
    case OPTIONAL:
        CHECK(pointed[64] <= 1);
        if (pointed[64]) {
            write_value(address_at(object, 0), pointed);
        } else {
            printf("none");
        }
        break;
    case ARRAY:
        CHECK(number_at(pointed, 16, 4) == number_at(object, 16, 4));
        write_elements(address_at(object, 0), pointed);
        break;
    case VLA: write_elements(address_at(object, 0), pointed); break;
    case VISITOR:
        CHECK(address_at(pointed, 16) == NULL);
        write_visited(address_at(object, 32), address_at(pointed, 0), 0, address_at(object, 0));
        break;
    default: CHECK(!"a label"); break;
    }
}

void write_value(bytes_t type, bytes_t argument) {
    unsigned label = (unsigned)number_at(type, 0, 2);
    unsigned given = (unsigned)number_at(argument, 0, 2);
    if (label == ENUM || label == BITMAP || label == G_ENUM) {
        write_value(address_at(type, 18), argument);
    } else if (label == DYNAMIC) {
        write_dynamic(argument);
    } else if (label != given) {
        printf("LABEL %s ", label_name(given));
    } else if (label == NONE) {
        printf("null");
    } else if (label == BYTE) {
        printf("%#x", argument[4]);
    } else if (label == BOOL) {
        write_integer(
            argument + 4, number_at(type, 22, 2), 0, (unsigned)number_at(type, 24, 2), 0, type[26]);
    } else if (label == POINTER) {
        printf(number_at(argument, 4, 8) ? "pointer" : "NULL");
    } else if (label <= S128) {
        write_integer(
            argument + 4, number_at(type, 22, 2), 0, (unsigned)number_at(type, 24, 2), type[26],
            type[27]);
    } else if (label <= FLOAT128) {
        write_real(argument + 4, number_at(type, 22, 2), type[24]);
    } else if (label >= G_BOOL) {
        bytes_t base = address_at(argument, 4);
        write_gathered(type, base, NULL, label == G_VLA ? address_at(argument, 20) : NULL);
    } else {
        write_pointed(label, type, argument);
    }
}
