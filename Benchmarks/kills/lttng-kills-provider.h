// SPDX-License-Identifier: Apache-2.0
#undef LTTNG_UST_TRACEPOINT_PROVIDER
#define LTTNG_UST_TRACEPOINT_PROVIDER kills

#undef LTTNG_UST_TRACEPOINT_INCLUDE
#define LTTNG_UST_TRACEPOINT_INCLUDE "./lttng-kills-provider.h"

#if !defined(LTTNG_KILLS_PROVIDER_H) || defined(LTTNG_UST_TRACEPOINT_HEADER_MULTI_READ)
#define LTTNG_KILLS_PROVIDER_H

#include <lttng/tracepoint.h>
#include <stdint.h>

LTTNG_UST_TRACEPOINT_EVENT(
    kills, record, LTTNG_UST_TP_ARGS(uint32_t, writer, uint64_t, number, const char *, text),
    LTTNG_UST_TP_FIELDS(lttng_ust_field_integer(uint32_t, writer, writer)
                            lttng_ust_field_integer(uint64_t, number, number)
                                lttng_ust_field_string(text, text)))

#endif

#include <lttng/tracepoint-event.h>
