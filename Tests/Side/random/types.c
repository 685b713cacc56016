// SPDX-License-Identifier: Apache-2.0
// Types at random.

#include "random.h"

static void make_integer(struct node *node, int widest) {
    uint16_t step = (uint16_t)below((uint32_t)widest);
    int is_signed = (int)below(2);
    node->kind = KIND_INTEGER;
    node->type.label = (uint16_t)(SIDE_TYPE_U8 + step + (is_signed ? 5 : 0));
    node->type.content.integer.size = (uint16_t)(1u << step);
    node->type.content.integer.is_signed = (uint8_t)is_signed;
    node->type.content.integer.byte_order = (uint8_t)below(2);
    node->type.content.integer.length_bits =
        below(3) ? 0 : (uint16_t)(1 + below(8u << step));
}

static void make_labels(struct node *node) {
    node->count = below(5);
    node->parts = take(sizeof *node->parts);
    make_integer(node->parts, 5);
    struct side_type_integer *integer = &node->parts->type.content.integer;
    if (node->kind == KIND_BITMAP) {
        node->parts->type.label = (uint16_t)(SIDE_TYPE_U8 + __builtin_ctz(integer->size));
        integer->is_signed = 0;
    }
    uint32_t limit = node->kind == KIND_BITMAP ? integer->size * 8u : 12;
    node->labels = take(node->count * sizeof *node->labels);
    for (uint32_t index = 0; index < node->count; index++) {
        int64_t begin = below(limit);
        int64_t end = begin + below(limit - (uint32_t)begin);
        if (node->kind == KIND_ENUMERATION && integer->is_signed) begin -= below(9);
        node->labels[index] =
            (struct side_enum_mapping){begin, end, {SIDE_PTR(random_name(NULL, 0)), 1, 0}};
    }
    struct side_enum_mappings *all = take(sizeof *all);
    all->mappings = (struct side_array){SIDE_PTR(node->labels), node->count};
    node->type.label = node->kind == KIND_BITMAP ? SIDE_TYPE_ENUM_BITMAP : SIDE_TYPE_ENUM;
    node->type.content.enumeration.mappings = PTR(all);
    node->type.content.enumeration.element = PTR(&node->parts->type);
}

static void make_scalar(struct node *node) {
    static const uint8_t units[] = {1, 2, 4};
    uint32_t step = below(4);
    switch (node->kind) {
        case KIND_BOOL:
            node->type.label = SIDE_TYPE_BOOL;
            node->type.content.boolean.size = 1;
            break;
        case KIND_BYTE: node->type.label = SIDE_TYPE_BYTE; break;
        case KIND_POINTER:
            node->type.label = SIDE_TYPE_POINTER;
            node->type.content.integer.size = 8;
            break;
        case KIND_FLOAT:
            node->type.label = (uint16_t)(SIDE_TYPE_FLOAT16 + step);
            node->type.content.real.size = (uint16_t)(2u << step);
            break;
        case KIND_STRING:
            step %= 3;
            node->type.label = (uint16_t)(SIDE_TYPE_STRING_UTF8 + step);
            node->type.content.string.unit_size = units[step];
            break;
        case KIND_GATHERED_INTEGER:
            make_integer(node, 4);
            node->kind = KIND_GATHERED_INTEGER;
            struct side_type_integer integer = node->type.content.integer;
            node->type = (struct side_type){.label = SIDE_TYPE_GATHER_INTEGER};
            node->type.content.gather_integer.type = integer;
            node->type.content.gather_integer.offset = 3;
            break;
        case KIND_GATHERED_STRING:
            node->type.label = SIDE_TYPE_GATHER_STRING;
            node->type.content.gather_string.type.unit_size = 1;
            node->type.content.gather_string.offset = 3;
            break;
        case KIND_DYNAMIC: node->type.label = SIDE_TYPE_DYNAMIC; break;
        case KIND_ENUMERATION:
        case KIND_BITMAP: make_labels(node); break;
        default: make_integer(node, 5);
    }
}

void make_fields(struct node *node, int depth) {
    node->count = below(depth ? 4 : 7);
    node->parts = take(node->count * sizeof *node->parts);
    node->fields = take(node->count * sizeof *node->fields);
    for (uint32_t index = 0; index < node->count; index++) {
        make_type(&node->parts[index], depth + 1);
        struct side_ptr name = PTR(random_name(node->fields, index));
        node->fields[index] = (struct side_event_field){name, node->parts[index].type};
    }
}

