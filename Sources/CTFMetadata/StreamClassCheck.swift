// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// What the check of an event record class needs to know of its data stream class.
struct StreamClassCheck {
    /// The root structures that precede those of the event record class.
    var tree: FieldTree
    /// Whether the header or the common context of its event records can have bits.
    let canHaveBits: Bool
}

extension CTF2Converter {
    mutating func checkTraceClass() throws(CTFError) {
        guard let header = traceClass?.packetHeader else { return }
        var tree = FieldTree()
        tree.add(.packetHeader, header)
        try LocationCheck.run(tree, from: 0, fragment: fragment)
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
        try LocationCheck.run(tree, from: first, fragment: fragment)
        try RoleCheck(
            tree: tree,
            fragment: fragment,
            hasUUID: uuid != nil,
            hasClock: stream.defaultClockClassID != nil
        ).run(from: first)
        streamChecks[stream.id] = StreamClassCheck(tree: tree, canHaveBits: canHaveBits)
    }

    mutating func checkEventRecordClass(_ event: EventRecordClass) throws(CTFError) {
        // Taken out, so that the tree is extended in place and not copied.
        let id = event.dataStreamClassID
        guard var stream = streamChecks.removeValue(forKey: id) else { return }
        let first = stream.tree.nodes.count
        stream.tree.add(.eventRecordSpecificContext, event.specificContext)
        stream.tree.add(.eventRecordPayload, event.payload)
        try LocationCheck.run(stream.tree, from: first, fragment: fragment)
        stream.tree.removeNodes(from: first)
        streamChecks[id] = stream
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
