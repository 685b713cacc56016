// SPDX-License-Identifier: Apache-2.0

internal import ControlProtocol
internal import EventFilter
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

    init(_ socket: consuming MessageSocket) {
        self.socket = socket
    }

    /// Whether a message waits for room in the controller's queue.
    var isWaitingToSend: Bool { !outgoing.isEmpty }

    /// Sends a message now, or later if the queue is full.
    func send(_ message: ProgramMessage) {
        guard !isClosed else { return }
        outgoing.append(message.encoded())
        flush()
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
