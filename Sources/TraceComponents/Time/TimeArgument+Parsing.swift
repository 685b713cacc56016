// SPDX-License-Identifier: Apache-2.0

public import TraceGraph

extension TimeArgument {
    /// Reads a point in time.
    ///
    /// - Parameters:
    ///   - text: one of the forms of the type.
    ///   - actor: who reads, for messages.
    /// - Throws: that the text has none of the forms.
    public init(parsing text: String, actor: String) throws(GraphError) {
        var scanner = Scanner(text)
        if let argument = scanner.seconds() ?? scanner.dateAndTime() ?? scanner.timeOfDay() {
            self = argument
            return
        }
        throw GraphError(
            actor: actor,
            "\"\(text)\" is no time. Write a date and time as 2026-11-23 15:45:01.25, a time of day"
                + " as 15:45:01.25, or seconds as 1795448701.25."
        )
    }

    /// Reads one form after the other from the beginning of a text.
    private struct Scanner {
        private let bytes: [UInt8]
        private var position = 0

        init(_ text: String) { bytes = Array(text.utf8) }

        private var isAtEnd: Bool { position == bytes.count }

        /// `[-]SEC[.N{1,9}]`.
        mutating func seconds() -> TimeArgument? {
            position = 0
            let isNegative = take("-")
            let start = position
            while position < bytes.count, isDigit(bytes[position]) { position += 1 }
            guard position > start,
                let seconds = Int64(String(decoding: bytes[start..<position], as: UTF8.self)),
                let fraction = fraction(), isAtEnd
            else { return nil }
            let (whole, isFar) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
            let (sum, isFarther) = whole.addingReportingOverflow(fraction)
            guard !isFar, !isFarther else { return nil }
            return .sinceOrigin(nanoseconds: isNegative ? -sum : sum)
        }

        /// `YYYY-MM-DD HH:MM[:SS[.N{1,9}]]`.
        mutating func dateAndTime() -> TimeArgument? {
            position = 0
            guard let year = number(4), take("-"), let month = number(2), take("-"),
                let day = number(2), take(" "), let time = time(), isAtEnd,
                let days = Self.days(year, month, day)
            else { return nil }
            return .date(days: days, nanosecondsOfDay: time)
        }

        /// `HH:MM[:SS[.N{1,9}]]`.
        mutating func timeOfDay() -> TimeArgument? {
            position = 0
            guard let time = time(), isAtEnd else { return nil }
            return .timeOfDay(nanoseconds: time)
        }

        private mutating func time() -> Int64? {
            guard let hour = number(2), hour < 24, take(":"), let minute = number(2), minute < 60
            else { return nil }
            var seconds = hour * 3_600 + minute * 60
            guard take(":") else { return seconds * 1_000_000_000 }
            // A leap second has the number 60.
            guard let second = number(2), second <= 60, let fraction = fraction() else {
                return nil
            }
            seconds += second
            return seconds * 1_000_000_000 + fraction
        }

        /// The nanoseconds of a fraction; 0 without one, nil for a wrong one.
        private mutating func fraction() -> Int64? {
            guard take(".") else { return 0 }
            var value: Int64 = 0
            var digits = 0
            while position < bytes.count, isDigit(bytes[position]), digits < 9 {
                value = value * 10 + Int64(bytes[position] - 0x30)
                position += 1
                digits += 1
            }
            guard digits > 0 else { return nil }
            for _ in digits..<9 { value *= 10 }
            return value
        }

        private mutating func number(_ digits: Int) -> Int64? {
            guard bytes.count - position >= digits else { return nil }
            var value: Int64 = 0
            for byte in bytes[position..<(position + digits)] {
                guard isDigit(byte) else { return nil }
                value = value * 10 + Int64(byte - 0x30)
            }
            position += digits
            return value
        }

        private mutating func take(_ character: Unicode.Scalar) -> Bool {
            guard position < bytes.count, bytes[position] == UInt8(ascii: character) else {
                return false
            }
            position += 1
            return true
        }

        private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

        /// The days from 1970-01-01 to a date of the Gregorian calendar; nil when there is no such.
        private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64? {
            guard month >= 1, month <= 12, day >= 1 else { return nil }
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            let lengths: [Int64] = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
            guard day <= lengths[Int(month - 1)] else { return nil }
            let before = lengths[..<Int(month - 1)].reduce(0, +)
            let previous = year - 1
            let leaps =
                previous.quotientRoundedDown(4) - previous.quotientRoundedDown(100)
                + previous.quotientRoundedDown(400)
            // 719,162 days lie between 0001-01-01 and 1970-01-01.
            return previous * 365 + leaps + before + day - 1 - 719_162
        }
    }
}
