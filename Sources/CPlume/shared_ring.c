// SPDX-License-Identifier: Apache-2.0

#define _GNU_SOURCE
#include <errno.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "plume.h"

_Static_assert(
    PLUME_SHARED_SLOTS >= PLUME_SHARED_TABLE + 8 * PLUME_RING_MAXIMUM_SUB_BUFFERS, "table");
_Static_assert(
    PLUME_SHARED_CONTROL_SIZE
        == PLUME_SHARED_SLOTS + PLUME_SHARED_SLOT_COUNT * PLUME_SHARED_SLOT_SIZE,
    "slots");
_Static_assert(
    (PLUME_RING_MAXIMUM_PAYLOAD + PLUME_SHARED_RECORD_HEADER) >> 3 < 1 << PLUME_SHARED_LENGTH_BITS,
    "the largest record");
_Static_assert((PLUME_SHARED_SLOT_COUNT & (PLUME_SHARED_SLOT_COUNT - 1)) == 0, "slots");

static uint64_t load(const uint64_t *word) { return __atomic_load_n(word, __ATOMIC_ACQUIRE); }

static uint64_t monotonic_nanoseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

// A time that is not below that of any record whose reservation the last load of head has seen: the
// fence keeps the counter from being read before that load. The kernel's clock has such a fence.
static uint64_t ordered_time(const struct plume_ring *ring) {
#if defined(__x86_64__)
    if (ring->clock == PLUME_CLOCK_TSC) {
        uint32_t low, high;
        __asm__ volatile("lfence\n\trdtsc" : "=a"(low), "=d"(high) : : "memory");
        return (uint64_t)high << 32 | low;
    }
#endif
    (void)ring;
    return monotonic_nanoseconds();
}

// Head and count are one: the count of a ring that overwrites is that of the records below its
// head.
static int exchange_head(
    uint64_t *head, uint64_t position, uint64_t count, uint64_t next_position,
    uint64_t next_count) {
#if defined(__x86_64__)
    unsigned char is_done;
    __asm__ volatile(
        "lock cmpxchg16b %1\n\tsete %0"
        : "=q"(is_done), "+m"(*(unsigned __int128 *)head), "+a"(position), "+d"(count)
        : "b"(next_position), "c"(next_count)
        : "cc", "memory");
    return is_done;
#elif defined(__aarch64__)
    uint64_t seen_position, seen_count;
    uint32_t failed;
    __asm__ volatile(
        "1: ldaxp %0, %1, [%3]\n\t"
        "cmp %0, %4\n\t"
        "ccmp %1, %5, #0, eq\n\t"
        "cset %w2, ne\n\t"
        "b.ne 2f\n\t"
        "stlxp %w2, %6, %7, [%3]\n\t"
        "cbnz %w2, 1b\n\t"
        "2:"
        : "=&r"(seen_position), "=&r"(seen_count), "=&r"(failed)
        : "r"(head), "r"(position), "r"(count), "r"(next_position), "r"(next_count)
        : "cc", "memory");
    return !failed;
#else
#error "a compare-exchange of two words is needed"
#endif
}

int plume_shared_claim_slot(
    const struct plume_ring *ring, uint64_t identity, struct plume_shared_claim *claim) {
    // Threads of one program have neighbouring ids, so each begins at a line of its own.
    uint64_t first = identity >> 32;
    for (uint64_t index = 0; index < PLUME_SHARED_SLOT_COUNT; index++) {
        uint8_t *slot = ring->shared + PLUME_SHARED_SLOTS
            + ((first + index) & (PLUME_SHARED_SLOT_COUNT - 1)) * PLUME_SHARED_SLOT_SIZE;
        uint64_t *owner = (uint64_t *)(slot + PLUME_SHARED_SLOT_OWNER);
        uint64_t expected = 0;
        // Looked at first: an exchange in vain would take the line from its owner.
        if (__atomic_load_n(owner, __ATOMIC_RELAXED) == 0
            && __atomic_compare_exchange_n(
                owner, &expected, identity, 0, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED)) {
            claim->slot = slot;
            return 1;
        }
    }
    return 0;
}

