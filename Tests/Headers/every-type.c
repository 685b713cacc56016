// SPDX-License-Identifier: Apache-2.0
// Emits each type of the ABI with fixed values: every-type [COUNT]. C11 and C++17.

#include <stdlib.h>

#include "every-type.h"

static enum side_visitor_status visit_list(
    const struct side_tracer_visitor_ctx *tracer, void *context) {
    uint32_t count = *PLUME_CAST(const uint32_t *, context);
    for (uint32_t index = 0; index < count; index++) {
        if (plume_visit(list, tracer, index * 10) != SIDE_VISITOR_STATUS_OK) {
            return SIDE_VISITOR_STATUS_ERROR;
        }
    }
    return SIDE_VISITOR_STATUS_OK;
}

static enum side_visitor_status visit_points(
    const struct side_tracer_visitor_ctx *tracer, void *context) {
    (void)context;
    return plume_visit(list_of_points, tracer, plume_structure(point, 7, -7));
}

static enum side_visitor_status visit_fields(
    const struct side_tracer_dynamic_struct_visitor_ctx *tracer, void *context) {
    (void)context;
    if (plume_visit_field(tracer, "first", plume_dynamic_u8(1)) != SIDE_VISITOR_STATUS_OK) {
        return SIDE_VISITOR_STATUS_ERROR;
    }
    return plume_visit_field(tracer, "second", plume_dynamic_string("two"));
}

static enum side_visitor_status visit_values(
    const struct side_tracer_visitor_ctx *tracer, void *context) {
    (void)context;
    return plume_visit_dynamic(tracer, plume_dynamic_s16(-16));
}

static void emit_simple(void) {
    static const char place[1] = "";
    const void *address = place;
    uint32_t network = 0x01020304;
    plume_tracepoint(
        every, integers, 8, 16, 32, 64, PLUME_CAST(plume_u128, 1) << 100, -8, -16, -32, -64,
        -(PLUME_CAST(plume_s128, 1) << 100), 0x1234, network, -2, 3, 0xABC, -4, 0xFF, address,
        address);
    plume_tracepoint(
        every, simple, plume_null(), true, 1, 1, 0, true, plume_float16_from(1.5f), 0.25f, -0.5,
        PLUME_CAST(plume_float128, 0.75), 1.0f, "caf\xC3\xA9", u"caf\u00E9", U"caf\u00E9", u"be");
    plume_tracepoint(every, remarks, 1, "b");
    plume_tracepoint(every, nothing);
}

static void emit_compounds(void) {
    static const int32_t row[3] = { 1, -2, 3 };
    static const int32_t second[3] = { 4, 5, -6 };
    static const int32_t *const rows[2] = { row, second };
    static const char *const names[2] = { "one", "two" };
    static const uint64_t numbers[5] = { 10, 20, 30, 40, 50 };
    static const uint8_t bytes[3] = { 1, 2, 255 };
    static const uint8_t mask[2] = { 0x0F, 0x80 };
    static const uint16_t masks[2] = { 1, 0x8000 };
    struct plume_structure_point points[2] = {
        plume_structure(point, 1, 2), plume_structure(point, 3, 4)
    };
    uint32_t count = 3;
    plume_tracepoint(
        every, compounds, plume_structure(point, 1, -1),
        plume_structure(line, plume_structure(point, 1, 2), points[1]), row, rows, points, names,
        plume_vla(numbers, numbers, 5), plume_vla(bytes, bytes, 3), &count, &count);
    plume_tracepoint(
        every, choices, plume_some(maybe, 7), plume_none(maybe),
        plume_some(maybe_point, plume_structure(point, 5, 6)), plume_variant(result, code, 5, -5),
        plume_variant(result, message, 10, "failed"), plume_variant(result, place, 11, points[0]),
        plume_variant(change, fall, -5, 200), 1, -3, 5, mask, plume_vla(masks, masks, 2), 0x80);
}

static void emit_gathered(void) {
    static const uint32_t number = 0xABCD;
    static const uint32_t *const number_pointer = &number;
    static const bool flag = true;
    static const uint8_t color = 3;
    static const void *const address = &number;
    static const double real = 2.5;
    static const char *const text = "indirect";
    static const struct inner inner = { 5, "inner" };
    static const struct inner *const inner_pointer = &inner;
    static const uint16_t elements[2] = { 11, 22 };
    static const uint32_t count = 2;
    static const int32_t triple[3] = { 7, 8, -9 };
    static const struct outer outer = {
        true, 0x1C, 99, &number, 0xEE, &number, 0.5f, "in", "out", { 6, "name" }, &inner,
        { 1, 2, 3 }, 2, elements, 4
    };
    plume_tracepoint(
        every, gathered, &flag, &number, &number_pointer, &number, &color, &address, &real,
        "direct", &text, &outer, &inner_pointer, triple,
        plume_gather_vla(counted, elements, &count), &color);
}

static void emit_dynamic(void) {
    plume_tracepoint(
        every, dynamic, plume_dynamic_null(), plume_dynamic_boolean(true), plume_dynamic_byte(0xFE),
        plume_dynamic_pointer(NULL), plume_dynamic_with(unit, plume_dynamic_s128(-128)),
        plume_dynamic_float64(2.5), plume_dynamic_string("text"),
        plume_dynamic_structure(
            plume_dynamic_field("a", plume_dynamic_u32(1)),
            plume_dynamic_field("b", plume_dynamic_vla(plume_dynamic_u8(2), plume_dynamic_u8(3)))),
        plume_dynamic_structure_visitor(visit_fields, NULL),
        plume_dynamic_vla_with(unit, plume_dynamic_string16(u"x"), plume_dynamic_float32(0.5f)),
        plume_dynamic_vla_visitor(visit_values, NULL));
    plume_tracepoint(
        every, variadic, 1,
        plume_fields(
            plume_dynamic_field("first", plume_dynamic_s8(-1)),
            plume_dynamic_field("second", plume_dynamic_string32(U"y"))));
    plume_tracepoint(every, variadic, 2, plume_no_fields());
    plume_tracepoint(
        every, only_variadic,
        plume_fields_with(unit, plume_dynamic_field("only", plume_dynamic_u64(1))));
}

int main(int argc, char **argv) {
    long count = argc > 1 ? atol(argv[1]) : 1;
    for (long index = 0; index < count; index++) {
        emit_simple();
        emit_compounds();
        emit_gathered();
        emit_dynamic();
    }
    return 0;
}
