// SPDX-License-Identifier: Apache-2.0
// The producer's end of a per-CPU ring: one restartable sequence publishes one whole record.
// docs/abi/ring-buffer.md describes the memory that these functions write.

#ifndef PLUME_RING_H
#define PLUME_RING_H

#include <stdint.h>

/// Where a program finds the rings of one channel. Private to the process: nothing in here is read
/// from shared memory, so a hostile peer cannot make a producer write outside its mapping.
struct plume_ring {
    uint8_t *base;             ///< Control page of CPU 0 in this process's mapping.
    uint64_t stride;           ///< Bytes from one CPU's control page to the next in the mapping.
    uint64_t size;             ///< Bytes of data area for each CPU, a power of two.
    uint64_t mask;             ///< size - 1.
    uint64_t cpu_count;        ///< Rings that sections write; 0 with the shared ring alone.
    int64_t rseq_offset;       ///< Bytes from the thread pointer to the rseq area (__rseq_offset).
    const uint32_t *active;    ///< The session's flag in shared memory: 0 = records are not wanted.
    uint32_t clock;            ///< enum plume_clock.
    uint32_t overwrites;       ///< Not 0: the oldest records make room for new ones.
    uint64_t sub_buffer_mask;     ///< Bytes of a sub-buffer, a power of two, less 1.
    uint64_t sub_buffer_shift;    ///< Its binary logarithm.
    uint64_t table_mask;       ///< Sub-buffers of the data area, a power of two, less 1.
    uint64_t blocking_limit;   ///< Nanoseconds that a record may wait for room; 0 never to wait.
    uint64_t *given_up;        ///< By CPU modulo 64, then of the shared ring: the tail at which
                               ///< waiting was in vain, plus 1.
    const uint64_t *count;     ///< What a section compares its number with: cpu_count, or 0 in a
                               ///< process that must not number its threads in these rings.
    int64_t index_offset;      ///< Bytes from the thread pointer to that number in the rseq area.
    uint64_t is_direct;        ///< Not 0: a section that reads the time-stamp counter comes first.
    uint8_t *shared;           ///< Control area of the shared ring in this process's mapping.
    uint64_t shared_size;      ///< Bytes of its data area, a power of two.
    uint64_t shared_mask;      ///< shared_size - 1.
    uint64_t shared_sub_buffer_mask;  ///< Bytes of its sub-buffers, a power of two, less 1.
    uint64_t *process;         ///< This process's id; 0 in a new child. NULL where there is none.
    uint64_t abandoned;        ///< Not 0: nobody makes room any more. The agent sets it when the
                               ///< connection ends over which the channel was offered.
};

enum { PLUME_RING_GIVEN_UP_COUNT = 64 };

enum plume_clock { PLUME_CLOCK_TSC = 0, PLUME_CLOCK_MONOTONIC = 1 };

/// What became of a record.
enum plume_put_result {
    PLUME_PUT_DONE = 0,     ///< Published.
    PLUME_PUT_FULL = 1,     ///< No room: the caller counts it as lost.
    PLUME_PUT_NO_CPU = 2,   ///< The thread has no rseq area or a number without a ring.
    PLUME_PUT_ABORTED = 3,  ///< Restarted too often, for example under a single-stepping debugger.
    PLUME_PUT_TOO_BIG = 4,  ///< Larger than any record can be.
    PLUME_PUT_NO_SLOT = 5,  ///< Too many threads are writing the shared ring at this moment.
};

enum {
    PLUME_RING_HEAD = 0,
    PLUME_RING_LOST = 8,
    PLUME_RING_STAMP = 16,
    PLUME_RING_COUNT = 24,
    PLUME_RING_FROZEN = 32,
    PLUME_RING_TOO_BIG = 40,
    PLUME_RING_MALFORMED = 48,
    PLUME_RING_TAIL = 64,
    PLUME_RING_CONSUMED = 72,
    PLUME_RING_TABLE = 128,
    PLUME_RING_MAXIMUM_SUB_BUFFERS = 256,
    PLUME_RING_COUNT_BITS = 40,
    PLUME_RING_CONTROL_SIZE = 4096,
    PLUME_RING_RECORD_HEADER = 8,
    PLUME_RING_MAXIMUM_PAYLOAD = 65536,
    PLUME_RING_MAXIMUM_TRIES = 1000,
};

