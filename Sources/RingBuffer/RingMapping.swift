// SPDX-License-Identifier: Apache-2.0

public import SystemCalls

/// A channel's file mapped with each data area twice in a row.
public final class RingMapping: Sendable {
    /// The sizes.
    public let geometry: RingGeometry
    let range: AddressRange

    /// Maps the file of a channel.
    ///
    /// - Parameters:
    ///   - file: the memory.
    ///   - geometry: the sizes.
    /// - Throws: an error when the memory could shrink, is smaller than the geometry says, or when
    ///   the address space is exhausted.
    public init(
        _ file: borrowing FileDescriptor,
        geometry: RingGeometry
    ) throws(SystemError) {
        guard
            SharedMemory.isUsable(
                file,
                sizeBytes: geometry.fileBytes,
                allocatedBytes: geometry.definitionsFileOffset
            )
        else {
            throw SystemError(call: "mmap", subject: "ring buffer", errno: .invalidArgument)
        }
        range = try AddressRange(reservingBytes: geometry.mappingBytes)
        self.geometry = geometry
        try range.map(file, fileOffset: 0, bytes: RingGeometry.sessionPageBytes, at: 0)
        for ring in 0..<geometry.ringCount {
            let offset = geometry.mappingOffset(cpu: ring)
            let fileOffset = geometry.fileOffset(cpu: ring)
            let controlBytes = geometry.controlBytes(of: ring)
            let sizeBytes = geometry.sizeBytes(of: ring)
            let firstBytes = controlBytes + sizeBytes
            try range.map(file, fileOffset: fileOffset, bytes: firstBytes, at: offset)
            try range.map(
                file,
                fileOffset: fileOffset + controlBytes,
                bytes: sizeBytes,
                at: offset + firstBytes
            )
            // A core dump needs each byte once.
            range.excludeFromCoreDump(at: offset + firstBytes, bytes: sizeBytes)
        }
        // Only read, and only by whoever writes a core dump.
        try range.map(
            file,
            fileOffset: geometry.definitionsFileOffset,
            bytes: RingGeometry.definitionsBytes,
            at: geometry.definitionsMappingOffset,
            isWritable: false
        )
    }
}
