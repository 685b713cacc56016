// SPDX-License-Identifier: Apache-2.0
// A program whose events come late: late LIBRARY COUNT. It loads a library that registers events,
// has each of COUNT children do the same, and unloads it, again and again.

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static int use(const char *path, int times) {
    for (int time = 0; time < times; time++) {
        void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
        if (!library) {
            fprintf(stderr, "%s\n", dlerror());
            return 1;
        }
        void (*emit)(int) = (void (*)(int))dlsym(library, "emit_late");
        for (int number = 0; number < 10; number++) emit(number);
        dlclose(library);
    }
    return 0;
}

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    if (use(argv[1], 3)) return 1;
    for (int child = 0; child < atoi(argv[2]); child++) {
        pid_t process = fork();
        if (process == 0) _exit(use(argv[1], 2));
        int status;
        if (waitpid(process, &status, 0) != process || status != 0) return 1;
    }
    return 0;
}
