// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import TraceModel

/// Describes field classes.
struct DetailsClassPrinter {
    /// The words that descriptions are made of, and how deep they stand.
    var writer: DetailsWriter
    /// The root structures, so that lengths and selectors can be found.
    var tree = FieldTree()
    /// Whether the trace is one of CTF 2.
    ///
    /// Only its user attributes are its own, and lengths and selectors are told by the names of
    /// members, which need no counting.
    var isCTF2 = true

    init(_ writer: DetailsWriter) { self.writer = writer }

    /// Describes a root structure as a property, if there is something to show.
    mutating func root(_ scope: FieldScope, _ name: String, _ text: inout TextBuffer) {
        guard let root = tree.roots[scope], !tree.isHidden(root) else { return }
        writer.property(name, &text)
        describe(root, &text)
    }

    /// Appends the description of a class behind a name, its body on lines of their own; the
    /// metadata bounds the nesting.
    private mutating func describe(
        _ index: Int,
        memberAttributes: Attributes = [:],
        _ text: inout TextBuffer
    ) {
        let node = tree.nodes[index]
        text.append(byte: 0x20)
        let attributes = isCTF2 ? node.fieldClass.attributes : [:]
        let ownAttributes = isCTF2 ? memberAttributes : [:]
        appendWords(index, &text)
        let hasBody = self.hasBody(index) || !attributes.isEmpty || !ownAttributes.isEmpty
        text.append(hasBody ? ":\n" : "\n")
        guard hasBody else { return }
        writer.level += 1
        writer.attributes(attributes, &text)
        writer.attributes(ownAttributes, title: "Member user attributes", &text)
        let isApart = !attributes.isEmpty || !ownAttributes.isEmpty
        if isApart, self.hasBody(index), let title = Self.bodyTitle(node.fieldClass) {
            writer.property(title, &text)
            text.append(byte: 0x0A)
            writer.level += 1
            appendBody(index, &text)
            writer.level -= 1
        } else {
            appendBody(index, &text)
        }
        writer.level -= 1
    }

    private static func bodyTitle(_ fieldClass: FieldClass) -> String? {
        switch fieldClass {
        case .structure: "Members"
        case .variant: "Options"
        case .bitMap: "Flags"
        case .integer, .variableLengthInteger: "Mappings"
        default: nil
        }
    }

    private func visibleMembers(_ index: Int) -> [Int] {
        tree.nodes[index].children.filter { !tree.isHidden($0) }
    }

    private func hasBody(_ index: Int) -> Bool {
        switch tree.nodes[index].fieldClass {
        case .structure: !visibleMembers(index).isEmpty
        case .integer(let integer): !integer.mappings.isEmpty
        case .variableLengthInteger(let integer): !integer.mappings.isEmpty
        case .bitMap(let map): !map.flags.isEmpty
        case .array, .optional: true
        case .variant(let variant): !variant.options.isEmpty
        default: false
        }
    }

    private mutating func appendBody(_ index: Int, _ text: inout TextBuffer) {
        let node = tree.nodes[index]
        switch node.fieldClass {
        case .structure(let structure):
            for (member, child) in zip(structure.members, node.children)
            where !tree.isHidden(child) {
                name(member.name, &text)
                describe(child, memberAttributes: member.attributes, &text)
            }
        case .integer(let integer): mappings(integer.mappings, &text)
        case .variableLengthInteger(let integer): mappings(integer.mappings, &text)
        case .bitMap(let map): mappings(map.flags, &text)
        case .array:
            writer.property("Element", &text)
            describe(index + 1, &text)
        case .optional(let optional):
            if let ranges = optional.selectorRanges {
                writer.property("Selector ranges", &text)
                self.ranges(ranges, &text)
                text.append(byte: 0x0A)
            } else if fieldPath(optional.selector, from: index) != nil {
                writer.line("Selector is reversed", false, &text)
            }
            writer.property("Content", &text)
            describe(index + 1, &text)
        case .variant(let variant):
            for (option, child) in zip(variant.options, node.children) {
                name(option.name ?? "", &text)
                ranges(option.ranges, &text)
                text.append(byte: 0x3A)
                describe(child, memberAttributes: option.attributes, &text)
            }
        default: break
        }
    }

    /// Appends the indented name of a member or an option, and a colon.
    private func name(_ name: String, _ text: inout TextBuffer) {
        writer.indent(&text)
        writer.colored(writer.colors.member, name, &text)
        text.append(byte: 0x3A)
    }

    private func mappings(_ mappings: [Mapping], _ text: inout TextBuffer) {
        let sorted = mappings.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        for mapping in sorted {
            writer.property(mapping.name, &text)
            ranges(mapping.ranges, &text)
            text.append(byte: 0x0A)
        }
    }

    /// Appends ranges in their order, each behind a space.
    private func ranges(_ set: IntegerRangeSet, _ text: inout TextBuffer) {
        let sorted = set.ranges.sorted {
            $0.lower != $1.lower ? $0.lower < $1.lower : $0.upper < $1.upper
        }
        for range in sorted {
            text.append(" [")
            writer.value(DetailsWriter.number(range.lower), &text)
            if range.upper != range.lower {
                text.append(", ")
                writer.value(DetailsWriter.number(range.upper), &text)
            }
            text.append("]")
        }
    }
}

extension FieldClass {
    /// The user attributes of a class of any kind.
    var attributes: Attributes {
        switch self {
        case .bitArray(let bits): bits.attributes
        case .bitMap(let map): map.attributes
        case .boolean(let boolean): boolean.attributes
        case .integer(let integer): integer.attributes
        case .variableLengthInteger(let integer): integer.attributes
        case .floatingPoint(let number): number.attributes
        case .string(let string): string.attributes
        case .blob(let blob): blob.attributes
        case .structure(let structure): structure.attributes
        case .array(let array): array.attributes
        case .optional(let optional): optional.attributes
        case .variant(let variant): variant.attributes
        }
    }
}
