// SPDX-License-Identifier: Apache-2.0
// Values at random, and what should be recorded of them.

#include "random.h"

static struct side_arg raw(uint16_t label, const void *bytes, size_t size) {
    struct side_arg argument = {.label = label};
    memcpy(&argument.content, bytes, size);
    return argument;
}

static struct side_arg pointing(uint16_t label, const void *target) {
    struct side_ptr pointer = SIDE_PTR(target);
    return raw(label, &pointer, sizeof pointer);
}

static void print_decimal(wide_t value, int is_signed) {
    char digits[48];
    int place = (int)sizeof digits;
    int is_negative = is_signed && (__int128)value < 0;
    wide_t rest = is_negative ? -value : value;
    digits[--place] = 0;
    do {
        digits[--place] = (char)('0' + (int)(rest % 10));
        rest /= 10;
    } while (rest);
    printf("%s%s", is_negative ? "-" : "", digits + place);
}

// Bytes of a random integer, in the order of the type; what its value is.
static wide_t random_integer(const struct side_type_integer *type, uint8_t *bytes, int is_small) {
    wide_t container = (wide_t)random_number() << 64 | random_number();
    uint32_t size = type->size;
    uint32_t bits = type->length_bits ? type->length_bits : size * 8;
    if (is_small) container = below(16);
    for (uint32_t index = 0; index < size; index++) {
        uint32_t place = type->byte_order ? size - 1 - index : index;
        bytes[place] = (uint8_t)(container >> (8 * index));
    }
    wide_t mask = bits == 128 ? ~(wide_t)0 : ((wide_t)1 << bits) - 1;
    wide_t value = container & mask;
    return type->is_signed && value >> (bits - 1) & 1 ? value | ~mask : value;
}

static void print_integer(const char *kind, const struct side_type_integer *type, wide_t value) {
    printf("{\"t\":\"%s\",\"size\":%d,\"v\":\"", kind, type->size);
    print_decimal(value, type->is_signed);
    printf("\"");
}

static struct side_arg make_integer(const struct node *node) {
    uint8_t bytes[16];
    struct side_type_integer type = node->type.content.integer;
    wide_t value = random_integer(&type, bytes, 0);
    print_integer("int", &type, value);
    putchar('}');
    return raw(node->type.label, bytes, type.size);
}

static struct side_arg make_labelled(const struct node *node) {
    uint8_t bytes[16];
    struct side_type_integer type = node->parts->type.content.integer;
    int is_bitmap = node->kind == KIND_BITMAP;
    wide_t value = random_integer(&type, bytes, !is_bitmap && below(2));
    print_integer(is_bitmap ? "flags" : "labels", &type, value);
    printf(",\"names\":[");
    int count = 0;
    for (uint32_t index = 0; index < node->count; index++) {
        struct side_enum_mapping label = node->labels[index];
        int is_meant = 0;
        if (is_bitmap) {
            for (int64_t bit = label.begin; bit <= label.end; bit++)
                is_meant |= (int)(value >> bit & 1);
        } else if (type.is_signed || value <= INT64_MAX) {
            is_meant = label.begin <= (__int128)value && (__int128)value <= label.end;
        }
        if (!is_meant) continue;
        if (count++) putchar(',');
        print_quoted((const char *)label.label.units.address);
    }
    printf("]}");
    return raw(node->parts->type.label, bytes, type.size);
}

static struct side_arg make_float(const struct node *node) {
    uint64_t bits[2] = {random_number(), random_number()};
    uint32_t size = node->type.content.real.size;
    printf("{\"t\":\"float\",\"size\":%u,\"hex\":\"", size);
    for (uint32_t index = size; index-- > 0;) printf("%02x", ((uint8_t *)bits)[index]);
    printf("\"}");
    return raw(node->type.label, bits, size);
}

static struct side_arg make_string(const struct node *node) {
    uint32_t unit = node->type.content.string.unit_size;
    char *text = random_text();
    if (unit > 1) {
        size_t count = 0;
        uint8_t *units = take((strlen(text) + 1) * unit);
        for (char *from = text; *from; from++) {
            if (*from & 0x80) continue;
            text[count] = *from;
            units[count++ * unit] = (uint8_t)*from;
        }
        text[count] = 0;
        printf("{\"t\":\"text\",\"v\":");
        print_quoted(text);
        putchar('}');
        return pointing(node->type.label, units);
    }
    printf("{\"t\":\"text\",\"v\":");
    print_quoted(text);
    putchar('}');
    return pointing(node->type.label, text);
}

static struct side_arg make_gathered(const struct node *node) {
    if (node->kind == KIND_GATHERED_STRING) {
        char *text = random_text();
        char *base = take(strlen(text) + 4);
        strcpy(base + 3, text);
        printf("{\"t\":\"text\",\"v\":");
        print_quoted(text);
        putchar('}');
        return pointing(node->type.label, base);
    }
    struct side_type_integer type = node->type.content.gather_integer.type;
    uint8_t *base = take(32);
    wide_t value = random_integer(&type, base + 3, 0);
    print_integer("int", &type, value);
    putchar('}');
    return pointing(node->type.label, base);
}

