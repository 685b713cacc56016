// SPDX-License-Identifier: Apache-2.0

internal import Bytes
public import SystemCalls

/// A core dump: the memory of a process in an ELF file.
///
/// The file may be damaged, cut short, or made to mislead: every number in it is checked, and what
/// it does not hold counts as missing.
public struct CoreFile: AddressSpace {
    /// A run of memory that the file holds.
    public struct Segment: Hashable, Sendable {
        /// The first address.
        public let address: UInt64
        /// Where in the file it begins.
        public let offset: UInt64
        /// How many bytes the file holds.
        public let count: UInt64
    }

    /// Why a file is no core dump that can be read.
    public enum Refusal: Error, Hashable, Sendable, CustomStringConvertible {
        /// It cannot be read.
        case access(SystemError)
        /// What is wrong with it.
        case format(String)

        /// What is wrong, for a person.
        public var description: String {
            switch self {
            case .access(let error): "\(error)"
            case .format(let problem): problem
            }
        }
    }

    /// The runs of memory in the order of their addresses.
    public let segments: [Segment]
    /// Whether the file ends before the memory that it announces.
    public let isTruncated: Bool
    private let reader: FileReader
    private static let headerBytes = 64
    private static let entryBytes = 56
    /// Linux allows 65,535 mappings unless told otherwise; this is far more.
    private static let maximumSegmentCount = 1 << 20

    /// Bytes of the file.
    public var byteCount: UInt64 { reader.size }

    /// The path of the file.
    public var name: String { reader.path }

    /// Reads the list of a core dump's runs of memory.
    ///
    /// - Parameter path: the file.
    /// - Throws: why it cannot be used.
    public init(path: String) throws(Refusal) {
        do throws(SystemError) {
            reader = try FileReader(path: path, mode: .readUntrusted)
        } catch {
            throw .access(error)
        }
        let header = try Self.bytes(reader, 0, Self.headerBytes)
        guard header.count == Self.headerBytes, header[0...3] == [0x7F, 0x45, 0x4C, 0x46] else {
            throw .format("it is no ELF file, so no core dump")
        }
        guard header[4] == 2, header[5] == 1 else {
            throw .format("it is not of a little-endian 64-bit process")
        }
        let span = header.span
        guard span.load(at: 16, as: UInt16.self) == 4 else {
            throw .format("it is an ELF file, but no core dump")
        }
        guard let tableOffset = span.load(at: 32, as: UInt64.self),
            let sectionOffset = span.load(at: 40, as: UInt64.self),
            let entryBytes = span.load(at: 54, as: UInt16.self),
            let shortCount = span.load(at: 56, as: UInt16.self),
            entryBytes == UInt16(Self.entryBytes)
        else { throw .format("its program headers have an unknown form") }
        var count = Int(shortCount)
        if shortCount == 0xFFFF {
            // More do not fit into the header; the first section header then has the number.
            let section = try Self.bytes(reader, sectionOffset, 64)
            count = section.span.load(at: 44, as: UInt32.self).map { Int($0) } ?? 0
        }
        guard count <= Self.maximumSegmentCount else {
            throw .format("it announces \(count) segments, more than a process can have")
        }
        let table = try Self.bytes(reader, tableOffset, count * Self.entryBytes)
        (segments, isTruncated) = Self.parse(table, count, fileBytes: reader.size)
    }

    private static func bytes(
        _ reader: FileReader,
        _ offset: UInt64,
        _ count: Int
    ) throws(Refusal) -> [UInt8] {
        guard offset < reader.size else { return [] }
        var bytes: [UInt8] = []
        do throws(SystemError) {
            let rest = Int(clamping: reader.size - offset)
            try reader.fill(&bytes, at: offset, count: min(count, rest))
        } catch {
            throw .access(error)
        }
        return bytes
    }

    /// The runs of a table of program headers that lie inside a file of some size.
    static func parse(
        _ table: [UInt8],
        _ count: Int,
        fileBytes: UInt64
    ) -> (segments: [Segment], isTruncated: Bool) {
        var segments: [Segment] = []
        var isTruncated = table.count < count * entryBytes
        let span = table.span
        for index in 0..<(table.count / entryBytes) {
            let entry = index * entryBytes
            guard span.load(at: entry, as: UInt32.self) == 1,
                let offset = span.load(at: entry + 8, as: UInt64.self),
                let address = span.load(at: entry + 16, as: UInt64.self),
                let held = span.load(at: entry + 32, as: UInt64.self), held > 0
            else { continue }
            let there = offset < fileBytes ? min(held, fileBytes - offset) : 0
            if there < held { isTruncated = true }
            guard there > 0, !address.addingReportingOverflow(there).overflow else { continue }
            segments.append(Segment(address: address, offset: offset, count: there))
        }
        segments.sort { $0.address < $1.address }
        return (segments, isTruncated)
    }

    /// Reads bytes; fewer where the file does not hold the rest.
    public func read(at address: UInt64, count: Int) throws(SystemError) -> [UInt8] {
        var bytes: [UInt8] = []
        var piece: [UInt8] = []
        var index = lastSegment(notAfter: address)
        while bytes.count < count, index >= 0, index < segments.count {
            let segment = segments[index]
            let place = address &+ UInt64(bytes.count)
            guard place >= segment.address, place - segment.address < segment.count else { break }
            let inside = place - segment.address
            let wanted = min(count - bytes.count, Int(clamping: segment.count - inside))
            try reader.fill(&piece, at: segment.offset + inside, count: wanted)
            bytes += piece
            if piece.count < wanted { break }
            // The kernel makes one run of several when their rights differ.
            index += 1
        }
        return bytes
    }

    private func lastSegment(notAfter address: UInt64) -> Int {
        var low = 0
        var high = segments.count
        while low < high {
            let middle = (low + high) / 2
            if segments[middle].address <= address { low = middle + 1 } else { high = middle }
        }
        return low - 1
    }
}
