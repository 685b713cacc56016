// SPDX-License-Identifier: Apache-2.0
#ifndef CTORTURE_H
#define CTORTURE_H
/// Lets the calling thread run on the processors of a mask only (sched_setaffinity).
void torture_run_on(unsigned long mask);
#endif
