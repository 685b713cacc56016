// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension CTF2Converter {
    /// An error at a node of the current fragment.
    func error(_ node: Int, _ problem: String, _ remedy: String) -> CTFError {
        CTFError(.metadata, path: "", place: place(of: node), problem: problem, remedy: remedy)
    }

    /// The fragment and the JSON path of a node.
    private func place(of node: Int) -> String {
        var path = ""
        var current = 0
        while current != node {
            let isObject = tape.nodes[current].kind == .object
            let children = tape.children(current)
            guard let index = children.lastIndex(where: { $0 <= node }) else { break }
            current = children[index]
            if isObject {
                path += "." + tape.text(current)
                // The name of a member stands for the member.
                if current == node { break }
                current += 1
            } else {
                path += "[\(index)]"
            }
        }
        return Place.text(fragment: fragment, path: path)
    }

    /// Whether what only the draft dialect allows must still be noted as an error.
    ///
    /// Only the first such error is made, for its place costs a walk through the fragment.
    var isStrict: Bool { strictError == nil && !isDraft }

    /// Refuses any value but an object.
    func checkObject(_ node: Int, _ what: String) throws(CTFError) {
        guard tape.nodes[node].kind == .object else {
            throw error(
                node,
                "a \(what) must be an object, not \(tape.kindText(node))",
                Remedy.property
            )
        }
    }

    /// Refuses properties that the format does not have, and extensions.
    ///
    /// Only fragments, field classes, members and options have attributes and extensions.
    mutating func allow(
        _ words: Set<Word>,
        in object: Int,
        hasAttributes: Bool = true
    ) throws(CTFError) {
        var name = object + 1
        let end = tape.next(object)
        while name < end {
            let word = tape.nodes[name].word
            switch word {
            case .some(let word) where words.contains(word): break
            case .attributes where hasAttributes: break
            case .extensions where hasAttributes: try refuseExtensions(name + 1)
            case .userAttributes where hasAttributes: isDraft = true
            default:
                guard isStrict else { break }
                strictError = error(
                    object,
                    "the property \"\(tape.text(name))\" is not known",
                    "Remove the property, or put it under \"attributes\""
                )
            }
            name = tape.next(name + 1)
        }
    }

    private func refuseExtensions(_ node: Int) throws(CTFError) {
        try checkObject(node, "set of extensions")
        for space in tape.children(node) {
            try checkObject(space + 1, "namespace of extensions")
            guard let name = tape.children(space + 1).first else { continue }
            let extensionName = "\"\(tape.text(name))\" of \"\(tape.text(space))\""
            throw CTFError(
                .unsupported,
                path: "",
                place: place(of: node),
                problem: "the extension \(extensionName) is not supported",
                remedy: "Read the trace with a program that supports the extension"
            )
        }
    }

    /// A string property, if it is there.
    func string(_ object: Int, _ word: Word) throws(CTFError) -> String? {
        guard let node = tape.find(object, word) else { return nil }
        guard tape.nodes[node].kind == .string else {
            throw mismatch(object, word, "a string", node)
        }
        return tape.text(node)
    }

    /// A string property which must be there.
    func requiredString(_ object: Int, _ word: Word) throws(CTFError) -> String {
        guard let text = try string(object, word) else { throw missing(object, word) }
        return text
    }

    /// A keyword property, if it is there.
    func word(_ object: Int, _ name: Word, _ what: String) throws(CTFError) -> Word? {
        guard let node = tape.find(object, name) else { return nil }
        guard tape.nodes[node].kind == .string else {
            throw mismatch(object, name, "a string", node)
        }
        guard let word = tape.nodes[node].word else {
            throw error(object, "\"\(tape.text(node))\" is not \(what)", Remedy.version)
        }
        return word
    }

    /// A keyword property which must be there.
    func requiredWord(_ object: Int, _ name: Word, _ what: String) throws(CTFError) -> Word {
        guard let word = try word(object, name, what) else { throw missing(object, name) }
        return word
    }

    /// An integer property within bounds, if it is there.
    func integer<Number: FixedWidthInteger>(
        _ object: Int,
        _ word: Word,
        _ bounds: ClosedRange<Number>
    ) throws(CTFError) -> Number? {
        guard let node = tape.find(object, word) else { return nil }
        guard let value = tape.integer(node) else {
            throw mismatch(object, word, "an integer", node)
        }
        guard let number = Number(exactly: value), bounds.contains(number) else {
            throw error(
                object,
                "\"\(word.rawValue)\" is \(value)",
                "It must be from \(bounds.lowerBound) to \(bounds.upperBound)"
            )
        }
        return number
    }

    /// An identifier or count, if it is there.
    func natural(_ object: Int, _ word: Word) throws(CTFError) -> UInt64? {
        try integer(object, word, UInt64.min...UInt64.max)
    }

    /// A property which must be there.
    func required(_ object: Int, _ word: Word) throws(CTFError) -> Int {
        guard let node = tape.find(object, word) else { throw missing(object, word) }
        return node
    }

    /// The error about a property which is not there.
    func missing(_ object: Int, _ word: Word) -> CTFError {
        error(object, "the property \"\(word.rawValue)\" is missing", Remedy.property)
    }

    /// The error about a property of the wrong kind.
    func mismatch(_ object: Int, _ word: Word, _ expected: String, _ node: Int) -> CTFError {
        error(
            object,
            "\"\(word.rawValue)\" must be \(expected), not \(tape.kindText(node))",
            Remedy.property
        )
    }
}
