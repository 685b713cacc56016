// SPDX-License-Identifier: Apache-2.0

public import Consumer
public import RingBuffer
public import SystemCalls

/// A channel's memory as somebody found it: sizes, definitions and rings, from any source.
///
/// Everything in it may be anything; nothing is believed unchecked.
public struct RingImage {
    /// Why some memory cannot be used.
    public enum Refusal: Error, Hashable, Sendable, CustomStringConvertible {
        /// It cannot be read.
        case access(SystemError)
        /// The session page is none that can be used.
        case header(RingImageHeader.Refusal)
        /// Nothing says what trace the records belong to.
        case withoutDefinitions

        /// What is wrong, for a person.
        public var description: String {
            switch self {
            case .access(let error): "\(error)"
            case .header(let refusal): "\(refusal)"
            case .withoutDefinitions:
                "the buffers do not say what trace they belong to: the recording had not begun"
            }
        }
    }

    /// The sizes and the clock.
    public let header: RingImageHeader
    /// The definitions.
    public let description: ChannelDescription
    /// Whether the definitions end before their committed length.
    public let lacksDefinitions: Bool
    /// What tells the recordings of images apart.
    public var recording: [UInt8] { description.uuid }
    /// The process that recorded.
    public var controller: ProcessStart { description.controller }
    /// What the memory was found in, for messages.
    public var name: String { source.name }
    private let source: any RingImageSource

    /// Opens a channel's memory in a file.
    ///
    /// - Parameter source: the file.
    /// - Throws: why it cannot be used.
    public init(_ source: any RingImageSource) throws(Refusal) {
        self.source = source
        let page = try Self.read(source, at: 0, count: RingGeometry.sessionPageBytes)
        do throws(RingImageHeader.Refusal) {
            header = try RingImageHeader(page)
        } catch {
            throw .header(error)
        }
        let definitions = try Self.read(
            source,
            at: header.geometry.definitionsFileOffset,
            count: header.definitionsLength
        )
        lacksDefinitions = definitions.count < header.definitionsLength
        guard let description = ChannelDescription(decoding: definitions) else {
            throw .withoutDefinitions
        }
        self.description = description
    }

    private static func read(
        _ source: any RingImageSource,
        at offset: Int,
        count: Int
    ) throws(Refusal) -> [UInt8] {
        do throws(SystemError) {
            return try source.read(at: offset, count: count)
        } catch {
            throw .access(error)
        }
    }

    /// The shared ring, which is the last one.
    func sharedRing() throws(SystemError) -> SharedRingImage {
        let geometry = header.geometry
        let bytes = try source.read(
            at: geometry.fileOffset(cpu: geometry.cpuCount),
            count: SharedRingImage.byteCount(geometry)
        )
        return try SharedRingImage(bytes, geometry)
    }

    /// The control page of one CPU's ring; nil where it cannot be right.
    func control(cpu: Int) throws(SystemError) -> RingImageControl? {
        let geometry = header.geometry
        let page = try source.read(
            at: geometry.fileOffset(cpu: cpu),
            count: RingGeometry.controlPageBytes
        )
        return RingImageControl(page, geometry)
    }

    /// Bytes of a ring from a position on, counted in bytes ever written; fewer where the source
    /// lacks the rest.
    func bytes(cpu: Int, from position: UInt64, count: Int) throws(SystemError) -> [UInt8] {
        let geometry = header.geometry
        let size = UInt64(geometry.sizeBytes)
        let data = geometry.fileOffset(cpu: cpu) + RingGeometry.controlPageBytes
        let start = Int(position % size)
        let first = min(count, geometry.sizeBytes - start)
        var bytes = try source.read(at: data + start, count: first)
        if bytes.count == first, count > first {
            bytes += try source.read(at: data, count: min(count - first, start))
        }
        return bytes
    }
}
