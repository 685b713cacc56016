// SPDX-License-Identifier: Apache-2.0

public import CTFReader
public import SystemCalls
internal import TraceGraph
public import TraceModel

/// Traces as text, merged by time, in constant memory, and on all CPUs where times allow it.
public struct TextView: Sendable {
    /// What became of a view.
    public struct Result: Sendable {
        /// What was wrong with data streams that could be read in part only.
        public let damages: [CTFError]
    }

    /// What the view prints.
    private enum Form {
        case pretty(PrettyOptions, [PrettyPlan], [PrettyStreamName])
        case json(JSONStreams)
        case csv(CSVStreams)
    }

    /// How many bytes of packets each thread takes at once.
    var sliceBytes: UInt64 = 2 << 20
    private let form: Form
    private let streams: [DataStream]
    private let windowBytes: Int
    private let threadCount: Int
    /// The time outside of which nothing is printed.
    private var limits = TimeSlice.all

    /// Makes a view of traces as lines of text.
    ///
    /// - Parameters:
    ///   - traces: the traces.
    ///   - options: what is shown, and how.
    ///   - threadCount: how many threads to use.
    public init(
        _ traces: [CTFTrace],
        options: PrettyOptions,
        threadCount: Int = Threads.usableCPUCount()
    ) {
        self.threadCount = threadCount
        var streams: [DataStream] = []
        var plans: [PrettyPlan] = []
        var names: [PrettyStreamName] = []
        for trace in traces {
            var known: [ObjectIdentifier: PrettyPlan] = [:]
            for stream in trace.streams {
                let key = ObjectIdentifier(stream.streamClass)
                let plan =
                    known[key]
                    ?? PrettyPlan(stream.streamClass, in: trace.trace, named: trace.name, options)
                known[key] = plan
                plans.append(plan)
                streams.append(stream)
                names.append(
                    PrettyStreamName(
                        traceName: trace.name,
                        uuid: trace.trace.metadata.uuid?.description,
                        streamName: stream.paths.first,
                        streamClassID: stream.streamClass.streamClass.id,
                        streamID: stream.number
                    )
                )
            }
        }
        self.streams = streams
        form = .pretty(options, plans, names)
        windowBytes = traces.map(\.windowBytes).min() ?? PacketReader.defaultWindowBytes
    }

    /// Makes a view of traces as JSON Lines.
    ///
    /// - Parameters:
    ///   - sources: the traces.
    ///   - json: what is written.
    ///   - threadCount: how many threads to use.
    public init(
        _ sources: [CTFSource],
        json: JSONLinesOptions,
        threadCount: Int = Threads.usableCPUCount()
    ) {
        self.init(sources, threadCount) { .json(JSONStreams($0, json)) }
    }

    /// Makes a view of traces as rows of comma-separated values.
    ///
    /// - Parameters:
    ///   - sources: the traces.
    ///   - csv: what is written.
    ///   - threadCount: how many threads to use.
    public init(
        _ sources: [CTFSource],
        csv: CSVOptions,
        threadCount: Int = Threads.usableCPUCount()
    ) {
        self.init(sources, threadCount) { .csv(CSVStreams($0, csv)) }
    }

    private init(
        _ sources: [CTFSource],
        _ threadCount: Int,
        _ form: ([MessageStream]) -> Form
    ) {
        self.threadCount = threadCount
        // In the order in which a muxer gives them, on which the numbers of traces depend.
        let ports = sources.flatMap(\.ports).enumerated().sorted { left, right in
            let order = MessageOrder.compare(left.element.stream, right.element.stream)
            return order != 0 ? order < 0 : left.offset < right.offset
        }
        streams = ports.map(\.element.data)
        self.form = form(ports.map(\.element.stream))
        windowBytes =
            sources.map(\.trace.windowBytes).min() ?? PacketReader.defaultWindowBytes
    }

    /// Whether times alone say in which order the event records of several data streams come.
    ///
    /// Without them, as without clocks, the order of a muxer also depends on other messages.
    static func isOrderedByTime(_ sources: [CTFSource]) -> Bool {
        let streams = sources.flatMap(\.ports).map(\.data)
        return streams.count < 2
            || streams.allSatisfy { stream in
                let cycles = stream.packets.first?.info.beginClock ?? 0
                return stream.streamClass.clock?.nanosecondsFromOrigin(cycles: cycles) != nil
            }
    }

