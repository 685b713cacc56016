// SPDX-License-Identifier: Apache-2.0
// A second tracer, which shares no code with Plume's: preloaded, it prints every event of the
// process as `provider:name { FIELD = VALUE, ... }`, straight from the description and the
// arguments, in the words in which `plume view` prints traces.

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PLUME_REQUIRE_RUNTIME
#include "../../include/plume/side-abi.h"

typedef unsigned __int128 wide_t;

static void print_value(const struct side_type *type, const struct side_arg *argument);
static void print_gathered(
    const struct side_type *type, const char *base, const char *length_base, uint64_t *size);

// The arrays of descriptions are packed, so elements are copied out.
static const char *at(struct side_array array, uint32_t index, size_t size) {
    return (const char *)array.elements.address + index * size;
}

static wide_t load(const void *bytes, uint16_t size, uint8_t order) {
    const unsigned char *byte = bytes;
    wide_t value = 0;
    for (uint16_t index = 0; index < size; index++) {
        uint16_t place = order == SIDE_BYTE_ORDER_LE ? (uint16_t)(size - 1 - index) : index;
        value = value << 8 | byte[place];
    }
    return value;
}

static void print_wide(wide_t value) {
    char digits[48];
    int count = 0;
    do {
        digits[count++] = (char)('0' + (int)(value % 10));
        value /= 10;
    } while (value);
    while (count) putchar(digits[--count]);
}

static __int128 signed_value(
    const struct side_type_integer *type, const void *bytes, uint16_t bit_offset) {
    wide_t value = load(bytes, type->size, type->byte_order) >> bit_offset;
    unsigned bits = type->length_bits ? type->length_bits : type->size * 8u;
    if (bits == 128) return (__int128)value;
    wide_t mask = ((wide_t)1 << bits) - 1;
    value &= mask;
    if (type->is_signed && value >> (bits - 1)) value |= ~mask;
    return (__int128)value;
}

static void print_hexadecimal(wide_t value) {
    if (value >> 64) {
        printf("0x%" PRIX64 "%016" PRIX64, (uint64_t)(value >> 64), (uint64_t)value);
    } else {
        printf("0x%" PRIX64, (uint64_t)value);
    }
}

static int is_hexadecimal(struct side_array attributes) {
    for (uint32_t index = 0; index < attributes.length; index++) {
        struct side_attr attribute;
        memcpy(&attribute, at(attributes, index, sizeof attribute), sizeof attribute);
        if (strcmp(attribute.key.units.address, "std.integer.base") == 0)
            return attribute.value.content.u8 == 16;
    }
    return 0;
}

static void print_integer(
    const struct side_type_integer *type, const void *bytes, uint16_t bit_offset) {
    __int128 value = signed_value(type, bytes, bit_offset);
    if (is_hexadecimal(type->attributes)) {
        print_hexadecimal((wide_t)value);
    } else if (type->is_signed && value < 0) {
        putchar('-');
        print_wide(-(wide_t)value);
    } else {
        print_wide((wide_t)value);
    }
}

static void print_float(const struct side_type_float *type, const void *bytes) {
    wide_t bits = load(bytes, type->size, type->byte_order);
    uint32_t narrow = (uint32_t)bits;
    uint64_t broad = (uint64_t)bits;
    float single;
    double real;
    switch (type->size) {
        case 2: {
            int exponent = (int)(narrow >> 10 & 31) - 15;
            real = 1 + (double)(narrow & 1023) / 1024;
            for (; exponent > 0; exponent--) real *= 2;
            for (; exponent < 0; exponent++) real /= 2;
            printf("%g", narrow >> 15 ? -real : real);
            break;
        }
        case 4:
            memcpy(&single, &narrow, sizeof single);
            printf("%g", single);
            break;
        case 8:
            memcpy(&real, &broad, sizeof real);
            printf("%g", real);
            break;
        default: {
            __float128 quadruple;
            memcpy(&quadruple, &bits, sizeof quadruple);
            printf("%g", (double)quadruple);
        }
    }
}

