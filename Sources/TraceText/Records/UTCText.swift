// SPDX-License-Identifier: Apache-2.0

internal import Bytes

/// Times by ISO 8601, in UTC and with nanoseconds; the text of a second is made once.
struct UTCText {
    private var second = Int64.min
    private var secondText = PaddedText()

    /// Appends the time so many nanoseconds after the Unix epoch, without quotes.
    mutating func append(_ nanoseconds: Int64, to text: inout TextBuffer) {
        let billion: Int64 = 1_000_000_000
        var rest = nanoseconds % billion
        var seconds = nanoseconds / billion
        if rest < 0 {
            rest += billion
            seconds -= 1
        }
        if seconds != second || secondText.count == 0 { makeText(seconds) }
        text.append(secondText)
        text.append(decimal: UInt64(rest), digits: 9)
        text.append(byte: 0x5A)
    }

    private mutating func makeText(_ seconds: Int64) {
        second = seconds
        var buffer = TextBuffer(capacity: 256)
        PrettyTime.appendDate(seconds, &buffer)
        buffer.truncate(to: buffer.count - 1)
        let time = UInt64(((seconds % 86_400) + 86_400) % 86_400)
        buffer.append(byte: 0x54)
        buffer.append(decimal: time / 3_600, digits: 2)
        buffer.append(byte: 0x3A)
        buffer.append(decimal: time / 60 % 60, digits: 2)
        buffer.append(byte: 0x3A)
        buffer.append(decimal: time % 60, digits: 2)
        buffer.append(byte: 0x2E)
        secondText = PaddedText(buffer.bytes())
    }
}
