// SPDX-License-Identifier: Apache-2.0

extension FieldClass {
    /// A little-endian unsigned integer of whole bytes, aligned to a byte.
    public static func unsigned(bits: Int, roles: [FieldRole] = []) -> FieldClass {
        .integer(
            IntegerFieldClass(
                BitLayout(lengthBits: bits, byteOrder: .littleEndian, alignmentBits: 8),
                roles: roles
            )
        )
    }
}
