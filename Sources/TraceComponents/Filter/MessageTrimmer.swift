// SPDX-License-Identifier: Apache-2.0

public import TraceGraph
internal import TraceModel

/// Keeps what happened in a range of time: `filter.utils.trimmer`.
///
/// The messages stay a whole story: data streams and packets that are open at the begin begin
/// there, and those that are open at the end end there.
public final class MessageTrimmer: MessageIterator {
    /// The range of time.
    public struct Range: Hashable, Sendable {
        /// The first time that is kept; nil for no limit.
        public var begin: TimeArgument?
        /// The last time that is kept; nil for no limit.
        public var end: TimeArgument?
        /// Whether dates and times of day are those of UTC; else they are local.
        public var isUTC: Bool

        /// Makes a range.
        public init(begin: TimeArgument?, end: TimeArgument?, isUTC: Bool = false) {
            self.begin = begin
            self.end = end
            self.isUTC = isUTC
        }

        var needsDate: Bool { begin?.needsDate ?? false || end?.needsDate ?? false }

        /// The limits in nanoseconds from the clock's origin.
        ///
        /// - Throws: that one of them cannot be, or that the begin is after the end.
        package func limits(
            after first: Int64?,
            actor: String
        ) throws(GraphError) -> (begin: Int64?, end: Int64?) {
            let begin = try begin?.nanoseconds(after: first, isUTC: isUTC, actor: actor)
            let end = try end?.nanoseconds(after: first, isUTC: isUTC, actor: actor)
            if let begin, let end, begin > end {
                throw GraphError(
                    actor: actor,
                    "The begin of the range, \(begin) ns, is after its end, \(end) ns."
                )
            }
            return (begin, end)
        }

        /// Finds what is wrong before there is a message, as far as that is possible.
        func check(actor: String) throws(GraphError) {
            if !needsDate { _ = try limits(after: nil, actor: actor) }
        }
    }

    /// The trimmer of a command line which does not name it.
    public static let defaultActor = "trimmer: 'filter.utils.trimmer'"
    private let upstream: any MessageIterator
    private let range: Range
    private let actor: String
    private var hasLimits = false
    private var cut: BeginningCut?
    private var ending: EndingCut?
    /// Messages before the first one with a time, which tells the date.
    private var waiting: [Message] = []
    private var queue: [Message] = []
    private var queueStart = 0
    private var isEnded = false

    /// Trims the messages of an iterator.
    ///
    /// - Parameters:
    ///   - upstream: the messages, in the order of time.
    ///   - range: what is kept.
    ///   - actor: who trims, for messages.
    public init(_ upstream: any MessageIterator, _ range: Range, actor: String = defaultActor) {
        self.upstream = upstream
        self.range = range
        self.actor = actor
    }

    /// Trims the messages of an iterator to nanoseconds from the clock's origin.
    public convenience init(_ upstream: any MessageIterator, begin: Int64?, end: Int64?) {
        self.init(
            upstream,
            Range(
                begin: begin.map { .sinceOrigin(nanoseconds: $0) },
                end: end.map { .sinceOrigin(nanoseconds: $0) }
            )
        )
    }

    /// The next message; nil after the last one.
    public func next() throws(GraphError) -> Message? {
        if !hasLimits, !range.needsDate { try findLimits(nil) }
        while true {
            if queueStart < queue.count {
                queueStart += 1
                return queue[queueStart - 1]
            }
            queue.removeAll(keepingCapacity: true)
            queueStart = 0
            if isEnded { return nil }
            guard let message = try upstream.next() else {
                finish()
                isEnded = true
                continue
            }
            try check(message)
            guard hasLimits else {
                try wait(message)
                continue
            }
            // The usual message needs no further thought.
            if message.kind == .event, cut?.isReached ?? true, ending?.contains(message) ?? true {
                // A clock that went back is before the range again.
                if let cut, let time = message.nanoseconds, time < cut.nanoseconds { continue }
                return message
            }
            take(message)
        }
    }

    /// Whether the trimmer can go back to the first message.
    public var canSeekToBeginning: Bool { upstream.canSeekToBeginning }

    /// Goes back before the first message.
    public func seekToBeginning() throws(GraphError) {
        try upstream.seekToBeginning()
        hasLimits = false
        cut = nil
        ending = nil
        waiting = []
        queue = []
        queueStart = 0
        isEnded = false
    }

    private func check(_ message: Message) throws(GraphError) {
        guard message.nanoseconds == nil, message.kind != .streamBeginning,
            message.kind != .streamEnd
        else { return }
        throw GraphError(
            actor: actor,
            "A message of a data stream\(message.clock == nil ? " without a clock" : "") has no"
                + " time, so it cannot be said whether it lies in the range. Trim only traces whose"
                + " packets and events have times."
        )
    }

    private func findLimits(_ first: Int64?) throws(GraphError) {
        hasLimits = true
        let (begin, end) = try range.limits(after: first, actor: actor)
        cut = begin.map { BeginningCut(nanoseconds: $0) }
        ending = end.map { EndingCut(nanoseconds: $0) }
    }

    private func wait(_ message: Message) throws(GraphError) {
        guard let time = message.nanoseconds else {
            waiting.append(message)
            return
        }
        try findLimits(time)
        for message in waiting { take(message) }
        waiting = []
        take(message)
    }

    private func take(_ message: Message) {
        guard var cut else {
            end(message)
            return
        }
        self.cut = nil
        var kept: [Message] = []
        cut.take(message, into: &kept)
        self.cut = cut
        for message in kept { end(message) }
    }

    private func end(_ message: Message) {
        guard !isEnded else { return }
        guard ending != nil else {
            queue.append(message)
            return
        }
        isEnded = ending?.take(message, into: &queue) ?? false
    }

    private func finish() {
        queue += waiting
        waiting = []
        guard var cut else { return }
        var kept: [Message] = []
        cut.finish(into: &kept)
        self.cut = cut
        // What begins only now can still reach beyond the end.
        for message in kept { end(message) }
    }
}
