// SPDX-License-Identifier: Apache-2.0
// Writes down the types of descriptions.

#include "stub.h"

static const char *const names[LABELS] = {
    "null", "bool", "u8", "u16", "u32", "u64", "u128", "s8", "s16", "s32", "s64", "s128", "byte",
    "pointer", "float16", "float32", "float64", "float128", "utf8", "utf16", "utf32", "struct",
    "variant", "optional", "array", "vla", "visitor", "enum", "bitmap", "dynamic", "gather-bool",
    "gather-integer", "gather-byte", "gather-pointer", "gather-float", "gather-string",
    "gather-struct", "gather-array", "gather-vla", "gather-enum", "dynamic-null", "dynamic-bool",
    "dynamic-integer", "dynamic-byte", "dynamic-pointer", "dynamic-float", "dynamic-string",
    "dynamic-struct", "dynamic-struct-visitor", "dynamic-vla", "dynamic-vla-visitor"
};

const char *label_name(unsigned label) {
    CHECK(label < LABELS);
    return names[label];
}

static void write_raw_string(bytes_t string) {
    write_string(
        address_at(string, 0), (unsigned)number_at(string, 16, 1),
        (unsigned)number_at(string, 17, 1));
}

static void write_attribute_value(bytes_t value) {
    static const size_t sizes[] = { 0, 1, 1, 2, 4, 8, 16, 1, 2, 4, 8, 16, 2, 4, 8, 16 };
    unsigned type = (unsigned)number_at(value, 0, 4);
    CHECK(type <= 16);
    if (type == 0) {
        printf("null");
    } else if (type <= 11) {
        write_integer(value + 4, sizes[type], 0, 0, type >= 7, 0);
    } else if (type <= 15) {
        write_real(value + 4, sizes[type], 0);
    } else {
        write_raw_string(value + 4);
    }
}

void write_attributes(bytes_t array) {
    bytes_t attribute = address_at(array, 0);
    uint64_t count = number_at(array, 16, 4);
    for (uint64_t index = 0; index < count; index++, attribute += 54) {
        printf(" @");
        write_raw_string(attribute);
        printf("=%u:", (unsigned)number_at(attribute, 18, 4));
        write_attribute_value(attribute + 18);
    }
}

void write_field_types(bytes_t array) {
    bytes_t field = address_at(array, 0);
    uint64_t count = number_at(array, 16, 4);
    for (uint64_t index = 0; index < count; index++, field += 80) {
        printf("%s%s: ", index == 0 ? "" : ", ", (const char *)address_at(field, 0));
        write_type(field + 16);
    }
}

static void write_scalar(unsigned label, bytes_t content) {
    switch (label) {
    case BOOL:
        printf(
            " size %u bits %u order %u", (unsigned)number_at(content, 20, 2),
            (unsigned)number_at(content, 22, 2), (unsigned)number_at(content, 24, 1));
        break;
    case FLOAT16:
        printf(
            " size %u order %u", (unsigned)number_at(content, 20, 2),
            (unsigned)number_at(content, 22, 1));
        break;
    case UTF8:
        printf(
            " unit %u order %u", (unsigned)number_at(content, 20, 1),
            (unsigned)number_at(content, 21, 1));
        break;
    case U8:
        printf(
            " size %u bits %u signed %u order %u", (unsigned)number_at(content, 20, 2),
            (unsigned)number_at(content, 22, 2), (unsigned)number_at(content, 24, 1),
            (unsigned)number_at(content, 25, 1));
        break;
    default: break;
    }
    write_attributes(content);
}

static void write_mappings(bytes_t mappings) {
    bytes_t mapping = address_at(mappings, 0);
    uint64_t count = number_at(mappings, 16, 4);
    for (uint64_t index = 0; index < count; index++, mapping += 34) {
        printf(" ");
        write_raw_string(mapping + 16);
        printf(
            "=%lld..%lld", (long long)number_at(mapping, 0, 8),
            (long long)number_at(mapping, 8, 8));
    }
    write_attributes(mappings + 20);
}

static void write_options(bytes_t variant) {
    bytes_t option = address_at(variant, 0);
    uint64_t count = number_at(variant, 16, 4);
    printf(" by ");
    write_type(variant + 20);
    for (uint64_t index = 0; index < count; index++, option += 80) {
        printf(
            " | %lld..%lld ", (long long)number_at(option, 0, 8),
            (long long)number_at(option, 8, 8));
        write_type(option + 16);
    }
    write_attributes(variant + 84);
}

static void write_object(unsigned label, bytes_t object) {
    if (label == STRUCT) {
        printf(" { ");
        write_field_types(object);
        printf(" }");
        write_attributes(object + 20);
    } else if (label == VARIANT) {
        write_options(object);
    } else {
        printf(" of ");
        write_type(address_at(object, 0));
        if (label == ARRAY) printf(" times %u", (unsigned)number_at(object, 16, 4));
        if (label == VLA || label == VISITOR) {
            printf(" length ");
            write_type(address_at(object, 16));
        }
        if (label == VISITOR) CHECK(address_at(object, 32) != NULL);
        write_attributes(object + (label == VISITOR ? 48 : label == VLA ? 32
                                   : label == ARRAY ? 20 : 16));
    }
}

static void write_gathered_type(unsigned label, bytes_t content) {
    if (label == G_STRUCT) {
        printf(
            " at %u mode %u size %u", (unsigned)number_at(content, 16, 8),
            (unsigned)number_at(content, 24, 1), (unsigned)number_at(content, 25, 4));
        write_object(STRUCT, address_at(content, 0));
        return;
    }
    int has_bits = label == G_BOOL || label == G_INTEGER || label == G_POINTER;
    bytes_t rest = content + (has_bits ? 10 : 8);
    printf(" at %u", (unsigned)number_at(content, 0, 8));
    if (has_bits) printf("+%u", (unsigned)number_at(content, 8, 2));
    printf(" mode %u", (unsigned)number_at(rest, 0, 1));
    if (label == G_ARRAY || label == G_VLA) {
        write_object(label == G_ARRAY ? ARRAY : VLA, rest + 1);
    } else {
        write_scalar(
            label == G_BOOL ? BOOL : label == G_FLOAT ? FLOAT16 : label == G_STRING ? UTF8
            : label == G_BYTE ? BYTE : U8, rest + 1);
    }
}

void write_type(bytes_t type) {
    unsigned label = (unsigned)number_at(type, 0, 2);
    bytes_t content = type + 2;
    printf("%s", label_name(label));
    if (label == BOOL) {
        write_scalar(BOOL, content);
    } else if ((label >= U8 && label <= S128) || label == POINTER) {
        write_scalar(U8, content);
    } else if (label >= FLOAT16 && label <= FLOAT128) {
        write_scalar(FLOAT16, content);
    } else if (label >= UTF8 && label <= UTF32) {
        write_scalar(UTF8, content);
    } else if (label >= STRUCT && label <= VISITOR) {
        write_object(label, address_at(content, 0));
    } else if (label == ENUM || label == BITMAP || label == G_ENUM) {
        printf(" of ");
        write_type(address_at(content, 16));
        write_mappings(address_at(content, 0));
    } else if (label >= G_BOOL) {
        write_gathered_type(label, content);
    } else {
        write_attributes(content);
    }
}