static void print_character(uint32_t scalar) {
    if (scalar < 0x80) {
        putchar((int)scalar);
    } else if (scalar < 0x800) {
        printf("%c%c", 0xC0 | scalar >> 6, 0x80 | (scalar & 63));
    } else if (scalar < 0x10000) {
        printf("%c%c%c", 0xE0 | scalar >> 12, 0x80 | (scalar >> 6 & 63), 0x80 | (scalar & 63));
    } else {
        printf("%c%c%c%c", 0xF0 | scalar >> 18, 0x80 | (scalar >> 12 & 63),
               0x80 | (scalar >> 6 & 63), 0x80 | (scalar & 63));
    }
}

// Returns the bytes of the text.
static uint64_t print_text(const char *text, uint8_t unit_size, uint8_t order) {
    uint64_t offset = 0;
    putchar('"');
    while (text) {
        uint32_t unit = (uint32_t)load(text + offset, unit_size, order);
        offset += unit_size;
        if (!unit) break;
        if (unit_size == 1) {
            putchar((int)unit);
        } else if (unit_size == 2 && unit >> 10 == 0x36) {
            uint32_t next = (uint32_t)load(text + offset, unit_size, order);
            offset += unit_size;
            print_character(0x10000 + ((unit & 1023) << 10) + (next & 1023));
        } else {
            print_character(unit);
        }
    }
    putchar('"');
    return offset;
}

static void print_label(const struct side_type_enum *names, __int128 value) {
    const struct side_enum_mappings *all = names->mappings.address;
    printf("(");
    for (uint32_t index = 0; index < all->mappings.length; index++) {
        struct side_enum_mapping mapping;
        memcpy(&mapping, at(all->mappings, index, sizeof mapping), sizeof mapping);
        if (mapping.begin <= value && value <= mapping.end)
            printf(" \"%s\"", (const char *)mapping.label.units.address);
    }
    printf(" : container = ");
    if (value < 0) putchar('-');
    print_wide(value < 0 ? -(wide_t)value : (wide_t)value);
    printf(" )");
}

// The names of the bits that are set.
static void print_flags(const struct side_type_enum *names, wide_t value) {
    const struct side_enum_mappings *all = names->mappings.address;
    int count = 0;
    print_hexadecimal(value);
    for (uint32_t index = 0; index < all->mappings.length; index++) {
        struct side_enum_mapping mapping;
        memcpy(&mapping, at(all->mappings, index, sizeof mapping), sizeof mapping);
        int is_set = 0;
        for (int64_t bit = mapping.begin; bit <= mapping.end; bit++)
            is_set |= (int)(value >> bit & 1);
        if (!is_set) continue;
        printf(count++ ? ", \"%s\"" : " { \"%s\"", (const char *)mapping.label.units.address);
    }
    if (count) printf(" }");
}

static int is_byte(const struct side_type *type) {
    return type->label == SIDE_TYPE_BYTE || type->label == SIDE_TYPE_GATHER_BYTE;
}

static void print_separator(uint32_t index) {
    printf("%s[%" PRIu32 "] = ", index ? ", " : " ", index);
}

// Elements with a length or a selector of their own are structures in a trace.
static int is_wrapped(const struct side_type *type) {
    return type->label == SIDE_TYPE_VLA || type->label == SIDE_TYPE_VLA_VISITOR ||
           type->label == SIDE_TYPE_VARIANT || type->label == SIDE_TYPE_OPTIONAL;
}

static void print_elements(const struct side_type *type, struct side_array arguments, int blob) {
    printf(blob ? "{" : "[");
    for (uint32_t index = 0; index < arguments.length; index++) {
        if (blob) {
            const struct side_arg *byte =
                (const void *)at(arguments, index, sizeof(struct side_arg));
            printf(" %02x", byte->content.fixed.byte);
            continue;
        }
        print_separator(index);
        if (is_wrapped(type)) printf("{ value = ");
        print_value(type, (const void *)at(arguments, index, sizeof(struct side_arg)));
        if (is_wrapped(type)) printf(" }");
    }
    printf(blob ? " }" : " ]");
}

