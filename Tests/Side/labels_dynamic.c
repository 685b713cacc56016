// SPDX-License-Identifier: Apache-2.0
// Arguments that bring their types, as fields and beyond the fields of variadic events.

#include "labels.h"

static const struct attribute unit[] = {{UTF8("unit"), 16, {.string = UTF8("ms")}}};

static struct argument integer(uint16_t label, const void *value, struct integer_type type) {
    struct argument argument = {label, 0, {0}};
    struct dynamic_integer integer = {type, {0}};
    memcpy(integer.value, value, type.size);
    memcpy(argument.value, &integer, sizeof integer);
    return argument;
}

static struct argument u8(uint8_t value) {
    return integer(
        TYPE_DYNAMIC_INTEGER, &value, (struct integer_type){NOTHING, 1, 0, 0, LITTLE});
}

static struct argument text(const void *value, uint8_t size) {
    struct argument argument = {TYPE_DYNAMIC_STRING, 0, {0}};
    struct dynamic_string string = {{NOTHING, size, LITTLE}, (uintptr_t)value};
    memcpy(argument.value, &string, sizeof string);
    return argument;
}

static int visit_elements(const struct element_context *context, void *application) {
    struct argument first = u8(*(uint8_t *)application), second = text("two", 1);
    return context->write(context, &first) || context->write(context, &second) ? -1 : 0;
}

static int visit_fields(const struct field_context *context, void *application) {
    struct dynamic_field field = {AT("seen"), u8(*(uint8_t *)application)};
    return context->write(context, &field);
}

static void add_scalars(struct arguments *arguments) {
    struct dynamic_bool boolean = {{NOTHING, 1, 0, LITTLE}, {1}};
    struct dynamic_byte byte = {{NOTHING}, 0x7f};
    struct dynamic_float number = {{NOTHING, 8, LITTLE}, {0}};
    struct null_type none = {ARRAY_OF(unit)};
    memcpy(number.value, &(double){0.5}, 8);
    add(arguments, TYPE_DYNAMIC_NULL, &none, sizeof none);
    add(arguments, TYPE_DYNAMIC_BOOL, &boolean, sizeof boolean);
    arguments->first[arguments->count++] = integer(
        TYPE_DYNAMIC_INTEGER, "\xff\xfe",
        (struct integer_type){ARRAY_OF(unit), 2, 0, 1, BIG});
    add(arguments, TYPE_DYNAMIC_BYTE, &byte, sizeof byte);
    arguments->first[arguments->count++] = integer(
        TYPE_DYNAMIC_POINTER, &(uint64_t){0x1000},
        (struct integer_type){NOTHING, 8, 0, 0, LITTLE});
    add(arguments, TYPE_DYNAMIC_FLOAT, &number, sizeof number);
    arguments->first[arguments->count++] = text("text", 1);
    arguments->first[arguments->count++] = text(U"w\u00efde", 4);
}

void emit_dynamic(void) {
    static const char *const names[] = {
        "none", "bool",  "integer", "byte",   "pointer", "float",
        "text", "wide", "struct",  "fields", "vla",     "elements"};
    enum { COUNT = sizeof names / sizeof *names };
    struct typed_field fields[COUNT];
    struct arguments arguments = {.count = 0};
    uint8_t nine = 9;
    struct argument two[] = {u8(1), text("mixed", 1)};
    struct dynamic_field inner[] = {{AT("a"), u8(1)}, {AT("b"), text("b", 1)}};
    struct dynamic_struct structure = {ARRAY_OF(inner), ARRAY_OF(unit)};
    struct dynamic_struct vla = {ARRAY_OF(two), NOTHING};
    struct dynamic_visitor of_fields = {AT(visit_fields), AT(&nine), {NULL, 0}, NOTHING};
    struct dynamic_visitor of_elements = {AT(visit_elements), AT(&nine), {NULL, 0}, NOTHING};
    memset(fields, 0, sizeof fields);
    for (int i = 0; i < COUNT; i++) {
        fields[i].name.value = names[i];
        fields[i].type.label = TYPE_DYNAMIC;
    }
    add_scalars(&arguments);
    add_address(&arguments, TYPE_DYNAMIC_STRUCT, &structure);
    add_address(&arguments, TYPE_DYNAMIC_STRUCT_VISITOR, &of_fields);
    add_address(&arguments, TYPE_DYNAMIC_VLA, &vla);
    add_address(&arguments, TYPE_DYNAMIC_VLA_VISITOR, &of_elements);
    EMIT_ONCE("dynamic", fields, &arguments);

    static const struct typed_field fixed[] = {{AT("x"), INTEGER(TYPE_U8, 1, 0, 0, LITTLE)}};
    struct array all = ARRAY_OF(fixed);
    struct arguments one = {.count = 0};
    struct dynamic_struct none = {{AT(inner), 0}, NOTHING};
    add(&one, TYPE_U8, "\6", 1);
    emit_once("variadic", &all, NULL, &one, &structure);
    emit_once("empty", &all, NULL, &one, &none);
}
