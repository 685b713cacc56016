// SPDX-License-Identifier: Apache-2.0

import TraceModel

/// Makes metadata of all sorts of field classes from a seed.
struct RandomMetadata {
    /// A length or selector field that later fields can refer to.
    private struct Candidate {
        let scope: FieldScope
        let path: [String]
        let arrays: [Int]
        let kind: Kind
    }

    private enum Kind: Hashable {
        case boolean, unsigned, signed
    }

    /// Where a field is being made.
    private struct Place {
        let scope: FieldScope
        var path: [String] = []
        var arrays: [Int] = []
        var depth = 0
    }

    var random: RandomSource
    /// The layouts of fixed-length fields by name; names occur once.
    private(set) var layouts: [String: BitLayout] = [:]
    private var candidates: [Candidate] = []
    private var count = 0
    private let orders: [ByteOrder]
    private let areBitsPacked: Bool
    private let usesOddBitOrders: Bool

    init(seed: UInt64) {
        random = RandomSource(seed: seed)
        orders = random.element(of: [
            [.littleEndian], [.bigEndian], [.littleEndian, .bigEndian],
        ])
        // Where bits are packed, mixed byte orders are an error as a rule.
        let chance = orders.count == 1 ? 2 : 8
        areBitsPacked = random.once(in: chance)
        usesOddBitOrders = random.once(in: 3)
    }

    /// Makes metadata that is likely to be valid.
    mutating func metadata() -> TraceMetadata {
        let uuid = MetadataUUID(bytes: (0..<16).map { UInt8($0) })
        let header = random.once(in: 3) ? nil : packetHeader()
        let context = random.once(in: 4) ? nil : packetContext()
        let eventHeader = random.once(in: 4) ? nil : eventHeader()
        let common = random.once(in: 3) ? structure(Place(scope: .eventRecordCommonContext)) : nil
        let shared = candidates
        var events: [EventRecordClass] = []
        for id in 0..<(eventHeader == nil ? 1 : 4) {
            candidates = shared
            let specific =
                random.once(in: 4) ? structure(Place(scope: .eventRecordSpecificContext)) : nil
            events.append(
                EventRecordClass(
                    id: UInt64(id),
                    identity: Identity(name: "event\(id)"),
                    specificContext: specific,
                    payload: structure(Place(scope: .eventRecordPayload))
                )
            )
        }
        return TraceMetadata(
            uuid: uuid,
            traceClass: TraceClass(packetHeader: header),
            clockClasses: [ClockClass(id: "clock", frequencyHertz: 1_000_000_000)],
            dataStreamClasses: [
                DataStreamClass(
                    defaultClockClassID: "clock",
                    packetContext: context,
                    eventRecordHeader: eventHeader,
                    eventRecordCommonContext: common
                )
            ],
            eventRecordClasses: events
        )
    }
}

// MARK: - Headers and contexts

extension RandomMetadata {
    private mutating func roleMember(
        _ name: String,
        _ role: FieldRole
    ) -> StructureFieldClass.Member {
        count += 1
        let unique = "\(name)-\(count)"
        if random.once(in: 5) {
            return StructureFieldClass.Member(
                unique,
                .variableLengthInteger(VariableLengthIntegerFieldClass(roles: [role]))
            )
        }
        let length = random.element(of: [16, 24, 32, 32, 64, 13, 27, 60])
        let layout = layout(lengthBits: areBitsPacked ? length : (length + 7) / 8 * 8)
        layouts[unique] = layout
        return StructureFieldClass.Member(
            unique,
            .integer(IntegerFieldClass(layout, roles: [role]))
        )
    }

