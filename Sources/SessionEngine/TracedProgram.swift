// SPDX-License-Identifier: Apache-2.0

internal import EventFilter
internal import ProgramProtocol

/// An event of a program and a channel.
struct OrderKey: Hashable, Sendable {
    let event: UInt32
    let channel: UInt32
}

/// A program that records, on its connection.
struct TracedProgram: Sendable {
    let hello: ProgramHello
    /// Its events, as the session knows them, by the numbers that it gave them.
    var events: [UInt32: Int] = [:]
    /// The events since its last `ready`.
    var pending: [UInt32] = []
    /// The filters that it was sent, with their numbers.
    var filters: [FilterProgram: UInt32] = [:]
    /// What it was last told to record, by event and channel.
    var orders: [OrderKey: RecordingOrder] = [:]
    /// What it last said of the time before its orders; nil while it has said nothing.
    var report: UntracedReport?
    /// How many events that were selected then it has said to have emitted before its orders.
    var unknownCount: UInt64 = 0
    /// Whether it has announced events and not said yet what it emitted of them before.
    var owesReport = true
    /// How often it said that it cannot record.
    var failureCount = 0
}

extension ProgramHello {
    /// The process and its program, for a person.
    var name: String { "process \(process) (\(program))" }
}
