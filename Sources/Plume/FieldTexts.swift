// SPDX-License-Identifier: Apache-2.0

public import SideDescription
public import Tracer

extension String: FieldValue {
    /// A UTF-8 text that ends at its first NUL.
    public static var sideType: SideType { SideType(.string) }

    /// Writes the text and a NUL; no allocation, no reference count.
    @inlinable
    @inline(__always)
    public func write(into writer: inout RecordWriter) { writer.append(self) }
}

extension Substring: FieldValue {
    /// A UTF-8 text that ends at its first NUL.
    public static var sideType: SideType { SideType(.string) }

    /// Writes the text and a NUL; no allocation, no reference count.
    @inlinable
    @inline(__always)
    public func write(into writer: inout RecordWriter) { writer.append(self) }
}

extension StaticString: FieldValue {
    /// A UTF-8 text that ends at its first NUL.
    public static var sideType: SideType { SideType(.string) }

    /// Writes the text and a NUL.
    @inlinable
    @inline(__always)
    public func write(into writer: inout RecordWriter) { writer.append(self) }
}

extension FieldValue where Self: RawRepresentable, RawValue: FieldValue {
    /// That of the raw value: `enum Method: String, FieldValue { … }` is a text.
    public static var sideType: SideType { RawValue.sideType }

    /// Writes the raw value.
    @inlinable
    @inline(__always)
    public func write(into writer: inout RecordWriter) { rawValue.write(into: &writer) }
}

extension FieldScalar where Self: RawRepresentable, RawValue: FieldValue {
    /// Writes the bytes of the value.
    @inlinable
    @inline(__always)
    public func write(into writer: inout RecordWriter) { writer.append(self) }
}