#if defined(__x86_64__)

// The frame of every section: the descriptor that the kernel reads, the store that arms it, and the
// abort handler that restarts it a limited number of times. The retry loop is here and not in C so
// that the compiler cannot unroll it into several copies of the section. The tries are counted in
// r11 and the rseq offset is kept in r10; a section must not touch either.
#define PLUME_SECTION_BEGIN                                                                        \
    ".pushsection __rseq_cs, \"aw\"\n\t"                                                           \
    ".balign 32\n\t"                                                                               \
    "90:\n\t"                                                                                      \
    ".long 0, 0\n\t"                                                                               \
    ".quad 91f, (92f - 91f), 93f\n\t"                                                              \
    ".popsection\n\t"                                                                              \
    "movl $1000, %%r11d\n\t"                                                                       \
    "movq 40(%[ring]), %%r10\n\t"                                                                  \
    "94:\n\t"                                                                                      \
    "leaq 90b(%%rip), %%rcx\n\t"                                                                   \
    "movq %%rcx, %%fs:8(%%r10)\n\t"                                                                \
    "91:\n\t"                                                                                      \
    "movq 112(%[ring]), %%rcx\n\t"                                                                 \
    "movq 104(%[ring]), %%r9\n\t"                                                                  \
    "movl %%fs:(%%rcx), %%ecx\n\t"                                                                 \
    "cmpq (%%r9), %%rcx\n\t"                                                                       \
    "jae %l[no_cpu]\n\t"                                                                           \
    "imulq 8(%[ring]), %%rcx\n\t"                                                                  \
    "addq (%[ring]), %%rcx\n\t" /* rcx = this CPU's control page */

#define PLUME_SECTION_END                                                                          \
    "92:\n\t"                                                                                      \
    ".pushsection __rseq_failure, \"ax\"\n\t"                                                      \
    ".byte 0x0f, 0xb9, 0x3d\n\t"                                                                   \
    ".long 0x53053053\n\t"                                                                         \
    "93:\n\t"                                                                                      \
    "decl %%r11d\n\t"                                                                              \
    "jnz 94b\n\t"                                                                                  \
    "jmp %l[aborted]\n\t"                                                                          \
    ".popsection\n\t"

// Leaves the new head in r9 and the record's address in r8.
//
// A ring that discards is checked for room. A ring that overwrites takes nothing while it is frozen
// for a snapshot. Else it counts the record: the word at 24 holds, in its low 40 bits, a count, and
// above them a tag, the low bits of the head that the count is for. Where the tag is another one, a
// section before was cut short after it counted, and what it counted never came: it is taken back.
// Count and tag are raised by one addition. Then, if the record leaves its sub-buffer, the table
// learns where the next record begins, before any byte of what stood there is touched.
#define PLUME_SECTION_RESERVE                                                                      \
    "movq (%%rcx), %%r8\n\t"                                                                       \
    "leaq 8(%%r8, %[length]), %%r9\n\t"                                                            \
    "cmpl $0, 60(%[ring])\n\t"                                                                     \
    "je 87f\n\t"                                                                                   \
    "cmpq $0, 32(%%rcx)\n\t"                                                                       \
    "jne %l[full]\n\t"                                                                             \
    "movq 24(%%rcx), %%rax\n\t"                                                                    \
    "movq %%r8, %%rdx\n\t"                                                                         \
    "shlq $37, %%rdx\n\t"                                                                          \
    "xorq %%rax, %%rdx\n\t"                                                                        \
    "shrq $40, %%rdx\n\t"                                                                          \
    "jz 85f\n\t"                                                                                   \
    "movq %%r8, %%rdx\n\t"                                                                         \
    "shlq $37, %%rdx\n\t"                                                                          \
    "shlq $24, %%rax\n\t"                                                                          \
    "shrq $24, %%rax\n\t"                                                                          \
    "leaq -1(%%rax, %%rdx), %%rax\n\t"                                                             \
    "85:\n\t"                                                                                      \
    "leaq 8(%[length]), %%rdx\n\t"                                                                 \
    "shlq $37, %%rdx\n\t"                                                                          \
    "leaq 1(%%rax, %%rdx), %%rax\n\t"                                                              \
    "movq %%rax, 24(%%rcx)\n\t"                                                                    \
    "movq %%r8, %%rdx\n\t"                                                                         \
    "xorq %%r9, %%rdx\n\t"                                                                         \
    "cmpq 64(%[ring]), %%rdx\n\t"                                                                  \
    "jbe 86f\n\t"                                                                                  \
    "movq %%rcx, %%rax\n\t"                                                                        \
    "movl 72(%[ring]), %%ecx\n\t"                                                                  \
    "movq %%r9, %%rdx\n\t"                                                                         \
    "shrq %%cl, %%rdx\n\t"                                                                         \
    "movq %%rax, %%rcx\n\t"                                                                        \
    "andq 80(%[ring]), %%rdx\n\t"                                                                  \
    "movq %%r9, 128(%%rcx, %%rdx, 8)\n\t"                                                          \
    "jmp 86f\n\t"                                                                                  \
    "87:\n\t"                                                                                      \
    "movq %%r9, %%rax\n\t"                                                                         \
    "subq 64(%%rcx), %%rax\n\t"                                                                    \
    "cmpq 16(%[ring]), %%rax\n\t"                                                                  \
    "ja %l[full]\n\t"                                                                              \
    "86:\n\t"                                                                                      \
    "andq 24(%[ring]), %%r8\n\t"                                                                   \
    "leaq 4096(%%rcx, %%r8), %%r8\n\t"

