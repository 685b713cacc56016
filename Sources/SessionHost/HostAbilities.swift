// SPDX-License-Identifier: Apache-2.0

internal import RecordingPlan
internal import RingBuffer
package import SystemCalls

/// What this machine lets a host and the programs do.
package enum HostAbilities {
    /// Whether programs of the C library that is installed write by restartable sequences.
    package static var hasRestartableSequences: Bool { RingProducer.isSupported }

    /// Whether the kernel keeps concurrency ids.
    package static var hasConcurrencyIDs: Bool { RestartableSequences.hasConcurrencyID }

    /// The largest number of buffers that a channel can have.
    package static var maximumBufferCount: Int { RingGeometry.maximumCPUCount }

    /// Makes the buffers that a channel has where nobody asks for others, and gives them back.
    ///
    /// - Returns: bytes that they take at most; nil where the machine has more CPUs than a channel
    ///   can have buffers.
    /// - Throws: why they cannot be made.
    package static func tryBuffers() throws(SystemError) -> Int? {
        let sizeBytes = ChannelPlan(name: "", rules: []).bufferBytes
        let count = Host.possibleCPUCount()
        guard let geometry = RingGeometry(cpuCount: count, sizeBytes: sizeBytes) else { return nil }
        _ = try RingBufferOwner(geometry: geometry, clock: .monotonic)
        return geometry.fileBytes
    }
}
