// SPDX-License-Identifier: Apache-2.0
// expect: field_request_of_done_of_web
#include <plume/tracepoint.h>

struct request { uint32_t id; uint8_t color; };
struct other { uint32_t id; };
PLUME_GATHER_STRUCTURE(request, struct request, (gather(u32), id));
PLUME_TRACEPOINT(web, done, PLUME_INFO, (gather_structure(request), request));
int main(void) {
    struct other other = { 1 }; plume_tracepoint(web, done, &other);
    return 0;
}
