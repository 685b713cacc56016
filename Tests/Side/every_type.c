// SPDX-License-Identifier: Apache-2.0
// Emits one event for each type of the SIDE ABI, with fixed values: `types:NAME`, whose field is
// called `value`. What a tracer should record of them stands in every_type.txt.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PLUME_REQUIRE_RUNTIME
#include "../../include/plume/side-abi.h"

enum { MAXIMUM = 96 };

struct event {
    struct side_event_state_0 state;
    struct side_event_description description;
    struct side_event_field field;
    struct side_arg argument;
    const struct side_arg_dynamic_struct *more;
    int has_field;
};

static struct event events[MAXIMUM];
static struct side_event_description *pointers[MAXIMUM];
static uint32_t count;

#define PTR(pointer) ((struct side_ptr)SIDE_PTR(pointer))
#define LIST(array)                                                                                \
    ((struct side_array){SIDE_PTR(array), (uint32_t)(sizeof(array) / sizeof *(array))})

static struct event *new_event(const char *name) {
    struct event *event = &events[count];
    event->description = (struct side_event_description){
        .struct_size = sizeof event->description,
        .state = PTR(&event->state),
        .provider_name = PTR("types"),
        .event_name = PTR(name),
        .nr_side_type_label = SIDE_TYPE_COUNT,
        .nr_side_attr_type = SIDE_ATTR_TYPE_COUNT,
        .loglevel = SIDE_LOGLEVEL_DEBUG,
    };
    event->state = (struct side_event_state_0){
        .callbacks = side_empty_callback, .description = &event->description};
    pointers[count++] = &event->description;
    return event;
}

static void add(const char *name, struct side_type type, struct side_arg argument) {
    struct event *event = new_event(name);
    event->field = (struct side_event_field){PTR("value"), type};
    event->description.fields = (struct side_array){SIDE_PTR(&event->field), 1};
    event->argument = argument;
    event->has_field = 1;
}

static struct side_type integer(uint16_t label, uint16_t size, int is_signed, int big, int bits) {
    struct side_type type = {.label = label};
    type.content.integer.size = size;
    type.content.integer.length_bits = (uint16_t)bits;
    type.content.integer.is_signed = (uint8_t)is_signed;
    type.content.integer.byte_order = (uint8_t)big;
    return type;
}

static struct side_arg raw(uint16_t label, const void *bytes, size_t size) {
    struct side_arg argument = {.label = label};
    memcpy(&argument.content, bytes, size);
    return argument;
}

static struct side_arg pointing(uint16_t label, const void *target) {
    struct side_ptr pointer = SIDE_PTR(target);
    return raw(label, &pointer, sizeof pointer);
}

static struct side_type object(uint16_t label, const void *target) {
    struct side_type type = {.label = label};
    type.content.object = PTR(target);
    return type;
}

static void swap(void *bytes, size_t size) {
    unsigned char *first = bytes;
    for (size_t index = 0; index < size / 2; index++) {
        unsigned char byte = first[index];
        first[index] = first[size - 1 - index];
        first[size - 1 - index] = byte;
    }
}

static void add_integers(void) {
    static const char *const names[] = {"u8",  "u16", "u32", "u64", "u128",
                                        "s8",  "s16", "s32", "s64", "s128"};
    static char partial[10][16], swapped[10][16], both[10][16];
    for (uint16_t index = 0; index < 10; index++) {
        uint16_t label = SIDE_TYPE_U8 + index;
        uint16_t size = (uint16_t)(1u << index % 5);
        int is_signed = index >= 5;
        unsigned char bytes[16];
        // -3, which is the greatest but two without a sign.
        memset(bytes, 0xFF, sizeof bytes);
        bytes[0] = 0xFD;
        add(names[index], integer(label, size, is_signed, SIDE_BYTE_ORDER_LE, 0),
            raw(label, bytes, size));
        snprintf(partial[index], 16, "%s_5bits", names[index]);
        // What stands above the 5 bits does not count.
        bytes[0] = 0x55;
        add(partial[index], integer(label, size, is_signed, SIDE_BYTE_ORDER_LE, 5),
            raw(label, bytes, size));
        memset(bytes, 0, sizeof bytes);
        bytes[0] = 0x12;
        if (size > 1) bytes[1] = 0x34;
        swap(bytes, size);
        snprintf(swapped[index], 16, "%s_be", names[index]);
        add(swapped[index], integer(label, size, is_signed, SIDE_BYTE_ORDER_BE, 0),
            raw(label, bytes, size));
        snprintf(both[index], 16, "%s_be_4bits", names[index]);
        add(both[index], integer(label, size, is_signed, SIDE_BYTE_ORDER_BE, 4),
            raw(label, bytes, size));
    }
}

