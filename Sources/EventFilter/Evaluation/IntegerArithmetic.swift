// SPDX-License-Identifier: Apache-2.0

/// What operators do with integers.
@usableFromInline
enum IntegerArithmetic {
    /// Calculates.
    ///
    /// - Returns: nil when the result has too many bits or does not exist.
    @inlinable
    static func apply(_ sign: BinaryOperator, _ left: Int64, _ right: Int64) -> Int64? {
        switch sign {
        case .add: exact(left.addingReportingOverflow(right))
        case .subtract: exact(left.subtractingReportingOverflow(right))
        case .multiply: exact(left.multipliedReportingOverflow(by: right))
        case .divide: exact(left.dividedReportingOverflow(by: right))
        case .remainder: exact(left.remainderReportingOverflow(dividingBy: right))
        case .shiftLeft: shift(right) { left << $0 }
        case .shiftRight:
            shift(right) { Int64(bitPattern: UInt64(bitPattern: left) >> UInt64($0)) }
        case .and: left & right
        case .exclusiveOr: left ^ right
        case .or: left | right
        default: nil
        }
    }

    @inlinable
    static func exact(_ result: (partialValue: Int64, overflow: Bool)) -> Int64? {
        result.overflow ? nil : result.partialValue
    }

    @inlinable
    static func shift(_ count: Int64, _ body: (Int64) -> Int64) -> Int64? {
        (0...63).contains(count) ? body(count) : nil
    }

    /// Compares numbers of any kind.
    @inlinable
    static func compare<Number: Comparable>(
        _ sign: BinaryOperator,
        _ left: Number,
        _ right: Number
    ) -> Bool {
        switch sign {
        case .less: left < right
        case .lessOrEqual: left <= right
        case .greater: left > right
        case .greaterOrEqual: left >= right
        case .equal: left == right
        default: left != right
        }
    }
}
