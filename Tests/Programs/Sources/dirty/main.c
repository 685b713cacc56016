// SPDX-License-Identifier: Apache-2.0
// Prints how many pages of files are not on the disk yet: dirty FILE ...

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef SYS_cachestat
#define SYS_cachestat 451
#endif

int main(int count, char **arguments) {
    uint64_t pages = 0;
    for (int index = 1; index < count; index++) {
        uint64_t range[2] = {0, 0};
        // In the cache, dirty, being written, evicted, and evicted lately.
        uint64_t found[5];
        int file = open(arguments[index], O_RDONLY);
        if (file < 0 || syscall(SYS_cachestat, file, range, found, 0) != 0) {
            perror(arguments[index]);
            return 1;
        }
        pages += found[1] + found[2];
        close(file);
    }
    printf("%llu\n", (unsigned long long)pages);
    return 0;
}