static void add_scalars(void) {
    struct side_type null = {.label = SIDE_TYPE_NULL};
    add("null", null, (struct side_arg){.label = SIDE_TYPE_NULL});
    struct side_type boolean = {.label = SIDE_TYPE_BOOL};
    boolean.content.boolean.size = 4;
    add("bool", boolean, raw(SIDE_TYPE_BOOL, &(uint32_t){0x100}, 4));
    boolean.content.boolean.length_bits = 8;
    add("bool_false", boolean, raw(SIDE_TYPE_BOOL, &(uint32_t){0x100}, 4));
    struct side_type byte = {.label = SIDE_TYPE_BYTE};
    add("byte", byte, raw(SIDE_TYPE_BYTE, &(uint8_t){0xAB}, 1));
    add("pointer", integer(SIDE_TYPE_POINTER, 8, 0, 0, 0),
        raw(SIDE_TYPE_POINTER, &(uint64_t){0x123456789AB}, 8));
    struct side_type real = {.label = SIDE_TYPE_FLOAT16};
    real.content.real.size = 2;
    add("float16", real, raw(SIDE_TYPE_FLOAT16, &(uint16_t){0xC100}, 2));
    real.label = SIDE_TYPE_FLOAT32;
    real.content.real.size = 4;
    float narrow = 1.25f;
    add("float32", real, raw(SIDE_TYPE_FLOAT32, &narrow, 4));
    real.label = SIDE_TYPE_FLOAT64;
    real.content.real.size = 8;
    double wide = -1e100;
    add("float64", real, raw(SIDE_TYPE_FLOAT64, &wide, 8));
    swap(&wide, 8);
    real.content.real.byte_order = SIDE_BYTE_ORDER_BE;
    add("float64_be", real, raw(SIDE_TYPE_FLOAT64, &wide, 8));
    real.label = SIDE_TYPE_FLOAT128;
    real.content.real.size = 16;
    real.content.real.byte_order = SIDE_BYTE_ORDER_LE;
    // 2.5: exponent 16384, fraction 0.01.
    uint64_t widest[2] = {0, 0x4000400000000000};
    add("float128", real, raw(SIDE_TYPE_FLOAT128, widest, 16));
}

static void add_strings(void) {
    struct side_type type = {.label = SIDE_TYPE_STRING_UTF8};
    type.content.string.unit_size = 1;
    add("utf8", type, pointing(SIDE_TYPE_STRING_UTF8, "gr\xC3\xBCn"));
    add("utf8_null", type, pointing(SIDE_TYPE_STRING_UTF8, NULL));
    static uint16_t text16[] = {'g', 'r', 0xFC, 'n', 0xD83D, 0xDE00, 0};
    static uint32_t text32[] = {'g', 'r', 0xFC, 'n', 0x1F600, 0};
    static uint16_t swapped16[7];
    static uint32_t swapped32[6];
    for (size_t index = 0; index < 7; index++)
        swapped16[index] = (uint16_t)(text16[index] >> 8 | text16[index] << 8);
    for (size_t index = 0; index < 6; index++) swapped32[index] = __builtin_bswap32(text32[index]);
    type.label = SIDE_TYPE_STRING_UTF16;
    type.content.string.unit_size = 2;
    add("utf16", type, pointing(SIDE_TYPE_STRING_UTF16, text16));
    type.content.string.byte_order = SIDE_BYTE_ORDER_BE;
    add("utf16_be", type, pointing(SIDE_TYPE_STRING_UTF16, swapped16));
    type.label = SIDE_TYPE_STRING_UTF32;
    type.content.string.unit_size = 4;
    add("utf32_be", type, pointing(SIDE_TYPE_STRING_UTF32, swapped32));
    type.content.string.byte_order = SIDE_BYTE_ORDER_LE;
    add("utf32", type, pointing(SIDE_TYPE_STRING_UTF32, text32));
}