static void make_variant(struct node *node, int depth) {
    struct node *selector = take(sizeof *selector);
    do make_integer(selector, 4);
    while (selector->type.content.integer.length_bits);
    node->count = 1 + below(4);
    node->parts = take((node->count + 1) * sizeof *node->parts);
    node->options = take(node->count * sizeof *node->options);
    int64_t next = selector->type.content.integer.is_signed ? -(int64_t)below(9) : 0;
    for (uint32_t index = 0; index < node->count; index++) {
        make_type(&node->parts[index], depth + 1);
        int64_t end = next + below(3);
        node->options[index] = (struct side_variant_option){next, end, node->parts[index].type};
        next = end + 1 + below(2);
    }
    node->parts[node->count] = *selector;
    struct side_type_variant *variant = take(sizeof *variant);
    variant->options = (struct side_array){SIDE_PTR(node->options), node->count};
    variant->selector = selector->type;
    node->type.label = SIDE_TYPE_VARIANT;
    node->type.content.object = PTR(variant);
}

enum side_visitor_status visit_elements(
    const struct side_tracer_visitor_ctx *tracer, void *context);

static void make_elements(struct node *node, int depth) {
    node->parts = take(sizeof *node->parts);
    make_type(node->parts, depth + 1);
    struct side_type *length = take(sizeof *length);
    length->label = SIDE_TYPE_U32;
    length->content.integer.size = 4;
    node->count = below(4);
    if (node->kind == KIND_ARRAY) {
        struct side_type_array *array = take(sizeof *array);
        *array = (struct side_type_array){
            .element = PTR(&node->parts->type), .length = node->count};
        node->type.label = SIDE_TYPE_ARRAY;
        node->type.content.object = PTR(array);
    } else if (node->kind == KIND_VLA) {
        struct side_type_vla *vla = take(sizeof *vla);
        *vla = (struct side_type_vla){
            .element = PTR(&node->parts->type), .length_type = PTR(length)};
        node->type.label = SIDE_TYPE_VLA;
        node->type.content.object = PTR(vla);
    } else {
        struct side_type_vla_visitor *vla = take(sizeof *vla);
        *vla = (struct side_type_vla_visitor){
            .element = PTR(&node->parts->type),
            .length_type = PTR(length),
            .visitor = {visit_elements, {0}},
        };
        node->type.label = SIDE_TYPE_VLA_VISITOR;
        node->type.content.object = PTR(vla);
    }
}

void make_type(struct node *node, int depth) {
    // What nests becomes less likely with depth, and the type of many members is rare.
    node->kind = below(depth < 6 ? KIND_COUNT : KIND_SCALARS);
    if (node->kind == KIND_DYNAMIC && below(8)) node->kind = KIND_INTEGER;
    if (node->kind >= KIND_SCALARS && depth > 2 && below(2)) node->kind = below(KIND_DYNAMIC);
    switch (node->kind) {
        case KIND_STRUCTURE: {
            make_fields(node, depth);
            struct side_type_struct *structure = take(sizeof *structure);
            structure->fields = (struct side_array){SIDE_PTR(node->fields), node->count};
            node->type.label = SIDE_TYPE_STRUCT;
            node->type.content.object = PTR(structure);
            break;
        }
        case KIND_VARIANT: make_variant(node, depth); break;
        case KIND_OPTIONAL: {
            node->parts = take(sizeof *node->parts);
            make_type(node->parts, depth + 1);
            struct side_type_optional *optional = take(sizeof *optional);
            optional->element = PTR(&node->parts->type);
            node->type.label = SIDE_TYPE_OPTIONAL;
            node->type.content.object = PTR(optional);
            break;
        }
        case KIND_ARRAY:
        case KIND_VLA:
        case KIND_VISITED: make_elements(node, depth); break;
        default: make_scalar(node);
    }
}

int needs_structure(const struct node *node) {
    switch (node->kind) {
        case KIND_VARIANT:
        case KIND_OPTIONAL:
        case KIND_VLA:
        case KIND_VISITED:
        case KIND_DYNAMIC: return 1;
        default: return 0;
    }
}
