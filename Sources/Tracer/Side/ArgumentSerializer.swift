// SPDX-License-Identifier: Apache-2.0

internal import CPlume

/// Writes the arguments of a SIDE event into a record by the steps of its compiled program.
///
/// It never allocates, locks or calls the system, except where a function of the program that it
/// visits does. Each argument is checked against what the description says; the answer false means
/// that they do not agree, and nothing is recorded.
enum ArgumentSerializer {
    /// Bytes of an argument.
    static let argumentBytes = 64

    /// Writes a vector of arguments.
    ///
    /// - Parameters:
    ///   - vector: the address of `struct side_arg_vec`.
    ///   - steps: one for each argument.
    ///   - count: how many there are.
    ///   - writer: the record.
    /// - Returns: false when the arguments are not those that the steps read.
    @unsafe
    @inline(__always)
    static func write(
        _ vector: UnsafeRawPointer?,
        _ steps: UnsafePointer<ArgumentStep>?,
        _ count: Int,
        into writer: inout RecordWriter
    ) -> Bool {
        // SAFETY: the program vouches for the vector and the arguments in it.
        guard let vector = unsafe vector, case (let first, let length) = unsafe vector.list(0),
            length == count
        else { return count == 0 }
        guard let first = unsafe first, let steps = unsafe steps else { return count == 0 }
        for index in 0..<count {
            let argument = unsafe first + index &* argumentBytes
            guard unsafe write(argument, steps + index, into: &writer) else { return false }
        }
        return true
    }

    /// Writes one argument.
    @unsafe
    @inline(__always)
    private static func write(
        _ argument: UnsafeRawPointer,
        _ step: UnsafePointer<ArgumentStep>,
        into writer: inout RecordWriter
    ) -> Bool {
        let label = unsafe argument.number(0, as: UInt16.self)
        if unsafe label != step.pointee.label {
            // A value that brings its type along says which in its label.
            guard unsafe step.pointee.kind == .dynamic else { return false }
            return unsafe DynamicSerializer.write(argument, depth: 0, into: &writer)
        }
        let place = unsafe argument + 4
        switch unsafe step.pointee.kind {
        case .integer:
            unsafe IntegerSerializer.write(place, step, into: &writer)
            return true
        case .text:
            unsafe writeText(place.address(0), into: &writer)
            return true
        default:
            return unsafe writeOther(place, step, into: &writer)
        }
    }

    /// One that is not as common; apart, so that the common ones stay in a short loop.
    @unsafe
    @inline(never)
    private static func writeOther(
        _ place: UnsafeRawPointer,
        _ step: UnsafePointer<ArgumentStep>,
        into writer: inout RecordWriter
    ) -> Bool {
        switch unsafe step.pointee.kind {
        case .null:
            break
        case .boolean:
            unsafe IntegerSerializer.writeBoolean(place, step, into: &writer)
        case .integer:
            unsafe IntegerSerializer.write(place, step, into: &writer)
        case .byte:
            writer.append(unsafe place.number(0, as: UInt8.self))
        case .float:
            unsafe writeFloat(place, step, into: &writer)
        case .text:
            unsafe writeText(place.address(0), into: &writer)
        case .wideText:
            unsafe WideText.write(place.address(0), step, into: &writer)
        case .structure:
            let count = unsafe Int(step.pointee.count)
            return unsafe write(place.address(0), step.pointee.parts, count, into: &writer)
        case .variant:
            return unsafe writeVariant(place.address(0), step, into: &writer)
        case .optional:
            return unsafe writeOptional(place.address(0), step, into: &writer)
        case .array:
            return unsafe writeArray(place.address(0), step, into: &writer)
        case .variableArray:
            return unsafe writeVariableArray(place.address(0), step, into: &writer)
        case .visitedArray:
            return unsafe VisitSerializer.writeElements(place.address(0), step, into: &writer)
        case .dynamic:
            // Its label is a placeholder that no value has.
            return false
        case .gatherBoolean, .gatherInteger, .gatherByte, .gatherFloat, .gatherText,
            .gatherWideText, .gatherStructure, .gatherArray, .gatherVariableArray:
            return unsafe GatherSerializer.write(place, step, into: &writer)
        }
        return true
    }

    /// One element or option.
    @unsafe
    @inline(never)
    static func writeElement(
        _ argument: UnsafeRawPointer,
        _ step: UnsafePointer<ArgumentStep>,
        into writer: inout RecordWriter
    ) -> Bool {
        unsafe write(argument, step, into: &writer)
    }
}

