// SPDX-License-Identifier: Apache-2.0

/// As much of the ELF format as it takes to find a section in a 64-bit little-endian file.
///
/// The layouts are those of `Elf64_Ehdr` and `Elf64_Shdr` in `elf.h`.
public struct ELFImage {
    /// Why bytes are not a usable ELF file.
    public struct FormatError: Error, Hashable, Sendable, CustomStringConvertible {
        /// What is wrong.
        public let description: String
    }

    private let bytes: [UInt8]

    /// Checks the beginning of a file.
    public init(_ bytes: [UInt8]) throws(FormatError) {
        self.bytes = bytes
        guard bytes.starts(with: [0x7F, 0x45, 0x4C, 0x46]) else {
            throw FormatError(description: "it is not an ELF file")
        }
        guard bytes.count > 64, bytes[4] == 2, bytes[5] == 1 else {
            throw FormatError(description: "it is not a 64-bit little-endian ELF file")
        }
    }

    /// The contents of a section by its name; nil when there is none.
    public func section(_ name: String) throws(FormatError) -> [UInt8]? {
        let table = try number(at: 40, bytes: 8)
        let entryBytes = try number(at: 58, bytes: 2)
        let count = try number(at: 60, bytes: 2)
        let namesIndex = try number(at: 62, bytes: 2)
        guard entryBytes >= 64, namesIndex < count else { return nil }
        let names = try number(at: table + namesIndex * entryBytes + 24, bytes: 8)
        let wanted = Array(name.utf8) + [0]
        for index in 0..<count {
            let header = table + index * entryBytes
            let start = names + (try number(at: header, bytes: 4))
            guard start >= 0, start < bytes.count, bytes[start...].starts(with: wanted) else {
                continue
            }
            let offset = try number(at: header + 24, bytes: 8)
            let size = try number(at: header + 32, bytes: 8)
            guard size <= bytes.count - offset else { throw Self.truncated }
            return Array(bytes[offset..<(offset + size)])
        }
        return nil
    }

    private static let truncated = FormatError(description: "its tables lie outside the file")

    /// An unsigned number; every one that is used is an offset or a count in the file.
    private func number(at offset: Int, bytes count: Int) throws(FormatError) -> Int {
        guard offset >= 0, offset <= bytes.count - count else { throw Self.truncated }
        var number: UInt64 = 0
        for index in 0..<count { number |= UInt64(bytes[offset + index]) << (8 * index) }
        guard number <= UInt64(bytes.count) else { throw Self.truncated }
        return Int(number)
    }
}
