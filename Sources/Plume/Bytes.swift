// SPDX-License-Identifier: Apache-2.0

public import SideDescription
public import Tracer

/// Raw bytes, recorded as a BLOB and not as an array of numbers.
///
/// The media type is a property of the field: `Field<Bytes>("body", mediaType:
/// "application/json")`.
public struct Bytes: FieldValue, Sendable {
    /// The bytes.
    public let elements: [UInt8]

    /// Wraps bytes without copying them.
    @inlinable
    public init(_ elements: [UInt8]) {
        self.elements = elements
    }

    /// Bytes of no known media type.
    public static var sideType: SideType {
        SideType(.bytes(mediaType: "application/octet-stream"))
    }

    /// Writes the length and the bytes.
    @inlinable
    @inline(__always)
    public func write(into writer: inout RecordWriter) { writer.append(elementsOf: elements) }
}