static void print_fields(struct side_array fields, struct side_array arguments) {
    printf("{");
    for (uint32_t index = 0; index < fields.length; index++) {
        struct side_event_field field;
        memcpy(&field, at(fields, index, sizeof field), sizeof field);
        printf("%s %s = ", index ? "," : "", (const char *)field.name.address);
        print_value(&field.type, (const void *)at(arguments, index, sizeof(struct side_arg)));
    }
}

static struct side_array vector_of(struct side_ptr pointer) {
    struct side_array vector;
    memcpy(&vector, pointer.address, sizeof vector);
    return vector;
}

static void print_variant(const struct side_type *type, const struct side_arg *argument) {
    const struct side_type_variant *variant = type->content.object.address;
    const struct side_arg_variant *value = argument->content.fixed.pointer.address;
    __int128 selector =
        signed_value(&variant->selector.content.integer, &value->selector.content, 0);
    for (uint32_t index = 0; index < variant->options.length; index++) {
        struct side_variant_option option;
        memcpy(&option, at(variant->options, index, sizeof option), sizeof option);
        if (selector < option.begin || option.end < selector) continue;
        printf("{ ");
        print_value(&option.type, &value->option);
        printf(" }");
        return;
    }
}

struct printed {
    struct side_type type;
    uint32_t count;
};

static enum side_visitor_status print_visited(
    const struct side_tracer_visitor_ctx *tracer, const struct side_arg *element) {
    struct printed *printed = tracer->priv;
    print_separator(printed->count++);
    print_value(&printed->type, element);
    return SIDE_VISITOR_STATUS_OK;
}

static void print_visit(
    side_vla_visitor_function visitor, struct side_ptr context, struct side_type type) {
    struct printed printed = {type, 0};
    struct side_tracer_visitor_ctx tracer = {print_visited, &printed};
    printf("[");
    visitor(&tracer, (void *)(uintptr_t)context.address);
    printf(" ]");
}

static void print_named(uint32_t index, const struct side_arg_dynamic_field *field) {
    struct side_type dynamic = {.label = SIDE_TYPE_DYNAMIC};
    print_separator(index);
    printf("{ name = \"%s\", value = ", (const char *)field->name.address);
    print_value(&dynamic, &field->value);
    printf(" }");
}

static enum side_visitor_status print_visited_field(
    const struct side_tracer_dynamic_struct_visitor_ctx *tracer,
    const struct side_arg_dynamic_field *field) {
    print_named((*(uint32_t *)tracer->priv)++, field);
    return SIDE_VISITOR_STATUS_OK;
}

static void print_members(const struct side_arg_dynamic_struct *members) {
    printf("[");
    for (uint32_t index = 0; index < members->length; index++) {
        struct side_array fields = {members->fields, members->length};
        print_named(index, (const void *)at(fields, index, sizeof(struct side_arg_dynamic_field)));
    }
    printf(" ]");
}

static void print_dynamic_compound(const struct side_arg *argument) {
    const void *object = argument->content.dynamic.pointer.address;
    struct side_type dynamic = {.label = SIDE_TYPE_DYNAMIC};
    if (argument->label == SIDE_TYPE_DYNAMIC_STRUCT) {
        printf("{ value = ");
        print_members(object);
        printf(" }");
    } else if (argument->label == SIDE_TYPE_DYNAMIC_VLA) {
        const struct side_arg_dynamic_vla *vla = object;
        printf("{ value = [");
        for (uint32_t index = 0; index < vla->length; index++) {
            struct side_array elements = {vla->elements, vla->length};
            print_separator(index);
            printf("{ value = ");
            print_value(&dynamic, (const void *)at(elements, index, sizeof(struct side_arg)));
            printf(" }");
        }
        printf(" ] }");
    } else if (argument->label == SIDE_TYPE_DYNAMIC_STRUCT_VISITOR) {
        const struct side_arg_dynamic_struct_visitor *visitor = object;
        uint32_t count = 0;
        struct side_tracer_dynamic_struct_visitor_ctx tracer = {print_visited_field, &count};
        printf("{ value = [");
        visitor->visitor.address(&tracer, (void *)(uintptr_t)visitor->context.address);
        printf(" ] }");
    } else {
        const struct side_arg_dynamic_vla_visitor *visitor = object;
        printf("{ value = ");
        // An element is a structure of its own in a trace.
        dynamic.content.reserved[0] = 1;
        print_visit(visitor->visitor.address, visitor->context, dynamic);
        printf(" }");
    }
}

