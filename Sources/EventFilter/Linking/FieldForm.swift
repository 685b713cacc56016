// SPDX-License-Identifier: Apache-2.0

internal import SideDescription

/// How the bytes of a number stand in a record.
@usableFromInline
enum FieldForm: UInt8, BitwiseCopyable, Sendable {
    case boolean
    case unsigned8
    case signed8
    case unsigned16
    case signed16
    case unsigned32
    case signed32
    /// Unsigned ones too: filters count them in two's complement.
    case integer64
    case unsigned128
    case signed128
    case binary32
    case binary64

    /// The form of a type; nil when it is no number, or one that filters cannot read.
    init?(_ type: SideType) {
        switch type.kind {
        case .bool: self = .boolean
        case .integer(let bits, let isSigned), .enumeration(let bits, let isSigned, _):
            self.init(bits, isSigned: isSigned)
        case .bitmap(let bits, _):
            self.init(bits, isSigned: false)
        case .float(32): self = .binary32
        case .float(64): self = .binary64
        default: return nil
        }
    }

    private init?(_ bits: UInt16, isSigned: Bool) {
        switch bits {
        case 8: self = isSigned ? .signed8 : .unsigned8
        case 16: self = isSigned ? .signed16 : .unsigned16
        case 32: self = isSigned ? .signed32 : .unsigned32
        case 64: self = .integer64
        case 128: self = isSigned ? .signed128 : .unsigned128
        default: return nil
        }
    }

    /// Whether it has more bits than filters calculate with.
    var isWide: Bool { self == .unsigned128 || self == .signed128 }

    /// Whether it has a fraction.
    var isFloating: Bool { self == .binary32 || self == .binary64 }

    /// How many bytes it has.
    @usableFromInline var byteCount: Int {
        switch self {
        case .boolean, .unsigned8, .signed8: 1
        case .unsigned16, .signed16: 2
        case .unsigned32, .signed32, .binary32: 4
        case .integer64, .binary64: 8
        case .unsigned128, .signed128: 16
        }
    }
}
