// SPDX-License-Identifier: Apache-2.0

public import SideDescription
public import Tracer

extension Array: FieldValue where Element: FieldValue {
    /// A variable-length array with a 32-bit length.
    public static var sideType: SideType { SideType(.array(Element.sideType)) }

    /// Writes the length and the elements.
    @inlinable
    @inline(__always)
    public func write(into writer: inout RecordWriter) {
        Element.write(elements: self, into: &writer)
    }
}

extension ArraySlice: FieldValue where Element: FieldValue {
    /// A variable-length array with a 32-bit length.
    public static var sideType: SideType { SideType(.array(Element.sideType)) }

    /// Writes the length and the elements.
    @inlinable
    public func write(into writer: inout RecordWriter) { writeElements(of: self, into: &writer) }
}

// Going through a set or a dictionary hashes nothing, so it is sound whenever it happens.

extension Set: FieldValue where Element: FieldValue {
    /// A variable-length array with a 32-bit length, in the order that the set has by chance.
    public static var sideType: SideType { SideType(.array(Element.sideType)) }

    /// Writes the length and the elements.
    @inlinable
    public func write(into writer: inout RecordWriter) { writeElements(of: self, into: &writer) }
}

extension Dictionary: FieldValue where Key: FieldValue, Value: FieldValue {
    /// A variable-length array of structures with the members "key" and "value", in the order that
    /// the dictionary has by chance.
    public static var sideType: SideType {
        let pair = [SideField.member("key", Key.self), SideField.member("value", Value.self)]
        return SideType(.array(SideType(.structure(pair))))
    }

    /// Writes the count of pairs, and each.
    @inlinable
    public func write(into writer: inout RecordWriter) {
        writer.append(UInt32(truncatingIfNeeded: count))
        for (key, value) in self {
            guard writer.hasRoom else { return }
            key.write(into: &writer)
            value.write(into: &writer)
        }
    }
}

extension FieldValue {
    /// Writes the length of an array and its elements, one after the other.
    @inlinable
    public static func write(elements: [Self], into writer: inout RecordWriter) {
        writeElements(of: elements, into: &writer)
    }
}

extension FieldScalar {
    /// Writes the length of an array and the bytes of all its elements at once.
    @inlinable
    @inline(__always)
    public static func write(elements: [Self], into writer: inout RecordWriter) {
        writer.append(elementsOf: elements)
    }
}

/// Writes how many elements there are, and each as long as there is room.
@inlinable
func writeElements<Elements: Collection>(
    of elements: Elements,
    into writer: inout RecordWriter
) where Elements.Element: FieldValue {
    writer.append(UInt32(truncatingIfNeeded: elements.count))
    for element in elements {
        guard writer.hasRoom else { return }
        element.write(into: &writer)
    }
}
