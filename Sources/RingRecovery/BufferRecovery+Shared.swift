// SPDX-License-Identifier: Apache-2.0

internal import CTFWriter
internal import Consumer
internal import RingBuffer
internal import SystemCalls

extension BufferRecovery {
    /// Writes what the controller had written of the shared ring, and what is left in it.
    mutating func recoverSharedRing() throws(SystemError) {
        let ring = try image.sharedRing()
        let isOverwriting = image.header.geometry.lossMode == .overwrite
        var output = output(image.header.geometry.cpuCount)
        if !isOverwriting { try copyPackets((ring.consumed, ring.head), to: &output) }
        let records = ring.records(from: max(ring.consumed, output.end ?? 0))
        if let problem = records.problem { report.losses.append("\(image.name): \(problem)") }
        var rest = records.bytes[...]
        var packets: [(walk: RecoveryWalk, bytes: [UInt8])] = []
        var time: UInt64 = 0
        while !rest.isEmpty {
            let bytes = Array(rest)
            let found = walk(
                bytes,
                limit: StreamDrain.packetBytes,
                stamp: records.stamp,
                after: time
            )
            guard found.count > 0 else {
                lose(output.stream.ring, UInt64(rest.count), true)
                break
            }
            packets.append((found, Array(bytes[..<found.recordBytes])))
            time = found.lastTime
            output.stream.ringCount += UInt64(found.count)
            rest = rest.dropFirst(found.recordBytes)
        }
        var discarded = records.missing
        if let committed = records.committedCount {
            let held = output.stream.ringCount
            discarded &+= committed > held ? committed - held : 0
        }
        output.stream.discardedCount = discarded
        for packet in packets {
            let summary = DataStreamWriter.Summary(
                beginTimestamp: packet.walk.firstTime,
                endTimestamp: packet.walk.lastTime,
                discardedCount: discarded,
                ringEnd: ring.head
            )
            try append(summary, packet.bytes, packet.walk.contentBytes, to: &output)
        }
        if packets.isEmpty, discarded != output.discarded {
            let end = max(records.stamp, output.lastTime)
            let summary = DataStreamWriter.Summary(
                beginTimestamp: end,
                endTimestamp: end,
                discardedCount: discarded,
                ringEnd: ring.head
            )
            try append(summary, [], 0, to: &output)
        }
        finish(output)
    }
}
