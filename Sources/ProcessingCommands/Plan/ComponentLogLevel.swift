// SPDX-License-Identifier: Apache-2.0

/// How much a component says about its own work.
public enum ComponentLogLevel: UInt8, Hashable, Sendable, CaseIterable, Comparable {
    /// Every step.
    case trace
    /// What helps to find mistakes in the program.
    case debug
    /// What a curious user may want to know.
    case info
    /// What may be wrong.
    case warning
    /// What is wrong.
    case error
    /// What ends the program.
    case fatal
    /// Nothing.
    case none

    /// Reads a level's name or its letter.
    public init?(_ text: String) {
        switch text {
        case "TRACE", "T": self = .trace
        case "DEBUG", "D": self = .debug
        case "INFO", "I": self = .info
        case "WARN", "WARNING", "W": self = .warning
        case "ERROR", "E": self = .error
        case "FATAL", "F": self = .fatal
        case "NONE", "N": self = .none
        default: return nil
        }
    }

    /// The letter of the level.
    public var letter: String {
        switch self {
        case .trace: "T"
        case .debug: "D"
        case .info: "I"
        case .warning: "W"
        case .error: "E"
        case .fatal: "F"
        case .none: "N"
        }
    }

    /// Whether a level says less than another.
    public static func < (left: ComponentLogLevel, right: ComponentLogLevel) -> Bool {
        left.rawValue < right.rawValue
    }
}
