// SPDX-License-Identifier: Apache-2.0
// SIDE types of fields. Sequences and arrays are gathered by the tracer from the packed values, so
// that an emission's arguments take no room for elements.

#include "event.h"

void *take(struct arena *arena, size_t size) {
    size = (size + 7) & ~(size_t)7;
    if (!arena->bytes || size > arena->size - arena->used) return NULL;
    void *taken = arena->bytes + arena->used;
    arena->used += size;
    return taken;
}

static bool is_signed(const struct plan *plan) {
    return plan->label >= LABEL_S8 && plan->label < LABEL_S8 + 4;
}

static bool is_float(const struct plan *plan) {
    return plan->label == LABEL_FLOAT32 || plan->label == LABEL_FLOAT64;
}

void fill_scalar(struct type *type, const struct plan *plan) {
    type->label = plan->label;
    if (plan->kind == KIND_STRING) {
        type->of.string.unit = 1;
    } else if (plan->label == LABEL_BOOL) {
        type->of.boolean.size = plan->size;
    } else if (is_float(plan)) {
        type->of.floating.size = plan->size;
    } else {
        type->of.integer.size = plan->size;
        type->of.integer.is_signed = is_signed(plan);
    }
}

static void fill_element(struct type *type, const struct plan *plan, bool is_bytes) {
    if (is_bytes) {
        type->label = LABEL_GATHER_BYTE;
    } else if (plan->kind == KIND_STRINGS) {
        type->label = LABEL_GATHER_STRING;
        type->of.gather_string.type.unit = 1;
    } else if (plan->label == LABEL_BOOL) {
        type->label = LABEL_GATHER_BOOL;
        type->of.gather_bool.type.size = plan->size;
    } else if (is_float(plan)) {
        type->label = LABEL_GATHER_FLOAT;
        type->of.gather_float.type.size = plan->size;
    } else {
        type->label = LABEL_GATHER_INTEGER;
        type->of.gather_integer.type.size = plan->size;
        type->of.gather_integer.type.is_signed = is_signed(plan);
    }
}

void *make_sequence(
    struct arena *arena, struct type *type, const struct plan *plan, bool is_bytes) {
    struct type *element = take(arena, sizeof *element);
    if (!element) return NULL;
    fill_element(element, plan, is_bytes);
    if (plan->kind == KIND_ARRAY) {
        type->label = LABEL_GATHER_ARRAY;
        type->of.gather_array.element.value = element;
        type->of.gather_array.length = plan->count;
        return element;
    }
    struct type *length = take(arena, sizeof *length);
    if (!length) return NULL;
    length->label = LABEL_GATHER_INTEGER;
    length->of.gather_integer.type.size = sizeof(uint32_t);
    type->label = LABEL_GATHER_VLA;
    type->of.gather_vla.element.value = element;
    type->of.gather_vla.length_type.value = length;
    return element;
}

void *make_optional(struct arena *arena, struct type *type) {
    struct optional_object *object = take(arena, sizeof *object);
    struct type *element = take(arena, sizeof *element);
    if (!object || !element) return NULL;
    *element = *type;
    *type = (struct type){.label = LABEL_OPTIONAL, .of = {.object = {object, 0}}};
    object->element.value = element;
    return object;
}
