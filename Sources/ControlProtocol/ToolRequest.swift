// SPDX-License-Identifier: Apache-2.0

/// What a tool in another terminal wants of a recording; its first message.
public struct ToolRequest: Hashable, Sendable {
    /// What is to be done.
    public enum Errand: Hashable, Sendable {
        /// Tell how the recording stands, as text for a person or as JSON.
        case status(asJSON: Bool)
        /// Change which events are recorded.
        case change(RuleChange)
        /// Give memory back that was not used for so many nanoseconds.
        case reclaim(minimumAgeNanoseconds: UInt64)
        /// Have the programs tell their state as events.
        case dumpState
    }

    /// A process of the recording, or its controller; 0 for whichever recording is asked.
    public let process: UInt32
    /// What is to be done.
    public let errand: Errand

    /// Makes a request.
    public init(process: UInt32 = 0, errand: Errand) {
        self.process = process
        self.errand = errand
    }

    func encode(into encoder: inout MessageEncoder) {
        encoder.put(process)
        switch errand {
        case .status(let asJSON):
            encoder.put(1 as UInt8)
            encoder.put(asJSON ? 1 : 0 as UInt8)
        case .change(let change):
            encoder.put(2 as UInt8)
            change.encode(into: &encoder)
        case .reclaim(let age):
            encoder.put(3 as UInt8)
            encoder.put(age)
        case .dumpState:
            encoder.put(4 as UInt8)
        }
    }

    init(from decoder: inout MessageDecoder) throws(MessageError) {
        process = try decoder.take()
        let kind = try decoder.take(UInt8.self)
        switch kind {
        case 1: errand = .status(asJSON: try decoder.take(UInt8.self) != 0)
        case 2: errand = .change(try RuleChange(from: &decoder))
        case 3: errand = .reclaim(minimumAgeNanoseconds: try decoder.take())
        case 4: errand = .dumpState
        default: throw MessageError("kind \(kind) of a tool's request is not known")
        }
    }
}

/// A change of the rules of a recording's channels.
public struct RuleChange: Hashable, Sendable {
    /// Whether events are to be recorded, or no longer.
    public let isEnable: Bool
    /// The name of the channel; empty for the first one where events are enabled, and for all
    /// where they are disabled.
    public let channel: String
    /// Patterns for the full names of events.
    public let included: [String]
    /// Patterns for those that are left out.
    public let excluded: [String]
    /// Which levels: 0 all, 1 the given one and more serious ones, 2 the given one alone.
    public let levelKind: UInt8
    /// A level by its number.
    public let level: UInt8
    /// A filter (docs/abi/filter-program.md); empty for none.
    public let filter: [UInt8]

    /// Describes a change.
    public init(
        isEnable: Bool,
        channel: String = "",
        included: [String],
        excluded: [String] = [],
        levelKind: UInt8 = 0,
        level: UInt8 = 0,
        filter: [UInt8] = []
    ) {
        self.isEnable = isEnable
        self.channel = channel
        self.included = included
        self.excluded = excluded
        self.levelKind = levelKind
        self.level = level
        self.filter = filter
    }

    func encode(into encoder: inout MessageEncoder) {
        encoder.put(isEnable ? 1 : 0 as UInt8)
        encoder.put(levelKind)
        encoder.put(level)
        encoder.put(text: channel)
        for texts in [included, excluded] {
            encoder.put(UInt32(texts.count))
            for text in texts { encoder.put(text: text) }
        }
        encoder.putRest(filter)
    }

    init(from decoder: inout MessageDecoder) throws(MessageError) {
        isEnable = try decoder.take(UInt8.self) != 0
        levelKind = try decoder.take()
        level = try decoder.take()
        channel = try decoder.takeText()
        included = try decoder.takeTexts()
        excluded = try decoder.takeTexts()
        filter = decoder.takeRest()
    }
}
