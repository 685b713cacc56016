// SPDX-License-Identifier: Apache-2.0
// Emits the event of linked.h, which the other file holds.

#include "linked.h"

static Box<long> also_before_main(2000);

void in_other_file() {
    in_template(11);
    in_template(12L);
    in_inline_function(13);
    Box<int>(14).show();
}
