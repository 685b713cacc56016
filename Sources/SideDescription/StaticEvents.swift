// SPDX-License-Identifier: Apache-2.0

/// The events of C and C++ programs that stand in a file, found without running it.
///
/// They are what the SIDE runtime would find in memory. The file may be hostile.
public struct StaticEvents {
    /// Why an event of the file cannot be described.
    public struct Problem: Hashable, Sendable, CustomStringConvertible {
        /// The address of its description in the file's own numbering.
        public let address: UInt64
        /// What is wrong.
        public let reason: String

        /// One line for a person.
        public var description: String { "the event described at address \(address): \(reason)" }
    }

    /// The events, in the order of the file.
    public private(set) var events: [SideEventDescription] = []
    /// What could not be read; the other events are there nevertheless.
    public private(set) var problems: [Problem] = []

    /// The section in which programs list the addresses of their descriptions.
    private static let listSection = "side_event_description_ptr"
    private static let maximumEvents = 65_536
    private static let maximumProblems = 100

    /// Whether a file has descriptions at all, by the names of its sections.
    public static func areIn(_ image: [UInt8]) throws(ELFImage.FormatError) -> Bool {
        try ELFSections(image).section(listSection)?.size ?? 0 > 0
    }

    /// Reads the events of a file.
    ///
    /// - Parameter image: the whole file.
    /// - Throws: when it is no ELF file or its tables lie outside of it.
    public init(_ image: [UInt8]) throws(ELFImage.FormatError) {
        let file = try ELFSections(image)
        guard let list = file.section(Self.listSection), list.size > 0 else { return }
        var reader = StaticEventReader(file)
        guard list.address <= UInt64.max - list.size else {
            throw ELFImage.FormatError(description: "the list of its events lies outside of it")
        }
        for index in 0..<min(list.size / 8, UInt64(Self.maximumEvents)) {
            guard problems.count < Self.maximumProblems else { return }
            let slot = list.address + index * 8
            let address = reader.relocations.pointer(at: slot) ?? 0
            // The runtime passes over entries that are null, too.
            if address == 0 { continue }
            do throws(StaticEventError) {
                events.append(try reader.event(at: address))
            } catch {
                problems.append(Problem(address: address, reason: error.reason))
            }
        }
    }
}

/// Why a description in a file cannot be read.
struct StaticEventError: Error {
    let reason: String
}

/// Follows the pointers of descriptions through a file.
///
/// docs/abi/side.md has the tables of the offsets.
struct StaticEventReader {
    static let maximumDepth = 24
    static let maximumCount: UInt32 = 4_096
    private static let maximumTextBytes = 4_096
    /// What all descriptions of a file may cost together, in bytes of text and parts of types.
    private static let maximumWork = 1 << 24

    private let file: ELFSections
    let relocations: ELFRelocations
    private var budget = maximumWork

    init(_ file: ELFSections) {
        self.file = file
        relocations = ELFRelocations(file)
    }

    mutating func event(at address: UInt64) throws(StaticEventError) -> SideEventDescription {
        typealias Place = SideLayout.Description
        let size = try number(address, Place.size, 4)
        let version = try number(address, Place.version, 4)
        guard version == SideLayout.descriptionVersion, size >= SideLayout.descriptionSize else {
            throw StaticEventError(reason: "it has version \(version) and \(size) bytes")
        }
        let level = UInt32(try number(address, Place.logLevel, 4))
        var fields = try fields(address, Place.fields, depth: 0)
        if try number(address, Place.flags, 8) & SideLayout.variadicFlag != 0 {
            fields.append(SideField("variadic", Self.dynamic))
        }
        return SideEventDescription(
            provider: try text(pointer(address, Place.provider)),
            name: try text(pointer(address, Place.name)),
            logLevel: LogLevel(rawValue: level) ?? .debug,
            fields: fields,
            attributes: try attributes(address, Place.attributes)
        )
    }

    /// A value that brings its type along: which one it is, only the program knows.
    static var dynamic: SideType {
        SideType(.variant(selector: SideType(.integer(bits: 8, isSigned: false)), options: []))
    }

    mutating func spend(_ work: Int) throws(StaticEventError) {
        budget -= work
        guard budget > 0 else {
            throw StaticEventError(reason: "the descriptions of the file are too large together")
        }
    }

    /// An unsigned number at a distance from an address.
    func number(
        _ address: UInt64,
        _ distance: Int,
        _ count: Int
    ) throws(StaticEventError) -> UInt64 {
        let (place, isOverflowing) = address.addingReportingOverflow(UInt64(distance))
        guard !isOverflowing, let found = file.place(of: place), found.count >= count,
            let number = file.number(at: UInt64(found.offset), count)
        else { throw StaticEventError(reason: "it points out of the file, to address \(place)") }
        return number
    }

    /// The pointer at a distance from an address; nil when it is null.
    func optionalPointer(
        _ address: UInt64,
        _ distance: Int
    ) throws(StaticEventError) -> UInt64? {
        let (place, isOverflowing) = address.addingReportingOverflow(UInt64(distance))
        guard !isOverflowing, let pointer = relocations.pointer(at: place) else {
            throw StaticEventError(reason: "it points out of the file, to address \(place)")
        }
        return pointer == 0 ? nil : pointer
    }

