// SPDX-License-Identifier: Apache-2.0

public import SystemCalls

/// The memory of a running process (`/proc/PID/mem`).
public struct ProcessMemory: AddressSpace {
    private let process: UInt32
    private let reader: FileReader

    /// The process, for messages.
    public var name: String { "process \(process)" }

    /// Opens the memory of a process.
    ///
    /// - Parameter process: its id.
    /// - Throws: why it cannot be read: there is none, or it is not one that this user may trace.
    public init(_ process: UInt32) throws(SystemError) {
        self.process = process
        reader = try FileReader(path: "/proc/\(process)/mem")
    }

    /// Reads bytes; fewer where nothing is mapped.
    public func read(at address: UInt64, count: Int) throws(SystemError) -> [UInt8] {
        var bytes: [UInt8] = []
        do throws(SystemError) {
            try reader.fill(&bytes, at: address, count: count)
        } catch {
            // The kernel refuses a read that begins where nothing is mapped.
            return []
        }
        return bytes
    }

    /// Addresses at which the beginning of a file is mapped and shared, from `/proc/PID/maps`.
    ///
    /// - Returns: the addresses, from the lowest.
    /// - Throws: why the list cannot be read.
    public func mappedFileStarts() throws(SystemError) -> [UInt64] {
        let file = try FileDescriptor.open("/proc/\(process)/maps", .read)
        var starts: [UInt64] = []
        var line: [UInt8] = []
        while true {
            let bytes = try file.read(upTo: 1 << 16)
            if bytes.isEmpty { return starts }
            for byte in bytes {
                guard byte == UInt8(ascii: "\n") else {
                    line.append(byte)
                    continue
                }
                if let start = Self.fileStart(String(decoding: line, as: UTF8.self)) {
                    starts.append(start)
                }
                line.removeAll(keepingCapacity: true)
            }
        }
    }

    /// The address of a line's mapping if it is shared and begins at the beginning of a file.
    static func fileStart(_ line: String) -> UInt64? {
        let fields = line.split(separator: " ", maxSplits: 5)
        guard fields.count >= 5, fields[1].hasSuffix("s"), UInt64(fields[2], radix: 16) == 0,
            let start = fields[0].split(separator: "-").first
        else { return nil }
        return UInt64(start, radix: 16)
    }
}
