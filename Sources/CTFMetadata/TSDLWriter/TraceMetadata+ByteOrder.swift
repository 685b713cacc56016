// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension TraceMetadata {
    /// The byte order of the first field that has one; nil when none has.
    var firstByteOrder: ByteOrder? {
        if let order = traceClass.packetHeader?.firstByteOrder { return order }
        for stream in dataStreamClasses {
            let roots = [
                stream.packetContext, stream.eventRecordHeader, stream.eventRecordCommonContext,
            ]
            for case let root? in roots {
                if let order = root.firstByteOrder { return order }
            }
        }
        for event in eventRecordClasses {
            for case let root? in [event.specificContext, event.payload] {
                if let order = root.firstByteOrder { return order }
            }
        }
        return nil
    }
}

extension StructureFieldClass {
    fileprivate var firstByteOrder: ByteOrder? {
        for member in members {
            if let order = member.fieldClass.firstByteOrder { return order }
        }
        return nil
    }
}

extension FieldClass {
    fileprivate var firstByteOrder: ByteOrder? {
        switch self {
        case .bitArray(let bits): return bits.layout.byteOrder
        case .bitMap(let map): return map.layout.byteOrder
        case .integer(let integer): return integer.layout.byteOrder
        case .floatingPoint(let number): return number.layout.byteOrder
        case .structure(let structure): return structure.firstByteOrder
        case .array(let array): return array.element.firstByteOrder
        case .optional(let optional): return optional.content.firstByteOrder
        case .variant(let variant):
            for option in variant.options {
                if let order = option.fieldClass.firstByteOrder { return order }
            }
            return nil
        case .boolean, .variableLengthInteger, .string, .blob: return nil
        }
    }
}

extension ByteOrder {
    /// The byte order as TSDL writes it.
    var word: String { self == .littleEndian ? "le" : "be" }
}
