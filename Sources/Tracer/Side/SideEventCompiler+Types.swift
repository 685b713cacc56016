// SPDX-License-Identifier: Apache-2.0

internal import SideDescription

extension SideEventCompiler {
    /// A type at an address, and the step that reads arguments of it.
    @unsafe
    mutating func type(
        _ place: UnsafeRawPointer,
        depth: Int
    ) throws(SideCompilerError) -> (SideType, ArgumentStep) {
        budget -= 1
        guard depth < Self.maximumDepth, budget > 0 else {
            throw SideCompilerError(reason: "its types nest too deep or are too many")
        }
        // SAFETY: the description is that of a registered event.
        let label = unsafe place.number(SideLayout.TypeParts.label, as: UInt16.self)
        let body = unsafe place + SideLayout.TypeParts.body
        switch label {
        case 0:
            let attributes = unsafe attributes(body, 0)
            return (SideType(.structure([]), attributes: attributes), ArgumentStep(.null, label))
        case 1: return try unsafe boolean(body, label)
        case 2...11: return try unsafe integer(body, label)
        case 12: return unsafe byte(body, label)
        case 13: return try unsafe pointer(body, label)
        case 14...17: return try unsafe float(body, label)
        case 18...20: return try unsafe text(body, label)
        case 21: return try unsafe structure(body, label, depth: depth)
        case 22: return try unsafe variant(body, label, depth: depth)
        case 23: return try unsafe optional(body, label, depth: depth)
        case 24: return try unsafe array(body, label, depth: depth)
        case 25, 26: return try unsafe variableArray(body, label, depth: depth)
        case 27: return try unsafe enumeration(body, depth: depth)
        case 28: return try unsafe bitmap(body, depth: depth)
        case 29: return (DynamicType.value(depth: 0), ArgumentStep(.dynamic, label))
        case 30...39: return try unsafe gathered(body, label, depth: depth)
        default: throw SideCompilerError(reason: "type label \(label) is not known")
        }
    }

    /// What a pointer of a description points to.
    @unsafe
    func target(_ place: UnsafeRawPointer) throws(SideCompilerError) -> UnsafeRawPointer {
        guard let target = unsafe place.address(0) else {
            throw SideCompilerError(reason: "a pointer of its description is null")
        }
        return unsafe target
    }

    @unsafe
    func boolean(
        _ body: UnsafeRawPointer,
        _ label: UInt16
    ) throws(SideCompilerError) -> (SideType, ArgumentStep) {
        var step = ArgumentStep(.boolean, label)
        try unsafe measure(&step, body, order: SideLayout.Number.byteOrderOfBool)
        return (SideType(.bool, attributes: unsafe attributes(body, 0)), step)
    }

    @unsafe
    func integer(
        _ body: UnsafeRawPointer,
        _ label: UInt16
    ) throws(SideCompilerError) -> (SideType, ArgumentStep) {
        var step = ArgumentStep(.integer, label)
        step.isSigned = unsafe body.number(SideLayout.Number.isSigned, as: UInt8.self) != 0
        try unsafe measure(&step, body, order: SideLayout.Number.byteOrder)
        let type = SideType(
            .integer(bits: UInt16(step.byteCount) * 8, isSigned: step.isSigned),
            attributes: unsafe attributes(body, 0)
        )
        return (type, step)
    }

    @unsafe
    func byte(_ body: UnsafeRawPointer, _ label: UInt16) -> (SideType, ArgumentStep) {
        var step = ArgumentStep(.byte, label)
        step.byteCount = 1
        let attributes = unsafe attributes(body, 0)
        let type = SideType(
            .integer(bits: 8, isSigned: false),
            attributes: [SideAttribute(SideAttribute.baseKey, .unsigned(16))] + attributes
        )
        return (type, step)
    }

    @unsafe
    func pointer(
        _ body: UnsafeRawPointer,
        _ label: UInt16
    ) throws(SideCompilerError) -> (SideType, ArgumentStep) {
        var (type, step) = try unsafe integer(body, label)
        type.kind = .integer(bits: UInt16(step.byteCount) * 8, isSigned: false)
        type.attributes = [SideAttribute(SideAttribute.baseKey, .unsigned(16))] + type.attributes
        step.isSigned = false
        return (type, step)
    }

    @unsafe
    func float(
        _ body: UnsafeRawPointer,
        _ label: UInt16
    ) throws(SideCompilerError) -> (SideType, ArgumentStep) {
        var step = ArgumentStep(.float, label)
        let bytes = unsafe body.number(SideLayout.Number.byteCount, as: UInt16.self)
        guard [2, 4, 8, 16].contains(bytes) else {
            throw SideCompilerError(reason: "a floating-point number has \(bytes) bytes")
        }
        step.byteCount = UInt8(bytes)
        let order = unsafe body.number(SideLayout.Number.byteOrderOfFloat, as: UInt8.self)
        step.isSwapped = order != 0
        return (SideType(.float(bits: bytes * 8), attributes: unsafe attributes(body, 0)), step)
    }

