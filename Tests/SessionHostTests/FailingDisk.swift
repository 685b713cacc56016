// SPDX-License-Identifier: Apache-2.0

import CTFWriter
import SystemCalls

/// A disk on which the writing of packets fails from the N-th time on, for a number of times.
final class FailingDisk {
    private let firstFailure: Int
    private let failureCount: Int
    private let errno: Errno
    /// How often a packet was to be written.
    private(set) var attempts = 0

    init(from firstFailure: Int, times failureCount: Int, _ errno: Errno) {
        self.firstFailure = firstFailure
        self.failureCount = failureCount
        self.errno = errno
    }

    func make(_ plan: DataStreamPlan) -> any PacketSink { Sink(self, DataStreamFiles(plan)) }

    private func attempt() throws(SystemError) {
        attempts += 1
        guard attempts >= firstFailure, attempts < firstFailure + failureCount else { return }
        throw SystemError(call: "write", errno: errno)
    }

    private final class Sink: PacketSink {
        private let disk: FailingDisk
        private let files: DataStreamFiles

        init(_ disk: FailingDisk, _ files: DataStreamFiles) {
            self.disk = disk
            self.files = files
        }

        var byteCount: UInt64 { files.byteCount }

        func append(
            _ summary: DataStreamWriter.Summary,
            records: RawSpan,
            recordBytes: Int,
            contentBytes: Int
        ) throws(SystemError) {
            try disk.attempt()
            try files.append(
                summary,
                records: records,
                recordBytes: recordBytes,
                contentBytes: contentBytes
            )
        }

        func synchronize() throws(SystemError) { try files.synchronize() }

        func rotate(to directory: String) throws(SystemError) { try files.rotate(to: directory) }
    }
}
