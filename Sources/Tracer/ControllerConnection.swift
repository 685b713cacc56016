// SPDX-License-Identifier: Apache-2.0

internal import EventFilter
internal import MessageCoding
internal import ProgramProtocol
internal import RingBuffer
internal import SideDescription
internal import SystemCalls

/// The runtime's end of a connection to one controller.
///
/// Only the agent's thread touches it.
final class ControllerConnection {
    let socket: MessageSocket
    /// The channels that the controller offered and this process mapped.
    var channels: SortedMap<UInt32, Channel> = [:]
    /// The filters that orders refer to.
    var filters: SortedMap<UInt32, FilterProgram> = [:]
    /// What is recorded, by channel and event.
    var orders: SortedMap<UInt32, SortedMap<UInt32, RecordingOrder>> = [:]
    /// How many of the runtime's events the controller has been told of.
    var announcedCount = 0
    /// How much of what cannot be recorded the controller has been told of.
    var toldUnrecordableCount = 0
    /// The number of the last `done` that came.
    var answered: UInt32 = 0
    /// Whether it is that of a controller which was there before the program's first event.
    let isExpected: Bool
    /// The first of the events that the controller is told of when they were emitted before its
    /// orders.
    let firstCounted: Int
    /// What it was told of them; nil while it was told nothing.
    var report: UntracedReport?
    /// How many events that was about.
    var reportedCount = 0
    /// What of a message has come.
    var assembler = MessageAssembler()
    /// Where children of this process find the controller, if it connected by itself.
    var address: String?
    /// How many events had been announced with each `ready` that is not answered yet.
    private var announced: [(sequence: UInt32, count: Int)] = []
    private var answeredCount = 0
    /// Requests for the program's state that are not answered: the controller's number and ours.
    var stateRequests: [(sequence: UInt32, number: UInt32)] = []
    /// What the controller's queue had no room for yet.
    private var outgoing: [[UInt8]] = []
    /// Set when the connection is of no more use; the agent then forgets it.
    var isClosed = false

    /// A channel of the controller.
    struct Channel {
        let producer: RingProducer
        /// What each record tells beside its fields.
        let contexts: ContextProgram
        /// Whether the memory is for this process alone.
        let isPrivate: Bool
    }

    init(_ socket: consuming MessageSocket, isExpected: Bool, firstCounted: Int) {
        self.socket = socket
        self.isExpected = isExpected
        self.firstCounted = firstCounted
    }

    /// Notes how many events were announced before a `ready`.
    func noteReady(_ sequence: UInt32) { announced.append((sequence, announcedCount)) }

    /// Notes a `done`, and returns the number of events to which it is the answer.
    func noteAnswer(_ sequence: UInt32) -> Int {
        while let first = announced.first, first.sequence <= sequence {
            answeredCount = first.count
            announced.removeFirst()
        }
        return answeredCount
    }

    /// Whether a message waits for room in the controller's queue.
    var isWaitingToSend: Bool { !outgoing.isEmpty }

    /// Sends a message now, or later if the queue is full.
    func send(_ message: ProgramMessage) {
        guard !isClosed else { return }
        // Where something waits for room already, this would find none.
        let mustFlush = outgoing.isEmpty
        outgoing += MessageParts.split(message.encoded())
        if mustFlush { flush() }
    }

    /// Answers the requests for the program's state that it has told.
    func answerStateRequests(upTo number: UInt32) {
        while let first = stateRequests.first, first.number <= number {
            stateRequests.removeFirst()
            send(.stateTold(sequence: first.sequence))
        }
    }

    /// Sends what there is room for.
    func flush() {
        var sentCount = 0
        while sentCount < outgoing.count, !isClosed {
            do throws(SystemError) {
                try socket.send(outgoing[sentCount])
                sentCount += 1
            } catch {
                if error.errno == .wouldBlock { break }
                // A program whose events are only half announced could not be read: it stays
                // untraced, and the controller sees the connection end.
                isClosed = true
            }
        }
        outgoing.removeFirst(sentCount)
    }
}
