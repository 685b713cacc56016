// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// What holds for all programs of a trace.
struct CompilationRules: Sendable {
    /// The form of the metadata, on which the effect of roles depends.
    let format: MetadataFormat
    /// Whether no byte can hold bits of two byte orders, because there is only one.
    let isLittleEndianOnly: Bool

    /// Finds the rules for a trace.
    init(_ metadata: TraceMetadata) {
        format = metadata.format
        var roots = [metadata.traceClass.packetHeader]
        for stream in metadata.dataStreamClasses {
            roots += [
                stream.packetContext, stream.eventRecordHeader, stream.eventRecordCommonContext,
            ]
        }
        for event in metadata.eventRecordClasses {
            roots += [event.specificContext, event.payload]
        }
        isLittleEndianOnly = roots.allSatisfy { root in
            root.map { FieldClass.structure($0).isLittleEndianOnly } ?? true
        }
    }
}

extension FieldClass {
    /// Whether no field in the class is big-endian.
    var isLittleEndianOnly: Bool {
        switch self {
        case .bitArray(let bits): bits.layout.byteOrder == .littleEndian
        case .bitMap(let map): map.layout.byteOrder == .littleEndian
        case .boolean(let boolean): boolean.layout.byteOrder == .littleEndian
        case .integer(let integer): integer.layout.byteOrder == .littleEndian
        case .floatingPoint(let number): number.layout.byteOrder == .littleEndian
        case .variableLengthInteger, .string, .blob: true
        case .structure(let structure):
            structure.members.allSatisfy { $0.fieldClass.isLittleEndianOnly }
        case .array(let array): array.element.isLittleEndianOnly
        case .optional(let optional): optional.content.isLittleEndianOnly
        case .variant(let variant):
            variant.options.allSatisfy { $0.fieldClass.isLittleEndianOnly }
        }
    }
}