// The elements of the arrays below: 1, 2, 3, as arguments.
static struct side_arg numbers[3];
static struct side_arg_vec number_vector;
static struct side_type u16_type, u32_type, text_type;

static enum side_visitor_status visit_numbers(
    const struct side_tracer_visitor_ctx *tracer, void *context) {
    for (int index = 0; index < *(int *)context; index++)
        if (tracer->write_elem(tracer, &numbers[index]) != SIDE_VISITOR_STATUS_OK)
            return SIDE_VISITOR_STATUS_ERROR;
    return SIDE_VISITOR_STATUS_OK;
}

static void add_compounds(void) {
    u16_type = integer(SIDE_TYPE_U16, 2, 0, 0, 0);
    u32_type = integer(SIDE_TYPE_U32, 4, 0, 0, 0);
    text_type.label = SIDE_TYPE_STRING_UTF8;
    text_type.content.string.unit_size = 1;
    for (uint16_t index = 0; index < 3; index++)
        numbers[index] = raw(SIDE_TYPE_U16, &(uint16_t){(uint16_t)(index + 1)}, 2);
    number_vector = (struct side_arg_vec){SIDE_PTR(numbers), 3};

    static struct side_type_array array;
    array = (struct side_type_array){.element = PTR(&u16_type), .length = 3};
    add("array", object(SIDE_TYPE_ARRAY, &array), pointing(SIDE_TYPE_ARRAY, &number_vector));
    static struct side_type_vla vla;
    vla = (struct side_type_vla){.element = PTR(&u16_type), .length_type = PTR(&u32_type)};
    add("vla", object(SIDE_TYPE_VLA, &vla), pointing(SIDE_TYPE_VLA, &number_vector));
    static struct side_arg_vec empty;
    add("vla_empty", object(SIDE_TYPE_VLA, &vla), pointing(SIDE_TYPE_VLA, &empty));

    static struct side_arg texts[2];
    static struct side_arg_vec text_vector;
    texts[0] = pointing(SIDE_TYPE_STRING_UTF8, "one");
    texts[1] = pointing(SIDE_TYPE_STRING_UTF8, "");
    text_vector = (struct side_arg_vec){SIDE_PTR(texts), 2};
    static struct side_type_vla text_vla;
    text_vla = (struct side_type_vla){.element = PTR(&text_type), .length_type = PTR(&u32_type)};
    add("vla_of_strings", object(SIDE_TYPE_VLA, &text_vla),
        pointing(SIDE_TYPE_VLA, &text_vector));

    // Arrays of arrays.
    static struct side_type inner_type;
    inner_type = object(SIDE_TYPE_VLA, &vla);
    static struct side_type_array outer;
    outer = (struct side_type_array){.element = PTR(&inner_type), .length = 2};
    static struct side_arg inner[2];
    static struct side_arg_vec inner_vector;
    inner[0] = pointing(SIDE_TYPE_VLA, &number_vector);
    inner[1] = pointing(SIDE_TYPE_VLA, &empty);
    inner_vector = (struct side_arg_vec){SIDE_PTR(inner), 2};
    add("array_of_vlas", object(SIDE_TYPE_ARRAY, &outer),
        pointing(SIDE_TYPE_ARRAY, &inner_vector));

}

