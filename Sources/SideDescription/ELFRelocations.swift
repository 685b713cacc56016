// SPDX-License-Identifier: Apache-2.0

/// The pointers of an ELF file as they are when it is loaded at address 0.
///
/// In a position-independent file most stand in tables of relocations, and not where they are used.
struct ELFRelocations {
    /// The kinds of relocations that make pointers to the file itself: relative ones and those by
    /// symbols, for each machine.
    private struct Kinds {
        let relative: UInt64
        let absolute: UInt64

        init?(machine: UInt64) {
            switch machine {
            case 62: (relative, absolute) = (8, 1)
            case 183: (relative, absolute) = (1027, 257)
            default: return nil
            }
        }
    }

    private static let tableKind: UInt32 = 4
    private static let entryBytes: UInt64 = 24
    private static let symbolBytes: UInt64 = 24

    private let file: ELFSections
    /// How many entries may still be read: the tables of a sound file do not overlap.
    private var budget: Int
    /// Where pointers are and what they are, in order of their places.
    private var pointers: [(place: UInt64, value: UInt64)] = []

    init(_ file: ELFSections) {
        self.file = file
        budget = file.bytes.count / Int(Self.entryBytes)
        guard let kinds = Kinds(machine: file.machine) else { return }
        for section in file.sections where section.kind == Self.tableKind {
            read(section, kinds)
        }
        pointers.sort { $0.place < $1.place }
    }

    /// The pointer at an address; nil where the file has nothing.
    func pointer(at address: UInt64) -> UInt64? {
        var (low, high) = (0, pointers.count)
        while low < high {
            let middle = low + (high - low) / 2
            if pointers[middle].place < address { low = middle + 1 } else { high = middle }
        }
        if low < pointers.count, pointers[low].place == address { return pointers[low].value }
        // Where there is no relocation, what stands in the file is the pointer: in programs at a
        // fixed address, and where packed relocations only say which words are pointers.
        guard let place = file.place(of: address), place.count >= 8 else { return nil }
        return file.number(at: UInt64(place.offset), 8)
    }

    private mutating func read(_ section: ELFSections.Section, _ kinds: Kinds) {
        let fileBytes = UInt64(file.bytes.count)
        guard section.offset <= fileBytes, section.size <= fileBytes - section.offset else {
            return
        }
        for index in 0..<(section.size / Self.entryBytes) {
            let entry = section.offset + index * Self.entryBytes
            budget -= 1
            guard budget >= 0, let place = file.number(at: entry, 8),
                let info = file.number(at: entry + 8, 8),
                let addend = file.number(at: entry + 16, 8)
            else { return }
            let kind = info & 0xFFFF_FFFF
            if kind == kinds.relative {
                pointers.append((place, addend))
            } else if kind == kinds.absolute, let symbol = symbol(info >> 32, section.link) {
                pointers.append((place, symbol &+ addend))
            }
        }
    }

    /// The address of a symbol that the file defines.
    private func symbol(_ index: UInt64, _ table: Int) -> UInt64? {
        guard file.sections.indices.contains(table) else { return nil }
        let section = file.sections[table]
        guard index < section.size / Self.symbolBytes else { return nil }
        let (entry, isOverflowing) =
            section.offset.addingReportingOverflow(index * Self.symbolBytes)
        guard !isOverflowing, let owner = file.number(at: entry &+ 6, 2), owner != 0 else {
            return nil
        }
        return file.number(at: entry &+ 8, 8)
    }
}
