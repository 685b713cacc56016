// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// What the check of an event record class needs to know of its data stream class.
struct StreamCheck {
    /// The root structures that precede those of the event record class.
    let tree: FieldTree
    /// Whether timestamps have a meaning.
    let hasClock: Bool
}

extension MetadataConverter {
    func checkTraceClass() throws(CTFError) {
        guard let header = traceClass?.packetHeader else { return }
        var tree = FieldTree()
        tree.add(.packetHeader, header)
        try LocationCheck(tree: tree, converter: self).run(from: 0)
        try RoleCheck(tree: tree, converter: self, hasClock: false).run(from: 0)
    }

    mutating func checkDataStreamClass(_ stream: DataStreamClass) throws(CTFError) {
        var tree = FieldTree()
        tree.add(.packetHeader, traceClass?.packetHeader)
        let first = tree.nodes.count
        tree.add(.packetContext, stream.packetContext)
        tree.add(.eventRecordHeader, stream.eventRecordHeader)
        tree.add(.eventRecordCommonContext, stream.eventRecordCommonContext)
        let hasClock = stream.defaultClockClassID != nil
        try LocationCheck(tree: tree, converter: self).run(from: first)
        try RoleCheck(tree: tree, converter: self, hasClock: hasClock).run(from: first)
        streamChecks[stream.id] = StreamCheck(tree: tree, hasClock: hasClock)
    }

    func checkEventRecordClass(_ event: EventRecordClass) throws(CTFError) {
        guard let check = streamChecks[event.dataStreamClassID] else { return }
        var tree = check.tree
        let first = tree.nodes.count
        tree.add(.eventRecordSpecificContext, event.specificContext)
        tree.add(.eventRecordPayload, event.payload)
        try LocationCheck(tree: tree, converter: self).run(from: first)
    }
}

extension FieldTree {
    /// The place of a node for messages, for example ".event-record-payload.items[].length".
    func place(of index: Int) -> String {
        let node = nodes[index]
        guard let parent = node.parent else { return ".\(node.scope.formatName)" }
        if let name = node.name { return place(of: parent) + ".\(name)" }
        if case .array = nodes[parent].fieldClass { return place(of: parent) + "[]" }
        return place(of: parent)
    }
}
