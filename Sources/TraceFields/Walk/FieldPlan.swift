// SPDX-License-Identifier: Apache-2.0

internal import CTFReader
package import TraceModel

/// A root structure as a list of nodes, each before those inside it, with prepared names.
///
/// It is made once for each class, so that printing a record looks nothing up.
package struct FieldPlan: Sendable {
    /// What few nodes need.
    package struct Details: Sendable {
        /// The layout of fixed-length bits.
        package var layout: BitLayout?
        /// The encoding of a text.
        package var encoding = TextEncoding.utf8
        /// The labels of an enumeration, or the flags of a bit map, in the form of the sink.
        package var labels: EnumerationText?
        /// What a BLOB holds, in the form of the sink.
        package var mediaType: [UInt8] = []
    }

    /// The nodes; the first one is the root structure.
    package private(set) var nodes: [FieldNode] = []
    /// The name of each node, in the form of the sink; empty for those without one.
    package private(set) var names: [[UInt8]] = []
    /// The index of each option of the variants.
    package private(set) var options: [Int32] = []
    /// What few nodes need; one for each node.
    package private(set) var details: [Details] = []

    /// Makes the nodes of a structure.
    ///
    /// - Parameters:
    ///   - structure: the structure; the metadata bounds how deeply it is nested.
    ///   - name: puts the name of a member in the form of the sink.
    ///   - label: puts a label, a flag or a media type in the form of the sink.
    package init(
        _ structure: StructureFieldClass,
        name: (String) -> [UInt8],
        label: (String) -> [UInt8]
    ) {
        add(.structure(structure), [], name, label)
    }

    /// The indexes of the members of a structure.
    package func members(of index: Int) -> [Int] {
        var found: [Int] = []
        var member = index + 1
        while member < Int(nodes[index].end) {
            found.append(member)
            member = Int(nodes[member].end)
        }
        return found
    }

    /// The nodes of the options of a variant, in their order.
    package func options(of index: Int) -> [Int] {
        var found: [Int] = []
        var option = index + 1
        while option < Int(nodes[index].end) {
            found.append(option)
            option = Int(nodes[option].end)
        }
        return found
    }

    private mutating func add(
        _ fieldClass: FieldClass,
        _ ownName: [UInt8],
        _ name: (String) -> [UInt8],
        _ label: (String) -> [UInt8]
    ) {
        let index = nodes.count
        var (node, details) = Self.make(fieldClass, label)
        node.isForReader = fieldClass.isForReader
        nodes.append(node)
        names.append(ownName)
        self.details.append(details)
        switch fieldClass {
        case .structure(let structure):
            for member in structure.members {
                add(member.fieldClass, name(member.name), name, label)
            }
            nodes[index].end = Int32(clamping: nodes.count)
            let members = members(of: index)
            nodes[index].isEmpty = members.allSatisfy { nodes[$0].isEmpty }
            nodes[index].isForReader =
                !members.isEmpty && members.allSatisfy { nodes[$0].isForReader }
        case .array(let array): add(array.element, [], name, label)
        case .optional(let optional): add(optional.content, [], name, label)
        case .variant(let variant):
            let first = options.count
            nodes[index].firstOption = Int32(clamping: first)
            options += variant.options.map { _ in 0 }
            for (number, option) in variant.options.enumerated() {
                options[first + number] = Int32(clamping: nodes.count)
                add(option.fieldClass, name(option.name ?? ""), name, label)
            }
        default: break
        }
        nodes[index].end = Int32(clamping: nodes.count)
    }
}

extension FieldPlan {
    private static func make(
        _ fieldClass: FieldClass,
        _ label: (String) -> [UInt8]
    ) -> (FieldNode, Details) {
        switch fieldClass {
        case .structure: (FieldNode(kind: .structure), Details())
        case .array: (FieldNode(kind: .array), Details())
        case .optional: (FieldNode(kind: .optional), Details())
        case .variant: (FieldNode(kind: .variant), Details())
        case .bitArray(let bits): fixed(.bitArray, bits.layout)
        case .boolean(let boolean): fixed(.boolean, boolean.layout)
        case .floatingPoint(let number): fixed(.real, number.layout)
        case .bitMap(let map):
            fixed(.bitMap, map.layout, flags: map.flags, label)
        case .integer(let integer):
            self.integer(integer.isSigned, integer.base, integer.mappings, integer.layout, label)
        case .variableLengthInteger(let integer):
            self.integer(integer.isSigned, integer.base, integer.mappings, nil, label)
        case .string(let string):
            (
                FieldNode(kind: string.encoding == .utf8 ? .string : .encodedString),
                Details(encoding: string.encoding)
            )
        case .blob(let blob):
            (FieldNode(kind: .blob), Details(mediaType: label(blob.mediaType)))
        }
    }

    private static func fixed(
        _ kind: FieldNode.Kind,
        _ layout: BitLayout,
        flags: [Mapping] = [],
        _ label: (String) -> [UInt8] = { Array($0.utf8) }
    ) -> (FieldNode, Details) {
        var node = FieldNode(kind: kind)
        node.bits = UInt32(clamping: layout.lengthBits)
        node.isWide = layout.lengthBits > 64
        var details = Details(layout: layout)
        if kind == .bitMap {
            details.labels = EnumerationText(flags, isSigned: false, quote: label)
        }
        return (node, details)
    }

    private static func integer(
        _ isSigned: Bool,
        _ base: DisplayBase,
        _ mappings: [Mapping],
        _ layout: BitLayout?,
        _ label: (String) -> [UInt8]
    ) -> (FieldNode, Details) {
        let kind: FieldNode.Kind =
            !mappings.isEmpty ? .enumeration : isSigned ? .signed : .unsigned
        var node = FieldNode(kind: kind)
        node.isSigned = isSigned
        node.bits = UInt32(clamping: layout?.lengthBits ?? 64)
        node.isWide = (layout?.lengthBits ?? 0) > 64
        node.isVariable = layout == nil
        node.base = UInt8(base.rawValue)
        var details = Details(layout: layout)
        if kind == .enumeration {
            details.labels = EnumerationText(mappings, isSigned: isSigned, quote: label)
        }
        return (node, details)
    }
}
