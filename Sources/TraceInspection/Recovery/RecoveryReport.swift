// SPDX-License-Identifier: Apache-2.0

/// What was recovered of a damaged trace, and what was lost.
public struct RecoveryReport: Sendable {
    /// One thing that was lost, and where.
    public struct Loss: Hashable, Sendable {
        /// The file.
        public let path: String
        /// The first byte of the damage.
        public let offset: UInt64
        /// The byte from which on reading went on; the file's size when nothing did.
        public let endOffset: UInt64
        /// What is wrong and what was kept, for a person.
        public let problem: String
    }

    /// What was left out of the metadata, one line each.
    public internal(set) var metadataLosses: [String] = []
    /// What was lost of data streams.
    public internal(set) var losses: [Loss] = []
    /// How many packets were written.
    public internal(set) var packetCount: UInt64 = 0
    /// How many event records were written.
    public internal(set) var recordCount: UInt64 = 0

    /// Whether nothing was lost.
    public var isWhole: Bool { metadataLosses.isEmpty && losses.isEmpty }

    /// The report for a person, one line for each loss and one for what was kept.
    public func lines() -> [String] {
        metadataLosses
            + losses.map { loss in
                let bytes = loss.endOffset &- loss.offset
                return "\(loss.path): bytes \(loss.offset) to \(loss.endOffset) (\(bytes) bytes):"
                    + " \(loss.problem)"
            }
            + [
                "Recovered \(CheckReport.counted(recordCount, "event record")) in"
                    + " \(CheckReport.counted(packetCount, "packet"))"
            ]
    }
}
