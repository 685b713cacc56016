// SPDX-License-Identifier: Apache-2.0
// Emits the event of linked.h, which it holds, from everywhere.

#define PLUME_DEFINE_TRACEPOINTS
#include "linked.h"

static Box<int> before_main(1000);

int main() {
    in_template(1);
    in_template(2L);
    in_inline_function(3);
    Box<short>(4).show();
    in_other_file();
    auto lambda = [](auto number) {
        plume_tracepoint(linked, place, static_cast<uint32_t>(number), "lambda");
    };
    lambda(9);
    return 0;
}
