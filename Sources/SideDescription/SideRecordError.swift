// SPDX-License-Identifier: Apache-2.0

/// Why bytes are not the record of an event.
public struct SideRecordError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public let reason: String
    /// Where in the record, in bytes from its beginning.
    public let offset: Int

    init(_ reason: String, at offset: Int) {
        self.reason = reason
        self.offset = offset
    }

    /// One line for a person.
    public var description: String { "event record, byte \(offset): \(reason)" }
}
