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
        }
    }

    /// One line for a person, for example `event ":" cannot be recorded: its provider is empty`.
    var line: String { "\(title) cannot be recorded: \(PrintableName.escaped(reason))" }

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
