// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension CTF2Converter {
    mutating func preamble() throws(CTFError) {
        try allow([.type, .version, .uuid], in: 0)
        guard tape.integer(try required(0, .version)) == 2 else {
            throw error(0, "the version of the metadata is not 2", Remedy.version)
        }
        if let node = tape.find(0, .uuid) { uuid = try uuid(node) }
        attributes = try attributes(0)
        hasPreamble = true
    }

    func uuid(_ node: Int) throws(CTFError) -> MetadataUUID {
        var bytes: [UInt8] = []
        if tape.nodes[node].kind == .array {
            for element in tape.children(node) {
                guard let number = tape.integer(element), let byte = UInt8(exactly: number) else {
                    throw error(element, "a UUID has an element which is no byte", Remedy.property)
                }
                bytes.append(byte)
            }
        }
        guard let uuid = MetadataUUID(bytes: bytes) else {
            throw error(node, "a UUID must be an array of 16 bytes", Remedy.property)
        }
        return uuid
    }

    mutating func alias() throws(CTFError) {
        try allow([.type, .name, .fieldClass], in: 0)
        _ = try attributes(0)
        let name = Array(try requiredString(0, .name).utf8)
        guard aliases[name] == nil else {
            throw error(
                0,
                "there is already a field class alias \"\(String(decoding: name, as: UTF8.self))\"",
                "Rename one of them"
            )
        }
        aliases[name] = try fieldClass(try required(0, .fieldClass))
    }

    mutating func convertTraceClass() throws(CTFError) {
        guard traceClass == nil && streamClasses.isEmpty else {
            throw error(
                0,
                "this trace class fragment has no place here",
                "At most one may be there, and it must precede the data stream classes"
            )
        }
        var words: Set<Word> = [
            .type, .namespace, .name, .uid, .environment, .packetHeaderFieldClass,
        ]
        let draftUUID = try draftUUID()
        if draftUUID != nil { words.insert(.uuid) }
        try allow(words, in: 0)
        let identity = try identity()
        traceClass = TraceClass(
            identity: Identity(
                namespace: identity.namespace,
                name: identity.name,
                uid: identity.uid ?? draftUUID?.description
            ),
            environment: try environment(),
            packetHeader: try rootClass(.packetHeaderFieldClass)?.structure,
            attributes: try attributes(0)
        )
        try checkTraceClass()
    }

    private func environment() throws(CTFError) -> [TraceClass.EnvironmentEntry] {
        guard let node = tape.find(0, .environment) else { return [] }
        guard tape.nodes[node].kind == .object else {
            throw mismatch(0, .environment, "an object", node)
        }
        var entries: [TraceClass.EnvironmentEntry] = []
        for name in tape.children(node) {
            let value = name + 1
            if let number = tape.integer(value) {
                entries.append(TraceClass.EnvironmentEntry(tape.text(name), .integer(number)))
            } else if tape.nodes[value].kind == .string {
                let text = tape.text(value)
                entries.append(TraceClass.EnvironmentEntry(tape.text(name), .string(text)))
            } else {
                throw error(
                    value,
                    "an environment value must be an integer or a string, "
                        + "not \(tape.kindText(value))",
                    Remedy.property
                )
            }
        }
        return entries
    }

    func identity() throws(CTFError) -> Identity {
        Identity(
            namespace: try string(0, .namespace),
            name: try string(0, .name),
            uid: try string(0, .uid)
        )
    }
}
