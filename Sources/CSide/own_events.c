// SPDX-License-Identifier: Apache-2.0
// The two events of the runtime itself, side:statedump_begin and side:statedump_end, laid out by
// hand as docs/abi/side.md has them: Swift has no constants that hold addresses.

#include <stddef.h>
#include <string.h>

#include "plume_side.h"

#define PACKED __attribute__((packed))

// A pointer takes 16 bytes, so that 32-bit and 64-bit programs lay events out alike.
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
    struct array attributes;
    uint8_t unit_bytes;
    uint8_t byte_order;
    uint8_t unused[40];
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

struct PACKED argument {
    uint16_t label;
    uint16_t flags;
    struct address text;
    uint8_t unused[44];
};

_Static_assert(sizeof(struct field) == 80, "docs/abi/side.md");
_Static_assert(sizeof(struct description) == 112, "docs/abi/side.md");
_Static_assert(sizeof(struct argument) == 64, "docs/abi/side.md");

enum { STRING_UTF8 = 18, LEVEL_INFO = 6, TYPE_COUNT = 51, ATTRIBUTE_TYPE_COUNT = 17 };

#define HOST_ORDER (__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__)

static const struct field fields[] = {{
    .name = {"name", 0},
    .label = STRING_UTF8,
    .unit_bytes = 1,
    .byte_order = HOST_ORDER,
}};

static struct plume_side_state states[PLUME_SIDE_OWN_EVENT_COUNT];

#define DESCRIPTION(index, text)                                                                   \
    {                                                                                              \
        .size = sizeof(struct description), .state = {&states[index], 0}, .provider = {"side", 0}, \
        .name = {text, 0}, .fields = {{fields, 0}, 1}, .type_count = TYPE_COUNT,                   \
        .attribute_type_count = ATTRIBUTE_TYPE_COUNT, .log_level = LEVEL_INFO,                     \
    }

static struct description descriptions[PLUME_SIDE_OWN_EVENT_COUNT] = {
    DESCRIPTION(0, "statedump_begin"),
    DESCRIPTION(1, "statedump_end"),
};

static struct plume_side_state states[PLUME_SIDE_OWN_EVENT_COUNT] = {
    {.callbacks = &side_empty_callback, .description = &descriptions[0]},
    {.callbacks = &side_empty_callback, .description = &descriptions[1]},
};

#if defined(PLUME_SIDE_LIBRARY)
// Where tools that read binaries look for events. Only in the library: a program that the runtime
// is linked into registers what is in its own section, and would register these twice.
__attribute__((section("side_event_description_ptr"), used, retain))
#endif
static void *const events[PLUME_SIDE_OWN_EVENT_COUNT] = {&descriptions[0], &descriptions[1]};

void *const *plume_side_own_events(void) { return events; }

void plume_side_emit_own(uint32_t which, const char *name, uint64_t key) {
    if (!plume_side_load_enabled(&states[which])) return;
    struct argument argument = {.label = STRING_UTF8, .text = {name, 0}};
    struct array arguments = {{&argument, 0}, 1};
    plume_side_emit(&states[which], &arguments, NULL, key, __builtin_return_address(0));
}
