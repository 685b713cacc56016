// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "clife.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

// Later than the constructor of the tracing library, which has no priority and is linked first or
// last as the linker likes: 101 would be too early on purpose, the default is what programs use.
__attribute__((constructor)) static void before(void) { life_before_main(); }
__attribute__((destructor)) static void after(void) { life_after_main(); }

int life_fork(void) { return fork(); }

int life_wait(int child) {
    int status;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR) return -1;
    return status;
}

int life_vfork(const char *path) {
    pid_t child = vfork();
    if (child == 0) {
        execl(path, path, NULL);
        _exit(127);
    }
    return life_wait(child);
}

int life_clone(void (*body)(void)) {
    long child = syscall(SYS_clone, SIGCHLD, NULL, NULL, NULL, NULL);
    if (child == 0) {
        body();
        _exit(0);
    }
    return life_wait((int)child);
}

void life_close_all(void) {
    for (int number = 0; number < 1024; number++) close(number);
}

int life_refuse(const int *calls, int count, int kills) {
    struct sock_filter filter[64];
    int used = 0;
    filter[used++] = (struct sock_filter)BPF_STMT(
        BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
    for (int index = 0; index < count && used < 60; index++) {
        filter[used++] = (struct sock_filter)BPF_JUMP(
            BPF_JMP | BPF_JEQ | BPF_K, (unsigned)calls[index], 0, 1);
        filter[used++] = (struct sock_filter)BPF_STMT(
            BPF_RET | BPF_K, kills ? SECCOMP_RET_KILL_PROCESS : SECCOMP_RET_ERRNO | EPERM);
    }
    filter[used++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    struct sock_fprog program = {.len = (unsigned short)used, .filter = filter};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) return -1;
    return (int)syscall(
        SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program);
}

int life_refuse_start(void) {
    static const int calls[] = {SYS_socket, SYS_connect, SYS_bind, SYS_listen, SYS_memfd_create,
                                SYS_eventfd2, SYS_close_range, SYS_unshare};
    return life_refuse(calls, sizeof calls / sizeof *calls, 0);
}

int life_refuse_later(void) {
    static const int calls[] = {SYS_socket, SYS_connect, SYS_sendmsg, SYS_recvmsg, SYS_poll,
                                SYS_ppoll, SYS_eventfd2, SYS_close_range};
    return life_refuse(calls, sizeof calls / sizeof *calls, 0);
}

int life_limit_address_space(uint64_t more) {
    unsigned long pages = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (!file || fscanf(file, "%lu", &pages) != 1) return -1;
    fclose(file);
    struct rlimit limit = {pages * 4096 + more, pages * 4096 + more};
    return setrlimit(RLIMIT_AS, &limit);
}
