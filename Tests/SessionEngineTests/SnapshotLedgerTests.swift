// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import SessionEngine

@Suite("The snapshots of a recording")
struct SnapshotLedgerTests {
    private func ledger(
        count: Int = 100,
        bytes: UInt64 = 1_000,
        interval: UInt64 = 10
    ) -> SnapshotLedger {
        SnapshotLedger(
            limits: SnapshotLedger.Limits(
                maximumCount: count,
                maximumBytes: bytes,
                intervalNanoseconds: interval
            )
        )
    }

    @Test("are refused to programs that ask too often, and never to people")
    func interval() {
        var ledger = ledger()
        let answers = [0, 1, 9, 10, 15, 19, 20].map { ledger.admits(.program, at: $0) }
        #expect(answers == [true, false, false, true, false, false, true])
        #expect(ledger.turnedAwayCount == 4)
        let others = [ledger.admits(.person, at: 21), ledger.admits(.end, at: 22)]
        #expect(others == [true, true])
        #expect(ledger.turnedAwayCount == 4)
    }

    @Test("make room for newer ones, those of programs first")
    func count() {
        var ledger = ledger(count: 3)
        let askers: [SnapshotLedger.Asker] = [
            .person, .program, .program, .program, .person, .person, .program, .end,
        ]
        let removed = askers.map { asker in
            ledger.end(ledger.begin(), bytes: 1, asker: asker)
        }
        #expect(removed == [[], [], [], [2], [3], [4], [1], [7]])
        #expect(ledger.keptCount == 3)
        #expect(ledger.takenCount == 8)
        #expect(ledger.removedCount == 5)
    }

    /// What has to go for each of some snapshots that programs asked for.
    private func removed(_ ledger: inout SnapshotLedger, _ bytes: [UInt64]) -> [[Int]] {
        bytes.map { ledger.end(ledger.begin(), bytes: $0, asker: .program) }
    }

    @Test("take a bounded number of bytes, but for the newest")
    func bytes() {
        var ledger = ledger(bytes: 100)
        let first = removed(&ledger, [60, 40])
        #expect(first == [[], []])
        #expect(ledger.keptBytes == 100)
        let second = removed(&ledger, [1, 500])
        #expect(second == [[1], [2, 3]])
        #expect(ledger.keptBytes == 500)
        let third = removed(&ledger, [.max, .max])
        #expect(third == [[4], [5]])
    }

    @Test("survive limits that make no sense")
    func extremes() {
        var ledger = ledger(count: -5, bytes: 0, interval: .max)
        let answers = [ledger.admits(.program, at: 5), ledger.admits(.program, at: .max - 1)]
        #expect(answers == [true, false])
        let removed = removed(&ledger, [1, 1])
        #expect(removed == [[], [1]])
    }
}
