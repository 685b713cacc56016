// SPDX-License-Identifier: Apache-2.0

/// Gives the messages of an output port one after the other.
public protocol MessageIterator: AnyObject {
    /// The next message; nil after the last one.
    ///
    /// The values of a message are valid until the next call.
    ///
    /// - Throws: why there is no further message, those before being good; or
    ///   ``GraphError/tryAgain`` when there may be one later.
    func next() throws(GraphError) -> Message?

    /// Whether the iterator can go back to the first message.
    var canSeekToBeginning: Bool { get }

    /// Goes back before the first message.
    ///
    /// - Throws: why it cannot.
    func seekToBeginning() throws(GraphError)

    /// Whether the iterator itself can go to a time; see ``PortIterator`` for those that cannot.
    var canSeekToTime: Bool { get }

    /// Goes to a time: messages before it are left out, and what is open then begins there.
    ///
    /// - Parameter nanoseconds: the time from the clock's origin.
    /// - Throws: why it cannot.
    func seek(toNanoseconds nanoseconds: Int64) throws(GraphError)
}

extension MessageIterator {
    /// Whether the iterator can go back: no.
    public var canSeekToBeginning: Bool { false }
    /// Whether the iterator itself can go to a time: no.
    public var canSeekToTime: Bool { false }

    /// Fails, for not all iterators can go back.
    public func seekToBeginning() throws(GraphError) {
        throw GraphError(actor: "graph", "This message iterator cannot go back to its beginning.")
    }

    /// Fails, for not all iterators can go to a time.
    public func seek(toNanoseconds nanoseconds: Int64) throws(GraphError) {
        throw GraphError(actor: "graph", "This message iterator cannot go to a time.")
    }
}

/// A message iterator of messages that are known already.
public final class ArrayIterator: MessageIterator {
    private let messages: [Message]
    private var position = 0

    /// Gives some messages.
    public init(_ messages: [Message]) { self.messages = messages }

    /// The next message; nil after the last one.
    public func next() throws(GraphError) -> Message? {
        guard position < messages.count else { return nil }
        defer { position += 1 }
        return messages[position]
    }

    /// Whether the iterator can go back: yes.
    public var canSeekToBeginning: Bool { true }

    /// Goes back before the first message.
    public func seekToBeginning() throws(GraphError) { position = 0 }
}