    private mutating func packetHeader() -> StructureFieldClass {
        var members: [StructureFieldClass.Member] = []
        if random.once(in: 2) {
            let layout = BitLayout(
                lengthBits: 32,
                byteOrder: random.element(of: orders),
                alignmentBits: random.element(of: [1, 8, 32])
            )
            layouts["magic"] = layout
            members.append(
                StructureFieldClass.Member(
                    "magic",
                    .integer(IntegerFieldClass(layout, roles: [.packetMagicNumber]))
                )
            )
        }
        if random.once(in: 2) {
            members.append(
                StructureFieldClass.Member(
                    "uuid",
                    .blob(BLOBFieldClass(lengthBytes: .fixed(16), roles: [.metadataStreamUUID]))
                )
            )
        }
        members.append(roleMember("streamID", .dataStreamID))
        if random.once(in: 2) { members.append(roleMember("class", .dataStreamClassID)) }
        var place = Place(scope: .packetHeader)
        place.depth = 2
        members.append(contentsOf: structure(place).members)
        return StructureFieldClass(members)
    }

    private mutating func packetContext() -> StructureFieldClass {
        var members: [StructureFieldClass.Member] = []
        if random.once(in: 2) { members.append(roleMember("begin", .defaultClockTimestamp)) }
        if !random.once(in: 3) { members.append(roleMember("total", .packetTotalLength)) }
        if !random.once(in: 3) { members.append(roleMember("content", .packetContentLength)) }
        if random.once(in: 2) {
            members.append(roleMember("end", .packetEndDefaultClockTimestamp))
        }
        if random.once(in: 2) { members.append(roleMember("number", .packetSequenceNumber)) }
        if random.once(in: 2) {
            members.append(roleMember("discarded", .discardedEventRecordCounterSnapshot))
        }
        members.shuffle(using: &random)
        if random.once(in: 2) {
            let inner = structure(Place(scope: .packetContext))
            let index = random.number(0...members.count)
            members.insert(contentsOf: inner.members, at: index)
        }
        return StructureFieldClass(members, minimumAlignmentBits: random.element(of: [1, 8, 64]))
    }

    /// A small id and a short timestamp, and longer ones behind an escape value.
    private mutating func escapingHeader() -> StructureFieldClass {
        let idBits = areBitsPacked ? random.number(2...8) : 8
        let escape = Int128(1) << Int128(idBits) - 1
        layouts["id"] = layout(lengthBits: idBits)
        let ranges = [
            IntegerRange(lower: 0, upper: escape - 1), IntegerRange(lower: escape, upper: escape),
        ].compactMap { $0 }
        func option(
            _ range: IntegerRange,
            _ members: [StructureFieldClass.Member]
        )
            -> VariantFieldClass.Option
        {
            VariantFieldClass.Option(
                .structure(StructureFieldClass(members)),
                ranges: IntegerRangeSet([range])
            )
        }
        let short = [roleMember("time", .defaultClockTimestamp)]
        let long = [
            roleMember("longID", .eventRecordClassID), roleMember("time", .defaultClockTimestamp),
        ]
        var options = [option(ranges[0], short), option(ranges[1], long)]
        if random.once(in: 2) { options.swapAt(0, 1) }
        let id = IntegerFieldClass(
            layouts["id"] ?? BitLayout(lengthBits: idBits),
            roles: [.eventRecordClassID]
        )
        return StructureFieldClass(
            [
                StructureFieldClass.Member("id", .integer(id)),
                StructureFieldClass.Member(
                    "rest",
                    .variant(
                        VariantFieldClass(
                            options,
                            selector: FieldLocation(origin: .eventRecordHeader, "id")
                        )
                    )
                ),
            ],
            minimumAlignmentBits: random.element(of: [1, 8, 8, 32])
        )
    }

    private mutating func eventHeader() -> StructureFieldClass {
        if random.once(in: 3) { return escapingHeader() }
        let lengthBits = random.element(of: areBitsPacked ? [2, 3, 8, 16] : [8, 16])
        let layout = layout(lengthBits: lengthBits)
        layouts["id"] = layout
        var members = [
            StructureFieldClass.Member(
                "id",
                .integer(IntegerFieldClass(layout, roles: [.eventRecordClassID]))
            )
        ]
        if random.once(in: 2) { members.append(roleMember("time", .defaultClockTimestamp)) }
        var place = Place(scope: .eventRecordHeader)
        place.depth = 2
        if random.once(in: 3) { members.append(contentsOf: structure(place).members) }
        return StructureFieldClass(members)
    }
}

