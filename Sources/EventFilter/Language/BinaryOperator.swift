// SPDX-License-Identifier: Apache-2.0

/// An operator with two operands; the raw value is its code in a program.
@usableFromInline
package enum BinaryOperator: UInt8, CaseIterable, BitwiseCopyable, Sendable {
    case multiply = 0x20
    case divide = 0x21
    case remainder = 0x22
    case add = 0x23
    case subtract = 0x24
    case shiftLeft = 0x25
    case shiftRight = 0x26
    case and = 0x27
    case exclusiveOr = 0x28
    case or = 0x29
    case less = 0x2A
    case lessOrEqual = 0x2B
    case greater = 0x2C
    case greaterOrEqual = 0x2D
    case equal = 0x2E
    case notEqual = 0x2F
    case logicalAnd = 0x30
    case logicalOr = 0x31

    /// How it is written.
    package var symbol: String {
        switch self {
        case .multiply: "*"
        case .divide: "/"
        case .remainder: "%"
        case .add: "+"
        case .subtract: "-"
        case .shiftLeft: "<<"
        case .shiftRight: ">>"
        case .and: "&"
        case .exclusiveOr: "^"
        case .or: "|"
        case .less: "<"
        case .lessOrEqual: "<="
        case .greater: ">"
        case .greaterOrEqual: ">="
        case .equal: "=="
        case .notEqual: "!="
        case .logicalAnd: "&&"
        case .logicalOr: "||"
        }
    }

    /// How tightly it binds; all are left-associative.
    ///
    /// Unlike in C, the bitwise operators bind more tightly than comparisons.
    package var precedence: Int {
        switch self {
        case .multiply, .divide, .remainder: 10
        case .add, .subtract: 9
        case .shiftLeft, .shiftRight: 8
        case .and: 7
        case .exclusiveOr: 6
        case .or: 5
        case .less, .lessOrEqual, .greater, .greaterOrEqual: 4
        case .equal, .notEqual: 3
        case .logicalAnd: 2
        case .logicalOr: 1
        }
    }

    /// Whether it says which of two numbers is larger, or that they are equal or not.
    package var isComparison: Bool { isOrdering || isEquality }

    /// Whether it is `<`, `<=`, `>` or `>=`.
    package var isOrdering: Bool {
        switch self {
        case .less, .lessOrEqual, .greater, .greaterOrEqual: true
        default: false
        }
    }

    /// Whether it is `==` or `!=`.
    package var isEquality: Bool { self == .equal || self == .notEqual }

    /// Whether it is `&&` or `||`.
    package var isLogical: Bool { self == .logicalAnd || self == .logicalOr }

    /// Whether its operands must be integers.
    package var needsIntegers: Bool {
        switch self {
        case .remainder, .shiftLeft, .shiftRight, .and, .exclusiveOr, .or: true
        default: false
        }
    }

    /// The comparison that says the same when the operands change places.
    var mirrored: BinaryOperator {
        switch self {
        case .less: .greater
        case .lessOrEqual: .greaterOrEqual
        case .greater: .less
        case .greaterOrEqual: .lessOrEqual
        default: self
        }
    }
}
