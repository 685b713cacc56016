// SPDX-License-Identifier: Apache-2.0
// The readers' half of read-copy-update: what an event does before and after it walks the
// callbacks. docs/abi/side.md says why the counters are what they are.

#ifndef PLUME_SIDE_READERS_H
#define PLUME_SIDE_READERS_H

#include <stddef.h>
#include <stdint.h>

// What is never NULL is no optional in Swift.
#if defined(__clang__)
#define PLUME_SIDE_NONNULL _Nonnull
#pragma clang diagnostic ignored "-Wnullability-completeness"
#else
#define PLUME_SIDE_NONNULL
#endif

/** The readers of one period on one CPU: two pairs, as one pair can only be changed in one way. */
struct plume_side_counters {
    uint64_t begun;            ///< Changed by restartable sequences alone.
    uint64_t ended;            ///< Changed by restartable sequences alone.
    uint64_t begun_atomically; ///< Changed by atomic additions alone.
    uint64_t ended_atomically; ///< Changed by atomic additions alone.
};

enum {
    PLUME_SIDE_CPU_SHIFT = 7,  ///< Binary logarithm of the bytes of a CPU's counters.
    PLUME_SIDE_CPU_STRIDE = 1 << PLUME_SIDE_CPU_SHIFT,
};

_Static_assert(2 * sizeof(struct plume_side_counters) <= PLUME_SIDE_CPU_STRIDE, "two periods");

/** Where the readers of this process count themselves. Written once, except for the period. */
struct plume_side_readers {
    uint8_t *cpus;             ///< Counters of CPU 0, both periods, then those of CPU 1.
    uint64_t sequence_count;   ///< CPUs whose counters sequences change; 0 where none may be used.
    int64_t rseq_offset;       ///< Bytes from the thread pointer to the rseq area.
    uint32_t cpu_count;        ///< CPUs that have counters, at least 1.
    uint32_t period;           ///< The period new readers belong to, 0 or 1.
};

/** The readers of this copy of the runtime. */
extern struct plume_side_readers plume_side_readers_of_process
    __attribute__((visibility("hidden")));

/** Read sections that the calling thread is inside of, by period. */
extern __thread uint32_t plume_side_nesting[2]
    __attribute__((visibility("hidden"), tls_model("initial-exec")));

/** The readers, by address: no lock, signal-safe. */
static inline struct plume_side_readers *PLUME_SIDE_NONNULL plume_side_get_readers(void) {
    return &plume_side_readers_of_process;
}

/** How deep the calling thread is inside of read sections: not 0 within a callback. Signal-safe. */
static inline uint32_t plume_side_get_nesting(uint32_t period) {
    return plume_side_nesting[period];
}

/** The number of the CPU the thread runs on, 0 when nobody knows. */
uint32_t plume_side_current_cpu(void) __attribute__((visibility("hidden")));

/** Ends the calling thread's restartable sequences for good, so that it records where threads
    without them do. Has no effect where that cannot be. */
void plume_side_leave_sequences(void) __attribute__((visibility("hidden")));

// Adds 1 to a counter of a CPU in a way that all CPUs agree on.
static inline __attribute__((always_inline)) void plume_side_increment_atomically(
    const struct plume_side_readers *readers, uint64_t offset) {
    uint64_t cpu = plume_side_current_cpu() % readers->cpu_count;
    uint64_t *counter = (uint64_t *)(readers->cpus + (cpu << PLUME_SIDE_CPU_SHIFT) + offset);
    __atomic_fetch_add(counter, 1, __ATOMIC_SEQ_CST);
}

#if defined(__x86_64__)

// Adds 1 to a counter of this CPU in one restartable sequence, of which the addition is the commit.
// 0 when the thread has no rseq area, its CPU no counters, or the sequence was cut short too often.
static inline __attribute__((always_inline)) int plume_side_increment_in_sequence(
    const struct plume_side_readers *readers, uint64_t offset) {
    __asm__ goto(
        ".pushsection __rseq_cs, \"aw\"\n\t"
        ".balign 32\n\t"
        "80:\n\t"
        ".long 0, 0\n\t"
        ".quad 81f, (82f - 81f), 83f\n\t"
        ".popsection\n\t"
        "movl $1000, %%r11d\n\t"
        "movq 16(%[readers]), %%r10\n\t"
        "84:\n\t"
        "leaq 80b(%%rip), %%rcx\n\t"
        "movq %%rcx, %%fs:8(%%r10)\n\t"
        "81:\n\t"
        "movl %%fs:4(%%r10), %%ecx\n\t"
        "cmpq 8(%[readers]), %%rcx\n\t"
        "jae %l[unable]\n\t"
        "shlq $7, %%rcx\n\t"
        "addq (%[readers]), %%rcx\n\t"
        "incq (%%rcx, %[offset])\n\t"
        "82:\n\t"
        ".pushsection __rseq_failure, \"ax\"\n\t"
        ".byte 0x0f, 0xb9, 0x3d\n\t"
        ".long 0x53053053\n\t"
        "83:\n\t"
        "decl %%r11d\n\t"
        "jnz 84b\n\t"
        "jmp %l[unable]\n\t"
        ".popsection\n\t"
        :
        : [readers] "r"(readers), [offset] "r"(offset)
        : "rcx", "r10", "r11", "cc", "memory"
        : unable);
    return 1;
unable:
    return 0;
}