static void add_other_arrays(void) {
    static struct side_type byte_type = {.label = SIDE_TYPE_BYTE};
    static struct side_arg bytes[2];
    static struct side_arg_vec byte_vector;
    bytes[0] = raw(SIDE_TYPE_BYTE, &(uint8_t){0xDE}, 1);
    bytes[1] = raw(SIDE_TYPE_BYTE, &(uint8_t){0xAD}, 1);
    byte_vector = (struct side_arg_vec){SIDE_PTR(bytes), 2};
    static struct side_type_vla byte_vla;
    byte_vla = (struct side_type_vla){.element = PTR(&byte_type), .length_type = PTR(&u32_type)};
    add("vla_of_bytes", object(SIDE_TYPE_VLA, &byte_vla), pointing(SIDE_TYPE_VLA, &byte_vector));

    static struct side_type_vla_visitor visited;
    static int how_many = 3;
    visited = (struct side_type_vla_visitor){
        .element = PTR(&u16_type), .length_type = PTR(&u32_type), .visitor = {visit_numbers, {0}}};
    static struct side_arg_vla_visitor visit;
    visit = (struct side_arg_vla_visitor){.context = PTR(&how_many)};
    add("vla_visitor", object(SIDE_TYPE_VLA_VISITOR, &visited),
        pointing(SIDE_TYPE_VLA_VISITOR, &visit));

}

static void add_structures(void) {
    static struct side_event_field members[2];
    members[0] = (struct side_event_field){PTR("number"), u16_type};
    members[1] = (struct side_event_field){PTR("text"), text_type};
    static struct side_type_struct structure;
    structure = (struct side_type_struct){.fields = LIST(members)};
    static struct side_arg parts[2];
    static struct side_arg_vec part_vector;
    parts[0] = numbers[1];
    parts[1] = pointing(SIDE_TYPE_STRING_UTF8, "two");
    part_vector = (struct side_arg_vec){SIDE_PTR(parts), 2};
    add("struct", object(SIDE_TYPE_STRUCT, &structure), pointing(SIDE_TYPE_STRUCT, &part_vector));

    static struct side_type_optional optional;
    optional = (struct side_type_optional){.element = PTR(&u16_type)};
    static struct side_arg_optional present, absent;
    present = (struct side_arg_optional){numbers[2], 1};
    absent = (struct side_arg_optional){numbers[2], 0};
    add("optional", object(SIDE_TYPE_OPTIONAL, &optional),
        pointing(SIDE_TYPE_OPTIONAL, &present));
    add("optional_absent", object(SIDE_TYPE_OPTIONAL, &optional),
        pointing(SIDE_TYPE_OPTIONAL, &absent));

}

static void add_variants(void) {
    static struct side_variant_option options[2];
    options[0] = (struct side_variant_option){-5, -1, text_type};
    options[1] = (struct side_variant_option){0, 100, u16_type};
    static struct side_type_variant variant;
    variant = (struct side_type_variant){
        .options = LIST(options), .selector = integer(SIDE_TYPE_S8, 1, 1, 0, 0)};
    static struct side_arg_variant first, second;
    first.selector = raw(SIDE_TYPE_S8, &(int8_t){-3}, 1);
    first.option = pointing(SIDE_TYPE_STRING_UTF8, "below");
    second.selector = raw(SIDE_TYPE_S8, &(int8_t){7}, 1);
    second.option = numbers[0];
    add("variant_text", object(SIDE_TYPE_VARIANT, &variant), pointing(SIDE_TYPE_VARIANT, &first));
    add("variant_number", object(SIDE_TYPE_VARIANT, &variant),
        pointing(SIDE_TYPE_VARIANT, &second));
}

