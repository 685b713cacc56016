// SPDX-License-Identifier: Apache-2.0

import Testing
import TraceModel

@testable import SessionEngine

@Suite("The names of a recording's processes")
struct ProcessNamesTests {
    private static let trace = TraceClass(
        environment: [
            TraceClass.EnvironmentEntry("hostname", .string("here")),
            TraceClass.EnvironmentEntry("procname", .string("sh")),
            TraceClass.EnvironmentEntry("vpid", .integer(1)),
            TraceClass.EnvironmentEntry("tracer_name", .string("plume")),
        ]
    )

    /// The environment after some processes introduced themselves.
    private func environment(_ names: (UInt32, String, UInt64)...) -> [String] {
        var table = ProcessNames()
        for (process, name, clock) in names { table.add(process: process, name: name, at: clock) }
        return table.naming(Self.trace).environment.map { entry in
            switch entry.value {
            case .string(let text): "\(entry.name)=\(text)"
            case .integer(let number): "\(entry.name)=\(number)"
            }
        }
    }

    @Test("are those of the trace where there is one")
    func single() {
        #expect(
            environment() == ["hostname=here", "procname=sh", "vpid=1", "tracer_name=plume"]
        )
        #expect(
            environment((7, "server", 10))
                == ["hostname=here", "procname=server", "vpid=7", "tracer_name=plume"]
        )
        #expect(
            environment((7, "server", 10), (8, "server", 20), (7, "server", 30))
                == ["hostname=here", "procname=server", "tracer_name=plume"]
        )
    }

    @Test("are those of each process where there are several")
    func several() {
        #expect(
            environment((7, "a", 10), (8, "b", 20), (7, "a", 30), (7, "c", 40))
                == [
                    "hostname=here", "tracer_name=plume", "procname_7=a", "procname_8=b",
                    "procname_7_40=c",
                ]
        )
        // The same process executes another program.
        #expect(
            environment((7, "a", 10), (7, "b", 20))
                == [
                    "hostname=here", "vpid=7", "tracer_name=plume", "procname_7=a",
                    "procname_7_20=b",
                ]
        )
    }

    @Test("are short and steer no terminal")
    func hostile() {
        let text = "\u{1B}[31m" + String(repeating: "x", count: 1_000) + "\u{9B}"
        let printable = ProcessNames.printable(text)
        #expect(printable.hasPrefix("?[31mxxx"))
        #expect(printable.unicodeScalars.count == 255)
        #expect(ProcessNames.printable("a\u{85}b\u{7F}c\n") == "a?b?c?")
    }
}