_Static_assert(offsetof(struct plume_side_readers, sequence_count) == 8, "the sequence reads it");
_Static_assert(offsetof(struct plume_side_readers, rseq_offset) == 16, "the sequence reads it");

#else

static inline int plume_side_increment_in_sequence(
    const struct plume_side_readers *readers, uint64_t offset) {
    (void)readers;
    (void)offset;
    return 0;
}

#endif

// A sequence is tried only where there may be one: without rseq, its area cannot be written.
static inline __attribute__((always_inline)) void plume_side_increment(
    const struct plume_side_readers *readers, uint64_t in_sequence, uint64_t atomically) {
    if (__builtin_expect(readers->sequence_count != 0, 1) &&
        __builtin_expect(plume_side_increment_in_sequence(readers, in_sequence), 1))
        return;
    plume_side_increment_atomically(readers, atomically);
}

/** Begins a read section and returns its period, which plume_side_end_reading takes: until then, no
    table of callbacks that the reader may see is freed. Nests; signal-safe; no lock, no system call
    where there is rseq. */
static inline __attribute__((always_inline)) uint32_t plume_side_begin_reading(
    const struct plume_side_readers *readers) {
    uint32_t period = __atomic_load_n(&readers->period, __ATOMIC_RELAXED);
    plume_side_nesting[period]++;
    uint64_t base = period * sizeof(struct plume_side_counters);
    plume_side_increment(
        readers, base + offsetof(struct plume_side_counters, begun),
        base + offsetof(struct plume_side_counters, begun_atomically));
    __asm__ volatile("" ::: "memory");
    return period;
}

/** Ends a read section of a period. The thread may have moved to another CPU meanwhile: only the
    sums over all CPUs mean something. Signal-safe. */
static inline __attribute__((always_inline)) void plume_side_end_reading(
    const struct plume_side_readers *readers, uint32_t period) {
    __asm__ volatile("" ::: "memory");
    uint64_t base = period * sizeof(struct plume_side_counters);
    plume_side_increment(
        readers, base + offsetof(struct plume_side_counters, ended),
        base + offsetof(struct plume_side_counters, ended_atomically));
    plume_side_nesting[period]--;
}

/** The counters of a CPU in a period. */
static inline struct plume_side_counters *plume_side_counters_of(
    const struct plume_side_readers *readers, uint32_t cpu, uint32_t period) {
    uint8_t *counters = readers->cpus + ((uint64_t)cpu << PLUME_SIDE_CPU_SHIFT);
    return (struct plume_side_counters *)counters + period;
}

/** Read sections of a period that have begun on any CPU. */
static inline uint64_t plume_side_count_begun(
    const struct plume_side_readers *readers, uint32_t period) {
    uint64_t sum = 0;
    for (uint32_t cpu = 0; cpu < readers->cpu_count; cpu++) {
        struct plume_side_counters *counters = plume_side_counters_of(readers, cpu, period);
        sum += __atomic_load_n(&counters->begun, __ATOMIC_ACQUIRE);
        sum += __atomic_load_n(&counters->begun_atomically, __ATOMIC_ACQUIRE);
    }
    return sum;
}

/** Read sections of a period that have ended on any CPU. */
static inline uint64_t plume_side_count_ended(
    const struct plume_side_readers *readers, uint32_t period) {
    uint64_t sum = 0;
    for (uint32_t cpu = 0; cpu < readers->cpu_count; cpu++) {
        struct plume_side_counters *counters = plume_side_counters_of(readers, cpu, period);
        sum += __atomic_load_n(&counters->ended, __ATOMIC_ACQUIRE);
        sum += __atomic_load_n(&counters->ended_atomically, __ATOMIC_ACQUIRE);
    }
    return sum;
}

#endif
