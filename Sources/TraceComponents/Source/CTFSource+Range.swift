// SPDX-License-Identifier: Apache-2.0

internal import CTFReader
internal import TraceModel

extension CTFSource {
    /// How names of output ports begin: with the UUID of the trace, or its path.
    var tracePart: String {
        trace.trace.metadata.uuid?.description ?? trace.paths.first ?? ""
    }

    /// When a data stream is active, in nanoseconds from the clock's origin; nil when its packets
    /// do not tell.
    public func activeRange(of port: Port) -> ClosedRange<Int64>? {
        guard let first = boundary(port, .packetBeginning, of: 0),
            let last = boundary(port, .packetEnd, of: port.data.packets.count - 1),
            first <= last
        else { return nil }
        return first...last
    }

    /// The time at which a packet begins or ends, which for some tracers only its event records
    /// tell.
    private func boundary(
        _ port: Port,
        _ kind: DataStreamCursor.Message,
        of packet: Int
    ) -> Int64? {
        guard port.data.packets.indices.contains(packet) else { return nil }
        let cursor = DataStreamCursor(
            port.data,
            packets: packet..<(packet + 1),
            windowBytes: trace.windowBytes
        )
        let info = port.data.packets[packet].info
        if kind == .packetEnd, let end = info.endClock { return cursor.nanoseconds(end) }
        var last: Int64?
        while let message = try? cursor.next(), message != .packetEnd {
            if message == .packetBeginning || message == .event { last = cursor.nanoseconds }
            if message == kind { return last }
        }
        // When the packet does not say its end well, its last event record does.
        return kind == .packetEnd ? last : nil
    }
}
