// SPDX-License-Identifier: Apache-2.0

public import SideDescription

/// Something that each record of a channel tells of the thread that wrote it.
///
/// docs/contexts.md lists them with their costs.
public struct EventContext: Hashable, Sendable {
    /// Where the value comes from.
    public enum Source: Hashable, Sendable {
        /// A context without parameters.
        case known(KnownContext)
        /// Return addresses by frame pointers, at most so many.
        case callStack(Int)
        /// A counter of `perf_event_open`: type and configuration.
        case counter(type: UInt32, config: UInt64)
        /// What the program registered as "provider:type".
        case application(String)
    }

    /// The name by which it is asked for.
    public let name: String
    /// Where the value comes from.
    public let source: Source

    init(_ name: String, _ source: Source) {
        self.name = name
        self.source = source
    }

    /// The field of the records that holds the value.
    public var field: SideField {
        let member = name.hasPrefix("$app.") ? "app_\(name.dropFirst(5))" : name
        let isIdentifier: (Character) -> Bool = { $0.isASCII && ($0.isLetter || $0.isNumber) }
        return SideField(
            String(member.map { isIdentifier($0) ? $0 : "_" }),
            type
        )
    }

    private var type: SideType {
        switch source {
        case .known(let context): context.value.type
        case .callStack: SideType(.array(ContextValue.address.type))
        case .counter: ContextValue.unsigned64.type
        case .application: ContextValue.text.type
        }
    }
}

extension ContextValue {
    /// The type of a field that holds such a value.
    var type: SideType {
        switch self {
        case .text: SideType(.string)
        case .unsigned32: SideType(.integer(bits: 32, isSigned: false))
        case .signed32: SideType(.integer(bits: 32, isSigned: true))
        case .unsigned64: SideType(.integer(bits: 64, isSigned: false))
        case .address:
            SideType(
                .integer(bits: 64, isSigned: false),
                attributes: [SideAttribute(SideAttribute.baseKey, .unsigned(16))]
            )
        }
    }
}
