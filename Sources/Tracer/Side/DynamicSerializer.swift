// SPDX-License-Identifier: Apache-2.0

/// Writes values that bring their type along, as ``DynamicType`` says.
enum DynamicSerializer {
    /// Writes the value of an argument.
    ///
    /// - Parameters:
    ///   - argument: the address of the argument.
    ///   - depth: how many structures and arrays are around it.
    ///   - writer: the record.
    /// - Returns: false when it is no such value.
    @unsafe
    static func write(
        _ argument: UnsafeRawPointer,
        depth: Int,
        into writer: inout RecordWriter
    ) -> Bool {
        let place = unsafe argument + 4
        // SAFETY: the program vouches for what the label says stands there.
        switch unsafe argument.number(0, as: UInt16.self) {
        case DynamicLabel.null:
            append(.null, to: &writer)
        case DynamicLabel.boolean:
            append(.bool, to: &writer)
            return unsafe writeBoolean(place, into: &writer)
        case DynamicLabel.integer:
            return unsafe writeInteger(place, into: &writer)
        case DynamicLabel.byte:
            append(.byte, to: &writer)
            writer.append(unsafe argument.number(24, as: UInt8.self))
        case DynamicLabel.pointer:
            append(.pointer, to: &writer)
            writer.append(unsafe argument.number(30, as: UInt64.self))
        case DynamicLabel.float:
            return unsafe writeFloat(argument, into: &writer)
        case DynamicLabel.text:
            return unsafe writeText(argument, into: &writer)
        default:
            return unsafe writeCompound(argument, depth: depth, into: &writer)
        }
        return true
    }

    /// Writes a name and a value: `struct side_arg_dynamic_field`.
    @unsafe
    static func writeField(
        _ field: UnsafeRawPointer,
        depth: Int,
        into writer: inout RecordWriter
    ) -> Bool {
        unsafe ArgumentSerializer.writeText(field.address(0), into: &writer)
        return unsafe write(field + 16, depth: depth, into: &writer)
    }

    /// Writes the count and the members of a structure: `struct side_arg_dynamic_struct`.
    @unsafe
    static func writeFields(
        _ structure: UnsafeRawPointer?,
        depth: Int,
        into writer: inout RecordWriter
    ) -> Bool {
        guard let structure = unsafe structure else { return false }
        let (first, count) = unsafe structure.list(0)
        writer.append(UInt32(truncatingIfNeeded: count))
        guard let first = unsafe first else { return true }
        writer.expect(count)
        for index in 0..<count {
            if writer.isOverflowed { return true }
            guard unsafe writeField(first + index &* 80, depth: depth, into: &writer) else {
                return false
            }
        }
        return true
    }

    @inline(__always)
    private static func append(_ choice: DynamicType.Choice, to writer: inout RecordWriter) {
        writer.append(choice.rawValue)
    }

    /// A step for the type that an argument brings along: sizes from an offset on.
    @unsafe
    private static func step(
        _ place: UnsafeRawPointer,
        _ kind: ArgumentStep.Kind
    ) -> ArgumentStep? {
        var step = ArgumentStep(kind, 0)
        let bytes = unsafe place.number(20, as: UInt16.self)
        let bits = unsafe place.number(22, as: UInt16.self)
        guard bytes == 1 || bytes == 2 || bytes == 4 || bytes == 8 || bytes == 16,
            bits <= bytes &* 8
        else { return nil }
        step.byteCount = UInt8(truncatingIfNeeded: bytes)
        step.bitCount = UInt8(truncatingIfNeeded: bits == 0 ? bytes &* 8 : bits)
        return step
    }

    @unsafe
    private static func writeBoolean(
        _ place: UnsafeRawPointer,
        into writer: inout RecordWriter
    ) -> Bool {
        guard var step = unsafe step(place, .boolean) else { return false }
        step.isSwapped = unsafe place.number(24, as: UInt8.self) != 0
        unsafe withUnsafePointer(to: step) { step in
            unsafe IntegerSerializer.writeBoolean(place + 25, step, into: &writer)
        }
        return true
    }

