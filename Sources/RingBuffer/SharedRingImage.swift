// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import CPlume
public import SystemCalls

/// A shared ring found after its controller was gone, read from bytes that may be anything.
///
/// It is a copy in memory of its own, which the ordinary readers then read.
public struct SharedRingImage {
    /// What is left in the ring.
    public struct Records: Sendable {
        /// The records in the form of per-CPU rings.
        public let bytes: [UInt8]
        /// A time not below any of them.
        public let stamp: UInt64
        /// Events that were emitted and are nowhere in the ring.
        public let missing: UInt64
        /// How many records were ever committed; nil where they do not overwrite.
        public let committedCount: UInt64?
        /// Why there are no more; nil when these are all.
        public let problem: String?
    }

    private let owner: RingBufferOwner

    /// Copies a ring.
    ///
    /// - Parameters:
    ///   - bytes: the control area and the data area; what is missing counts as zeros.
    ///   - geometry: the sizes of the channel.
    /// - Throws: why there is no memory for it.
    public init(_ bytes: [UInt8], _ geometry: RingGeometry) throws(SystemError) {
        guard
            let own = RingGeometry(
                allocation: .perChannel,
                cpuCount: 0,
                sizeBytes: geometry.sharedSizeBytes,
                lossMode: geometry.lossMode
            )
        else { throw SystemError(call: "recover", errno: .invalidArgument) }
        owner = try RingBufferOwner(geometry: own, clock: .monotonic)
        owner.fill(bytes)
    }

    private func word(_ offset: some BinaryInteger) -> UInt64 { owner.sharedControl(Int(offset)) }

    /// Bytes of a shared ring with its control area.
    public static func byteCount(_ geometry: RingGeometry) -> Int {
        RingGeometry.sharedControlBytes + geometry.sharedSizeBytes
    }

    /// Bytes ever reserved.
    public var head: UInt64 { word(PLUME_SHARED_HEAD) }
    /// Bytes ever consumed, as far as the consumer told.
    public var consumed: UInt64 { word(PLUME_RING_CONSUMED) }

    /// Takes out what is committed; what was begun and not ended is counted as missing.
    ///
    /// - Parameter start: where to begin, where records do not overwrite.
    /// - Returns: the records.
    public func records(from start: UInt64) -> Records {
        let holes = LossCounter.plausible(word(PLUME_SHARED_HOLES))
        let lost =
            LossCounter.plausible(word(PLUME_SHARED_LOST))
            + LossCounter.plausible(word(PLUME_SHARED_TOO_BIG))
            + LossCounter.plausible(word(PLUME_SHARED_MALFORMED)) + holes
        do throws(RingConsumer.CorruptControlPage) {
            if owner.geometry.lossMode == .overwrite {
                let capture = try owner.capture(cpu: 0)
                return Records(
                    bytes: capture.bytes,
                    stamp: capture.stamp,
                    missing: lost,
                    committedCount: capture.committedCount,
                    problem: nil
                )
            }
            // Holes before what is wanted have been told of by nobody if they were not released.
            var consumer = owner.consumer(start: min(start, consumed))
            let found = try consumer.snapshot(isLast: true)
            let known = consumer.available(before: start)
            let bytes = consumer.withBytes(count: found.available) { span in
                (known..<span.byteCount).map { span.load(at: $0, as: UInt8.self) ?? 0 }
            }
            return Records(
                bytes: bytes,
                stamp: found.stamp,
                missing: found.missing + holes,
                committedCount: nil,
                problem: nil
            )
        } catch {
            return Records(
                bytes: [],
                stamp: 0,
                missing: lost,
                committedCount: nil,
                problem: "\(error)"
            )
        }
    }
}
