// SPDX-License-Identifier: Apache-2.0
// Emits the events of shared.h from C++, and has some with types of C++.

#include <cstdint>

#include "shared.h"

enum class direction : std::uint8_t { up = 1, down = 2 };

namespace nested {

// The same name as in the C file is another event.
PLUME_TRACEPOINT(shared, own, PLUME_INFO, (u32, place));
PLUME_STRUCTURE(pair, (u8, first), (string, second));
PLUME_TRACEPOINT(
    shared, cplusplus, PLUME_DEBUG, (u8, direction), (structure(pair), pair), (pointer, address));

template <class Number> void emit_from_template(Number number) {
    plume_tracepoint(shared, own, number);
}

} // namespace nested

void emit_from_cplusplus() {
    plume_tracepoint(shared, hidden, 2, "C++");
    plume_tracepoint(shared, exported, 2);
    plume_tracepoint(
        shared, exported_variadic, 2,
        plume_fields(plume_dynamic_field("more", plume_dynamic_string("C++"))));
    nested::emit_from_template<std::uint16_t>(2);
    const int *const address = nullptr;
    using namespace nested;
    plume_tracepoint(
        shared, cplusplus, direction::down, plume_structure(pair, 1, "second"), address);
    auto in_lambda = [](const char *text) { plume_tracepoint(shared, hidden, 3, text); };
    in_lambda("lambda");
}
