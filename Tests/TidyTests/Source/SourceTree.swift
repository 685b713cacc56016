// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The files of the repository that git knows.
struct SourceTree {
    /// A file and what it holds.
    struct File {
        let path: String
        let text: String

        /// The target that a path below Sources belongs to.
        var target: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
    }

    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    let paths: [String]

    init() throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["git", "-C", Self.root.path, "ls-files", "-z"]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        paths = String(decoding: data, as: UTF8.self).split(separator: "\0").map(String.init)
            .filter { FileManager.default.fileExists(atPath: Self.root.path + "/" + $0) }
    }

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    /// How many bytes a file has.
    func size(of path: String) throws -> UInt64 {
        try FileHandle(forReadingFrom: Self.root.appendingPathComponent(path)).seekToEnd()
    }

    /// The files whose names end in one of these, below a folder when one is given.
    func files(_ endings: String..., in folder: String = "") throws -> [File] {
        try paths.filter { path in
            path.hasPrefix(folder) && endings.contains { path.hasSuffix($0) }
        }.map { File(path: $0, text: try Self.text($0)) }
    }

    /// Files that an interpreter runs.
    func scripts() throws -> [File] {
        try paths.filter {
            let name = $0.split(separator: "/").last ?? ""
            return name.hasSuffix(".sh") || name.hasSuffix(".py") || !name.contains(".")
        }.compactMap { path in
            let file = File(path: path, text: try Self.text(path))
            return file.text.hasPrefix("#!") ? file : nil
        }
    }

    /// The targets that have a folder below Sources.
    var targets: Set<String> {
        Set(
            paths.filter { $0.hasPrefix("Sources/") }
                .map { String($0.split(separator: "/")[1]) }
        )
    }
}