static void print_dynamic(const struct side_arg *argument) {
    const union side_arg_dynamic *value = &argument->content.dynamic;
    struct side_type_integer integer = {.size = value->integer.size,
                                        .length_bits = value->integer.length_bits,
                                        .is_signed = value->integer.is_signed,
                                        .byte_order = value->integer.byte_order};
    printf("{ ");
    switch (argument->label) {
        case SIDE_TYPE_DYNAMIC_NULL: printf("{ }"); break;
        case SIDE_TYPE_DYNAMIC_BOOL: printf(value->boolean.value.bool8 ? "true" : "false"); break;
        case SIDE_TYPE_DYNAMIC_INTEGER: print_integer(&integer, &value->integer.value, 0); break;
        case SIDE_TYPE_DYNAMIC_BYTE: print_hexadecimal(value->byte.value); break;
        case SIDE_TYPE_DYNAMIC_POINTER:
            print_hexadecimal(load(&value->integer.value, integer.size, integer.byte_order));
            break;
        case SIDE_TYPE_DYNAMIC_FLOAT: {
            struct side_type_float real = {
                .size = value->real.size, .byte_order = value->real.byte_order};
            print_float(&real, &value->real.value);
            break;
        }
        case SIDE_TYPE_DYNAMIC_STRING:
            print_text(
                (const char *)(uintptr_t)value->string.units, value->string.unit_size,
                value->string.byte_order);
            break;
        default: print_dynamic_compound(argument);
    }
    printf(" }");
}

static void print_object(const struct side_type *type, const struct side_arg *argument) {
    const void *object = type->content.object.address;
    struct side_ptr pointer = argument->content.fixed.pointer;
    struct side_type element;
    switch (type->label) {
        case SIDE_TYPE_STRUCT:
            print_fields(((const struct side_type_struct *)object)->fields, vector_of(pointer));
            printf(" }");
            break;
        case SIDE_TYPE_VARIANT: print_variant(type, argument); break;
        case SIDE_TYPE_OPTIONAL: {
            const struct side_arg_optional *value = pointer.address;
            memcpy(&element, ((const struct side_type_optional *)object)->element.address,
                   sizeof element);
            if (!value->selector) {
                printf("<none>");
                break;
            }
            printf("{ ");
            print_value(&element, &value->value);
            printf(" }");
            break;
        }
        case SIDE_TYPE_VLA_VISITOR: {
            const struct side_type_vla_visitor *visited = object;
            memcpy(&element, visited->element.address, sizeof element);
            const struct side_arg_vla_visitor *value = pointer.address;
            print_visit(visited->visitor.address, value->context, element);
            break;
        }
        default:
            memcpy(&element, ((const struct side_type_vla *)object)->element.address,
                   sizeof element);
            print_elements(&element, vector_of(pointer),
                           type->label == SIDE_TYPE_VLA && is_byte(&element));
    }
}