extension ArgumentSerializer {
    /// A number with a fraction, in the machine's order.
    @unsafe
    static func writeFloat(
        _ place: UnsafeRawPointer,
        _ step: UnsafePointer<ArgumentStep>,
        into writer: inout RecordWriter
    ) {
        let isSwapped = unsafe step.pointee.isSwapped
        switch unsafe step.pointee.byteCount {
        case 2: unsafe writer.append(swapped(place.number(0, as: UInt16.self), isSwapped))
        case 4: unsafe writer.append(swapped(place.number(0, as: UInt32.self), isSwapped))
        case 8: unsafe writer.append(swapped(place.number(0, as: UInt64.self), isSwapped))
        default: unsafe writer.append(swapped(place.number(0, as: UInt128.self), isSwapped))
        }
    }

    @inline(__always)
    static func swapped<Number: FixedWidthInteger>(_ number: Number, _ isSwapped: Bool) -> Number {
        isSwapped ? number.byteSwapped : number
    }

    /// Text of bytes; none is recorded as empty.
    @unsafe
    @inline(__always)
    static func writeText(_ text: UnsafeRawPointer?, into writer: inout RecordWriter) {
        guard let text = unsafe text else { return writer.append(UInt8(0)) }
        // SAFETY: the program vouches for the NUL.
        let count = unsafe Int(plume_text_length(text)) &+ 1
        unsafe writer.append(UnsafeRawBufferPointer(start: text, count: count))
    }

    /// A selector and the value that it chooses: two arguments at an address.
    @unsafe
    private static func writeVariant(
        _ pair: UnsafeRawPointer?,
        _ step: UnsafePointer<ArgumentStep>,
        into writer: inout RecordWriter
    ) -> Bool {
        guard let pair = unsafe pair, let selector = unsafe step.pointee.measure,
            let options = unsafe step.pointee.parts,
            unsafe pair.number(0, as: UInt16.self) == selector.pointee.label
        else { return false }
        unsafe IntegerSerializer.write(pair + 4, selector, into: &writer)
        let value = unsafe IntegerSerializer.value(pair + 4, selector)
        for index in 0..<(unsafe Int(step.pointee.count)) {
            let option = unsafe options + index
            guard unsafe option.pointee.lowest <= value, unsafe value <= option.pointee.highest
            else { continue }
            return unsafe writeElement(pair + argumentBytes, option, into: &writer)
        }
        return false
    }

    /// An argument, and behind it a byte that says whether it counts.
    @unsafe
    private static func writeOptional(
        _ place: UnsafeRawPointer?,
        _ step: UnsafePointer<ArgumentStep>,
        into writer: inout RecordWriter
    ) -> Bool {
        guard let place = unsafe place, let part = unsafe step.pointee.parts else { return false }
        let isPresent = unsafe place.number(argumentBytes, as: UInt8.self) != 0
        writer.append(UInt8(isPresent ? 1 : 0))
        return isPresent ? unsafe writeElement(place, part, into: &writer) : true
    }

    @unsafe
    private static func writeArray(
        _ vector: UnsafeRawPointer?,
        _ step: UnsafePointer<ArgumentStep>,
        into writer: inout RecordWriter
    ) -> Bool {
        let expected = unsafe Int(step.pointee.count)
        guard let vector = unsafe vector else { return expected == 0 }
        let (first, count) = unsafe vector.list(0)
        return unsafe count == expected
            && writeElements(first, count, step.pointee.parts, into: &writer)
    }

    @unsafe
    private static func writeVariableArray(
        _ vector: UnsafeRawPointer?,
        _ step: UnsafePointer<ArgumentStep>,
        into writer: inout RecordWriter
    ) -> Bool {
        guard let vector = unsafe vector else { return false }
        let (first, count) = unsafe vector.list(0)
        writer.append(UInt32(truncatingIfNeeded: count))
        return unsafe writeElements(first, count, step.pointee.parts, into: &writer)
    }

    @unsafe
    private static func writeElements(
        _ first: UnsafeRawPointer?,
        _ count: Int,
        _ step: UnsafePointer<ArgumentStep>?,
        into writer: inout RecordWriter
    ) -> Bool {
        guard let first = unsafe first, let step = unsafe step else { return count == 0 }
        writer.expect(count)
        for index in 0..<count {
            // What does not fit is too big, whatever comes.
            if writer.isOverflowed { return true }
            let argument = unsafe first + index &* argumentBytes
            guard unsafe writeElement(argument, step, into: &writer) else { return false }
        }
        return true
    }
}
