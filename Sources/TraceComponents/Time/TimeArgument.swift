// SPDX-License-Identifier: Apache-2.0

internal import SystemCalls
public import TraceGraph

/// A point in time as people write it for the begin or the end of a range.
///
/// | text | meaning |
/// |---|---|
/// | `2026-11-23 15:45`, `2026-11-23 15:45:01.25` | a date and time of day |
/// | `15:45`, `15:45:01.25` | a time of day, on the date of the first message |
/// | `1795448701.25`, `-3` | seconds from the clock's origin |
public enum TimeArgument: Hashable, Sendable {
    /// A day, counted from 1970-01-01, and the nanoseconds since its midnight.
    case date(days: Int64, nanosecondsOfDay: Int64)
    /// The nanoseconds since a midnight which is not known yet.
    case timeOfDay(nanoseconds: Int64)
    /// The nanoseconds from the clock's origin.
    case sinceOrigin(nanoseconds: Int64)

    /// Whether a first message is needed to say what is meant.
    public var needsDate: Bool {
        if case .timeOfDay = self { true } else { false }
    }

    /// The nanoseconds from the clock's origin.
    ///
    /// - Parameters:
    ///   - firstNanoseconds: the time of the first message, for a time of day without a date.
    ///   - isUTC: whether dates and times of day are those of UTC; else they are local.
    ///   - actor: who asks, for messages.
    /// - Returns: the nanoseconds.
    /// - Throws: that the time is too far away, or that no first message tells the date.
    public func nanoseconds(
        after firstNanoseconds: Int64?,
        isUTC: Bool,
        actor: String
    ) throws(GraphError) -> Int64 {
        var zone = LocalTime()
        return try nanoseconds(after: firstNanoseconds, actor: actor) { seconds in
            isUTC ? 0 : zone.offsetSeconds(at: seconds)
        }
    }

    /// The nanoseconds from the clock's origin in some time zone.
    ///
    /// - Parameters:
    ///   - firstNanoseconds: the time of the first message, for a time of day without a date.
    ///   - actor: who asks, for messages.
    ///   - offset: the seconds to add to UTC at a number of seconds after 1970.
    /// - Returns: the nanoseconds.
    /// - Throws: that the time is too far away, or that no first message tells the date.
    public func nanoseconds(
        after firstNanoseconds: Int64?,
        actor: String,
        offset: (Int64) -> Int64
    ) throws(GraphError) -> Int64 {
        switch self {
        case .sinceOrigin(let nanoseconds): return nanoseconds
        case .date(let days, let time):
            return try Self.nanoseconds(days, time, actor: actor, offset: offset)
        case .timeOfDay(let time):
            guard let firstNanoseconds else {
                throw GraphError(
                    actor: actor,
                    "There is no message that tells the date of a time of day."
                )
            }
            let seconds = firstNanoseconds.quotientRoundedDown(1_000_000_000)
            let days = (seconds + offset(seconds)).quotientRoundedDown(86_400)
            return try Self.nanoseconds(days, time, actor: actor, offset: offset)
        }
    }

    /// The text that means some nanoseconds from the clock's origin.
    public static func text(nanoseconds: Int64) -> String {
        let magnitude = nanoseconds.magnitude
        let fraction = String(magnitude % 1_000_000_000)
        let zeros = String(repeating: "0", count: 9 - fraction.count)
        return "\(nanoseconds < 0 ? "-" : "")\(magnitude / 1_000_000_000).\(zeros)\(fraction)"
    }

    private static func nanoseconds(
        _ days: Int64,
        _ time: Int64,
        actor: String,
        offset: (Int64) -> Int64
    ) throws(GraphError) -> Int64 {
        // Days come from four digits of a year or from a time in nanoseconds: both are small.
        let local = days * 86_400 + time / 1_000_000_000
        // The offset at the guess is the right one unless the clocks change in between; then the
        // offset at the better guess is.
        let guess = local - offset(local)
        let better = local - offset(guess)
        let last = local - offset(better)
        // A time that clocks skip is one as they would have gone on, which C's mktime takes, too.
        let seconds = last + offset(last) == local ? last : max(better, last)
        let (whole, isFar) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, isFarther) = whole.addingReportingOverflow(time % 1_000_000_000)
        guard !isFar, !isFarther else {
            throw GraphError(
                actor: actor,
                "The date is too far from 1970: times are counted in 64 bits of nanoseconds."
            )
        }
        return sum
    }
}

extension Int64 {
    /// The quotient by a positive number, rounded down also below zero.
    func quotientRoundedDown(_ divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
