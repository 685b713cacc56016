// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "ctorture.h"

#include <sched.h>

void torture_run_on(unsigned long mask) {
    cpu_set_t set;
    CPU_ZERO(&set);
    for (int cpu = 0; cpu < 64; cpu++)
        if (mask >> cpu & 1) CPU_SET(cpu, &set);
    sched_setaffinity(0, sizeof set, &set);
}
