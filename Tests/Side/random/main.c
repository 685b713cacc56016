// SPDX-License-Identifier: Apache-2.0
// main SEED COUNT: registers as many events with random descriptions, emits each once with random
// values, and prints what a trace should hold, one line for each event.

#include "random.h"

extern uint64_t random_state;

struct event {
    struct side_event_state_0 state;
    struct side_event_description description;
    struct node fields;
};

static void describe(struct event *event, uint32_t number) {
    char *name = take(256);
    make_fields(&event->fields, 0);
    snprintf(name, 256, "%s%u", random_name(NULL, 0), number);
    event->description = (struct side_event_description){
        .struct_size = sizeof event->description,
        .state = PTR(&event->state),
        .provider_name = PTR("random"),
        .event_name = PTR(name),
        .fields = {SIDE_PTR(event->fields.fields), event->fields.count},
        .nr_side_type_label = SIDE_TYPE_COUNT,
        .nr_side_attr_type = SIDE_ATTR_TYPE_COUNT,
        .loglevel = below(8),
    };
    event->state = (struct side_event_state_0){
        .callbacks = side_empty_callback, .description = &event->description};
}

int main(int argc, char **argv) {
    uint64_t seed = argc > 1 ? strtoull(argv[1], NULL, 10) : 1;
    uint32_t count = argc > 2 ? (uint32_t)strtoul(argv[2], NULL, 10) : 100;
    random_state = seed * 0x9E3779B97F4A7C15 | 1;
    struct event *events = take(count * sizeof *events);
    struct side_event_description **pointers = take(count * sizeof *pointers);
    for (uint32_t index = 0; index < count; index++) {
        describe(&events[index], index);
        pointers[index] = &events[index].description;
    }
    if (!side_events_register(pointers, count)) return 1;
    for (uint32_t index = 0; index < count; index++) {
        printf("{\"name\":");
        print_quoted((const char *)events[index].description.event_name.address);
        printf(",\"fields\":");
        struct side_arg_vec vector = make_arguments(&events[index].fields);
        printf("}\n");
        if (__atomic_load_n(&events[index].state.enabled, __ATOMIC_RELAXED))
            side_call(&events[index].state, &vector);
    }
    return 0;
}
