// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A small trace in CTF 1.8 as tracers other than Plume write it.
///
/// Its events have the id 0 and a payload of bytes; its packets tell when they begin and end.
struct ForeignTrace {
    /// A packet.
    struct Packet {
        var begin: UInt64
        var end: UInt64
        /// The time and payload of each event.
        var events: [(time: UInt64, payload: [UInt8])]
    }

    /// The members of the payload.
    var fields = "uint32_t n;"
    /// Statements before the trace block, for example an environment.
    var head = ""
    /// What the trace block says beside its version, byte order and packet header.
    var traceAttributes = ""
    /// What the clock says beside its name.
    var clock = "freq = 1000000000; offset = 0;"
    var signature = "/* CTF 1.8 */\n"
    var packets: [Packet] = []

    /// Packets with events whose only field counts from 1.
    static func counting(_ packets: [(begin: UInt64, end: UInt64, times: [UInt64])]) -> [Packet] {
        var count: UInt32 = 0
        return packets.map { packet in
            Packet(
                begin: packet.begin,
                end: packet.end,
                events: packet.times.map { time in
                    count += 1
                    return (time, bytes(count))
                }
            )
        }
    }

    /// The bytes of an integer, the lowest first.
    static func bytes<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
        (0..<Number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> Number($0 * 8)) }
    }

    var metadata: String {
        signature + """
            typealias integer { size = 8; align = 8; signed = false; } := uint8_t;
            typealias integer { size = 16; align = 8; signed = false; } := uint16_t;
            typealias integer { size = 32; align = 8; signed = false; } := uint32_t;
            typealias integer { size = 64; align = 8; signed = false; } := uint64_t;
            typealias integer { size = 8; align = 8; signed = true; } := int8_t;
            \(head)
            trace { major = 1; minor = 8; byte_order = le; \(traceAttributes)
                packet.header := struct { uint32_t magic; uint32_t stream_id; }; };
            clock { name = mono; \(clock) };
            typealias integer { size = 64; align = 8; signed = false; map = clock.mono.value; }
                := stamp_t;
            stream { id = 0;
                event.header := struct { uint16_t id; stamp_t timestamp; };
                packet.context := struct { uint64_t packet_size; uint64_t content_size;
                    stamp_t timestamp_begin; stamp_t timestamp_end; }; };
            event { name = "e"; id = 0; stream_id = 0; fields := struct { \(fields) }; };

            """
    }

    var data: [UInt8] {
        packets.flatMap { packet in
            let events = packet.events.flatMap { event in
                Self.bytes(UInt16(0)) + Self.bytes(event.time) + event.payload
            }
            let size = UInt64((4 + 4 + 32 + events.count) * 8)
            let header = Self.bytes(0xC1FC_1FC1 as UInt32) + Self.bytes(0 as UInt32)
            let context = [size, size, packet.begin, packet.end].flatMap { Self.bytes($0) }
            return header + context + events
        }
    }

    /// Writes the trace into a folder that does not exist yet.
    func write(_ folder: String) throws {
        try Self.write(folder, metadata: Array(metadata.utf8), data: data)
    }

    /// Writes files into a folder that does not exist yet.
    static func write(_ folder: String, metadata: [UInt8], data: [UInt8]? = nil) throws {
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true
        )
        let root = URL(filePath: folder)
        try Data(metadata).write(to: root.appending(path: "metadata"))
        if let data { try Data(data).write(to: root.appending(path: "s")) }
    }
}
