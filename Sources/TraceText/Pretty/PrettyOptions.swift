// SPDX-License-Identifier: Apache-2.0

/// What `text.pretty` shows, and how.
public struct PrettyOptions: Hashable, Sendable {
    /// How times are shown.
    public enum TimeForm: Hashable, Sendable {
        /// The time of day, after the date if wanted.
        case clock(showsDate: Bool)
        /// Seconds since the clock's origin.
        case seconds
        /// The clock's cycles.
        case cycles
    }

    /// The facts that can stand before an event's name.
    public struct Facts: OptionSet, Hashable, Sendable {
        /// The set as bits.
        public let rawValue: Int
        /// Makes a set of bits.
        public init(rawValue: Int) { self.rawValue = rawValue }
        /// The name of the trace.
        public static let trace = Facts(rawValue: 1)
        /// The host.
        public static let hostname = Facts(rawValue: 2)
        /// The tracing domain.
        public static let domain = Facts(rawValue: 4)
        /// The process name.
        public static let procname = Facts(rawValue: 8)
        /// The process id.
        public static let vpid = Facts(rawValue: 16)
        /// The event's log level.
        public static let logLevel = Facts(rawValue: 32)
        /// The event's EMF URI.
        public static let emf = Facts(rawValue: 64)
        /// All of them.
        public static let all: Facts = [
            .trace, .hostname, .domain, .procname, .vpid, .logLevel, .emf,
        ]
    }

    /// The names that can be shown.
    public struct Names: OptionSet, Hashable, Sendable {
        /// The set as bits.
        public let rawValue: Int
        /// Makes a set of bits.
        public init(rawValue: Int) { self.rawValue = rawValue }
        /// Those of the payload's fields.
        public static let payload = Names(rawValue: 1)
        /// Those of the contexts' fields.
        public static let context = Names(rawValue: 2)
        /// Those of the scopes.
        public static let scope = Names(rawValue: 4)
        /// Those of what stands before the scopes.
        public static let header = Names(rawValue: 8)
        /// All of them.
        public static let all: Names = [.payload, .context, .scope, .header]
    }

    /// Whether to use the colours of a terminal.
    public var isColored = false
    /// Whether bright colours are codes of their own, and not bold ones.
    public var usesBrightCodes = false
    /// How times are shown.
    public var timeForm = TimeForm.clock(showsDate: false)
    /// Whether times of day are in UTC and not in local time.
    public var isUTC = false
    /// Whether the time since the event record before is shown.
    public var showsDelta = true
    /// The facts before the event's name.
    public var facts: Facts = [.hostname, .procname, .vpid]
    /// The names that are shown.
    public var names: Names = [.payload, .context]
    /// Whether the lines are for people, and not those of Babeltrace.
    ///
    /// They are aligned, have no helper members, and no more escapes than a terminal needs.
    public var isForPeople = false
    /// The columns before the fields, where the lines are for people.
    package var columns = PeopleColumns.none
    /// Whether an enumeration without a label for a value is taken apart into flags.
    public var printsEnumerationFlags = false

    /// The defaults of `sink.text.pretty`.
    public init() {}
}
