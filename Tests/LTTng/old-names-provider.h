// SPDX-License-Identifier: Apache-2.0
// An event that is described with the macros' names before LTTng-UST 2.13.
#undef TRACEPOINT_PROVIDER
#define TRACEPOINT_PROVIDER old_names

#undef TRACEPOINT_INCLUDE
#define TRACEPOINT_INCLUDE "./old-names-provider.h"

#if !defined(OLD_NAMES_PROVIDER_H) || defined(TRACEPOINT_HEADER_MULTI_READ)
#define OLD_NAMES_PROVIDER_H

#include <lttng/tracepoint.h>
#include <stdint.h>

TRACEPOINT_ENUM(
    old_names, kinds,
    TP_ENUM_VALUES(
        ctf_enum_value("MINUS", -1)
        ctf_enum_auto("NONE")
        ctf_enum_range("MANY", 2, 1000)))

TRACEPOINT_EVENT(
    old_names, all,
    TP_ARGS(int, number, const char *, text, const uint16_t *, numbers, size_t, count),
    TP_FIELDS(
        ctf_integer(int, i, number)
        ctf_integer_hex(unsigned int, hex, (unsigned int)number)
        ctf_integer_network(int, net, number)
        ctf_integer_network_hex(int, net_hex, number)
        ctf_integer_nowrite(int, nowrite, number)
        ctf_float(float, f, (float)number / 3)
        ctf_float(double, d, (double)number / 3)
        ctf_string(s, text)
        ctf_array(uint16_t, a, numbers, 2)
        ctf_array_hex(uint16_t, ah, numbers, 2)
        ctf_array_network(uint16_t, an, numbers, 2)
        ctf_array_network_hex(uint16_t, anh, numbers, 2)
        ctf_array_text(char, at, text, 3)
        ctf_sequence(uint16_t, q, numbers, size_t, count)
        ctf_sequence_hex(uint16_t, qh, numbers, size_t, count)
        ctf_sequence_network(uint16_t, qn, numbers, size_t, count)
        ctf_sequence_network_hex(uint16_t, qnh, numbers, size_t, count)
        ctf_sequence_text(char, qt, text, size_t, count)
        ctf_enum(old_names, kinds, uint8_t, e, (uint8_t)number)
        ctf_unused(number)))
TRACEPOINT_LOGLEVEL(old_names, all, TRACE_INFO)

#endif

#include <lttng/tracepoint-event.h>
