// SPDX-License-Identifier: Apache-2.0

public import SystemCalls

/// Where the bytes of a channel's memory are read from: a file, a core dump, a process.
public protocol RingImageSource {
    /// What is read, for messages.
    var name: String { get }

    /// Reads bytes of the channel's file.
    ///
    /// - Parameters:
    ///   - offset: where in the file.
    ///   - count: how many bytes are wanted.
    /// - Returns: the bytes, fewer where the source does not have the rest.
    /// - Throws: why it cannot be read.
    func read(at offset: Int, count: Int) throws(SystemError) -> [UInt8]
}

/// A channel's memory in a file.
public struct FileImageSource: RingImageSource {
    private let reader: FileReader

    /// The path of the file.
    public var name: String { reader.path }

    /// Opens the file, which is no link.
    ///
    /// - Parameter path: the file.
    /// - Throws: why it cannot be read.
    public init(path: String) throws(SystemError) {
        reader = try FileReader(path: path, mode: .readUntrusted)
    }

    /// Reads bytes of the file; fewer at its end.
    public func read(at offset: Int, count: Int) throws(SystemError) -> [UInt8] {
        guard offset >= 0, count > 0, UInt64(offset) < reader.size else { return [] }
        var bytes: [UInt8] = []
        let rest = reader.size - UInt64(offset)
        try reader.fill(&bytes, at: UInt64(offset), count: min(count, Int(clamping: rest)))
        return bytes
    }
}
