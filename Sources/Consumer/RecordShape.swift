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
        /// A 32-bit count and as many times the steps.
        case elements([Step])
        /// The steps so many times.
        case repeated(Int, [Step])
        /// One byte, and if it is not 0 the steps.
        case optional([Step])
        /// An integer and the steps of the option that it chooses.
        case variant(bytes: Int, isSigned: Bool, [(ClosedRange<Int64>, [Step])])
    }

    /// Bytes of the thread identity before the fields.
    static let identityBytes = 8

    private let steps: [Step]
    /// What stands before the thread identity; empty where that is the same for all records.
    private let contextSteps: [Step]
    private let contextBytes: Int

    init(_ description: SideEventDescription, contexts: [SideField] = []) {
        var steps: [Step] = []
        for field in contexts { Self.compile(field.type, into: &steps) }
        let constant = Self.constantBytes(steps)
        contextBytes = constant ?? 0
        contextSteps = constant == nil ? steps : []
        Self.append(Self.identityBytes, to: &steps)
        for field in description.fields { Self.compile(field.type, into: &steps) }
        self.steps = steps
    }

    private static func compile(_ type: SideType, into steps: inout [Step]) {
        switch type.kind {
        case .bool:
            append(1, to: &steps)
        case .integer(let bits, _), .float(let bits), .enumeration(let bits, _, _),
            .bitmap(let bits, _):
            append(Int(bits) / 8, to: &steps)
        case .string:
            steps.append(.text)
        case .bytes:
            steps.append(.array(elementBytes: 1))
        case .array(let element):
            let inner = compiled(element)
            if let bytes = constantBytes(inner) {
                steps.append(.array(elementBytes: bytes))
            } else {
                steps.append(.elements(inner))
            }
        case .fixedArray(let element, let count):
            let inner = compiled(element)
            if let bytes = constantBytes(inner) {
                append(bytes.clampedProduct(Int(count)), to: &steps)
            } else {
                steps.append(.repeated(Int(count), inner))
            }
        case .optional(let wrapped):
            steps.append(.optional(compiled(wrapped)))
        case .structure(let fields):
            for field in fields { compile(field.type, into: &steps) }
        case .variant(let selector, let options):
            steps.append(variant(selector, options))
        }
    }

    private static func compiled(_ type: SideType) -> [Step] {
        var steps: [Step] = []
        compile(type, into: &steps)
        return steps
    }

    private static func variant(_ selector: SideType, _ options: [SideVariantOption]) -> Step {
        let choices = options.map { ($0.range, compiled($0.type)) }
        switch selector.kind {
        case .integer(let bits, let isSigned), .enumeration(let bits, let isSigned, _):
            return .variant(bytes: Int(bits) / 8, isSigned: isSigned, choices)
        default:
            return .variant(bytes: 1, isSigned: false, choices)
        }
    }

    /// The size of what the steps go over, if it is always the same.
    private static func constantBytes(_ steps: [Step]) -> Int? {
        if steps.isEmpty { return 0 }
        guard steps.count == 1, case .skip(let bytes) = steps[0] else { return nil }
        return bytes
    }

    private static func append(_ bytes: Int, to steps: inout [Step]) {
        if case .skip(let before)? = steps.last {
            steps[steps.count - 1] = .skip(before.clampedSum(bytes))
        } else {
            steps.append(.skip(bytes))
        }
    }

    /// The id of the process that wrote a whole record.
    func process(at record: Int, _ bytes: RawSpan) -> UInt32? {
        let payload = record + RecordWalk.headerBytes + contextBytes
        if contextSteps.isEmpty { return bytes.load(at: payload, as: UInt32.self) }
        return Self.end(contextSteps[...], payload, bytes)
            .flatMap { bytes.load(at: $0, as: UInt32.self) }
    }

    /// The offset after a record's payload; nil when the bytes end before it.
    func end(of payload: Int, in bytes: RawSpan) -> Int? {
        Self.end(steps[...], payload, bytes)
    }

    private static func end(_ steps: ArraySlice<Step>, _ start: Int, _ bytes: RawSpan) -> Int? {
        var offset = start
        for step in steps {
            guard let next = end(of: step, offset, bytes), next <= bytes.byteCount else {
                return nil
            }
            offset = next
        }
        return offset
    }

    private static func end(of step: Step, _ offset: Int, _ bytes: RawSpan) -> Int? {
        switch step {
        case .skip(let count):
            return offset.clampedSum(count)
        case .text:
            return bytes.firstZero(from: offset).map { $0 + 1 }
        case .array(let elementBytes):
            guard let count = bytes.load(at: offset, as: UInt32.self) else { return nil }
            return (offset + 4).clampedSum(elementBytes.clampedProduct(Int(count)))
        case .elements(let inner):
            guard let count = bytes.load(at: offset, as: UInt32.self) else { return nil }
            return end(Int(count), inner, offset + 4, bytes)
        case .repeated(let count, let inner):
            return end(count, inner, offset, bytes)
        case .optional(let inner):
            guard let selector = bytes.load(at: offset, as: UInt8.self) else { return nil }
            return selector == 0 ? offset + 1 : end(inner[...], offset + 1, bytes)
        case .variant(let selectorBytes, let isSigned, let options):
            guard let value = selector(selectorBytes, isSigned, offset, bytes) else { return nil }
            // A value that chooses nothing is no record's, whoever wrote it.
            guard let (_, inner) = options.first(where: { $0.0.contains(value) }) else {
                return nil
            }
            return end(inner[...], offset + selectorBytes, bytes)
        }
    }

    /// Each element takes a byte at least, so the bytes bound the work.
    private static func end(
        _ count: Int,
        _ steps: [Step],
        _ start: Int,
        _ bytes: RawSpan
    ) -> Int? {
        var offset = start
        for _ in 0..<count {
            guard let next = end(steps[...], offset, bytes) else { return nil }
            offset = next
        }
        return offset
    }

    private static func selector(
        _ byteCount: Int,
        _ isSigned: Bool,
        _ offset: Int,
        _ bytes: RawSpan
    ) -> Int64? {
        switch byteCount {
        case 1:
            bytes.load(at: offset, as: UInt8.self).map {
                isSigned ? Int64(Int8(bitPattern: $0)) : Int64($0)
            }
        case 2:
            bytes.load(at: offset, as: UInt16.self).map {
                isSigned ? Int64(Int16(bitPattern: $0)) : Int64($0)
            }
        case 4:
            bytes.load(at: offset, as: UInt32.self).map {
                isSigned ? Int64(Int32(bitPattern: $0)) : Int64($0)
            }
        default:
            bytes.load(at: offset, as: UInt64.self).map { Int64(bitPattern: $0) }
        }
    }
}

extension Int {
    /// The sum of two sizes, or the largest size where it has no room.
    fileprivate func clampedSum(_ other: Int) -> Int {
        let (sum, isTooLarge) = addingReportingOverflow(other)
        return isTooLarge ? .max : sum
    }

    /// The product of two sizes, or the largest size where it has no room.
    fileprivate func clampedProduct(_ other: Int) -> Int {
        let (product, isTooLarge) = multipliedReportingOverflow(by: other)
        return isTooLarge ? .max : product
    }
}
