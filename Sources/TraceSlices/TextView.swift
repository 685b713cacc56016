// SPDX-License-Identifier: Apache-2.0

public import Bytes
public import CTFReader
public import SystemCalls
public import TraceComponents
public import TraceFields
public import TraceGraph
public import TraceModel
public import TraceText

/// Traces as text, merged by time, in constant memory, and on all CPUs where times allow it.
public struct TextView: Sendable {
    /// What became of a view.
    public struct Result: Sendable {
        /// What was wrong with data streams that could be read in part only.
        public let damages: [CTFError]
        /// Where a later view of the same traces goes on; nil before the first event record.
        public let position: Position?
    }

    /// The last event record of a view, to which the next one's time is compared.
    public struct Position: Sendable {
        let time: PrettyPrinter.Time
    }

    /// What the view prints.
    private enum Form {
        case pretty(PrettyOptions, [PrettyPlan], [PrettyStreamName], [StreamSelection?])
        case json(JSONStreams)
        case csv(CSVStreams)
        case details(DetailsStreams)
    }

    /// How many bytes of packets each thread takes at once.
    var sliceBytes: UInt64 = 2 << 20
    private let form: Form
    private let streams: [DataStream]
    private let windowBytes: Int
    private let threadCount: Int
    /// The time outside of which nothing is printed.
    private var limits = TimeSlice.all
    /// Whether packets outside of the limits are read, too, because they do not tell their times.
    private var readsAllPackets = false

