// SPDX-License-Identifier: Apache-2.0
// Everything here may run inside a signal handler: it allocates nothing and takes no lock.

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "plume.h"

#if defined(__clang__)
#define PLUME_SWIFT_CALL __attribute__((swiftcall))
#else
#define PLUME_SWIFT_CALL
#endif

// Of Swift's concurrency library, where a program has it.
extern void *swift_task_getCurrent(void) __attribute__((weak)) PLUME_SWIFT_CALL;
extern uint64_t swift_task_getJobTaskId(void *task) __attribute__((weak)) PLUME_SWIFT_CALL;
extern uint8_t swift_task_currentPriority(void *task) __attribute__((weak)) PLUME_SWIFT_CALL;
extern const char *swift_task_getCurrentTaskName(void) __attribute__((weak)) PLUME_SWIFT_CALL;

// Reads the beginning of a file of /proc; the count of bytes, 0 when there are none.
static uint64_t read_file(const char *path, char *buffer, uint64_t capacity) {
    int file = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return 0;
    uint64_t length = 0;
    while (length < capacity) {
        long count = syscall(SYS_read, file, buffer + length, capacity - length);
        if (count <= 0) break;
        length += (uint64_t)count;
    }
    syscall(SYS_close, file);
    return length;
}

// What a thread remembers, as long as it is the thread that it was.
static __thread struct {
    uint64_t identity;
    uint32_t outer_process;
    uint32_t outer_thread;
    uintptr_t stack_low;
    uintptr_t stack_high;
    uint64_t namespaces_age;
    uint32_t namespaces[PLUME_NAMESPACE_COUNT];
} memory __attribute__((tls_model("initial-exec")));

static void check_memory(void) {
    uint64_t identity = plume_get_thread_identity();
    if (memory.identity == identity) return;
    memset(&memory, 0, sizeof memory);
    memory.identity = identity;
}

// The first number after "NSpid:" is that of the namespace which /proc was mounted for.
static uint32_t outer_id(const char *path) {
    char text[2048];
    uint64_t length = read_file(path, text, sizeof text - 1);
    text[length] = 0;
    const char *line = strstr(text, "\nNSpid:");
    if (!line) return 0;
    line += 7;
    while (*line == '\t' || *line == ' ') line++;
    uint32_t number = 0;
    while (*line >= '0' && *line <= '9') number = number * 10 + (uint32_t)(*line++ - '0');
    return number;
}

static uint32_t outer_process(void) {
    check_memory();
    if (!memory.outer_process) memory.outer_process = outer_id("/proc/self/status");
    return memory.outer_process;
}

static uint32_t outer_thread(void) {
    check_memory();
    if (!memory.outer_thread) memory.outer_thread = outer_id("/proc/thread-self/status");
    return memory.outer_thread;
}

// Tenths of seconds, from 1 on.
static uint64_t coarse_time(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
    return (uint64_t)now.tv_sec * 10 + (uint64_t)now.tv_nsec / 100000000 + 1;
}

// setns and unshare concern the calling thread alone. These take the place of the C library's, so
// that the thread forgets its namespaces at once; a bare system call is noticed within a second.
__attribute__((visibility("default"))) int setns(int file, int type) {
    memory.namespaces_age = 0;
    return (int)syscall(SYS_setns, file, type);
}
__attribute__((visibility("default"))) int unshare(int flags) {
    memory.namespaces_age = 0;
    return (int)syscall(SYS_unshare, flags);
}

static uint32_t namespace_inode(uint32_t which) {
    static const char *const paths[PLUME_NAMESPACE_COUNT] = {
        "/proc/thread-self/ns/cgroup", "/proc/thread-self/ns/ipc", "/proc/thread-self/ns/mnt",
        "/proc/thread-self/ns/net",    "/proc/thread-self/ns/pid", "/proc/thread-self/ns/time",
        "/proc/thread-self/ns/user",   "/proc/thread-self/ns/uts",
    };
    if (which >= PLUME_NAMESPACE_COUNT) return 0;
    check_memory();
    uint64_t now = coarse_time();
    if (now > memory.namespaces_age + 10) {
        memset(memory.namespaces, 0, sizeof memory.namespaces);
        memory.namespaces_age = now;
    }
    struct stat status;
    if (!memory.namespaces[which] && stat(paths[which], &status) == 0) {
        memory.namespaces[which] = (uint32_t)status.st_ino;
    }
    return memory.namespaces[which];
}

