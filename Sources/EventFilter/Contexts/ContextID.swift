// SPDX-License-Identifier: Apache-2.0

public import EventContext

/// The number of a context: something about the thread in which an event happens.
///
/// Numbers below 256 are those of ``KnownContext`` and of docs/abi/filter-program.md; those from
/// 256 on are given to application contexts by whoever makes a ``ContextCatalog``.
public struct ContextID: RawRepresentable, BitwiseCopyable, Hashable, Sendable {
    /// The number.
    public let rawValue: UInt16

    /// Names a context by its number.
    @inlinable
    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// Takes the number of a context from the table.
    @inlinable
    public init(_ known: KnownContext) {
        rawValue = UInt16(known.rawValue)
    }

    /// The first number that is free for application contexts.
    public static let firstApplicationNumber: UInt16 = 256

    /// The names that filters use after `$ctx.`, in the order of the numbers.
    public static var names: [String] { KnownContext.allCases.map(\.name) }

    /// The context that a filter calls by a name after `$ctx.`; nil when there is none.
    public init?(named name: String) {
        guard let known = KnownContext(named: name) else { return nil }
        self.init(known)
    }

    /// What the table calls it; nil for application contexts and unknown numbers.
    @inlinable public var known: KnownContext? {
        rawValue < 256 ? KnownContext(rawValue: UInt8(truncatingIfNeeded: rawValue)) : nil
    }

    /// Its name after `$ctx.`; nil for application contexts and unknown numbers.
    public var name: String? { known?.name }

    /// What values it has, unless it is an application context.
    var kind: ContextKind { known?.value == .text ? .text : .integer }
}

/// What values a context has.
public enum ContextKind: Hashable, Sendable {
    /// Numbers without a point.
    case integer
    /// Bytes without a NUL.
    case text
}
