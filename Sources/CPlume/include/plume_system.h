// SPDX-License-Identifier: Apache-2.0
// System interfaces that Swift cannot reach: feature-test macros, variadic calls, CMSG macros.

#ifndef PLUME_SYSTEM_H
#define PLUME_SYSTEM_H

#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// The constant English text of an error number, NULL when it has none (strerrordesc_np).
const char *plume_error_text(int code);

/// What follows "SIG" in the name of a signal; NULL for one without a name (sigabbrev_np).
const char *plume_signal_name(int number);

/// memfd_create with MFD_CLOEXEC | MFD_ALLOW_SEALING.
int plume_memfd(const char *name);

/// Forbids shrinking, growing and further seals (F_ADD_SEALS).
int plume_seal_size(int descriptor);

/// Whether a descriptor carries the seal against shrinking, so that its mapping cannot fault.
int plume_is_sealed(int descriptor);

/// Frees the memory behind a range of a file and keeps its size (fallocate, FALLOC_FL_PUNCH_HOLE).
int plume_punch(int descriptor, int64_t offset, int64_t length);

/// openat of a new file, mode 0600, readable and writable, close-on-exec.
int plume_create_at(int folder, const char *name);

/// Takes memory for a whole file (fallocate).
int plume_allocate(int descriptor, int64_t length);

/// sendmsg of one message with up to 4 descriptors; never raises SIGPIPE, never waits.
ssize_t plume_send(int socket, const void *bytes, size_t count, const int *fds, size_t fd_count);

/// recvmsg of one message; descriptors arrive close-on-exec. *fd_count is capacity, then count.
/// Returns -2 when the message was larger than count.
ssize_t plume_receive(int socket, void *bytes, size_t count, int *fds, size_t *fd_count);

/// A connected or listening SOCK_SEQPACKET socket of the Unix domain, non-blocking; -1 and errno.
/// A path that begins with @ is a name without a file.
int plume_connect_unix(const char *path);
int plume_listen_unix(const char *path, int backlog);

/// accept4 with SOCK_CLOEXEC | SOCK_NONBLOCK.
int plume_accept(int socket);

/// A set of watched descriptors (epoll_create1, close-on-exec); -1 and errno.
int plume_readiness_create(void);

/// Watches a descriptor for what can be read, and for room if for_writing; is_known changes what it
/// is watched for (epoll_ctl).
int plume_readiness_watch(
    int queue, int descriptor, uint64_t token, int for_writing, int is_known);

/// Waits for some of them, and stores their tokens; up to 64 at once (epoll_wait).
int plume_readiness_wait(int queue, uint64_t *tokens, int capacity, int limit_milliseconds);

/// The user and process at the other end (SO_PEERCRED).
int plume_peer(int socket, uint32_t *user, int32_t *process);

/// A descriptor that becomes readable when a process ends (pidfd_open, close-on-exec); -1 and
/// errno.
int plume_open_process(int32_t process);

/// A descriptor of the process that connected a socket, also when it has ended (SO_PEERPIDFD,
/// close-on-exec); -1 and errno.
int plume_peer_ending(int socket);

/// How the process of such a descriptor ended, as wait tells it; -1 while that is not known, -2
/// where the kernel will not tell (PIDFD_GET_INFO).
int plume_ending_code(int descriptor);

/// Ignores SIGPIPE and SIGXFSZ, so that writing fails instead; programs that are started have them
/// as they were before.
void plume_ignore_failed_writes(void);

/// Makes a process that waits until a byte comes through the gate and then runs a program found
/// through PATH with the given environment, no signal blocked, and the signals that are ignored and
/// the limit of open files as this process found them. When the gate is closed without a byte it
/// ends. The report ends without bytes when the program runs, and else holds an errno as 4 bytes.
/// Returns the process id and two descriptors, or -1 with errno.
pid_t plume_prepare_program(char *const arguments[], char *const environment[], int *gate,
                            int *report);

/// Allows as many open descriptors as the hard limit does; programs that are started have the limit
/// as it was before.
void plume_raise_descriptor_limit(void);

/// A descriptor that reports the signals of the list, which are blocked for this thread.
int plume_signal_descriptor(const int *signals, size_t count);

/// Reads one signal: its number, or 0 when none is pending. *from_kernel is 1 for one that the
/// terminal sent.
int plume_read_signal(int descriptor, int *from_kernel);

