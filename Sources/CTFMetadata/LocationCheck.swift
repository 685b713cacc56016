// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// The pass which checks that each field location leads to fields of the permitted classes.
struct LocationCheck {
    /// How many fields all locations of one fragment may lead to.
    static let targetLimit = 10_000_000

    let tree: FieldTree
    let fragment: Int
    private var targetCount = 0

    private init(tree: FieldTree, fragment: Int) {
        self.tree = tree
        self.fragment = fragment
    }

    /// What the located fields of a dependent field are.
    private enum Family {
        case boolean
        case unsigned
        case signed
    }

    /// Checks the nodes of a tree from an index on.
    static func run(_ tree: FieldTree, from first: Int, fragment: Int) throws(CTFError) {
        var check = LocationCheck(tree: tree, fragment: fragment)
        try check.run(from: first)
    }

    private mutating func run(from first: Int) throws(CTFError) {
        for index in first..<tree.nodes.count {
            switch tree.nodes[index].fieldClass {
            case .string(let string): try checkLength(string.lengthBytes, index)
            case .blob(let blob): try checkLength(blob.lengthBytes, index)
            case .array(let array): try checkLength(array.length, index)
            case .optional(let optional):
                let family = try family(of: optional.selector, index)
                guard (family == .boolean) == (optional.selectorRanges == nil) else {
                    throw error(
                        index,
                        "the selector ranges of an optional do not fit its selector",
                        "An integer selector needs \"selector-field-ranges\", a boolean has none"
                    )
                }
            case .variant(let variant):
                guard try family(of: variant.selector, index) != .boolean else {
                    throw error(
                        index,
                        "the selector of a variant is a boolean",
                        "Use an integer, or two optionals"
                    )
                }
            default: continue
            }
        }
    }

    private mutating func checkLength(_ length: FieldLength?, _ index: Int) throws(CTFError) {
        guard case .field(let location) = length else { return }
        guard try family(of: location, index) == .unsigned else {
            throw error(
                index,
                "the length field is no unsigned integer",
                "Correct the location, or the class of the length field"
            )
        }
    }

    private mutating func family(
        of location: FieldLocation,
        _ index: Int
    ) throws(CTFError) -> Family {
        var fields: [Int] = []
        do throws(FieldTree.LocationProblem) {
            fields = try tree.targets(of: location, from: index)
        } catch {
            throw self.error(index, "the field location \(error)", "Correct its origin and path")
        }
        targetCount += fields.count
        guard targetCount <= Self.targetLimit else {
            throw error(
                index,
                "the field locations lead to more than \(Self.targetLimit) fields",
                Remedy.smaller
            )
        }
        var result: Family?
        for target in fields {
            let family: Family
            switch tree.nodes[target].fieldClass {
            case .integer(let integer): family = integer.isSigned ? .signed : .unsigned
            case .variableLengthInteger(let integer):
                family = integer.isSigned ? .signed : .unsigned
            default: family = .boolean
            }
            guard result == nil || result == family else {
                throw error(
                    index,
                    "the field location leads to fields of different kinds",
                    "All must be booleans, or unsigned, or signed integers"
                )
            }
            result = family
        }
        return result ?? .boolean
    }

    private func error(_ index: Int, _ problem: String, _ remedy: String) -> CTFError {
        CTFError(
            .metadata,
            path: "",
            place: Place.text(fragment: fragment, path: tree.place(of: index)),
            problem: problem,
            remedy: remedy
        )
    }
}
