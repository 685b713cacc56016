// SPDX-License-Identifier: Apache-2.0

/// Why a trace, or a part of it, cannot be read.
public struct CTFError: Error, Hashable, Sendable, CustomStringConvertible {
    /// How much is affected.
    public enum Kind: Hashable, Sendable {
        /// The whole trace: no metadata, or none that can be used.
        case unreadable
        /// A data stream ends in the middle of a packet.
        case truncated
        /// A data stream holds what its metadata forbids.
        case damaged
    }

    /// How much is affected.
    public let kind: Kind
    /// The file or folder.
    public let path: String
    /// Where in the file, in bits from its beginning; nil when it is about the whole.
    public let bitOffset: UInt64?
    /// What is wrong and what to do.
    public let reason: String

    init(_ kind: Kind, _ path: String, at bitOffset: UInt64? = nil, _ reason: String) {
        self.kind = kind
        self.path = path
        self.bitOffset = bitOffset
        self.reason = reason
    }

    /// One line for a person.
    public var description: String {
        guard let bitOffset else { return "\(path): \(reason)" }
        return "\(path), byte \(bitOffset / 8) (bit \(bitOffset)): \(reason)"
    }
}
