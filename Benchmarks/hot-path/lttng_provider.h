// SPDX-License-Identifier: Apache-2.0
#undef LTTNG_UST_TRACEPOINT_PROVIDER
#define LTTNG_UST_TRACEPOINT_PROVIDER bench

#undef LTTNG_UST_TRACEPOINT_INCLUDE
#define LTTNG_UST_TRACEPOINT_INCLUDE "./lttng_provider.h"

#if !defined(LTTNG_PROVIDER_H) || defined(LTTNG_UST_TRACEPOINT_HEADER_MULTI_READ)
#define LTTNG_PROVIDER_H

#include <lttng/tracepoint.h>
#include <stdint.h>

LTTNG_UST_TRACEPOINT_EVENT(
    bench, three, LTTNG_UST_TP_ARGS(uint32_t, a, uint64_t, b, const char *, text),
    LTTNG_UST_TP_FIELDS(lttng_ust_field_integer(uint32_t, a, a)
                            lttng_ust_field_integer(uint64_t, b, b)
                                lttng_ust_field_string(text, text)))
LTTNG_UST_TRACEPOINT_EVENT(
    bench, off, LTTNG_UST_TP_ARGS(uint32_t, a, uint64_t, b, const char *, text),
    LTTNG_UST_TP_FIELDS(lttng_ust_field_integer(uint32_t, a, a)
                            lttng_ust_field_integer(uint64_t, b, b)
                                lttng_ust_field_string(text, text)))
LTTNG_UST_TRACEPOINT_EVENT(
    bench, one, LTTNG_UST_TP_ARGS(uint32_t, a),
    LTTNG_UST_TP_FIELDS(lttng_ust_field_integer(uint32_t, a, a)))
LTTNG_UST_TRACEPOINT_EVENT(bench, empty, LTTNG_UST_TP_ARGS(), LTTNG_UST_TP_FIELDS())
LTTNG_UST_TRACEPOINT_EVENT(
    bench, bytes, LTTNG_UST_TP_ARGS(const uint8_t *, bytes, uint32_t, count),
    LTTNG_UST_TP_FIELDS(
        lttng_ust_field_sequence(uint8_t, bytes, bytes, uint32_t, count)))

#endif

#include <lttng/tracepoint-event.h>
