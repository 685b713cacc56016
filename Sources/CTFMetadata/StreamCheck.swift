// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// What the check of an event record class needs to know of its data stream class.
struct StreamCheck {
    /// The root structures that precede those of the event record class.
    var tree: FieldTree
    /// Whether the header or the common context of its event records can have bits.
    let canHaveBits: Bool
    /// The event record header fields that nothing gives a meaning yet.
    var unclaimed = UnclaimedFields()
}

/// Header fields which have no role, and which no field location has led to so far.
///
/// Fragments that come later can still have a location which leads to them.
struct UnclaimedFields {
    /// The error about each such field, by the index of its node.
    private(set) var errors: [Int: CTFError] = [:]

    /// Notes the fields of a header which have no meaning by themselves.
    init(_ scope: FieldScope, of tree: FieldTree, fragment: Int) {
        guard let root = tree.roots[scope] else { return }
        for index in root..<tree.nodes[root].end {
            switch tree.nodes[index].fieldClass {
            case .structure, .array, .optional, .variant: continue
            case .integer(let field) where Self.isEffective(field.roles, scope): continue
            case .variableLengthInteger(let field) where Self.isEffective(field.roles, scope):
                continue
            case .blob(let field) where Self.isEffective(field.roles, scope): continue
            default:
                errors[index] = CTFError(
                    .metadata,
                    path: "",
                    place: "fragment \(fragment), $\(tree.place(of: index))",
                    problem: "a header field has no role and is no length and no selector",
                    remedy: "Give it a role, or move it to a context"
                )
            }
        }
    }

    /// Makes a set without fields.
    init() {}

    private static func isEffective(_ roles: [FieldRole], _ scope: FieldScope) -> Bool {
        roles.contains { $0.isEffective(in: scope) }
    }

    /// Takes away a field that a location leads to.
    mutating func claim(_ index: Int) {
        errors[index] = nil
    }
}

extension MetadataConverter {
    mutating func checkTraceClass() throws(CTFError) {
        guard let header = traceClass?.packetHeader else { return }
        var tree = FieldTree()
        tree.add(.packetHeader, header)
        unclaimedHeader = UnclaimedFields(.packetHeader, of: tree, fragment: fragment)
        var check = LocationCheck(tree: tree, fragment: fragment)
        try check.run(from: 0)
        for index in check.targets { unclaimedHeader.claim(index) }
        try RoleCheck(tree: tree, fragment: fragment, hasUUID: uuid != nil, hasClock: false)
            .run(from: 0)
    }

    mutating func checkDataStreamClass(
        _ stream: DataStreamClass,
        canHaveBits: Bool
    ) throws(CTFError) {
        var tree = FieldTree()
        tree.add(.packetHeader, traceClass?.packetHeader)
        let first = tree.nodes.count
        tree.add(.packetContext, stream.packetContext)
        tree.add(.eventRecordHeader, stream.eventRecordHeader)
        tree.add(.eventRecordCommonContext, stream.eventRecordCommonContext)
        var unclaimed = UnclaimedFields(.eventRecordHeader, of: tree, fragment: fragment)
        var check = LocationCheck(tree: tree, fragment: fragment)
        try check.run(from: first)
        for index in check.targets {
            unclaimed.claim(index)
            unclaimedHeader.claim(index)
        }
        try RoleCheck(
            tree: tree,
            fragment: fragment,
            hasUUID: uuid != nil,
            hasClock: stream.defaultClockClassID != nil
        ).run(from: first)
        streamChecks[stream.id] = StreamCheck(
            tree: tree,
            canHaveBits: canHaveBits,
            unclaimed: unclaimed
        )
    }

    mutating func checkEventRecordClass(_ event: EventRecordClass) throws(CTFError) {
        // Taken out, so that the tree is extended in place and not copied.
        let id = event.dataStreamClassID
        guard var stream = streamChecks.removeValue(forKey: id) else { return }
        let first = stream.tree.nodes.count
        stream.tree.add(.eventRecordSpecificContext, event.specificContext)
        stream.tree.add(.eventRecordPayload, event.payload)
        var check = LocationCheck(tree: stream.tree, fragment: fragment)
        try check.run(from: first)
        for index in check.targets where index < first {
            stream.unclaimed.claim(index)
            unclaimedHeader.claim(index)
        }
        check = LocationCheck(tree: FieldTree(), fragment: fragment)
        stream.tree.removeNodes(from: first)
        streamChecks[id] = stream
    }

    /// Refuses header fields which have no meaning.
    func checkClaims() throws(CTFError) {
        var errors = unclaimedHeader.errors.min { $0.key < $1.key }.map { [$0.value] } ?? []
        for stream in streamClasses where errors.isEmpty {
            let unclaimed = streamChecks[stream.id]?.unclaimed.errors ?? [:]
            errors = unclaimed.min { $0.key < $1.key }.map { [$0.value] } ?? []
        }
        if let error = errors.first { throw error }
    }
}

extension FieldTree {
    /// The place of a node for messages, for example ".event-record-payload.items[].length".
    func place(of index: Int) -> String {
        var place = ""
        var current = index
        while let parent = nodes[current].parent {
            if let name = nodes[current].name {
                place = ".\(name)" + place
            } else if case .array = nodes[parent].fieldClass {
                place = "[]" + place
            }
            current = parent
        }
        return ".\(nodes[current].scope.formatName)" + place
    }
}
