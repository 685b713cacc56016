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

    init(_ options: PrettyOptions) {
        guard options.isColored else {
            (eventName, timestamp, fieldName, bold) = ("", "", "", "")
            (value, unknown, reset) = ("", "", "")
            return
        }
        eventName = "\u{1B}[1m" + (options.usesBrightCodes ? "\u{1B}[95m" : "\u{1B}[35m")
        timestamp = "\u{1B}[1m" + (options.usesBrightCodes ? "\u{1B}[93m" : "\u{1B}[33m")
        unknown = "\u{1B}[1m" + (options.usesBrightCodes ? "\u{1B}[91m" : "\u{1B}[31m")
        fieldName = "\u{1B}[36m"
        bold = "\u{1B}[1m"
        value = "\u{1B}[1m"
        reset = "\u{1B}[0m"
    }
}
