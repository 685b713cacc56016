// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import Consumer
internal import RingBuffer
public import SystemCalls

/// Finds the memory of channels in processes and core dumps.
public enum RingImageFinder {
    /// The smallest page of memory.
    private static let pageBytes: UInt64 = 4_096
    private static let chunkBytes = 1 << 20

    /// What was found.
    public struct Result {
        /// The channels.
        public var images: [RingImage] = []
        /// What looked like a channel and cannot be used, one line each.
        public var problems: [String] = []
    }

    /// Finds what a running process has mapped.
    ///
    /// - Parameter process: the process.
    /// - Returns: what was found.
    /// - Throws: why its memory cannot be read.
    public static func find(in process: ProcessMemory) throws(SystemError) -> Result {
        var result = Result()
        for address in try process.mappedFileStarts() {
            try add(address, of: process, to: &result)
        }
        return result
    }

    /// Finds what a dead process had mapped.
    ///
    /// The session page is the beginning of a mapping, and nearly always that of a run of memory in
    /// the dump; only where none is found every page is looked at.
    ///
    /// - Parameter core: the core dump.
    /// - Returns: what was found.
    /// - Throws: why it cannot be read.
    public static func find(in core: CoreFile) throws(SystemError) -> Result {
        var result = Result()
        for segment in core.segments { try add(segment.address, of: core, to: &result) }
        guard result.images.isEmpty, result.problems.isEmpty else { return result }
        // Segments made to overlap would be looked at again and again.
        var rest = core.byteCount
        for segment in core.segments {
            var offset: UInt64 = 0
            while offset < segment.count, rest > 0 {
                let count = min(UInt64(chunkBytes), segment.count - offset)
                let bytes = try core.read(at: segment.address &+ offset, count: Int(count))
                for page in stride(from: 0, to: bytes.count, by: Int(pageBytes)) {
                    let magic = bytes.span.load(at: page, as: UInt64.self)
                    guard magic == RingImageHeader.magic else { continue }
                    try add(segment.address &+ offset &+ UInt64(page), of: core, to: &result)
                }
                if bytes.count < Int(count) { break }
                offset += count
                rest -= min(rest, count)
            }
        }
        return result
    }

    /// Adds the channel at an address, if there is one that is not known yet.
    private static func add(
        _ address: UInt64,
        of space: any AddressSpace,
        to result: inout Result
    ) throws(SystemError) {
        let page = try space.read(at: address, count: RingGeometry.sessionPageBytes)
        let header: RingImageHeader
        do throws(RingImageHeader.Refusal) {
            header = try RingImageHeader(page)
        } catch {
            if error != .notASessionPage { note("\(space.name): \(error)", &result) }
            return
        }
        // A recording that ended as it should has left its memory without definitions.
        guard header.definitionsLength > 0 else { return }
        let source = MappedImageSource(space, base: address, geometry: header.geometry)
        do throws(RingImage.Refusal) {
            let image = try RingImage(source)
            let isKnown = result.images.contains {
                $0.description.uuid == image.description.uuid
                    && $0.description.name == image.description.name
                    && $0.description.label == image.description.label
            }
            if !isKnown, result.images.count < maximumCount { result.images.append(image) }
        } catch {
            note("\(space.name): \(error)", &result)
        }
    }

    /// More channels than anybody has; a core dump can be made to hold any number.
    private static let maximumCount = 256

    private static func note(_ problem: String, _ result: inout Result) {
        if result.problems.count < maximumCount { result.problems.append(problem) }
    }
}
