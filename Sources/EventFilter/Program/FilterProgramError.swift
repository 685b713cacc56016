// SPDX-License-Identifier: Apache-2.0

/// Why bytes are not a filter program.
public struct FilterProgramError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public let reason: String
    /// Where in the program, in bytes from its beginning.
    public let offset: Int

    init(_ reason: String, at offset: Int) {
        self.reason = reason
        self.offset = offset
    }

    /// One line for a person.
    public var description: String {
        "filter program, byte \(offset): \(reason); make it anew from the expression"
    }
}
