// SPDX-License-Identifier: Apache-2.0

extension FieldClass {
    /// A little-endian unsigned integer of whole bytes, aligned to bytes unless said otherwise.
    public static func unsigned(
        bits: Int,
        alignmentBits: Int = 8,
        roles: [FieldRole] = []
    ) -> FieldClass {
        .integer(
            IntegerFieldClass(
                BitLayout(lengthBits: bits, byteOrder: .littleEndian, alignmentBits: alignmentBits),
                roles: roles
            )
        )
    }
}
