// SPDX-License-Identifier: Apache-2.0

import CTFWriter
import Testing
import TraceModel

/// The names of folders and files of written traces.
@Suite struct OutputNameTests {
    private static let session: [TraceClass.EnvironmentEntry] = [
        .init("hostname", .string("host")),
        .init("tracer_name", .string("lttng-ust")),
        .init("tracer_major", .integer(2)),
        .init("tracer_minor", .integer(13)),
        .init("trace_name", .string("run")),
        .init("trace_creation_datetime", .string("20190327T154512-0400")),
        .init("domain", .string("ust")),
    ]

    @Test("A trace is named by its name, made safe")
    func plainName() {
        let trace = TraceClass()
        #expect(OutputName.traceFolder(trace, name: nil) == "trace")
        #expect(OutputName.traceFolder(trace, name: "a/b/") == "a/b")
        #expect(OutputName.traceFolder(trace, name: "../x/./y") == "__/x/_/y")
        #expect(OutputName.traceFolder(trace, name: "/") == "trace")
    }

    @Test("The path within a session is made again")
    func session() {
        let user: [TraceClass.EnvironmentEntry] = [
            .init("tracer_buffering_scheme", .string("uid")),
            .init("tracer_buffering_id", .integer(1_000)),
            .init("architecture_bit_width", .integer(64)),
        ]
        #expect(
            OutputName.traceFolder(TraceClass(environment: Self.session + user), name: "n")
                == "host/run-20190327-154512/ust/uid/1000/64-bit"
        )
        let process: [TraceClass.EnvironmentEntry] = [
            .init("tracer_buffering_scheme", .string("pid")),
            .init("procname", .string("app")),
            .init("vpid", .integer(12)),
            .init("vpid_datetime", .string("20190327T154513-0400")),
        ]
        #expect(
            OutputName.traceFolder(TraceClass(environment: Self.session + process), name: "n")
                == "host/run-20190327-154512/ust/pid/app-12-20190327-154513"
        )
        // Something is missing: the name stands.
        let trace = TraceClass(environment: Self.session)
        #expect(OutputName.traceFolder(trace, name: "n") == "n")
    }

    @Test("Data streams get the last part of their name, each another one")
    func streamFiles() {
        var taken: Set<String> = []
        let names: [String?] = ["/a/chan_0", "/b/chan_0", nil, "metadata", nil, "/a/.."]
        #expect(
            names.map { OutputName.streamFile($0, taken: &taken) }
                == ["chan_0", "chan_0-0", "stream", "metadata-0", "stream-0", "stream-1"]
        )
    }
}