    @unsafe
    func text(
        _ body: UnsafeRawPointer,
        _ label: UInt16
    ) throws(SideCompilerError) -> (SideType, ArgumentStep) {
        let unitBytes = unsafe body.number(SideLayout.Text.unitSize, as: UInt8.self)
        guard [1, 2, 4].contains(unitBytes) else {
            throw SideCompilerError(reason: "a unit of text has \(unitBytes) bytes")
        }
        var step = ArgumentStep(unitBytes == 1 ? .text : .wideText, label)
        step.byteCount = unitBytes
        step.isSwapped = unsafe body.number(SideLayout.Text.byteOrder, as: UInt8.self) != 0
        var attributes = unsafe attributes(body, 0)
        if unitBytes > 1 {
            let encoding = SideAttribute.Value.string("utf-\(unitBytes * 8)")
            attributes.append(SideAttribute(SideAttribute.encodingKey, encoding))
        }
        return (SideType(.string, attributes: attributes), step)
    }

    /// The size, bits and order of an integer or a boolean.
    @unsafe
    private func measure(
        _ step: inout ArgumentStep,
        _ body: UnsafeRawPointer,
        order: Int
    ) throws(SideCompilerError) {
        let bytes = unsafe body.number(SideLayout.Number.byteCount, as: UInt16.self)
        let bits = unsafe body.number(SideLayout.Number.bitCount, as: UInt16.self)
        guard [1, 2, 4, 8, 16].contains(bytes), bits <= bytes * 8 else {
            throw SideCompilerError(reason: "an integer has \(bytes) bytes, \(bits) bits of them")
        }
        step.byteCount = UInt8(bytes)
        step.bitCount = UInt8(bits == 0 ? bytes * 8 : bits)
        step.isSwapped = unsafe body.number(order, as: UInt8.self) != 0
    }
}

extension SideEventCompiler {
    @unsafe
    private mutating func structure(
        _ body: UnsafeRawPointer,
        _ label: UInt16,
        depth: Int
    ) throws(SideCompilerError) -> (SideType, ArgumentStep) {
        // SAFETY: as above.
        let object = try unsafe target(body)
        let (fields, steps) = try unsafe fields(object, SideLayout.Structure.fields, depth: depth)
        var step = ArgumentStep(.structure, label)
        step.count = UInt32(steps.count)
        unsafe step.parts = ArgumentStep.row(steps)
        let attributes = unsafe attributes(object, SideLayout.Structure.attributes)
        return (SideType(.structure(fields), attributes: attributes), step)
    }

    @unsafe
    private mutating func variant(
        _ body: UnsafeRawPointer,
        _ label: UInt16,
        depth: Int
    ) throws(SideCompilerError) -> (SideType, ArgumentStep) {
        typealias Place = SideLayout.Variant
        let object = try unsafe target(body)
        let (selector, selectorStep) = try unsafe type(object + Place.selector, depth: depth + 1)
        let (first, count) = unsafe object.list(Place.options)
        guard let first = unsafe first, count <= Self.maximumCount else {
            throw SideCompilerError(reason: "a variant has \(count) options")
        }
        var options: [SideVariantOption] = []
        var steps: [ArgumentStep] = []
        for index in 0..<count {
            let option = unsafe first + index * SideLayout.variantOptionSize
            let begin = unsafe option.number(SideLayout.Range.first, as: Int64.self)
            let end = unsafe option.number(SideLayout.Range.last, as: Int64.self)
            guard begin <= end else {
                throw SideCompilerError(reason: "an option's range is upside down")
            }
            var (type, step) = try unsafe type(
                option + SideLayout.Range.meaning,
                depth: depth + 1
            )
            step.lowest = begin
            step.highest = end
            options.append(SideVariantOption(begin...end, type))
            steps.append(step)
        }
        var step = ArgumentStep(.variant, label)
        step.count = UInt32(count)
        unsafe step.parts = ArgumentStep.row(steps)
        unsafe step.measure = ArgumentStep.row([selectorStep])
        let type = SideType(
            .variant(selector: selector, options: options),
            attributes: unsafe attributes(object, Place.attributes)
        )
        return (type, step)
    }

    @unsafe
    private mutating func optional(
        _ body: UnsafeRawPointer,
        _ label: UInt16,
        depth: Int
    ) throws(SideCompilerError) -> (SideType, ArgumentStep) {
        let object = try unsafe target(body)
        typealias Place = SideLayout.Optional
        let (wrapped, inner) = try unsafe type(target(object + Place.wrapped), depth: depth + 1)
        var step = ArgumentStep(.optional, label)
        unsafe step.parts = ArgumentStep.row([inner])
        let attributes = unsafe attributes(object, Place.attributes)
        return (SideType(.optional(wrapped), attributes: attributes), step)
    }

