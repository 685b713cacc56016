// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// Writes a field class with all that is inside it, without recursion.
struct FieldClassWriter {
    /// What is still to be written, the next thing last.
    private enum Step {
        case fieldClass(FieldClass, isFirst: Bool)
        case key(Word)
        case begin(UInt8)
        case end(UInt8)
        case name(String?)
        case ranges(IntegerRangeSet)
        case attributes(Attributes)
    }

    private static let openBrace = UInt8(ascii: "{")
    private static let closeBrace = UInt8(ascii: "}")
    private static let openBracket = UInt8(ascii: "[")
    private static let closeBracket = UInt8(ascii: "]")

    private let filter: RoleFilter
    private var steps: [Step] = []

    private init(_ filter: RoleFilter) {
        self.filter = filter
    }

    /// Appends a root structure to a text.
    static func write(
        _ structure: StructureFieldClass,
        _ filter: RoleFilter,
        to text: inout JSONWriter
    ) {
        var writer = FieldClassWriter(filter)
        writer.steps = [.fieldClass(.structure(structure), isFirst: false)]
        var isRoot = true
        while let step = writer.steps.popLast() {
            switch step {
            case .fieldClass(let fieldClass, let isFirst):
                writer.fieldClass(fieldClass, isFirst: isFirst, isRoot: isRoot, to: &text)
                isRoot = false
            case .key(let word): text.key(word.rawValue)
            case .begin(let bracket): text.begin(bracket)
            case .end(let bracket): text.end(bracket)
            case .name(let name): text.member("name", name)
            case .ranges(let ranges):
                text.key(Word.selectorFieldRanges.rawValue)
                text.rangeSet(ranges)
            case .attributes(let attributes): text.attributes(attributes)
            }
        }
    }

    private mutating func fieldClass(
        _ fieldClass: FieldClass,
        isFirst: Bool,
        isRoot: Bool,
        to text: inout JSONWriter
    ) {
        text.begin(Self.openBrace)
        switch fieldClass {
        case .structure(let structure):
            text.structure(structure)
            close(structure.attributes)
            self.structure(structure, isRoot: isRoot)
        case .array(let array):
            text.array(array)
            close(array.attributes)
            inner(.elementFieldClass, array.element)
        case .optional(let optional):
            text.optional(optional)
            close(optional.attributes)
            inner(.fieldClass, optional.content)
        case .variant(let variant):
            text.variant(variant)
            close(variant.attributes)
            options(variant)
        default:
            text.leaf(fieldClass) { role in
                filter.keeps(role, of: fieldClass, isFirst: isFirst)
            }
            text.end(Self.closeBrace)
        }
    }

    private mutating func close(_ attributes: Attributes) {
        steps.append(.end(Self.closeBrace))
        steps.append(.attributes(attributes))
    }

    private mutating func inner(_ word: Word, _ fieldClass: FieldClass, isFirst: Bool = false) {
        steps.append(.fieldClass(fieldClass, isFirst: isFirst))
        steps.append(.key(word))
    }

    private mutating func structure(_ structure: StructureFieldClass, isRoot: Bool) {
        guard !structure.members.isEmpty else { return }
        steps.append(.end(Self.closeBracket))
        for (index, member) in structure.members.enumerated().reversed() {
            close(member.attributes)
            inner(.fieldClass, member.fieldClass, isFirst: isRoot && index == 0)
            steps.append(.name(member.name))
            steps.append(.begin(Self.openBrace))
        }
        steps.append(.begin(Self.openBracket))
        steps.append(.key(.memberClasses))
    }

    private mutating func options(_ variant: VariantFieldClass) {
        steps.append(.end(Self.closeBracket))
        // An option of CTF 1.8 whose name is no label of the tag has no ranges: nothing chooses it,
        // and CTF 2 has no such options.
        let reachable = variant.options.filter { !$0.ranges.ranges.isEmpty }
        for option in reachable.reversed() {
            close(option.attributes)
            inner(.fieldClass, option.fieldClass)
            steps.append(.ranges(option.ranges))
            steps.append(.name(option.name))
            steps.append(.begin(Self.openBrace))
        }
        steps.append(.begin(Self.openBracket))
        steps.append(.key(.options))
    }
}