    /// Prints all event records.
    ///
    /// - Parameters:
    ///   - output: takes whole lines; false ends the view, because nobody reads on.
    ///   - warn: takes warnings about losses.
    /// - Returns: what was wrong with data streams that could be read in part only.
    public func run(
        output: @escaping @Sendable (borrowing TextBuffer, Range<Int>) -> Bool,
        warn: @escaping @Sendable (String) -> Void
    ) -> Result {
        switch form {
        case .pretty(let options, let plans, let names):
            return run([], losses: [], output, warn) {
                PrettyConsumer(plans, names, options, flush: $0)
            }
        case .json(let json):
            return run(json.start, losses: StreamLoss.all(of: streams), output, warn) {
                JSONConsumer(json, flush: $0)
            }
        case .csv(let csv):
            return run(csv.start, losses: [], output, warn) { CSVConsumer(csv, flush: $0) }
        }
    }

    private func run<Consumer: SliceConsumer & ~Copyable>(
        _ start: [UInt8],
        losses: [StreamLoss],
        _ output: @escaping @Sendable (borrowing TextBuffer, Range<Int>) -> Bool,
        _ warn: @escaping @Sendable (String) -> Void,
        _ makeConsumer:
            @escaping @Sendable (((borrowing TextBuffer, Range<Int>) -> Bool)?) -> Consumer
    ) -> Result {
        var text = TextBuffer()
        text.append(start)
        guard text.count == 0 || output(text, 0..<text.count) else { return Result(damages: []) }
        let slices = TimeSlice.slices(of: streams, bytes: sliceBytes)?.compactMap {
            $0.intersection(limits)
        }
        if threadCount > 1, let slices, slices.count > 1 {
            let job = SlicedView(
                streams: streams,
                slices: slices,
                windowBytes: windowBytes,
                makeConsumer: { makeConsumer(nil) },
                losses: losses,
                output: output,
                warn: warn
            )
            return Result(damages: job.run(threadCount))
        }
        var consumer = makeConsumer(output)
        consumer.begin(nil)
        var merger = EventMerger(
            streams.map { stream in
                let packets =
                    limits.isAll ? stream.packets.indices : limits.packets(of: stream)
                return DataStreamCursor(stream, packets: packets, windowBytes: windowBytes)
            },
            slice: limits
        )
        merger.run(&consumer)
        consumer.finish()
        if !consumer.isDone { _ = consumer.write(after: nil, to: output) }
        for warning in consumer.warnings { warn(warning) }
        for stream in merger.backwardStreams.sorted() {
            warn(BackwardClock.warning(streams[stream].paths.first))
        }
        return Result(damages: merger.damages)
    }
}

extension TextView {
    /// The view of a range of time, of which only the packets that may lie in it are read.
    ///
    /// - Parameter limits: finds the first and the last nanosecond from the clock's origin, given
    ///   when the traces begin.
    /// - Returns: nil when the packets do not tell their times well enough, or there are none; or
    ///   when losses are printed, which only a graph cuts.
    /// - Throws: what the closure throws.
    func trimmed<Failure: Error>(
        to limits: (_ beginning: Int64) throws(Failure) -> (begin: Int64?, end: Int64?)
    ) throws(Failure) -> TextView? {
        guard TimeSlice.slices(of: streams, bytes: .max) != nil else { return nil }
        if case .json = form, !StreamLoss.all(of: streams).isEmpty { return nil }
        let beginnings = streams.compactMap { stream in
            stream.packets.first?.info.beginClock.flatMap {
                stream.streamClass.clock?.nanosecondsFromOrigin(cycles: $0)
            }
        }
        guard let beginning = beginnings.min() else { return nil }
        let (begin, end) = try limits(beginning)
        var view = self
        view.limits = TimeSlice(
            lower: begin ?? .min,
            upper: end.map { $0 == .max ? .max : $0 + 1 } ?? .max
        )
        return view
    }
}
