// SPDX-License-Identifier: Apache-2.0

internal import CTFReader
package import TraceGraph
internal import TraceModel

/// The order of messages of the same time.
package enum MessageOrder {
    /// Compares messages of the same time.
    ///
    /// - Returns: below, equal to or above zero.
    package static func compare(_ left: Message, _ right: Message) -> Int {
        if let first = left.stream, let second = right.stream, first !== second {
            let order = compare(first, second)
            if order != 0 { return order }
        }
        if left.kind != right.kind { return left.kind.rawValue < right.kind.rawValue ? -1 : 1 }
        guard left.kind == .event, let first = left.event, let second = right.event else {
            return compare(left.count ?? 0, right.count ?? 0)
        }
        let ids = compare(first.eventClass.id, second.eventClass.id)
        return ids != 0 ? ids : compare(first.name, second.name)
    }

    /// Compares data streams by trace, class and id.
    package static func compare(_ left: MessageStream, _ right: MessageStream) -> Int {
        if left.trace !== right.trace {
            let uuids = compare(
                left.trace.compiled.metadata.uuid?.bytes,
                right.trace.compiled.metadata.uuid?.bytes
            )
            if uuids != 0 { return uuids }
            let names = compare(
                left.trace.name.map { Array($0.utf8) },
                right.trace.name.map { Array($0.utf8) }
            )
            if names != 0 { return names }
        }
        let classes = compare(
            left.streamClass.streamClass.id,
            right.streamClass.streamClass.id
        )
        return classes != 0 ? classes : compare(left.id, right.id)
    }

    private static func compare(_ left: [UInt8]?, _ right: [UInt8]?) -> Int {
        guard let left else { return right == nil ? 0 : -1 }
        guard let right else { return 1 }
        if left == right { return 0 }
        return left.lexicographicallyPrecedes(right) ? -1 : 1
    }

    private static func compare(_ left: UInt64, _ right: UInt64) -> Int {
        left == right ? 0 : left < right ? -1 : 1
    }
}