    /// Makes a view of traces as lines of text.
    ///
    /// - Parameters:
    ///   - traces: the traces.
    ///   - options: what is shown, and how.
    ///   - selection: which event records are shown.
    ///   - threadCount: how many threads to use.
    public init(
        _ traces: [CTFTrace],
        options: PrettyOptions,
        selection: EventSelection = EventSelection(),
        threadCount: Int = Threads.usableCPUCount()
    ) {
        self.threadCount = threadCount
        var options = options
        if options.isForPeople {
            options.columns = PeopleColumns.columns(of: traces, selection.wants, options)
        }
        var streams: [DataStream] = []
        var selections: [StreamSelection?] = []
        var plans: [PrettyPlan] = []
        var names: [PrettyStreamName] = []
        for trace in traces {
            var known: [ObjectIdentifier: PrettyPlan] = [:]
            var selected: [ObjectIdentifier: StreamSelection?] = [:]
            for stream in trace.streams {
                let key = ObjectIdentifier(stream.streamClass)
                let plan =
                    known[key]
                    ?? PrettyPlan(stream.streamClass, in: trace.trace, named: trace.name, options)
                known[key] = plan
                plans.append(plan)
                streams.append(stream)
                let chosen = selected[key] ?? StreamSelection(selection, stream.streamClass)
                selected[key] = chosen
                selections.append(chosen)
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
        form = .pretty(options, plans, names, selections)
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

    /// Makes a view of all that happens in traces; nil when the packets do not tell their times
    /// well enough, so that only a graph finds the order.
    ///
    /// - Parameters:
    ///   - sources: the traces.
    ///   - details: what is shown, and how.
    ///   - threadCount: how many threads to use.
    public init?(
        _ sources: [CTFSource],
        details: DetailsOptions,
        threadCount: Int = Threads.usableCPUCount()
    ) {
        self.init(sources, threadCount) { .details(DetailsStreams($0, details)) }
        guard details.showsData, TimeSlice.slices(of: streams, bytes: .max) != nil else {
            return nil
        }
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
    ///   - position: where an earlier view of the same traces ended; nil at the beginning.
    ///   - output: takes whole lines; false ends the view, because nobody reads on.
    ///   - warn: takes warnings about losses.
    /// - Returns: what was wrong with data streams that could be read in part only.
    public func run(
        after position: Position? = nil,
        output: @escaping @Sendable (borrowing TextBuffer, Range<Int>) -> Bool,
        warn: @escaping @Sendable (String) -> Void
    ) -> Result {
        switch form {
        case .pretty(let options, let plans, let names, let selections):
            return run([], marks: [], after: position?.time, output, warn) {
                PrettyConsumer(plans, names, options, selections, flush: $0)
            }
        case .json(let json):
            let losses = StreamMark.all(of: streams, lossesOnly: true)
            return run(json.start, marks: losses, output, warn) {
                JSONConsumer(json, flush: $0)
            }
        case .csv(let csv):
            return run(csv.start, marks: [], output, warn) { CSVConsumer(csv, flush: $0) }
        case .details(let details):
            let marks = StreamMark.all(of: streams, lossesOnly: false)
            return run(details.start, marks: marks, output, warn) {
                DetailsConsumer(details, flush: $0)
            }
        }
    }

    private func run<Consumer: SliceConsumer & ~Copyable>(
        _ start: [UInt8],
        marks: [StreamMark],
        after past: Consumer.Past? = nil,
        _ output: @escaping @Sendable (borrowing TextBuffer, Range<Int>) -> Bool,
        _ warn: @escaping @Sendable (String) -> Void,
        _ makeConsumer:
            @escaping @Sendable (((borrowing TextBuffer, Range<Int>) -> Bool)?) -> Consumer
    ) -> Result {
        var text = TextBuffer()
        text.append(start)
        guard text.count == 0 || output(text, 0..<text.count) else {
            return Result(damages: [], position: nil)
        }
        let slices = TimeSlice.slices(of: streams, bytes: sliceBytes)?.compactMap {
            $0.intersection(limits)
        }
        if threadCount > 1, let slices, slices.count > 1 {
            let job = SlicedView(
                streams: streams,
                slices: slices,
                windowBytes: windowBytes,
                makeConsumer: { makeConsumer(nil) },
                marks: marks,
                past: past,
                output: output,
                warn: warn
            )
            let (damages, past) = job.run(threadCount)
            return Result(damages: damages, position: Self.position(past))
        }
        var consumer = makeConsumer(output)
        consumer.begin(slices == nil ? nil : StreamMark.marks(marks, of: limits))
        if let past { consumer.resume(after: past) }
        let readsAll = limits.isAll || readsAllPackets
        var merger = EventMerger(
            streams.map { stream in
                let packets = readsAll ? stream.packets.indices : limits.packets(of: stream)
                return DataStreamCursor(stream, packets: packets, windowBytes: windowBytes)
            },
            slice: limits
        )
        merger.run(&consumer)
        consumer.finish()
        _ = consumer.write(after: nil, to: output)
        for warning in consumer.warnings { warn(warning) }
        for stream in merger.backwardStreams.sorted() {
            warn(BackwardClock.warning(streams[stream].paths.first))
        }
        return Result(damages: merger.damages, position: Self.position(consumer.past))
    }

    private static func position<Past>(_ past: Past?) -> Position? {
        (past as? PrettyPrinter.Time).map { Position(time: $0) }
    }
}

extension TextView {
    /// The view of a range of time, in whatever order packets come.
    ///
    /// - Parameter range: the range.
    /// - Returns: the view.
    /// - Throws: that there cannot be such a range.
    public func trimmed(to range: MessageTrimmer.Range) throws(GraphError) -> TextView {
        let (lower, upper) = try limits(of: range)
        return between(lower, upper)
    }

    /// The first nanosecond of a range from the clock's origin, and the one after its last.
    ///
    /// - Throws: that there cannot be such a range.
    public func limits(
        of range: MessageTrimmer.Range
    ) throws(GraphError) -> (lower: Int64, upper: Int64) {
        let (begin, end) = try range.limits(after: beginning, actor: "plume view")
        return (begin ?? .min, end.map { $0 == .max ? .max : $0 + 1 } ?? .max)
    }

    /// The view of the time from a nanosecond of the clock's origin to the one before another.
    public func between(_ lower: Int64, _ upper: Int64) -> TextView {
        var view = self
        view.limits =
            limits.intersection(TimeSlice(lower: lower, upper: max(lower, upper)))
            ?? TimeSlice(lower: lower, upper: lower)
        view.readsAllPackets = !tellsTimes
        return view
    }

    /// Whether all packets tell when they begin and end.
    public var tellsTimes: Bool { TimeSlice.slices(of: streams, bytes: .max) != nil }

    /// The end of the last packet, in nanoseconds from the clock's origin; nil without one.
    public var newestNanoseconds: Int64? {
        streams.compactMap { stream in
            stream.packets.last?.info.endClock.flatMap {
                stream.streamClass.clock?.nanosecondsFromOrigin(cycles: $0)
            }
        }.max()
    }

    private var beginning: Int64? {
        streams.compactMap { stream in
            stream.packets.first?.info.beginClock.flatMap {
                stream.streamClass.clock?.nanosecondsFromOrigin(cycles: $0)
            }
        }.min()
    }

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
        if case .json = form, !StreamMark.all(of: streams, lossesOnly: true).isEmpty { return nil }
        guard let beginning else { return nil }
        let (begin, end) = try limits(beginning)
        var view = self
        view.limits = TimeSlice(
            lower: begin ?? .min,
            upper: end.map { $0 == .max ? .max : $0 + 1 } ?? .max
        )
        return view
    }
}
