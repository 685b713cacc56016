// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// Finds the packets of one data stream file by reading the header and context of each.
struct PacketIndexer {
    /// The packets.
    private(set) var packets: [PacketInfo] = []
    /// Why no further packet could be found; nil when the file ends with the last one.
    private(set) var failure: CTFError?

    /// Takes the packets of a file from its index when that is right, and else reads them.
    init(_ reader: PacketReader, usesIndexFile: Bool) {
        if usesIndexFile, let packets = PacketIndexFile.packets(of: reader) {
            self.init(packets)
        } else {
            self.init(reader)
        }
    }

    private init(_ packets: [PacketInfo]) { self.packets = packets }

    /// Reads the packets of a file from a place on.
    init(_ reader: PacketReader, from start: UInt64 = 0) {
        var offset = start
        var clock: UInt64 = 0
        let keepsClock = reader.trace.metadata.format == .ctf1
        while offset < reader.size {
            do throws(CTFError) {
                let packet = try reader.open(at: offset, clock: keepsClock ? clock : 0)
                packets.append(packet)
                guard packet.endOffset > offset else { return }
                offset = packet.endOffset
                clock = packet.endClock ?? packet.beginClock ?? clock
            } catch {
                failure = error
                return
            }
        }
        if offset > reader.size { failure = reader.truncated(packetAt: packets.last?.offset ?? 0) }
    }
}
