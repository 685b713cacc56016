// SPDX-License-Identifier: Apache-2.0

/// One command as a client sent it: the name first, then its arguments, all of them raw bytes.
public struct Request: Hashable, Sendable {
    /// The command's name and its arguments; never empty.
    public let arguments: [[UInt8]]

    /// Wraps the words of a command.
    public init(arguments: [[UInt8]]) {
        self.arguments = arguments
    }
}
