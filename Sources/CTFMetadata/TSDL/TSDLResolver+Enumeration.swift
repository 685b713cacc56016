// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension TSDLResolver {
    mutating func enumeration(_ syntax: TSDLEnumerationSyntax) throws(CTFError) -> TSDLType {
        guard let body = syntax.body else {
            let name = syntax.name ?? TSDLName(text: "", offset: syntax.offset)
            return try named(TSDLName(text: name.text, offset: syntax.offset), prefix: "enum ")
        }
        let container = try self.container(syntax)
        // Bytes, because texts that look the same may be different labels.
        var labels: [[UInt8]: Int] = [:]
        var names: [String] = []
        var ranges: [[IntegerRange]] = []
        var next: Int128 = 0
        for entry in body {
            let range = try self.range(entry, default: next)
            check(range, of: entry, in: container)
            // The bounds have 64 bits and a sign, so that one more fits in 128 bits.
            next = range.upper + 1
            let label = Array(entry.label.utf8)
            if let index = labels[label] {
                ranges[index].append(range)
            } else {
                labels[label] = names.count
                names.append(entry.label)
                ranges.append([range])
            }
        }
        var mappings: [Mapping] = []
        for (index, name) in names.enumerated() {
            mappings.append(Mapping(name: name, ranges: IntegerRangeSet(ranges[index])))
        }
        let type = TSDLType.enumeration(
            TSDLEnumeration(container: container, mappings: mappings, labels: labels)
        )
        if let name = syntax.name { try define(name, prefix: "enum ", type) }
        return type
    }

    /// Remembers the first range with a value that its container cannot have.
    ///
    /// LTTng writes the numbers of a C enumeration as they are, whatever holds them in a record.
    /// Such a number is never read, so that it does no harm; the env block that names the tracer
    /// may follow.
    private mutating func check(
        _ range: IntegerRange,
        of entry: TSDLEnumerationSyntax.Entry,
        in container: TSDLInteger
    ) {
        guard valueOutsideContainer == nil,
            !(container.holds(range.lower) && container.holds(range.upper))
        else { return }
        valueOutsideContainer = error(
            entry.upper?.offset ?? entry.lower?.offset ?? entry.offset,
            "a value of \"\(entry.label)\" does not fit in"
                + " \(container.lengthBits) \(container.isSigned ? "" : "un")signed bits",
            "Use a longer or signed integer, or another value"
        )
    }

    /// Refuses values that their containers cannot have, unless the tracer is known for them.
    func checkContainers() throws(CTFError) {
        if let valueOutsideContainer, !isFromLTTng { throw valueOutsideContainer }
    }

    /// The integer type of the values; that of the alias `int` when none is written.
    private mutating func container(
        _ syntax: TSDLEnumerationSyntax
    ) throws(CTFError) -> TSDLInteger {
        let type: TSDLType
        if let container = syntax.container {
            type = try resolve(container)
        } else if let implicit = lookUp("int") {
            type = implicit
        } else {
            throw error(
                syntax.offset,
                "the enumeration has no integer type, and the type \"int\" is not declared",
                "Write the integer type after the word enum and a colon"
            )
        }
        switch type {
        case .integer(let integer): return integer
        case .enumeration(let enumeration): return enumeration.container
        default:
            throw error(
                syntax.container?.offset ?? syntax.offset,
                "the values of the enumeration are in \(type.kindName), not in an integer",
                "Write an integer type after the word enum and a colon"
            )
        }
    }

    private func range(
        _ entry: TSDLEnumerationSyntax.Entry,
        default next: Int128
    ) throws(CTFError) -> IntegerRange {
        guard case .integer(let lower) = entry.lower?.kind else { return IntegerRange(next) }
        guard let upperValue = entry.upper, case .integer(let upper) = upperValue.kind else {
            return IntegerRange(lower)
        }
        guard let range = IntegerRange(lower: lower, upper: upper) else {
            throw error(
                upperValue.offset,
                "the range of \"\(entry.label)\" ends before it begins",
                TSDLRemedy.value
            )
        }
        return range
    }
}