static void add_enumerations(void) {
    static struct side_enum_mapping mappings[2];
    mappings[0] = (struct side_enum_mapping){1, 1, {SIDE_PTR("one"), 1, 0}};
    mappings[1] = (struct side_enum_mapping){2, 9, {SIDE_PTR("more"), 1, 0}};
    static struct side_enum_mappings names;
    names = (struct side_enum_mappings){.mappings = LIST(mappings)};
    struct side_type type = {.label = SIDE_TYPE_ENUM};
    type.content.enumeration.mappings = PTR(&names);
    type.content.enumeration.element = PTR(&u16_type);
    add("enum", type, numbers[2]);
    static struct side_enum_bitmap_mapping bits[2];
    bits[0] = (struct side_enum_bitmap_mapping){0, 0, {SIDE_PTR("low"), 1, 0}};
    bits[1] = (struct side_enum_bitmap_mapping){1, 3, {SIDE_PTR("high"), 1, 0}};
    static struct side_enum_mappings flags;
    flags = (struct side_enum_mappings){.mappings = LIST(bits)};
    type.label = SIDE_TYPE_ENUM_BITMAP;
    type.content.enumeration.mappings = PTR(&flags);
    add("bitmap", type, numbers[2]);
}

struct gathered {
    uint32_t length;
    int16_t number;
    uint32_t bits;
    double real;
    char text[8];
    const char *pointed;
    uint8_t byte;
    bool truth;
    uint16_t elements[3];
    const uint16_t *list;
    const void *address;
};

static void gather(const char *name, struct side_type type, const void *base) {
    add(name, type, pointing(type.label, base));
}

static void add_gathered_arrays(
    const struct gathered *base, struct side_type number, struct side_type text) {
    static struct side_type element, number_type;
    struct side_type type;
    number_type = number;
    element = (struct side_type){.label = SIDE_TYPE_GATHER_INTEGER};
    element.content.gather_integer.type = integer(0, 2, 0, 0, 0).content.integer;
    type = (struct side_type){.label = SIDE_TYPE_GATHER_ARRAY};
    type.content.gather_array.offset = offsetof(struct gathered, elements);
    type.content.gather_array.type.element = PTR(&element);
    type.content.gather_array.type.length = 3;
    gather("gather_array", type, base);
    static struct side_type length;
    length = (struct side_type){.label = SIDE_TYPE_GATHER_INTEGER};
    length.content.gather_integer.offset = offsetof(struct gathered, length);
    length.content.gather_integer.type = integer(0, 4, 0, 0, 0).content.integer;
    type = (struct side_type){.label = SIDE_TYPE_GATHER_VLA};
    type.content.gather_vla.offset = offsetof(struct gathered, list);
    type.content.gather_vla.mode = SIDE_GATHER_POINTER;
    type.content.gather_vla.type.element = PTR(&element);
    type.content.gather_vla.type.length_type = PTR(&length);
    struct side_arg argument = {.label = SIDE_TYPE_GATHER_VLA};
    argument.content.fixed.gather_vla =
        (struct side_arg_gather_vla){SIDE_PTR(base), SIDE_PTR(base)};
    add("gather_vla", type, argument);

    static struct side_event_field fields[3];
    fields[0] = (struct side_event_field){PTR("number"), number_type};
    fields[1] = (struct side_event_field){PTR("pointed"), text};
    fields[2] = (struct side_event_field){PTR("list"), type};
    static struct side_type_struct structure;
    structure = (struct side_type_struct){.fields = LIST(fields)};
    type = (struct side_type){.label = SIDE_TYPE_GATHER_STRUCT};
    type.content.gather_struct.type = PTR(&structure);
    type.content.gather_struct.size = sizeof *base;
    gather("gather_struct", type, base);

    static struct side_enum_mapping mapping;
    mapping = (struct side_enum_mapping){-50, -40, {SIDE_PTR("cold"), 1, 0}};
    static struct side_enum_mappings names;
    names = (struct side_enum_mappings){.mappings = {SIDE_PTR(&mapping), 1}};
    type = (struct side_type){.label = SIDE_TYPE_GATHER_ENUM};
    type.content.enumeration.mappings = PTR(&names);
    type.content.enumeration.element = PTR(&number_type);
    add("gather_enum", type, pointing(SIDE_TYPE_GATHER_INTEGER, base));
}

