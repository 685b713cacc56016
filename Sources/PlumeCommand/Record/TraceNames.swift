// SPDX-License-Identifier: Apache-2.0

internal import CTFWriter
internal import SystemCalls
internal import TraceModel

/// The names that a recording gives.
enum TraceNames {
    /// A folder in the current directory that does not exist: the date and time, and a number when
    /// two recordings begin in the same second.
    static func unusedFolder() -> String {
        let base = "plume-trace-\(Host.localTimestamp())"
        var path = base
        var number = 2
        while Directory.kind(of: path) != nil {
            path = "\(base)-\(number)"
            number += 1
        }
        return path
    }

    /// What is known of the trace before its first event.
    static func traceClass(process: Int32, arguments: [String]) -> TraceClass {
        let host = Host.identity()
        let program = arguments.first.flatMap { $0.split(separator: "/").last } ?? ""
        return TraceClass(
            environment: [
                EnvironmentEntry("hostname", .string(host.name)),
                EnvironmentEntry("domain", .string("user")),
                EnvironmentEntry("procname", .string(String(program))),
                EnvironmentEntry("vpid", .integer(Int128(process))),
                EnvironmentEntry("command", .string(arguments.joined(separator: " "))),
                EnvironmentEntry("sysname", .string(host.system)),
                EnvironmentEntry("kernel_release", .string(host.release)),
                EnvironmentEntry("kernel_version", .string(host.version)),
                EnvironmentEntry("architecture", .string(host.machine)),
                EnvironmentEntry("tracer_name", .string("plume")),
                EnvironmentEntry("tracer_version", .string(PlumeTool.version)),
            ],
            packetHeader: TraceSkeleton.packetHeader
        )
    }
}
