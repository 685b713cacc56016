// SPDX-License-Identifier: Apache-2.0

internal import CPlume
internal import SystemCalls

extension RingBufferOwner {
    /// A word of the shared ring's control area.
    func sharedControl(_ offset: Int) -> UInt64 { SharedRingMemory(mapping).control(offset) }

    /// Fills the shared ring, of which nobody else has the memory, as it was found elsewhere.
    ///
    /// - Parameter bytes: the control area and the data area, or their beginning.
    func fill(_ bytes: [UInt8]) {
        let offset = geometry.mappingOffset(cpu: geometry.cpuCount)
        let room = RingGeometry.sharedControlBytes + geometry.sharedSizeBytes
        unsafe bytes.span.withUnsafeBytes { source in
            guard let address = source.baseAddress else { return }
            // SAFETY: control and data area are mapped one after the other and have that room.
            unsafe (mapping.range.base + offset)
                .copyMemory(from: address, byteCount: min(source.count, room))
        }
    }

    /// The reading end of the shared ring of programs that are all gone.
    func consumer(start: UInt64) -> RingConsumer {
        RingConsumer(
            mapping,
            cpu: geometry.cpuCount,
            liveness: ProducerLiveness { _, _ in false },
            start: start
        )
    }
}
