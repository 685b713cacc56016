// SPDX-License-Identifier: Apache-2.0

internal import CPlume
public import SystemCalls

/// The controller's end of a channel: it makes the memory, starts and stops the session, and reads.
public final class RingBufferOwner: Sendable {
    /// The memory, to be passed to programs.
    public let file: FileDescriptor
    /// What the times count.
    public let clock: RingClock
    let mapping: RingMapping

    /// The sizes.
    public var geometry: RingGeometry { mapping.geometry }

    /// Makes the memory of a channel; the session is not active yet.
    ///
    /// - Parameters:
    ///   - geometry: the sizes.
    ///   - clock: what the times count.
    ///   - isPreallocated: whether all of it takes memory at once, so that no program ever waits
    ///     for a page; otherwise pages take memory when they are first written.
    /// - Throws: why there is none.
    public convenience init(
        geometry: RingGeometry,
        clock: RingClock,
        isPreallocated: Bool = false
    ) throws(SystemError) {
        let file = try SharedMemory.create(
            name: "plume-ring",
            sizeBytes: geometry.fileBytes,
            preallocatedBytes: isPreallocated ? geometry.definitionsFileOffset : 0
        )
        try self.init(file: file, geometry: geometry, clock: clock)
    }

    /// Makes a channel of memory that nobody else uses yet, all zeros; the session is not active
    /// yet.
    ///
    /// - Parameters:
    ///   - file: the memory, sealed or a file with all its space.
    ///   - geometry: the sizes.
    ///   - clock: what the times count.
    /// - Throws: why it cannot be mapped.
    public init(
        file: consuming FileDescriptor,
        geometry: RingGeometry,
        clock: RingClock
    ) throws(SystemError) {
        mapping = try RingMapping(file, geometry: geometry)
        self.file = file
        self.clock = clock
        let page = unsafe mapping.range.base
        // SAFETY: the session page is mapped and writable, and nobody else has the file yet.
        unsafe page.storeBytes(
            of: SessionPage.magic,
            toByteOffset: SessionPage.magicOffset,
            as: UInt64.self
        )
        unsafe page.storeBytes(
            of: RingGeometry.layoutVersion,
            toByteOffset: SessionPage.layoutVersionOffset,
            as: UInt32.self
        )
        unsafe page.storeBytes(
            of: UInt32(geometry.cpuCount),
            toByteOffset: SessionPage.cpuCountOffset,
            as: UInt32.self
        )
        unsafe page.storeBytes(
            of: UInt64(geometry.sizeBytes),
            toByteOffset: SessionPage.sizeOffset,
            as: UInt64.self
        )
        unsafe page.storeBytes(
            of: clock.rawValue,
            toByteOffset: SessionPage.clockOffset,
            as: UInt32.self
        )
        unsafe page.storeBytes(
            of: geometry.lossMode.rawValue,
            toByteOffset: SessionPage.lossModeOffset,
            as: UInt32.self
        )
        unsafe page.storeBytes(
            of: geometry.allocation.rawValue,
            toByteOffset: SessionPage.allocationOffset,
            as: UInt32.self
        )
        unsafe page.storeBytes(
            of: UInt64(geometry.definitionsFileOffset),
            toByteOffset: SessionPage.definitionsOffsetOffset,
            as: UInt64.self
        )
        unsafe page.storeBytes(
            of: UInt64(RingGeometry.definitionsBytes),
            toByteOffset: SessionPage.definitionsBytesOffset,
            as: UInt64.self
        )
    }

    /// The writing end of the definitions; make one and no second.
    public func definitions() -> RingDefinitionsWriter { RingDefinitionsWriter(self) }

    /// Lets whoever finds the memory read that many bytes of definitions.
    func commitDefinitions(_ byteCount: Int) {
        // SAFETY: the session page is mapped for the life of the mapping.
        unsafe plume_store_release(
            mapping.range.base + SessionPage.definitionsLengthOffset,
            UInt64(byteCount)
        )
    }

