// SPDX-License-Identifier: Apache-2.0

internal import ProgramProtocol
internal import SideDescription

/// What the program describes and of which nothing can be recorded, for whoever wants to know.
///
/// The same thing described again, in a loop perhaps, is one entry; there is an end to them.
struct UnrecordableEvents {
    private static let maximumCount = 1_000

    /// What is known so far; entries are only added.
    private(set) var all: [UnrecordableEvent] = []

    /// Adds an entry.
    ///
    /// - Parameter event: what was described, and what is wrong with it.
    /// - Returns: false where it was there before, or there are too many.
    mutating func add(_ event: UnrecordableEvent) -> Bool {
        guard all.count < Self.maximumCount, !all.contains(event) else { return false }
        all.append(event)
        return true
    }
}

extension UnrecordableEvent {
    /// Tells of an event by its description.
    init(_ description: SideEventDescription, because reason: String) {
        self.init(
            provider: description.provider,
            name: description.name,
            logLevel: description.logLevel.rawValue,
            reason: reason
        )
    }
}

extension SideEventDescription {
    /// What stands behind a call of an event of which nothing can be recorded: it is never enabled.
    static let unrecordable = SideEventDescription(provider: "plume", name: "unrecordable")
}
