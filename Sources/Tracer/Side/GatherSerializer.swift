// SPDX-License-Identifier: Apache-2.0

/// Values that are gathered from the program's memory, from an address that was passed on.
enum GatherSerializer {
    /// Where a gathered value is looked for.
    @safe
    private struct Origin {
        /// From where its offset counts.
        @unsafe let base: UnsafeRawPointer
        /// From where the offset of an array's length counts; none within arrays.
        @unsafe let lengthBase: UnsafeRawPointer?
    }

    /// Writes the value of an argument: an address, and for arrays of any length a second one.
    @unsafe
    static func write(
        _ place: UnsafeRawPointer,
        _ step: UnsafePointer<ArgumentStep>,
        into writer: inout RecordWriter
    ) -> Bool {
        guard let base = unsafe place.address(0) else { return false }
        let isArray = unsafe step.pointee.kind == .gatherVariableArray
        let origin = unsafe Origin(base: base, lengthBase: isArray ? place.address(16) : nil)
        return unsafe write(origin, step, into: &writer) != nil
    }

    /// Writes the value at its place from an origin on.
    ///
    /// - Returns: how far the next element of an array is; nil when it cannot be read.
    @unsafe
    private static func write(
        _ origin: Origin,
        _ step: UnsafePointer<ArgumentStep>,
        into writer: inout RecordWriter
    ) -> Int? {
        // SAFETY: the description vouches for the offsets and the memory behind the pointers.
        let field = unsafe origin.base + Int(truncatingIfNeeded: step.pointee.offset)
        let isBehindPointer = unsafe step.pointee.isBehindPointer
        let place: UnsafeRawPointer? = unsafe isBehindPointer ? field.address(0) : field
        let kind = unsafe step.pointee.kind
        guard let place = unsafe place else {
            // Where there is no text, it is empty; all else has to be there.
            guard kind == .gatherText || kind == .gatherWideText else { return nil }
            unsafe writeText(nil, step, into: &writer)
            return MemoryLayout<UInt>.size
        }
        guard let size = unsafe writeValue(place, step, origin.lengthBase, into: &writer) else {
            return nil
        }
        return isBehindPointer ? MemoryLayout<UInt>.size : size
    }

    /// Writes a value and returns its bytes in memory.
    @unsafe
    private static func writeValue(
        _ place: UnsafeRawPointer,
        _ step: UnsafePointer<ArgumentStep>,
        _ lengthBase: UnsafeRawPointer?,
        into writer: inout RecordWriter
    ) -> Int? {
        switch unsafe step.pointee.kind {
        case .gatherBoolean:
            unsafe IntegerSerializer.writeBoolean(place, step, into: &writer)
        case .gatherInteger:
            unsafe IntegerSerializer.write(place, step, into: &writer)
        case .gatherByte:
            writer.append(unsafe place.number(0, as: UInt8.self))
        case .gatherFloat:
            unsafe ArgumentSerializer.writeFloat(place, step, into: &writer)
        case .gatherText, .gatherWideText:
            return unsafe writeText(place, step, into: &writer)
        case .gatherStructure:
            return unsafe writeStructure(place, step, into: &writer)
        case .gatherArray:
            return unsafe writeElements(place, step.pointee.count, step, into: &writer)
        case .gatherVariableArray:
            guard let length = unsafe step.pointee.measure, let lengthBase = unsafe lengthBase
            else { return nil }
            let at = unsafe lengthBase + Int(truncatingIfNeeded: length.pointee.offset)
            let lengthPlace = unsafe length.pointee.isBehindPointer ? at.address(0) : at
            guard let lengthPlace = unsafe lengthPlace,
                let count = unsafe UInt32(
                    exactly: IntegerSerializer.value(lengthPlace, length)
                )
            else { return nil }
            writer.append(count)
            return unsafe writeElements(place, count, step, into: &writer)
        default:
            return nil
        }
        return unsafe Int(step.pointee.byteCount)
    }

    /// Writes a text and returns its bytes, the zeros at its end included.
    @unsafe
    @discardableResult
    private static func writeText(
        _ place: UnsafeRawPointer?,
        _ step: UnsafePointer<ArgumentStep>,
        into writer: inout RecordWriter
    ) -> Int {
        if unsafe step.pointee.kind == .gatherText {
            let begin = writer.offset
            unsafe ArgumentSerializer.writeText(place, into: &writer)
            return writer.offset &- begin
        }
        let unitBytes = unsafe Int(step.pointee.byteCount)
        let isSwapped = unsafe step.pointee.isSwapped
        return unsafe WideText.write(
            place,
            unitBytes: unitBytes,
            isSwapped: isSwapped,
            into: &writer
        )
    }

    @unsafe
    private static func writeStructure(
        _ place: UnsafeRawPointer,
        _ step: UnsafePointer<ArgumentStep>,
        into writer: inout RecordWriter
    ) -> Int? {
        let origin = unsafe Origin(base: place, lengthBase: place)
        guard let parts = unsafe step.pointee.parts else { return 0 }
        for index in 0..<(unsafe Int(step.pointee.count)) {
            guard unsafe write(origin, parts + index, into: &writer) != nil else { return nil }
        }
        return unsafe Int(step.pointee.structureBytes)
    }

    @unsafe
    private static func writeElements(
        _ first: UnsafeRawPointer,
        _ count: UInt32,
        _ step: UnsafePointer<ArgumentStep>,
        into writer: inout RecordWriter
    ) -> Int? {
        guard let element = unsafe step.pointee.parts else { return nil }
        var offset = 0
        writer.expect(Int(count))
        for _ in 0..<count {
            // What does not fit is too big, whatever comes.
            if writer.isOverflowed { break }
            let origin = unsafe Origin(base: first + offset, lengthBase: nil)
            guard let size = unsafe write(origin, element, into: &writer) else { return nil }
            offset &+= size
        }
        return offset
    }
}
