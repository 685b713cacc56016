// SPDX-License-Identifier: Apache-2.0
// Registers three events that cannot be recorded, each for another reason, and one that can, and
// emits all of them.

#include <string.h>

#define PLUME_REQUIRE_RUNTIME
#include "../../include/plume/side-abi.h"

struct event {
    struct side_event_state_0 state;
    struct side_event_description description;
    struct side_event_field field;
};

static struct event events[4];
static struct side_event_description *pointers[4];

#define PTR(pointer) ((struct side_ptr)SIDE_PTR(pointer))

static void add(int index, const char *name, struct side_type type) {
    struct event *event = &events[index];
    event->field = (struct side_event_field){PTR("value"), type};
    event->description = (struct side_event_description){
        .struct_size = sizeof event->description,
        .state = PTR(&event->state),
        .provider_name = PTR("wrong"),
        .event_name = PTR(name),
        .fields = {SIDE_PTR(&event->field), 1},
        .nr_side_type_label = SIDE_TYPE_COUNT,
        .nr_side_attr_type = SIDE_ATTR_TYPE_COUNT,
        .loglevel = SIDE_LOGLEVEL_INFO,
    };
    event->state = (struct side_event_state_0){
        .callbacks = side_empty_callback, .description = &event->description};
    pointers[index] = &event->description;
}

static struct side_type integer(uint16_t bits) {
    struct side_type type = {.label = SIDE_TYPE_U32};
    type.content.integer.size = 4;
    type.content.integer.length_bits = bits;
    return type;
}

int main(void) {
    add(0, "bits", integer(33));
    add(1, "label", (struct side_type){.label = 99});
    static struct side_variant_option options[2];
    options[0] = (struct side_variant_option){0, 9, integer(0)};
    options[1] = (struct side_variant_option){5, 12, integer(0)};
    static struct side_type_variant variant;
    variant = (struct side_type_variant){
        .options = {SIDE_PTR(options), 2}, .selector = integer(0)};
    struct side_type type = {.label = SIDE_TYPE_VARIANT};
    type.content.object = PTR(&variant);
    add(2, "overlap", type);
    add(3, "fine", integer(0));
    if (!side_events_register(pointers, 4)) return 1;
    struct side_arg argument = {.label = SIDE_TYPE_U32};
    struct side_arg_vec vector = {SIDE_PTR(&argument), 1};
    for (int index = 0; index < 4; index++) {
        if (__atomic_load_n(&events[index].state.enabled, __ATOMIC_RELAXED))
            side_call(&events[index].state, &vector);
    }
    return 0;
}
