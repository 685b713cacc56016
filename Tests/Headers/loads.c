// SPDX-License-Identifier: Apache-2.0
// Loads and unloads the library of shared.h: its events come and go once. loads LIBRARY.

#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    void *library = dlopen(argv[1], RTLD_NOW);
    if (library == NULL) {
        fprintf(stderr, "%s\n", dlerror());
        return 1;
    }
    void *symbols[2] = { dlsym(library, "emit_from_c"), dlsym(library, "emit_from_cplusplus") };
    void (*emit_from_c)(uint64_t *key);
    void (*emit_from_cplusplus)(void);
    memcpy(&emit_from_c, &symbols[0], sizeof emit_from_c);
    memcpy(&emit_from_cplusplus, &symbols[1], sizeof emit_from_cplusplus);
    uint64_t key = 9;
    emit_from_c(&key);
    emit_from_cplusplus();
    dlclose(library);
    puts("unloaded");
    return 0;
}
