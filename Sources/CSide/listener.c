// SPDX-License-Identifier: Apache-2.0
// How controllers find a process that nobody records: a thread that sleeps until one connects.
//
// Most processes are never asked, and many end soon. So the thread makes its socket only when the
// process has lived for a while, and nothing of the tracer is loaded or started before somebody
// connects.

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "plume_side.h"

enum stage {
    NONE,
    ASLEEP,     // There is a thread and no socket yet.
    NAMING,     // The socket and its name are being made.
    LISTENING,  // They are there.
    TAKEN,      // The tracer has the socket; the name stays.
    REFUSED,    // They cannot be made.
    ENDED,      // The process ends and makes no name any more.
};

static uint32_t stage;
static bool is_wanted;
static plume_side_answer answer;
// Children must leave a name that their parent made.
static pid_t name_owner;
static char name[sizeof((struct sockaddr_un *)NULL)->sun_path];
static char user_folder[sizeof name];

static bool change_stage(uint32_t from, uint32_t to) {
    return __atomic_compare_exchange_n(
        &stage, &from, to, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE);
}

static void set_stage(uint32_t to) { __atomic_store_n(&stage, to, __ATOMIC_RELEASE); }

static uint32_t get_stage(void) { return __atomic_load_n(&stage, __ATOMIC_ACQUIRE); }

static bool is_set_to(const char *variable, const char *value) {
    const char *text = secure_getenv(variable);
    return text && strcmp(text, value) == 0;
}

bool plume_side_may_trace(void) { return !getauxval(AT_SECURE) && !is_set_to("PLUME", "off"); }

bool plume_side_may_listen(void) {
    return plume_side_may_trace() && !is_set_to("PLUME_ATTACH", "off");
}

// The environment is read while the program has not begun: later, another thread may change it.
static void remember_environment(void) {
    const char *runtime = secure_getenv("XDG_RUNTIME_DIR");
    if (runtime && runtime[0] == '/')
        snprintf(user_folder, sizeof user_folder, "%s/plume", runtime);
    if (is_set_to("PLUME_ATTACH", "always")) plume_side_expect_long_lives();
}

enum { FOLDER_COUNT = 3 };

// The folders of the user that the process has now, the best first; false where one is none of
// them.
static bool name_folder(int which, char *path, size_t size) {
    uid_t user = geteuid();
    if (which == 0 && user_folder[0]) {
        // A folder in a directory of somebody else would be in its owner's way.
        struct stat status;
        snprintf(path, size, "%.*s", (int)(strrchr(user_folder, '/') - user_folder), user_folder);
        if (stat(path, &status) < 0 || !S_ISDIR(status.st_mode) || status.st_uid != user)
            return false;
        snprintf(path, size, "%s", user_folder);
        return true;
    }
    if (which == 1 && user == 0) return snprintf(path, size, "/run/plume") > 0;
    return which == 2 && snprintf(path, size, "/tmp/plume-%u", user) > 0;
}

bool plume_side_is_controller_expected(void) {
    if (secure_getenv("PLUME_CONTROL")) return true;
    remember_environment();
    char folder[sizeof name], daemon[sizeof name + 16];
    struct stat status;
    for (int which = 0; which < FOLDER_COUNT; which++) {
        if (!name_folder(which, folder, sizeof folder)) continue;
        snprintf(daemon, sizeof daemon, "%s/daemon.socket", folder);
        if (lstat(daemon, &status) == 0) return true;
    }
    return false;
}

// Others could put anything at a name where they may write, so the folder must be the user's alone.
static bool prepare_folder(char *path, size_t size) {
    for (int which = 0; which < FOLDER_COUNT; which++) {
        if (!name_folder(which, path, size)) continue;
        if (mkdir(path, 0700) < 0 && errno != EEXIST) continue;
        struct stat status;
        if (lstat(path, &status) == 0 && S_ISDIR(status.st_mode) && status.st_uid == geteuid()
            && (status.st_mode & 077) == 0)
            return true;
    }
    return false;
}

static int make_socket(void) {
    return socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
}

// Who answers at the name is a process with this number in another namespace, or a library of this
// one with its own copy of the runtime. A name at which nobody listens is left over.
static bool free_name(const struct sockaddr_un *address) {
    struct stat status;
    if (lstat(address->sun_path, &status) < 0) return errno == ENOENT;
    int probe = make_socket();
    if (probe < 0) return false;
    bool is_left_over =
        connect(probe, (const struct sockaddr *)address, sizeof *address) < 0
        && errno == ECONNREFUSED;
    close(probe);
    return is_left_over && unlink(address->sun_path) == 0;
}

