// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import TraceModel

/// Collects the programs of a data stream class.
struct DecodingTablesBuilder {
    var steps: [Instruction] = []
    var variants: [DecodingTables.Entries] = []
    var options: [DecodingTables.Option] = []
    var optionals: [DecodingTables.Entries] = []
    var quickOptions: [DecodingTables.QuickOption] = []
    var presences: [DecodingTables.Presence] = []
    var forgotten: [DecodingTables.Entries] = []
    var forgottenSlots: [UInt32] = []

    private static let denseLimit: UInt64 = 1 << 16

    /// Adds the ranges of an optional's selector.
    ///
    /// - Returns: the number of the optional.
    mutating func add(_ ranges: IntegerRangeSet, isSigned: Bool) -> Int {
        optionals.append(
            DecodingTables.Entries(
                start: UInt32(presences.count),
                count: UInt32(ranges.ranges.count),
                isSigned: isSigned
            )
        )
        presences += ranges.ranges.map {
            DecodingTables.Presence(lower: $0.lower, upper: $0.upper)
        }
        return optionals.count - 1
    }

    /// Fills in the options of a variant whose number was reserved.
    mutating func set(_ variant: Int, _ entries: [DecodingTables.Option], isSigned: Bool) {
        variants[variant] = DecodingTables.Entries(
            start: UInt32(options.count),
            count: UInt32(entries.count),
            isSigned: isSigned
        )
        options += entries.sorted { $0.lower < $1.lower }
        let first = variant * DecodingTables.quickValues
        for entry in entries {
            let lower = max(entry.lower, 0)
            let upper = min(entry.upper, Int128(DecodingTables.quickValues) - 1)
            guard lower <= upper else { continue }
            for value in Int(lower)...Int(upper) {
                quickOptions[first + value] = DecodingTables.QuickOption(
                    option: entry.option,
                    step: entry.step
                )
            }
        }
    }

    /// Reserves a number for a variant.
    mutating func reserveVariant() -> Int {
        variants.append(DecodingTables.Entries(start: 0, count: 0, isSigned: false))
        quickOptions += Array(
            repeating: DecodingTables.QuickOption(),
            count: DecodingTables.quickValues
        )
        return variants.count - 1
    }

    /// Adds a list of slots to be forgotten.
    ///
    /// - Returns: the number of the list.
    mutating func add(forgotten slots: [UInt32]) -> Int {
        forgotten.append(
            DecodingTables.Entries(
                start: UInt32(forgottenSlots.count),
                count: UInt32(slots.count),
                isSigned: false
            )
        )
        forgottenSlots += slots
        return forgotten.count - 1
    }

    /// The programs of the scopes of a data stream class.
    struct Programs {
        var packetHeader = DecodingTables.Program()
        var packetContext = DecodingTables.Program()
        var eventHeader = DecodingTables.Program()
        var simpleHeader = SimpleEventHeader.none
        var events: [DecodingTables.Program] = []
    }

    /// The finished tables.
    func tables(
        _ programs: Programs,
        eventIDs: [UInt64],
        slotCount: Int,
        isEventImplied: Bool
    ) -> DecodingTables {
        let greatest = eventIDs.filter { $0 < Self.denseLimit }.max().map { Int($0) + 1 } ?? 0
        var dense = [Int32](repeating: -1, count: greatest)
        var sparse: [DecodingTables.SparseEvent] = []
        for (index, id) in eventIDs.enumerated() {
            if id < Self.denseLimit {
                dense[Int(id)] = Int32(truncatingIfNeeded: index)
            } else {
                sparse.append(DecodingTables.SparseEvent(id: id, index: UInt32(index)))
            }
        }
        return DecodingTables(
            steps: ConstantArray(steps),
            quickOptions: ConstantArray(quickOptions),
            variants: ConstantArray(variants),
            options: ConstantArray(options),
            optionals: ConstantArray(optionals),
            presences: ConstantArray(presences),
            forgotten: ConstantArray(forgotten),
            forgottenSlots: ConstantArray(forgottenSlots),
            packetHeader: programs.packetHeader,
            packetContext: programs.packetContext,
            eventHeader: programs.eventHeader,
            simpleHeader: programs.simpleHeader,
            events: ConstantArray(programs.events),
            denseEvents: ConstantArray(dense),
            sparseEvents: ConstantArray(sparse.sorted { $0.id < $1.id }),
            slotCount: slotCount,
            impliedEvent: isEventImplied ? 0 : -1
        )
    }
}
