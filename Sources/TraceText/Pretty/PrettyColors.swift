// SPDX-License-Identifier: Apache-2.0

/// The codes that colour parts of a line.
struct PrettyColors: Sendable {
    let eventName: String
    let timestamp: String
    let fieldName: String
    let bold: String
    let value: String
    let unknown: String
    let reset: String
    /// What stands between the label of an enumeration and its value.
    var labelEnd: [UInt8] { Array(" : container = \(value)".utf8) }

    init(_ options: PrettyOptions) {
        guard options.isColored else {
            (eventName, timestamp, fieldName, bold) = ("", "", "", "")
            (value, unknown, reset) = ("", "", "")
            return
        }
        // A bright colour is a colour of its own, or the bold form of the plain one; either is made
        // bold once more.
        func boldBright(_ color: Int) -> String {
            "\u{1B}[1m\u{1B}["
                + (options.usesBrightCodes ? "\(90 + color)m" : "1m\u{1B}[\(30 + color)m")
        }
        eventName = boldBright(5)
        timestamp = boldBright(3)
        unknown = boldBright(1)
        fieldName = "\u{1B}[36m"
        bold = "\u{1B}[1m"
        value = "\u{1B}[1m"
        reset = "\u{1B}[0m"
    }
}
