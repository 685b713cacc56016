// SPDX-License-Identifier: Apache-2.0
// The producer's end of a shared ring: any thread of any process writes it, without restartable
// sequences. docs/abi/ring-buffer.md describes the memory that these functions write.
//
// A record is put in steps, each of which leaves memory that the consumer understands if the
// program is killed after it: claim a slot, tell the intent, reserve by compare-exchange, write,
// commit, free the slot. The steps are functions of their own so that tests can stop after each of
// them.

#ifndef PLUME_SHARED_RING_H
#define PLUME_SHARED_RING_H

#include <stdint.h>

#include "plume_ring.h"

enum {
    PLUME_SHARED_HEAD = 0,
    PLUME_SHARED_COUNT = 8,
    PLUME_SHARED_LOST = 16,
    PLUME_SHARED_TOO_BIG = 24,
    PLUME_SHARED_FROZEN = 32,
    PLUME_SHARED_HOLES = 40,
    PLUME_SHARED_MALFORMED = 48,
    PLUME_SHARED_TAIL = 64,
    PLUME_SHARED_TABLE = 128,
    PLUME_SHARED_SLOTS = 4096,
    PLUME_SHARED_SLOT_COUNT = 128,
    PLUME_SHARED_SLOT_SIZE = 64,
    PLUME_SHARED_SLOT_OWNER = 0,
    PLUME_SHARED_SLOT_INTENT = 8,
    PLUME_SHARED_CONTROL_SIZE = 12288,
    PLUME_SHARED_RECORD_HEADER = 16,
    PLUME_SHARED_LENGTH_BITS = 14,
    PLUME_SHARED_COMMIT_BITS = 48,
};

/// A record on its way, private to the thread that puts it.
struct plume_shared_claim {
    uint8_t *slot;      ///< The slot that tells the consumer of it.
    uint64_t position;  ///< Where it begins, in bytes ever reserved.
    uint64_t count;     ///< Records ever reserved before it; in a ring that overwrites.
    uint64_t bytes;     ///< Its size with both words before the payload.
    uint64_t time;      ///< The full time.
};

static inline uint64_t *plume_shared_word(const struct plume_ring *ring, uint64_t offset) {
    return (uint64_t *)(ring->shared + offset);
}

/// The intent of a record: where it begins and its size, both in units of 8 bytes.
static inline uint64_t plume_shared_intent(uint64_t position, uint64_t bytes) {
    return position >> 3 << PLUME_SHARED_LENGTH_BITS | bytes >> 3;
}

/// The commit word of a record: the low 48 bits of its intent, and the high 16 of its time.
static inline uint64_t plume_shared_commit_word(uint64_t position, uint64_t bytes, uint64_t time) {
    uint64_t mask = (1ull << PLUME_SHARED_COMMIT_BITS) - 1;
    return (plume_shared_intent(position, bytes) & mask) | (time & ~mask);
}

/// Process and thread id of the caller; also in a child that was made by clone itself, where
/// nothing made it forget those of its parent. A parent that lives would vouch for a killed child.
uint64_t plume_shared_identity(const struct plume_ring *ring);

/// Claims a free slot for a thread; 0 when there is none.
int plume_shared_claim_slot(
    const struct plume_ring *ring, uint64_t identity, struct plume_shared_claim *claim);

/// Looks for room for a payload, tells the intent, and reads the clock. PLUME_PUT_DONE or
/// PLUME_PUT_FULL. To be repeated when reserving fails.
int plume_shared_intend(
    const struct plume_ring *ring, uint64_t length, struct plume_shared_claim *claim);

/// Takes the intended part of the ring; 0 when another producer was faster.
int plume_shared_reserve(const struct plume_ring *ring, const struct plume_shared_claim *claim);

/// Stores where the next sub-buffer's first record begins, if this record leaves its sub-buffer.
void plume_shared_note_start(const struct plume_ring *ring, const struct plume_shared_claim *claim);

/// Stores header and payload.
void plume_shared_write(
    const struct plume_ring *ring, const struct plume_shared_claim *claim, uint64_t id,
    const void *payload, uint64_t length);

/// Stores the commit word, after which the record is there.
void plume_shared_commit(const struct plume_ring *ring, const struct plume_shared_claim *claim);

/// Gives the slot back.
void plume_shared_free_slot(const struct plume_shared_claim *claim);

/// All steps, with waiting and the counting of losses; see plume_ring_put.
int plume_shared_put(
    const struct plume_ring *ring, uint64_t id, const void *payload, uint64_t length);

/// Adds 1 to a counter in the control area.
static inline void plume_shared_count(const struct plume_ring *ring, uint64_t offset) {
    __atomic_fetch_add(plume_shared_word(ring, offset), 1, __ATOMIC_RELAXED);
}

/// Frees the slot of a dead producer; 0 when it is not that producer's any more.
static inline int plume_shared_free_dead(void *slot, uint64_t owner) {
    uint64_t expected = owner;
    return __atomic_compare_exchange_n(
        (uint64_t *)slot, &expected, 0, 0, __ATOMIC_ACQ_REL, __ATOMIC_RELAXED);
}

#endif
