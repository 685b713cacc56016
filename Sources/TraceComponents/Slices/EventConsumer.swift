// SPDX-License-Identifier: Apache-2.0

internal import CTFReader

/// Takes the event records of several data streams in the order of time.
protocol EventConsumer: ~Copyable {
    /// Takes event records of one data stream that come one after the other.
    mutating func events(_ batch: borrowing RecordBatch, _ run: Range<Int>, _ stream: Int)
    /// Takes what a data stream has lost.
    mutating func loss(_ cursor: DataStreamCursor, _ stream: Int, isPackets: Bool)
    /// Learns that a packet has begun.
    mutating func packet(_ cursor: DataStreamCursor, _ stream: Int)
    /// Whether the consumer wants no more.
    var isDone: Bool { get }
}
