// SPDX-License-Identifier: Apache-2.0

#if Macros
import Bytes
import CPlume
import PlumeMacros
import RingBuffer
import SystemCalls
import Testing

/// A ring attached to an event for the time of a closure, as a session would.
enum Recording {
    /// What one record holds besides its header.
    struct Payload: Hashable {
        /// Process and thread that wrote it.
        let identity: UInt64
        /// The bytes of the fields, and the zeros after them up to a multiple of 8.
        let fields: [UInt8]
    }

    /// Records an event for the time of the body and returns the one record that it wrote.
    static func one(
        of state: UnsafeMutableRawPointer,
        _ body: () -> Void
    ) throws -> Payload {
        let bytes = try unsafe payloads(of: state, body)
        try #require(bytes.count >= 8)
        let identity = bytes[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return Payload(identity: identity, fields: Array(bytes[8...]))
    }

    /// The bytes of what was recorded without the first header; the bodies of the tests emit once.
    private static func payloads(
        of state: UnsafeMutableRawPointer,
        _ body: () -> Void
    ) throws -> [UInt8] {
        let geometry = try #require(
            RingGeometry(
                cpuCount: Host.possibleCPUCount(),
                sizeBytes: RingGeometry.minimumSizeBytes
            )
        )
        let owner = try RingBufferOwner(geometry: geometry, clock: .timeStampCounter)
        owner.setActive(true)
        let producer = try RingProducer(owner.file, geometry: geometry, clock: .timeStampCounter)
        // SAFETY: the target lives until it is detached below.
        var target = unsafe plume_target(ring: producer.ring, event_id: 7, next: nil, rules: nil)
        unsafe withUnsafeMutablePointer(to: &target) { target in
            unsafe plume_event_set_targets(state, target)
            body()
            unsafe plume_event_set_targets(state, nil)
        }
        var payloads: [[UInt8]] = []
        for cpu in 0..<geometry.cpuCount {
            var ring = owner.consumer(cpu: cpu)
            let available = try ring.snapshot().available
            if available == 0 { continue }
            payloads.append(
                ring.withBytes(count: available) { span in
                    (8..<available).map { span.load(at: $0, as: UInt8.self) ?? 0 }
                }
            )
        }
        try #require(payloads.count == 1)
        return payloads[0]
    }
}
#endif