// Whether a record that is still being written lies below a line. Its intent was told before it was
// reserved, and that reservation is what the head that was loaded before shows.
static int is_pending_below(const struct plume_ring *ring, uint64_t line, const uint8_t *own) {
    for (uint64_t index = 0; index < PLUME_SHARED_SLOT_COUNT; index++) {
        uint8_t *slot = ring->shared + PLUME_SHARED_SLOTS + index * PLUME_SHARED_SLOT_SIZE;
        if (slot == own || load((uint64_t *)(slot + PLUME_SHARED_SLOT_OWNER)) == 0) continue;
        uint64_t intent = load((uint64_t *)(slot + PLUME_SHARED_SLOT_INTENT));
        if (intent != 0 && intent >> PLUME_SHARED_LENGTH_BITS << 3 < line) return 1;
    }
    return 0;
}

int plume_shared_intend(
    const struct plume_ring *ring, uint64_t length, struct plume_shared_claim *claim) {
    claim->bytes = length + PLUME_SHARED_RECORD_HEADER;
    if (ring->overwrites) claim->count = load(plume_shared_word(ring, PLUME_SHARED_COUNT));
    claim->position = load(plume_shared_word(ring, PLUME_SHARED_HEAD));
    uint64_t end = claim->position + claim->bytes;
    if (!ring->overwrites) {
        uint64_t tail = load(plume_shared_word(ring, PLUME_SHARED_TAIL));
        if (end - tail > ring->shared_size) return PLUME_PUT_FULL;
    } else {
        if (load(plume_shared_word(ring, PLUME_SHARED_FROZEN))) return PLUME_PUT_FULL;
        // Who enters a sub-buffer makes sure that nobody still writes what stood there before, so
        // that the others need not.
        uint64_t mask = ring->shared_sub_buffer_mask;
        uint64_t limit = (end | mask) + 1;
        if ((end & mask) < claim->bytes && limit > ring->shared_size
            && is_pending_below(ring, limit - ring->shared_size, claim->slot))
            return PLUME_PUT_FULL;
    }
    __atomic_store_n(
        (uint64_t *)(claim->slot + PLUME_SHARED_SLOT_INTENT),
        plume_shared_intent(claim->position, claim->bytes), __ATOMIC_RELEASE);
    claim->time = ordered_time(ring);
    return PLUME_PUT_DONE;
}

int plume_shared_reserve(const struct plume_ring *ring, const struct plume_shared_claim *claim) {
    uint64_t *head = plume_shared_word(ring, PLUME_SHARED_HEAD);
    uint64_t next = claim->position + claim->bytes;
    if (ring->overwrites)
        return exchange_head(head, claim->position, claim->count, next, claim->count + 1);
    uint64_t expected = claim->position;
    return __atomic_compare_exchange_n(
        head, &expected, next, 0, __ATOMIC_ACQ_REL, __ATOMIC_RELAXED);
}

void plume_shared_note_start(
    const struct plume_ring *ring, const struct plume_shared_claim *claim) {
    uint64_t end = claim->position + claim->bytes;
    if (!ring->overwrites || (end & ring->shared_sub_buffer_mask) >= claim->bytes) return;
    uint64_t index = (end & ring->shared_mask) / (ring->shared_sub_buffer_mask + 1);
    uint64_t *word = plume_shared_word(ring, PLUME_SHARED_TABLE + 8 * index);
    __atomic_store_n(word, end, __ATOMIC_RELEASE);
}

static uint8_t *record(const struct plume_ring *ring, const struct plume_shared_claim *claim) {
    return ring->shared + PLUME_SHARED_CONTROL_SIZE + (claim->position & ring->shared_mask);
}

void plume_shared_write(
    const struct plume_ring *ring, const struct plume_shared_claim *claim, uint64_t id,
    const void *payload, uint64_t length) {
    uint8_t *to = record(ring, claim) + 8;
    uint64_t header = id | claim->time << 16;
    memcpy(to, &header, 8);
    to += 8;
    const uint8_t *from = payload;
    if (length > 128) {
        memcpy(to, from, length);
        return;
    }
    // Shorter ones are not worth the call.
    for (uint64_t offset = 0; offset < length; offset += 8) {
        uint64_t word;
        memcpy(&word, from + offset, 8);
        __atomic_store_n((uint64_t *)(to + offset), word, __ATOMIC_RELAXED);
    }
}

