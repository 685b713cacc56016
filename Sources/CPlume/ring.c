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
_Static_assert(offsetof(struct plume_ring, count) == 104, "section");
_Static_assert(offsetof(struct plume_ring, index_offset) == 112, "section");
_Static_assert(PLUME_RING_FROZEN == 32, "section");
_Static_assert(PLUME_RING_COUNT == 24 && PLUME_RING_COUNT_BITS == 40, "section");
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

// A word that is 0 in every child process; never freed. NULL where the kernel has no such memory.
static uint64_t *make_wiped_word(uint64_t value) {
    size_t size = (size_t)sysconf(_SC_PAGESIZE);
    void *page = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (page == MAP_FAILED) return NULL;
    if (madvise(page, size, MADV_WIPEONFORK) != 0) {
        munmap(page, size);
        return NULL;
    }
    *(uint64_t *)page = value;
    return page;
}

void plume_ring_choose_sections(struct plume_ring *ring, int by_concurrency_id) {
    ring->process = make_wiped_word((uint64_t)getpid());
    ring->count = &ring->cpu_count;
    ring->index_offset = ring->rseq_offset + PLUME_RSEQ_CPU;
    if (by_concurrency_id && ring->cpu_count) {
        // Without registration the word for the CPU tells that there is none; this one would be 0.
        int is_known = plume_rseq_is_registered()
            && plume_rseq_feature_size() >= PLUME_RSEQ_CONCURRENCY_ID + 4;
        uint64_t *count = is_known ? make_wiped_word(ring->cpu_count) : NULL;
        ring->index_offset = ring->rseq_offset + PLUME_RSEQ_CONCURRENCY_ID;
        if (count) ring->count = count;
        else ring->cpu_count = 0;
    }
    ring->is_direct = ring->cpu_count && ring->clock == PLUME_CLOCK_TSC;
}

void plume_ring_only_count(struct plume_ring *ring, uint64_t *counters) {
    static const uint32_t always = 1;
    // No CPU has a ring, and no record fits the shared one.
    *ring = (struct plume_ring){
        .rseq_offset = plume_rseq_offset(),
        .active = &always,
        .count = &ring->cpu_count,
        .index_offset = plume_rseq_offset() + PLUME_RSEQ_CPU,
        .shared = (uint8_t *)counters,
    };
}

uint64_t plume_ring_counted(const struct plume_ring *ring) {
    return plume_load_acquire(plume_shared_word(ring, PLUME_SHARED_LOST))
        + plume_load_acquire(plume_shared_word(ring, PLUME_SHARED_TOO_BIG));
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

// Tries again until there is room, the limit has passed, or nobody is left to make room. A consumer
// that let a record wait in vain is not waited for again until it has read something, so that a
// stopped one costs a program one wait and not one for each event.
static int put_waiting(
    const struct plume_ring *ring, uint64_t id, const void *payload, uint64_t length) {
    int saved_errno = errno;
    uint64_t deadline = monotonic_nanoseconds() + ring->blocking_limit;
    int result = PLUME_PUT_FULL;
    while (result == PLUME_PUT_FULL && plume_ring_may_wait(ring)) {
        // The thread may move on afterwards, which only makes it look at another CPU's ring.
        uint64_t cpu = plume_rseq_index(ring);
        if (cpu >= *ring->count) break;
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

void plume_ring_count_lost(const struct plume_ring *ring) {
    if (plume_ring_count_here(ring, PLUME_RING_LOST) != PLUME_PUT_DONE)
        plume_shared_count(ring, PLUME_SHARED_LOST);
}

void plume_ring_count_too_big(const struct plume_ring *ring) {
    if (plume_ring_count_here(ring, PLUME_RING_TOO_BIG) != PLUME_PUT_DONE)
        plume_shared_count(ring, PLUME_SHARED_TOO_BIG);
}

void plume_ring_count_malformed(const struct plume_ring *ring) {
    if (plume_ring_count_here(ring, PLUME_RING_MALFORMED) != PLUME_PUT_DONE)
        plume_shared_count(ring, PLUME_SHARED_MALFORMED);
}

int plume_ring_put_slow(
    const struct plume_ring *ring, uint64_t id, const void *payload, uint64_t length, int result) {
    if (ring->cpu_count == 0) return plume_shared_put(ring, id, payload, length);
    if (length > ring->sub_buffer_mask - 7) {
        plume_ring_count_too_big(ring);
        return PLUME_PUT_TOO_BIG;
    }
    if (!ring->is_direct) result = put_once(ring, id, payload, length);
    if (result == PLUME_PUT_FULL && ring->blocking_limit && !ring->overwrites)
        result = put_waiting(ring, id, payload, length);
    if (result == PLUME_PUT_DONE) return result;
    // No restartable sequence, or none that ever ends: the shared ring needs none.
    if (result != PLUME_PUT_FULL) return plume_shared_put(ring, id, payload, length);
    plume_ring_count_lost(ring);
    return result;
}
