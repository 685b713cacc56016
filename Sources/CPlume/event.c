// SPDX-License-Identifier: Apache-2.0

#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <pthread.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "plume.h"

__thread uint64_t plume_thread_identity __attribute__((tls_model("initial-exec")));

uint64_t plume_thread_identity_slow(void) {
    uint64_t identity = (uint64_t)(uint32_t)getpid() | (uint64_t)syscall(SYS_gettid) << 32;
    plume_thread_identity = identity;
    return identity;
}

void plume_forget_thread_identity(void) { plume_thread_identity = 0; }

// The end of every list of callbacks; the ABI's tracers find it through each event's state.
static const uint64_t empty_callback[3];

void plume_event_state_initialize(void *state, const void *description) {
    struct plume_event_state *event = state;
    event->callbacks = empty_callback;
    event->description = description;
}

struct large_area {
    void *bytes;
    int in_use;
};

static __thread struct large_area area __attribute__((tls_model("initial-exec")));
static pthread_key_t area_key;
static int area_key_exists;

static void free_area(void *bytes) { munmap(bytes, PLUME_LARGE_AREA_SIZE); }

__attribute__((constructor)) static void create_area_key(void) {
    area_key_exists = pthread_key_create(&area_key, free_area) == 0;
}

void *plume_large_area_acquire(void) {
    if (area.in_use) return NULL;
    area.in_use = 1;
    if (!area.bytes) {
        void *bytes = mmap(
            NULL, PLUME_LARGE_AREA_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1,
            0);
        if (bytes == MAP_FAILED) {
            area.in_use = 0;
            return NULL;
        }
        area.bytes = bytes;
        if (area_key_exists) pthread_setspecific(area_key, bytes);
    }
    return area.bytes;
}

void plume_large_area_release(void) { area.in_use = 0; }

extern char __start_plume_event[] __attribute__((weak, visibility("hidden")));
extern char __stop_plume_event[] __attribute__((weak, visibility("hidden")));

void plume_event_section(void **start, void **stop) {
    *start = __start_plume_event;
    *stop = __stop_plume_event;
}

// Linked only into programs that import Plume; the command-line tools share this file without it.
extern void plume_runtime_start(void) __attribute__((weak));
extern void plume_runtime_end(void) __attribute__((weak));

// A library that holds the runtime stays loaded: its agent's code, the descriptors of its critical
// sections, which the kernel reads, and its events' states are used as long as the process lives.
static void stay_loaded(void) {
    Dl_info information;
    struct link_map *map = NULL;
    if (!dladdr1(empty_callback, &information, (void **)&map, RTLD_DL_LINKMAP)) return;
    // The main program has no name and cannot be unloaded.
    if (map && map->l_name[0]) dlopen(map->l_name, RTLD_LAZY | RTLD_NOLOAD | RTLD_NODELETE);
}

__attribute__((constructor)) static void start_runtime(void) {
    if (!plume_runtime_start) return;
    stay_loaded();
    plume_runtime_start();
}

// After the destructors of the program, whose events count, too.
__attribute__((destructor(101))) static void end_runtime(void) {
    if (plume_runtime_end) plume_runtime_end();
}
