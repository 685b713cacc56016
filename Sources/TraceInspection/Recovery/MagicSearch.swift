// SPDX-License-Identifier: Apache-2.0

internal import CTFReader
internal import SystemCalls
internal import TraceModel

/// Finds the next packet of a damaged file by the magic number that packets begin with.
struct MagicSearch {
    private static let chunkBytes = 1 << 20
    /// The bytes of the magic number; nil when packets do not begin with one.
    private let magic: [UInt8]?

    init(_ metadata: TraceMetadata) {
        guard
            case .integer(let integer)? = metadata.traceClass.packetHeader?.members.first?
                .fieldClass,
            integer.roles.contains(.packetMagicNumber)
        else {
            magic = nil
            return
        }
        let little: [UInt8] = [0xC1, 0x1F, 0xFC, 0xC1]
        magic = integer.layout.byteOrder == .littleEndian ? little : little.reversed()
    }

    /// The offset of the next packet whose header and context can be read; the file's size when
    /// there is none.
    func next(in reader: PacketReader, from start: UInt64) throws(CTFError) -> UInt64 {
        guard let magic else { return reader.size }
        var window: [UInt8] = []
        var offset = start
        while offset < reader.size {
            do throws(SystemError) {
                let file = try FileReader(path: reader.path)
                try file.fill(
                    &window,
                    at: offset,
                    count: Int(min(UInt64(Self.chunkBytes), reader.size - offset))
                )
            } catch {
                throw CTFError(
                    .access,
                    path: reader.path,
                    place: "",
                    problem: "\(error)",
                    remedy: "Check the path and the permissions"
                )
            }
            guard window.count >= magic.count else { break }
            for index in 0...(window.count - magic.count)
            where window[index] == magic[0] && window[index + 1] == magic[1]
                && window[index + 2] == magic[2] && window[index + 3] == magic[3]
            {
                let place = offset + UInt64(index)
                if isPacket(reader, place) { return place }
            }
            // A magic number may lie across the end of the window.
            offset += UInt64(window.count - magic.count + 1)
        }
        return reader.size
    }

    private func isPacket(_ reader: PacketReader, _ offset: UInt64) -> Bool {
        do throws(CTFError) {
            _ = try reader.open(at: offset)
            return true
        } catch {
            return false
        }
    }
}
