// SPDX-License-Identifier: Apache-2.0

public import RingBuffer
public import SystemCalls

/// The memory of a process, dead or alive.
public protocol AddressSpace {
    /// What is read, for messages.
    var name: String { get }

    /// Reads bytes at an address.
    ///
    /// - Parameters:
    ///   - address: where.
    ///   - count: how many bytes are wanted.
    /// - Returns: the bytes, fewer where the rest is not there.
    /// - Throws: why it cannot be read.
    func read(at address: UInt64, count: Int) throws(SystemError) -> [UInt8]
}

/// A channel's memory as a process has mapped it.
///
/// The file is put together from the mapping: each data area is there twice in a row, and what one
/// copy lacks may be in the other.
public struct MappedImageSource: RingImageSource {
    private let space: any AddressSpace
    private let base: UInt64
    private let geometry: RingGeometry

    /// What the memory was found in.
    public var name: String { space.name }

    /// Describes a mapping.
    ///
    /// - Parameters:
    ///   - space: the process.
    ///   - base: the address of the session page.
    ///   - geometry: the sizes that it tells.
    public init(_ space: any AddressSpace, base: UInt64, geometry: RingGeometry) {
        self.space = space
        self.base = base
        self.geometry = geometry
    }

    /// Reads bytes of the file, area by area.
    public func read(at offset: Int, count: Int) throws(SystemError) -> [UInt8] {
        var bytes: [UInt8] = []
        let end = min(offset + min(count, geometry.fileBytes), geometry.fileBytes)
        while offset + bytes.count < end {
            let part = place(of: offset + bytes.count)
            let wanted = min(part.count, end - offset - bytes.count)
            let before = bytes.count
            for place in part.places {
                let missing = wanted - (bytes.count - before)
                guard missing > 0 else { break }
                let start = base &+ UInt64(place + (bytes.count - before))
                bytes += try space.read(at: start, count: missing).prefix(missing)
            }
            if bytes.count - before < wanted { break }
        }
        return bytes
    }

    /// Where an offset of the file is mapped, once or twice, and how many bytes go on from there.
    private func place(of offset: Int) -> (places: [Int], count: Int) {
        if offset >= geometry.definitionsFileOffset {
            let inside = offset - geometry.definitionsFileOffset
            return (
                [geometry.definitionsMappingOffset + inside],
                RingGeometry.definitionsBytes - inside
            )
        }
        guard offset >= RingGeometry.sessionPageBytes else {
            return ([offset], RingGeometry.sessionPageBytes - offset)
        }
        let stride = RingGeometry.controlPageBytes + geometry.sizeBytes
        let ring = min(geometry.cpuCount, (offset - RingGeometry.sessionPageBytes) / stride)
        let inside = offset - geometry.fileOffset(cpu: ring)
        let mapped = geometry.mappingOffset(cpu: ring) + inside
        let controlBytes = geometry.controlBytes(of: ring)
        guard inside >= controlBytes else { return ([mapped], controlBytes - inside) }
        let sizeBytes = geometry.sizeBytes(of: ring)
        return ([mapped, mapped + sizeBytes], controlBytes + sizeBytes - inside)
    }
}
