// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import CTFReader
internal import SystemCalls
internal import TraceModel
internal import TraceText

/// Prints the slices of traces on several threads and writes them in order.
///
/// Each thread takes the next slice, prints it into its buffer, waits until the slices before it
/// were written, and writes its own.
struct SlicedView<Consumer: SliceConsumer & ~Copyable>: Sendable {
    /// What all threads read and change, one at a time: which slice is next to be printed and to be
    /// written, and what was found so far.
    private struct State {
        var nextSlice = 0
        var nextToWrite = 0
        var past: Consumer.Past?
        var isStopped = false
        var damages: [CTFError] = []
        var backwardStreams: Set<Int> = []
    }

    private let streams: [DataStream]
    private let slices: [TimeSlice]
    private let windowBytes: Int
    private let makeConsumer: @Sendable () -> Consumer
    private let marks: [StreamMark]
    private let output: @Sendable (borrowing TextBuffer, Range<Int>) -> Bool
    private let warn: @Sendable (String) -> Void
    private let monitor: Monitor<State>

    init(
        streams: [DataStream],
        slices: [TimeSlice],
        windowBytes: Int,
        makeConsumer: @escaping @Sendable () -> Consumer,
        marks: [StreamMark],
        past: Consumer.Past?,
        output: @escaping @Sendable (borrowing TextBuffer, Range<Int>) -> Bool,
        warn: @escaping @Sendable (String) -> Void
    ) {
        self.streams = streams
        self.slices = slices
        self.windowBytes = windowBytes
        self.makeConsumer = makeConsumer
        self.marks = marks
        monitor = Monitor(State(past: past))
        self.output = output
        self.warn = warn
    }

    /// Prints all slices.
    ///
    /// - Returns: what was wrong with data streams that could be read in part only, and what a
    ///   later slice must know.
    func run(_ threadCount: Int) -> (damages: [CTFError], past: Consumer.Past?) {
        Threads.run(min(threadCount, slices.count)) { _ in work() }
        let state = monitor.change { $0 }
        for stream in state.backwardStreams.sorted() {
            warn(BackwardClock.warning(streams[stream].paths.first))
        }
        return (state.damages, state.past)
    }

    private func work() {
        var consumer = makeConsumer()
        while true {
            let number = monitor.change { state in
                defer { state.nextSlice += 1 }
                return state.nextSlice
            }
            guard number < slices.count else { return }
            var damages = read(slices[number], &consumer)
            let turn = monitor.wait { state -> State? in
                state.isStopped || state.nextToWrite == number ? state : nil
            }
            if turn.isStopped { return }
            var isStopped = false
            if !damages.isEmpty {
                // A damaged data stream ends for good, so the rest is one slice.
                let rest = TimeSlice(
                    lower: slices[number].lower,
                    upper: slices[slices.count - 1].upper
                )
                damages = read(rest, &consumer)
                isStopped = true
            }
            let goesOn = consumer.write(after: turn.past, to: output)
            for warning in consumer.warnings { warn(warning) }
            let past = consumer.past ?? turn.past
            monitor.change { state in
                state.nextToWrite = number + 1
                state.past = past
                state.damages += damages
                state.isStopped = isStopped || !goesOn
            }
        }
    }

    private func read(_ slice: TimeSlice, _ consumer: inout Consumer) -> [CTFError] {
        consumer.begin(StreamMark.marks(marks, of: slice))
        var merger = EventMerger(
            streams.map { stream in
                DataStreamCursor(
                    stream,
                    packets: slice.packets(of: stream),
                    windowBytes: windowBytes
                )
            },
            slice: slice
        )
        merger.run(&consumer)
        consumer.finish()
        let backward = merger.backwardStreams
        if !backward.isEmpty { monitor.change { $0.backwardStreams.formUnion(backward) } }
        return merger.damages
    }
}
