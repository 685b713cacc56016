// SPDX-License-Identifier: Apache-2.0

internal import SystemCalls

/// The index file of one data stream file, in the form of LTTng's `index/NAME.idx`, version 1.1.
struct PacketIndex: ~Copyable {
    private static let magic: UInt32 = 0xC1F1_DCC1
    private static let entryBytes: UInt32 = 72
    private let file: FileDescriptor
    /// Bytes of whole entries and the header.
    private var byteCount: UInt64

    init(path: String) throws(SystemError) {
        let file = try FileDescriptor.open(path, .createPrivate)
        var header: [UInt8] = []
        for word in [Self.magic, 1, 1, Self.entryBytes] { header.appendBigEndian(word) }
        try file.write(header)
        byteCount = UInt64(header.count)
        self.file = file
    }

    /// Appends an entry, or leaves the file as it was.
    mutating func append(_ packet: PacketDescription, at offset: UInt64) throws(SystemError) {
        var entry: [UInt8] = []
        let words = [
            offset, packet.totalBits, packet.contentBits, packet.beginTimestamp,
            packet.endTimestamp, packet.discardedCount, UInt64(packet.stream.classID),
            UInt64(packet.stream.streamID),
            packet.sequenceNumber,
        ]
        for word in words { entry.appendBigEndian(word) }
        do throws(SystemError) {
            try file.write(entry)
        } catch {
            // Where that fails too, the next entry overwrites the part.
            try? file.cut(to: byteCount)
            throw error
        }
        byteCount += UInt64(entry.count)
    }

    /// Waits until the entries are on the disk.
    func synchronize() throws(SystemError) { try file.synchronize() }
}
