// SPDX-License-Identifier: Apache-2.0

internal import CPlume

/// The sizes of a channel's memory and where its parts lie in the file and in a mapping.
///
/// docs/abi/ring-buffer.md is the table of these numbers.
public struct RingGeometry: Hashable, Sendable {
    /// The version of the layout; a controller and a program must agree on it.
    public static let layoutVersion: UInt32 = 3
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

    /// How many rings there are: the number of possible CPUs.
    public let cpuCount: Int
    /// Bytes of each CPU's data area, a power of two.
    public let sizeBytes: Int
    /// What happens to a record for which there is no room.
    public let lossMode: EventLossMode

    /// Checks the numbers; nil when they are out of range or the size is no power of two.
    public init?(cpuCount: Int, sizeBytes: Int, lossMode: EventLossMode = .discard) {
        guard (1...Self.maximumCPUCount).contains(cpuCount),
            (Self.minimumSizeBytes...Self.maximumSizeBytes).contains(sizeBytes),
            sizeBytes & (sizeBytes - 1) == 0
        else { return nil }
        self.cpuCount = cpuCount
        self.sizeBytes = sizeBytes
        self.lossMode = lossMode
    }

    /// Bytes of a sub-buffer: what a ring that overwrites gives up at once, and the most that one
    /// of its records may have; a ring that discards has one sub-buffer.
    public var subBufferBytes: Int {
        guard lossMode == .overwrite else { return sizeBytes }
        return max(sizeBytes / Self.maximumSubBufferCount, min(sizeBytes / 8, 128 * 1_024))
    }

    /// How many sub-buffers a data area has.
    var subBufferCount: Int { sizeBytes / subBufferBytes }

    /// The largest record of this ring in bytes, its header included.
    public var maximumRecordBytes: Int {
        min(subBufferBytes, Self.maximumPayloadBytes + Int(PLUME_RING_RECORD_HEADER))
    }

    /// Bytes of the whole file.
    public var fileBytes: Int { definitionsFileOffset + Self.definitionsBytes }

    /// Where the definitions lie in the file: at its end.
    public var definitionsFileOffset: Int {
        Self.sessionPageBytes + cpuCount * (Self.controlPageBytes + sizeBytes)
    }

    /// Where the definitions lie in a mapping: at its end.
    public var definitionsMappingOffset: Int { Self.sessionPageBytes + cpuCount * strideBytes }

    /// Bytes of address space: each data area is mapped twice in a row, so that nothing wraps.
    public var mappingBytes: Int { definitionsMappingOffset + Self.definitionsBytes }

    /// Bytes from one control page to the next in a mapping.
    public var strideBytes: Int { Self.controlPageBytes + 2 * sizeBytes }

    /// Where a CPU's control page lies in the file.
    public func fileOffset(cpu: Int) -> Int {
        Self.sessionPageBytes + cpu * (Self.controlPageBytes + sizeBytes)
    }

    /// Where a CPU's control page lies in a mapping.
    public func mappingOffset(cpu: Int) -> Int { Self.sessionPageBytes + cpu * strideBytes }
}
