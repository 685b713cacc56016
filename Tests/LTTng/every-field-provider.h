// SPDX-License-Identifier: Apache-2.0
// Events of LTTng-UST with every kind of field that its macros make.
#undef LTTNG_UST_TRACEPOINT_PROVIDER
#define LTTNG_UST_TRACEPOINT_PROVIDER every_field

#undef LTTNG_UST_TRACEPOINT_INCLUDE
#define LTTNG_UST_TRACEPOINT_INCLUDE "./every-field-provider.h"

#if !defined(EVERY_FIELD_PROVIDER_H) || defined(LTTNG_UST_TRACEPOINT_HEADER_MULTI_READ)
#define EVERY_FIELD_PROVIDER_H

#include <lttng/tracepoint.h>
#include <stdint.h>

LTTNG_UST_TRACEPOINT_EVENT(
    every_field, integers,
    LTTNG_UST_TP_ARGS(uint64_t, number),
    LTTNG_UST_TP_FIELDS(
        lttng_ust_field_integer(int8_t, i8, (int8_t)number)
        lttng_ust_field_integer(uint8_t, u8, (uint8_t)number)
        lttng_ust_field_integer(int16_t, i16, (int16_t)number)
        lttng_ust_field_integer(uint16_t, u16, (uint16_t)number)
        lttng_ust_field_integer(int32_t, i32, (int32_t)number)
        lttng_ust_field_integer(uint32_t, u32, (uint32_t)number)
        lttng_ust_field_integer(int64_t, i64, (int64_t)number)
        lttng_ust_field_integer(uint64_t, u64, number)
        lttng_ust_field_integer(long, l, (long)number)
        lttng_ust_field_integer(char, c, (char)number)
        lttng_ust_field_integer_hex(int8_t, hex_i8, (int8_t)number)
        lttng_ust_field_integer_hex(uint32_t, hex_u32, (uint32_t)number)
        lttng_ust_field_integer_hex(int64_t, hex_i64, (int64_t)number)
        lttng_ust_field_integer_network(int16_t, net_i16, (int16_t)number)
        lttng_ust_field_integer_network(uint32_t, net_u32, (uint32_t)number)
        lttng_ust_field_integer_network(int64_t, net_i64, (int64_t)number)
        lttng_ust_field_integer_network_hex(uint16_t, net_hex_u16, (uint16_t)number)
        lttng_ust_field_integer_network_hex(int32_t, net_hex_i32, (int32_t)number)
        lttng_ust_field_integer_nowrite(int, not_written, (int)number)
        lttng_ust_field_unused(number)))
LTTNG_UST_TRACEPOINT_LOGLEVEL(every_field, integers, LTTNG_UST_TRACEPOINT_LOGLEVEL_WARNING)
LTTNG_UST_TRACEPOINT_MODEL_EMF_URI(every_field, integers, "http://example.org/model?integers")

LTTNG_UST_TRACEPOINT_EVENT(
    every_field, floats,
    LTTNG_UST_TP_ARGS(double, number),
    LTTNG_UST_TP_FIELDS(
        lttng_ust_field_float(float, f, (float)number)
        lttng_ust_field_integer(uint8_t, between, 1)
        lttng_ust_field_float(double, d, number)
        lttng_ust_field_float_nowrite(double, not_written, number)))
LTTNG_UST_TRACEPOINT_LOGLEVEL(every_field, floats, LTTNG_UST_TRACEPOINT_LOGLEVEL_DEBUG_SYSTEM)

LTTNG_UST_TRACEPOINT_EVENT(
    every_field, texts,
    LTTNG_UST_TP_ARGS(const char *, text, uint32_t, length),
    LTTNG_UST_TP_FIELDS(
        lttng_ust_field_string(s, text)
        lttng_ust_field_array_text(char, fixed, text, 4)
        lttng_ust_field_sequence_text(char, counted, text, uint8_t, (uint8_t)length)
        lttng_ust_field_sequence_text(char, counted_64, text, uint64_t, length)
        lttng_ust_field_string_nowrite(not_written, text)
        lttng_ust_field_array_text_nowrite(char, not_written_array, text, 4)
        lttng_ust_field_sequence_text_nowrite(char, not_written_sequence, text, uint8_t,
                                              (uint8_t)length)))
LTTNG_UST_TRACEPOINT_LOGLEVEL(every_field, texts, LTTNG_UST_TRACEPOINT_LOGLEVEL_EMERG)

LTTNG_UST_TRACEPOINT_EVENT(
    every_field, arrays,
    LTTNG_UST_TP_ARGS(const int16_t *, numbers, const long *, longs, const double *, reals),
    LTTNG_UST_TP_FIELDS(
        lttng_ust_field_array(int16_t, a, numbers, 3)
        lttng_ust_field_array_hex(int16_t, hex, numbers, 3)
        lttng_ust_field_array_network(int16_t, net, numbers, 3)
        lttng_ust_field_array_network_hex(int16_t, net_hex, numbers, 3)
        lttng_ust_field_array(long, longs, longs, 2)
        lttng_ust_field_array(char, bytes, (const char *)numbers, 5)
        lttng_ust_field_array(uint8_t, one, (const uint8_t *)numbers, 1)
        lttng_ust_field_array_nowrite(int16_t, not_written, numbers, 3)
        lttng_ust_field_array_nowrite_hex(int16_t, not_written_hex, numbers, 3)
        lttng_ust_field_array_network_nowrite(int16_t, not_written_net, numbers, 3)
        lttng_ust_field_array_network_nowrite_hex(int16_t, not_written_net_hex, numbers, 3)))
