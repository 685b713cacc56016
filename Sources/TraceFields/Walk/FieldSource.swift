// SPDX-License-Identifier: Apache-2.0

package import CTFReader

/// The values of a record, taken one after the other.
package struct FieldSource {
    private let items: [FieldItem]
    private var next: Int
    private let end: Int
    /// The bytes that strings, BLOBs and wide numbers are in.
    package let window: [UInt8]

    /// Takes all values of a record.
    package init(_ record: FieldRecord) {
        items = record.items
        next = 0
        end = items.count
        window = record.window
    }

    /// Takes no values: only the bytes that they refer to.
    package init(window: [UInt8]) {
        items = []
        next = 0
        end = 0
        self.window = window
    }

    /// Takes the values of one record of a batch.
    package init(_ record: RecordPlace, of items: [FieldItem], _ window: [UInt8]) {
        self.items = items
        next = Int(record.firstItem)
        end = min(Int(record.endItem), items.count)
        self.window = window
    }

    /// The next value; 0 after the last one.
    @inline(__always)
    package mutating func take() -> FieldItem {
        guard next < end else { return FieldItem(0) }
        next &+= 1
        return items[next &- 1]
    }

    /// Whether all values are taken.
    package var isAtEnd: Bool { next >= end }

    /// The bytes of a string or BLOB, as a range of the window.
    @inline(__always)
    package func range(_ item: FieldItem) -> Range<Int> {
        item.range.clamped(to: 0..<window.count)
    }
}
