// SPDX-License-Identifier: Apache-2.0

/// The 16 bytes that identify a metadata stream and tie its data streams to it.
public struct MetadataUUID: Hashable, Sendable {
    /// The bytes; always 16.
    public let bytes: [UInt8]

    /// Wraps 16 bytes; nil for any other count.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        self.bytes = bytes
    }
}

extension MetadataUUID: CustomStringConvertible {
    /// The usual form, for example `f81d4fae-7dec-11d0-a765-00a0c91e6bf6`.
    public var description: String {
        var text = ""
        for (index, byte) in bytes.enumerated() {
            if index == 4 || index == 6 || index == 8 || index == 10 { text += "-" }
            text += byte < 16 ? "0" : ""
            text += String(byte, radix: 16)
        }
        return text
    }
}
