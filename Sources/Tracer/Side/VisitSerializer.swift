// SPDX-License-Identifier: Apache-2.0

internal import CPlume

/// Values that a function of the program goes through, one call for each.
///
/// A record that does not fit at first is written twice, and so is the function called.
enum VisitSerializer {
    /// What the tracer keeps while the program's function runs.
    @safe
    private struct Visit {
        @unsafe let writer: UnsafeMutablePointer<RecordWriter>
        /// Reads an element; nil for those that bring their type along.
        @unsafe let step: UnsafePointer<ArgumentStep>?
        let depth: Int
        /// Whether elements are only counted.
        let isCounting: Bool
        var count: UInt32 = 0
        var isGood = true
    }

    /// Writes the count and the elements of an array.
    ///
    /// - Parameters:
    ///   - place: the address of the program's context and of a place for an argument.
    ///   - step: has the function and the element's step.
    ///   - writer: the record.
    /// - Returns: false when the function failed, or an element is not what the step reads.
    @unsafe
    static func writeElements(
        _ place: UnsafeRawPointer?,
        _ step: UnsafePointer<ArgumentStep>,
        into writer: inout RecordWriter
    ) -> Bool {
        guard let place = unsafe place, let visitor = unsafe step.pointee.visitor else {
            return false
        }
        let mark = writer.reserveCount()
        let program = unsafe UnsafeMutableRawPointer(mutating: place.address(0))
        let visit = unsafe run(visitor, program, &writer, step.pointee.parts, 0, false) {
            visit,
            element in
            // SAFETY: the visit outlives the call, and its writer is used by nobody else meanwhile.
            guard let own = unsafe visit?.pointee.own, let element = unsafe element else {
                return -1
            }
            return unsafe VisitSerializer.take(own.assumingMemoryBound(to: Visit.self)) { visit in
                guard let step = unsafe visit.step else { return false }
                return unsafe ArgumentSerializer.writeElement(
                    element,
                    step,
                    into: &visit.writer.pointee
                )
            }
        }
        writer.setCount(visit.count, at: mark)
        return visit.isGood
    }

    /// Writes the count and the elements of an array whose elements bring their types along.
    @unsafe
    static func writeDynamicElements(
        _ visitor: UnsafeRawPointer?,
        _ program: UnsafeRawPointer?,
        depth: Int,
        isCounting: Bool,
        into writer: inout RecordWriter
    ) -> Bool {
        guard let visitor = unsafe visitor else { return false }
        let mark = writer.reserveCount()
        let context = unsafe UnsafeMutableRawPointer(mutating: program)
        let visit = unsafe run(visitor, context, &writer, nil, depth, isCounting) {
            visit,
            element in
            // SAFETY: as above.
            guard let own = unsafe visit?.pointee.own, let element = unsafe element else {
                return -1
            }
            return unsafe VisitSerializer.take(own.assumingMemoryBound(to: Visit.self)) { visit in
                unsafe DynamicSerializer.write(
                    element,
                    depth: visit.depth,
                    into: &visit.writer.pointee
                )
            }
        }
        writer.setCount(visit.count, at: mark)
        return visit.isGood
    }

    /// Writes the count and the named values of a structure.
    @unsafe
    static func writeDynamicFields(
        _ visitor: UnsafeRawPointer?,
        _ program: UnsafeRawPointer?,
        depth: Int,
        isCounting: Bool,
        into writer: inout RecordWriter
    ) -> Bool {
        guard let visitor = unsafe visitor else { return false }
        let mark = writer.reserveCount()
        let context = unsafe UnsafeMutableRawPointer(mutating: program)
        let visit = unsafe run(visitor, context, &writer, nil, depth, isCounting) {
            visit,
            field in
            // SAFETY: as above.
            guard let own = unsafe visit?.pointee.own, let field = unsafe field else { return -1 }
            return unsafe VisitSerializer.take(own.assumingMemoryBound(to: Visit.self)) { visit in
                unsafe DynamicSerializer.writeField(
                    field,
                    depth: visit.depth,
                    into: &visit.writer.pointee
                )
            }
        }
        writer.setCount(visit.count, at: mark)
        return visit.isGood
    }

    /// Takes one element; what the program's function is answered.
    @unsafe
    private static func take(
        _ visit: UnsafeMutablePointer<Visit>,
        _ write: (inout Visit) -> Bool
    ) -> Int32 {
        guard unsafe visit.pointee.isGood else { return -1 }
        unsafe visit.pointee.count &+= 1
        if unsafe visit.pointee.isCounting { return 0 }
        let isWritten = unsafe write(&visit.pointee)
        unsafe visit.pointee.isGood = isWritten
        return isWritten ? 0 : -1
    }

    @unsafe
    private static func run(
        _ visitor: UnsafeRawPointer,
        _ program: UnsafeMutableRawPointer?,
        _ writer: inout RecordWriter,
        _ step: UnsafePointer<ArgumentStep>?,
        _ depth: Int,
        _ isCounting: Bool,
        _ write: @convention(c) (UnsafePointer<plume_side_visit>?, UnsafeRawPointer?) -> Int32
    ) -> Visit {
        unsafe withUnsafeMutablePointer(to: &writer) { writer in
            var visit = unsafe Visit(
                writer: writer,
                step: step,
                depth: depth,
                isCounting: isCounting
            )
            let status = unsafe withUnsafeMutablePointer(to: &visit) { visit in
                var handle = unsafe plume_side_visit(
                    write: write,
                    own: UnsafeMutableRawPointer(visit)
                )
                // SAFETY: the description vouches for the function; it keeps neither address.
                return unsafe plume_side_run_visitor(visitor, &handle, program)
            }
            if status != 0 { visit.isGood = false }
            return visit
        }
    }
}
