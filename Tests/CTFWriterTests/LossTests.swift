// SPDX-License-Identifier: Apache-2.0

import CTFReader
import Foundation
import Testing
import TraceModel

@testable import CTFWriter

/// What is lost must be told as the source tells it, or be refused.
@Suite struct LossTests {
    private let path = NSTemporaryDirectory() + "plume-" + UUID().uuidString

    private func trace(_ roles: [FieldRole]) throws -> CompiledTrace {
        let members = roles.enumerated().map { number, role in
            StructureFieldClass.Member("m\(number)", .unsigned(bits: 64, roles: [role]))
        }
        let header = StructureFieldClass([
            StructureFieldClass.Member("id", .unsigned(bits: 64, roles: [.eventRecordClassID]))
        ])
        return try CompiledTrace(
            TraceMetadata(
                clockClasses: [ClockClass(id: "c", origin: .unixEpoch)],
                dataStreamClasses: [
                    DataStreamClass(
                        defaultClockClassID: "c",
                        packetContext: StructureFieldClass(members),
                        eventRecordHeader: header
                    )
                ]
            )
        )
    }

    private static let all: [FieldRole] = [
        .defaultClockTimestamp, .packetEndDefaultClockTimestamp,
        .discardedEventRecordCounterSnapshot, .packetSequenceNumber,
    ]

    private func writer(
        _ roles: [FieldRole],
        _ options: TraceTranslation.Options = TraceTranslation.Options()
    ) throws -> TranslatedStreamWriter {
        let translation = try TraceTranslation(try trace(roles), options: options)
        let folder = try TranslatedTraceWriter(path: path, translation: translation)
        return try folder.stream(classID: 0, id: 0, file: "stream")
    }

    /// The losses that the written data stream tells of.
    private func losses() throws -> [DataStreamCursor.Loss] {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let trace = try CTFTrace(paths: [path])
        let cursor = DataStreamCursor(try #require(trace.streams.first))
        var losses: [DataStreamCursor.Loss] = []
        while let message = try cursor.next() {
            guard message == .discardedEvents || message == .discardedPackets else { continue }
            if let loss = cursor.loss { losses.append(loss) }
        }
        return losses
    }

    /// Values of the members with roles, which the writer leaves out.
    private var context: FieldRecord {
        FieldRecord(items: Self.all.map { _ in FieldItem(0) }, window: [0])
    }

    @Test("Losses between packets are read as they were told")
    func betweenPackets() throws {
        let writer = try writer(Self.all)
        try writer.beginPacket(context: context, clock: 1)
        try writer.endPacket(clock: 2)
        try writer.discardedEvents(7, begin: 2, end: 9)
        try writer.discardedPackets(3, begin: 2, end: 5)
        try writer.beginPacket(context: context, clock: 5)
        try writer.endPacket(clock: 9)
        try writer.finish()
        let losses = try losses()
        #expect(losses.map(\.count) == [7, 3])
        #expect(losses.map(\.endClock) == [9, 5])
    }

    @Test("Losses after the last packet get an empty one")
    func afterLastPacket() throws {
        let writer = try writer(Self.all)
        try writer.beginPacket(context: context, clock: 1)
        try writer.endPacket(clock: 2)
        try writer.discardedEvents(4, begin: 2, end: 8)
        try writer.finish()
        let losses = try losses()
        #expect(losses.map(\.count) == [4])
        #expect(losses.map(\.endClock) == [8])
    }

    @Test("Losses which do not end with a packet are refused")
    func wrongTime() throws {
        let writer = try writer(Self.all)
        try writer.beginPacket(context: context, clock: 1)
        try writer.endPacket(clock: 2)
        try writer.discardedEvents(7, begin: 2, end: 8)
        try writer.beginPacket(context: context, clock: 5)
        #expect(throws: CTFError.self) { try writer.endPacket(clock: 9) }
        try FileManager.default.removeItem(atPath: path)
    }

    @Test("Losses within a packet, or of which a class cannot tell, are refused unless ignored")
    func cannotBeTold() throws {
        let roles = Array(Self.all[..<2])
        var writer = try writer(roles)
        #expect(throws: CTFError.self) { try writer.discardedEvents(1, begin: nil, end: nil) }
        #expect(throws: CTFError.self) { try writer.discardedPackets(1, begin: nil, end: nil) }
        try FileManager.default.removeItem(atPath: path)
        writer = try self.writer(Self.all)
        try writer.beginPacket(context: context, clock: 1)
        #expect(throws: CTFError.self) { try writer.discardedEvents(1, begin: nil, end: nil) }
        try FileManager.default.removeItem(atPath: path)
        let options = TraceTranslation.Options(
            ignoresDiscardedEvents: true,
            ignoresDiscardedPackets: true
        )
        writer = try self.writer(roles, options)
        try writer.discardedEvents(1, begin: nil, end: nil)
        try writer.discardedPackets(1, begin: nil, end: nil)
        try FileManager.default.removeItem(atPath: path)
    }
}
