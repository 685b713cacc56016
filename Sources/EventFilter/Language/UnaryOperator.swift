// SPDX-License-Identifier: Apache-2.0

/// An operator with one operand; the raw value is its code in a program.
package enum UnaryOperator: UInt8, CaseIterable, Sendable {
    /// `+`, which leaves a number as it is.
    case plus = 0x10
    /// `-`, in two's complement.
    case minus = 0x11
    /// `!`, 1 for 0 and 0 for all else.
    case not = 0x12
    /// `~`, all bits turned over.
    case complement = 0x13

    /// How it is written.
    package var symbol: String {
        switch self {
        case .plus: "+"
        case .minus: "-"
        case .not: "!"
        case .complement: "~"
        }
    }

    /// Whether its operand must be an integer.
    package var needsInteger: Bool { self == .complement }
}
