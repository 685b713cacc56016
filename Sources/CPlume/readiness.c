// SPDX-License-Identifier: Apache-2.0

#define _GNU_SOURCE
#include <sys/epoll.h>

#include "plume.h"

int plume_readiness_create(void) { return epoll_create1(EPOLL_CLOEXEC); }

int plume_readiness_watch(
    int queue, int descriptor, uint64_t token, int for_writing, int is_known) {
    struct epoll_event event = {.events = EPOLLIN | (for_writing ? EPOLLOUT : 0)};
    event.data.u64 = token;
    return epoll_ctl(queue, is_known ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, descriptor, &event);
}

int plume_readiness_wait(int queue, uint64_t *tokens, int capacity, int limit_milliseconds) {
    struct epoll_event events[64];
    if (capacity > 64) capacity = 64;
    int count = epoll_wait(queue, events, capacity, limit_milliseconds);
    for (int index = 0; index < count; index++) tokens[index] = events[index].data.u64;
    return count;
}