// Control groups change from outside, so what was read is believed for a second. Two slots, of
// which the one that is shown is never written.
static struct {
    char cgroup[PLUME_CONTEXT_MAXIMUM_TEXT];
    char container[PLUME_CONTEXT_MAXIMUM_TEXT];
} groups[2];
static uint32_t shown_groups;
static uint64_t groups_age;
static uint32_t is_reading_groups;

static int is_hexadecimal(char character) {
    return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f');
}

// The first run of 64 hexadecimal digits, as container managers name their control groups.
static void find_container(const char *text, char *container) {
    uint64_t run = 0;
    for (const char *at = text; *at; at++) {
        run = is_hexadecimal(*at) ? run + 1 : 0;
        if (run == 64 && !is_hexadecimal(at[1])) {
            memcpy(container, at - 63, 64);
            container[64] = 0;
            return;
        }
    }
    container[0] = 0;
}

static void read_groups(void) {
    char text[4096];
    uint64_t length = read_file("/proc/self/cgroup", text, sizeof text - 1);
    text[length] = 0;
    uint32_t slot = 1 - __atomic_load_n(&shown_groups, __ATOMIC_RELAXED);
    // The unified hierarchy has the line "0::PATH"; older ones have a line for each controller.
    const char *path = strstr(text, "0::");
    path = path ? path + 3 : strchr(text, '/');
    uint64_t count = path ? strcspn(path, "\n") : 0;
    if (count >= PLUME_CONTEXT_MAXIMUM_TEXT) count = PLUME_CONTEXT_MAXIMUM_TEXT - 1;
    if (path) memcpy(groups[slot].cgroup, path, count);
    groups[slot].cgroup[count] = 0;
    find_container(text, groups[slot].container);
    if (!groups[slot].container[0]) {
        // In a namespace of control groups the path is "/", but files of the container are mounted.
        length = read_file("/proc/self/mountinfo", text, sizeof text - 1);
        text[length] = 0;
        find_container(text, groups[slot].container);
    }
    __atomic_store_n(&shown_groups, slot, __ATOMIC_RELEASE);
}

static void refresh_groups(void) {
    uint64_t second = coarse_time();
    if (second < __atomic_load_n(&groups_age, __ATOMIC_RELAXED) + 10) return;
    if (__atomic_exchange_n(&is_reading_groups, 1, __ATOMIC_ACQUIRE)) return;
    read_groups();
    __atomic_store_n(&groups_age, second, __ATOMIC_RELAXED);
    __atomic_store_n(&is_reading_groups, 0, __ATOMIC_RELEASE);
}

static int hexadecimal(char character) {
    if (character >= '0' && character <= '9') return character - '0';
    if (character >= 'a' && character <= 'f') return character - 'a' + 10;
    return -1;
}

// Finds the mapping that holds an address, once for each stack: a garbage frame pointer must not be
// followed out of it.
static int is_on_stack(uintptr_t address) {
    check_memory();
    if (address >= memory.stack_low && address < memory.stack_high) return 1;
    char text[1024];
    int file = (int)syscall(SYS_openat, AT_FDCWD, "/proc/self/maps", O_RDONLY | O_CLOEXEC);
    if (file < 0) return 0;
    uintptr_t numbers[2] = {0, 0};
    int which = 0, isFound = 0;
    long count;
    while (!isFound && (count = syscall(SYS_read, file, text, sizeof text)) > 0) {
        for (long index = 0; index < count && !isFound; index++) {
            if (text[index] == '\n') {
                which = 0;
                numbers[0] = numbers[1] = 0;
            } else if (which < 2 && hexadecimal(text[index]) >= 0) {
                numbers[which] = numbers[which] << 4 | (uintptr_t)hexadecimal(text[index]);
            } else if (which < 2 && ++which == 2) {
                isFound = address >= numbers[0] && address < numbers[1];
            }
        }
    }
    syscall(SYS_close, file);
    if (!isFound) return 0;
    memory.stack_low = numbers[0];
    memory.stack_high = numbers[1];
    return 1;
}

static int is_frame(uintptr_t at) {
    return at % 8 == 0 && is_on_stack(at) && is_on_stack(at + 15);
}

// The frame above, 0 without one. Swift marks those of asynchronous functions in the top bits.
static uintptr_t frame_above(uintptr_t at) {
    uintptr_t next = (uintptr_t)(((const uint64_t *)at)[0] & 0x0fffffffffffffffu);
    // Frames of one stack rise; another stack would need a look at the mappings each time.
    return next > at && next < memory.stack_high ? next : 0;
}

