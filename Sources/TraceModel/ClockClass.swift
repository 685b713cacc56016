// SPDX-License-Identifier: Apache-2.0

/// What the values of a clock mean.
public struct ClockClass: Hashable, Sendable {
    /// Where a clock's zero is, before its offset.
    public enum Origin: Hashable, Sendable {
        /// 1970-01-01 00:00:00 UTC.
        case unixEpoch
        /// A point in time which other clock classes can name too.
        case custom(namespace: String?, name: String, uid: String)
    }

    /// The name that data stream classes refer to within the metadata stream.
    public let id: String
    /// The identity; clock classes with the same name and unique identifier are the same clock.
    public let identity: Identity
    /// How many cycles make one second; more than zero.
    public let frequencyHertz: UInt64
    /// Where the clock's zero is; nil when it is not known.
    public let origin: Origin?
    /// The whole seconds from the origin to the value 0.
    public let offsetSeconds: Int64
    /// The further cycles from the origin to the value 0; fewer than one second's.
    public let offsetCycles: UInt64
    /// The random error in cycles; nil when it is not known.
    public let precisionCycles: UInt64?
    /// The systematic error in cycles; nil when it is not known.
    public let accuracyCycles: UInt64?
    /// A description for people.
    public let summary: String?
    /// The user attributes.
    public let attributes: Attributes

    /// Makes a clock class.
    public init(
        id: String,
        identity: Identity = Identity(),
        frequencyHertz: UInt64 = 1_000_000_000,
        origin: Origin? = nil,
        offsetSeconds: Int64 = 0,
        offsetCycles: UInt64 = 0,
        precisionCycles: UInt64? = nil,
        accuracyCycles: UInt64? = nil,
        summary: String? = nil,
        attributes: Attributes = [:]
    ) {
        self.id = id
        self.identity = identity
        self.frequencyHertz = frequencyHertz
        self.origin = origin
        self.offsetSeconds = offsetSeconds
        self.offsetCycles = offsetCycles
        self.precisionCycles = precisionCycles
        self.accuracyCycles = accuracyCycles
        self.summary = summary
        self.attributes = attributes
    }
}