// MARK: - Field classes

extension RandomMetadata {
    private mutating func alignment() -> Int {
        areBitsPacked
            ? random.element(of: [1, 1, 1, 1, 2, 4, 8, 8, 16, 32, 64])
            : random.element(of: [8, 8, 8, 8, 16, 32, 64])
    }

    private mutating func layout(lengthBits: Int) -> BitLayout {
        BitLayout(
            lengthBits: lengthBits,
            byteOrder: random.element(of: orders),
            bitOrder: usesOddBitOrders && random.once(in: 3)
                ? random.element(of: [.firstToLast, .lastToFirst]) : nil,
            alignmentBits: alignment()
        )
    }

    private mutating func randomLength() -> Int {
        let length: Int
        switch random.number(0...9) {
        case 0...4: length = random.element(of: [8, 16, 32, 64])
        case 5: length = random.number(65...200)
        default: length = random.number(1...64)
        }
        return areBitsPacked ? length : (length + 7) / 8 * 8
    }

    private mutating func structure(_ place: Place) -> StructureFieldClass {
        var members: [StructureFieldClass.Member] = []
        for _ in 0..<random.number(place.depth == 0 ? 1...6 : 0...4) {
            count += 1
            let name = "f\(count)"
            var inner = place
            inner.path.append(name)
            inner.depth += 1
            members.append(StructureFieldClass.Member(name, fieldClass(name, inner)))
        }
        return StructureFieldClass(
            members,
            minimumAlignmentBits: random.once(in: 8) ? alignment() : 1
        )
    }

    /// A field class in a member; the path of the place ends with the member's name.
    private mutating func fieldClass(_ name: String?, _ place: Place) -> FieldClass {
        if place.depth < 5 && random.once(in: 2) { return compound(place) }
        switch random.number(0...9) {
        case 0: return .bitArray(BitArrayFieldClass(named(name)))
        case 1:
            let flags = [Mapping(name: "low", ranges: IntegerRangeSet(values: 0, 3))]
            return .bitMap(BitMapFieldClass(named(name), flags: flags))
        case 2:
            let layout = named(name)
            add(.boolean, place)
            return .boolean(BooleanFieldClass(layout))
        case 3, 4:
            let isSigned = random.once(in: 2)
            let isSmall = random.once(in: 2)
            let length = isSmall ? (areBitsPacked ? random.number(1...4) : 8) : randomLength()
            let layout = layout(lengthBits: length)
            if let name { layouts[name] = layout }
            add(isSigned ? .signed : .unsigned, place)
            return .integer(IntegerFieldClass(layout, isSigned: isSigned))
        case 5:
            let isSigned = random.once(in: 2)
            add(isSigned ? .signed : .unsigned, place)
            return .variableLengthInteger(VariableLengthIntegerFieldClass(isSigned: isSigned))
        case 6:
            let layout = layout(lengthBits: random.element(of: [16, 32, 64, 128, 160]))
            if let name { layouts[name] = layout }
            return .floatingPoint(FloatingPointFieldClass(layout))
        case 7, 8:
            let encoding = random.element(of: [.utf8, .utf8, .utf8] + TextEncoding.allCases)
            let length = random.once(in: 2) ? nil : length(place, unit: encoding.unitBytes)
            return .string(StringFieldClass(lengthBytes: length, encoding: encoding))
        default: return .blob(BLOBFieldClass(lengthBytes: length(place, unit: 1)))
        }
    }

    private mutating func named(_ name: String?) -> BitLayout {
        let layout = layout(lengthBits: randomLength())
        if let name { layouts[name] = layout }
        return layout
    }

    private mutating func compound(_ place: Place) -> FieldClass {
        switch random.number(0...4) {
        case 0: return .structure(structure(place))
        case 1, 2:
            let length = length(place, unit: 1)
            var inside = place
            count += 1
            inside.arrays.append(count)
            inside.depth += 1
            return .array(
                ArrayFieldClass(
                    length: length,
                    element: holdable(inside),
                    minimumAlignmentBits: random.once(in: 8) ? alignment() : 1
                )
            )
        case 3: return optional(place)
        default: return variant(place)
        }
    }

