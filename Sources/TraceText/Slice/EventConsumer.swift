// SPDX-License-Identifier: Apache-2.0

package import Bytes
package import CTFReader

/// Takes the event records of several data streams in the order of time.
package protocol EventConsumer: ~Copyable {
    /// Takes event records of one data stream that come one after the other.
    mutating func events(_ batch: borrowing RecordBatch, _ run: Range<Int>, _ stream: Int)
    /// Takes what a data stream has lost.
    mutating func loss(_ cursor: DataStreamCursor, _ stream: Int, isPackets: Bool)
    /// Learns that a packet has begun.
    mutating func packet(_ cursor: DataStreamCursor, _ stream: Int)
    /// Learns that a data stream has ended early, because of damage.
    mutating func failure(_ stream: Int)
    /// Whether the consumer wants no more.
    var isDone: Bool { get }
}

extension EventConsumer where Self: ~Copyable {
    package mutating func failure(_ stream: Int) {}
}

/// Prints the event records of one slice of time after the other into a buffer.
package protocol SliceConsumer: EventConsumer, SendableMetatype, ~Copyable {
    /// What a slice must know of those before it.
    associatedtype Past: Sendable

    /// Starts a slice with an empty buffer.
    ///
    /// - Parameter marks: what the consumer wants to know of besides event records, in its order;
    ///   nil when it is not known before, so that only the cursors tell of losses.
    mutating func begin(_ marks: [StreamMark]?)
    /// Learns what came before, where nothing is put in when the slice is written.
    mutating func resume(after past: Past)
    /// Learns that the slice has no further event records.
    mutating func finish()
    /// What the next slice must know; nil when it is what this one was told.
    var past: Past? { get }
    /// What else there is to say.
    var warnings: [String] { get }
    /// Writes the lines of the slice, after those of the slices before it.
    ///
    /// - Returns: false when nobody reads on.
    func write(
        after past: Past?,
        to output: (borrowing TextBuffer, Range<Int>) -> Bool
    ) -> Bool
}
