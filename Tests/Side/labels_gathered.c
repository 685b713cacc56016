// SPDX-License-Identifier: Apache-2.0
// The gather family: values that tracers fetch from structures of the program.

#include "labels.h"

struct thing {
    uint8_t flag;
    uint16_t parts;
    int32_t number;
    const int32_t *elsewhere;
    float weight;
    char name[8];
    const char *title;
    uint16_t pair[2];
    uint8_t count;
    const uint16_t *values;
};

static const int32_t elsewhere = -77;
static const uint16_t values[] = {10, 20, 30};
static const struct thing thing = {1,       0x0a53, -5,      &elsewhere, 2.5f,
                                   "inside", "behind", {7, 8}, 3,          values};

#define GATHER_INTEGER(member, bits_offset, mode_, size_, bits_, is_signed_, order_)               \
    {TYPE_GATHER_INTEGER,                                                                          \
     {.gather_integer = {                                                                          \
          offsetof(struct thing, member), bits_offset, mode_,                                      \
          {NOTHING, size_, bits_, is_signed_, order_}}}}

static const struct type element = {
    TYPE_GATHER_INTEGER, {.gather_integer = {0, 0, DIRECT, {NOTHING, 2, 0, 0, LITTLE}}}};
static const struct type text_element = {
    TYPE_GATHER_STRING, {.gather_string = {0, DIRECT, {NOTHING, 1, LITTLE}}}};
static const struct type pointer_element = {
    TYPE_GATHER_STRING, {.gather_string = {0, BY_POINTER, {NOTHING, 1, LITTLE}}}};
static const struct type length_of_thing = GATHER_INTEGER(count, 0, DIRECT, 1, 0, 0, LITTLE);
static const struct type length = {
    TYPE_GATHER_INTEGER, {.gather_integer = {0, 0, DIRECT, {NOTHING, 1, 0, 0, LITTLE}}}};

static const struct typed_field members[] = {
    {AT("flag"), {TYPE_GATHER_BOOL, {.gather_bool = {0, 0, DIRECT, {NOTHING, 1, 0, LITTLE}}}}},
    {AT("part"), GATHER_INTEGER(parts, 4, DIRECT, 2, 4, 0, LITTLE)},
    {AT("signed_part"), GATHER_INTEGER(parts, 8, DIRECT, 2, 4, 1, LITTLE)},
    {AT("swapped"), GATHER_INTEGER(parts, 0, DIRECT, 2, 0, 0, BIG)},
    {AT("number"), GATHER_INTEGER(number, 0, DIRECT, 4, 0, 1, LITTLE)},
    {AT("elsewhere"), GATHER_INTEGER(elsewhere, 0, BY_POINTER, 4, 0, 1, LITTLE)},
    {AT("byte"),
     {TYPE_GATHER_BYTE, {.gather_byte = {offsetof(struct thing, parts), DIRECT, {NOTHING}}}}},
    {AT("weight"),
     {TYPE_GATHER_FLOAT,
      {.gather_float = {offsetof(struct thing, weight), DIRECT, {NOTHING, 4, LITTLE}}}}},
    {AT("name"),
     {TYPE_GATHER_STRING,
      {.gather_string = {offsetof(struct thing, name), DIRECT, {NOTHING, 1, LITTLE}}}}},
    {AT("title"),
     {TYPE_GATHER_STRING,
      {.gather_string = {offsetof(struct thing, title), BY_POINTER, {NOTHING, 1, LITTLE}}}}},
    {AT("pair"),
     {TYPE_GATHER_ARRAY,
      {.gather_array = {offsetof(struct thing, pair), DIRECT, {AT(&element), 2, NOTHING}}}}},
    {AT("values"),
     {TYPE_GATHER_VLA,
      {.gather_vla = {
           offsetof(struct thing, values), BY_POINTER,
           {AT(&element), AT(&length_of_thing), NOTHING}}}}},
};

static void emit_fields_alone(void) {
    static const struct mapping mappings[] = {{-10, 0, UTF8("below")}};
    static const struct mappings_object labels = {ARRAY_OF(mappings), NOTHING};
    static const struct type number = GATHER_INTEGER(number, 0, DIRECT, 4, 0, 1, LITTLE);
    static const struct typed_field fields[] = {
        {AT("enum"), {TYPE_GATHER_ENUM, {.enumeration = {AT(&labels), AT(&number)}}}},
        {AT("pointer"),
         {TYPE_GATHER_POINTER,
          {.gather_integer = {0, 0, DIRECT, {NOTHING, 8, 0, 0, LITTLE}}}}},
        {AT("sequence"),
         {TYPE_GATHER_VLA, {.gather_vla = {0, DIRECT, {AT(&element), AT(&length), NOTHING}}}}},
        {AT("texts"),
         {TYPE_GATHER_ARRAY, {.gather_array = {0, DIRECT, {AT(&text_element), 2, NOTHING}}}}},
        {AT("titles"),
         {TYPE_GATHER_ARRAY, {.gather_array = {0, DIRECT, {AT(&pointer_element), 2, NOTHING}}}}},
        {AT("nowhere"),
         {TYPE_GATHER_STRING, {.gather_string = {8, BY_POINTER, {NOTHING, 1, LITTLE}}}}},
    };
    static const uint64_t pointer = 0x1234;
    static const char *const titles[] = {"first", NULL};
    static const uint8_t three = 3;
    struct arguments arguments = {.count = 0};
    struct gather_vla_argument sequence = {AT(values), AT(&three)};
    add_address(&arguments, TYPE_GATHER_INTEGER, &thing);
    add_address(&arguments, TYPE_GATHER_POINTER, &pointer);
    add(&arguments, TYPE_GATHER_VLA, &sequence, sizeof sequence);
    add_address(&arguments, TYPE_GATHER_ARRAY, "ab\0cde");
    add_address(&arguments, TYPE_GATHER_ARRAY, titles);
    add_address(&arguments, TYPE_GATHER_STRING, titles);
    EMIT_ONCE("gathered", fields, &arguments);
}

static void emit_structs_of_pointers(void) {
    static const struct struct_object object = {ARRAY_OF(members), NOTHING};
    static const struct typed_field inner_members[] = {
        {AT("number"), GATHER_INTEGER(number, 0, DIRECT, 4, 0, 1, LITTLE)}};
    static const struct struct_object inner = {ARRAY_OF(inner_members), NOTHING};
    static const struct type by_pointer = {
        TYPE_GATHER_STRUCT,
        {.gather_struct = {AT(&inner), 0, BY_POINTER, sizeof(struct thing)}}};
    static const struct typed_field fields[] = {
        {AT("thing"),
         {TYPE_GATHER_STRUCT,
          {.gather_struct = {AT(&object), 0, DIRECT, sizeof(struct thing)}}}},
        {AT("things"),
         {TYPE_GATHER_ARRAY, {.gather_array = {0, DIRECT, {AT(&by_pointer), 2, NOTHING}}}}},
    };
    static const struct thing *const things[] = {&thing, &thing};
    struct arguments arguments = {.count = 0};
    add_address(&arguments, TYPE_GATHER_STRUCT, &thing);
    add_address(&arguments, TYPE_GATHER_ARRAY, things);
    EMIT_ONCE("things", fields, &arguments);
}

void emit_gathered(void) {
    emit_structs_of_pointers();
    emit_fields_alone();
}
