// SPDX-License-Identifier: Apache-2.0

internal import CTFWriter
internal import Consumer
internal import RingBuffer
internal import SystemCalls

/// The packets of one data stream that a controller had written before it was killed.
///
/// A last packet may be cut short; it and what follows count as not written.
struct RecordedStream {
    /// A packet and its records, padding after the last one included.
    struct Packet {
        let description: PacketDescription
        let records: [UInt8]
    }

    /// More than a packet that Plume writes can have.
    private static let maximumPacketBytes = 2 * StreamDrain.packetBytes

    private let folder: String
    private let uuid: [UInt8]
    private var names: [String]
    private var reader: FileReader?
    private var offset: UInt64 = 0
    /// Bytes at the end of a file that are no whole packet.
    private(set) var droppedBytes: UInt64 = 0

    /// Finds the files of a data stream.
    ///
    /// - Parameters:
    ///   - folder: the trace.
    ///   - name: the name of the file; those of a row have a number after it.
    ///   - uuid: the 16 bytes of the metadata stream's UUID.
    /// - Throws: why the folder cannot be read.
    init(folder: String, name: String, uuid: [UInt8]) throws(SystemError) {
        self.folder = folder
        self.uuid = uuid
        let row = try Directory.entries(of: folder).compactMap { entry -> (Int, String)? in
            if entry == name { return (-1, entry) }
            guard entry.hasPrefix("\(name)_"), let number = Int(entry.dropFirst(name.count + 1))
            else { return nil }
            return (number, entry)
        }
        names = row.sorted { $0.0 < $1.0 }.map(\.1)
    }

    /// The next whole packet; nil after the last one.
    mutating func next() throws(SystemError) -> Packet? {
        while true {
            if reader == nil {
                guard !names.isEmpty else { return nil }
                reader = try FileReader(
                    path: "\(folder)/\(names.removeFirst())",
                    mode: .readUntrusted
                )
                offset = 0
            }
            if let packet = try packet() { return packet }
            reader = nil
        }
    }

    private mutating func packet() throws(SystemError) -> Packet? {
        guard let reader, offset < reader.size else { return nil }
        var bytes: [UInt8] = []
        let rest = reader.size - offset
        let headerBytes = PacketDescription.headerBytes
        try reader.fill(&bytes, at: offset, count: Int(min(rest, UInt64(headerBytes))))
        guard let description = PacketDescription(headerAndContext: bytes),
            description.uuid == uuid, description.totalBits / 8 <= rest,
            description.totalBits / 8 <= UInt64(Self.maximumPacketBytes)
        else {
            droppedBytes += rest
            return nil
        }
        let count = Int(description.totalBits / 8)
        try reader.fill(&bytes, at: offset + UInt64(headerBytes), count: count - headerBytes)
        guard bytes.count == count - headerBytes else {
            droppedBytes += rest
            return nil
        }
        offset += UInt64(count)
        return Packet(description: description, records: bytes)
    }
}

extension PacketDescription {
    /// Bytes of whole records, padding after the last one included.
    var recordBytes: Int { Int(totalBits / 8) - Self.headerBytes }

    /// Bytes of whole records without that padding.
    var recordContentBytes: Int { max(0, Int(contentBits / 8) - Self.headerBytes) }
}
