// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension TSDLResolver {
    /// Goes through the items of a block: declarations are made, the rest is handed over.
    ///
    /// Unknown attributes and types are let through, as other programs may add their own.
    private mutating func walk(
        _ items: [TSDLItem],
        attribute: (inout TSDLResolver, TSDLAttribute) throws(CTFError) -> Void,
        type: (inout TSDLResolver, TSDLName, TSDLStructure) throws(CTFError) -> Void
    ) throws(CTFError) {
        var keys: Set<String> = []
        for item in items {
            switch item {
            case .declaration(let declaration): try declare(declaration)
            case .attribute(let value):
                guard keys.insert(value.key.text).inserted else { throw duplicate(value.key) }
                try attribute(&self, value)
            case .type(let key, let syntax):
                guard keys.insert(key.text).inserted else {
                    throw duplicate(TSDLName(text: key.text, offset: syntax.offset))
                }
                let resolved = try resolve(syntax)
                guard Self.rootTypes.contains(key.text) else { continue }
                guard case .structure(let structure) = resolved else {
                    throw error(
                        syntax.offset,
                        "\"\(key.text)\" is \(resolved.kindName), not a structure",
                        "Wrap the type in a structure"
                    )
                }
                try type(&self, key, structure)
            }
        }
    }

    /// The names of all root structures in their blocks.
    private static let rootTypes: Set<String> = [
        "packet.header", "packet.context", "event.header", "event.context", "context", "fields",
    ]

    mutating func traceBlock(_ offset: Int, _ items: [TSDLItem]) throws(CTFError) {
        guard trace == nil else {
            throw error(offset, "there is a second trace block", TSDLRemedy.once)
        }
        var block = Trace(offset: offset)
        var missing = ["major", "minor", "byte_order"]
        try walk(items) { resolver, attribute throws(CTFError) in
            missing.removeAll { $0 == attribute.key.text }
            switch attribute.key.text {
            case "major": _ = try resolver.version(attribute, 1)
            case "minor": _ = try resolver.version(attribute, 8)
            case "byte_order": block.byteOrder = try resolver.traceByteOrder(attribute)
            case "uuid": block.uuid = try resolver.uuid(attribute)
            default: return
            }
        } type: { _, key, structure throws(CTFError) in
            guard key.text == "packet.header" else { return }
            block.packetHeader = structure
            block.packetHeaderOffset = key.offset
        }
        if let name = missing.first {
            throw error(offset, "the trace block has no \"\(name)\"", "Add the attribute")
        }
        trace = block
    }

    private func version(_ attribute: TSDLAttribute, _ wanted: Int128) throws(CTFError) {
        guard case .integer(wanted) = attribute.value.kind else {
            throw error(
                attribute.value.offset,
                "the metadata is not of CTF 1.8",
                "Convert the trace to CTF 1.8 or CTF 2"
            )
        }
    }

    private func traceByteOrder(_ attribute: TSDLAttribute) throws(CTFError) -> ByteOrder {
        switch attribute.value.kind {
        case .path(["le"]): return .littleEndian
        case .path(["be"]), .path(["network"]): return .bigEndian
        default:
            throw error(
                attribute.value.offset,
                "this is not the byte order of a trace",
                "Write le or be"
            )
        }
    }

    mutating func environmentBlock(_ offset: Int, _ items: [TSDLItem]) throws(CTFError) {
        guard environment == nil else {
            throw error(offset, "there is a second env block", TSDLRemedy.once)
        }
        var entries: [TraceClass.EnvironmentEntry] = []
        try walk(items) { resolver, attribute throws(CTFError) in
            let value: TraceClass.EnvironmentValue
            switch attribute.value.kind {
            // Tracers write unsigned numbers as they are, and readers only show them.
            case .integer(let number): value = .integer(number)
            case .string(let text): value = .string(text)
            case .path:
                throw resolver.error(
                    attribute.value.offset,
                    "the environment entry is neither an integer nor a string",
                    "Put it between quotation marks"
                )
            }
            entries.append(TraceClass.EnvironmentEntry(attribute.key.text, value))
        } type: { _, _, _ throws(CTFError) in
        }
        environment = entries
        for entry in entries { environmentValues[entry.name] = entry.value }
    }

    mutating func streamBlock(_ offset: Int, _ items: [TSDLItem]) throws(CTFError) {
        var block = Stream(offset: offset)
        try walk(items) { resolver, attribute throws(CTFError) in
            if attribute.key.text == "id" { block.id = try resolver.unsigned(attribute) }
        } type: { _, key, structure throws(CTFError) in
            switch key.text {
            case "packet.context": block.packetContext = structure
            case "event.header": block.eventHeader = structure
            case "event.context": block.eventContext = structure
            default: return
            }
        }
        guard streamIDs.insert(block.id).inserted else {
            throw error(
                offset,
                "there is another stream with the id \(block.id)",
                "Give each stream block its own \"id\""
            )
        }
        streams.append(block)
    }

    mutating func eventBlock(_ offset: Int, _ items: [TSDLItem]) throws(CTFError) {
        var block = Event(offset: offset)
        try walk(items) { resolver, attribute throws(CTFError) in
            switch attribute.key.text {
            case "id": block.id = try resolver.unsigned(attribute)
            case "stream_id": block.streamID = try resolver.unsigned(attribute)
            case "name":
                // An empty name is none, for Babeltrace asks for the attribute.
                let name = try resolver.stringOrWord(attribute)
                block.name = name.isEmpty ? nil : name
            case "loglevel": block.logLevel = try resolver.signed(attribute)
            case "model.emf.uri": block.emfURI = try resolver.string(attribute)
            default: return
            }
        } type: { _, key, structure throws(CTFError) in
            switch key.text {
            case "context": block.context = structure
            case "fields": block.fields = structure
            default: return
            }
        }
        events.append(block)
    }

    mutating func clockBlock(_ offset: Int, _ items: [TSDLItem]) throws(CTFError) {
        var clock = TSDLClock()
        try walk(items) { resolver, attribute throws(CTFError) in
            try clock.take(attribute, resolver)
        } type: { _, _, _ throws(CTFError) in
        }
        let clockClass = try clock.clockClass(offset, self)
        guard clockNames.insert(clockClass.id).inserted else {
            throw error(
                offset,
                "there is another clock with the name \"\(clockClass.id)\"",
                "Rename one of them"
            )
        }
        clocks.append(clockClass)
    }
}