/// The process's environment (environ).
char **plume_environment(void);

/// getenv that answers NULL in a set-user-ID program (secure_getenv).
const char *plume_secure_getenv(const char *name);

/// Starts a detached thread with every signal blocked; 0 or an error number.
int plume_start_thread(void *(*body)(void *), void *argument);

/// Names the calling thread (PR_SET_NAME). To name another one goes through /proc, which makes what
/// has to be cleared away when the process ends: a child of fork that does it costs its parent
/// time.
void plume_name_thread(const char *name);

/// Reads an event descriptor to zero.
void plume_clear_event(int descriptor);

/// Starts a thread that writes to an event descriptor of the caller's table whenever the word has
/// changed; 0 or an error number.
int plume_start_waker(uint32_t *word, int descriptor);

/// Whether this many bytes could be mapped now.
int plume_has_memory(size_t count);

/// Registers what runs before fork and after it in the parent and in the child (pthread_atfork).
int plume_at_fork(void (*before)(void), void (*parent)(void), void (*child)(void));

/// The CPUs on which the calling thread may run, one bit each (sched_getaffinity); the count of
/// bytes that were filled in, or -1.
int64_t plume_get_affinity(void *mask, size_t size);
/// Sets them (sched_setaffinity): 0 or -1.
int plume_set_affinity(const void *mask, size_t size);

/// Whether the process has more rights than its caller (AT_SECURE).
int plume_is_secure(void);

/// copy_file_range between two places; returns the count of bytes, or -1.
int64_t plume_copy_file_range(int source, int64_t from, int target, int64_t to, size_t count);

/// snprintf with %g; returns the count of characters.
int plume_format_double(void *buffer, size_t size, double number);

/// Registers what runs when the program exits (atexit).
void plume_at_exit(void (*body)(void));

/// A relaxed load of a 32-bit word.
static inline uint32_t plume_load_word(const uint32_t *word) {
    return __atomic_load_n(word, __ATOMIC_ACQUIRE);
}

/// A futex wait with a limit: 0 woken or changed, -1 timed out or refused.
int plume_futex_wait(uint32_t *word, uint32_t expected, int64_t limit_nanoseconds);
void plume_futex_wake(uint32_t *word);

/// A mutex without owner that fork can reset: the words are 0 free, 1 taken, 2 contended.
void plume_lock(uint32_t *word);
void plume_unlock(uint32_t *word);

/// The same for a lock that handlers of signals may want: whoever holds it gets no signals.
struct plume_signal_lock {
    uint32_t word;
    sigset_t previous;  ///< The holder's mask.
};

void plume_lock_without_signals(struct plume_signal_lock *lock);
void plume_unlock_with_signals(struct plume_signal_lock *lock);

/// Takes the lock if it is free; 0 when it is not.
int plume_try_lock_without_signals(struct plume_signal_lock *lock);

/// Adds 1 to a word and returns what it was.
static inline uint32_t plume_raise_word(uint32_t *word) {
    return __atomic_fetch_add(word, 1, __ATOMIC_ACQ_REL);
}

/// Subtracts 1 from a word.
static inline void plume_lower_word(uint32_t *word) {
    __atomic_fetch_sub(word, 1, __ATOMIC_ACQ_REL);
}

/// Sets a word and returns what it was.
static inline uint32_t plume_exchange_word(uint32_t *word, uint32_t value) {
    return __atomic_exchange_n(word, value, __ATOMIC_ACQ_REL);
}

/// What the program was called by: the last component of its first argument.
const char *plume_program_name(void);

/// Whether the calling thread is one that the tracer started.
extern __thread int plume_is_tracer_thread __attribute__((tls_model("initial-exec")));

static inline int plume_get_is_tracer_thread(void) { return plume_is_tracer_thread; }
static inline void plume_mark_tracer_thread(void) { plume_is_tracer_thread = 1; }

/// Whether a fork kept the calling thread from announcing events that it registered.
extern __thread int plume_is_held_up __attribute__((tls_model("initial-exec")));

static inline void plume_set_held_up(void) { plume_is_held_up = 1; }
/// Takes that back, and returns what it was.
static inline int plume_take_held_up(void) {
    int was = plume_is_held_up;
    plume_is_held_up = 0;
    return was;
}

#endif
