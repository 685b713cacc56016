// SPDX-License-Identifier: Apache-2.0

internal import ProgramProtocol
internal import SideDescription

/// Events that programs describe and that cannot be recorded, and names that get in the way.
extension RecordingSession {
    /// A program may be hostile, or have a mistake in a loop: what is more is counted and not said.
    private static let maximumTexts = 200

    /// Notes that nothing can be recorded of an event or a context, if the rules ask for it.
    mutating func leaveOut(_ event: UnrecordableEvent) -> [Action] {
        let description = SideEventDescription(
            provider: event.provider,
            name: event.name,
            logLevel: LogLevel(rawValue: event.logLevel) ?? .debug
        )
        switch event.kind {
        case .context:
            // Nobody can have asked for it, so nothing is missing.
            return say(text("context", event.name, because: event.reason))
        case .runtime:
            // Which events these would be is not known, and there may be none.
            return say(
                "what comes by way of another project's SIDE runtime,"
                    + " \(PrintableName.quoted(event.name)), is not recorded:"
                    + " \(PrintableName.escaped(event.reason))"
            )
        case .event where channels.contains(where: { $0.filters(for: description) != nil }):
            return leaveOut("event", description.fullName, because: event.reason)
        case .event: return []
        }
    }

    private func text(_ what: String, _ name: String, because reason: String) -> String {
        "the \(what) \(PrintableName.quoted(name)) is not recorded:"
            + " \(PrintableName.escaped(reason))"
    }

    /// Notes that something is not recorded, once.
    mutating func leaveOut(_ what: String, _ name: String, because reason: String) -> [Action] {
        let text = text(what, name, because: reason)
        guard !textsOfEvents.contains(text) else { return [] }
        leftOutCount += 1
        return say(text)
    }

    /// Says what about the names of an event will get in the way, once.
    mutating func remark(on description: SideEventDescription) -> [Action] {
        let event = PrintableName.quoted(description.fullName)
        return description.nameRemarks.prefix(3).flatMap { remark in
            say("the event \(event) is recorded, but \(remark)")
        }
    }

    private mutating func say(_ text: String) -> [Action] {
        guard textsOfEvents.count < Self.maximumTexts, textsOfEvents.insert(text).inserted else {
            return []
        }
        return [.warn(text)]
    }
}
