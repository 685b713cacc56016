// SPDX-License-Identifier: Apache-2.0
// Counters of perf_event_open, one descriptor for each thread and counter, opened when first read.

#define _GNU_SOURCE
#include <linux/perf_event.h>
#include <pthread.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "plume.h"

struct counter {
    uint32_t type;
    uint64_t config;
};

static struct counter counters[PLUME_PERF_MAXIMUM_COUNTERS];
static int counter_count;

int plume_perf_counter(uint32_t type, uint64_t config) {
    for (int index = 0; index < counter_count; index++)
        if (counters[index].type == type && counters[index].config == config) return index;
    if (counter_count == PLUME_PERF_MAXIMUM_COUNTERS) return -1;
    counters[counter_count] = (struct counter){type, config};
    return counter_count++;
}

// Without the kernel's part first: that is what an ordinary user may count.
static int open_counter(uint32_t type, uint64_t config) {
    struct perf_event_attr attributes;
    memset(&attributes, 0, sizeof attributes);
    attributes.size = sizeof attributes;
    attributes.type = type;
    attributes.config = config;
    int file = (int)syscall(
        SYS_perf_event_open, &attributes, 0, -1, -1, PERF_FLAG_FD_CLOEXEC);
    if (file >= 0) return file;
    attributes.exclude_kernel = 1;
    attributes.exclude_hv = 1;
    return (int)syscall(SYS_perf_event_open, &attributes, 0, -1, -1, PERF_FLAG_FD_CLOEXEC);
}

int plume_perf_is_available(uint32_t type, uint64_t config) {
    int file = open_counter(type, config);
    if (file < 0) return 0;
    close(file);
    return 1;
}

enum { UNUSED = 0, OPEN = 1, FAILED = 2 };

// The thread's descriptors. The program may have closed one and opened something else under its
// number, so the id that the kernel gave the counter is asked for each time.
static __thread struct {
    uint64_t identity;
    struct {
        int file;
        int state;
        uint64_t id;
    } each[PLUME_PERF_MAXIMUM_COUNTERS];
} thread __attribute__((tls_model("initial-exec")));

static pthread_key_t key;
static int has_key;

static int is_ours(int file, uint64_t id) {
    uint64_t found = 0;
    return syscall(SYS_ioctl, file, PERF_EVENT_IOC_ID, &found) == 0 && found == id;
}

static void close_counters(void *unused) {
    (void)unused;
    for (int index = 0; index < PLUME_PERF_MAXIMUM_COUNTERS; index++) {
        if (thread.each[index].state == OPEN
            && is_ours(thread.each[index].file, thread.each[index].id))
            syscall(SYS_close, thread.each[index].file);
        thread.each[index].state = UNUSED;
    }
}

__attribute__((constructor)) static void make_key(void) {
    has_key = pthread_key_create(&key, close_counters) == 0;
}

uint64_t plume_perf_read(uint32_t index) {
    if (index >= PLUME_PERF_MAXIMUM_COUNTERS) return 0;
    uint64_t identity = plume_get_thread_identity();
    if (thread.identity != identity) {
        // The child of a fork counts for itself.
        close_counters(NULL);
        thread.identity = identity;
        if (has_key) pthread_setspecific(key, &thread);
    }
    if (thread.each[index].state == UNUSED) {
        int file = open_counter(counters[index].type, counters[index].config);
        uint64_t id = 0;
        int isOpen = file >= 0 && syscall(SYS_ioctl, file, PERF_EVENT_IOC_ID, &id) == 0;
        thread.each[index].state = isOpen ? OPEN : FAILED;
        thread.each[index].file = file;
        thread.each[index].id = id;
    }
    uint64_t value = 0;
    if (thread.each[index].state != OPEN) return 0;
    if (!is_ours(thread.each[index].file, thread.each[index].id)) {
        thread.each[index].state = UNUSED;
        return 0;
    }
    long count = syscall(SYS_read, thread.each[index].file, &value, sizeof value);
    return count == (long)sizeof value ? value : 0;
}