static struct side_arg make_scalar(const struct node *node) {
    uint64_t bits = random_number();
    switch (node->kind) {
        case KIND_BOOL: {
            uint8_t byte = below(2) ? (uint8_t)bits : 0;
            printf("{\"t\":\"bool\",\"v\":%s}", byte ? "true" : "false");
            return raw(node->type.label, &byte, 1);
        }
        case KIND_BYTE:
            printf("{\"t\":\"int\",\"size\":1,\"v\":\"%u\"}", (uint8_t)bits);
            return raw(node->type.label, &bits, 1);
        case KIND_POINTER:
            printf("{\"t\":\"int\",\"size\":8,\"v\":\"%lu\"}", bits);
            return raw(node->type.label, &bits, 8);
        case KIND_FLOAT: return make_float(node);
        case KIND_STRING: return make_string(node);
        case KIND_GATHERED_INTEGER:
        case KIND_GATHERED_STRING: return make_gathered(node);
        case KIND_ENUMERATION:
        case KIND_BITMAP: return make_labelled(node);
        case KIND_DYNAMIC: return make_dynamic(0);
        default: return make_integer(node);
    }
}

// An element or an option: a value that takes several members is in a structure of its own.
static struct side_arg make_inner(const struct node *node) {
    int is_wrapped = needs_structure(node);
    if (is_wrapped) printf("{\"t\":\"object\",\"v\":[[\"value\",");
    struct side_arg argument = make_argument(node);
    if (is_wrapped) printf("]]}");
    return argument;
}

struct side_arg_vec make_arguments(const struct node *node) {
    struct side_arg *arguments = take(node->count * sizeof *arguments);
    putchar('[');
    for (uint32_t index = 0; index < node->count; index++) {
        printf(index ? ",[" : "[");
        print_quoted((const char *)node->fields[index].name.address);
        putchar(',');
        arguments[index] = make_argument(&node->parts[index]);
        putchar(']');
    }
    putchar(']');
    return (struct side_arg_vec){SIDE_PTR(arguments), node->count};
}

static struct side_arg make_variant(const struct node *node) {
    uint32_t chosen = below(node->count);
    struct side_variant_option option = node->options[chosen];
    const struct node *selector = &node->parts[node->count];
    int64_t value = option.begin + below((uint32_t)(option.end - option.begin + 1));
    uint32_t size = selector->type.content.integer.size;
    uint8_t bytes[8];
    for (uint32_t index = 0; index < size; index++) {
        uint32_t place = selector->type.content.integer.byte_order ? size - 1 - index : index;
        bytes[place] = (uint8_t)((uint64_t)value >> (8 * index));
    }
    struct side_arg_variant *pair = take(sizeof *pair);
    pair->selector = raw(selector->type.label, bytes, size);
    pair->option = make_inner(&node->parts[chosen]);
    return pointing(node->type.label, pair);
}

struct elements {
    struct side_arg *arguments;
    uint32_t count;
};

enum side_visitor_status visit_elements(
    const struct side_tracer_visitor_ctx *tracer, void *context) {
    const struct elements *elements = context;
    for (uint32_t index = 0; index < elements->count; index++) {
        if (tracer->write_elem(tracer, &elements->arguments[index]) != SIDE_VISITOR_STATUS_OK)
            return SIDE_VISITOR_STATUS_ERROR;
    }
    return SIDE_VISITOR_STATUS_OK;
}

static struct side_arg make_elements(const struct node *node) {
    struct elements *elements = take(sizeof *elements);
    elements->count = node->kind == KIND_ARRAY ? node->count : below(4);
    elements->arguments = take(elements->count * sizeof *elements->arguments);
    int is_blob = node->kind != KIND_ARRAY && node->parts->kind == KIND_BYTE;
    printf("{\"t\":\"%s\",\"v\":[", is_blob ? "blob" : "list");
    for (uint32_t index = 0; index < elements->count; index++) {
        if (index) putchar(',');
        elements->arguments[index] = make_inner(node->parts);
    }
    printf("]}");
    if (node->kind == KIND_VISITED) {
        struct side_arg_vla_visitor *visitor = take(sizeof *visitor);
        visitor->context = PTR(elements);
        visitor->cached_arg = PTR(take(sizeof(struct side_arg)));
        return pointing(node->type.label, visitor);
    }
    struct side_arg_vec *vector = take(sizeof *vector);
    *vector = (struct side_arg_vec){SIDE_PTR(elements->arguments), elements->count};
    return pointing(node->type.label, vector);
}

struct side_arg make_argument(const struct node *node) {
    switch (node->kind) {
        case KIND_STRUCTURE: {
            struct side_arg_vec *vector = take(sizeof *vector);
            printf("{\"t\":\"object\",\"v\":");
            *vector = make_arguments(node);
            putchar('}');
            return pointing(node->type.label, vector);
        }
        case KIND_VARIANT: return make_variant(node);
        case KIND_OPTIONAL: {
            struct side_arg_optional *optional = take(sizeof *optional);
            optional->selector = (uint8_t)below(2);
            if (optional->selector) {
                printf("{\"t\":\"some\",\"v\":");
                optional->value = make_argument(node->parts);
                putchar('}');
            } else {
                printf("{\"t\":\"none\"}");
            }
            return pointing(node->type.label, optional);
        }
        case KIND_ARRAY:
        case KIND_VLA:
        case KIND_VISITED: return make_elements(node);
        default: return make_scalar(node);
    }
}
