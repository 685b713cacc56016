// SPDX-License-Identifier: Apache-2.0

internal import CTFReader

/// The marks that wait until the event records before them are printed.
struct PendingMarks {
    private var marks: [StreamMark] = []
    private var next = 0
    /// Whether the cursors tell of losses, because they are not known before.
    private var comeFromCursors = true

    /// Whether any mark waits.
    @inline(__always)
    var isEmpty: Bool { next >= marks.count }

    /// Starts with marks that are known, in their order; nil lets cursors tell of losses.
    mutating func begin(_ known: [StreamMark]?) {
        marks = known ?? []
        next = 0
        comeFromCursors = known == nil
    }

    /// Takes a loss that a cursor has come to.
    mutating func add(_ cursor: DataStreamCursor, _ stream: Int, isPackets: Bool) {
        guard comeFromCursors, let loss = cursor.loss else { return }
        marks.removeFirst(next)
        next = 0
        let added = StreamMark(loss, stream, packet: cursor.packetNumber, isPackets: isPackets) {
            cursor.nanoseconds($0)
        }
        // Those of one data stream come in their order, so a new one stands behind its equals.
        let place = marks.firstIndex { added < $0 } ?? marks.count
        marks.insert(added, at: place)
    }

    /// The next mark before an event record, if there is one.
    mutating func take(before time: Int64, _ stream: Int, packet: Int) -> StreamMark? {
        guard next < marks.count, marks[next].precedes(time, stream, packet: packet) else {
            return nil
        }
        next += 1
        return marks[next - 1]
    }

    /// The next mark, if there is one.
    mutating func takeNext() -> StreamMark? {
        guard next < marks.count else { return nil }
        next += 1
        return marks[next - 1]
    }
}
