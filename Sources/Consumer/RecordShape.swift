// SPDX-License-Identifier: Apache-2.0

internal import SideDescription
internal import SystemCalls

/// How long the records of one event are: a small program that finds the end of one.
struct RecordShape: Sendable {
    /// One step over a part of a record.
    private enum Step: Sendable {
        /// A run of fields of fixed size.
        case skip(Int)
        /// A text up to its NUL.
        case text
        /// A 32-bit count and as many elements of a size.
        case array(elementBytes: Int)
        /// One byte, and if it is not 0 the steps.
        case optional([Step])
    }

    /// Bytes of the thread identity before the fields.
    static let identityBytes = 8

    private let steps: [Step]

    init(_ description: SideEventDescription, contexts: [SideField] = []) {
        var steps: [Step] = []
        for field in contexts { Self.compile(field.type, into: &steps) }
        Self.append(Self.identityBytes, to: &steps)
        for field in description.fields { Self.compile(field.type, into: &steps) }
        self.steps = steps
    }

    private static func compile(_ type: SideType, into steps: inout [Step]) {
        switch type.kind {
        case .bool:
            append(1, to: &steps)
        case .integer(let bits, _), .float(let bits), .enumeration(let bits, _, _):
            append(Int(bits) / 8, to: &steps)
        case .string:
            steps.append(.text)
        case .bytes:
            steps.append(.array(elementBytes: 1))
        case .array(let element):
            steps.append(.array(elementBytes: scalarBytes(element)))
        case .optional(let wrapped):
            var inner: [Step] = []
            compile(wrapped, into: &inner)
            steps.append(.optional(inner))
        case .structure(let fields):
            for field in fields { compile(field.type, into: &steps) }
        }
    }

    private static func append(_ bytes: Int, to steps: inout [Step]) {
        if case .skip(let before)? = steps.last {
            steps[steps.count - 1] = .skip(before + bytes)
        } else {
            steps.append(.skip(bytes))
        }
    }

    private static func scalarBytes(_ type: SideType) -> Int {
        switch type.kind {
        case .integer(let bits, _), .float(let bits), .enumeration(let bits, _, _): Int(bits) / 8
        default: 1
        }
    }

    /// The offset after a record's payload; nil when the bytes end before it.
    func end(of payload: Int, in bytes: RawSpan) -> Int? {
        Self.end(steps[...], payload, bytes)
    }

    private static func end(_ steps: ArraySlice<Step>, _ start: Int, _ bytes: RawSpan) -> Int? {
        var offset = start
        for step in steps {
            switch step {
            case .skip(let count):
                offset += count
            case .text:
                guard let zero = bytes.firstZero(from: offset) else { return nil }
                offset = zero + 1
            case .array(let elementBytes):
                guard let count = bytes.load(at: offset, as: UInt32.self) else { return nil }
                offset += 4 + Int(count) * elementBytes
            case .optional(let inner):
                guard let selector = bytes.load(at: offset, as: UInt8.self) else { return nil }
                offset += 1
                if selector != 0 {
                    guard let after = end(inner[...], offset, bytes) else { return nil }
                    offset = after
                }
            }
            guard offset <= bytes.byteCount else { return nil }
        }
        return offset
    }
}
