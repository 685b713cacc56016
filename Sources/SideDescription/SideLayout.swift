// SPDX-License-Identifier: Apache-2.0

/// Sizes and offsets of the structures of the SIDE ABI and of the record around them.
///
/// docs/abi/elf-section-record.md is the table of these numbers; a test compares them with it and
/// with what the C compiler says.
package enum SideLayout {
    /// "PLUMEEV1" in memory order.
    package static let magic: UInt64 = 0x3156_4545_4D55_4C50
    package static let recordVersion: UInt16 = 1

    // The record: magic, size and version, state accessor, fixup table, then the description.
    package static let sizeOffset = 8
    package static let versionOffset = 12
    package static let stateAccessorOffset = 16
    package static let fixupOffsetOffset = 24
    package static let fixupCountOffset = 28
    package static let descriptionOffset = 32

    package static let descriptionSize = 112
    package static let fieldSize = 80
    package static let typeSize = 64
    package static let structSize = 40
    package static let vlaSize = 52
    package static let optionalSize = 40
    package static let arraySize = 40
    package static let variantSize = 104
    package static let variantOptionSize = 80
    package static let mappingsSize = 40
    package static let mappingSize = 34
    package static let attributeSize = 54

    /// Numbers of labels that the description's author knew (`nr_side_type_label`, `…_attr_type`).
    package static let typeLabelCount: UInt16 = 51
    package static let attributeTypeCount: UInt16 = 17

    package static let attributeTypeBool: UInt32 = 1
    package static let attributeTypeU64: UInt32 = 5
    package static let attributeTypeS64: UInt32 = 10
    package static let attributeTypeFloat64: UInt32 = 14
    package static let attributeTypeString: UInt32 = 16

    package enum Label {
        package static let bool: UInt16 = 1
        package static let unsigned8: UInt16 = 2
        package static let signed8: UInt16 = 7
        package static let byte: UInt16 = 12
        package static let float16: UInt16 = 14
        package static let stringUTF8: UInt16 = 18
        package static let structure: UInt16 = 21
        package static let variant: UInt16 = 22
        package static let optional: UInt16 = 23
        package static let array: UInt16 = 24
        package static let vla: UInt16 = 25
        package static let enumeration: UInt16 = 27
        package static let bitmap: UInt16 = 28
    }
}
