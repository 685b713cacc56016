// SPDX-License-Identifier: Apache-2.0

internal import CTFReader
internal import SystemCalls

/// A line on the terminal that tells how much of some traces was read.
///
/// What the kernel counts as read by this process is compared with the sizes of the files, so that
/// nothing that reads has to know of it. Files are read up to twice, once to find their packets:
/// the line may end early, and does not stay at the end.
final class ReadingProgress: Sendable {
    private static let pauseNanoseconds: UInt64 = 500_000_000

    private let verb: String
    private let totalBytes: UInt64
    private let bytesBefore: UInt64
    private let isOver = Monitor(false)

    /// Runs something, and shows the line meanwhile where standard error is a terminal.
    ///
    /// - Parameters:
    ///   - verb: what is done, for example "Checking".
    ///   - paths: files, and folders of traces.
    ///   - body: what reads them.
    /// - Returns: what the body returns.
    /// - Throws: what the body throws.
    static func during<Result, Failure: Error>(
        _ verb: String,
        _ paths: [String],
        _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        guard Terminal.canReplaceLines else { return try body() }
        let progress = ReadingProgress(verb, paths)
        guard progress.totalBytes > 0 else { return try body() }
        Task.detached { progress.show() }
        defer { progress.end() }
        return try body()
    }

    private init(_ verb: String, _ paths: [String]) {
        self.verb = verb
        totalBytes = paths.reduce(0) { $0 + Self.bytes(below: $1) }
        bytesBefore = Self.bytesRead
    }

    private func show() {
        while true {
            Clock.sleep(nanoseconds: Self.pauseNanoseconds)
            let read = Double(Self.bytesRead &- bytesBefore)
            let part = Int(min(99, read * 50 / Double(totalBytes)))
            let text =
                "\(verb): \(part) % of \(Terminal.bytes(totalBytes)); Ctrl-C stops it"
            let isShown = isOver.change { isOver in
                if !isOver { Terminal.replaceLine(text) }
                return !isOver
            }
            if !isShown { return }
        }
    }

    private func end() {
        isOver.change { $0 = true }
        Terminal.removeLine()
    }

    /// The bytes that this process has read.
    private static var bytesRead: UInt64 {
        let text = (try? FileReader.pseudoFile("/proc/self/io")) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("rchar:") }
        return line.flatMap { UInt64($0.dropFirst("rchar: ".count)) } ?? 0
    }

    /// The size of a file, or of the data streams below a folder.
    private static func bytes(below path: String) -> UInt64 {
        if Directory.kind(of: path) == .file { return size(of: path) }
        let folders = (try? TraceFinder.folders(at: path)) ?? []
        let files = folders.flatMap { (try? CTFTrace.dataStreamFiles(in: $0)) ?? [] }
        return files.reduce(0) { $0 + size(of: $1) }
    }

    private static func size(of file: String) -> UInt64 {
        (try? FileDescriptor.open(file, .read).size()) ?? 0
    }
}
