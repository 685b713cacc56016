// SPDX-License-Identifier: Apache-2.0

internal import ProgramProtocol
internal import SessionEngine
internal import SystemCalls
internal import TraceModel

/// The snapshots of a recording that overwrites.
struct SnapshotState {
    /// Somebody who wants a snapshot.
    struct Wish {
        let request: SnapshotRequest
        let asker: SnapshotLedger.Asker
        /// The tool that asks.
        let connection: Int?
    }

    /// So many may wait; more can only be an attack.
    static let maximumWishes = 4_096
    /// How long programs may take to tell their state, in nanoseconds.
    static let stateNanoseconds: UInt64 = 1_000_000_000

    /// How many there are, and who may have another one.
    var ledger: SnapshotLedger
    /// Why the last one is not complete; nil when it is.
    var failure: String?
    var path = ""
    /// All of them are parts of one trace.
    let uuid = MetadataUUID(bytes: Host.randomBytes(16))
    /// They have one clock, too, measured when the first was taken: readers compare times of
    /// packets to know those that they have seen in another one.
    var clockClass: ClockClass?
    var wishes: [Wish] = []
    /// The one that is being written.
    var job: SnapshotJob?
    /// The number of the last request for the programs' state.
    var sequence: UInt32 = 0
    /// Programs that did not tell their state in time, and are not waited for until they do.
    var silent: Set<Int> = []
    /// The request at the end of the recording, and who has still to answer it.
    var last: (sequence: UInt32, waiting: Set<Int>)?
    /// Whether programs record no more.
    var isEnding = false

    init(_ limits: SnapshotLedger.Limits) { ledger = SnapshotLedger(limits: limits) }

    /// Says where snapshots go.
    mutating func begin(_ path: String) { self.path = path }

    /// A program is gone.
    mutating func forget(_ connection: Int) {
        silent.remove(connection)
        job?.waiting.remove(connection)
        last?.waiting.remove(connection)
    }
}