LTTNG_UST_TRACEPOINT_LOGLEVEL(every_field, arrays, LTTNG_UST_TRACEPOINT_LOGLEVEL_DEBUG)

LTTNG_UST_TRACEPOINT_EVENT(
    every_field, sequences,
    LTTNG_UST_TP_ARGS(const int32_t *, numbers, size_t, count, const uint64_t *, wide),
    LTTNG_UST_TP_FIELDS(
        lttng_ust_field_sequence(int32_t, s, numbers, size_t, count)
        lttng_ust_field_sequence_hex(int32_t, hex, numbers, uint8_t, (uint8_t)count)
        lttng_ust_field_sequence_network(int32_t, net, numbers, uint16_t, (uint16_t)count)
        lttng_ust_field_sequence_network_hex(int32_t, net_hex, numbers, unsigned int,
                                             (unsigned int)count)
        lttng_ust_field_sequence(uint64_t, wide, wide, uint8_t, (uint8_t)count)
        lttng_ust_field_sequence(uint8_t, bytes, (const uint8_t *)numbers, uint32_t,
                                 (uint32_t)count)
        lttng_ust_field_sequence_nowrite(int32_t, nw, numbers, size_t, count)
        lttng_ust_field_sequence_nowrite_hex(int32_t, nwh, numbers, size_t, count)
        lttng_ust_field_sequence_network_nowrite(int32_t, nwn, numbers, size_t, count)
        lttng_ust_field_sequence_network_nowrite_hex(int32_t, nwnh, numbers, size_t, count)))

LTTNG_UST_TRACEPOINT_ENUM(
    every_field, signed_values,
    LTTNG_UST_TP_ENUM_VALUES(
        lttng_ust_field_enum_value("NEGATIVE", -3)
        lttng_ust_field_enum_value("ZERO", 0)
        lttng_ust_field_enum_auto("ONE")
        lttng_ust_field_enum_range("SOME", 4, 500)
        lttng_ust_field_enum_auto("NEXT")
        lttng_ust_field_enum_range("BELOW", -300, -200)
        lttng_ust_field_enum_value("a label \"with\" marks \\ and \xC3\xA9", 600)
        lttng_ust_field_enum_value("SAME", 600)))
LTTNG_UST_TRACEPOINT_ENUM(
    every_field, unsigned_values,
    LTTNG_UST_TP_ENUM_VALUES(
        lttng_ust_field_enum_auto("FIRST")
        lttng_ust_field_enum_auto("SECOND")
        lttng_ust_field_enum_range("TENS", 10U, 99U)
        lttng_ust_field_enum_value("BIG", 300U)
        lttng_ust_field_enum_value("HUGE", 5000000000ULL)))

LTTNG_UST_TRACEPOINT_EVENT(
    every_field, enumerations,
    LTTNG_UST_TP_ARGS(int, number),
    LTTNG_UST_TP_FIELDS(
        lttng_ust_field_enum(every_field, signed_values, int, i, number)
        lttng_ust_field_enum(every_field, signed_values, int8_t, i8, (int8_t)number)
        lttng_ust_field_enum(every_field, signed_values, uint8_t, u8, (uint8_t)number)
        lttng_ust_field_enum(every_field, signed_values, unsigned int, u, (unsigned int)number)
        lttng_ust_field_enum(every_field, signed_values, int64_t, i64, number)
        lttng_ust_field_enum(every_field, unsigned_values, uint8_t, uu8, (uint8_t)number)
        lttng_ust_field_enum(every_field, unsigned_values, uint64_t, uu64, (uint64_t)number)
        lttng_ust_field_enum(every_field, unsigned_values, int8_t, ui8, (int8_t)number)
        lttng_ust_field_enum_nowrite(every_field, signed_values, int, not_written, number)))

LTTNG_UST_TRACEPOINT_EVENT_CLASS(
    every_field, sched_class,
    LTTNG_UST_TP_ARGS(const char *, name, int, number),
    LTTNG_UST_TP_FIELDS(
        lttng_ust_field_array_text(char, _prev_comm, name, 16)
        lttng_ust_field_integer(int, prev_prio, number)
        lttng_ust_field_integer(int, id, number)
        lttng_ust_field_integer(int, stream_id, number)
        lttng_ust_field_integer(int, timestamp, number)
        lttng_ust_field_integer(int, __leading, number)
        lttng_ust_field_integer(int, event, number)
        lttng_ust_field_integer(int, string, number)
        lttng_ust_field_integer(int, align, number)
        lttng_ust_field_integer(int, v, number)))
LTTNG_UST_TRACEPOINT_EVENT_INSTANCE(every_field, sched_class, every_field, sched_switch,
                                    LTTNG_UST_TP_ARGS(const char *, name, int, number))
LTTNG_UST_TRACEPOINT_EVENT_INSTANCE(every_field, sched_class, every_field,
                                    syscall_entry_openat_with_a_name_that_is_rather_long,
                                    LTTNG_UST_TP_ARGS(const char *, name, int, number))

LTTNG_UST_TRACEPOINT_EVENT(every_field, empty, LTTNG_UST_TP_ARGS(), LTTNG_UST_TP_FIELDS())

LTTNG_UST_TRACEPOINT_EVENT(
    every_field, large,
    LTTNG_UST_TP_ARGS(const uint8_t *, bytes, uint32_t, count),
    LTTNG_UST_TP_FIELDS(lttng_ust_field_sequence(uint8_t, bytes, bytes, uint32_t, count)))

#endif

#include <lttng/tracepoint-event.h>
