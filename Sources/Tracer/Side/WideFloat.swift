// SPDX-License-Identifier: Apache-2.0

/// Numbers with a fraction that Swift has no type for everywhere, from their bits.
enum WideFloat {
    /// The value of a number of 16 bits.
    static func value(ofBinary16 bits: UInt16) -> Float {
        let sign: FloatingPointSign = bits >> 15 == 0 ? .plus : .minus
        let exponent = Int(bits >> 10 & 0x1F)
        let fraction = Float(bits & 0x3FF) / 1024
        switch exponent {
        case 0: return Float(sign: sign, exponent: -14, significand: fraction)
        case 31 where fraction == 0: return sign == .plus ? .infinity : -.infinity
        case 31: return .nan
        default: return Float(sign: sign, exponent: exponent - 15, significand: 1 + fraction)
        }
    }

    /// The number of 64 bits next to one of 128 bits.
    static func value(ofBinary128 bits: UInt128) -> Double {
        let sign: FloatingPointSign = bits >> 127 == 0 ? .plus : .minus
        let exponent = Int(truncatingIfNeeded: bits >> 112 & 0x7FFF)
        // What is below the 53 highest bits of the fraction is less than half of the last place.
        let high = UInt64(truncatingIfNeeded: bits >> 59 & ((1 << 53) - 1))
        let fraction = Double(high) / 0x1p53
        switch exponent {
        case 0: return sign == .plus ? 0 : -0.0
        case 0x7FFF where fraction == 0: return sign == .plus ? .infinity : -.infinity
        case 0x7FFF: return .nan
        default: return Double(sign: sign, exponent: exponent - 16_383, significand: 1 + fraction)
        }
    }
}
