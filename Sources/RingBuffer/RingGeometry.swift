// SPDX-License-Identifier: Apache-2.0

internal import CPlume

/// The sizes of a channel's memory and where its parts lie in the file and in a mapping.
///
/// docs/abi/ring-buffer.md is the table of these numbers.
public struct RingGeometry: Hashable, Sendable {
    /// The version of the layout; a controller and a program must agree on it.
    public static let layoutVersion: UInt32 = 5
    /// Bytes of the session page at the beginning of the file.
    public static let sessionPageBytes = 4_096
    /// Bytes of the control page before each data area.
    public static let controlPageBytes = Int(PLUME_RING_CONTROL_SIZE)
    /// The smallest data area: a record of the largest size must fit.
    public static let minimumSizeBytes = 128 * 1_024
    /// The largest data area of one CPU.
    public static let maximumSizeBytes = 1 << 30
    /// The largest number of CPUs.
    public static let maximumCPUCount = 8_192
    /// The largest payload of one record in bytes, identity included.
    public static let maximumPayloadBytes = 65_536
    /// Bytes of the definitions area at the end, which takes memory only as it is used.
    public static let definitionsBytes = 16 << 20
    /// The most sub-buffers, for each of which the control page has an entry.
    static let maximumSubBufferCount = Int(PLUME_RING_MAXIMUM_SUB_BUFFERS)

    /// Bytes of the control area before the data area of the shared ring.
    public static let sharedControlBytes = Int(PLUME_SHARED_CONTROL_SIZE)
    /// The most bytes of the shared ring where it is not the only one: few records go there.
    static let maximumFallbackBytes = 1 << 20

    /// Whose rings they are.
    public let allocation: RingAllocation
    /// How many rings there are besides the shared one: the number of possible CPUs, or of
    /// concurrency ids; 0 where the shared ring is the only one.
    public let cpuCount: Int
    /// Bytes of each ring's data area, a power of two.
    public let sizeBytes: Int
    /// What happens to a record for which there is no room.
    public let lossMode: EventLossMode

    /// Checks the numbers; nil when they are out of range or the size is no power of two.
    ///
    /// - Parameters:
    ///   - allocation: whose rings they are.
    ///   - cpuCount: how many rings besides the shared one; passed over for a ring per channel.
    ///   - sizeBytes: bytes of each ring's data area.
    ///   - lossMode: what happens to a record for which there is no room.
    public init?(
        allocation: RingAllocation = .perCPU,
        cpuCount: Int,
        sizeBytes: Int,
        lossMode: EventLossMode = .discard
    ) {
        let count = allocation == .perChannel ? 0 : cpuCount
        guard allocation == .perChannel || count > 0, count <= Self.maximumCPUCount,
            (Self.minimumSizeBytes...Self.maximumSizeBytes).contains(sizeBytes),
            sizeBytes & (sizeBytes - 1) == 0
        else { return nil }
        self.allocation = allocation
        self.cpuCount = count
        self.sizeBytes = sizeBytes
        self.lossMode = lossMode
    }

    /// How many rings there are, the shared one included, which is the last.
    public var ringCount: Int { cpuCount + 1 }

    /// Bytes of the shared ring's data area.
    public var sharedSizeBytes: Int {
        allocation == .perChannel ? sizeBytes : min(sizeBytes, Self.maximumFallbackBytes)
    }

    /// The CPU whose records a ring holds; the largest number for the shared ring beside rings of
    /// CPUs, and a ring's own number where there are no rings of CPUs.
    public func streamCPU(of ring: Int) -> UInt32 {
        allocation == .perCPU && isShared(ring) ? .max : UInt32(ring)
    }

    /// Whether a ring is the shared one.
    public func isShared(_ ring: Int) -> Bool { ring == cpuCount }

    /// Bytes of a ring's data area.
    public func sizeBytes(of ring: Int) -> Int { isShared(ring) ? sharedSizeBytes : sizeBytes }

    /// Bytes before a ring's data area.
    public func controlBytes(of ring: Int) -> Int {
        isShared(ring) ? Self.sharedControlBytes : Self.controlPageBytes
    }

    /// Bytes of a sub-buffer: what a ring that overwrites gives up at once, and the most that one
    /// of its records may have; a ring that discards has one sub-buffer.
    public var subBufferBytes: Int { subBufferBytes(ofRingWith: sizeBytes) }

    /// The same of the shared ring.
    public var sharedSubBufferBytes: Int { subBufferBytes(ofRingWith: sharedSizeBytes) }

    func subBufferBytes(ofRingWith sizeBytes: Int) -> Int {
        guard lossMode == .overwrite else { return sizeBytes }
        return max(sizeBytes / Self.maximumSubBufferCount, min(sizeBytes / 8, 128 * 1_024))
    }

    /// How many sub-buffers a data area has.
    var subBufferCount: Int { sizeBytes / subBufferBytes }

    /// The largest record of a per-CPU ring in bytes, its header included.
    public var maximumRecordBytes: Int {
        min(subBufferBytes, Self.maximumPayloadBytes + Int(PLUME_RING_RECORD_HEADER))
    }

    /// The largest record of the shared ring in bytes, its commit word included.
    var maximumSharedRecordBytes: Int {
        min(sharedSubBufferBytes, Self.maximumPayloadBytes + Int(PLUME_SHARED_RECORD_HEADER))
    }

    /// Bytes of the whole file.
    public var fileBytes: Int { definitionsFileOffset + Self.definitionsBytes }

    /// Where the definitions lie in the file: at its end.
    public var definitionsFileOffset: Int {
        fileOffset(cpu: cpuCount) + Self.sharedControlBytes + sharedSizeBytes
    }

    /// Where the definitions lie in a mapping: at its end.
    public var definitionsMappingOffset: Int {
        mappingOffset(cpu: cpuCount) + Self.sharedControlBytes + 2 * sharedSizeBytes
    }

    /// Bytes of address space: each data area is mapped twice in a row, so that nothing wraps.
    public var mappingBytes: Int { definitionsMappingOffset + Self.definitionsBytes }

    /// Bytes from one control page to the next in a mapping.
    public var strideBytes: Int { Self.controlPageBytes + 2 * sizeBytes }

    /// Where a ring's control page lies in the file; the shared ring comes after those of the CPUs.
    public func fileOffset(cpu: Int) -> Int {
        Self.sessionPageBytes + cpu * (Self.controlPageBytes + sizeBytes)
    }

    /// Where a ring's control page lies in a mapping.
    public func mappingOffset(cpu: Int) -> Int { Self.sessionPageBytes + cpu * strideBytes }
}
