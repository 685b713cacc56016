// SPDX-License-Identifier: Apache-2.0

/// Gives the messages of an output port one after the other.
public protocol MessageIterator: AnyObject {
    /// The next message; nil after the last one.
    ///
    /// The values of a message are valid until the next call.
    ///
    /// - Throws: why there is no further message; those before are good.
    func next() throws(GraphError) -> Message?
}

/// A message iterator of messages that are known already.
public final class ArrayIterator: MessageIterator {
    private var messages: ArraySlice<Message>

    /// Gives some messages.
    public init(_ messages: [Message]) { self.messages = messages[...] }

    /// The next message; nil after the last one.
    public func next() throws(GraphError) -> Message? { messages.popFirst() }
}
