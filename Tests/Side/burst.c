// SPDX-License-Identifier: Apache-2.0
// Emits so many events of one kind, and one of another before and after them, and ends:
// burst COUNT [_exit | pause MILLISECONDS]. With _exit no hook of the program's end runs; with pause
// all of it is emitted again after a while.

#include <plume/tracepoint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

PLUME_TRACEPOINT(burst, step, PLUME_INFO, (u32, number));
PLUME_TRACEPOINT(burst, other, PLUME_INFO, (u32, number));

static void emit(int count) {
    plume_tracepoint(burst, other, 0);
    for (int number = 0; number < count; number++) plume_tracepoint(burst, step, (uint32_t)number);
    plume_tracepoint(burst, other, 1);
}

int main(int argc, char **argv) {
    int count = argc > 1 ? atoi(argv[1]) : 0;
    emit(count);
    if (argc > 3 && strcmp(argv[2], "pause") == 0) {
        usleep((useconds_t)atoi(argv[3]) * 1000);
        emit(count);
    }
    if (argc > 2 && strcmp(argv[2], "_exit") == 0) _exit(0);
    return 0;
}
