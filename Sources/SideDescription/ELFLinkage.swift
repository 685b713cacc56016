// SPDX-License-Identifier: Apache-2.0

/// What a program or library says about the libraries it is loaded with, read in parts: such files
/// may be large, and hostile.
public struct ELFLinkage {
    /// Whether it describes events of the SIDE ABI.
    public let describesEvents: Bool
    /// Whether it contains Plume's runtime of the SIDE ABI.
    public let containsRuntime: Bool
    /// The names of the libraries that it needs, as it has them.
    public private(set) var libraries: [String] = []
    /// The folders that it has libraries searched in, in its own words; `$ORIGIN` is its folder.
    public private(set) var folders: [String] = []
    /// Whether it is loaded by the dynamic linker.
    public let isDynamic: Bool

    private static let listSection = "side_event_description_ptr"
    private static let runtimeSection = ".note.plume.side"
    private static let dynamicKind: UInt32 = 6
    private static let maximumSections = 4_096
    private static let maximumTableBytes: UInt64 = 4 << 20
    private static let maximumEntries: UInt64 = 4_096

    /// Reads the tables of a file; nil when it is no 64-bit little-endian ELF file, or they are not
    /// whole.
    ///
    /// - Parameter read: gives so many bytes from an offset, or fewer at the end of the file.
    public init?(read: (_ offset: UInt64, _ count: Int) -> [UInt8]) {
        let header = read(0, 64)
        guard header.count == 64, header.starts(with: [0x7F, 0x45, 0x4C, 0x46, 2, 1]) else {
            return nil
        }
        let count = Int(Self.number(header, at: 60, 2))
        guard Self.number(header, at: 58, 2) == 64, count <= Self.maximumSections else {
            return nil
        }
        let table = read(Self.number(header, at: 40, 8), count * 64)
        let namesIndex = Int(Self.number(header, at: 62, 2))
        guard table.count == count * 64, namesIndex < count else { return nil }
        func contents(of section: Int) -> [UInt8] {
            let size = min(Self.number(table, at: section * 64 + 32, 8), Self.maximumTableBytes)
            return read(Self.number(table, at: section * 64 + 24, 8), Int(size))
        }
        let names = contents(of: namesIndex)
        var (describes, contains) = (false, false)
        var dynamic: Int?
        for section in 0..<count {
            let name = Self.text(names, at: Self.number(table, at: section * 64, 4))
            if name == Self.listSection, Self.number(table, at: section * 64 + 32, 8) > 0 {
                describes = true
            }
            if name == Self.runtimeSection { contains = true }
            if Self.number(table, at: section * 64 + 4, 4) == Self.dynamicKind {
                dynamic = section
            }
        }
        describesEvents = describes
        containsRuntime = contains
        isDynamic = dynamic != nil
        guard let dynamic else { return }
        let link = Int(Self.number(table, at: dynamic * 64 + 40, 4))
        guard link < count else { return }
        readEntries(contents(of: dynamic), contents(of: link))
    }

    private mutating func readEntries(_ entries: [UInt8], _ texts: [UInt8]) {
        var older: [String] = []
        for index in 0..<min(entries.count / 16, Int(Self.maximumEntries)) {
            let value = Self.number(entries, at: index * 16 + 8, 8)
            switch Self.number(entries, at: index * 16, 8) {
            case 0: return finish(older)
            case 1: libraries.append(Self.text(texts, at: value))
            case 15: older = Self.split(Self.text(texts, at: value))
            case 29: folders = Self.split(Self.text(texts, at: value))
            default: continue
            }
        }
        finish(older)
    }

    /// The older kind of list counts where there is none of the newer.
    private mutating func finish(_ older: [String]) {
        if folders.isEmpty { folders = older }
    }

    private static func split(_ list: String) -> [String] {
        list.split(separator: ":").map(String.init)
    }

    private static func text(_ texts: [UInt8], at offset: UInt64) -> String {
        guard offset < UInt64(texts.count) else { return "" }
        return String(
            decoding: texts[Int(offset)...].prefix(4_096).prefix { $0 != 0 },
            as: UTF8.self
        )
    }

    /// A number within bytes; 0 behind their end.
    private static func number(_ bytes: [UInt8], at offset: Int, _ count: Int) -> UInt64 {
        guard offset <= bytes.count - count else { return 0 }
        var number: UInt64 = 0
        for index in 0..<count { number |= UInt64(bytes[offset + index]) << (8 * index) }
        return number
    }
}
