// SPDX-License-Identifier: Apache-2.0
// Values at random that bring their type along.

#include "random.h"

static struct side_arg make_integer(void) {
    struct side_arg argument = {.label = SIDE_TYPE_DYNAMIC_INTEGER};
    uint16_t size = (uint16_t)(1u << below(4));
    uint64_t bits = random_number();
    if (size < 8) bits &= (1ul << (8 * size)) - 1;
    argument.content.dynamic.integer.size = size;
    argument.content.dynamic.integer.value.u64 = bits;
    printf("{\"t\":\"int\",\"size\":8,\"v\":\"%lu\"}", bits);
    return argument;
}

static struct side_arg make_text(void) {
    struct side_arg argument = {.label = SIDE_TYPE_DYNAMIC_STRING};
    char *text = random_text();
    argument.content.dynamic.string.unit_size = 1;
    argument.content.dynamic.string.units = (uintptr_t)text;
    printf("{\"t\":\"text\",\"v\":");
    print_quoted(text);
    putchar('}');
    return argument;
}

static struct side_arg make_structure(int depth) {
    struct side_arg argument = {.label = SIDE_TYPE_DYNAMIC_STRUCT};
    uint32_t count = below(3);
    struct side_arg_dynamic_field *fields = take(count * sizeof *fields);
    struct side_arg_dynamic_struct *structure = take(sizeof *structure);
    printf("{\"t\":\"object\",\"v\":[[\"value\",{\"t\":\"list\",\"v\":[");
    for (uint32_t index = 0; index < count; index++) {
        char *name = random_text();
        printf("%s{\"t\":\"object\",\"v\":[[\"name\",{\"t\":\"text\",\"v\":", index ? "," : "");
        print_quoted(name);
        printf("}],[\"value\",");
        fields[index] = (struct side_arg_dynamic_field){PTR(name), make_dynamic(depth + 1)};
        printf("]]}");
    }
    printf("]}]]}");
    *structure = (struct side_arg_dynamic_struct){.fields = PTR(fields), .length = count};
    argument.content.dynamic.pointer = PTR(structure);
    return argument;
}

static struct side_arg make_array(int depth) {
    struct side_arg argument = {.label = SIDE_TYPE_DYNAMIC_VLA};
    uint32_t count = below(3);
    struct side_arg *elements = take(count * sizeof *elements);
    struct side_arg_dynamic_vla *vla = take(sizeof *vla);
    printf("{\"t\":\"object\",\"v\":[[\"value\",{\"t\":\"list\",\"v\":[");
    for (uint32_t index = 0; index < count; index++) {
        printf("%s{\"t\":\"object\",\"v\":[[\"value\",", index ? "," : "");
        elements[index] = make_dynamic(depth + 1);
        printf("]]}");
    }
    printf("]}]]}");
    *vla = (struct side_arg_dynamic_vla){.elements = PTR(elements), .length = count};
    argument.content.dynamic.pointer = PTR(vla);
    return argument;
}

struct side_arg make_dynamic(int depth) {
    struct side_arg argument = {.label = SIDE_TYPE_DYNAMIC_NULL};
    uint64_t bits = random_number();
    switch (below(depth < 2 ? 7 : 5)) {
        case 0: printf("{\"t\":\"object\",\"v\":[]}"); return argument;
        case 1:
            argument.label = SIDE_TYPE_DYNAMIC_BYTE;
            argument.content.dynamic.byte.value = (uint8_t)bits;
            printf("{\"t\":\"int\",\"size\":1,\"v\":\"%u\"}", (uint8_t)bits);
            return argument;
        case 2:
            argument.label = SIDE_TYPE_DYNAMIC_FLOAT;
            argument.content.dynamic.real.size = 8;
            memcpy(&argument.content.dynamic.real.value, &bits, sizeof bits);
            printf("{\"t\":\"float\",\"size\":8,\"hex\":\"%016lx\"}", bits);
            return argument;
        case 3: return make_integer();
        case 4: return make_text();
        case 5: return make_structure(depth);
        default: return make_array(depth);
    }
}