static void add_gathered(void) {
    static const uint16_t list[] = {7, 8, 9};
    static struct gathered memory;
    memory = (struct gathered){3, -44, 0xABCD, 0.5, "inside", "behind", 0xEE, true, {4, 5, 6},
                               list, (const void *)0x1234};
    struct side_type type = {.label = SIDE_TYPE_GATHER_INTEGER};
    type.content.gather_integer.offset = offsetof(struct gathered, number);
    type.content.gather_integer.type = integer(0, 2, 1, 0, 0).content.integer;
    gather("gather_integer", type, &memory);
    static struct side_type number_type;
    number_type = type;
    type.content.gather_integer.offset = offsetof(struct gathered, bits);
    type.content.gather_integer.offset_bits = 4;
    type.content.gather_integer.type = integer(0, 4, 0, 0, 8).content.integer;
    gather("gather_bits", type, &memory);
    type = (struct side_type){.label = SIDE_TYPE_GATHER_POINTER};
    type.content.gather_integer.offset = offsetof(struct gathered, address);
    type.content.gather_integer.type = integer(0, 8, 0, 0, 0).content.integer;
    gather("gather_pointer", type, &memory);
    type = (struct side_type){.label = SIDE_TYPE_GATHER_BOOL};
    type.content.gather_bool.offset = offsetof(struct gathered, truth);
    type.content.gather_bool.type.size = 1;
    gather("gather_bool", type, &memory);
    type = (struct side_type){.label = SIDE_TYPE_GATHER_BYTE};
    type.content.gather_byte.offset = offsetof(struct gathered, byte);
    gather("gather_byte", type, &memory);
    type = (struct side_type){.label = SIDE_TYPE_GATHER_FLOAT};
    type.content.gather_float.offset = offsetof(struct gathered, real);
    type.content.gather_float.type.size = 8;
    gather("gather_float", type, &memory);
    type = (struct side_type){.label = SIDE_TYPE_GATHER_STRING};
    type.content.gather_string.offset = offsetof(struct gathered, text);
    type.content.gather_string.type.unit_size = 1;
    gather("gather_string", type, &memory);
    type.content.gather_string.offset = offsetof(struct gathered, pointed);
    type.content.gather_string.mode = SIDE_GATHER_POINTER;
    gather("gather_string_pointer", type, &memory);
    static struct side_type text;
    text = type;

    add_gathered_arrays(&memory, number_type, text);
}

static struct side_arg dynamic_integer(uint16_t size, int is_signed, int64_t value) {
    struct side_arg argument = {.label = SIDE_TYPE_DYNAMIC_INTEGER};
    argument.content.dynamic.integer.size = size;
    argument.content.dynamic.integer.is_signed = (uint8_t)is_signed;
    argument.content.dynamic.integer.value.s64 = value;
    return argument;
}

static struct side_arg dynamic_text(const char *text) {
    struct side_arg argument = {.label = SIDE_TYPE_DYNAMIC_STRING};
    argument.content.dynamic.string.unit_size = 1;
    argument.content.dynamic.string.units = (uintptr_t)text;
    return argument;
}

static struct side_arg dynamic_pointing(uint16_t label, const void *target) {
    struct side_arg argument = {.label = label};
    argument.content.dynamic.pointer = PTR(target);
    return argument;
}

static struct side_arg_dynamic_field dynamic_fields[2];

static enum side_visitor_status visit_fields(
    const struct side_tracer_dynamic_struct_visitor_ctx *tracer, void *context) {
    (void)context;
    for (int index = 0; index < 2; index++) tracer->write_field(tracer, &dynamic_fields[index]);
    return SIDE_VISITOR_STATUS_OK;
}

static enum side_visitor_status visit_dynamic(
    const struct side_tracer_visitor_ctx *tracer, void *context) {
    (void)context;
    for (int index = 0; index < 2; index++)
        tracer->write_elem(tracer, &dynamic_fields[index].value);
    return SIDE_VISITOR_STATUS_OK;
}

