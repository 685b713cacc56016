// SPDX-License-Identifier: Apache-2.0

public import SideDescription
public import Tracer

/// A type whose values can be recorded as a field of an event.
///
/// Integers, `Float`, `Double`, `Bool`, `String`, `Substring`, `StaticString` and ``Bytes``
/// conform, and so do optionals, arrays, sets and dictionaries of what conforms. Your own
/// enumerations conform through ``FieldEnumeration``, your structures through ``FieldStructure``;
/// a type with a raw value that conforms needs nothing but the name of this protocol.
public protocol FieldValue {
    /// How the value is described to readers.
    static var sideType: SideType { get }

    /// Writes the value as the description says.
    ///
    /// It runs on the path of an event: it must not allocate, lock or call the system. It may run
    /// twice for one event.
    func write(into writer: inout RecordWriter)

    /// Writes an array of values: how many there are, as 32 bits, and each of them.
    ///
    /// Types whose arrays can be written faster than one by one have their own.
    static func write(elements: [Self], into writer: inout RecordWriter)
}

/// A value of a fixed size that is recorded as its bytes in memory.
public protocol FieldScalar: FieldValue, BitwiseCopyable {}

extension FieldScalar {
    /// Writes the bytes of the value.
    @inlinable
    @inline(__always)
    public func write(into writer: inout RecordWriter) { writer.append(self) }
}

extension FixedWidthInteger where Self: FieldScalar {
    /// An integer of this width and signedness.
    public static var sideType: SideType {
        SideType(.integer(bits: UInt16(bitWidth), isSigned: isSigned))
    }
}

extension Int8: FieldScalar {}
extension Int16: FieldScalar {}
extension Int32: FieldScalar {}
extension Int64: FieldScalar {}
extension Int128: FieldScalar {}
extension Int: FieldScalar {}
extension UInt8: FieldScalar {}
extension UInt16: FieldScalar {}
extension UInt32: FieldScalar {}
extension UInt64: FieldScalar {}
extension UInt128: FieldScalar {}
extension UInt: FieldScalar {}

extension Bool: FieldScalar {
    /// A boolean of one byte.
    public static var sideType: SideType { SideType(.bool) }
}

extension Float: FieldScalar {
    /// A 32-bit floating-point number.
    public static var sideType: SideType { SideType(.float(bits: 32)) }
}

extension Double: FieldScalar {
    /// A 64-bit floating-point number.
    public static var sideType: SideType { SideType(.float(bits: 64)) }
}

extension Optional: FieldValue where Wrapped: FieldValue {
    /// An optional: one byte that tells whether the value follows.
    public static var sideType: SideType { SideType(.optional(Wrapped.sideType)) }

    /// Writes whether there is a value, and the value.
    @inlinable
    @inline(__always)
    public func write(into writer: inout RecordWriter) {
        switch self {
        case .none:
            writer.append(UInt8(0))
        case .some(let value):
            writer.append(UInt8(1))
            value.write(into: &writer)
        }
    }
}