    /// The pointer at a distance from an address.
    func pointer(_ address: UInt64, _ distance: Int) throws(StaticEventError) -> UInt64 {
        guard let pointer = try optionalPointer(address, distance) else {
            throw StaticEventError(reason: "a pointer of it is null")
        }
        return pointer
    }

    /// An array of the ABI: the addresses of its elements.
    mutating func list(
        _ address: UInt64,
        _ distance: Int,
        stride: Int
    ) throws(StaticEventError) -> [UInt64] {
        let count = UInt32(try number(address, distance + SideLayout.List.count, 4))
        guard count > 0, let first = try optionalPointer(address, distance) else { return [] }
        guard count <= Self.maximumCount else {
            throw StaticEventError(reason: "\(count) elements are too many")
        }
        try spend(Int(count))
        let (_, isOverflowing) = first.addingReportingOverflow(UInt64(count) * UInt64(stride))
        guard !isOverflowing else {
            throw StaticEventError(reason: "it points out of the file, to address \(first)")
        }
        return (0..<UInt64(count)).map { first + $0 * UInt64(stride) }
    }

    /// A text in UTF-8 that ends with a 0.
    mutating func text(_ address: UInt64) throws(StaticEventError) -> String {
        guard let place = file.place(of: address),
            let bytes = file.text(
                at: place.offset,
                limit: min(place.count, Self.maximumTextBytes)
            )
        else { throw StaticEventError(reason: "a text at address \(address) has no end") }
        try spend(bytes.count + 16)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A text that says how large its units are.
    mutating func rawText(
        _ address: UInt64,
        _ distance: Int
    ) throws(StaticEventError) -> String {
        guard try number(address, distance + SideLayout.RawString.unitSize, 1) == 1 else {
            return "?"
        }
        return try text(pointer(address, distance))
    }

    mutating func fields(
        _ owner: UInt64,
        _ distance: Int,
        depth: Int
    ) throws(StaticEventError) -> [SideField] {
        var fields: [SideField] = []
        for field in try list(owner, distance, stride: SideLayout.fieldSize) {
            let name = try text(pointer(field, SideLayout.Field.name))
            let place = field + UInt64(SideLayout.Field.type)
            fields.append(SideField(name, try type(at: place, depth: depth + 1)))
        }
        return fields
    }

    /// The attributes in an array; kinds that Plume does not know are passed over.
    mutating func attributes(
        _ owner: UInt64,
        _ distance: Int
    ) throws(StaticEventError) -> [SideAttribute] {
        var attributes: [SideAttribute] = []
        for attribute in try list(owner, distance, stride: SideLayout.attributeSize) {
            let key = try rawText(attribute, SideLayout.Attribute.key)
            let kind = UInt32(try number(attribute, SideLayout.Attribute.type, 4))
            let place = SideLayout.Attribute.value
            switch kind {
            case SideLayout.attributeTypeBool:
                let value = try number(attribute, place, 1)
                attributes.append(SideAttribute(key, .boolean(value != 0)))
            case 2...SideLayout.attributeTypeU64:
                let value = try number(attribute, place, 1 << (kind - 2))
                attributes.append(SideAttribute(key, .unsigned(value)))
            case 7...SideLayout.attributeTypeS64:
                let bits = 8 << (kind - 7)
                let value = Int64(bitPattern: try number(attribute, place, Int(bits) / 8))
                let shift = 64 - Int(bits)
                attributes.append(SideAttribute(key, .signed((value << shift) >> shift)))
            case SideLayout.attributeTypeFloat64:
                let value = Double(bitPattern: try number(attribute, place, 8))
                attributes.append(SideAttribute(key, .real(value)))
            case SideLayout.attributeTypeString:
                attributes.append(SideAttribute(key, .string(try rawText(attribute, place))))
            default: continue
            }
        }
        return attributes
    }

    /// The range of numbers at an address; nil when it is upside down.
    func range(_ address: UInt64) throws(StaticEventError) -> ClosedRange<Int64>? {
        let first = Int64(bitPattern: try number(address, SideLayout.Range.first, 8))
        let last = Int64(bitPattern: try number(address, SideLayout.Range.last, 8))
        return first <= last ? first...last : nil
    }

    /// The labels at an address, and the attributes beside them.
    mutating func labels(
        _ mappings: UInt64?
    ) throws(StaticEventError) -> ([SideEnumerationLabel], [SideAttribute]) {
        guard let mappings else { return ([], []) }
        var labels: [SideEnumerationLabel] = []
        for mapping in try list(mappings, SideLayout.Mappings.list, stride: SideLayout.mappingSize)
        {
            guard let range = try range(mapping) else { continue }
            let name = try rawText(mapping, SideLayout.Range.meaning)
            labels.append(SideEnumerationLabel(name, range))
        }
        return (labels, try attributes(mappings, SideLayout.Mappings.attributes))
    }
}
