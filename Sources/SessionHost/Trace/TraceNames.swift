// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import CTFWriter
internal import SessionEngine
internal import SystemCalls
internal import TraceModel

/// The names that a recording gives.
enum TraceNames {
    /// What is known of the trace before its first event.
    static func traceClass(
        process: Int32,
        arguments: [String],
        tracerVersion: String
    ) -> TraceClass {
        let host = Host.identity()
        // The formats hold nothing but UTF-8.
        let arguments = arguments.map { ByteText.repaired($0) }
        let program = arguments.first.flatMap { $0.split(separator: "/").last } ?? ""
        return TraceClass(
            environment: [
                TraceClass.EnvironmentEntry("hostname", .string(host.name)),
                TraceClass.EnvironmentEntry("domain", .string("user")),
                TraceClass.EnvironmentEntry("procname", .string(String(program))),
                TraceClass.EnvironmentEntry("vpid", .integer(Int128(process))),
                TraceClass.EnvironmentEntry("command", .string(arguments.joined(separator: " "))),
                TraceClass.EnvironmentEntry("sysname", .string(host.system)),
                TraceClass.EnvironmentEntry("kernel_release", .string(host.release)),
                TraceClass.EnvironmentEntry("kernel_version", .string(host.version)),
                TraceClass.EnvironmentEntry("architecture", .string(host.machine)),
                TraceClass.EnvironmentEntry("tracer_name", .string("plume")),
                TraceClass.EnvironmentEntry("tracer_version", .string(tracerVersion)),
            ],
            packetHeader: TraceSkeleton.packetHeader
        )
    }

    /// What a trace tells of events that are not in it; nothing where all are.
    static func environment(of unknown: UnknownEvents) -> [TraceClass.EnvironmentEntry] {
        if unknown.isNothing { return [] }
        return [
            TraceClass.EnvironmentEntry("unknown_events", .integer(Int128(unknown.eventCount))),
            TraceClass.EnvironmentEntry(
                "unknown_processes",
                .integer(Int128(unknown.unheardCount))
            ),
        ]
    }
}
