// SPDX-License-Identifier: Apache-2.0
// The state of an event, as SIDE lays it out (struct side_event_state_0) with Plume's word after
// it. docs/abi/elf-section-record.md has the table.

#ifndef PLUME_EVENT_H
#define PLUME_EVENT_H

#include <stddef.h>
#include <stdint.h>

#include "plume_context.h"
#include "plume_ring.h"

/// One place where an event's records go. A chain of these hangs on the event's state. A target is
/// never freed while the process lives, so a thread may still use one that was just detached.
struct plume_target {
    const struct plume_ring *ring;
    uint64_t event_id;
    struct plume_target *next;
    const void *rules;  ///< The tracer's filters and contexts for this event, NULL without any.
};

struct plume_event_state {
    uint32_t version;
    uint32_t callback_count;
    uint64_t enabled;
    const void *callbacks;
    const void *description;
    struct plume_target *targets;  ///< Plume's own tracer; NULL when it does not record this event.
    void *callout;  ///< How records become arguments for other tracers, NULL until that was needed.
};

_Static_assert(sizeof(struct plume_event_state) == 48, "docs/abi/elf-section-record.md");

/// The enabled check: one relaxed load.
static inline __attribute__((always_inline)) int plume_event_is_enabled(const void *state) {
    const struct plume_event_state *event = state;
    return __atomic_load_n(&event->enabled, __ATOMIC_RELAXED) != 0;
}

static inline const struct plume_target *plume_event_targets(const void *state) {
    return __atomic_load_n(&((const struct plume_event_state *)state)->targets, __ATOMIC_ACQUIRE);
}

/// Whether tracers other than Plume's want the event.
static inline int plume_event_has_callbacks(const void *state) {
    return __atomic_load_n(
               &((const struct plume_event_state *)state)->callback_count, __ATOMIC_RELAXED) != 0;
}

static inline void *plume_event_get_callout(const void *state) {
    return __atomic_load_n(&((const struct plume_event_state *)state)->callout, __ATOMIC_ACQUIRE);
}

/// Sets the callout if there is none yet, and returns the one that is there now.
static inline void *plume_event_set_callout(const void *state, void *callout) {
    struct plume_event_state *event = (struct plume_event_state *)state;
    void *expected = NULL;
    return __atomic_compare_exchange_n(
               &event->callout, &expected, callout, 0, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)
        ? callout
        : expected;
}

/// Attaches a chain of targets, or NULL, and counts the tracer in or out of the enabled word. The
/// top byte of the word belongs to the kernel and to debuggers, hence the atomic add.
static inline void plume_event_set_targets(void *state, struct plume_target *targets) {
    struct plume_event_state *event = (struct plume_event_state *)state;
    struct plume_target *previous =
        __atomic_exchange_n(&event->targets, targets, __ATOMIC_ACQ_REL);
    if (targets && !previous) __atomic_fetch_add(&event->enabled, 1, __ATOMIC_ACQ_REL);
    if (!targets && previous) __atomic_fetch_sub(&event->enabled, 1, __ATOMIC_ACQ_REL);
}

/// Ties a state to its description; it may be enabled before only by a tracer outside the process.
void plume_event_state_initialize(void *state, const void *description);

/// Calls the accessor that a section record holds at an address.
static inline void *plume_event_call_accessor(const void *slot) {
    void *(*accessor)(void) = *(void *(*const *)(void))slot;
    return accessor ? accessor() : NULL;
}

/// The address of a state, for the accessor that a section record holds.
static inline void *plume_event_state_address(void *state) { return state; }

/// This thread's process id (low 32 bits) and thread id (high 32 bits) in their own namespace;
/// 0 until first asked and after fork.
extern __thread uint64_t plume_thread_identity __attribute__((tls_model("initial-exec")));

uint64_t plume_thread_identity_slow(void);

static inline uint64_t plume_get_thread_identity(void) {
    uint64_t identity = plume_thread_identity;
    return __builtin_expect(identity != 0, 1) ? identity : plume_thread_identity_slow();
}

/// Forgets the identity of the calling thread: it became the only thread of a child process.
void plume_forget_thread_identity(void);

/// Copies text up to the first NUL byte and returns the count copied. Both areas are exclusive;
/// the target has room for count bytes.
static inline uint64_t plume_copy_text(void *target, const void *source, uint64_t count) {
    char *to = (char *)target;
    const char *from = (const char *)source;
    uint64_t index = 0;
    for (; index + 8 <= count; index += 8) {
        uint64_t word;
        __builtin_memcpy(&word, from + index, 8);
        // The classic test: nonzero exactly when some byte of the word is zero.
        if (__builtin_expect(
                ((word - 0x0101010101010101u) & ~word & 0x8080808080808080u) != 0, 0))
            break;
        __builtin_memcpy(to + index, &word, 8);
    }
    for (; index < count && from[index]; index++) to[index] = from[index];
    return index;
}

enum { PLUME_LARGE_AREA_SIZE = PLUME_CONTEXTS_MAXIMUM_BYTES + 65536 + 64 };

/// This thread's area for records that do not fit the stack, NULL when it is in use by code that a
/// signal interrupted or when there is no memory. The first call on a thread maps it.
void *plume_large_area_acquire(void);
void plume_large_area_release(void);

/// The records that macros put in the ELF section "plume_event" of this binary: [start, stop).
void plume_event_section(void **start, void **stop);

#endif