static int listen_at(const struct sockaddr_un *address) {
    int socket = make_socket();
    if (socket < 0) return -1;
    if (bind(socket, (const struct sockaddr *)address, sizeof *address) == 0
        && listen(socket, 128) == 0)
        return socket;
    close(socket);
    return -1;
}

int plume_side_open_listener(void) {
    if (!change_stage(NONE, NAMING) && !change_stage(ASLEEP, NAMING)) return -1;
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    char folder[sizeof address.sun_path];
    int socket = -1;
    if (prepare_folder(folder, sizeof folder)) {
        int length = snprintf(
            address.sun_path, sizeof address.sun_path, "%s/%d.socket", folder, (int)getpid());
        if (length > 0 && (size_t)length < sizeof address.sun_path && free_name(&address))
            socket = listen_at(&address);
    }
    if (socket >= 0) {
        memcpy(name, address.sun_path, sizeof name);
        name_owner = getpid();
    }
    set_stage(socket >= 0 ? LISTENING : REFUSED);
    return socket;
}

void plume_side_end_listener(void) {
    // Whoever makes the name now is a few calls away from having made it.
    for (uint32_t attempt = 0; attempt < 200 && get_stage() == NAMING; attempt++)
        plume_side_pause(attempt);
    uint32_t last = __atomic_exchange_n(&stage, ENDED, __ATOMIC_ACQ_REL);
    if ((last == LISTENING || last == TAKEN) && name_owner == getpid()) unlink(name);
}

int plume_side_private_descriptors(void) {
    // Closing everything in the same step means that nothing of the program is held open even for
    // a moment, and that nothing needs to be copied. The number is that of Linux 5.9; the constant
    // of the C library is younger than some that Plume builds with.
    if (syscall(SYS_close_range, 0u, ~0u, 1u << 1) < 0) return -1;
    int event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    // What some library prints on this thread must not reach a controller's socket. Where limits
    // forbid the copies, that is the smaller harm.
    for (int number = 1; event == 0 && number <= 2; number++) fcntl(event, F_DUPFD_CLOEXEC, 0);
    return event;
}

static bool may_control(int connection) {
    struct ucred peer;
    socklen_t size = sizeof peer;
    return getsockopt(connection, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0
        && (peer.uid == 0 || peer.uid == geteuid());
}

static void sleep_milliseconds(long milliseconds) {
    struct timespec time = {0, milliseconds * 1000000};
    nanosleep(&time, NULL);
}

static void *listen_for_controllers(void *unused) {
    (void)unused;
    prctl(PR_SET_NAME, "plume-agent", 0, 0, 0);
    sleep_milliseconds(PLUME_SIDE_SHORT_LIFE_MILLISECONDS);
#ifdef PLUME_SIDE_LIBRARY
    // The tracer of a Swift program records the events of its libraries, too.
    if (plume_side_is_recording_claimed()) return NULL;
#endif
    int event = plume_side_private_descriptors();
    int socket = event < 0 ? -1 : plume_side_open_listener();
    if (socket < 0) return NULL;
    while (1) {
        struct pollfd news = {.fd = socket, .events = POLLIN};
        if (poll(&news, 1, -1) < 0) {
            if (errno == EINTR) continue;
            // A filter that forbids waiting would make this a busy loop.
            return NULL;
        }
        int connection = accept4(socket, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (connection < 0) {
            sleep_milliseconds(PLUME_SIDE_SHORT_LIFE_MILLISECONDS);
        } else if (may_control(connection)) {
            change_stage(LISTENING, TAKEN);
            answer(event, socket, connection);
        } else {
            close(connection);
        }
    }
}

static void start_thread(void) {
    pthread_attr_t attributes;
    if (pthread_attr_init(&attributes)) return;
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    // It may become the tracer's thread; what is not touched takes no memory.
    pthread_attr_setstacksize(&attributes, 256 * 1024);
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pthread_t thread;
    set_stage(ASLEEP);
    if (pthread_create(&thread, &attributes, listen_for_controllers, NULL)) set_stage(NONE);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    pthread_attr_destroy(&attributes);
}

void plume_side_want_listener(plume_side_answer function) {
    remember_environment();
    answer = function;
    is_wanted = true;
}

void plume_side_start_listener(void) {
    if (is_wanted && get_stage() == NONE) start_thread();
}

bool plume_side_take_listener(void) {
    uint32_t last = __atomic_exchange_n(&stage, TAKEN, __ATOMIC_ACQ_REL);
    return last != TAKEN;
}

bool plume_side_is_listener_taken(void) { return get_stage() == TAKEN; }

void plume_side_forget_listener(void) { set_stage(NONE); }
