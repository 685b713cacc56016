// SPDX-License-Identifier: Apache-2.0

internal import CTFWriter
internal import RingBuffer

extension RingGeometry {
    /// What the packets of a ring's data stream tell as the CPU; nil where they tell none.
    func streamCPU(of ring: Int) -> UInt32? {
        guard allocation == .perCPU else { return nil }
        return ring < cpuCount ? UInt32(ring) : DataStreamIdentity.severalCPUs
    }
}
