// SPDX-License-Identifier: Apache-2.0
// Emits events with each label of the ABI; labels.expected is what the printing tracer prints.

#include "labels.h"

#include "check.h"

void emit_once(
    const char *name, const struct array *fields, const struct array *attributes,
    const struct arguments *arguments, const struct dynamic_struct *variadic) {
    struct description event = {
        .size = sizeof event,
        .provider = {"labels", 0},
        .name = {name, 0},
        .fields = *fields,
        .flags = variadic ? VARIADIC : 0,
        .type_count = TYPE_COUNT,
        .attribute_type_count = 17,
        .log_level = 6};
    struct state state = {0, 0, 0, side_empty_callback, &event};
    struct description *batch[] = {NULL, &event};
    struct array vector = {{arguments->first, 0}, arguments->count};
    event.state.value = &state;
    if (attributes) event.attributes = *attributes;
    void *handle = side_events_register(batch, 2);
    CHECK(handle);
    if (is_enabled(&state)) {
        if (variadic)
            side_call_variadic(&state, &vector, variadic);
        else
            side_call(&state, &vector);
    }
    side_events_unregister(handle);
}

int main(void) {
    emit_scalars();
    emit_compounds();
    emit_gathered();
    emit_dynamic();
    return 0;
}
