// SPDX-License-Identifier: Apache-2.0
// The functions of the ABI that Swift defines, under their names. Swift's own symbols are
// protected, and linkers refuse to make a program that is not position-independent and takes the
// address of a protected function, as the headers do: it would be that of the program's own table.

#include "plume_side.h"

PLUME_SIDE_EXPORT void *side_events_register(void *const *events, uint32_t count) {
    return plume_side_register_events(events, count);
}

PLUME_SIDE_EXPORT void side_events_unregister(void *handle) {
    plume_side_unregister_events(handle);
}

PLUME_SIDE_EXPORT uint32_t side_tracer_request_key(uint64_t *key) {
    return plume_side_request_key(key);
}

PLUME_SIDE_EXPORT uint32_t side_tracer_callback_register(
    const void *event, plume_side_function function, void *own, uint64_t key) {
    return plume_side_register_callback(event, function, own, key);
}

PLUME_SIDE_EXPORT uint32_t side_tracer_callback_variadic_register(
    const void *event, plume_side_function function, void *own, uint64_t key) {
    return plume_side_register_variadic_callback(event, function, own, key);
}

PLUME_SIDE_EXPORT uint32_t side_tracer_callback_unregister(
    const void *event, plume_side_function function, void *own, uint64_t key) {
    return plume_side_unregister_callback(event, function, own, key);
}

PLUME_SIDE_EXPORT uint32_t side_tracer_callback_variadic_unregister(
    const void *event, plume_side_function function, void *own, uint64_t key) {
    return plume_side_unregister_variadic_callback(event, function, own, key);
}

PLUME_SIDE_EXPORT void *side_tracer_event_notification_register(
    plume_side_notification notify, void *own) {
    return plume_side_register_notification(notify, own);
}

PLUME_SIDE_EXPORT void side_tracer_event_notification_unregister(void *handle) {
    plume_side_unregister_notification(handle);
}

PLUME_SIDE_EXPORT void *side_statedump_request_notification_register(
    const char *name, plume_side_dump_function function, uint32_t mode) {
    return plume_side_register_dump(name, function, mode);
}

PLUME_SIDE_EXPORT void side_statedump_request_notification_unregister(void *handle) {
    plume_side_unregister_dump(handle);
}

PLUME_SIDE_EXPORT bool side_statedump_poll_pending_requests(void *handle) {
    return plume_side_poll_dumps(handle);
}

PLUME_SIDE_EXPORT uint32_t side_statedump_run_pending_requests(void *handle) {
    return plume_side_run_dumps(handle);
}

PLUME_SIDE_EXPORT uint32_t side_tracer_statedump_request(uint64_t key) {
    return plume_side_request_dump(key);
}

PLUME_SIDE_EXPORT uint32_t side_tracer_statedump_request_cancel(uint64_t key) {
    return plume_side_cancel_dump(key);
}

PLUME_SIDE_EXPORT void side_init(void) { plume_side_init(); }

PLUME_SIDE_EXPORT void side_exit(void) { plume_side_exit(); }
