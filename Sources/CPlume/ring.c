// SPDX-License-Identifier: Apache-2.0

#define _GNU_SOURCE
#include <errno.h>
#include <stddef.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#if defined(__x86_64__)
#include <cpuid.h>
#endif

#include "plume.h"

// The assembly names these offsets as numbers.
_Static_assert(offsetof(struct plume_ring, base) == 0, "section");
_Static_assert(offsetof(struct plume_ring, stride) == 8, "section");
_Static_assert(offsetof(struct plume_ring, size) == 16, "section");
_Static_assert(offsetof(struct plume_ring, mask) == 24, "section");
_Static_assert(offsetof(struct plume_ring, cpu_count) == 32, "section");
_Static_assert(offsetof(struct plume_ring, rseq_offset) == 40, "section");
_Static_assert(offsetof(struct plume_ring, overwrites) == 60, "section");
_Static_assert(offsetof(struct plume_ring, sub_buffer_mask) == 64, "section");
_Static_assert(offsetof(struct plume_ring, sub_buffer_shift) == 72, "section");
_Static_assert(offsetof(struct plume_ring, table_mask) == 80, "section");
_Static_assert(PLUME_RING_FROZEN == 32, "section");
_Static_assert(PLUME_RING_COUNT == 24 && PLUME_RING_COUNT_TAG_BITS == 24, "section");
_Static_assert(PLUME_RING_TABLE == 128, "section");
_Static_assert(
    PLUME_RING_TABLE + 8 * PLUME_RING_MAXIMUM_SUB_BUFFERS <= PLUME_RING_CONTROL_SIZE, "table");

// glibc 2.35 and later. Weak, so that a program runs, untraced, where they are missing.
extern const ptrdiff_t __rseq_offset __attribute__((weak));
extern const unsigned int __rseq_size __attribute__((weak));

int64_t plume_rseq_offset(void) { return &__rseq_offset ? __rseq_offset : 0; }

int plume_rseq_is_registered(void) { return &__rseq_size && __rseq_size != 0; }

uint64_t plume_rseq_feature_size(void) {
    // The constant is younger than the headers of Debian 12.
    const unsigned long at_rseq_feature_size = 27;
    return getauxval(at_rseq_feature_size);
}

int plume_tsc_is_invariant(void) {
#if defined(__x86_64__)
    unsigned int a, b, c, d;
    return __get_cpuid(0x80000007, &a, &b, &c, &d) && (d & (1u << 8));
#else
    return 0;
#endif
}

static uint64_t monotonic_nanoseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

// One more try by the channel's clock.
static int put_once(
    const struct plume_ring *ring, uint64_t id, const void *payload, uint64_t length) {
    if (ring->clock == PLUME_CLOCK_MONOTONIC)
        return plume_ring_put_at(ring, id, payload, length, monotonic_nanoseconds());
    return plume_ring_put_tsc(ring, id, payload, length);
}

// Tries again until there is room, the limit has passed or the session has ended. A consumer that
// let a record wait in vain is not waited for again until it has read something, so that a stopped
// one costs a program one wait and not one for each event.
static int put_waiting(
    const struct plume_ring *ring, uint64_t id, const void *payload, uint64_t length) {
    int saved_errno = errno;
    uint64_t deadline = monotonic_nanoseconds() + ring->blocking_limit;
    int result = PLUME_PUT_FULL;
    while (result == PLUME_PUT_FULL && plume_ring_is_active(ring)) {
        // The thread may move on afterwards, which only makes it look at another CPU's ring.
        uint64_t cpu = plume_rseq_cpu(ring);
        if (cpu >= ring->cpu_count) break;
        uint64_t tail = plume_load_acquire(ring->base + cpu * ring->stride + PLUME_RING_TAIL);
        uint64_t *given_up = ring->given_up + cpu % PLUME_RING_GIVEN_UP_COUNT;
        if (__atomic_load_n(given_up, __ATOMIC_RELAXED) == tail + 1) break;
        if (monotonic_nanoseconds() >= deadline) {
            __atomic_store_n(given_up, tail + 1, __ATOMIC_RELAXED);
            break;
        }
        struct timespec pause = {0, 100000};
        // Not the library's function, at which a thread of the program could be cancelled.
        syscall(SYS_nanosleep, &pause, NULL);
        result = put_once(ring, id, payload, length);
    }
    errno = saved_errno;
    return result;
}

int plume_ring_put_slow(
    const struct plume_ring *ring, uint64_t id, const void *payload, uint64_t length, int result) {
    int fits = length <= ring->sub_buffer_mask - 7;
    if (ring->clock == PLUME_CLOCK_MONOTONIC && fits) result = put_once(ring, id, payload, length);
    if (result == PLUME_PUT_FULL && fits && ring->blocking_limit && !ring->overwrites)
        result = put_waiting(ring, id, payload, length);
    if (result != PLUME_PUT_DONE) plume_ring_count_lost(ring);
    return result;
}
