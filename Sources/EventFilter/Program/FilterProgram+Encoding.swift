// SPDX-License-Identifier: Apache-2.0

extension FilterProgram {
    /// The bytes of a tree.
    ///
    /// - Throws: that they are too many, at the node where the limit is passed.
    static func encode(_ nodes: [FilterNode], _ offsets: [Int]) throws(FilterMistake) -> [UInt8] {
        var encoder = FilterProgramEncoder()
        for (node, offset) in zip(nodes, offsets) {
            guard encoder.put(node), encoder.bytes.count <= maximumByteCount else {
                throw tooLong(at: offset)
            }
        }
        return encoder.bytes
    }

    static func tooLong(at offset: Int) -> FilterMistake {
        FilterMistake(
            "the filter has more than \(maximumByteCount) bytes as a program",
            "split it into several event rules",
            at: offset
        )
    }
}

/// Writes the nodes of a tree, little-endian and packed.
private struct FilterProgramEncoder {
    private(set) var bytes: [UInt8] = [FilterProgram.version]

    /// Writes a node.
    ///
    /// - Returns: whether its texts are short enough for their lengths to be written.
    mutating func put(_ node: FilterNode) -> Bool {
        switch node {
        case .integer(let value):
            if let short = Int8(exactly: value) {
                bytes.append(FilterCode.shortInteger)
                bytes.append(UInt8(bitPattern: short))
            } else {
                bytes.append(FilterCode.integer)
                put(UInt64(bitPattern: value))
            }
        case .floating(let value):
            bytes.append(FilterCode.floating)
            put(value.bitPattern)
        case .text(let text):
            return put(FilterCode.text, text.bytes)
        case .operand(let operand):
            return put(operand.root) && operand.steps.allSatisfy { put($0) }
        case .unary(let sign, _):
            bytes.append(sign.rawValue)
        case .binary(let sign, _, _):
            bytes.append(sign.rawValue)
        }
        return true
    }

    private mutating func put(_ root: FilterOperand.Root) -> Bool {
        switch root {
        case .field(let name):
            return put(FilterCode.field, Array(name.utf8))
        case .context(let context):
            bytes.append(FilterCode.context)
            bytes.append(UInt8(truncatingIfNeeded: context.rawValue))
            return true
        case .application(let name):
            return put(FilterCode.application, Array(name.utf8))
        }
    }

    private mutating func put(_ step: FilterOperand.Step) -> Bool {
        switch step {
        case .member(let name):
            return put(FilterCode.member, Array(name.utf8))
        case .element(let index):
            bytes.append(FilterCode.element)
            put(index)
            return true
        }
    }

    private mutating func put(_ code: UInt8, _ text: [UInt8]) -> Bool {
        guard let count = UInt16(exactly: text.count) else { return false }
        bytes.append(code)
        put(count)
        bytes += text
        return true
    }

    private mutating func put<Number: FixedWidthInteger>(_ number: Number) {
        for index in 0..<(Number.bitWidth / 8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> (8 * index)))
        }
    }
}
