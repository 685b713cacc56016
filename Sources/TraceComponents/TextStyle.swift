// SPDX-License-Identifier: Apache-2.0

/// How text output looks.
public struct TextStyle: Sendable {
    /// Whether to use colours of the terminal.
    public var isColored = false
    /// Whether times are in UTC and not in local time.
    public var isUTC = false
    /// Whether times begin with the date.
    public var showsDate = false

    /// Local time, no date, no colours.
    public init() {}

    enum Color {
        case eventName
        case timestamp
        case fieldName
        case value
        case unknown
        case reset

        var code: String {
            switch self {
            case .eventName: "\u{1B}[1m\u{1B}[35m"
            case .timestamp: "\u{1B}[1m\u{1B}[33m"
            case .fieldName: "\u{1B}[36m"
            case .value: "\u{1B}[1m"
            case .unknown: "\u{1B}[1m\u{1B}[31m"
            case .reset: "\u{1B}[0m"
            }
        }
    }
}
