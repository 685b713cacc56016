// SPDX-License-Identifier: Apache-2.0

package import ArgumentParser
internal import RecordingPlan
internal import SessionHost
internal import SideDescription
internal import SystemCalls
internal import TraceModel

/// A number of bytes as people write it: "64k", "4M", "1G", "65536".
struct ByteCount: ExpressibleByArgument {
    let bytes: Int

    init(bytes: Int) {
        self.bytes = bytes
    }

    init?(argument: String) {
        let units: [Character: Int] = ["k": 1 << 10, "m": 1 << 20, "g": 1 << 30]
        let unit = argument.lowercased().last.flatMap { units[$0] }
        guard let number = Int(unit == nil ? argument : String(argument.dropLast())), number > 0,
            case (let bytes, let overflow) = number.multipliedReportingOverflow(by: unit ?? 1),
            !overflow
        else { return nil }
        self.bytes = bytes
    }

    var defaultValueDescription: String { "\(bytes >> 20)M" }
}

/// A signal that a person may give another meaning.
enum SignalChoice: String, ExpressibleByArgument, CaseIterable {
    case user1 = "USR1"
    case user2 = "USR2"

    init?(argument: String) {
        let name = argument.uppercased()
        self.init(rawValue: name.hasPrefix("SIG") ? String(name.dropFirst(3)) : name)
    }

    /// The signal.
    var signal: Signal { self == .user1 ? .user1 : .user2 }
}

extension ClockChoice: ExpressibleByArgument {}

/// Which format of traces a person asks for.
enum TraceFormatChoice: String, ExpressibleByArgument, CaseIterable {
    case ctf2 = "ctf-2"
    case ctf1 = "ctf-1.8"

    /// The format of the metadata stream.
    var format: MetadataFormat { self == .ctf1 ? .ctf1 : .ctf2 }
}

/// How serious events must be; the names of syslog and those of LTTng.
struct LogLevelChoice: ExpressibleByArgument {
    let level: LogLevel

    static var allValueStrings: [String] { LogLevel.allCases.map { "\($0)" } }
    static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }

    init?(argument: String) {
        let given = argument.lowercased()
        let name = given.hasPrefix("trace_") ? String(given.dropFirst(6)) : given
        let short = ["emerg": "emergency", "crit": "critical", "err": "error", "warn": "warning"]
        guard
            let level = LogLevel.allCases.first(where: { "\($0)" == short[name] ?? name })
                ?? UInt32(name).flatMap(LogLevel.init(rawValue:))
        else { return nil }
        self.level = level
    }
}

/// Who shares buffers.
enum OwnershipChoice: String, ExpressibleByArgument, CaseIterable {
    case user
    case process
}

/// When buffers take memory.
enum PreallocationChoice: String, ExpressibleByArgument, CaseIterable {
    case onDemand = "on-demand"
    case preallocate
}

/// When memory of buffers is given back.
enum ReclaimChoice: Hashable, ExpressibleByArgument {
    /// At the end.
    case off
    /// As soon as it was read.
    case consumed
    /// When nothing was written for so many nanoseconds.
    case idle(UInt64)

    static var allValueStrings: [String] { ["off", "consumed", "a time such as 10s"] }
    static var defaultCompletionKind: CompletionKind { .list(["off", "consumed"]) }

    init?(argument: String) {
        switch argument {
        case "off": self = .off
        case "consumed": self = .consumed
        default:
            guard let span = TimeSpan(argument: argument) else { return nil }
            self = .idle(span.nanoseconds)
        }
    }

    var defaultValueDescription: String { "off" }

    /// The age, where that is what counts.
    var idleNanoseconds: UInt64? {
        if case .idle(let age) = self { return age }
        return nil
    }
}

extension FullDiskChoice: ExpressibleByArgument {}

extension SynchronizationChoice: ExpressibleByArgument {
    package static var allValueStrings: [String] { ["never", "end", "a time such as 10s"] }
    package static var defaultCompletionKind: CompletionKind { .list(["never", "end"]) }

    package init?(argument: String) {
        switch argument {
        case "never": self = .never
        case "end": self = .end
        default:
            guard let span = TimeSpan(argument: argument) else { return nil }
            self = .every(span.nanoseconds)
        }
    }

    package var defaultValueDescription: String { "never" }
}

/// Whose buffers a channel has.
enum AllocationChoice: String, ExpressibleByArgument, CaseIterable {
    case perCPU = "per-cpu"
    case perChannel = "per-channel"
    case perID = "per-id"

    /// Which buffers that means.
    var allocation: BufferAllocation {
        switch self {
        case .perCPU: .perCPU
        case .perChannel: .perChannel
        case .perID: .perConcurrencyID
        }
    }
}