// Stores stamp and record header from the time in rax, copies the payload, commits.
#define PLUME_SECTION_PUBLISH                                                                      \
    "movq %%rax, 16(%%rcx)\n\t"                                                                    \
    "shlq $16, %%rax\n\t"                                                                          \
    "orq %[id], %%rax\n\t"                                                                         \
    "movq %%rax, (%%r8)\n\t"                                                                       \
    "movq %[payload], %%rdx\n\t"                                                                   \
    "movq %[length], %%rax\n\t"                                                                    \
    "subq $32, %%rax\n\t"                                                                          \
    "jb 96f\n\t"                                                                                   \
    "95:\n\t"                                                                                      \
    "movups (%%rdx), %%xmm0\n\t"                                                                   \
    "movups 16(%%rdx), %%xmm1\n\t"                                                                 \
    "movups %%xmm0, 8(%%r8)\n\t"                                                                   \
    "movups %%xmm1, 24(%%r8)\n\t"                                                                  \
    "addq $32, %%rdx\n\t"                                                                          \
    "addq $32, %%r8\n\t"                                                                           \
    "subq $32, %%rax\n\t"                                                                          \
    "jae 95b\n\t"                                                                                  \
    "96:\n\t"                                                                                      \
    "testb $16, %%al\n\t"                                                                          \
    "jz 97f\n\t"                                                                                   \
    "movups (%%rdx), %%xmm0\n\t"                                                                   \
    "movups %%xmm0, 8(%%r8)\n\t"                                                                   \
    "addq $16, %%rdx\n\t"                                                                          \
    "addq $16, %%r8\n\t"                                                                           \
    "97:\n\t"                                                                                      \
    "testb $8, %%al\n\t"                                                                           \
    "jz 98f\n\t"                                                                                   \
    "movq (%%rdx), %%rdx\n\t"                                                                      \
    "movq %%rdx, 8(%%r8)\n\t"                                                                      \
    "98:\n\t"                                                                                      \
    "movq %%r9, (%%rcx)\n\t" /* the commit */

/// Publishes one record stamped with the time-stamp counter, read inside the section so that the
/// order of the ring is the order of time. length is a multiple of 8 and, with the 8-byte header,
/// at most the ring's size; in a ring that overwrites, at most a sub-buffer. Signal-safe; no lock,
/// no system call, no allocation.
static inline __attribute__((always_inline)) int plume_ring_put_tsc(
    const struct plume_ring *ring, uint64_t id, const void *payload, uint64_t length) {
    __asm__ goto(
        PLUME_SECTION_BEGIN PLUME_SECTION_RESERVE
        "rdtsc\n\t"
        "shlq $32, %%rdx\n\t"
        "orq %%rdx, %%rax\n\t"
        PLUME_SECTION_PUBLISH PLUME_SECTION_END
        :
        : [ring] "r"(ring), [id] "r"(id), [payload] "r"(payload), [length] "r"(length)
        : "rax", "rcx", "rdx", "r8", "r9", "r10", "r11", "xmm0", "xmm1", "cc", "memory"
        : full, no_cpu, aborted);
    return PLUME_PUT_DONE;
full:
    return PLUME_PUT_FULL;
no_cpu:
    return PLUME_PUT_NO_CPU;
aborted:
    return PLUME_PUT_ABORTED;
}