    /// A class within an array, optional or variant: often a structure.
    private mutating func holdable(_ given: Place) -> FieldClass {
        var place = given
        place.depth += 1
        if random.once(in: 2) { return .structure(structure(place)) }
        return fieldClass(nil, place)
    }

    private mutating func optional(_ place: Place) -> FieldClass {
        let kind = random.element(of: [Kind.boolean, .unsigned, .signed])
        guard let selector = location(kind, place) else { return .structure(structure(place)) }
        return .optional(
            OptionalFieldClass(
                holdable(place),
                selector: selector,
                selectorRanges: kind == .boolean
                    ? nil
                    : IntegerRangeSet(
                        [
                            IntegerRange(lower: -3, upper: 2),
                            IntegerRange(lower: 5, upper: 1 << 62),
                        ].compactMap { $0 }
                    )
            )
        )
    }

    private mutating func variant(_ place: Place) -> FieldClass {
        let kind = random.element(of: [Kind.unsigned, .signed])
        guard let selector = location(kind, place) else { return .structure(structure(place)) }
        let bounds: [(Int128, Int128)] = [
            (0, 0), (-1 << 63, -1), (1, 2), (3, 1 << 40), (1 << 40 + 1, 1 << 64 - 1),
        ]
        let options = bounds.prefix(random.number(3...5)).compactMap { lower, upper in
            IntegerRange(lower: lower, upper: upper)
        }
        // Lengths may lie in whichever option there is, if all are of one family.
        let member = random.once(in: 2) ? "common\(count)" : nil
        let made = options.map { range -> VariantFieldClass.Option in
            var fieldClass = holdable(place)
            if let member, case .structure(let structure) = fieldClass {
                let length = areBitsPacked ? random.number(1...5) : 8
                let first = StructureFieldClass.Member(
                    member,
                    .integer(IntegerFieldClass(layout(lengthBits: length)))
                )
                fieldClass = .structure(StructureFieldClass([first] + structure.members))
            }
            return VariantFieldClass.Option(fieldClass, ranges: IntegerRangeSet([range]))
        }
        if let member {
            candidates.append(
                Candidate(
                    scope: place.scope,
                    path: place.path + [member],
                    arrays: place.arrays,
                    kind: .unsigned
                )
            )
        }
        return .variant(VariantFieldClass(made, selector: selector))
    }
}

// MARK: - Locations

extension RandomMetadata {
    private mutating func add(_ kind: Kind, _ place: Place) {
        candidates.append(
            Candidate(
                scope: place.scope,
                path: place.path,
                arrays: place.arrays,
                kind: kind
            )
        )
    }

    private mutating func length(_ place: Place, unit: Int) -> FieldLength {
        if random.once(in: 2), let location = location(.unsigned, place) { return .field(location) }
        return .fixed(UInt64(random.number(0...6) * (random.once(in: 10) ? 1 : unit)))
    }

    /// The location of some earlier field; nil when there is none.
    private mutating func location(_ kind: Kind, _ place: Place) -> FieldLocation? {
        let usable = candidates.filter {
            $0.kind == kind
                && ($0.scope == place.scope
                    ? place.arrays.starts(with: $0.arrays) : $0.arrays.isEmpty)
        }
        guard !usable.isEmpty else { return nil }
        // The last ones are the nearest.
        let chosen = random.once(in: 3) ? random.element(of: usable) : usable[usable.count - 1]
        guard chosen.scope == place.scope, random.once(in: 2) else {
            return FieldLocation(origin: chosen.scope, path: chosen.path.map { .member($0) })
        }
        // The last name of the place is that of the dependent member itself.
        let structure = place.path.dropLast()
        var common = 0
        while common < structure.count, common < chosen.path.count - 1,
            structure[common] == chosen.path[common]
        {
            common += 1
        }
        if common > 0, random.once(in: 4) { common -= 1 }
        var path = [FieldLocation.Step](repeating: .parent, count: structure.count - common)
        path += chosen.path[common...].map { .member($0) }
        return FieldLocation(path: path)
    }
}
