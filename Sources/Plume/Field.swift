// SPDX-License-Identifier: Apache-2.0

internal import SideDescription

/// A named and typed field of a ``Tracepoint``, with what readers should know about it.
public struct Field<Value: FieldValue>: Sendable {
    let description: SideField

    /// Describes a field.
    ///
    /// - Parameters:
    ///   - name: the name, unique in the tracepoint.
    ///   - unit: the unit of a number, for example "ns" or "By".
    ///   - base: the base in which an integer is shown: 2, 8, 10 or 16.
    ///   - role: what the field means beyond its type, for example "connection-id".
    public init(
        _ name: String,
        unit: String? = nil,
        base: UInt8? = nil,
        role: String? = nil
    ) {
        var attributes: [SideAttribute] = []
        if let unit { attributes.append(SideAttribute(SideAttribute.unitKey, .string(unit))) }
        if let base {
            attributes.append(SideAttribute(SideAttribute.baseKey, .unsigned(UInt64(base))))
        }
        if let role { attributes.append(SideAttribute(SideAttribute.roleKey, .string(role))) }
        description = .member(name, Value.self, attributes: attributes)
    }
}

extension Field where Value == Bytes {
    /// Describes a field of raw bytes of a media type.
    public init(_ name: String, mediaType: String) {
        description = SideField(name, SideType(.bytes(mediaType: mediaType)))
    }
}
