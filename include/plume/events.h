// SPDX-License-Identifier: Apache-2.0
// Events that a program describes at run time, for bindings to other languages: plain functions of
// libplume-events.so.0, without structures or variable arguments. docs/abi/events.md.

#ifndef PLUME_EVENTS_H
#define PLUME_EVENTS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** An event that is registered with the SIDE runtime of the process. */
typedef struct plume_event plume_event;

/** What functions with a status return. */
enum plume_events_status {
    PLUME_EVENTS_DONE = 0,       ///< It is done; for emissions also: nobody wanted the event.
    PLUME_EVENTS_ARGUMENT = 1,   ///< An address that must not be NULL is, or a name is empty.
    PLUME_EVENTS_SIGNATURE = 2,  ///< The text that describes the fields is none.
    PLUME_EVENTS_LIMIT = 3,      ///< More fields than an emission's stack may hold, or too deep.
    PLUME_EVENTS_MEMORY = 4,     ///< There is no memory.
    PLUME_EVENTS_RUNTIME = 5,    ///< The SIDE runtime takes no events (any more).
    PLUME_EVENTS_VALUES = 6,     ///< The values are not those of the event's fields.
};

/** Log levels, as SIDE has them. */
enum plume_events_level {
    PLUME_EVENTS_EMERGENCY = 0,
    PLUME_EVENTS_ALERT = 1,
    PLUME_EVENTS_CRITICAL = 2,
    PLUME_EVENTS_ERROR = 3,
    PLUME_EVENTS_WARNING = 4,
    PLUME_EVENTS_NOTICE = 5,
    PLUME_EVENTS_INFO = 6,
    PLUME_EVENTS_INFORMATION = PLUME_EVENTS_INFO,  ///< What it was called first.
    PLUME_EVENTS_DEBUG = 7,
};

/** The version of these functions: 1. A later version adds some. Any thread, signal-safe. */
uint32_t plume_events_version(void);

/** What a status means, in English; never NULL, not to be freed. Any thread, signal-safe. */
const char *plume_events_status_text(int32_t status);

/**
 * Where a description of fields is wrong: the offset in bytes of what cannot be understood, or -1
 * if all is well. Allocates; any thread.
 */
int64_t plume_events_signature_error(const char *fields);

/**
 * Describes an event, registers it and stores it. The texts are UTF-8 and are copied. The grammar
 * of fields is that of docs/abi/events.md: "user:u32, path:string, times:u64[], code:s32?".
 *
 * An event of the same provider, name and fields that is there already is returned again, with the
 * level that it has; each creation needs its plume_event_destroy(). Allocates and takes locks; any
 * thread.
 */
int32_t plume_event_create(
    const char *provider, const char *name, uint32_t log_level, const char *fields,
    plume_event **event);

/**
 * Takes back one creation. The last one takes the event from the tracers, waits until none of them
 * handles it any more, and frees it; its enabled word must not be read any more. NULL is ignored.
 * Takes locks; any thread, but not within a tracer's callback.
 */
void plume_event_destroy(plume_event *event);

/**
 * The word that is 0 while nobody wants the event. It changes at any time and is read without a
 * lock; it stays where it is until the event is destroyed. Any thread, signal-safe.
 */
const uint64_t *plume_event_enabled(const plume_event *event);

/**
 * Emits an event with its values, packed without gaps as docs/abi/events.md says. Values that do
 * not fit the fields exactly are not emitted. While the word is 0, values are not looked at.
 * Allocates nothing, takes no lock; any thread, signal-safe.
 */
int32_t plume_event_emit(const plume_event *event, const void *values, size_t size);

/**
 * Emits an event of scalars and strings alone, one word for each: integers and booleans as they
 * are, f32 and f64 as the bits of a double, a string as the address of UTF-8 that ends with 0
 * (NULL is the empty string). For other fields, or another count: PLUME_EVENTS_VALUES. Allocates
 * nothing, takes no lock; any thread, signal-safe.
 */
int32_t plume_event_emit_words(const plume_event *event, const uint64_t *words, size_t count);

/** Emits an event whose only field is a scalar. As plume_event_emit_words(). */
int32_t plume_event_emit_word(const plume_event *event, uint64_t word);

/** Emits an event whose only field is a string. As plume_event_emit_words(). */
int32_t plume_event_emit_string(const plume_event *event, const char *utf8);

#ifdef __cplusplus
}
#endif

#endif
