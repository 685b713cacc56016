// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// Writes the blocks of a TSDL text.
struct TSDLBlockWriter {
    let metadata: TraceMetadata
    let byteOrder: ByteOrder
    /// The names of the clocks by the ids of their classes.
    private let clockNames: [String: String]

    init(_ metadata: TraceMetadata) throws(CTFError) {
        self.metadata = metadata
        byteOrder = metadata.firstByteOrder ?? .littleEndian
        clockNames = try Self.clockNames(metadata.clockClasses)
    }

    private static func clockNames(_ clocks: [ClockClass]) throws(CTFError) -> [String: String] {
        var names: [String: String] = [:]
        var taken: Set<String> = []
        for clock in clocks {
            let candidates = [clock.identity.name, clock.id].compactMap { $0 }
            let free = candidates.first { TSDLText.isIdentifier($0) && !taken.contains($0) }
            guard let free else {
                throw TSDLLimit.error(
                    "clock \"\(clock.identity.name ?? clock.id)\"",
                    "no name of the clock is a free identifier"
                )
            }
            taken.insert(free)
            names[clock.id] = free
        }
        return names
    }

    /// Whether packets do not name their only data stream class; Babeltrace 2 complains of an id
    /// then.
    private var isSoleStreamImplied: Bool {
        !metadata.tellsDataStreamClasses && metadata.dataStreamClasses.map(\.id) == [0]
    }

    /// The whole text.
    func text() throws(CTFError) -> [UInt8] {
        var out = TSDLText()
        out.append("/* CTF 1.8 */\n")
        var header = FieldTree()
        header.add(.packetHeader, metadata.traceClass.packetHeader)
        try traceBlock(header, &out)
        try environmentBlock(&out)
        for clock in metadata.clockClasses { try clockBlock(clock, &out) }
        var streams: [UInt64: (tree: FieldTree, clock: String?)] = [:]
        for stream in metadata.dataStreamClasses {
            let clock = stream.defaultClockClassID.flatMap { clockNames[$0] }
            streams[stream.id] = (try streamBlock(stream, clock, header, &out), clock)
        }
        for event in metadata.eventRecordClasses {
            guard let stream = streams[event.dataStreamClassID] else { continue }
            try eventBlock(event, stream.tree, stream.clock, &out)
        }
        return out.bytes
    }

    private func traceBlock(_ header: FieldTree, _ out: inout TSDLText) throws(CTFError) {
        try out.block("trace") { out throws(CTFError) in
            out.line("major = 1;")
            out.line("minor = 8;")
            if let uuid = metadata.uuid { out.line("uuid = \"\(uuid)\";") }
            out.line("byte_order = \(byteOrder.word);")
            try root(.packetHeader, "packet.header", header, clock: nil, &out)
        }
    }

    private func environmentBlock(_ out: inout TSDLText) throws(CTFError) {
        let entries = metadata.traceClass.environment
        guard !entries.isEmpty else { return }
        try out.block("env") { out throws(CTFError) in
            for entry in entries {
                let place = "environment entry \"\(entry.name)\""
                guard entry.name.utf8.first?.isWordStart == true,
                    entry.name.utf8.allSatisfy({ $0.isWordStart || $0.isDigit })
                else { throw TSDLLimit.error(place, "the name is not an identifier") }
                switch entry.value {
                case .integer(let value):
                    guard Int64(exactly: value) != nil || UInt64(exactly: value) != nil else {
                        throw TSDLLimit.error(place, "the value does not fit in 64 bits")
                    }
                    out.line("\(entry.name) = \(value);")
                case .string(let value):
                    out.line("\(entry.name) = \(try quoted(value, place));")
                }
            }
        }
    }

    private func quoted(_ text: String, _ place: String) throws(CTFError) -> String {
        guard let quoted = TSDLText.quoted(text) else {
            throw TSDLLimit.error(place, "the text contains a null character")
        }
        return quoted
    }

