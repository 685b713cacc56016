// SPDX-License-Identifier: Apache-2.0

package import Bytes

/// The buffer of a consumer which needs nothing to be put in when its slice is written.
package struct SliceText: ~Copyable {
    private static let flushBytes = 256 * 1_024
    /// What was printed and not yet written.
    package var text = TextBuffer(capacity: 1 << 20)
    /// Called when the buffer is full; nil lets it grow.
    private let flush: ((borrowing TextBuffer, Range<Int>) -> Bool)?
    /// Whether nobody reads on.
    package private(set) var isDone = false

    package init(flush: ((borrowing TextBuffer, Range<Int>) -> Bool)?) { self.flush = flush }

    /// Hands the text out when it is long.
    @inline(__always)
    package mutating func flushIfLong() {
        guard text.count >= Self.flushBytes, let flush else { return }
        isDone = !flush(text, 0..<text.count)
        text.removeAll()
    }
}

/// A consumer whose text is whole when its slice ends, whatever the slices before it hold.
package protocol SliceTextConsumer: SliceConsumer, ~Copyable where Past == Never {
    /// What was printed.
    var slice: SliceText { get }
}

extension SliceTextConsumer where Self: ~Copyable {
    package var isDone: Bool { slice.isDone }
    package var past: Never? { nil }
    package var warnings: [String] { [] }

    package mutating func resume(after past: Never) {}

    package func write(
        after past: Never?,
        to output: (borrowing TextBuffer, Range<Int>) -> Bool
    ) -> Bool {
        !slice.isDone && output(slice.text, 0..<slice.text.count)
    }
}
