// SPDX-License-Identifier: Apache-2.0

/// What all data streams of a trace share.
public struct TraceClass: Hashable, Sendable {
    /// A value of an environment entry.
    public enum EnvironmentValue: Hashable, Sendable {
        /// An integer.
        case integer(Int128)
        /// A string.
        case string(String)
    }

    /// One fact about where the trace was recorded.
    public struct EnvironmentEntry: Hashable, Sendable {
        /// The name, for example "hostname".
        public let name: String
        /// The value.
        public let value: EnvironmentValue

        /// Names a value.
        public init(_ name: String, _ value: EnvironmentValue) {
            self.name = name
            self.value = value
        }
    }

    /// The identity.
    public let identity: Identity
    /// The environment entries, in order.
    public let environment: [EnvironmentEntry]
    /// The class of the packet header; nil when packets have none.
    public let packetHeader: StructureFieldClass?
    /// The user attributes.
    public let attributes: Attributes

    /// The same with more of an environment.
    ///
    /// - Parameter entries: what to add.
    /// - Returns: the new class.
    public func adding(_ entries: [EnvironmentEntry]) -> TraceClass {
        TraceClass(
            identity: identity,
            environment: environment + entries,
            packetHeader: packetHeader,
            attributes: attributes
        )
    }

    /// Makes a trace class.
    public init(
        identity: Identity = Identity(),
        environment: [EnvironmentEntry] = [],
        packetHeader: StructureFieldClass? = nil,
        attributes: Attributes = [:]
    ) {
        self.identity = identity
        self.environment = environment
        self.packetHeader = packetHeader
        self.attributes = attributes
    }

    /// Whether the environment names one of LTTng's tracers, which readers make allowances for.
    public var isFromLTTng: Bool {
        guard case .string(let name)? = environmentValue("tracer_name") else { return false }
        return name.hasPrefix("lttng")
    }

    /// The environment value with a name; nil when there is none.
    public func environmentValue(_ name: String) -> EnvironmentValue? {
        environment.first { $0.name == name }?.value
    }
}
