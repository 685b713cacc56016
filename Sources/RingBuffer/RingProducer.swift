// SPDX-License-Identifier: Apache-2.0

public import CPlume
public import SystemCalls

/// The writing end of a channel in a traced program.
///
/// It lives as long as the process: a thread may be inside a section at any time, so neither the
/// mapping nor the descriptor is ever freed. The controller gives the memory back when the session
/// ends, after which both cost address space only.
@safe
public final class RingProducer: @unchecked Sendable {
    // @unchecked because the descriptor is filled once, here, and only read afterwards.

    /// What the critical sections take.
    @unsafe public let ring: UnsafeMutablePointer<plume_ring>

    /// Maps a channel that a controller passed, after checking the file against the geometry.
    ///
    /// - Parameters:
    ///   - file: the memory.
    ///   - geometry: the sizes.
    ///   - clock: what the times count.
    ///   - blockingNanoseconds: how long a record may wait for room; 0 never to wait.
    /// - Throws: why it cannot be mapped.
    public init(
        _ file: borrowing FileDescriptor,
        geometry: RingGeometry,
        clock: RingClock,
        blockingNanoseconds: UInt64 = 0
    ) throws(SystemError) {
        let mapping = try RingMapping(file, geometry: geometry)
        // Never released, on purpose.
        _ = unsafe Unmanaged.passRetained(mapping)
        unsafe ring = .allocate(capacity: 1)
        // One more than CPUs are told apart: that of the shared ring.
        let givenUpCount = Int(PLUME_RING_GIVEN_UP_COUNT) + 1
        // SAFETY: the words are initialized at once and, like the descriptor, never freed.
        let givenUp = UnsafeMutablePointer<UInt64>.allocate(capacity: givenUpCount)
        unsafe givenUp.initialize(repeating: 0, count: givenUpCount)
        let base = unsafe mapping.range.base
        let sharedOffset = geometry.mappingOffset(cpu: geometry.cpuCount)
        // SAFETY: the addresses lie in the mapping, which this object keeps.
        unsafe ring.initialize(
            to: plume_ring(
                base: (base + geometry.mappingOffset(cpu: 0)).assumingMemoryBound(to: UInt8.self),
                stride: UInt64(geometry.strideBytes),
                size: UInt64(geometry.sizeBytes),
                mask: UInt64(geometry.sizeBytes - 1),
                cpu_count: UInt64(geometry.cpuCount),
                rseq_offset: plume_rseq_offset(),
                active: UnsafePointer(
                    (base + SessionPage.activeOffset).assumingMemoryBound(to: UInt32.self)
                ),
                clock: clock.rawValue,
                overwrites: geometry.lossMode == .overwrite ? 1 : 0,
                sub_buffer_mask: UInt64(geometry.subBufferBytes - 1),
                sub_buffer_shift: UInt64(geometry.subBufferBytes.trailingZeroBitCount),
                table_mask: UInt64(geometry.subBufferCount - 1),
                blocking_limit: blockingNanoseconds,
                given_up: givenUp,
                count: nil,
                index_offset: 0,
                is_direct: 0,
                shared: (base + sharedOffset).assumingMemoryBound(to: UInt8.self),
                shared_size: UInt64(geometry.sharedSizeBytes),
                shared_mask: UInt64(geometry.sharedSizeBytes - 1),
                shared_sub_buffer_mask: UInt64(geometry.sharedSubBufferBytes - 1),
                process: nil,
                abandoned: 0
            )
        )
        unsafe plume_ring_choose_sections(ring, geometry.allocation == .perConcurrencyID ? 1 : 0)
    }

    /// Whether whoever could make room is gone, so that records are not to wait for it.
    ///
    /// One atomic access; may be set while other threads wait, which then go on.
    public var isAbandoned: Bool {
        get { unsafe plume_load_acquire(&ring.pointee.abandoned) != 0 }
        set { unsafe plume_store_release(&ring.pointee.abandoned, newValue ? 1 : 0) }
    }

    /// Whether threads of this process can run restartable sequences.
    ///
    /// They can if the C library registered them; else records go into the shared ring.
    public static var isSupported: Bool { plume_rseq_is_registered() != 0 }

    /// Publishes one record, or counts it as lost.
    ///
    /// For tests; events go through generated code.
    ///
    /// - Parameters:
    ///   - id: the event id.
    ///   - payload: bytes, a multiple of 8 of them.
    /// - Returns: whether the record was published.
    public func put(id: UInt16, payload: [UInt8]) -> Bool {
        precondition(payload.count % 8 == 0)
        return unsafe payload.span.withUnsafeBytes { bytes in
            // SAFETY: the bytes live for the time of the call and their count is a multiple of 8.
            unsafe plume_ring_put(ring, UInt64(id), bytes.baseAddress, UInt64(bytes.count)) == 0
        }
    }
}
