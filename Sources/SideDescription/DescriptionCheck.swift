// SPDX-License-Identifier: Apache-2.0

extension SideEventDescription {
    /// Why nothing can be recorded under this description, for a person; nil where it can.
    ///
    /// Whoever describes an event is told here what a reader of its record would refuse later, and
    /// what no reader could tell apart.
    public var problem: String? {
        var check = DescriptionCheck()
        do throws(DescriptionCheck.Problem) {
            try check.check(self)
            return nil
        } catch {
            return error.text
        }
    }
}

/// Looks for what makes a description unusable, and stops at the first thing.
///
/// Its limits are those of ``SideRecordParser``.
struct DescriptionCheck {
    /// What is wrong.
    struct Problem: Error {
        let text: String

        init(_ text: String) {
            self.text = text
        }
    }

    private static let bases: [UInt64] = [2, 8, 10, 16]
    /// Types and attributes that may still come.
    private var budget = SideRecordParser.maximumParts - 1

    mutating func check(_ event: SideEventDescription) throws(Problem) {
        try checkName(event.provider, "its provider")
        try checkName(event.name, "its name")
        guard !event.provider.utf8.contains(0x3A) else {
            throw Problem(
                "its provider \(PrintableName.quoted(event.provider)) contains a colon, which is"
                    + " what separates it from the name"
            )
        }
        try checkAttributes(event.attributes, "the event")
        try checkFields(event.fields, "the event", depth: 0)
    }

    private func checkName(_ name: String, _ what: String) throws(Problem) {
        guard !name.isEmpty else { throw Problem("\(what) is empty") }
        try checkText(name, what)
    }

    /// A text of the record ends at its first NUL, and readers refuse what is too long.
    private func checkText(_ text: String, _ what: String) throws(Problem) {
        guard !text.utf8.contains(0) else { throw Problem("\(what) contains a NUL") }
        guard text.utf8.count < SideRecordParser.maximumTextBytes else {
            throw Problem(
                "\(what) has \(text.utf8.count) bytes, more than"
                    + " \(SideRecordParser.maximumTextBytes - 1)"
            )
        }
    }

    private mutating func checkFields(
        _ fields: [SideField],
        _ owner: String,
        depth: Int
    ) throws(Problem) {
        try checkDepth(depth, owner)
        try checkCount(fields.count, "fields", owner)
        var names: SortedMap<TextBytes, Bool> = [:]
        for (index, field) in fields.enumerated() {
            guard !field.name.isEmpty else {
                throw Problem("field \(index + 1) of \(owner) has no name")
            }
            let name = "field \(PrintableName.quoted(field.name))"
            try checkText(field.name, "the name of a field")
            guard names[TextBytes(field.name)] == nil else {
                throw Problem("\(name) is named twice")
            }
            names[TextBytes(field.name)] = true
            try checkType(field.type, name, depth: depth + 1)
        }
    }

    private func checkDepth(_ depth: Int, _ owner: String) throws(Problem) {
        guard depth < SideRecordParser.maximumDepth else {
            throw Problem("\(owner) nests deeper than \(SideRecordParser.maximumDepth)")
        }
    }

    private func checkCount(_ count: Int, _ what: String, _ owner: String) throws(Problem) {
        guard count <= SideRecordParser.maximumCount else {
            throw Problem(
                "\(owner) has \(count) \(what), more than \(SideRecordParser.maximumCount)"
            )
        }
    }

    private mutating func checkAttributes(
        _ attributes: [SideAttribute],
        _ owner: String
    ) throws(Problem) {
        try checkCount(attributes.count, "attributes", owner)
        budget -= attributes.count
        for attribute in attributes {
            try checkText(attribute.key, "the key of an attribute of \(owner)")
            if case .string(let text) = attribute.value {
                try checkText(text, "an attribute of \(owner)")
            }
            guard attribute.key == SideAttribute.baseKey else { continue }
            guard case .unsigned(let base) = attribute.value, Self.bases.contains(base) else {
                throw Problem("\(owner) is to be shown in a base other than 2, 8, 10 and 16")
            }
        }
    }
}

extension DescriptionCheck {
    private mutating func checkType(
        _ type: SideType,
        _ owner: String,
        depth: Int
    ) throws(Problem) {
        budget -= 1
        try checkDepth(depth, owner)
        guard budget > 0 else { throw Problem("\(owner) has too many parts") }
        try checkAttributes(type.attributes, owner)
        switch type.kind {
        case .bool, .string: return
        case .integer(let bits, _): try checkWidth(bits, owner)
        case .float(let bits):
            guard bits != 8 else { throw Problem("\(owner) is a fraction of 8 bits") }
            try checkWidth(bits, owner)
        case .bytes(let mediaType): try checkText(mediaType, "the media type of \(owner)")
        case .array(let element): try checkType(element, owner, depth: depth + 1)
        case .fixedArray(let element, let count):
            guard count <= SideRecordParser.maximumElementCount else {
                throw Problem("\(owner) has \(count) elements, more than any record")
            }
            try checkType(element, owner, depth: depth + 1)
        case .optional(let wrapped): try checkType(wrapped, owner, depth: depth + 1)
        case .enumeration(let bits, _, let labels):
            try checkWidth(bits, owner)
            try checkLabels(labels, owner)
        case .bitmap(let bits, let labels):
            guard bits > 0, bits % 8 == 0, bits <= SideType.maximumBitmapBits else {
                throw Problem("\(owner) is a bitmap of \(bits) bits")
            }
            try checkLabels(labels, owner)
            let isInside = labels.allSatisfy {
                $0.range.lowerBound >= 0 && $0.range.upperBound < bits
            }
            guard isInside else { throw Problem("\(owner) has a label for bits that it lacks") }
        case .structure(let fields): try checkFields(fields, owner, depth: depth)
        case .variant(let selector, let options):
            try checkVariant(selector, options, owner, depth: depth)
        }
    }

    private func checkWidth(_ bits: UInt16, _ owner: String) throws(Problem) {
        guard SideType.hasInteger(ofBits: bits) else {
            throw Problem("\(owner) has \(bits) bits; a number has 8, 16, 32, 64 or 128")
        }
    }

    private func checkLabels(
        _ labels: [SideEnumerationLabel],
        _ owner: String
    ) throws(Problem) {
        try checkCount(labels.count, "labels", owner)
        for label in labels { try checkText(label.name, "a label of \(owner)") }
    }

    private mutating func checkVariant(
        _ selector: SideType,
        _ options: [SideVariantOption],
        _ owner: String,
        depth: Int
    ) throws(Problem) {
        switch selector.kind {
        case .integer(let bits, _) where bits <= 64: break
        case .enumeration(let bits, _, _) where bits <= 64: break
        default: throw Problem("\(owner) has a selector that is no integer of at most 64 bits")
        }
        try checkType(selector, owner, depth: depth + 1)
        guard !options.isEmpty else { throw Problem("\(owner) is a variant without options") }
        try checkCount(options.count, "options", owner)
        for (index, option) in options.enumerated() {
            let others = options[..<index]
            guard !others.contains(where: { $0.range.overlaps(option.range) }) else {
                throw Problem("\(owner) has two options with the same selector")
            }
            try checkType(option.type, owner, depth: depth + 1)
        }
    }
}
