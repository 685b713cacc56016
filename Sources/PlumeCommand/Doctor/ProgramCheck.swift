// SPDX-License-Identifier: Apache-2.0

internal import SideDescription

/// Whether the tracepoints of a program can be recorded and asked for.
enum ProgramCheck {
    /// Looks at the program's tracepoints.
    ///
    /// - Parameter program: its file, or the id of its process.
    /// - Returns: what was found.
    /// - Throws: that it has no tracepoints to be looked at.
    static func run(_ program: String) throws(CommandFailure) -> [DoctorCheck] {
        let source = try TracepointSource.named(program)
        let subject = "tracepoints of \(program)"
        guard !source.events.isEmpty || !source.unrecordable.isEmpty else {
            return [DoctorCheck(subject, .limited, source.adviceWhenEmpty)]
        }
        var checks = source.unrecordable.map { event in
            DoctorCheck(
                subject,
                .limited,
                event.line,
                remedy: event.remedy
            )
        }
        for event in source.events {
            let name = PrintableName.quoted(event.fullName)
            checks += event.nameRemarks.map {
                DoctorCheck(subject, .limited, "event \(name) can be recorded, but \($0)")
            }
        }
        let count = source.events.count
        return checks + [
            DoctorCheck(
                subject,
                .good,
                "\(count) can be recorded; plume list \(program) shows them"
            )
        ]
    }
}
