// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension TSDLTypeWriter {
    /// The names of a structure's members as they must be written.
    ///
    /// A role demands its name. All other names get an underscore, which readers remove, when they
    /// would otherwise be a reserved word, a special name, or lose an underscore of their own.
    mutating func writtenNames(_ index: Int) throws(CTFError) -> [String] {
        if let known = names[index] { return known }
        guard case .structure(let structure) = tree.nodes[index].fieldClass else { return [] }
        let scope = tree.nodes[index].scope
        let isRoot = tree.nodes[index].parent == nil
        var written: [String] = []
        var wanted: [String] = []
        for (position, member) in structure.members.enumerated() {
            let child = tree.nodes[index].children[position]
            let special = try specialName(child, isRoot: isRoot, isFirst: position == 0)
            wanted.append(special ?? member.name)
            if let special {
                written.append(special)
            } else {
                let isSpecial = Self.specialNames(scope).contains(member.name)
                let isPlain =
                    TSDLText.isIdentifier(member.name) && !isSpecial
                    && !member.name.hasPrefix("_")
                written.append(isPlain ? member.name : "_\(member.name)")
            }
            guard TSDLText.isIdentifier(written[position]) else {
                throw limit(child, "the name \"\(member.name)\" is not an identifier")
            }
        }
        guard (ShownNames.names(written) ?? written) == wanted, Set(written).count == written.count
        else { throw limit(index, "the names of members cannot be told apart") }
        names[index] = written
        return written
    }

    /// The names of a variant's options as they must be written: labels of the tag.
    func optionNames(
        _ index: Int,
        _ variant: VariantFieldClass
    ) throws(CTFError) -> [String] {
        var selector: IntegerFieldClass?
        for target in try targets(variant.selector, from: index) {
            guard case .integer(let integer) = tree.nodes[target].fieldClass,
                selector == nil || selector?.tsdlMappings == integer.tsdlMappings
            else {
                throw limit(index, "the selector of a variant is not always the same enumeration")
            }
            selector = integer
        }
        let mappings = selector?.tsdlMappings ?? []
        let ranges = Dictionary(mappings.map { ($0.name, $0.ranges) }) { first, _ in first }
        var names: [String] = []
        for option in variant.options {
            guard let name = option.name else {
                throw limit(index, "an option of a variant has no name")
            }
            let candidates = [name, "_\(name)"].filter { TSDLText.isIdentifier($0) }
            let isUnreachable = option.ranges.ranges.isEmpty
            let found = candidates.first { candidate in
                ShownNames.names([candidate])?[0] ?? candidate == name
                    && (ranges[candidate] == nil) == isUnreachable
            }
            guard let found else {
                throw limit(
                    index,
                    "the option \"\(name)\" of a variant is not named by a label of the selector"
                )
            }
            names.append(found)
        }
        let labelled = names.map { ranges[$0] ?? IntegerRangeSet([]) }
        guard DisjointRanges.firstWins(labelled) == variant.options.map(\.ranges),
            (ShownNames.names(names) ?? names) == variant.options.map({ $0.name ?? "" })
        else {
            throw limit(index, "the options of a variant do not have the values of their labels")
        }
        return names
    }

    /// The name that a field must have because of its role; nil when it may have any.
    private func specialName(
        _ index: Int,
        isRoot: Bool,
        isFirst: Bool
    ) throws(CTFError) -> String? {
        let node = tree.nodes[index]
        let roles: [FieldRole]
        switch node.fieldClass {
        case .integer(let integer): roles = integer.roles
        case .blob(let blob): roles = blob.roles
        default: return nil
        }
        var names: [String] = []
        var isTimestamp = false
        for role in roles where role.isEffective(in: node.scope, format: .ctf1) {
            switch role {
            case .packetMagicNumber where !isRoot || !isFirst:
                throw limit(index, "the magic number is not the first field of the packet header")
            case .metadataStreamUUID where !isRoot:
                throw limit(index, "the UUID is inside of another field of the packet header")
            case .defaultClockTimestamp: isTimestamp = true
            default: names.append(role.tsdlName)
            }
        }
        guard names.count < 2 else {
            throw limit(index, "a field has several roles, each with a name of its own")
        }
        let timestamp = node.scope == .packetContext ? "timestamp_begin" : "timestamp"
        switch (names.first, isTimestamp) {
        case ("timestamp_end", true):
            throw limit(index, "a field is both the beginning and the end of a packet")
        case (let name?, _): return name
        // A timestamp may have any name, except that of another role.
        case (nil, true):
            return node.name == timestamp && Self.specialNames(node.scope).contains(timestamp)
                ? timestamp : nil
        case (nil, false): return nil
        }
    }

    /// The names which mean something in a scope.
    private static func specialNames(_ scope: FieldScope) -> Set<String> {
        switch scope {
        case .packetHeader: ["magic", "uuid", "stream_id", "stream_instance_id"]
        case .packetContext:
            [
                "packet_size", "content_size", "timestamp_begin", "timestamp_end",
                "events_discarded", "packet_seq_num",
            ]
        case .eventRecordHeader: ["id", "timestamp"]
        default: []
        }
    }
}

extension FieldRole {
    /// The name that gives a field the role in CTF 1.8.
    fileprivate var tsdlName: String {
        switch self {
        case .packetMagicNumber: "magic"
        case .metadataStreamUUID: "uuid"
        case .dataStreamClassID: "stream_id"
        case .dataStreamID: "stream_instance_id"
        case .packetTotalLength: "packet_size"
        case .packetContentLength: "content_size"
        case .defaultClockTimestamp: "timestamp"
        case .packetEndDefaultClockTimestamp: "timestamp_end"
        case .discardedEventRecordCounterSnapshot: "events_discarded"
        case .packetSequenceNumber: "packet_seq_num"
        case .eventRecordClassID: "id"
        }
    }
}