    /// Starts or stops the session with one store.
    public func setActive(_ active: Bool) {
        // SAFETY: the session page is mapped for the life of the mapping.
        unsafe plume_store_flag(mapping.range.base + SessionPage.activeOffset, active ? 1 : 0)
    }

    /// The reading end of one ring; make one for each and no second.
    ///
    /// - Parameters:
    ///   - cpu: the ring's number: that of its CPU, or the one after those for the shared ring.
    ///   - reclaimsConsumed: whether memory goes back to the system as it was read.
    ///   - liveness: tells producers that are gone from those that are slow.
    /// - Returns: the reading end.
    public func consumer(
        cpu: Int,
        reclaimsConsumed: Bool = false,
        liveness: ProducerLiveness = .processes
    ) -> RingConsumer {
        precondition((0..<geometry.ringCount).contains(cpu))
        return RingConsumer(
            mapping,
            cpu: cpu,
            reclaimer: reclaimsConsumed ? self : nil,
            liveness: liveness
        )
    }

    /// What ends the records of killed producers where records overwrite; make one and no second.
    ///
    /// - Parameter liveness: tells producers that are gone from those that are slow.
    /// - Returns: it.
    public func sweeper(liveness: ProducerLiveness = .processes) -> SharedRingSweeper {
        SharedRingSweeper(SharedRingMemory(mapping), liveness)
    }

    /// Bytes of memory that the rings hold.
    public var heldBytes: Int { (try? file.allocatedBytes()).map { Int(clamping: $0) } ?? 0 }

    /// Gives the memory of a part of a data area back; programs must not be writing there.
    func reclaim(cpu: Int, from start: UInt64, to end: UInt64) {
        var start = start
        let size = UInt64(geometry.sizeBytes(of: cpu))
        while start < end {
            let place = start % size
            let count = min(end - start, size - place)
            // A failure leaves the memory where it is, which is not an error.
            try? SharedMemory.punch(
                file,
                offset: geometry.fileOffset(cpu: cpu) + geometry.controlBytes(of: cpu) + Int(place),
                count: Int(count)
            )
            start += count
        }
    }

    /// Copies what one ring holds, while programs go on writing; see ``RingCapture``.
    ///
    /// - Parameters:
    ///   - cpu: the ring's number: that of its CPU, or the one after those for the shared ring.
    ///   - isFreezing: whether the ring refuses records meanwhile, which are counted as lost, so
    ///     that the copy misses nothing.
    /// - Returns: the copy.
    /// - Throws: that the control page cannot be right.
    public func capture(
        cpu: Int,
        isFreezing: Bool = false
    ) throws(RingConsumer.CorruptControlPage) -> RingCapture {
        precondition((0..<geometry.ringCount).contains(cpu))
        if geometry.isShared(cpu) {
            return try RingCapture(SharedRingMemory(mapping), isFreezing: isFreezing)
        }
        return try RingCapture(mapping, cpu: cpu, isFreezing: isFreezing)
    }

    /// Makes the rings unreadable for strangers, because everything in them is in the trace: a
    /// program that keeps its mapping would else look as if its controller had been killed.
    public func forgetDefinitions() {
        commitDefinitions(0)
    }

    /// Gives the memory of all data areas and definitions back to the system.
    ///
    /// For the end of a session: programs may keep their mapping, and it costs them nothing then.
    ///
    /// Only for anonymous memory: where a full file system backs it, a program that still writes
    /// would get a signal.
    public func releaseMemory() {
        forgetDefinitions()
        for ring in 0..<geometry.ringCount {
            // A failure leaves the memory to be freed with the last mapping, which is not an error.
            try? SharedMemory.punch(
                file,
                offset: geometry.fileOffset(cpu: ring) + geometry.controlBytes(of: ring),
                count: geometry.sizeBytes(of: ring)
            )
        }
        try? SharedMemory.punch(
            file,
            offset: geometry.definitionsFileOffset,
            count: RingGeometry.definitionsBytes
        )
    }
}