static void print_value(const struct side_type *type, const struct side_arg *argument) {
    const union side_arg_static *value = &argument->content.fixed;
    struct side_type element;
    uint64_t size;
    switch (type->label) {
        case SIDE_TYPE_NULL: printf("{ }"); break;
        case SIDE_TYPE_BOOL: {
            struct side_type_integer bits = {.size = type->content.boolean.size,
                                             .length_bits = type->content.boolean.length_bits,
                                             .byte_order = type->content.boolean.byte_order};
            printf(signed_value(&bits, value, 0) ? "true" : "false");
            break;
        }
        case SIDE_TYPE_BYTE: print_hexadecimal(value->byte); break;
        case SIDE_TYPE_POINTER:
            print_hexadecimal((wide_t)signed_value(&type->content.integer, value, 0));
            break;
        case SIDE_TYPE_ENUM:
            memcpy(&element, type->content.enumeration.element.address, sizeof element);
            print_label(&type->content.enumeration,
                        signed_value(&element.content.integer, value, 0));
            break;
        case SIDE_TYPE_ENUM_BITMAP:
            memcpy(&element, type->content.enumeration.element.address, sizeof element);
            print_flags(&type->content.enumeration,
                        (wide_t)signed_value(&element.content.integer, value, 0));
            break;
        case SIDE_TYPE_STRING_UTF8:
        case SIDE_TYPE_STRING_UTF16:
        case SIDE_TYPE_STRING_UTF32:
            print_text(value->pointer.address, type->content.string.unit_size,
                       type->content.string.byte_order);
            break;
        case SIDE_TYPE_DYNAMIC:
            // Marked by the visitor of dynamic elements.
            if (type->content.reserved[0]) printf("{ value = ");
            print_dynamic(argument);
            if (type->content.reserved[0]) printf(" }");
            break;
        case SIDE_TYPE_GATHER_VLA:
            print_gathered(type, value->gather_vla.base.address, value->gather_vla.length.address,
                           &size);
            break;
        default:
            if (type->label >= SIDE_TYPE_U8 && type->label <= SIDE_TYPE_S128) {
                print_integer(&type->content.integer, value, 0);
            } else if (type->label >= SIDE_TYPE_FLOAT16 && type->label <= SIDE_TYPE_FLOAT128) {
                print_float(&type->content.real, value);
            } else if (type->label >= SIDE_TYPE_GATHER_BOOL) {
                print_gathered(type, value->pointer.address, NULL, &size);
            } else {
                print_object(type, argument);
            }
    }
}

static const char *place_of(const char *base, uint64_t offset, uint8_t mode) {
    const char *place = base + offset;
    if (mode == SIDE_GATHER_POINTER) memcpy(&place, place, sizeof place);
    return place;
}

static void print_gathered_elements(
    const struct side_type *type, const char *first, uint64_t count) {
    uint64_t offset = 0;
    printf("[");
    for (uint32_t index = 0; index < count; index++) {
        uint64_t size = 0;
        print_separator(index);
        print_gathered(type, first + offset, NULL, &size);
        offset += size;
    }
    printf(" ]");
}

static void print_gathered_vla(
    const union side_type_content *content, const char *base, const char *length_base) {
    struct side_type element;
    memcpy(&element, content->gather_vla.type.length_type.address, sizeof element);
    const char *length = place_of(
        length_base, element.content.gather_integer.offset, element.content.gather_integer.mode);
    uint64_t count = (uint64_t)signed_value(&element.content.gather_integer.type, length, 0);
    memcpy(&element, content->gather_vla.type.element.address, sizeof element);
    const char *first = place_of(base, content->gather_vla.offset, content->gather_vla.mode);
    print_gathered_elements(&element, first, count);
}

static void print_gathered_struct(const union side_type_content *content, const char *base) {
    const struct side_type_struct *structure = content->gather_struct.type.address;
    const char *place =
        place_of(base, content->gather_struct.offset, content->gather_struct.mode);
    printf("{");
    for (uint32_t index = 0; index < structure->fields.length; index++) {
        struct side_event_field field;
        uint64_t size;
        memcpy(&field, at(structure->fields, index, sizeof field), sizeof field);
        printf("%s %s = ", index ? "," : "", (const char *)field.name.address);
        print_gathered(&field.type, place, place, &size);
    }
    printf(" }");
}