void plume_shared_commit(const struct plume_ring *ring, const struct plume_shared_claim *claim) {
    __atomic_store_n(
        (uint64_t *)record(ring, claim),
        plume_shared_commit_word(claim->position, claim->bytes, claim->time), __ATOMIC_RELEASE);
}

void plume_shared_free_slot(const struct plume_shared_claim *claim) {
    __atomic_store_n((uint64_t *)(claim->slot + PLUME_SHARED_SLOT_INTENT), 0, __ATOMIC_RELEASE);
    __atomic_store_n((uint64_t *)(claim->slot + PLUME_SHARED_SLOT_OWNER), 0, __ATOMIC_RELEASE);
}

uint64_t plume_shared_identity(const struct plume_ring *ring) {
    uint64_t identity = plume_get_thread_identity();
    if (!ring->process) return identity;
    uint64_t process = __atomic_load_n(ring->process, __ATOMIC_RELAXED);
    if (__builtin_expect((uint32_t)identity == process, 1)) return identity;
    if (process == 0) __atomic_store_n(ring->process, (uint64_t)getpid(), __ATOMIC_RELAXED);
    plume_forget_thread_identity();
    return plume_get_thread_identity();
}

static inline __attribute__((always_inline)) int put_once(
    const struct plume_ring *ring, uint64_t id, const void *payload, uint64_t length) {
    struct plume_shared_claim claim;
    if (!plume_shared_claim_slot(ring, plume_shared_identity(ring), &claim))
        return PLUME_PUT_NO_SLOT;
    int result;
    do {
        result = plume_shared_intend(ring, length, &claim);
    } while (result == PLUME_PUT_DONE && !plume_shared_reserve(ring, &claim));
    if (result == PLUME_PUT_DONE) {
        plume_shared_note_start(ring, &claim);
        plume_shared_write(ring, &claim, id, payload, length);
        plume_shared_commit(ring, &claim);
    }
    plume_shared_free_slot(&claim);
    return result;
}

// As in a per-CPU ring: until there is room, the limit has passed, or nobody is left to make room.
static int put_waiting(
    const struct plume_ring *ring, uint64_t id, const void *payload, uint64_t length) {
    int saved_errno = errno;
    uint64_t deadline = monotonic_nanoseconds() + ring->blocking_limit;
    int result = PLUME_PUT_FULL;
    while (result == PLUME_PUT_FULL && plume_ring_may_wait(ring)) {
        uint64_t tail = load(plume_shared_word(ring, PLUME_SHARED_TAIL));
        uint64_t *given_up = ring->given_up + PLUME_RING_GIVEN_UP_COUNT;
        if (__atomic_load_n(given_up, __ATOMIC_RELAXED) == tail + 1) break;
        if (monotonic_nanoseconds() >= deadline) {
            __atomic_store_n(given_up, tail + 1, __ATOMIC_RELAXED);
            break;
        }
        struct timespec pause = {0, 100000};
        syscall(SYS_nanosleep, &pause, NULL);
        result = put_once(ring, id, payload, length);
    }
    errno = saved_errno;
    return result;
}

int plume_shared_put(
    const struct plume_ring *ring, uint64_t id, const void *payload, uint64_t length) {
    if (length > PLUME_RING_MAXIMUM_PAYLOAD
        || length + PLUME_SHARED_RECORD_HEADER > ring->shared_sub_buffer_mask + 1) {
        plume_shared_count(ring, PLUME_SHARED_TOO_BIG);
        return PLUME_PUT_TOO_BIG;
    }
    int result = put_once(ring, id, payload, length);
    if (result == PLUME_PUT_FULL && ring->blocking_limit && !ring->overwrites)
        result = put_waiting(ring, id, payload, length);
    if (result != PLUME_PUT_DONE) plume_shared_count(ring, PLUME_SHARED_LOST);
    return result;
}
