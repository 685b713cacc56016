// SPDX-License-Identifier: Apache-2.0

/// What is known about an event before it happens: `struct side_event_description` as a value.
public struct SideEventDescription: Hashable, Sendable {
    /// Who emits it, for example the name of a library.
    public let provider: String
    /// Its name, unique for the provider.
    public let name: String
    /// How serious it is.
    public let logLevel: LogLevel
    /// Its fields in the order in which they are recorded.
    public let fields: [SideField]
    /// What is said about the event, for readers.
    public let attributes: [SideAttribute]

    /// Describes an event.
    public init(
        provider: String,
        name: String,
        logLevel: LogLevel = .info,
        fields: [SideField] = [],
        attributes: [SideAttribute] = []
    ) {
        self.provider = provider
        self.name = name
        self.logLevel = logLevel
        self.fields = fields
        self.attributes = attributes
    }

    /// Provider and name joined as event rules match them, for example "kv:command".
    public var fullName: String { "\(provider):\(name)" }
}
