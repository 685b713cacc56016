// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension CTF2Converter {
    private static let clockWords: Set<Word> = [
        .type, .id, .namespace, .name, .uid, .frequency, .origin, .offsetFromOrigin, .precision,
        .accuracy, .description,
    ]

    mutating func clockClass() throws(CTFError) {
        let draftUUID = try draftUUID()
        try allow(
            draftUUID == nil ? Self.clockWords : Self.clockWords.union([.uuid]),
            in: 0
        )
        let id = try clockID()
        guard clockIDs.insert(Array(id.utf8)).inserted else {
            throw error(0, "there is already a clock class \"\(id)\"", "Give it another \"id\"")
        }
        guard let frequency = try integer(0, .frequency, 1...UInt64.max) else {
            throw missing(0, .frequency)
        }
        let offset = try offset(frequency)
        let identity = try identity()
        let clock = ClockClass(
            id: id,
            identity: Identity(
                namespace: identity.namespace,
                name: identity.name,
                uid: identity.uid ?? draftUUID?.description
            ),
            frequencyHertz: frequency,
            origin: try origin(),
            offsetSeconds: offset.seconds,
            offsetCycles: offset.cycles,
            precisionCycles: try natural(0, .precision),
            accuracyCycles: try natural(0, .accuracy),
            summary: try string(0, .description),
            attributes: try attributes(0)
        )
        try checkIdentity(clock)
        clockClasses.append(clock)
    }

    /// The id; in the draft dialect, the name.
    private mutating func clockID() throws(CTFError) -> String {
        if let id = try string(0, .id) { return id }
        let error = missing(0, .id)
        guard let name = try string(0, .name) else { throw error }
        if isStrict { strictError = error }
        return name
    }

    /// The UUID that trace and clock classes have in the draft dialect.
    mutating func draftUUID() throws(CTFError) -> MetadataUUID? {
        guard let node = tape.find(0, .uuid) else { return nil }
        let uuid = try uuid(node)
        isDraft = true
        return uuid
    }

    private mutating func checkIdentity(_ clock: ClockClass) throws(CTFError) {
        guard let name = clock.identity.name, let uid = clock.identity.uid else { return }
        let identity = ClockIdentity(
            namespace: clock.identity.namespace.map { Array($0.utf8) },
            name: Array(name.utf8),
            uid: Array(uid.utf8)
        )
        guard let index = clockIdentities[identity] else {
            clockIdentities[identity] = clockClasses.count
            return
        }
        let other = clockClasses[index]
        guard
            other.frequencyHertz == clock.frequencyHertz && other.origin == clock.origin
                && other.precisionCycles == clock.precisionCycles
                && other.accuracyCycles == clock.accuracyCycles
        else {
            throw error(
                0,
                "the clock class \"\(other.id)\" has the same identity but other properties",
                "Give it another \"uid\", or the same frequency, origin, precision and accuracy"
            )
        }
    }

    private mutating func offset(
        _ frequency: UInt64
    ) throws(CTFError) -> (seconds: Int64, cycles: UInt64) {
        guard let node = tape.find(0, .offsetFromOrigin) else { return (0, 0) }
        try checkObject(node, "clock offset")
        try allow([.seconds, .cycles], in: node, hasAttributes: false)
        return (
            try integer(node, .seconds, Int64.min...Int64.max) ?? 0,
            try integer(node, .cycles, 0...(frequency - 1)) ?? 0
        )
    }

    private mutating func origin() throws(CTFError) -> ClockClass.Origin? {
        guard let node = tape.find(0, .origin) else { return nil }
        if tape.nodes[node].kind == .string {
            if tape.nodes[node].word == .unixEpoch { return .unixEpoch }
            throw error(
                0,
                "\"\(tape.text(node))\" is not a clock origin",
                "Write \"unix-epoch\" or an object"
            )
        }
        try checkObject(node, "clock origin")
        try allow([.namespace, .name, .uid], in: node, hasAttributes: false)
        return .custom(
            namespace: try string(node, .namespace),
            name: try requiredString(node, .name),
            uid: try requiredString(node, .uid)
        )
    }
}
