// SPDX-License-Identifier: Apache-2.0

internal import ControlProtocol
internal import EventFilter
internal import RingBuffer
internal import SystemCalls

/// The runtime's end of a connection to one controller.
///
/// The runtime's lock guards it.
final class ControllerConnection {
    let socket: MessageSocket
    /// The channels that the controller offered and this process mapped.
    var channels: [UInt32: Channel] = [:]
    /// The filters that orders refer to.
    var filters: [UInt32: FilterProgram] = [:]
    /// What is recorded, by channel and event.
    var orders: [UInt32: [UInt32: RecordingOrder]] = [:]
    /// How many of the runtime's events the controller has been told of.
    var announcedCount = 0
    /// The number of the last `ready` that was sent.
    var sequence: UInt32 = 0
    /// The number of the last `done` that came.
    let done = ProgressCounter()
    /// A controller that once let a program wait to the limit is not waited for again until it
    /// answers, so that a stopped controller costs the program one wait and not one for each event.
    var isSlow = false
    /// Set when the connection is of no more use; the agent then forgets it.
    var isClosed = false

    /// A channel of the controller.
    struct Channel {
        let producer: RingProducer
        /// What each record tells beside its fields.
        let contexts: ContextProgram
    }

    init(_ socket: consuming MessageSocket) {
        self.socket = socket
    }

    /// Sends a message, waiting for room in the queue no longer than the limit.
    func send(_ message: ProgramMessage, until deadline: UInt64) {
        guard !isClosed else { return }
        let bytes = message.encoded()
        while true {
            do throws(SystemError) {
                try socket.send(bytes)
                return
            } catch {
                let now = Clock.monotonicNanoseconds()
                guard error.errno == .wouldBlock, now < deadline else {
                    // A program whose events are only half announced could not be read: it stays
                    // untraced, and the controller sees the connection end.
                    isClosed = true
                    return
                }
                let milliseconds = Int32((deadline - now) / 1_000_000) + 1
                _ = Poll.writable(socket.descriptor.rawValue, limitMilliseconds: milliseconds)
            }
        }
    }
}
