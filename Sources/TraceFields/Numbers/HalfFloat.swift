// SPDX-License-Identifier: Apache-2.0

/// Floating-point numbers of 16 bits.
package enum HalfFloat {
    /// The value of IEEE 754 binary16 bits.
    package static func double(_ bits: UInt16) -> Double {
        let sign: Double = bits >> 15 == 1 ? -1 : 1
        let exponent = Int(bits >> 10 & 0x1F)
        let mantissa = Double(bits & 0x3FF)
        switch exponent {
        case 0: return sign * mantissa / 16_777_216
        case 31: return mantissa == 0 ? sign * .infinity : .nan
        default:
            let scale = Double(sign: .plus, exponent: exponent - 15, significand: 1)
            return sign * scale * (1 + mantissa / 1_024)
        }
    }
}
