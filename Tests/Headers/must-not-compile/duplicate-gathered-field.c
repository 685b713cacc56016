// SPDX-License-Identifier: Apache-2.0
// expect: field_id_of_gather_structure_request
#include <plume/tracepoint.h>

struct request { uint32_t id; };
PLUME_GATHER_STRUCTURE(request, struct request, (gather(u32), id), (gather(u32), id));
int main(void) {
    
    return 0;
}
