// SPDX-License-Identifier: Apache-2.0

internal import Consumer
internal import RecordingPlan
internal import RingBuffer
internal import ToolProtocol

/// The memory of the buffers, which can be given back.
extension RecordedChannel {
    /// Bytes of memory that the buffers hold.
    var heldBytes: Int { max(endedHeldBytes, currentBytes) }

    /// Bytes of memory that the buffers of owners that are there hold now.
    var currentBytes: Int { buffers.values.reduce(0) { $0 + $1.rings.heldBytes } }

    /// The memory that the buffers of each owner hold.
    func ownerMemory() -> [RecordingStatus.Channel.Owner] {
        buffers.map { owner, owned in
            let name =
                switch owner {
                case .user(let user): "user \(user)"
                case .connection: "process \(owned.label.dropFirst(2))"
                }
            return RecordingStatus.Channel.Owner(
                name: name,
                heldBytes: UInt64(owned.rings.heldBytes)
            )
        }
        .sorted { $0.name < $1.name }
    }

    /// Whether memory can be given back while programs write.
    var canReclaim: Bool { consumer != nil && !plan.isPreallocated && files == nil }

    /// Gives memory back that was not used for a while.
    ///
    /// - Parameter age: how long, in nanoseconds.
    func reclaim(idleFor age: UInt64) {
        if canReclaim { consumer?.reclaim(idleFor: age) }
    }

    /// Gives the memory of all buffers back, whose records are all in the trace.
    func releaseMemory() {
        for owned in buffers.values { release(owned) }
    }

    /// A program that still writes into a file would get a signal if its space were given back.
    func release(_ owned: Buffers) {
        guard let files else { return owned.rings.releaseMemory() }
        owned.rings.forgetDefinitions()
        files.removeBuffers(channel: plan.name + owned.label)
    }
}
