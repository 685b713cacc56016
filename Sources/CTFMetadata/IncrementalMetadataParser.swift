// SPDX-License-Identifier: Apache-2.0

public import TraceModel

/// Parses a metadata stream which is still being written.
///
/// Bytes are appended as they arrive, cut anywhere. Each fragment is parsed once, when it is whole;
/// a fragment or packet of which the end is missing waits. TSDL text is parsed again for each
/// snapshot, up to the end of its last whole statement.
public struct IncrementalMetadataParser: Sendable {
    private enum Form {
        case unknown
        case fragments
        case tsdl
    }

    private let path: String
    private var isPacketized: Bool?
    private var packetBytes: [UInt8] = []
    /// Whether what follows the last packet is none, and so is left.
    private var hasTrailingBytes = false
    private var form = Form.unknown
    private var converter = CTF2Converter()
    private var splitter = FragmentSplitter()
    private var tsdl: [UInt8] = []
    private var latest: TraceMetadata?
    private var failure: CTFError?

    /// What the packets so far say; nil when the text stands by itself.
    public private(set) var packets: MetadataText.Packets?

    /// Makes a parser which knows no byte yet.
    ///
    /// - Parameter path: the file that the bytes come from, for messages.
    public init(path: String = "") {
        self.path = path
    }

    /// Appends bytes and parses what they complete.
    ///
    /// - Throws: the first error. It stands for all that follows: a metadata stream only grows.
    public mutating func append(_ bytes: [UInt8]) throws(CTFError) {
        if let failure { throw failure }
        guard !bytes.isEmpty else { return }
        do throws(CTFError) {
            packetBytes += bytes
            try MetadataParser.checkSize(packetBytes.count)
            if isPacketized == nil && packetBytes.count >= 4 {
                isPacketized = MetadataPacketHeader.byteOrder(packetBytes[...]) != nil
            }
            if packetBytes.first == FragmentSequence.recordSeparator && packets == nil {
                isPacketized = false
            }
            switch isPacketized {
            case nil: return
            case true: try unpack()
            case false:
                let text = packetBytes
                packetBytes = []
                try append(text: text)
            }
        } catch {
            failure = error.at(path: path)
            throw error.at(path: path)
        }
    }

    /// What the metadata stream says so far; nil when not even the preamble is there.
    ///
    /// The snapshot does not change when more bytes are appended.
    public mutating func snapshot() throws(CTFError) -> TraceMetadata? {
        if let failure { throw failure }
        if let latest { return latest }
        do throws(CTFError) {
            switch form {
            case .unknown: return nil
            case .fragments:
                if converter.hasPreamble { latest = try converter.metadata() }
            case .tsdl:
                let length = TSDLBlocks.wholeLength(of: tsdl)
                guard length > 0 else { return nil }
                latest = try MetadataParser.parse(tsdl: Array(tsdl[..<length]))
            }
            return latest
        } catch {
            throw error.at(path: path)
        }
    }

    private mutating func unpack() throws(CTFError) {
        var offset = 0
        while !hasTrailingBytes {
            let rest = packetBytes[offset...]
            if packets != nil && MetadataPacketHeader.isForeign(rest) {
                hasTrailingBytes = true
                break
            }
            guard let size = MetadataPacket.size(rest), size <= rest.count else { break }
            let packet = try MetadataPacket(packetBytes, at: offset, after: packets)
            packets = packet.common
            offset = packet.end
            try append(text: Array(packetBytes[packet.content]))
        }
        packetBytes.removeFirst(hasTrailingBytes ? packetBytes.count : offset)
    }

    private mutating func append(text: [UInt8]) throws(CTFError) {
        guard let first = text.first else { return }
        if case .unknown = form {
            form = first == FragmentSequence.recordSeparator ? .fragments : .tsdl
        }
        guard case .fragments = form else {
            tsdl += text
            latest = nil
            return try MetadataParser.checkSize(tsdl.count)
        }
        converter.tape.bytes += text
        try MetadataParser.checkSize(converter.tape.bytes.count)
        while let range = try splitter.next(in: converter.tape.bytes) {
            try converter.convert(range)
            latest = nil
        }
        splitter.drop(from: &converter.tape.bytes)
    }
}
