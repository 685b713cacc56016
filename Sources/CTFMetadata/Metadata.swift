// SPDX-License-Identifier: Apache-2.0

public import TraceModel

/// Everything that a metadata stream says.
public struct Metadata: Hashable, Sendable {
    /// The UUID of the metadata stream, 16 bytes.
    public internal(set) var uuid: [UInt8]?
    /// The trace class; an empty one when there is no fragment of it.
    public internal(set) var trace = TraceClass()
    /// Clock classes by id.
    public internal(set) var clocks: [String: ClockClass] = [:]
    /// Data stream classes by id.
    public internal(set) var streams: [UInt64: DataStreamClass] = [:]
    /// Event record classes by data stream class id and id.
    public internal(set) var events: [UInt64: [UInt64: EventRecordClass]] = [:]

    /// Reads a metadata stream of any known form.
    ///
    /// - Throws: what is wrong with it and where, or that its form is not supported yet.
    public init(parsing bytes: [UInt8]) throws(MetadataError) {
        guard let first = bytes.first else {
            throw MetadataError("the stream is empty; the recording was stopped before it began")
        }
        let packetMagics: [[UInt8]] = [[0x57, 0x1D, 0xD1, 0x75], [0x75, 0xD1, 0x1D, 0x57]]
        if packetMagics.contains(where: { bytes.starts(with: $0) }) {
            throw MetadataError("it is packetized, which this version does not read")
        }
        guard first == 0x1E else {
            throw MetadataError("it is CTF 1.8 (TSDL), which this version does not read")
        }
        self.init()
        var reader = CTF2MetadataReader()
        var number = 0
        // Several separators in a row count as one.
        for text in bytes.split(separator: 0x1E) {
            number += 1
            reader.fragment = number
            try reader.read(text, into: &self)
        }
        guard !streams.isEmpty else {
            throw MetadataError("no data stream class fragment; the stream is cut short")
        }
    }

    init() {}
}
