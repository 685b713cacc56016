// SPDX-License-Identifier: Apache-2.0
#include <stdint.h>

/// The program's functions that run before main, after it, and in children.
void life_before_main(void);
void life_after_main(void);

/// Runs a program in the child of vfork; its exit status.
int life_vfork(const char *path);
/// A child made by the bare system call, without the C library's hooks; it runs the body and ends.
int life_clone(void (*body)(void));
int life_fork(void);
int life_wait(int child);
/// Closes every descriptor.
void life_close_all(void);
/// A filter for all threads that refuses the calls with EPERM, or kills the process.
int life_refuse(const int *calls, int count, int kills);
/// What a filter refuses of what Plume uses at its start.
int life_refuse_start(void);
/// What a filter refuses of what Plume's threads use later.
int life_refuse_later(void);
/// The largest address space from now on, counted from what is mapped already.
int life_limit_address_space(uint64_t more);
