// SPDX-License-Identifier: Apache-2.0

/// The tables of a 64-bit little-endian ELF file that may be hostile: every number in it is checked
/// before it is used, and none of them costs more than the file's own size.
///
/// The layouts are those of `Elf64_Ehdr`, `Elf64_Phdr`, `Elf64_Shdr`, `Elf64_Dyn`, `Elf64_Rela` and
/// `Elf64_Sym` in `elf.h`.
struct ELFSections {
    /// An entry of the table of sections.
    struct Section {
        let name: String
        let kind: UInt32
        let address: UInt64
        let offset: UInt64
        let size: UInt64
        let link: Int
    }

    /// A part of the file that is loaded into memory.
    struct Segment {
        let address: UInt64
        let offset: Int
        let count: Int
    }

    private static let headerSize = 64
    private static let maximumNameBytes = 256
    private static let maximumSegments = 256

    let bytes: [UInt8]
    let machine: UInt64
    let sections: [Section]
    /// The loaded parts in order of their addresses.
    let segments: [Segment]

    init(_ bytes: [UInt8]) throws(ELFImage.FormatError) {
        _ = try ELFImage(bytes)
        self.bytes = bytes
        machine = Self.number(bytes, at: 18, 2) ?? 0
        sections = try Self.readSections(bytes)
        segments = try Self.readSegments(bytes)
    }

    /// The first section with a name.
    func section(_ name: String) -> Section? { sections.first { $0.name == name } }

    /// The number of up to eight bytes at an offset of the file; nil behind its end.
    func number(at offset: UInt64, _ count: Int) -> UInt64? {
        Self.number(bytes, at: offset, count)
    }

    /// Where the byte of an address stands in the file, and how many follow it there.
    func place(of address: UInt64) -> (offset: Int, count: Int)? {
        for segment in segments where address >= segment.address {
            let distance = address - segment.address
            if distance < UInt64(segment.count) {
                return (segment.offset + Int(distance), segment.count - Int(distance))
            }
        }
        return nil
    }

    /// The bytes of a text that ends with a 0, at most `limit`; nil when it has no end there.
    func text(at offset: Int, limit: Int) -> [UInt8]? {
        guard offset >= 0, offset < bytes.count else { return nil }
        let end = min(bytes.count, offset + limit)
        guard let stop = bytes[offset..<end].firstIndex(of: 0) else { return nil }
        return Array(bytes[offset..<stop])
    }

    private static func number(_ bytes: [UInt8], at offset: UInt64, _ count: Int) -> UInt64? {
        guard count <= bytes.count, offset <= UInt64(bytes.count - count) else { return nil }
        var number: UInt64 = 0
        for index in 0..<count { number |= UInt64(bytes[Int(offset) + index]) << (8 * index) }
        return number
    }

    private static func readSections(
        _ bytes: [UInt8]
    ) throws(ELFImage.FormatError) -> [Section] {
        let entries = try table(bytes, offset: 40, sizeAt: 58, countAt: 60, entry: headerSize)
        guard let namesIndex = number(bytes, at: 62, 2), namesIndex < UInt64(entries.count),
            let names = number(bytes, at: entries[Int(namesIndex)] + 24, 8)
        else { return [] }
        var sections: [Section] = []
        for entry in entries {
            func word(_ offset: UInt64, _ count: Int) -> UInt64 {
                number(bytes, at: entry + offset, count) ?? 0
            }
            let (start, isOverflowing) = names.addingReportingOverflow(word(0, 4))
            guard !isOverflowing, start < UInt64(bytes.count) else { continue }
            let limit = min(bytes.count, Int(start) + maximumNameBytes)
            let name = bytes[Int(start)..<limit].prefix { $0 != 0 }
            sections.append(
                Section(
                    name: String(decoding: name, as: UTF8.self),
                    kind: UInt32(truncatingIfNeeded: word(4, 4)),
                    address: word(16, 8),
                    offset: word(24, 8),
                    size: word(32, 8),
                    link: Int(word(40, 4))
                )
            )
        }
        return sections
    }

    private static func readSegments(
        _ bytes: [UInt8]
    ) throws(ELFImage.FormatError) -> [Segment] {
        let entries = try table(bytes, offset: 32, sizeAt: 54, countAt: 56, entry: 56)
        var segments: [Segment] = []
        guard entries.count <= maximumSegments else {
            throw ELFImage.FormatError(description: "it has \(entries.count) segments")
        }
        for entry in entries where number(bytes, at: entry, 4) == 1 {
            guard let offset = number(bytes, at: entry + 8, 8),
                let address = number(bytes, at: entry + 16, 8),
                let count = number(bytes, at: entry + 32, 8),
                offset <= UInt64(bytes.count), count <= UInt64(bytes.count) - offset,
                address <= UInt64.max - count
            else { throw ELFImage.FormatError(description: "a segment lies outside the file") }
            segments.append(Segment(address: address, offset: Int(offset), count: Int(count)))
        }
        return segments.sorted { $0.address < $1.address }
    }

    /// Where the entries of a table of the file's header begin.
    private static func table(
        _ bytes: [UInt8],
        offset: UInt64,
        sizeAt: UInt64,
        countAt: UInt64,
        entry: Int
    ) throws(ELFImage.FormatError) -> [UInt64] {
        guard let begin = number(bytes, at: offset, 8), let size = number(bytes, at: sizeAt, 2),
            let count = number(bytes, at: countAt, 2)
        else { throw ELFImage.FormatError(description: "its header is not whole") }
        guard begin != 0, count != 0 else { return [] }
        guard size >= UInt64(entry), begin <= UInt64(bytes.count),
            count * size <= UInt64(bytes.count) - begin
        else { throw ELFImage.FormatError(description: "its tables lie outside the file") }
        return (0..<count).map { begin + $0 * size }
    }
}
