// SPDX-License-Identifier: Apache-2.0

internal import SideDescription

/// Types whose values the tracer gathers from the program's memory: an address is passed, and the
/// description says where from there on.
extension SideEventCompiler {
    /// The distance from the body of a gathered number to that of the number's own type.
    private static let numberOffset = 11
    /// The same for what has no bits.
    private static let otherOffset = 9

    @unsafe
    mutating func gathered(
        _ body: UnsafeRawPointer,
        _ label: UInt16,
        depth: Int
    ) throws(SideCompilerError) -> (SideType, ArgumentStep) {
        // SAFETY: the description is that of a registered event.
        switch label {
        case 30:
            let inner = try unsafe boolean(body + Self.numberOffset, label)
            return try unsafe number(body, inner, .gatherBoolean)
        case 31:
            let inner = try unsafe integer(body + Self.numberOffset, label)
            return try unsafe number(body, inner, .gatherInteger)
        case 32:
            return unsafe other(body, byte(body + Self.otherOffset, label), .gatherByte)
        case 33:
            let inner = try unsafe pointer(body + Self.numberOffset, label)
            return try unsafe number(body, inner, .gatherInteger)
        case 34:
            let inner = try unsafe float(body + Self.otherOffset, label)
            return unsafe other(body, inner, .gatherFloat)
        case 35:
            let inner = try unsafe text(body + Self.otherOffset, label)
            let isWide = inner.1.kind == .wideText
            return unsafe other(body, inner, isWide ? .gatherWideText : .gatherText)
        case 36: return try unsafe gatheredStructure(body, label, depth: depth)
        case 37: return try unsafe gatheredArray(body, label, depth: depth)
        case 38: return try unsafe gatheredVariableArray(body, label, depth: depth)
        default: return try unsafe gatheredEnumeration(body, depth: depth)
        }
    }

    @unsafe
    private func number(
        _ body: UnsafeRawPointer,
        _ inner: (SideType, ArgumentStep),
        _ kind: ArgumentStep.Kind
    ) throws(SideCompilerError) -> (SideType, ArgumentStep) {
        var (type, step) = inner
        step.kind = kind
        step.offset = unsafe body.number(0, as: UInt64.self)
        step.isBehindPointer = unsafe body.number(10, as: UInt8.self) != 0
        let bitOffset = unsafe body.number(8, as: UInt16.self)
        guard Int(bitOffset) + Int(step.bitCount) <= Int(step.byteCount) * 8 else {
            throw SideCompilerError(reason: "the bits of a gathered integer are not within it")
        }
        step.bitOffset = UInt8(bitOffset)
        if kind == .gatherBoolean { type.kind = .bool }
        return (type, step)
    }

    @unsafe
    private func other(
        _ body: UnsafeRawPointer,
        _ inner: (SideType, ArgumentStep),
        _ kind: ArgumentStep.Kind
    ) -> (SideType, ArgumentStep) {
        var (type, step) = inner
        step.kind = kind
        unsafe place(&step, body)
        if kind == .gatherByte { type.kind = .integer(bits: 8, isSigned: false) }
        return (type, step)
    }

    /// Where a value is, for all types without bits.
    @unsafe
    private func place(_ step: inout ArgumentStep, _ body: UnsafeRawPointer) {
        step.offset = unsafe body.number(0, as: UInt64.self)
        step.isBehindPointer = unsafe body.number(8, as: UInt8.self) != 0
    }

    @unsafe
    private mutating func gatheredStructure(
        _ body: UnsafeRawPointer,
        _ label: UInt16,
        depth: Int
    ) throws(SideCompilerError) -> (SideType, ArgumentStep) {
        let object = try unsafe target(body)
        let (fields, steps) = try unsafe fields(object, 0, depth: depth)
        var step = ArgumentStep(.gatherStructure, label)
        step.offset = unsafe body.number(16, as: UInt64.self)
        step.isBehindPointer = unsafe body.number(24, as: UInt8.self) != 0
        step.structureBytes = unsafe body.number(25, as: UInt32.self)
        step.count = UInt32(steps.count)
        unsafe step.parts = ArgumentStep.row(steps)
        try Self.checkGathered(steps)
        return (SideType(.structure(fields), attributes: unsafe attributes(object, 20)), step)
    }

    @unsafe
    private mutating func gatheredArray(
        _ body: UnsafeRawPointer,
        _ label: UInt16,
        depth: Int
    ) throws(SideCompilerError) -> (SideType, ArgumentStep) {
        let object = unsafe body + Self.otherOffset
        let (element, inner) = try unsafe type(target(object), depth: depth + 1)
        try Self.checkGathered([inner])
        var step = ArgumentStep(.gatherArray, label)
        unsafe place(&step, body)
        step.count = unsafe object.number(16, as: UInt32.self)
        unsafe step.parts = ArgumentStep.row([inner])
        let type = SideType(
            .fixedArray(element, count: step.count),
            attributes: unsafe attributes(object, 20)
        )
        return (type, step)
    }

    @unsafe
    private mutating func gatheredVariableArray(
        _ body: UnsafeRawPointer,
        _ label: UInt16,
        depth: Int
    ) throws(SideCompilerError) -> (SideType, ArgumentStep) {
        let object = unsafe body + Self.otherOffset
        let (element, inner) = try unsafe type(target(object), depth: depth + 1)
        let (_, length) = try unsafe type(target(object + 16), depth: depth + 1)
        try Self.checkGathered([inner])
        guard length.kind == .gatherInteger, length.byteCount <= 8 else {
            throw SideCompilerError(reason: "the length of a gathered array is no integer")
        }
        var step = ArgumentStep(.gatherVariableArray, label)
        unsafe place(&step, body)
        unsafe step.parts = ArgumentStep.row([inner])
        unsafe step.measure = ArgumentStep.row([length])
        return (Self.elements(element, inner, unsafe attributes(object, 32)), step)
    }

    @unsafe
    private mutating func gatheredEnumeration(
        _ body: UnsafeRawPointer,
        depth: Int
    ) throws(SideCompilerError) -> (SideType, ArgumentStep) {
        let (element, step) = try unsafe type(target(body + 16), depth: depth + 1)
        let (labels, attributes) = unsafe labels(body.address(0))
        guard step.kind == .gatherInteger, case .integer(let bits, let isSigned) = element.kind
        else { throw SideCompilerError(reason: "a gathered enumeration is not over an integer") }
        let kind = SideType.Kind.enumeration(bits: bits, isSigned: isSigned, labels: labels)
        return (SideType(kind, attributes: attributes), step)
    }

    /// What is within gathered memory must be gathered too.
    private static func checkGathered(_ steps: [ArgumentStep]) throws(SideCompilerError) {
        guard steps.allSatisfy({ (30...39).contains($0.label) }) else {
            throw SideCompilerError(reason: "a part of gathered memory is passed, not gathered")
        }
    }
}