/// The same with a time read before the section, for machines without a constant TSC. A preempted
/// thread may come with an old time, so it is raised to the last one of this ring.
static inline __attribute__((always_inline)) int plume_ring_put_at(
    const struct plume_ring *ring, uint64_t id, const void *payload, uint64_t length,
    uint64_t time) {
    __asm__ goto(
        PLUME_SECTION_BEGIN PLUME_SECTION_RESERVE
        "movq %[time], %%rax\n\t"
        "cmpq 16(%%rcx), %%rax\n\t"
        "cmovbq 16(%%rcx), %%rax\n\t"
        PLUME_SECTION_PUBLISH PLUME_SECTION_END
        :
        : [ring] "r"(ring), [id] "r"(id), [payload] "r"(payload), [length] "r"(length),
          [time] "r"(time)
        : "rax", "rcx", "rdx", "r8", "r9", "r10", "r11", "xmm0", "xmm1", "cc", "memory"
        : full, no_cpu, aborted);
    return PLUME_PUT_DONE;
full:
    return PLUME_PUT_FULL;
no_cpu:
    return PLUME_PUT_NO_CPU;
aborted:
    return PLUME_PUT_ABORTED;
}

/// Adds 1 to a counter in this CPU's control page: the single add is the commit.
static inline __attribute__((always_inline)) int plume_ring_count_here(
    const struct plume_ring *ring, uint64_t counter) {
    __asm__ goto(
        PLUME_SECTION_BEGIN
        "addq $1, (%%rcx, %[counter])\n\t"
        PLUME_SECTION_END
        :
        : [ring] "r"(ring), [counter] "r"(counter)
        : "rcx", "r9", "r10", "r11", "cc", "memory"
        : no_cpu, aborted);
    return PLUME_PUT_DONE;
no_cpu:
    return PLUME_PUT_NO_CPU;
aborted:
    return PLUME_PUT_ABORTED;
}

#else  // Other machines use the shared ring until their sections have been tested.

static inline int plume_ring_put_tsc(
    const struct plume_ring *ring, uint64_t id, const void *payload, uint64_t length) {
    (void)ring, (void)id, (void)payload, (void)length;
    return PLUME_PUT_NO_CPU;
}

static inline int plume_ring_put_at(
    const struct plume_ring *ring, uint64_t id, const void *payload, uint64_t length,
    uint64_t time) {
    (void)ring, (void)id, (void)payload, (void)length, (void)time;
    return PLUME_PUT_NO_CPU;
}

static inline int plume_ring_count_here(const struct plume_ring *ring, uint64_t counter) {
    (void)ring, (void)counter;
    return PLUME_PUT_NO_CPU;
}

#endif

/// Counts one lost record, in this CPU's ring or in the shared one.
void plume_ring_count_lost(const struct plume_ring *ring);

/// Counts one record that is larger than a record can be.
void plume_ring_count_too_big(const struct plume_ring *ring);

/// Counts one event whose arguments are not those of its description, the same way.
void plume_ring_count_malformed(const struct plume_ring *ring);

/// What plume_ring_put does when the fast path did not publish: reads the other clock, waits for
/// room if the channel says so, takes the shared ring, or counts the loss. Out of line because it
/// is rare.
int plume_ring_put_slow(
    const struct plume_ring *ring, uint64_t id, const void *payload, uint64_t length, int result);

