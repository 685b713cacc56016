// SPDX-License-Identifier: Apache-2.0

import Plume

/// What this server tells a tracer.
enum Tracepoints {
    static let connectionOpened = Tracepoint(
        "kv",
        "connection_opened",
        Field<UInt32>("connection", role: "connection-id"),
        Field<String>("address")
    )
    static let connectionClosed = Tracepoint(
        "kv",
        "connection_closed",
        Field<UInt32>("connection", role: "connection-id"),
        Field<UInt64>("commands")
    )
    static let command = Tracepoint(
        "kv",
        "command",
        level: .debug,
        Field<UInt32>("connection", role: "connection-id"),
        Field<String>("name"),
        Field<String>("key"),
        Field<Int>("size", unit: "By")
    )
    static let slowCommand = Tracepoint(
        "kv",
        "slow_command",
        level: .warning,
        Field<UInt32>("connection", role: "connection-id"),
        Field<String>("name"),
        Field<UInt64>("duration", unit: "ns")
    )
}
