// SPDX-License-Identifier: Apache-2.0
// A library with an event, `late:number`, that it registers when it is loaded.

#include <string.h>

#define PLUME_REQUIRE_RUNTIME
#include "../../include/plume/side-abi.h"

static struct side_event_state_0 state;
static struct side_event_field field = {
    .name = SIDE_PTR("number"),
    .type = {.label = SIDE_TYPE_S32, .content = {.integer = {.size = 4, .is_signed = 1}}}};
static struct side_event_description number = {
    .struct_size = sizeof number,
    .state = SIDE_PTR(&state),
    .provider_name = SIDE_PTR("late"),
    .event_name = SIDE_PTR("number"),
    .fields = {SIDE_PTR(&field), 1},
    .nr_side_type_label = SIDE_TYPE_COUNT,
    .nr_side_attr_type = SIDE_ATTR_TYPE_COUNT,
    .loglevel = SIDE_LOGLEVEL_INFO};
static struct side_event_state_0 state = {
    .callbacks = side_empty_callback, .description = &number};
static struct side_event_description *events[] = {&number};
static struct side_events_register_handle *handle;

__attribute__((constructor)) static void load(void) { handle = side_events_register(events, 1); }
__attribute__((destructor)) static void unload(void) { side_events_unregister(handle); }

void emit_late(int value) {
    if (__atomic_load_n(&state.enabled, __ATOMIC_RELAXED) == 0) return;
    struct side_arg argument = {.label = SIDE_TYPE_S32};
    argument.content.fixed.integer.s32 = value;
    struct side_arg_vec vector = {SIDE_PTR(&argument), 1};
    side_call(&state, &vector);
}
