// SPDX-License-Identifier: Apache-2.0

internal import SideDescription

/// How long the records of one event are.
struct RecordShape: Sendable {
    /// Bytes of the thread identity before the fields.
    static let identityBytes = 8

    /// Bytes of the payload before the first part whose size is not always the same.
    var prefixBytes = 0
    /// The steps over the rest; empty where all records of the event have the same size.
    var steps = 0..<0
    /// Bytes before the thread identity, or before the first part of variable size among them.
    var contextBytes = 0
    /// The steps from there to the thread identity.
    var contextSteps = 0..<0
}

/// Makes the steps over the records of one event.
struct RecordShapeCompiler {
    /// The steps of all events so far.
    private(set) var steps: [RecordStep]
    /// Bytes that no step goes over yet.
    private var pending = 0
    /// Whether what is pending still is the head of a part, which takes no step.
    private var isHead = true
    private var headBytes = 0

    /// - Parameter steps: those of other events.
    init(after steps: [RecordStep]) { self.steps = steps }

    /// Compiles an event.
    ///
    /// - Parameters:
    ///   - description: the event.
    ///   - contexts: what its channel records before the thread identity.
    /// - Returns: the shape of its records.
    mutating func shape(
        _ description: SideEventDescription,
        _ contexts: [SideField]
    ) -> RecordShape {
        var shape = RecordShape()
        (shape.contextBytes, shape.contextSteps) = part { compiler in
            for field in contexts { compiler.compile(field.type) }
        }
        (shape.prefixBytes, shape.steps) = part { compiler in
            for field in contexts { compiler.compile(field.type) }
            compiler.skip(RecordShape.identityBytes)
            for field in description.fields { compiler.compile(field.type) }
        }
        return shape
    }

    /// Compiles a part of a record.
    ///
    /// - Returns: the bytes at its head, and the steps over the rest.
    private mutating func part(_ body: (inout RecordShapeCompiler) -> Void) -> (Int, Range<Int>) {
        isHead = true
        headBytes = 0
        let start = steps.count
        body(&self)
        flush()
        return (headBytes, start..<steps.count)
    }

    private mutating func skip(_ bytes: Int) {
        pending = min(pending + bytes, RecordStep.largestSize)
    }

    /// Makes a step of what is pending.
    private mutating func flush() {
        if isHead {
            headBytes = pending
            isHead = false
        } else if pending > 0 {
            steps.append(RecordStep(.skip, size: pending, end: steps.count + 1))
        }
        pending = 0
    }

    private mutating func append(_ kind: RecordStep.Kind, size: Int = 0) {
        flush()
        steps.append(RecordStep(kind, size: size, end: steps.count + 1))
    }

    /// Appends a step and those that belong to it.
    private mutating func append(
        _ kind: RecordStep.Kind,
        size: Int = 0,
        range: ClosedRange<Int64> = 0...0,
        inner: (inout RecordShapeCompiler) -> Void
    ) {
        flush()
        let place = steps.count
        steps.append(RecordStep(kind, size: size, end: place + 1, range: range))
        inner(&self)
        flush()
        steps[place].end = steps.count
    }

    private mutating func compile(_ type: SideType) {
        if let bytes = Self.constantBytes(type) { return skip(bytes) }
        switch type.kind {
        case .bool, .integer, .float, .enumeration, .bitmap:
            // Their size is constant.
            break
        case .string:
            append(.text)
        case .bytes:
            append(.array, size: 1)
        case .array(let element):
            if let bytes = Self.constantBytes(element) { return append(.array, size: bytes) }
            append(.elements) { $0.compile(element) }
        case .fixedArray(let element, let count):
            append(.repeated, size: Int(count)) { $0.compile(element) }
        case .optional(let wrapped):
            append(.optional) { $0.compile(wrapped) }
        case .structure(let fields):
            for field in fields { compile(field.type) }
        case .variant(let selector, let options):
            var (bytes, isSigned) = (1, false)
            switch selector.kind {
            case .integer(let bits, let signed), .enumeration(let bits, let signed, _):
                (bytes, isSigned) = (Int(bits) / 8, signed)
            default: break
            }
            append(isSigned ? .signedVariant : .variant, size: bytes) { compiler in
                for option in options {
                    compiler.append(.option, range: option.range) { $0.compile(option.type) }
                }
            }
        }
    }

    /// The size of a type's values, if it is always the same.
    private static func constantBytes(_ type: SideType) -> Int? {
        switch type.kind {
        case .bool:
            return 1
        case .integer(let bits, _), .float(let bits), .enumeration(let bits, _, _),
            .bitmap(let bits, _):
            return Int(bits) / 8
        case .string, .bytes, .array, .optional, .variant:
            return nil
        case .fixedArray(let element, let count):
            // Without elements it has no bytes, whatever their type. Both factors stay below the
            // largest size, and so the product is a number.
            if count == 0 { return 0 }
            return constantBytes(element).map {
                min($0 * min(Int(count), RecordStep.largestSize), RecordStep.largestSize)
            }
        case .structure(let fields):
            var sum = 0
            for field in fields {
                guard let bytes = constantBytes(field.type) else { return nil }
                sum = min(sum + bytes, RecordStep.largestSize)
            }
            return sum
        }
    }
}
