// SPDX-License-Identifier: Apache-2.0
// An event, the plan by which its values are read, and the memory that both take.

#ifndef PLUME_EVENTS_EVENT_H
#define PLUME_EVENTS_EVENT_H

#include <plume/events.h>
#include <stdbool.h>

#include "layout.h"

/** How the value of a field stands among packed values. */
enum kind {
    KIND_SCALAR,    ///< As many bytes as it has.
    KIND_STRING,    ///< A length of 4 bytes, the text, a zero.
    KIND_SEQUENCE,  ///< A count of 4 bytes, the elements.
    KIND_ARRAY,     ///< The elements.
    KIND_STRINGS,   ///< A count of 4 bytes, a size of 4 bytes, texts that each end with a zero.
    KIND_STRUCT,    ///< The members.
};

/** How one field is read, and the label of its argument. */
struct plan {
    uint8_t kind;
    uint8_t size;         ///< Bytes of a scalar or of an element.
    bool is_optional;     ///< A byte, 0 or 1, stands before the value; 0 stands alone.
    uint16_t label;       ///< Of the argument, without the option.
    uint32_t count;       ///< Elements of an array, members of a structure.
    struct plan *members;
};

/** The deepest structure; each takes a frame of the parser's and the emission's stack. */
enum { MAXIMUM_DEPTH = 8 };

/** Most bytes that the arguments of an emission may take on the stack. */
enum { MAXIMUM_SCRATCH = 16 << 10 };

struct plume_event {
    struct state state;
    struct description description;
    struct description *batch[1];
    struct plan plan;       ///< All fields, as the members of a structure.
    size_t scratch;         ///< Bytes that an emission's arguments take.
    uint64_t creations;
    void *registration;
    struct plume_event *next;
    char *provider, *name, *signature;
    void *arena;
};

/** Memory of a description: taken from the front, freed as a whole. */
struct arena {
    char *bytes;
    size_t size;
    size_t used;
};

/** Zeroed memory, aligned to 8 bytes; NULL when the arena has not as much. */
void *take(struct arena *arena, size_t size);

/**
 * Reads a description of fields into an event's plan, scratch size and SIDE fields. Allocates the
 * event's arena; the caller frees it also after an error. The position is that of the error.
 */
int32_t parse_signature(struct plume_event *event, const char *text, size_t *position);

/** Types of fields. The results are NULL without memory. */
void *make_sequence(struct arena *arena, struct type *type, const struct plan *plan, bool is_bytes);
void *make_optional(struct arena *arena, struct type *type);
void fill_scalar(struct type *type, const struct plan *plan);

#endif
