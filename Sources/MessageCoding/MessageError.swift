// SPDX-License-Identifier: Apache-2.0

/// Why bytes are not a message.
public struct MessageError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public let reason: String

    package init(_ reason: String) {
        self.reason = reason
    }

    /// One line for a person.
    public var description: String { "control message: \(reason)" }
}
