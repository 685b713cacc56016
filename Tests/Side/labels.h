// SPDX-License-Identifier: Apache-2.0
// What the programs that emit each kind of field share.

#ifndef LABELS_H
#define LABELS_H

#include "side_types.h"

#include <string.h>

#define AT(object) {(const void *)(object), 0}
#define ARRAY_OF(objects) {AT(objects), sizeof(objects) / sizeof *(objects)}
#define NOTHING {{NULL, 0}, 0}
#define UTF8(text_) {AT(text_), 1, LITTLE}

#define INTEGER(label_, size_, bits_, is_signed_, order_)                                          \
    {label_, {.integer = {NOTHING, size_, bits_, is_signed_, order_}}}
#define FLOATING(label_, size_, order_) {label_, {.floating = {NOTHING, size_, order_}}}
#define TEXT(label_, unit_, order_) {label_, {.string = {NOTHING, unit_, order_}}}
#define OBJECT(label_, object_) {label_, {.object = AT(object_)}}

// The arguments of an event while they are made.
struct arguments {
    struct argument first[32];
    uint32_t count;
};

static inline struct argument *argument(struct arguments *arguments, uint16_t label) {
    struct argument *next = &arguments->first[arguments->count++];
    memset(next, 0, sizeof *next);
    next->label = label;
    return next;
}

static inline void
add(struct arguments *arguments, uint16_t label, const void *value, size_t size) {
    memcpy(argument(arguments, label)->value, value, size);
}

static inline void
add_address(struct arguments *arguments, uint16_t label, const void *object) {
    struct address address = {object, 0};
    add(arguments, label, &address, sizeof address);
}

// Registers an event of these fields, emits it once and takes it away.
void emit_once(
    const char *name, const struct array *fields, const struct array *attributes,
    const struct arguments *arguments, const struct dynamic_struct *variadic);

#define EMIT_ONCE(name, fields, arguments)                                                         \
    do {                                                                                           \
        struct array all = ARRAY_OF(fields);                                                       \
        emit_once(name, &all, NULL, arguments, NULL);                                              \
    } while (0)

void emit_scalars(void);
void emit_compounds(void);
void emit_gathered(void);
void emit_dynamic(void);

#endif