    private func clockBlock(_ clock: ClockClass, _ out: inout TSDLText) throws(CTFError) {
        let name = clockNames[clock.id] ?? clock.id
        let place = "clock \"\(name)\""
        try out.block("clock") { out throws(CTFError) in
            out.line("name = \"\(name)\";")
            if let uid = clock.identity.uid, TSDLBlockWriter.isUUID(uid) {
                out.line("uuid = \"\(uid)\";")
            }
            if let summary = clock.summary {
                out.line("description = \(try quoted(summary, place));")
            }
            out.line("freq = \(clock.frequencyHertz);")
            if let precision = clock.precisionCycles { out.line("precision = \(precision);") }
            out.line("offset_s = \(clock.offsetSeconds);")
            out.line("offset = \(clock.offsetCycles);")
            out.line("absolute = \(clock.origin == .unixEpoch ? "true" : "false");")
        }
    }

    private static func isUUID(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == 36 else { return false }
        for (index, byte) in bytes.enumerated() {
            let isDash = [8, 13, 18, 23].contains(index)
            guard isDash ? byte == UInt8(ascii: "-") : byte.digitValue != nil else { return false }
        }
        return true
    }

    /// Writes a stream; gives its root structures, which its events can refer to.
    private func streamBlock(
        _ stream: DataStreamClass,
        _ clock: String?,
        _ header: FieldTree,
        _ out: inout TSDLText
    ) throws(CTFError) -> FieldTree {
        // The only stream needs no block, and readers are more lenient with its events without one.
        if metadata.dataStreamClasses.count == 1 && !metadata.eventRecordClasses.isEmpty
            && stream.id == 0 && stream.packetContext == nil && stream.eventRecordHeader == nil
            && stream.eventRecordCommonContext == nil
        {
            return header
        }
        var tree = header
        tree.add(.packetContext, stream.packetContext)
        tree.add(.eventRecordHeader, stream.eventRecordHeader)
        tree.add(.eventRecordCommonContext, stream.eventRecordCommonContext)
        try out.block("stream") { out throws(CTFError) in
            if !isSoleStreamImplied { out.line("id = \(stream.id);") }
            try root(.packetContext, "packet.context", tree, clock: clock, &out)
            try root(.eventRecordHeader, "event.header", tree, clock: clock, &out)
            try root(.eventRecordCommonContext, "event.context", tree, clock: clock, &out)
        }
        return tree
    }

    private func eventBlock(
        _ event: EventRecordClass,
        _ streamTree: FieldTree,
        _ clock: String?,
        _ out: inout TSDLText
    ) throws(CTFError) {
        var tree = streamTree
        tree.add(.eventRecordSpecificContext, event.specificContext)
        tree.add(.eventRecordPayload, event.payload)
        let place = "event \"\(event.identity.name ?? String(event.id))\""
        try out.block("event") { out throws(CTFError) in
            out.line("name = \(try quoted(event.identity.name ?? "", place));")
            out.line("id = \(event.id);")
            if !isSoleStreamImplied { out.line("stream_id = \(event.dataStreamClassID);") }
            if let level = event.logLevel { out.line("loglevel = \(level);") }
            if let uri = event.emfURI {
                out.line("model.emf.uri = \(try quoted(uri, place));")
            }
            do throws(CTFError) {
                try root(.eventRecordSpecificContext, "context", tree, clock: clock, &out)
                try root(.eventRecordPayload, "fields", tree, clock: clock, &out)
            } catch {
                throw TSDLLimit.error(place + ", " + error.place, error.problem)
            }
        }
    }

    private func root(
        _ scope: FieldScope,
        _ key: String,
        _ tree: FieldTree,
        clock: String?,
        _ out: inout TSDLText
    ) throws(CTFError) {
        guard let index = tree.roots[scope] else { return }
        // A text of its own; with a copy of the whole text, each root would cost all before it.
        var types = TSDLTypeWriter(
            tree: tree,
            clock: clock,
            byteOrder: byteOrder,
            isFromLTTng: metadata.traceClass.isFromLTTng,
            out: TSDLText(indentation: out.indentation)
        )
        types.out.begin("\(key) := ")
        try types.type(index)
        types.out.append(";\n")
        out.append(types.out)
    }
}
