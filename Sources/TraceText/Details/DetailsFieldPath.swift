// SPDX-License-Identifier: Apache-2.0

internal import TraceFields
internal import TraceModel

/// Where lengths and selectors are in the structures that are shown.
struct DetailsFieldPath {
    /// The name of the root structure.
    let root: String
    /// The steps from there: indexes and `<current>`, or the names of members.
    let steps: [String]

    /// Finds the field that another one depends on; nil when it is not shown, because it is in a
    /// header or only for readers.
    ///
    /// - Parameters:
    ///   - location: where the metadata says that it is.
    ///   - dependent: the class that depends on it.
    ///   - tree: the classes.
    ///   - isNamed: whether the steps are the names of members.
    init?(_ location: FieldLocation, from dependent: Int, in tree: FieldTree, isNamed: Bool) {
        guard
            let targets = try? tree.targets(of: location, from: dependent),
            let target = targets.first
        else { return nil }
        guard let root = Self.name(tree.nodes[target].scope) else { return nil }
        var steps: [String] = []
        var index = target
        while let parent = tree.nodes[index].parent {
            if tree.isHidden(index) { return nil }
            switch tree.nodes[parent].fieldClass {
            case .structure where isNamed: steps.append(tree.nodes[index].name ?? "")
            case _ where isNamed: break
            case .array, .optional: steps.append("<current>")
            default:
                let children = tree.nodes[parent].children.filter { !tree.isHidden($0) }
                steps.append("\(children.firstIndex(of: index) ?? 0)")
            }
            index = parent
        }
        self.root = root
        self.steps = steps.reversed()
    }

    private static func name(_ scope: FieldScope) -> String? {
        switch scope {
        case .packetHeader, .eventRecordHeader: nil
        case .packetContext: "Packet context"
        case .eventRecordCommonContext: "Event common context"
        case .eventRecordSpecificContext: "Event specific context"
        case .eventRecordPayload: "Event payload"
        }
    }
}

extension FieldTree {
    /// Whether a field is only for readers of packets, and so is not shown.
    func isHidden(_ index: Int) -> Bool {
        guard nodes[index].scope == .packetContext else { return false }
        if case .structure(let structure) = nodes[index].fieldClass {
            return !structure.members.isEmpty && nodes[index].children.allSatisfy { isHidden($0) }
        }
        return nodes[index].fieldClass.isForReader
    }
}
