// SPDX-License-Identifier: Apache-2.0

package import CTFReader
public import TraceModel

/// What flows from component to component: one step in the life of a data stream.
///
/// The order for one data stream is a stream beginning, then packets with their event records and
/// losses in between, then a stream end. Times never go backwards within one iterator.
public struct Message {
    /// What a message says.
    public enum Kind: UInt8, Hashable, Sendable, CaseIterable {
        /// The data stream begins.
        case streamBeginning
        /// A packet begins.
        case packetBeginning
        /// An event record.
        case event
        /// Event records were lost.
        case discardedEvents
        /// A packet ends.
        case packetEnd
        /// No message before a time will come.
        case inactivity
        /// Whole packets were lost.
        case discardedPackets
        /// The data stream ends.
        case streamEnd
    }

    /// What the message says.
    public var kind: Kind
    /// The data stream; nil for inactivity.
    public var stream: MessageStream?
    /// The clock of inactivity, which has no data stream.
    private let ownClock: ClockReference?
    /// The clock that the times refer to; nil without one.
    public var clock: ClockClass? { stream?.streamClass.clock ?? ownClock?.clock }
    /// The time in cycles; of a loss, its begin; nil when the message has none.
    public var cycles: UInt64?
    /// The time in nanoseconds from the clock's origin; of a loss, its begin; nil when the message
    /// has none or it does not fit.
    public var nanoseconds: Int64?
    /// The end of a loss in cycles.
    public var endCycles: UInt64?
    /// The end of a loss in nanoseconds from the clock's origin.
    public var endNanoseconds: Int64?
    /// How many event records or packets were lost; nil when not known.
    public var count: UInt64?
    /// The class of an event record, as the reader compiled it; others see ``record``.
    package var event: CompiledEventClass?
    /// The values of an event record: common context, specific context and payload.
    ///
    /// They are valid until the iterator that gave the message is asked for the next one.
    package var fields: FieldRecord?
    /// The context of the packet, in a packet beginning and in an event record of a packet.
    package var packetContext: FieldRecord?

    /// Makes a message without optional parts.
    public init(_ kind: Kind, stream: MessageStream?) {
        self.kind = kind
        self.stream = stream
        ownClock = nil
    }

    /// Says that no message before a time will come.
    public init(inactivityUntil cycles: UInt64, of clock: ClockClass) {
        kind = .inactivity
        ownClock = ClockReference(clock)
        self.cycles = cycles
        nanoseconds = clock.nanosecondsFromOrigin(cycles: cycles)
    }
}

/// A clock class behind a reference: messages are copied often, and it has many parts.
final class ClockReference: Sendable {
    let clock: ClockClass

    init(_ clock: ClockClass) { self.clock = clock }
}

/// The data stream that a message is about.
public final class MessageStream: Sendable {
    /// The trace.
    public let trace: MessageTrace
    /// The class, as the reader compiled it.
    package let streamClass: CompiledStreamClass
    /// The class.
    public var dataStreamClass: DataStreamClass { streamClass.streamClass }
    /// The id in its class.
    public let id: UInt64
    /// The name: the path of the first file, as a rule.
    public let name: String?

    /// Describes a data stream.
    package init(
        trace: MessageTrace,
        streamClass: CompiledStreamClass,
        id: UInt64,
        name: String?
    ) {
        self.trace = trace
        self.streamClass = streamClass
        self.id = id
        self.name = name
    }
}

/// The trace that data streams belong to.
public final class MessageTrace: Sendable {
    /// The classes, as the reader compiled them.
    package let compiled: CompiledTrace
    /// What is known of all its data streams.
    public var traceClass: TraceClass { compiled.metadata.traceClass }
    /// The name; nil when it has none.
    public let name: String?
    /// The data streams that are known before the first message, in the order of their ids.
    public let streams: [Stream]

    /// One of the trace's data streams.
    public struct Stream: Hashable, Sendable {
        /// The id in its class.
        public let id: UInt64
        /// The id of its class.
        public let classID: UInt64

        /// Names a data stream.
        public init(id: UInt64, classID: UInt64) {
            self.id = id
            self.classID = classID
        }
    }

    /// Whether the event records of its data streams are in packets.
    public let hasPackets: Bool

    /// Describes a trace.
    package init(
        compiled: CompiledTrace,
        name: String?,
        streams: [Stream] = [],
        hasPackets: Bool = true
    ) {
        self.compiled = compiled
        self.name = name
        self.hasPackets = hasPackets
        self.streams = streams.sorted { ($0.id, $0.classID) < ($1.id, $1.classID) }
    }
}
