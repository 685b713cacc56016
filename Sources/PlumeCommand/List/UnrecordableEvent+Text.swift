// SPDX-License-Identifier: Apache-2.0

internal import ProgramProtocol
internal import SideDescription
internal import TraceModel

extension UnrecordableEvent {
    /// What it is called, for a person.
    var title: String {
        switch kind {
        case .event: "event \(PrintableName.quoted("\(provider):\(name)"))"
        case .context: "context \(PrintableName.quoted(name))"
        case .runtime:
            "what comes by way of another project's SIDE runtime, \(PrintableName.quoted(name)),"
        }
    }

    /// One line for a person, for example `event ":" cannot be recorded: its provider is empty`.
    var line: String { "\(title) cannot be recorded: \(PrintableName.escaped(reason))" }

    /// What helps.
    var remedy: String {
        switch kind {
        case .event, .context: "The program goes on without it; docs/swift.md has the rules."
        case .runtime:
            "The events of Swift are recorded all the same; for those of C and C++ the process needs"
                + " a libside.so.0 without this fault, Plume's for example."
        }
    }

    /// The same for programs.
    func json() -> JSONValue {
        .object([
            "kind": .string("\(kind)"),
            "provider": .string(provider),
            "name": .string(name),
            "reason": .string(reason),
        ])
    }
}
