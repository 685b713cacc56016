// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import TraceGraph

/// Turns messages into text, one after the other.
protocol MessagePrinter {
    /// Appends what becomes of a message.
    ///
    /// - Returns: a warning that belongs to no output, if there is one.
    mutating func take(_ message: Message, into text: inout TextBuffer) -> String?
    /// Appends what remains when there are no more messages.
    mutating func finish(into text: inout TextBuffer)
}

extension MessagePrinter {
    mutating func finish(into text: inout TextBuffer) {}
}
