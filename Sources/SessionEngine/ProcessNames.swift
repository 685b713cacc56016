// SPDX-License-Identifier: Apache-2.0

public import TraceModel

/// The names of the processes of a recording, for the environment of its trace.
///
/// A trace has one `procname` and one `vpid`, which belong to all of its records. They stand there
/// only where that is true; where processes have different names, each has an entry of its own:
/// `procname_17` for process 17, and `procname_17_2000` for what runs under that id since the clock
/// was at 2000 cycles, because ids are used again and `exec` changes what runs.
public struct ProcessNames: Hashable, Sendable {
    private struct Name: Hashable, Sendable {
        let process: UInt32
        let name: String
        /// From when on, in cycles; nil from the beginning on.
        let since: UInt64?
    }

    /// More processes than that keep no names: the metadata has to stay readable.
    private static let maximumCount = 65_536
    private static let maximumLength = 255

    private var entries: [Name] = []
    private var newest: [UInt32: String] = [:]
    private var names: Set<String> = []

    /// Nobody is known yet.
    public init() {}

    /// Notes that a process introduced itself.
    ///
    /// - Parameters:
    ///   - process: its id in its own namespace.
    ///   - name: its name, which may be any text.
    ///   - clock: the clock now, in cycles.
    public mutating func add(process: UInt32, name: String, at clock: UInt64) {
        let name = Self.printable(name)
        let before = newest.updateValue(name, forKey: process)
        guard before != name else { return }
        names.insert(name)
        guard entries.count < Self.maximumCount else { return }
        entries.append(Name(process: process, name: name, since: before == nil ? nil : clock))
    }

    /// A name without what would steer a terminal or a reader, and of bounded length.
    static func printable(_ name: String) -> String {
        let scalars = name.unicodeScalars.prefix(maximumLength).map { scalar -> Unicode.Scalar in
            let isControl = scalar.value < 32 || (127..<160).contains(scalar.value)
            return isControl ? "?" : scalar
        }
        return String(String.UnicodeScalarView(scalars))
    }

    /// What the whole trace is called, so far: changes seldom.
    public struct Summary: Hashable, Sendable {
        /// The name of all processes; nil where they have several.
        public let name: String?
        /// The only process; nil where there are several.
        public let process: UInt32?
    }

    /// What the whole trace is called; nil as long as nobody is known.
    public var summary: Summary? {
        guard !newest.isEmpty else { return nil }
        return Summary(
            name: names.count == 1 ? names.first : nil,
            process: newest.count == 1 ? newest.keys.first : nil
        )
    }

    /// The same trace with the names of its processes.
    ///
    /// - Parameter trace: the trace, as it was described before anybody was known.
    /// - Returns: the trace, with its environment changed.
    public func naming(_ trace: TraceClass) -> TraceClass {
        guard let summary else { return trace }
        var environment: [TraceClass.EnvironmentEntry] = []
        for entry in trace.environment {
            switch entry.name {
            case "procname":
                guard let name = summary.name else { continue }
                environment.append(TraceClass.EnvironmentEntry("procname", .string(name)))
            case "vpid":
                guard let process = summary.process else { continue }
                environment.append(TraceClass.EnvironmentEntry("vpid", .integer(Int128(process))))
            default:
                environment.append(entry)
            }
        }
        if summary.name == nil {
            environment += entries.map { entry in
                let since = entry.since.map { "_\($0)" } ?? ""
                let key = "procname_\(entry.process)\(since)"
                return TraceClass.EnvironmentEntry(key, .string(entry.name))
            }
        }
        return TraceClass(
            identity: trace.identity,
            environment: environment,
            packetHeader: trace.packetHeader,
            attributes: trace.attributes
        )
    }
}
