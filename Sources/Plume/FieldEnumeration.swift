// SPDX-License-Identifier: Apache-2.0

public import SideDescription
public import Tracer

/// An enumeration with integer raw values that is recorded as a number and shown by its labels.
///
/// ```swift
/// enum State: UInt8, FieldEnumeration { case idle, busy }
/// ```
public protocol FieldEnumeration: FieldValue, CaseIterable, RawRepresentable
where RawValue: FixedWidthInteger & FieldScalar {}

extension FieldEnumeration {
    /// An enumeration over the raw values, with the names of the cases as labels.
    public static var sideType: SideType {
        let labels = allCases.map { value in
            let number = Int64(truncatingIfNeeded: value.rawValue)
            return SideEnumerationLabel(String(describing: value), number...number)
        }
        return SideType(
            .enumeration(
                bits: UInt16(RawValue.bitWidth),
                isSigned: RawValue.isSigned,
                labels: labels
            )
        )
    }

    /// Writes the raw value.
    @inlinable
    @inline(__always)
    public func write(into writer: inout RecordWriter) { writer.append(rawValue) }
}
