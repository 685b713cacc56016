// SPDX-License-Identifier: Apache-2.0

internal import MessageCoding

/// Something that a program describes and of which nothing can be recorded, and why.
public struct UnrecordableEvent: Hashable, Sendable {
    /// What was described.
    public enum Kind: UInt8, Hashable, Sendable {
        /// An event.
        case event = 0
        /// A context, which has a name and no provider.
        case context = 1
        /// All events of the SIDE runtime of another project, whose file is the name.
        case runtime = 2
    }

    /// What was described.
    public let kind: Kind
    /// How serious the event is, as SIDE numbers it.
    public let logLevel: UInt32
    /// The provider, which may be any text; the beginning of a very long one.
    public let provider: String
    /// The name, which may be any text; the beginning of a very long one.
    public let name: String
    /// Why nothing can be recorded.
    public let reason: String

    private static let maximumScalars = 1_000

    /// Tells of an event or a context.
    public init(
        _ kind: Kind = .event,
        provider: String,
        name: String,
        logLevel: UInt32 = 0,
        reason: String
    ) {
        self.kind = kind
        self.logLevel = logLevel
        self.provider = Self.beginning(of: provider)
        self.name = Self.beginning(of: name)
        self.reason = Self.beginning(of: reason)
    }

    private static func beginning(of text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.prefix(maximumScalars)))
    }

    func encode(into encoder: inout MessageEncoder) {
        encoder.put(kind.rawValue)
        encoder.put(logLevel)
        encoder.put(text: provider)
        encoder.put(text: name)
        encoder.putRest(reason.utf8)
    }

    init(from decoder: inout MessageDecoder) throws(MessageError) {
        let number = try decoder.take(UInt8.self)
        guard let kind = Kind(rawValue: number) else {
            throw MessageError("kind \(number) of what cannot be recorded is not known")
        }
        let logLevel: UInt32 = try decoder.take()
        self.init(
            kind,
            provider: try decoder.takeText(),
            name: try decoder.takeText(),
            logLevel: logLevel,
            reason: String(decoding: decoder.takeRest(), as: UTF8.self)
        )
    }
}
