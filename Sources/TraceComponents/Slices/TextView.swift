// SPDX-License-Identifier: Apache-2.0

public import CTFReader
public import SystemCalls
public import TraceModel

/// Traces as text, merged by time, in constant memory, and on all CPUs where times allow it.
public struct TextView: Sendable {
    /// What became of a view.
    public struct Result: Sendable {
        /// What was wrong with data streams that could be read in part only.
        public let damages: [CTFError]
    }

    private static let sliceBytes: UInt64 = 2 << 20
    private let options: PrettyOptions
    private let plans: [PrettyPlan]
    private let names: [PrettyStreamName]
    private let streams: [DataStream]
    private let windowBytes: Int
    private let threadCount: Int
    /// The time outside of which nothing is printed.
    private var limits = TimeSlice.all

    /// Makes a view of traces.
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
        self.options = options
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
        self.plans = plans
        self.names = names
        windowBytes = traces.map(\.windowBytes).min() ?? PacketReader.defaultWindowBytes
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
        let bytes = max(Self.sliceBytes, 1)
        let slices = TimeSlice.slices(of: streams, bytes: bytes)?.compactMap {
            $0.intersection(limits)
        }
        if threadCount > 1, let slices, slices.count > 1 {
            let job = SlicedView(
                streams: streams,
                slices: slices,
                windowBytes: windowBytes,
                makeConsumer: { PrettyConsumer(plans, names, options) },
                options: options,
                output: output,
                warn: warn
            )
            return Result(damages: job.run(threadCount))
        }
        return Result(damages: runInOrder(output: output, warn: warn))
    }

    private func runInOrder(
        output: @escaping (borrowing TextBuffer, Range<Int>) -> Bool,
        warn: (String) -> Void
    ) -> [CTFError] {
        var consumer = PrettyConsumer(plans, names, options, flush: output)
        var merger = EventMerger(
            streams.map { stream in
                let packets =
                    limits.isAll ? stream.packets.indices : limits.packets(of: stream)
                return DataStreamCursor(stream, packets: packets, windowBytes: windowBytes)
            },
            slice: limits
        )
        merger.run(&consumer)
        if !consumer.isDone { _ = output(consumer.text, 0..<consumer.text.count) }
        for warning in consumer.warnings { warn(warning) }
        return merger.damages
    }
}

extension TextView {
    /// The view of a range of time, of which only the packets that may lie in it are read.
    ///
    /// - Parameter limits: finds the first and the last nanosecond from the clock's origin, given
    ///   when the traces begin.
    /// - Returns: nil when the packets do not tell their times well enough, or there are none.
    /// - Throws: what the closure throws.
    func trimmed<Failure: Error>(
        to limits: (_ beginning: Int64) throws(Failure) -> (begin: Int64?, end: Int64?)
    ) throws(Failure) -> TextView? {
        guard TimeSlice.slices(of: streams, bytes: .max) != nil else { return nil }
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
