// SPDX-License-Identifier: Apache-2.0
// What a program that nobody records asks the system for while it starts: not how many CPUs there
// are, which opens a file, where the runtime has counters for all that there may be.

#define _GNU_SOURCE
#include <stdint.h>
#include <sys/mman.h>
#include <sys/syscall.h>

#include "check.h"
#include "side_abi.h"

static int questions;

// The runtime finds these before those of the C library.
__attribute__((visibility("default"))) long sysconf(int name) {
    (void)name;
    questions++;
    return 1;
}

__attribute__((visibility("default"))) void *mmap(
    void *address, size_t size, int protection, int flags, int descriptor, off_t offset) {
    questions++;
    return (void *)syscall(SYS_mmap, address, size, protection, flags, descriptor, offset);
}

int main(void) {
    uint64_t mask = 0;
    if (syscall(SYS_sched_getaffinity, 0, sizeof mask, &mask) != sizeof mask) return 0;
    CHECK(questions == 0);
    uint64_t key;
    CHECK(side_tracer_request_key(&key) == 0);
    return 0;
}
