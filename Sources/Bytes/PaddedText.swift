// SPDX-License-Identifier: Apache-2.0

/// A text that is appended very often: it is followed by the slack that short copies may read.
public struct PaddedText: Sendable {
    @usableFromInline let bytes: [UInt8]
    /// How many bytes the text has.
    public let count: Int

    /// Keeps a text.
    public init(_ text: [UInt8] = []) {
        count = text.count
        bytes = text + [UInt8](repeating: 0, count: TextBuffer.slack)
    }

    /// Keeps a text in UTF-8.
    public init(_ text: String) { self.init(Array(text.utf8)) }
}

extension TextBuffer {
    /// Appends the first bytes of a text.
    ///
    /// - Parameters:
    ///   - text: the text.
    ///   - length: how many of its bytes; all of them when it has fewer.
    @inlinable
    @inline(__always)
    public mutating func append(_ text: PaddedText, _ length: Int) {
        append(text.bytes.span, 0, min(length, text.count))
    }

    /// Appends a text.
    @inlinable
    @inline(__always)
    public mutating func append(_ text: PaddedText) { append(text, text.count) }
}
