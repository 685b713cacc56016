// SPDX-License-Identifier: Apache-2.0
// The functions of the runtime that programs call. Events are enabled when they are registered.

#include "stub.h"

const char side_empty_callback[24];

static uint64_t registered, unregistered;

static void write_description(bytes_t event) {
    bytes_t state = address_at(event, 8);
    CHECK(number_at(event, 0, 4) == 112 && number_at(event, 4, 4) == 0);
    CHECK(number_at(event, 104, 2) == 51 && number_at(event, 106, 2) == 17);
    CHECK((uintptr_t)state % 8 == 0);
    CHECK(number_at(state, 0, 8) == 0 && number_at(state, 8, 8) == 0);
    CHECK(number_at(state, 16, 8) == (uintptr_t)side_empty_callback);
    CHECK(number_at(state, 24, 8) == (uintptr_t)event);
    printf(
        "event %s:%s level %u flags %u", (const char *)address_at(event, 24),
        (const char *)address_at(event, 40), (unsigned)number_at(event, 108, 4),
        (unsigned)number_at(event, 96, 8));
    write_attributes(event + 76);
    bytes_t field = address_at(event, 56);
    for (uint64_t index = 0; index < number_at(event, 72, 4); index++, field += 80) {
        printf(
            "\nevent %s:%s field %02u %s: ", (const char *)address_at(event, 24),
            (const char *)address_at(event, 40), (unsigned)index,
            (const char *)address_at(field, 0));
        write_type(field + 16);
    }
    printf("\n");
}

void *side_events_register(unsigned char **events, uint32_t count);
void *side_events_register(unsigned char **events, uint32_t count) {
    for (uint32_t index = 0; index < count; index++) {
        CHECK(events[index] != NULL);
        write_description(events[index]);
        unsigned char *state = (unsigned char *)(uintptr_t)number_at(events[index], 8, 8);
        if (getenv("STUB_DISABLED") == NULL) state[8] = 1;
    }
    registered += count;
    return &registered;
}

void side_events_unregister(void *handle);
void side_events_unregister(void *handle) {
    CHECK(handle == &registered && unregistered == 0);
    unregistered = registered;
    printf("unregistered %u\n", (unsigned)unregistered);
}

static void write_emission(const char *how, bytes_t state, bytes_t vector, bytes_t more) {
    bytes_t event = (bytes_t)(uintptr_t)number_at(state, 24, 8);
    bytes_t field = address_at(event, 56);
    bytes_t argument = address_at(vector, 0);
    uint64_t count = number_at(vector, 16, 4);
    CHECK(unregistered == 0);
    CHECK(count == number_at(event, 72, 4));
    CHECK((number_at(event, 96, 8) & 1) == (more != NULL));
    printf("%s %s", how, (const char *)address_at(event, 40));
    for (uint64_t index = 0; index < count; index++, field += 80, argument += 64) {
        printf("\n  %s = ", (const char *)address_at(field, 0));
        write_value(field + 16, argument);
    }
    if (more != NULL) {
        printf("\n  + ");
        write_dynamic_fields(more);
    }
    printf("\n");
}

void side_call(bytes_t state, bytes_t vector);
void side_call(bytes_t state, bytes_t vector) { write_emission("call", state, vector, NULL); }

void side_call_variadic(bytes_t state, bytes_t vector, bytes_t more);
void side_call_variadic(bytes_t state, bytes_t vector, bytes_t more) {
    write_emission("call", state, vector, more);
}

void side_statedump_call(bytes_t state, bytes_t vector, const uint64_t *key);
void side_statedump_call(bytes_t state, bytes_t vector, const uint64_t *key) {
    printf("key %u ", (unsigned)*key);
    write_emission("dump", state, vector, NULL);
}

void side_statedump_call_variadic(
    bytes_t state, bytes_t vector, bytes_t more, const uint64_t *key);
void side_statedump_call_variadic(
    bytes_t state, bytes_t vector, bytes_t more, const uint64_t *key) {
    printf("key %u ", (unsigned)*key);
    write_emission("dump", state, vector, more);
}
