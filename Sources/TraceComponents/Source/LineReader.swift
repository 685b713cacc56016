// SPDX-License-Identifier: Apache-2.0

internal import SystemCalls

/// Gives the lines of a file or of standard input one after the other.
final class LineReader {
    /// The most bytes that a line may have.
    static let limitBytes = 16 << 20
    private static let chunkBytes = 65_536

    private let path: String
    private let descriptor: FileDescriptor
    private var bytes: [UInt8] = []
    private var start = 0
    /// Up to where there is no line's end.
    private var searched = 0
    private var isEnded = false

    /// Opens a file.
    init(path: String) throws(SystemError) {
        self.path = path
        descriptor = try FileDescriptor.open(path, .read)
    }

    /// The next line without its end; nil after the last one.
    func next() throws(SystemError) -> ArraySlice<UInt8>? {
        while true {
            if let end = bytes[searched...].firstIndex(of: 0x0A) {
                defer {
                    start = end + 1
                    searched = start
                }
                return bytes[start..<end]
            }
            if isEnded {
                defer { start = bytes.count }
                return start < bytes.count ? bytes[start...] : nil
            }
            bytes.removeSubrange(..<start)
            start = 0
            searched = bytes.count
            guard bytes.count < Self.limitBytes else {
                throw SystemError(call: "read", subject: path, errno: .messageTooLarge)
            }
            let more = try descriptor.read(upTo: Self.chunkBytes)
            isEnded = more.isEmpty
            bytes += more
        }
    }
}
