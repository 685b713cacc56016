// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import TraceModel

extension CompiledTrace {
    /// Whether the classes of another trace lay out all packets and event records alike, so that
    /// the same bytes have the same values.
    ///
    /// Names, bases, mappings and other things that do not change the bytes may differ.
    public func hasSameLayout(as other: CompiledTrace) -> Bool {
        packetHeader.isEqual(other.packetHeader) && streams.count == other.streams.count
            && zip(streams, other.streams).allSatisfy { left, right in
                left.streamClass.id == right.streamClass.id && left.clock == right.clock
                    && left.events.count == right.events.count
                    && zip(left.events, right.events).allSatisfy {
                        $0.eventClass.id == $1.eventClass.id
                    }
                    && left.tables.isEqual(right.tables)
            }
    }
}

extension DecodingTables {
    fileprivate func isEqual(_ other: DecodingTables) -> Bool {
        func same(_ left: Program, _ right: Program) -> Bool {
            left.start == right.start && left.end == right.end
        }
        func same(_ left: Entries, _ right: Entries) -> Bool {
            left.start == right.start && left.count == right.count
                && left.isSigned == right.isSigned
        }
        return steps.isEqual(other.steps, by: ==)
            && variants.isEqual(other.variants, by: same)
            && options.isEqual(other.options) {
                $0.lower == $1.lower && $0.upper == $1.upper && $0.option == $1.option
                    && $0.step == $1.step
            }
            && optionals.isEqual(other.optionals, by: same)
            && presences.isEqual(other.presences) { $0.lower == $1.lower && $0.upper == $1.upper }
            && forgotten.isEqual(other.forgotten, by: same)
            && forgottenSlots.isEqual(other.forgottenSlots, by: ==)
            && same(packetHeader, other.packetHeader) && same(packetContext, other.packetContext)
            && same(eventHeader, other.eventHeader) && events.isEqual(other.events, by: same)
            && slotCount == other.slotCount && impliedEvent == other.impliedEvent
    }
}

extension ConstantArray {
    fileprivate func isEqual(
        _ other: ConstantArray,
        by areEqual: (Element, Element) -> Bool
    ) -> Bool {
        count == other.count && (0..<count).allSatisfy { areEqual(self[$0], other[$0]) }
    }
}
