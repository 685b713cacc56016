// SPDX-License-Identifier: Apache-2.0

#define _GNU_SOURCE
#include <stddef.h>
#include <sys/mman.h>
#include <time.h>

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

int plume_tsc_is_invariant(void) {
#if defined(__x86_64__)
    unsigned int a, b, c, d;
    return __get_cpuid(0x80000007, &a, &b, &c, &d) && (d & (1u << 8));
#else
    return 0;
#endif
}

int plume_ring_put_slow(
    const struct plume_ring *ring, uint64_t id, const void *payload, uint64_t length, int result) {
    if (ring->clock == PLUME_CLOCK_MONOTONIC && length <= ring->sub_buffer_mask - 7) {
        struct timespec now;
        clock_gettime(CLOCK_MONOTONIC, &now);
        uint64_t time = (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
        result = plume_ring_put_at(ring, id, payload, length, time);
    }
    if (result != PLUME_PUT_DONE) plume_ring_count_lost(ring);
    return result;
}
