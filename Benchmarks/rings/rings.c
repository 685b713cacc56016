// SPDX-License-Identifier: Apache-2.0
// Puts records into rings of each allocation and loss mode.

#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "cbenchmark.h"
#include "plume.h"

enum { SIZE = 2 << 20, CPUS = 64, EMPTIED_EVERY = 128 };

static const uint32_t active = 1;
static uint64_t given_up[PLUME_RING_GIVEN_UP_COUNT + 1];
static struct plume_ring ring;
static unsigned char payload[256];
static int length;

// Maps an area whose data is there twice in a row.
static void map_twice(uint8_t *at, int file, off_t offset, size_t control) {
    int both = PROT_READ | PROT_WRITE;
    int flags = MAP_SHARED | MAP_FIXED;
    if (mmap(at, control + SIZE, both, flags, file, offset) == MAP_FAILED
        || mmap(at + control + SIZE, SIZE, both, flags, file, offset + (off_t)control)
            == MAP_FAILED) {
        perror("mmap");
        exit(1);
    }
}

static void make(int allocation, int overwrites, int clock) {
    int cpus = allocation == 1 ? 0 : CPUS;
    size_t stride = PLUME_RING_CONTROL_SIZE + 2 * SIZE;
    size_t bytes = cpus * stride + PLUME_SHARED_CONTROL_SIZE + 2 * SIZE;
    int file = memfd_create("rings", MFD_CLOEXEC);
    int kind = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
    uint8_t *base = mmap(NULL, bytes, PROT_NONE, kind, -1, 0);
    if (file < 0 || base == MAP_FAILED || ftruncate(file, (off_t)bytes) != 0) {
        perror("memory");
        exit(1);
    }
    off_t offset = 0;
    for (int cpu = 0; cpu < cpus; cpu++) {
        map_twice(base + cpu * stride, file, offset, PLUME_RING_CONTROL_SIZE);
        offset += PLUME_RING_CONTROL_SIZE + SIZE;
    }
    map_twice(base + cpus * stride, file, offset, PLUME_SHARED_CONTROL_SIZE);
    close(file);
    int shift = overwrites ? 17 : 21;
    ring = (struct plume_ring){
        .base = base,
        .stride = stride,
        .size = SIZE,
        .mask = SIZE - 1,
        .cpu_count = (uint64_t)cpus,
        .rseq_offset = plume_rseq_offset(),
        .active = &active,
        .clock = (uint32_t)clock,
        .overwrites = (uint32_t)overwrites,
        .sub_buffer_mask = (1u << shift) - 1,
        .sub_buffer_shift = (uint64_t)shift,
        .table_mask = (SIZE >> shift) - 1,
        .given_up = given_up,
        .shared = base + cpus * stride,
        .shared_size = SIZE,
        .shared_mask = SIZE - 1,
        .shared_sub_buffer_mask = (1u << shift) - 1,
    };
    plume_ring_choose_sections(&ring, allocation == 2);
}

// What a consumer would do that is always there in time. Two threads may do it at once to a shared
// ring, which makes room a little early and costs the same.
static void empty_rings(void) {
    uint64_t index = plume_rseq_index(&ring);
    uint8_t *control = index < *ring.count ? ring.base + index * ring.stride : ring.shared;
    plume_store_release(control + PLUME_RING_TAIL, plume_load_acquire(control));
}

__attribute__((noinline)) static void loop(void) {
    uint64_t refused = 0;
    for (int event = 0; event < benchmark_events; event++) {
        refused += plume_ring_put(&ring, 1, payload, (uint64_t)length) != PLUME_PUT_DONE;
        if (event % EMPTIED_EVERY == EMPTIED_EVERY - 1) empty_rings();
        benchmark_barrier();
    }
    // A refused record would look cheap. In a shared ring that overwrites some are, where a thread
    // was preempted inside a record while another one went around.
    if (refused > (uint64_t)benchmark_events / 20) {
        fprintf(stderr, "%lu records of %d were refused\n", refused, benchmark_events);
        if (!ring.overwrites) exit(1);
    }
}

int main(void) {
    static const char *const names[] = {"per-cpu", "per-channel", "per-id"};
    static const char *const modes[] = {"discard", "overwrite"};
    static const int sizes[] = {0, 24, 64, 256};
    if (!plume_tsc_is_invariant()) fprintf(stderr, "the counter is not constant\n");
    benchmark_run("rdtsc alone", 1, 0, benchmark_rdtsc_loop);
    for (int allocation = 0; allocation < 3; allocation++)
        for (int mode = 0; mode < 2; mode++)
            for (int threads = 1; threads <= 2; threads++)
                for (int size = 0; size < 4; size++) {
                    make(allocation, mode, PLUME_CLOCK_TSC);
                    length = sizes[size];
                    char name[96];
                    snprintf(
                        name, sizeof name, "plume %s, %s, %d B, %d thread%s", names[allocation],
                        modes[mode], length, threads, threads == 1 ? "" : "s");
                    benchmark_run(name, threads, length, loop);
                }
    return 0;
}