// Follows saved frame pointers upwards.
static uint64_t walk_stack(const void *frame, uint64_t *addresses, uint64_t limit) {
    uint64_t count = 0;
    uintptr_t at = (uintptr_t)frame;
    for (; at && count < limit && is_frame(at); at = frame_above(at)) {
        uint64_t return_address = ((const uint64_t *)at)[1];
        if (!return_address) break;
        addresses[count++] = return_address;
    }
    return count;
}

const void *plume_frame_of_call(
    const void *caller, const void *frame, struct plume_frame *instead) {
    // The functions of a runtime that stand between are few.
    uintptr_t at = (uintptr_t)frame;
    for (int depth = 0; depth < 16 && at && is_frame(at); depth++, at = frame_above(at)) {
        if (((const struct plume_frame *)at)->caller == caller) return (const void *)at;
    }
    *instead = (struct plume_frame){NULL, caller};
    return instead;
}

uint64_t plume_context_ip(const void *frame) {
    // The frame of the running function can be read without a check.
    return frame ? ((const uint64_t *)frame)[1] : 0;
}

static uint64_t thread_name(char *buffer, uint64_t capacity) {
    char name[17] = {0};
    if (syscall(SYS_prctl, PR_GET_NAME, name, 0, 0, 0) != 0) return 0;
    return plume_copy_text(buffer, name, capacity < 16 ? capacity : 16);
}

static uint64_t text_of(
    const struct plume_context *context, char *buffer, uint64_t capacity) {
    const char *text = NULL;
    switch (context->kind) {
    case PLUME_CONTEXT_PROCNAME: return thread_name(buffer, capacity);
    case PLUME_CONTEXT_PROCESS_NAME: {
        // The process is called what its first thread is called, which is cheap to ask from there.
        uint64_t identity = plume_get_thread_identity();
        if ((uint32_t)identity == identity >> 32) return thread_name(buffer, capacity);
        uint64_t length = read_file("/proc/self/comm", buffer, capacity);
        return length && buffer[length - 1] == '\n' ? length - 1 : length;
    }
    case PLUME_CONTEXT_CGROUP:
        refresh_groups();
        text = groups[__atomic_load_n(&shown_groups, __ATOMIC_ACQUIRE)].cgroup;
        break;
    case PLUME_CONTEXT_CONTAINER:
        refresh_groups();
        text = groups[__atomic_load_n(&shown_groups, __ATOMIC_ACQUIRE)].container;
        break;
    case PLUME_CONTEXT_TASK_NAME:
        if (swift_task_getCurrentTaskName) text = swift_task_getCurrentTaskName();
        break;
    case PLUME_CONTEXT_APPLICATION:
        return context->reader ? context->reader(context->owner, buffer, capacity) : 0;
    }
    return text ? plume_copy_text(buffer, text, strnlen(text, capacity)) : 0;
}

static uint32_t user_or_group(const struct plume_context *context) {
    uint32_t ids[3] = {0, 0, 0};
    long call = context->kind == PLUME_CONTEXT_USER_ID ? SYS_getresuid : SYS_getresgid;
    syscall(call, &ids[0], &ids[1], &ids[2]);
    return ids[context->argument < 3 ? context->argument : 0];
}

static uint32_t cpu_id(void) {
    if (plume_rseq_is_registered()) {
        // The kernel keeps the number in the second word of the area.
        const char *area = (const char *)__builtin_thread_pointer() + plume_rseq_offset();
        uint32_t number = __atomic_load_n((const uint32_t *)area + 1, __ATOMIC_RELAXED);
        if ((int32_t)number >= 0) return number;
    }
    unsigned int cpu = 0;
    syscall(SYS_getcpu, &cpu, NULL, NULL);
    return cpu;
}

// The number of a context, with its size in bytes; 0 when it is not a number.
static int number_of(const struct plume_context *context, const void *frame, uint64_t *value) {
    void *task;
    switch (context->kind) {
    case PLUME_CONTEXT_PTHREAD_ID: *value = (uint64_t)pthread_self(); return 8;
    case PLUME_CONTEXT_IP: *value = plume_context_ip(frame); return 8;
    case PLUME_CONTEXT_CPU_ID: *value = cpu_id(); return 4;
    case PLUME_CONTEXT_USER_ID:
    case PLUME_CONTEXT_GROUP_ID: *value = user_or_group(context); return 4;
    case PLUME_CONTEXT_NAMESPACE: *value = namespace_inode(context->argument); return 4;
    case PLUME_CONTEXT_PID: *value = outer_process(); return 4;
    case PLUME_CONTEXT_TID: *value = outer_thread(); return 4;
    case PLUME_CONTEXT_PARENT_ID: *value = (uint32_t)syscall(SYS_getppid); return 4;
    // The system call answers 20 less the value, so that it is never negative.
    case PLUME_CONTEXT_NICE:
        *value = (uint32_t)(20 - (int)syscall(SYS_getpriority, PRIO_PROCESS, 0));
        return 4;
    case PLUME_CONTEXT_PERF: *value = plume_perf_read(context->argument); return 8;
    case PLUME_CONTEXT_TASK_ID:
        task = swift_task_getCurrent ? swift_task_getCurrent() : NULL;
        *value = task && swift_task_getJobTaskId ? swift_task_getJobTaskId(task) : 0;
        return 8;
    case PLUME_CONTEXT_TASK_PRIORITY:
        task = swift_task_getCurrent ? swift_task_getCurrent() : NULL;
        *value = task && swift_task_currentPriority ? swift_task_currentPriority(task) : 0;
        return 4;
    }
    return 0;
}

