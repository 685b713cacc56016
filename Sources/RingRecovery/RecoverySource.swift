// SPDX-License-Identifier: Apache-2.0

internal import Consumer
internal import SystemCalls

/// What a person gave to recover from, told by what it is.
public enum RecoverySource: Hashable, Sendable {
    /// A process id.
    case process(UInt32)
    /// A core dump.
    case core(String)
    /// Files of buffers, and the folder of the trace if it is known.
    case buffers([String], trace: String?)
    /// A trace without buffers, and where they were if the recording had some in files.
    case trace(String, lostBuffers: String?)

    /// Why nothing can be recovered from it.
    public struct Refusal: Error, Hashable, Sendable, CustomStringConvertible {
        /// What is wrong and what to do, for a person.
        public let description: String
    }

    /// The longest path that a file may name.
    private static let maximumPathBytes: UInt64 = 4_096

    /// Finds out what a person means.
    ///
    /// - Parameter text: a process id, a core dump, a folder of buffers or the folder of such
    ///   folders, or the folder of a trace.
    /// - Throws: why it is none of them.
    public init(_ text: String) throws(Refusal) {
        if !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            guard let process = UInt32(text), process > 0 else {
                throw Refusal(description: "\(text): there is no such process id")
            }
            self = .process(process)
            return
        }
        switch Directory.kind(of: text) {
        case nil:
            throw Refusal(description: "\(text): there is no such file, folder or process")
        case .other:
            throw Refusal(description: "\(text): it is neither a file nor a folder")
        case .file:
            self = text.hasSuffix(BufferFolder.suffix) ? .buffers([text], trace: nil) : .core(text)
        case .directory:
            self = try Self.folder(text)
        }
    }

    private static func folder(_ path: String) throws(Refusal) -> RecoverySource {
        if let buffers = name(in: "\(path)/\(BufferFolder.hiddenName)") {
            let files = rings(in: buffers)
            return files.isEmpty
                ? .trace(path, lostBuffers: buffers) : .buffers(files, trace: path)
        }
        let files = rings(in: path)
        if !files.isEmpty {
            let trace = name(in: "\(path)/\(BufferFolder.traceName)")
            return .buffers(
                files,
                trace: trace.flatMap { Directory.kind(of: $0) == nil ? nil : $0 }
            )
        }
        if Directory.kind(of: "\(path)/metadata") != nil { return .trace(path, lostBuffers: nil) }
        let inner = ((try? Directory.entries(of: path)) ?? []).map { "\(path)/\($0)" }
            .filter { !rings(in: $0).isEmpty }
        guard let only = inner.first else { return .trace(path, lostBuffers: nil) }
        guard inner.count == 1 else {
            let list = inner.prefix(8).joined(separator: " ")
            throw Refusal(description: "\(path): it holds several recordings, name one: \(list)")
        }
        return try folder(only)
    }

    /// The buffers in a folder.
    private static func rings(in path: String) -> [String] {
        guard Directory.kind(of: path) == .directory else { return [] }
        return ((try? Directory.entries(of: path)) ?? [])
            .filter { $0.hasSuffix(BufferFolder.suffix) }.map { "\(path)/\($0)" }
    }

    /// The path that a small file holds.
    private static func name(in path: String) -> String? {
        guard let reader = try? FileReader(path: path, mode: .readUntrusted),
            reader.size <= maximumPathBytes
        else { return nil }
        var bytes: [UInt8] = []
        do throws(SystemError) {
            try reader.fill(&bytes, at: 0, count: Int(reader.size))
        } catch {
            return nil
        }
        while bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
        return bytes.isEmpty || bytes.contains(0) ? nil : String(decoding: bytes, as: UTF8.self)
    }
}
