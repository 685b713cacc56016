// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// An event record header that is nothing but an id and a timestamp side by side, so that one load
/// reads both.
///
/// It covers the headers of Plume, of barectf, and the usual case of both header layouts of LTTng,
/// where ids from an escape value on announce a longer form.
struct SimpleEventHeader: BitwiseCopyable, Sendable {
    /// The alignment as a mask; 0 for a header of another form.
    let alignmentMask: UInt64
    let idBits: UInt64
    let timeBits: UInt64
    /// Ids from here on have a header of another form.
    let escape: UInt64

    /// Whether the header has this form.
    var isUsable: Bool { alignmentMask != 0 }

    /// A header of another form.
    static let none = SimpleEventHeader(alignmentMask: 0, idBits: 0, timeBits: 0, escape: 0)

    private init(alignmentMask: UInt64, idBits: UInt64, timeBits: UInt64, escape: UInt64) {
        self.alignmentMask = alignmentMask
        self.idBits = idBits
        self.timeBits = timeBits
        self.escape = escape
    }

    /// Finds out whether a header has the form.
    ///
    /// - Parameters:
    ///   - header: the class of event record headers.
    ///   - isReferredTo: whether fields outside of the header refer to fields in it.
    ///   - rules: what holds for the trace.
    init(_ header: StructureFieldClass?, isReferredTo: Bool, _ rules: CompilationRules) {
        self = .none
        guard let header, header.members.count == 2, !isReferredTo, rules.isLittleEndianOnly,
            header.alignmentBits >= 8, header.alignmentBits <= 64,
            let id = Self.integer(header.members[0].fieldClass, role: .eventRecordClassID),
            let (time, escape) = Self.timestamp(
                header.members[1].fieldClass,
                idBits: id.lengthBits
            ),
            id.lengthBits % time.alignmentBits == 0, id.lengthBits + time.lengthBits <= 64
        else { return }
        self.init(
            alignmentMask: UInt64(header.alignmentBits) - 1,
            idBits: UInt64(id.lengthBits),
            timeBits: UInt64(time.lengthBits),
            escape: escape
        )
    }

    /// The layout of an integer with exactly one role.
    private static func integer(_ fieldClass: FieldClass, role: FieldRole) -> BitLayout? {
        guard case .integer(let integer) = fieldClass, !integer.isSigned, integer.roles == [role],
            integer.layout.hasNaturalBitOrder
        else { return nil }
        return integer.layout
    }

    /// The layout of the timestamp behind small ids, and the id from which on it has another one.
    private static func timestamp(
        _ fieldClass: FieldClass,
        idBits: Int
    ) -> (layout: BitLayout, escape: UInt64)? {
        if let layout = integer(fieldClass, role: .defaultClockTimestamp) {
            return (layout, idBits < 64 ? 1 << UInt64(idBits) : .max)
        }
        guard case .variant(let variant) = fieldClass else { return nil }
        for option in variant.options {
            guard option.ranges.ranges.count == 1, let range = option.ranges.ranges.first,
                range.lower == 0, let last = UInt64(exactly: range.upper), last < .max,
                case .structure(let structure) = option.fieldClass,
                structure.members.count == 1, idBits % structure.alignmentBits == 0,
                let layout = integer(structure.members[0].fieldClass, role: .defaultClockTimestamp)
            else { continue }
            return (layout, last + 1)
        }
        return nil
    }
}

extension StructureFieldClass {
    /// Whether a length or selector in the structure lies in the event record header.
    var refersToEventHeader: Bool {
        var found = false
        FieldClass.structure(self).forEachLocation { location in
            if location.origin == .eventRecordHeader { found = true }
        }
        return found
    }
}
