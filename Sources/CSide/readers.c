// SPDX-License-Identifier: Apache-2.0

#define _GNU_SOURCE
#include <linux/membarrier.h>
#include <sched.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "plume_side.h"

__thread uint32_t plume_side_nesting[2] __attribute__((tls_model("initial-exec")));

struct plume_side_readers plume_side_readers_of_process;

// Where the C library put each thread's rseq area; absent where it has none. They are bound by the
// dynamic linker: a look-up by name may miss them, depending on the order of libraries.
extern const ptrdiff_t __rseq_offset __attribute__((weak));
extern const unsigned int __rseq_size __attribute__((weak));

// The counters of programs that have no memory left for counters of their CPUs.
static uint8_t shared_counters[PLUME_SIDE_CPU_STRIDE] __attribute__((aligned(128)));

// The counters of most machines: they are part of the library, so that a program that nobody
// records asks for no memory, and opens no file to learn of CPUs. A page that nobody counts in is
// not there.
enum { FEW_CPUS = 64, CPUS_OF_A_PAGE = 4096 / PLUME_SIDE_CPU_STRIDE };
static uint8_t counters_of_few[FEW_CPUS * PLUME_SIDE_CPU_STRIDE] __attribute__((aligned(4096)));

// Few CPUs that counters are needed for, or 0 where there may be more. The kernel refuses a mask
// that is too short for all CPUs that there may ever be. A thread that gets to run on a CPU without
// counters, because it was not allowed to at first, counts by atomic additions.
static uint32_t count_few_cpus(void) {
    uint64_t mask = 0;
    if (syscall(SYS_sched_getaffinity, 0, sizeof mask, &mask) != sizeof mask) return 0;
    return mask >> CPUS_OF_A_PAGE ? FEW_CPUS : CPUS_OF_A_PAGE;
}

uint32_t plume_side_current_cpu(void) {
    int cpu = sched_getcpu();
    return cpu < 0 ? 0 : (uint32_t)cpu;
}

static int register_barriers(void) {
    return syscall(SYS_membarrier, MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED, 0, 0) == 0;
}

static int can_use_sequences(void) {
#if defined(__x86_64__)
    if (!&__rseq_size || !&__rseq_offset || __rseq_size == 0) return 0;
    return register_barriers();
#else
    return 0;
#endif
}

static void make_counters(struct plume_side_readers *readers) {
    long count = sysconf(_SC_NPROCESSORS_CONF);
    if (count < 1) count = 1;
    readers->cpus = mmap(
        NULL, (size_t)count * PLUME_SIDE_CPU_STRIDE, PROT_READ | PROT_WRITE,
        MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    readers->cpu_count = (uint32_t)count;
    if (readers->cpus == MAP_FAILED) {
        readers->cpus = shared_counters;
        readers->cpu_count = 1;
    }
}

void plume_side_prepare_readers(struct plume_side_readers *readers) {
    uint32_t count = count_few_cpus();
    if (count) {
        readers->cpus = counters_of_few;
        readers->cpu_count = count;
    } else {
        make_counters(readers);
    }
    plume_side_use_sequences(readers, 1);
}

int plume_side_use_sequences(struct plume_side_readers *readers, int whether) {
    int before = readers->sequence_count != 0;
    int can = whether && readers->cpus != shared_counters && can_use_sequences();
    if (can) readers->rseq_offset = __rseq_offset;
    readers->sequence_count = can ? readers->cpu_count : 0;
    return before;
}

// Memory that is as it should be is not written to: the child shares it until it is.
static void set_counters(struct plume_side_counters *counters, struct plume_side_counters to) {
    if (memcmp(counters, &to, sizeof to) != 0) *counters = to;
}

void plume_side_reset_readers_in_child(struct plume_side_readers *readers) {
    for (uint32_t cpu = 0; cpu < readers->cpu_count; cpu++) {
        struct plume_side_counters *periods =
            (struct plume_side_counters *)(readers->cpus + (uint64_t)cpu * PLUME_SIDE_CPU_STRIDE);
        // A callback that forks ends the sections in the child that it began in the parent.
        for (int period = 0; period < 2; period++) {
            struct plume_side_counters now = {0};
            if (cpu == 0) now.begun_atomically = plume_side_nesting[period];
            set_counters(&periods[period], now);
        }
    }
    if (readers->sequence_count) register_barriers();
}

void plume_side_barrier(const struct plume_side_readers *readers) {
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
    // Readers in sequences have no barrier of their own, so each CPU that runs one is sent one.
    if (readers->sequence_count) {
        syscall(SYS_membarrier, MEMBARRIER_CMD_PRIVATE_EXPEDITED, 0, 0);
    }
}

// The numbers by which threads choose a ring stay in the area when the kernel no longer writes it,
// so they are made such that no ring has them.
void plume_side_leave_sequences(void) {
    enum { REGISTERED_SIZE = 32, UNREGISTER = 1, SIGNATURE = 0x53053053 };
    enum { CPU_ID = 4, CONCURRENCY_ID = 24 };
    if (!&__rseq_size || !&__rseq_offset || __rseq_size == 0) return;
    char *area = (char *)__builtin_thread_pointer() + __rseq_offset;
    if (syscall(SYS_rseq, area, REGISTERED_SIZE, UNREGISTER, SIGNATURE)) return;
    const uint32_t none = UINT32_MAX;
    memcpy(area + CPU_ID, &none, sizeof none);
    memcpy(area + CONCURRENCY_ID, &none, sizeof none);
}
