// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension TSDLTypeWriter {
    /// The nodes that a location leads to.
    func targets(_ location: FieldLocation, from index: Int) throws(CTFError) -> [Int] {
        do throws(FieldTree.LocationProblem) {
            return try tree.targets(of: location, from: index)
        } catch {
            throw limit(index, "the field location \(error)")
        }
    }

    /// The reference to a field: its name in the same structure or one around it, or else its path
    /// from a scope.
    mutating func reference(_ location: FieldLocation, from index: Int) throws(CTFError) -> String {
        guard let target = try targets(location, from: index).first else {
            throw limit(index, "the field location leads nowhere")
        }
        let path = try path(to: target)
        if let name = path.last, let owner = structure(around: target) {
            // Names are looked up from the inside out, and the first that is found counts.
            var place = structure(around: index)
            while let around = place {
                if around == owner { return name }
                if try writtenNames(around).contains(name) { break }
                place = structure(around: around)
            }
        }
        return ([Self.prefix(tree.nodes[target].scope)] + path).joined(separator: ".")
    }

    /// The structure whose member contains a node.
    private func structure(around index: Int) -> Int? {
        var place = tree.nodes[index].parent
        while let parent = place {
            if case .structure = tree.nodes[parent].fieldClass { return parent }
            place = tree.nodes[parent].parent
        }
        return nil
    }

    /// The written names of the members from the root structure to a node.
    private mutating func path(to target: Int) throws(CTFError) -> [String] {
        var names: [String] = []
        var place = target
        while let parent = tree.nodes[place].parent {
            if case .structure = tree.nodes[parent].fieldClass,
                let position = tree.nodes[parent].children.firstIndex(of: place)
            {
                names.append(try writtenNames(parent)[position])
            }
            place = parent
        }
        return names.reversed()
    }

    private static func prefix(_ scope: FieldScope) -> String {
        switch scope {
        case .packetHeader: "trace.packet.header"
        case .packetContext: "stream.packet.context"
        case .eventRecordHeader: "stream.event.header"
        case .eventRecordCommonContext: "stream.event.context"
        case .eventRecordSpecificContext: "event.context"
        case .eventRecordPayload: "event.fields"
        }
    }
}
