// SPDX-License-Identifier: Apache-2.0

public import SideDescription

/// A structure that is recorded member by member.
///
/// ```swift
/// struct Point: FieldStructure {
///     var x: Int32
///     var y: Int32
///     static var members: [SideField] { [.member("x", Int32.self), .member("y", Int32.self)] }
///     func write(into writer: inout RecordWriter) {
///         x.write(into: &writer)
///         y.write(into: &writer)
///     }
/// }
/// ```
public protocol FieldStructure: FieldValue {
    /// The members in the order in which `write(into:)` writes them.
    static var members: [SideField] { get }
}

extension FieldStructure {
    /// A structure of the members.
    public static var sideType: SideType { SideType(.structure(members)) }
}

extension SideField {
    /// Describes a member of a ``FieldStructure``.
    ///
    /// - Parameters:
    ///   - name: the name, unique in the structure.
    ///   - type: the type of the member.
    ///   - attributes: what readers should know beside the type.
    /// - Returns: the member.
    public static func member<Value: FieldValue>(
        _ name: String,
        _ type: Value.Type,
        attributes: [SideAttribute] = []
    ) -> SideField {
        SideField(name, type.sideType.adding(attributes))
    }
}

extension SideType {
    /// The type with more said about its values; that of an optional is about the value in it.
    func adding(_ more: [SideAttribute]) -> SideType {
        if case .optional(let wrapped) = kind {
            return SideType(.optional(wrapped.adding(more)), attributes: attributes)
        }
        return SideType(kind, attributes: attributes + more)
    }
}
