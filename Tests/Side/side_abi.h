// SPDX-License-Identifier: Apache-2.0
// The parts of the SIDE ABI that the tests use, laid out by hand from docs/abi/side.md.

#ifndef SIDE_ABI_H
#define SIDE_ABI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#define STATIC_ASSERT(condition) static_assert(condition, "docs/abi/side.md")
#else
#define STATIC_ASSERT(condition) _Static_assert(condition, "docs/abi/side.md")
#endif

#define PACKED __attribute__((packed))

struct PACKED address {
    const void *value;
    uint64_t zero;
};

struct PACKED array {
    struct address first;
    uint32_t count;
};

struct PACKED field {
    struct address name;
    uint16_t label;
    uint8_t type[62];
};

struct PACKED description {
    uint32_t size;
    uint32_t version;
    struct address state;
    struct address provider;
    struct address name;
    struct array fields;
    struct array attributes;
    uint64_t flags;
    uint16_t type_count;
    uint16_t attribute_type_count;
    uint32_t log_level;
};

struct state {
    uint32_t version;
    uint32_t callback_count;
    uint64_t enabled;
    const void *callbacks;
    const struct description *description;
};

struct PACKED argument {
    uint16_t label;
    uint16_t flags;
    uint8_t value[60];
};

STATIC_ASSERT(sizeof(struct address) == 16);
STATIC_ASSERT(sizeof(struct array) == 20);
STATIC_ASSERT(sizeof(struct field) == 80);
STATIC_ASSERT(sizeof(struct description) == 112);
STATIC_ASSERT(offsetof(struct description, state) == 8);
STATIC_ASSERT(offsetof(struct description, fields) == 56);
STATIC_ASSERT(offsetof(struct description, flags) == 96);
STATIC_ASSERT(offsetof(struct description, log_level) == 108);
STATIC_ASSERT(sizeof(struct state) == 32);
STATIC_ASSERT(offsetof(struct state, enabled) == 8);
STATIC_ASSERT(sizeof(struct argument) == 64);

enum status { DONE = 0, INVALID = 1, EXISTS = 2, NO_MEMORY = 3, NOT_FOUND = 4, EXITING = 5 };
enum notification { INSERT = 0, REMOVE = 1 };
enum mode { POLLING = 0, AGENT_THREAD = 1 };
enum flag { VARIADIC = 1 };
enum label { LABEL_U64 = 5, LABEL_STRING = 18 };

#define PTRACE_BIT (UINT64_C(0x40) << 56)
#define USER_EVENTS_BIT (UINT64_C(0x80) << 56)

typedef void (*function_t)(
    const struct description *event, const struct array *arguments, void *own, void *caller);
typedef void (*variadic_function_t)(
    const struct description *event, const struct array *arguments, const void *variadic, void *own,
    void *caller);
typedef void (*notification_t)(
    enum notification kind, struct description **events, uint32_t count, void *own);

extern const char side_empty_callback[24];

void side_call(const struct state *, const struct array *);
void side_call_variadic(const struct state *, const struct array *, const void *);
void side_statedump_call(const struct state *, const struct array *, void *key);
void side_statedump_call_variadic(
    const struct state *, const struct array *, const void *, void *key);
void *side_events_register(struct description **, uint32_t);
void side_events_unregister(void *);
int side_tracer_request_key(uint64_t *);
int side_tracer_callback_register(struct description *, function_t, void *, uint64_t);
int side_tracer_callback_variadic_register(
    struct description *, variadic_function_t, void *, uint64_t);
int side_tracer_callback_unregister(struct description *, function_t, void *, uint64_t);
int side_tracer_callback_variadic_unregister(
    struct description *, variadic_function_t, void *, uint64_t);
void *side_tracer_event_notification_register(notification_t, void *);
void side_tracer_event_notification_unregister(void *);
void *side_statedump_request_notification_register(const char *, void (*)(void *key), enum mode);
void side_statedump_request_notification_unregister(void *);
bool side_statedump_poll_pending_requests(void *);
int side_statedump_run_pending_requests(void *);
int side_tracer_statedump_request(uint64_t);
int side_tracer_statedump_request_cancel(uint64_t);
void side_init(void);
void side_exit(void);
void side_ptrace_hook(const struct state *, const struct array *, const void *, void *);

#ifdef __cplusplus
}
#endif

// An event without fields, with the flags given.
#define EVENT(identifier, event_flags)                                                             \
    extern struct description identifier;                                                          \
    static struct state identifier##_state = {0, 0, 0, side_empty_callback, &identifier};          \
    struct description identifier = {                                                              \
        sizeof(struct description), 0, {&identifier##_state, 0}, {"test", 0}, {#identifier, 0},    \
        {{NULL, 0}, 0}, {{NULL, 0}, 0}, event_flags, 51, 17, 6}

// What a call site does.
static inline __attribute__((always_inline)) bool is_enabled(const struct state *state) {
    return __atomic_load_n(&state->enabled, __ATOMIC_RELAXED) != 0;
}

#define EMIT(identifier, arguments)                                                                \
    do {                                                                                           \
        if (__builtin_expect(is_enabled(&identifier##_state), 0))                                  \
            side_call(&identifier##_state, arguments);                                             \
    } while (0)

#endif