static void add_dynamic(void) {
    struct side_type type = {.label = SIDE_TYPE_DYNAMIC};
    add("dynamic_null", type, (struct side_arg){.label = SIDE_TYPE_DYNAMIC_NULL});
    struct side_arg argument = {.label = SIDE_TYPE_DYNAMIC_BOOL};
    argument.content.dynamic.boolean.size = 1;
    argument.content.dynamic.boolean.value.bool8 = 1;
    add("dynamic_bool", type, argument);
    add("dynamic_s16", type, dynamic_integer(2, 1, -5));
    add("dynamic_u32", type, dynamic_integer(4, 0, 0xFFFFFFFF));
    argument = (struct side_arg){.label = SIDE_TYPE_DYNAMIC_BYTE};
    argument.content.dynamic.byte.value = 0x7F;
    add("dynamic_byte", type, argument);
    argument = dynamic_integer(8, 0, 0xBEEF);
    argument.label = SIDE_TYPE_DYNAMIC_POINTER;
    add("dynamic_pointer", type, argument);
    argument = (struct side_arg){.label = SIDE_TYPE_DYNAMIC_FLOAT};
    argument.content.dynamic.real.size = 4;
    argument.content.dynamic.real.value.float32 = 0.75f;
    add("dynamic_float", type, argument);
    add("dynamic_string", type, dynamic_text("dyn"));

    dynamic_fields[0] = (struct side_arg_dynamic_field){PTR("a"), dynamic_integer(1, 0, 1)};
    dynamic_fields[1] = (struct side_arg_dynamic_field){PTR("b"), dynamic_text("two")};
    static struct side_arg_dynamic_struct structure;
    structure = (struct side_arg_dynamic_struct){.fields = PTR(dynamic_fields), .length = 2};
    add("dynamic_struct", type, dynamic_pointing(SIDE_TYPE_DYNAMIC_STRUCT, &structure));
    static struct side_arg elements[2];
    elements[0] = dynamic_integer(8, 1, -1);
    elements[1] = dynamic_pointing(SIDE_TYPE_DYNAMIC_STRUCT, &structure);
    static struct side_arg_dynamic_vla vla;
    vla = (struct side_arg_dynamic_vla){.elements = PTR(elements), .length = 2};
    add("dynamic_vla", type, dynamic_pointing(SIDE_TYPE_DYNAMIC_VLA, &vla));
    static struct side_arg_dynamic_struct_visitor fields;
    fields = (struct side_arg_dynamic_struct_visitor){.visitor = {visit_fields, {0}}};
    add("dynamic_struct_visitor", type,
        dynamic_pointing(SIDE_TYPE_DYNAMIC_STRUCT_VISITOR, &fields));
    static struct side_arg_dynamic_vla_visitor visited;
    visited = (struct side_arg_dynamic_vla_visitor){.visitor = {visit_dynamic, {0}}};
    add("dynamic_vla_visitor", type, dynamic_pointing(SIDE_TYPE_DYNAMIC_VLA_VISITOR, &visited));

    struct event *event = new_event("variadic");
    event->description.flags = SIDE_EVENT_FLAG_VARIADIC;
    event->more = &structure;
}

static void emit(const struct event *event) {
    if (__atomic_load_n(&event->state.enabled, __ATOMIC_RELAXED) == 0) return;
    struct side_arg_vec vector = {SIDE_PTR(&event->argument), event->has_field ? 1 : 0};
    if (event->more) {
        side_call_variadic(&event->state, &vector, event->more);
    } else {
        side_call(&event->state, &vector);
    }
}

int main(int argc, char **argv) {
    add_integers();
    add_scalars();
    add_strings();
    add_compounds();
    add_other_arrays();
    add_structures();
    add_variants();
    add_enumerations();
    add_gathered();
    add_dynamic();
    struct side_events_register_handle *handle = side_events_register(pointers, count);
    if (!handle) return 1;
    // With an argument, each event is emitted with the argument of the next too: a wrong one.
    for (uint32_t index = 0; index < count; index++) {
        emit(&events[index]);
        if (argc > 1 && index + 1 < count) {
            struct event wrong = events[index];
            wrong.argument.label ^= 0x40;
            emit(&wrong);
        }
    }
    printf("%u\n", count);
    side_events_unregister(handle);
    (void)argv;
    return 0;
}
