// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import SystemCalls

/// Prints the times of event records; the text of a second is made once for all its records.
struct PrettyTime {
    private let form: PrettyOptions.TimeForm
    private let isUTC: Bool
    private var localTime = LocalTime()
    /// The second which ``secondText`` is of; at first one that no time lies in.
    private var second: Int64 = -2
    private let prefix: PaddedText
    /// The prefix and the text of the second.
    private var secondText = PaddedText()
    /// Whether a time before the origin had to be shown in seconds.
    private(set) var hasNegativeTime = false

    /// Makes a printer of times.
    ///
    /// - Parameters:
    ///   - options: how times are shown.
    ///   - prefix: what stands before each time.
    init(_ options: PrettyOptions, prefix: String = "") {
        form = options.timeForm
        isUTC = options.isUTC
        self.prefix = PaddedText(prefix)
    }

    /// Appends the prefix and a time.
    mutating func append(
        cycles: UInt64,
        nanoseconds: Int64?,
        to text: inout TextBuffer
    ) {
        switch form {
        case .cycles:
            text.append(prefix)
            text.append(decimal: cycles, digits: 20)
        case .seconds:
            text.append(prefix)
            guard let nanoseconds else { return text.append("??:??:??.?????????") }
            appendSeconds(nanoseconds, &text)
        case .clock(let showsDate):
            guard let nanoseconds else {
                text.append(prefix)
                return text.append("??:??:??.?????????")
            }
            guard nanoseconds >= 0 else {
                hasNegativeTime = true
                text.append(prefix)
                return appendSeconds(nanoseconds, &text)
            }
            var rest = UInt64(bitPattern: nanoseconds &- second &* 1_000_000_000)
            if rest >= 1_000_000_000 {
                makeText(of: nanoseconds / 1_000_000_000, showsDate)
                rest = UInt64(bitPattern: nanoseconds % 1_000_000_000)
            }
            text.append(secondText)
            text.append(decimal: rest, digits: 9)
        }
    }

    private func appendSeconds(_ nanoseconds: Int64, _ text: inout TextBuffer) {
        if nanoseconds < 0 { text.append(byte: 0x2D) }
        let (seconds, rest) = nanoseconds.magnitude.quotientAndRemainder(dividingBy: 1_000_000_000)
        text.append(decimal: seconds)
        text.append(byte: 0x2E)
        text.append(decimal: rest, digits: 9)
    }

    private mutating func makeText(of seconds: Int64, _ showsDate: Bool) {
        second = seconds
        let local = isUTC ? seconds : seconds + localTime.offsetSeconds(at: seconds)
        var text = TextBuffer()
        text.append(prefix)
        if showsDate { Self.appendDate(local, &text) }
        let time = UInt64(((local % 86_400) + 86_400) % 86_400)
        text.append(decimal: time / 3_600, digits: 2)
        text.append(byte: 0x3A)
        text.append(decimal: time / 60 % 60, digits: 2)
        text.append(byte: 0x3A)
        text.append(decimal: time % 60, digits: 2)
        text.append(byte: 0x2E)
        secondText = PaddedText(text.bytes())
    }

    /// The civil date of a number of seconds, by the proleptic Gregorian calendar: an era is 400
    /// years, and years begin in March so that the leap day is the last.
    static func appendDate(_ seconds: Int64, _ text: inout TextBuffer) {
        let days = (seconds >= 0 ? seconds : seconds - 86_399) / 86_400 + 719_468
        let era = (days >= 0 ? days : days - 146_096) / 146_097
        let day = days - era * 146_097
        let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365
        let dayOfYear = day - (365 * year + year / 4 - year / 100)
        let month = (5 * dayOfYear + 2) / 153
        let civilMonth = month < 10 ? month + 3 : month - 9
        let civilYear = UInt64(clamping: year + era * 400 + (civilMonth <= 2 ? 1 : 0))
        text.append(decimal: civilYear, digits: 4)
        text.append(byte: 0x2D)
        text.append(decimal: UInt64(civilMonth), digits: 2)
        text.append(byte: 0x2D)
        text.append(decimal: UInt64(dayOfYear - (153 * month + 2) / 5 + 1), digits: 2)
        text.append(byte: 0x20)
    }
}
