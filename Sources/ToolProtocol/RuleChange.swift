// SPDX-License-Identifier: Apache-2.0

internal import MessageCoding

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
        encoder.put(flag: isEnable)
        encoder.put(levelKind)
        encoder.put(level)
        encoder.put(text: channel)
        encoder.put(texts: included)
        encoder.put(texts: excluded)
        encoder.putRest(filter)
    }

    init(from decoder: inout MessageDecoder) throws(MessageError) {
        isEnable = try decoder.takeFlag()
        levelKind = try decoder.take()
        level = try decoder.take()
        channel = try decoder.takeText()
        included = try decoder.takeTexts()
        excluded = try decoder.takeTexts()
        filter = decoder.takeRest()
    }
}