static void print_gathered(
    const struct side_type *type, const char *base, const char *length_base, uint64_t *size) {
    const union side_type_content *content = &type->content;
    struct side_type element;
    const char *place;
    switch (type->label) {
        case SIDE_TYPE_GATHER_BOOL:
            place = place_of(base, content->gather_bool.offset, content->gather_bool.mode);
            printf(*place ? "true" : "false");
            *size = content->gather_bool.type.size;
            break;
        case SIDE_TYPE_GATHER_INTEGER:
        case SIDE_TYPE_GATHER_POINTER:
            place = place_of(base, content->gather_integer.offset, content->gather_integer.mode);
            if (type->label == SIDE_TYPE_GATHER_POINTER) {
                print_hexadecimal((wide_t)signed_value(&content->gather_integer.type, place, 0));
            } else {
                print_integer(
                    &content->gather_integer.type, place, content->gather_integer.offset_bits);
            }
            *size = content->gather_integer.type.size;
            break;
        case SIDE_TYPE_GATHER_BYTE:
            place = place_of(base, content->gather_byte.offset, content->gather_byte.mode);
            print_hexadecimal(*(const uint8_t *)place);
            *size = 1;
            break;
        case SIDE_TYPE_GATHER_FLOAT:
            place = place_of(base, content->gather_float.offset, content->gather_float.mode);
            print_float(&content->gather_float.type, place);
            *size = content->gather_float.type.size;
            break;
        case SIDE_TYPE_GATHER_STRING:
            place = place_of(base, content->gather_string.offset, content->gather_string.mode);
            *size = print_text(place, content->gather_string.type.unit_size,
                               content->gather_string.type.byte_order);
            break;
        case SIDE_TYPE_GATHER_ENUM:
            memcpy(&element, content->enumeration.element.address, sizeof element);
            place = place_of(base, element.content.gather_integer.offset,
                             element.content.gather_integer.mode);
            print_label(&content->enumeration,
                        signed_value(&element.content.gather_integer.type, place, 0));
            break;
        case SIDE_TYPE_GATHER_ARRAY:
            memcpy(&element, content->gather_array.type.element.address, sizeof element);
            place = place_of(base, content->gather_array.offset, content->gather_array.mode);
            print_gathered_elements(&element, place, content->gather_array.type.length);
            break;
        case SIDE_TYPE_GATHER_VLA: print_gathered_vla(content, base, length_base); break;
        default:
            print_gathered_struct(content, base);
            *size = content->gather_struct.size;
    }
}

static void begin(const struct side_event_description *event) {
    printf("%s:%s ", (const char *)event->provider_name.address,
           (const char *)event->event_name.address);
}

static void print_event(
    const struct side_event_description *event, const struct side_arg_vec *arguments, void *priv,
    void *caller) {
    (void)priv;
    (void)caller;
    begin(event);
    print_fields(event->fields, (struct side_array){arguments->arguments, arguments->length});
    printf(" }\n");
}

static void print_variadic(
    const struct side_event_description *event, const struct side_arg_vec *arguments,
    const struct side_arg_dynamic_struct *more, void *priv, void *caller) {
    (void)priv;
    (void)caller;
    begin(event);
    print_fields(event->fields, (struct side_array){arguments->arguments, arguments->length});
    printf("%s variadic = ", event->fields.length ? "," : "");
    print_members(more);
    printf(" }\n");
}

static void notice(
    enum side_tracer_notification kind, struct side_event_description **events, uint32_t count,
    void *priv) {
    (void)priv;
    if (kind != SIDE_TRACER_NOTIFICATION_INSERT_EVENTS) return;
    for (uint32_t index = 0; index < count; index++) {
        if (!events[index]) continue;
        if (events[index]->flags & SIDE_EVENT_FLAG_VARIADIC) {
            side_tracer_callback_variadic_register(events[index], print_variadic, NULL, 0);
        } else {
            side_tracer_callback_register(events[index], print_event, NULL, 0);
        }
    }
}

__attribute__((constructor)) static void start(void) {
    side_tracer_event_notification_register(notice, NULL);
}
