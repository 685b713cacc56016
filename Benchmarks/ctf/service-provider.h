// SPDX-License-Identifier: Apache-2.0
#undef LTTNG_UST_TRACEPOINT_PROVIDER
#define LTTNG_UST_TRACEPOINT_PROVIDER service

#undef LTTNG_UST_TRACEPOINT_INCLUDE
#define LTTNG_UST_TRACEPOINT_INCLUDE "./service-provider.h"

#if !defined(SERVICE_PROVIDER_H) || defined(LTTNG_UST_TRACEPOINT_HEADER_MULTI_READ)
#define SERVICE_PROVIDER_H

#include <lttng/tracepoint.h>
#include <stdint.h>

LTTNG_UST_TRACEPOINT_ENUM(
    service, state,
    LTTNG_UST_TP_ENUM_VALUES(
        lttng_ust_field_enum_value("IDLE", 0) lttng_ust_field_enum_value("READING", 1)
            lttng_ust_field_enum_value("WRITING", 2) lttng_ust_field_enum_range("CLOSED", 3, 9)))

LTTNG_UST_TRACEPOINT_EVENT(
    service, request_begin,
    LTTNG_UST_TP_ARGS(uint64_t, id, const char *, method, const char *, path, uint32_t, client),
    LTTNG_UST_TP_FIELDS(
        lttng_ust_field_integer(uint64_t, id, id) lttng_ust_field_string(method, method)
            lttng_ust_field_string(path, path)
                lttng_ust_field_integer_hex(uint32_t, client, client)))
LTTNG_UST_TRACEPOINT_EVENT(
    service, request_end,
    LTTNG_UST_TP_ARGS(uint64_t, id, int32_t, status, uint64_t, bytes, double, milliseconds),
    LTTNG_UST_TP_FIELDS(
        lttng_ust_field_integer(uint64_t, id, id) lttng_ust_field_integer(int32_t, status, status)
            lttng_ust_field_integer(uint64_t, bytes, bytes)
                lttng_ust_field_float(double, milliseconds, milliseconds)))
LTTNG_UST_TRACEPOINT_EVENT(
    service, connection, LTTNG_UST_TP_ARGS(int, descriptor, int, state),
    LTTNG_UST_TP_FIELDS(
        lttng_ust_field_integer(int, descriptor, descriptor)
            lttng_ust_field_enum(service, state, int, state, state)))
LTTNG_UST_TRACEPOINT_EVENT(
    service, queue, LTTNG_UST_TP_ARGS(const uint32_t *, lengths),
    LTTNG_UST_TP_FIELDS(lttng_ust_field_array(uint32_t, lengths, lengths, 4)))

#endif

#include <lttng/tracepoint-event.h>
