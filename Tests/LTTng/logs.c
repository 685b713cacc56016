// SPDX-License-Identifier: Apache-2.0
// The library describes the events of these functions itself, so that this file must not.

#include <lttng/tracef.h>
#include <lttng/tracelog.h>

void emit_logs(int round) {
    lttng_ust_tracef("round %d", round);
    lttng_ust_tracelog(LTTNG_UST_TRACEPOINT_LOGLEVEL_NOTICE, "round %d", round);
}
