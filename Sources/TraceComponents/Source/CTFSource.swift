// SPDX-License-Identifier: Apache-2.0

public import CTFReader
internal import SystemCalls
public import TraceGraph
public import TraceModel

/// A CTF trace in folders as a source of messages: `source.ctf.fs`.
public final class CTFSource {
    /// An output port: one data stream.
    public struct Port: Sendable {
        /// The port's name.
        public let name: String
        /// The data stream.
        public let stream: MessageStream
        package let data: DataStream
    }

    /// What changes the trace as it is opened.
    public struct Options: Hashable, Sendable {
        /// Added to the offset of all clocks, in seconds.
        public var clockOffsetSeconds: Int64 = 0
        /// Added to the offset of all clocks, in nanoseconds.
        public var clockOffsetNanoseconds: Int64 = 0
        /// Whether all clocks count from the Unix epoch, whatever their class says.
        public var forcesUnixEpoch = false
        /// What the trace is called, after the host.
        public var traceName: String?

        /// Changes nothing.
        public init() {}
    }

    /// The opened trace.
    public let trace: CTFTrace
    /// What the trace is called; nil when it has no name.
    public let traceName: String?
    /// The output ports.
    public let ports: [Port]

    /// Opens the trace in some folders.
    ///
    /// - Throws: why it cannot be read.
    public init(paths: [String], options: Options = Options()) throws(CTFError) {
        // The names of ports must not depend on the current folder.
        let folders = paths.map { Directory.absolutePath(of: $0) }
        let trace = try CTFTrace(paths: folders) { metadata throws(CTFError) in
            Self.transform(metadata, options)
        }
        self.trace = trace
        let name = Self.name(trace.trace.metadata.traceClass, options.traceName)
        traceName = name
        let messageTrace = MessageTrace(
            compiled: trace.trace,
            name: name,
            streams: trace.streams.map { data in
                MessageTrace.Stream(id: data.number, classID: data.streamClass.streamClass.id)
            }
        )
        let uuid = trace.trace.metadata.uuid?.description
        var ports: [Port] = []
        for data in trace.streams {
            let file = data.paths.first ?? ""
            let classID = data.streamClass.streamClass.id
            let stream = MessageStream(
                trace: messageTrace,
                streamClass: data.streamClass,
                id: data.number,
                name: file
            )
            ports.append(
                Port(
                    name: "\(uuid ?? trace.paths.first ?? "") | \(classID) | "
                        + (data.id.map { "\($0)" } ?? file),
                    stream: stream,
                    data: data
                )
            )
        }
        self.ports = ports
    }

    /// Begins to read an output port.
    ///
    /// - Parameters:
    ///   - port: the port.
    ///   - actor: who reads, for messages.
    /// - Returns: the messages of the data stream; damage comes after all good messages.
    public func makeIterator(
        _ port: Port,
        actor: String = "source.ctf.fs"
    ) -> any MessageIterator {
        CTFMessageIterator(port, windowBytes: trace.windowBytes, actor: actor)
    }

    private static func name(_ traceClass: TraceClass, _ given: String?) -> String? {
        var parts: [String] = []
        if case .string(let host)? = traceClass.environmentValue("hostname") { parts.append(host) }
        if let given { parts.append(given) }
        return parts.joined(separator: "/")
    }

    private static func transform(_ metadata: TraceMetadata, _ options: Options) -> TraceMetadata {
        guard
            options.clockOffsetSeconds != 0 || options.clockOffsetNanoseconds != 0
                || options.forcesUnixEpoch
        else { return metadata }
        let clocks = metadata.clockClasses.map { clock in
            let billion: Int64 = 1_000_000_000
            let wholeSeconds = options.clockOffsetNanoseconds / billion
            let frequency = Int128(clock.frequencyHertz)
            let added =
                Int128(options.clockOffsetNanoseconds % billion) * frequency / Int128(billion)
            var cycles = Int128(clock.offsetCycles) + added
            var seconds =
                Int128(clock.offsetSeconds) + Int128(options.clockOffsetSeconds)
                + Int128(wholeSeconds)
            seconds += cycles / frequency
            cycles %= frequency
            if cycles < 0 {
                cycles += frequency
                seconds -= 1
            }
            return ClockClass(
                id: clock.id,
                identity: clock.identity,
                frequencyHertz: clock.frequencyHertz,
                origin: options.forcesUnixEpoch ? .unixEpoch : clock.origin,
                offsetSeconds: Int64(clamping: seconds),
                offsetCycles: UInt64(clamping: cycles),
                precisionCycles: clock.precisionCycles,
                accuracyCycles: clock.accuracyCycles,
                summary: clock.summary,
                attributes: clock.attributes
            )
        }
        return metadata.replacing(clockClasses: clocks)
    }
}