/// Publishes one record, or counts it as lost. payload holds length bytes, a multiple of 8.
/// About 2 ns and the price of the clock. Signal-safe; no lock, no allocation; no system call but
/// to sleep, where the channel lets records wait for room.
static inline __attribute__((always_inline)) int plume_ring_put(
    const struct plume_ring *ring, uint64_t id, const void *payload, uint64_t length) {
    int result = PLUME_PUT_FULL;
    if (__builtin_expect(ring->is_direct && length <= ring->sub_buffer_mask - 7, 1)) {
        result = plume_ring_put_tsc(ring, id, payload, length);
        if (__builtin_expect(result == PLUME_PUT_DONE, 1)) return result;
    }
    return plume_ring_put_slow(ring, id, payload, length, result);
}

/// The number of the calling thread's ring by its rseq area; beyond every count when it has none.
static inline uint64_t plume_rseq_index(const struct plume_ring *ring) {
#if defined(__x86_64__)
    uint32_t index;
    __asm__ volatile("movl %%fs:(%1), %0" : "=r"(index) : "r"(ring->index_offset));
    return index;
#else
    (void)ring;
    return UINT64_MAX;
#endif
}

/// Loads the session's flag: a relaxed load, so that stop and start act at the next event.
static inline int plume_ring_is_active(const struct plume_ring *ring) {
    return __atomic_load_n(ring->active, __ATOMIC_RELAXED) != 0;
}

/// Whether it makes sense to wait for room.
static inline int plume_ring_may_wait(const struct plume_ring *ring) {
    return plume_ring_is_active(ring) && __atomic_load_n(&ring->abandoned, __ATOMIC_RELAXED) == 0;
}

/// Atomic access of the consumer to 64-bit words of a control page.
static inline uint64_t plume_load_acquire(const void *address) {
    return __atomic_load_n((const uint64_t *)address, __ATOMIC_ACQUIRE);
}

/// Loads a word after everything that was read before, which an acquire alone does not promise.
static inline uint64_t plume_load_after_copy(const void *address) {
    __atomic_thread_fence(__ATOMIC_ACQUIRE);
    return __atomic_load_n((const uint64_t *)address, __ATOMIC_ACQUIRE);
}

static inline void plume_store_release(void *address, uint64_t value) {
    __atomic_store_n((uint64_t *)address, value, __ATOMIC_RELEASE);
}

/// Puts everything that was stored before in front of everything that is loaded after.
static inline void plume_fence(void) { __atomic_thread_fence(__ATOMIC_SEQ_CST); }

static inline void plume_store_flag(void *address, uint32_t value) {
    __atomic_store_n((uint32_t *)address, value, __ATOMIC_RELEASE);
}

/// The time-stamp counter, unordered; 0 where there is none.
static inline uint64_t plume_read_tsc(void) {
#if defined(__x86_64__)
    return __builtin_ia32_rdtsc();
#else
    return 0;
#endif
}

/// Offsets in the rseq area: the CPU, and the number of this thread among those of its process that
/// run at the same time (mm_cid).
enum { PLUME_RSEQ_CPU = 4, PLUME_RSEQ_CONCURRENCY_ID = 24 };

/// Fills in what tells a child process from its parent, and which number a section takes for its
/// ring, and whether it may: the CPU, or with by_concurrency_id the number of the thread in its
/// process. Such rings belong to one process. So the count that the number is compared with then
/// lies in memory that is 0 in every child, however it is forked (MADV_WIPEONFORK). Where that
/// cannot be had all records go to the shared ring.
void plume_ring_choose_sections(struct plume_ring *ring, int by_concurrency_id);

enum { PLUME_RING_COUNTER_WORDS = 8 };

/// Makes of both a ring that takes no record and counts them all, as rings count those that are too
/// big. It costs what a record costs that finds no room: an atomic addition.
void plume_ring_only_count(struct plume_ring *ring, uint64_t *counters);

/// What such a ring has counted.
uint64_t plume_ring_counted(const struct plume_ring *ring);

/// Bytes from the thread pointer to the rseq area.
int64_t plume_rseq_offset(void);

/// Whether the C library registered this thread's rseq area.
int plume_rseq_is_registered(void);

/// Bytes of the rseq area that the kernel fills in (AT_RSEQ_FEATURE_SIZE); 0 when it does not say.
uint64_t plume_rseq_feature_size(void);

/// Whether the TSC ticks at one rate in every power state (CPUID 0x80000007, EDX bit 8).
int plume_tsc_is_invariant(void);

#endif
