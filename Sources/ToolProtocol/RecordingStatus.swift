// SPDX-License-Identifier: Apache-2.0

internal import MessageCoding

/// How a recording stands.
public struct RecordingStatus: Hashable, Sendable {
    /// The process that hosts the recording.
    public var controller: UInt32
    /// The name that the recording was given; nil for none.
    public var name: String?
    /// The folder of the trace.
    public var path: String
    /// How long it has recorded, in nanoseconds.
    public var nanoseconds: UInt64
    /// Whether events are still recorded.
    public var isActive: Bool
    /// How many programs have introduced themselves.
    public var programCount: UInt64
    /// The newest of them.
    public var programs: [Program]
    /// Events that were emitted before programs had their orders.
    public var unknownEventCount: UInt64
    /// Programs that ended before they could say what they had emitted.
    public var unheardCount: UInt64
    /// Programs that could not be traced, or not to their end.
    public var refusedCount: UInt64
    /// The snapshots so far; nil where no channel overwrites.
    public var snapshots: Snapshots?
    /// The channels.
    public var channels: [Channel]

    /// Says that a recording has begun.
    ///
    /// - Parameters:
    ///   - controller: the process that hosts it.
    ///   - path: the folder of its trace.
    public init(controller: UInt32, path: String) {
        self.controller = controller
        self.path = path
        nanoseconds = 0
        isActive = true
        programCount = 0
        programs = []
        unknownEventCount = 0
        unheardCount = 0
        refusedCount = 0
        channels = []
    }

    /// Writes the whole, with lists as long as a message has room for.
    func encodeWhatFits(into encoder: inout MessageEncoder) {
        let begun = encoder
        encode(into: &encoder)
        for limit in Self.limits where encoder.bytes.count > MessageParts.maximumMessageBytes {
            encoder = begun
            shortened(to: limit).encode(into: &encoder)
        }
    }

    /// How many entries lists have that are too long for a message, the next number being tried
    /// where one is still too large.
    private static let limits = [1_024, 128, 16, 1, 0]

    /// The same with so many entries in each list at most.
    private func shortened(to limit: Int) -> Self {
        var status = self
        status.programs = programs.suffix(limit)
        for index in channels.indices {
            status.channels[index].events = Array(channels[index].events.prefix(limit))
            status.channels[index].owners = Array(channels[index].owners.prefix(limit))
            status.channels[index].rules = channels[index].rules.suffix(limit)
        }
        return status
    }

    private func encode(into encoder: inout MessageEncoder) {
        encoder.put(controller)
        encoder.put(flag: name != nil)
        encoder.put(text: name ?? "")
        encoder.put(text: path)
        encoder.put(nanoseconds)
        encoder.put(flag: isActive)
        encoder.put(programCount)
        encoder.put(list: programs) { $1.encode(into: &$0) }
        encoder.put(unknownEventCount)
        encoder.put(unheardCount)
        encoder.put(refusedCount)
        encoder.put(flag: snapshots != nil)
        snapshots?.encode(into: &encoder)
        encoder.put(list: channels) { $1.encode(into: &$0) }
    }

    init(from decoder: inout MessageDecoder) throws(MessageError) {
        controller = try decoder.take()
        let isNamed = try decoder.takeFlag()
        let text = try decoder.takeText()
        name = isNamed ? text : nil
        path = try decoder.takeText()
        nanoseconds = try decoder.take()
        isActive = try decoder.takeFlag()
        programCount = try decoder.take()
        programs = try decoder.takeList { decoder throws(MessageError) in
            try Program(from: &decoder)
        }
        unknownEventCount = try decoder.take()
        unheardCount = try decoder.take()
        refusedCount = try decoder.take()
        snapshots = try decoder.takeFlag() ? try Snapshots(from: &decoder) : nil
        channels = try decoder.takeList { decoder throws(MessageError) in
            try Channel(from: &decoder)
        }
    }
}