    /// All integers of up to 64 bits are recorded as such.
    @unsafe
    private static func writeInteger(
        _ place: UnsafeRawPointer,
        into writer: inout RecordWriter
    ) -> Bool {
        guard var step = unsafe step(place, .integer) else { return false }
        step.isSigned = unsafe place.number(24, as: UInt8.self) != 0
        step.isSwapped = unsafe place.number(25, as: UInt8.self) != 0
        let isWide = step.byteCount == 16
        if step.isSigned {
            append(isWide ? .s128 : .s64, to: &writer)
        } else {
            append(isWide ? .u128 : .u64, to: &writer)
        }
        unsafe withUnsafePointer(to: step) { step in
            if isWide {
                unsafe IntegerSerializer.write(place + 26, step, into: &writer)
            } else {
                writer.append(unsafe IntegerSerializer.value(place + 26, step))
            }
        }
        return true
    }

    @unsafe
    private static func writeFloat(
        _ argument: UnsafeRawPointer,
        into writer: inout RecordWriter
    ) -> Bool {
        let value = unsafe argument + 27
        let isSwapped = unsafe argument.number(26, as: UInt8.self) != 0
        switch unsafe argument.number(24, as: UInt16.self) {
        case 2:
            append(.f64, to: &writer)
            let bits = unsafe value.number(0, as: UInt16.self)
            writer.append(Double(WideFloat.value(ofBinary16: isSwapped ? bits.byteSwapped : bits)))
        case 4:
            append(.f64, to: &writer)
            let bits = unsafe value.number(0, as: UInt32.self)
            writer.append(Double(Float(bitPattern: isSwapped ? bits.byteSwapped : bits)))
        case 8:
            append(.f64, to: &writer)
            let bits = unsafe value.number(0, as: UInt64.self)
            writer.append(isSwapped ? bits.byteSwapped : bits)
        case 16:
            append(.f128, to: &writer)
            let bits = unsafe value.number(0, as: UInt128.self)
            writer.append(isSwapped ? bits.byteSwapped : bits)
        default:
            return false
        }
        return true
    }

    /// The address of such a text is a plain one of 8 bytes.
    @unsafe
    private static func writeText(
        _ argument: UnsafeRawPointer,
        into writer: inout RecordWriter
    ) -> Bool {
        let text = unsafe argument.address(26)
        let isSwapped = unsafe argument.number(25, as: UInt8.self) != 0
        let unitBytes = unsafe Int(argument.number(24, as: UInt8.self))
        switch unitBytes {
        case 1:
            append(.text, to: &writer)
            unsafe ArgumentSerializer.writeText(text, into: &writer)
        case 2, 4:
            append(.text, to: &writer)
            unsafe WideText.write(
                text,
                unitBytes: unitBytes,
                isSwapped: isSwapped,
                into: &writer
            )
        default:
            return false
        }
        return true
    }

    /// A structure or an array; too deep, only its count.
    @unsafe
    private static func writeCompound(
        _ argument: UnsafeRawPointer,
        depth: Int,
        into writer: inout RecordWriter
    ) -> Bool {
        let label = unsafe argument.number(0, as: UInt16.self)
        guard (DynamicLabel.structure...DynamicLabel.visitedArray).contains(label),
            let object = unsafe argument.address(4)
        else { return false }
        let isElided = depth >= DynamicType.maximumDepth
        let isStructure = label <= DynamicLabel.visitedStructure
        append(isElided ? .elided : isStructure ? .structure : .array, to: &writer)
        switch label {
        case DynamicLabel.visitedStructure:
            return unsafe VisitSerializer.writeDynamicFields(
                object.address(0),
                object.address(16),
                depth: depth + 1,
                isCounting: isElided,
                into: &writer
            )
        case DynamicLabel.visitedArray:
            return unsafe VisitSerializer.writeDynamicElements(
                object.address(0),
                object.address(16),
                depth: depth + 1,
                isCounting: isElided,
                into: &writer
            )
        default:
            break
        }
        let (first, count) = unsafe object.list(0)
        if isElided {
            writer.append(UInt32(truncatingIfNeeded: count))
            return true
        }
        if isStructure { return unsafe writeFields(object, depth: depth + 1, into: &writer) }
        writer.append(UInt32(truncatingIfNeeded: count))
        guard let first = unsafe first else { return true }
        writer.expect(count)
        for index in 0..<count {
            if writer.isOverflowed { return true }
            let element = unsafe first + index &* ArgumentSerializer.argumentBytes
            guard unsafe write(element, depth: depth + 1, into: &writer) else { return false }
        }
        return true
    }
}