    @unsafe
    private mutating func array(
        _ body: UnsafeRawPointer,
        _ label: UInt16,
        depth: Int
    ) throws(SideCompilerError) -> (SideType, ArgumentStep) {
        let object = try unsafe target(body)
        typealias Place = SideLayout.FixedArray
        let (element, inner) = try unsafe type(target(object + Place.element), depth: depth + 1)
        var step = ArgumentStep(.array, label)
        step.count = unsafe object.number(Place.count, as: UInt32.self)
        unsafe step.parts = ArgumentStep.row([inner])
        let type = SideType(
            .fixedArray(element, count: step.count),
            attributes: unsafe attributes(object, Place.attributes)
        )
        return (type, step)
    }

    /// An array whose length is passed, or which a function of the program goes through.
    @unsafe
    private mutating func variableArray(
        _ body: UnsafeRawPointer,
        _ label: UInt16,
        depth: Int
    ) throws(SideCompilerError) -> (SideType, ArgumentStep) {
        let object = try unsafe target(body)
        let place = unsafe object + SideLayout.VariableArray.element
        let (element, inner) = try unsafe type(target(place), depth: depth + 1)
        let isVisited = label == 26
        var step = ArgumentStep(isVisited ? .visitedArray : .variableArray, label)
        unsafe step.parts = ArgumentStep.row([inner])
        if isVisited {
            unsafe step.visitor = try target(object + SideLayout.VisitedArray.visitor)
        }
        let attributes = unsafe attributes(
            object,
            isVisited
                ? SideLayout.VisitedArray.attributes : SideLayout.VariableArray.attributes
        )
        return (Self.elements(element, inner, attributes), step)
    }

    /// The type of a row of elements: bytes have one of their own.
    static func elements(
        _ element: SideType,
        _ step: ArgumentStep,
        _ attributes: [SideAttribute]
    ) -> SideType {
        guard step.kind == .byte || step.kind == .gatherByte else {
            return SideType(.array(element), attributes: attributes)
        }
        var others = attributes
        var mediaType = "application/octet-stream"
        if let index = others.firstIndex(where: { $0.key == SideAttribute.mediaTypeKey }),
            case .string(let text) = others.remove(at: index).value
        {
            mediaType = text
        }
        return SideType(.bytes(mediaType: mediaType), attributes: others)
    }

    @unsafe
    private mutating func enumeration(
        _ body: UnsafeRawPointer,
        depth: Int
    ) throws(SideCompilerError) -> (SideType, ArgumentStep) {
        let (element, step) = try unsafe type(
            target(body + SideLayout.Labelled.element),
            depth: depth + 1
        )
        let (labels, attributes) = unsafe labels(body.address(SideLayout.Labelled.mappings))
        guard case .integer(let bits, let isSigned) = element.kind else {
            throw SideCompilerError(reason: "an enumeration is not over an integer")
        }
        let kind = SideType.Kind.enumeration(bits: bits, isSigned: isSigned, labels: labels)
        return (SideType(kind, attributes: attributes), step)
    }

    /// Names for bits of an integer, a byte or an array; formats do not know them for what has no
    /// fixed length.
    @unsafe
    private mutating func bitmap(
        _ body: UnsafeRawPointer,
        depth: Int
    ) throws(SideCompilerError) -> (SideType, ArgumentStep) {
        var (element, step) = try unsafe type(
            target(body + SideLayout.Labelled.element),
            depth: depth + 1
        )
        if let bits = Self.bitCount(element) {
            let (labels, attributes) = unsafe labels(
                body.address(SideLayout.Labelled.mappings),
                below: Int64(bits) - 1
            )
            step.isSigned = false
            return (SideType(.bitmap(bits: bits, labels: labels), attributes: attributes), step)
        }
        let (labels, attributes) = unsafe labels(body.address(SideLayout.Labelled.mappings))
        let names = labels.map { "\($0.name)=\($0.range.lowerBound)..\($0.range.upperBound)" }
        let bits = SideAttribute("plume.bits", .string(names.joined(separator: ",")))
        element.attributes += attributes + [bits]
        return (element, step)
    }

    /// How many bits an integer has, or a row of integers that are recorded one after the other,
    /// the lowest bit of each first; nil for anything else.
    private static func bitCount(_ element: SideType) -> UInt16? {
        switch element.kind {
        case .integer(let bits, _): return bits
        case .fixedArray(let inner, let count):
            guard case .integer(let bits, _) = inner.kind, count > 0,
                count <= UInt32(SideType.maximumBitmapBits / bits)
            else { return nil }
            return bits * UInt16(count)
        default: return nil
        }
    }
}