// Appends one context if it fits; texts that are too long are cut.
static uint64_t write_one(
    const struct plume_context *context, const void *frame, uint8_t *buffer, uint64_t room) {
    uint64_t value;
    if (context->kind == PLUME_CONTEXT_CALL_STACK) {
        uint64_t addresses[PLUME_CALL_STACK_MAXIMUM];
        uint64_t limit = room < 4 ? 0 : (room - 4) / 8;
        if (limit > context->argument) limit = context->argument;
        if (limit > PLUME_CALL_STACK_MAXIMUM) limit = PLUME_CALL_STACK_MAXIMUM;
        uint32_t count = (uint32_t)walk_stack(frame, addresses, limit);
        memcpy(buffer, &count, 4);
        memcpy(buffer + 4, addresses, 8 * (uint64_t)count);
        return 4 + 8 * (uint64_t)count;
    }
    int size = number_of(context, frame, &value);
    if (size > 0) {
        memcpy(buffer, &value, (size_t)size);
        return (uint64_t)size;
    }
    uint64_t capacity = room < PLUME_CONTEXT_MAXIMUM_TEXT ? room : PLUME_CONTEXT_MAXIMUM_TEXT;
    uint64_t length = text_of(context, (char *)buffer, capacity - 1);
    // A NUL inside ends the text for every reader.
    length = strnlen((const char *)buffer, length < capacity ? length : capacity - 1);
    buffer[length] = 0;
    return length + 1;
}

uint64_t plume_write_contexts(
    const struct plume_context *contexts, uint64_t count, const void *frame, void *buffer) {
    int saved_errno = errno;
    uint64_t offset = 0;
    for (uint64_t index = 0; index < count; index++) {
        // Every later context keeps room for an empty value of at most 8 bytes.
        uint64_t reserved = 8 * (count - index - 1);
        uint64_t room = PLUME_CONTEXTS_MAXIMUM_BYTES - offset - reserved;
        offset += write_one(&contexts[index], frame, (uint8_t *)buffer + offset, room);
    }
    errno = saved_errno;
    return offset;
}

int plume_put_with_contexts(
    const struct plume_ring *ring, uint64_t id, const struct plume_context *contexts,
    uint64_t count, const void *frame, void *payload, uint64_t length, int headroom) {
    uint8_t area[PLUME_CONTEXTS_MAXIMUM_BYTES + 1024 + 8];
    uint64_t bytes = plume_write_contexts(contexts, count, frame, area);
    // The last bytes of the payload are padding, and 8 more behind them are ours.
    uint64_t whole = (bytes + length + 7) & ~(uint64_t)7;
    uint8_t *start = area;
    if (headroom) {
        start = (uint8_t *)payload - bytes;
        memcpy(start, area, bytes);
    } else {
        memcpy(area + bytes, payload, length);
    }
    memset(start + bytes + length, 0, whole - bytes - length);
    if (whole > PLUME_RING_MAXIMUM_PAYLOAD) {
        plume_ring_count_too_big(ring);
        return PLUME_PUT_TOO_BIG;
    }
    return plume_ring_put(ring, id, start, whole);
}

int plume_context_number(const struct plume_context *context, const void *frame, int64_t *value) {
    int saved_errno = errno;
    uint64_t number = 0;
    int size = number_of(context, frame, &number);
    errno = saved_errno;
    int isSigned = context->kind == PLUME_CONTEXT_NICE;
    *value = isSigned ? (int64_t)(int32_t)number : (int64_t)number;
    return size > 0 ? 0 : -1;
}

uint64_t plume_context_text(const struct plume_context *context, void *buffer, uint64_t capacity) {
    int saved_errno = errno;
    uint64_t length = text_of(context, buffer, capacity);
    errno = saved_errno;
    return length;
}
