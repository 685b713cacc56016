// SPDX-License-Identifier: Apache-2.0

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "plume.h"

extern char **environ;

const char *plume_error_text(int code) { return strerrordesc_np(code); }

const char *plume_program_name(void) {
    const char *name = program_invocation_short_name;
    return name ? name : "";
}

int plume_memfd(const char *name) { return memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING); }

int plume_seal_size(int descriptor) {
    return fcntl(descriptor, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL);
}

int plume_is_sealed(int descriptor) {
    int seals = fcntl(descriptor, F_GET_SEALS);
    return seals >= 0 && (seals & F_SEAL_SHRINK);
}

int plume_allocate(int descriptor, int64_t length) {
    return fallocate(descriptor, 0, 0, length);
}

int plume_create_at(int folder, const char *name) {
    return openat(folder, name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
}

int plume_punch(int descriptor, int64_t offset, int64_t length) {
    return fallocate(descriptor, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, offset, length);
}

ssize_t plume_send(int socket, const void *bytes, size_t count, const int *fds, size_t fd_count) {
    char control[CMSG_SPACE(4 * sizeof(int))] = {0};
    struct iovec vector = {.iov_base = (void *)bytes, .iov_len = count};
    struct msghdr message = {.msg_iov = &vector, .msg_iovlen = 1};
    if (fd_count > 0 && fd_count <= 4) {
        message.msg_control = control;
        message.msg_controllen = CMSG_SPACE(fd_count * sizeof(int));
        struct cmsghdr *header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(fd_count * sizeof(int));
        memcpy(CMSG_DATA(header), fds, fd_count * sizeof(int));
    }
    return sendmsg(socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
}

static size_t take_descriptors(struct msghdr *message, int *fds, size_t capacity) {
    size_t taken = 0;
    for (struct cmsghdr *header = CMSG_FIRSTHDR(message); header;
         header = CMSG_NXTHDR(message, header)) {
        if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS) continue;
        size_t count = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (size_t index = 0; index < count; index++) {
            int fd;
            memcpy(&fd, CMSG_DATA(header) + index * sizeof(int), sizeof(int));
            if (taken < capacity) fds[taken++] = fd;
            else close(fd);
        }
    }
    return taken;
}

ssize_t plume_receive(int socket, void *bytes, size_t count, int *fds, size_t *fd_count) {
    char control[CMSG_SPACE(8 * sizeof(int))];
    struct iovec vector = {.iov_base = bytes, .iov_len = count};
    struct msghdr message = {.msg_iov = &vector,
                             .msg_iovlen = 1,
                             .msg_control = control,
                             .msg_controllen = sizeof control};
    ssize_t received = recvmsg(socket, &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
    if (received < 0) {
        *fd_count = 0;
        return -1;
    }
    *fd_count = take_descriptors(&message, fds, *fd_count);
    return message.msg_flags & (MSG_TRUNC | MSG_CTRUNC) ? -2 : received;
}

// A name that begins with @ is one without a file, in which a NUL byte takes its place.
static int unix_socket(const char *path, struct sockaddr_un *address, socklen_t *size) {
    memset(address, 0, sizeof *address);
    address->sun_family = AF_UNIX;
    size_t length = strlen(path);
    if (length >= sizeof address->sun_path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    memcpy(address->sun_path, path, length);
    *size = sizeof *address;
    if (path[0] == '@') {
        address->sun_path[0] = 0;
        *size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length);
    }
    return socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
}

static int close_keeping_errno(int descriptor) {
    int saved = errno;
    close(descriptor);
    errno = saved;
    return -1;
}

int plume_connect_unix(const char *path) {
    struct sockaddr_un address;
    socklen_t size;
    int descriptor = unix_socket(path, &address, &size);
    if (descriptor < 0) return -1;
    if (connect(descriptor, (struct sockaddr *)&address, size) == 0) return descriptor;
    return close_keeping_errno(descriptor);
}

int plume_listen_unix(const char *path, int backlog) {
    struct sockaddr_un address;
    socklen_t size;
    int descriptor = unix_socket(path, &address, &size);
    if (descriptor < 0) return -1;
    if (bind(descriptor, (struct sockaddr *)&address, size) == 0 &&
        listen(descriptor, backlog) == 0)
        return descriptor;
    return close_keeping_errno(descriptor);
}

int plume_accept(int socket) {
    return accept4(socket, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
}

int plume_peer(int socket, uint32_t *user, int32_t *process) {
    struct ucred peer;
    socklen_t size = sizeof peer;
    if (getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size) < 0) return -1;
    *user = peer.uid;
    *process = peer.pid;
    return 0;
}

// What this process has changed of what programs inherit, as it was before.
static struct {
    int has_signals, has_limit;
    struct sigaction pipe, size;
    struct rlimit files;
} found;

void plume_ignore_failed_writes(void) {
    struct sigaction ignoring = {.sa_handler = SIG_IGN};
    if (sigaction(SIGPIPE, &ignoring, &found.pipe) == 0 &&
        sigaction(SIGXFSZ, &ignoring, &found.size) == 0)
        found.has_signals = 1;
}

void plume_raise_descriptor_limit(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    if (!found.has_limit) found.files = limit;
    found.has_limit = 1;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

static void run_child(char *const arguments[], char *const environment[], int gate, int report) {
    if (found.has_limit) setrlimit(RLIMIT_NOFILE, &found.files);
    if (found.has_signals) {
        sigaction(SIGPIPE, &found.pipe, NULL);
        sigaction(SIGXFSZ, &found.size, NULL);
    }
    char go;
    ssize_t count;
    do count = read(gate, &go, 1);
    while (count < 0 && errno == EINTR);
    if (count != 1) _exit(127);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    execvpe(arguments[0], arguments, environment);
    int code = errno;
    if (write(report, &code, sizeof code) < 0) _exit(126);
    _exit(127);
}

int plume_open_process(int32_t process) {
    // The constant is younger than some headers; the number is the same on all machines.
    const long sys_pidfd_open = 434;
    return (int)syscall(sys_pidfd_open, process, 0);
}

int plume_peer_ending(int socket) {
    // The constant is younger than some headers; the number is the same on the machines that
    // restartable sequences are written for.
    const int so_peerpidfd = 77;
    int descriptor = -1;
    socklen_t size = sizeof descriptor;
    if (getsockopt(socket, SOL_SOCKET, so_peerpidfd, &descriptor, &size) < 0) return -1;
    return descriptor;
}

int plume_ending_code(int descriptor) {
    // As for the option: PIDFD_GET_INFO takes a structure of at least 64 bytes, and says by a mask
    // which members it knows.
    enum { KNOWS_ENDING = 1 << 3 };
    struct {
        uint64_t mask, cgroup;
        uint32_t ids[11];
        int32_t code;
    } info = {.mask = KNOWS_ENDING};
    _Static_assert(sizeof info == 64, "the first version of pidfd_info");
    const unsigned long pidfd_get_info = _IOC(_IOC_READ | _IOC_WRITE, 0xFF, 11, sizeof info);
    if (ioctl(descriptor, pidfd_get_info, &info) < 0) return -2;
    return (info.mask & KNOWS_ENDING) != 0 ? info.code & 0xFFFF : -1;
}

pid_t plume_prepare_program(char *const arguments[], char *const environment[], int *gate,
                            int *report) {
    int gates[2], reports[2];
    if (pipe2(gates, O_CLOEXEC) < 0) return -1;
    if (pipe2(reports, O_CLOEXEC) < 0) {
        close_keeping_errno(gates[0]);
        return close_keeping_errno(gates[1]);
    }
    pid_t child = fork();
    if (child == 0) {
        // With its own end of the gate open it would never find the gate closed.
        close(gates[1]);
        run_child(arguments, environment, gates[0], reports[1]);
    }
    close_keeping_errno(gates[0]);
    close_keeping_errno(reports[1]);
    if (child < 0) {
        close_keeping_errno(gates[1]);
        return close_keeping_errno(reports[0]);
    }
    *gate = gates[1];
    *report = reports[0];
    return child;
}

int plume_signal_descriptor(const int *signals, size_t count) {
    sigset_t set;
    sigemptyset(&set);
    for (size_t index = 0; index < count; index++) sigaddset(&set, signals[index]);
    if (pthread_sigmask(SIG_BLOCK, &set, NULL) != 0) return -1;
    return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

int plume_read_signal(int descriptor, int *from_kernel) {
    struct signalfd_siginfo information;
    if (read(descriptor, &information, sizeof information) != sizeof information) return 0;
    *from_kernel = information.ssi_code == SI_KERNEL;
    return (int)information.ssi_signo;
}

char **plume_environment(void) { return environ; }

const char *plume_secure_getenv(const char *name) { return secure_getenv(name); }

void plume_name_thread(const char *name) { prctl(PR_SET_NAME, name, 0, 0, 0); }

int plume_start_thread(void *(*body)(void *), void *argument) {
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_attr_setstacksize(&attributes, 256 * 1024);
    sigset_t all, previous;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &previous);
    pthread_t thread;
    int status = pthread_create(&thread, &attributes, body, argument);
    pthread_sigmask(SIG_SETMASK, &previous, NULL);
    pthread_attr_destroy(&attributes);
    return status;
}

void plume_clear_event(int descriptor) {
    uint64_t count;
    if (read(descriptor, &count, sizeof count) < 0) return;
}

struct waker {
    uint32_t *word;
    uint32_t seen;
    int descriptor;
};

static void *wake(void *argument) {
    struct waker waker = *(struct waker *)argument;
    free(argument);
    plume_name_thread("plume-waker");
    const uint64_t one = 1;
    while (1) {
        uint32_t now = __atomic_load_n(waker.word, __ATOMIC_ACQUIRE);
        if (now == waker.seen) {
            // A filter that forbids waiting would make this a busy loop.
            if (plume_futex_wait(waker.word, now, -1) < 0) return NULL;
            continue;
        }
        waker.seen = now;
        if (write(waker.descriptor, &one, sizeof one) < 0 && errno != EAGAIN) return NULL;
    }
}

int plume_start_waker(uint32_t *word, int descriptor) {
    struct waker *waker = malloc(sizeof *waker);
    if (!waker) return ENOMEM;
    // 0 is never the number of a request, so that one which came meanwhile is not overlooked.
    *waker = (struct waker){word, 0, descriptor};
    int status = plume_start_thread(wake, waker);
    if (status != 0) free(waker);
    return status;
}

int plume_has_memory(size_t count) {
    void *bytes =
        mmap(NULL, count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (bytes == MAP_FAILED) return 0;
    munmap(bytes, count);
    return 1;
}

int plume_at_fork(void (*before)(void), void (*parent)(void), void (*child)(void)) {
    return pthread_atfork(before, parent, child);
}

int64_t plume_copy_file_range(int source, int64_t from, int target, int64_t to, size_t count) {
    return copy_file_range(source, &from, target, &to, count, 0);
}

int plume_format_double(void *buffer, size_t size, double number) {
    return snprintf(buffer, size, "%g", number);
}

int plume_is_secure(void) { return getauxval(AT_SECURE) != 0; }

void plume_at_exit(void (*body)(void)) {
    // Without room for the hook the socket's name stays, and the next owner of the number removes
    // it.
    if (atexit(body) != 0) return;
}

int plume_futex_wait(uint32_t *word, uint32_t expected, int64_t limit_nanoseconds) {
    struct timespec limit = {limit_nanoseconds / 1000000000, limit_nanoseconds % 1000000000};
    long status = syscall(
        SYS_futex, word, FUTEX_WAIT_PRIVATE, expected, limit_nanoseconds < 0 ? NULL : &limit);
    return status < 0 && errno != EAGAIN && errno != EINTR ? -1 : 0;
}

void plume_futex_wake(uint32_t *word) { syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, 1 << 30); }

void plume_lock(uint32_t *word) {
    uint32_t free = 0;
    if (__atomic_compare_exchange_n(word, &free, 1, 0, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED)) return;
    while (__atomic_exchange_n(word, 2, __ATOMIC_ACQUIRE) != 0) plume_futex_wait(word, 2, -1);
}

void plume_unlock(uint32_t *word) {
    if (__atomic_exchange_n(word, 0, __ATOMIC_RELEASE) == 2) plume_futex_wake(word);
}

void plume_lock_without_signals(struct plume_signal_lock *lock) {
    sigset_t all, previous;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &previous);
    plume_lock(&lock->word);
    lock->previous = previous;
}

int plume_try_lock_without_signals(struct plume_signal_lock *lock) {
    sigset_t all, previous;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &previous);
    uint32_t expected = 0;
    int is_free = __atomic_compare_exchange_n(
        &lock->word, &expected, 1, 0, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED);
    if (is_free) {
        lock->previous = previous;
    } else {
        pthread_sigmask(SIG_SETMASK, &previous, NULL);
    }
    return is_free;
}

__thread int plume_is_tracer_thread __attribute__((tls_model("initial-exec")));
__thread int plume_is_held_up __attribute__((tls_model("initial-exec")));

void plume_unlock_with_signals(struct plume_signal_lock *lock) {
    sigset_t previous = lock->previous;
    plume_unlock(&lock->word);
    pthread_sigmask(SIG_SETMASK, &previous, NULL);
}

int64_t plume_get_affinity(void *mask, size_t size) {
    // The system call tells how many bytes it filled in; the library's function does not.
    return syscall(SYS_sched_getaffinity, 0, size, mask);
}

int plume_set_affinity(const void *mask, size_t size) {
    return sched_setaffinity(0, size, (const cpu_set_t *)mask);
}

const char *plume_signal_name(int number) { return sigabbrev_np(number); }
